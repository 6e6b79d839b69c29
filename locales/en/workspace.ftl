# The left column, settings, connection, and what is said all over the workspace.

accept = Accept
decline = Decline
cancel = Cancel
withdraw = Withdraw
action = Action
action-about = Action on { $name }
owner = owner
you = You
not-connected = not connected
time-left = Time left:
fold-away = Close
quit-title = Quit Konsil?
quit-confirm = Quit Konsil
day-today = Today
day-yesterday = Yesterday
toast-dismiss = Dismiss
not-saved = Nothing can be saved on this computer right now. What you write will be lost when you quit Konsil. Free some disk space.
call-failed = That didn’t work. Please try again.
told-no-files = Files can’t be sent yet.
told-too-long = The text is too long to be inserted. Please split it up.
told-no-field = There’s no text field here to put the text in.
told-clipboard-empty = There’s no text on the clipboard.
told-clipboard-failed = The clipboard can’t be reached right now. Please try again.
told-not-learned = The word couldn’t be added to the dictionary: its list of words can’t be written.

## The menu at the pointer

menu = Menu
menu-cut = Cut
menu-copy = Copy
menu-paste = Paste
menu-select-all = Select all
menu-learn = Add to dictionary
menu-copy-message = Copy message
menu-copy-link = Copy link

## The left column

list-region = Chats and queues
list-show = Show the list of chats
list-show-news = Show the list of chats, with news
list-invitations = Invitations
list-my-chats = My chats
list-no-chats = Chats you accept appear here.
list-consultations = Consultations to me
list-queues = Queues
list-filter = Filter chats
list-none-fits = No chat matches.
list-waiting = { $count } waiting
list-nobody-waiting = nobody waiting

waiting-chats = Waiting chats
waiting-chats-of = Show waiting chats: { $queue }
waiting-since = waiting for
waiting-take = Take chat
waiting-take-name = Take chat: { $name }
waiting-interrupted = Page not connected
waiting-gone = No longer available
waiting-more = { $count ->
    [one] … and 1 more
   *[other] … and { $count } more
}
waiting-nobody = Nobody is waiting whose chat you can take.
waiting-not-allowed = You can no longer take chats from this queue yourself.
waiting-loading = Loading…

row-invited = Invitation
row-draft = Draft:
row-consulting = Consultation open
row-unsent = Message not sent
row-interrupted = Contact is not connected right now
row-torn-off = In its own window
row-unread = { $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}
row-unread-private = { $count ->
    [one] { $count } unread message in consultations
   *[other] { $count } unread messages in consultations
}

invitation-consultation = wants to consult you
invitation-unsupported = sent you an invitation that only a newer version of Konsil can show
invitation-conference = invites you to a conference
invitation-transfer = wants to transfer a chat to you
invitation-about = Chat: { $contact } · { $queue }
invitation-chat = Invitation: { $contact }, { $queue }
invitation-interrupted = The contact’s page is not connected right now.
invitation-words = Text of the invitation
invitation-accept = Accept: { $name }
invitation-decline = Decline: { $name }

me-places = { $capacity ->
    [one] { $taken } of { $capacity } chat
   *[other] { $taken } of { $capacity } chats
}
state-label = Status
state-ready = Ready
state-not-ready = Not ready
state-break = Break
state-meeting = Meeting
state-training = Training
state-other-work = Other work
state-after-work = Wrap-up
state-since-seconds = for { $seconds } s
state-since-minutes = for { $minutes } min
state-since-hours = for { $time } h
state-get-ready = Set to Ready
person-menu = Your menu
sign-out = Sign out

settings-open = Settings…

empty-title = No chat open
empty-ready = You are ready. As soon as a contact writes, an invitation appears on the left.
empty-practice = In practice mode a contact writes once you request a chat.
empty-offline = New chats come once the connection is back.
empty-not-ready = You won’t get new chats while you are not ready.
empty-invited-title = You have an invitation
empty-invited = Accept it on the left before its time runs out.
empty-choose-title = No chat selected
empty-first-reply = { $contact } is waiting for your reply.
empty-first-consultation = New message in a consultation. Chat: { $contact }
empty-first-invitation = An invitation is waiting for you. Chat: { $contact }
empty-first-none = No chat is waiting for you. Next on your list: { $contact }

last-known = last known: { $what }
offline-works = { $queued ->
    [0] Keep writing. Messages will be sent later.
    [one] Keep writing. { $queued } message is waiting.
   *[other] Keep writing. { $queued } messages are waiting.
}
seconds = { $seconds } s
offline-retry = Next attempt in { $seconds } s
offline-trying = Trying again…
offline-now = Try now
connecting = Connecting…
elsewhere-title = You’re now working somewhere else
elsewhere-text = { $unsent ->
    [0] Your account is signed in there. Your drafts are kept here.
    [one] Your account is signed in there. Your drafts and { $unsent } unsent message are kept here.
   *[other] Your account is signed in there. Your drafts and { $unsent } unsent messages are kept here.
}
elsewhere-continue = Continue here

practice-title = Practice mode
practice-page = Contact’s page:
practice-copy = Copy address
practice-copied = Address copied
practice-restart = Start over
practice-restart-title = Start practice mode over?
practice-restart-text = All chats, notes and consultations of this practice will be deleted.
practice-call-contact = Request next chat
practice-leave = Leave practice mode
practice-leave-title = Leave practice mode?
practice-leave-text = The chats of this practice simply end. Next time practice mode starts from the beginning.

# The Team view
team-title = Team
team-open = Show team
team-close = Close team
team-parts = By status
team-part-all = All
team-part-ready = Ready
team-part-not-ready = Not ready
team-part-logged-out = Signed out
team-search = Search the team
team-none = Nobody matches the selection.
team-no-group = Without a group
team-ready-of = { $ready } of { $members } ready
team-you = { $name } (you)
team-chats = { $chats ->
    [0] no chat
    [one] { $chats } chat
   *[other] { $chats } chats
}
team-consult = Consult: { $contact }
team-beside = Skills, groups and queues
team-skills = Skills
team-groups = Groups
team-queues = Queues
team-ready = ready
team-waiting = waiting
team-of = of { $members }
team-longest = longest
team-available = { $available } available
