# The left column, settings, connection, and what is said all over the workspace.

accept = Accept
decline = Decline
cancel = Cancel
withdraw = Withdraw
action = Action
action-about = Action on { $name }
owner = Owner
you = You
not-connected = not connected
time-left = Time left:
fold-away = Close
quit-title = Quit Konsil?
quit-confirm = Quit Konsil
day-today = Today
day-yesterday = Yesterday
toast-dismiss = Close message

list-region = Chats and queues
list-show = Show the list of chats
list-show-news = Show the list of chats, with news
list-invitations = Invitations
list-my-chats = My chats
list-no-chats = Chats you accept stand here.
list-consultations = Consultations to me
list-queues = Queues
list-waiting = { $count } waiting
list-nobody-waiting = nobody waiting

row-invited = Invitation
row-ended = Ended
row-unsent = Message not sent
row-interrupted = Contact’s connection interrupted
row-torn-off = In its own window
row-unread = { $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}
row-unread-private = { $count ->
    [one] { $count } unread message in consultations
   *[other] { $count } unread messages in consultations
}

invitation-consultation = asks for a consultation
invitation-unsupported = asks for something that only a newer version of this program knows
invitation-conference = invites you to a conference
invitation-transfer = wants to transfer a chat to you
invitation-about = about: { $contact } · { $queue }

me-places = { $capacity ->
    [one] { $taken } of { $capacity } chat
   *[other] { $taken } of { $capacity } chats
}
state-label = State
state-ready = Ready
state-not-ready = Not ready
state-signed-in = Not ready
state-break = Break
state-meeting = Meeting
state-training = Training
state-other-work = Other work
state-no-answer = No answer
state-after-work = After work
state-unsupported = Unknown
state-logged-out = Logged out
sign-out = Log out

settings-open = Settings …

empty-title = No chat open yet
empty-ready = You are ready. As soon as a contact writes, an invitation appears on the left.
empty-not-ready = You get no new chats while you are not ready.
empty-get-ready = Get ready
empty-invited-title = You have an invitation
empty-invited = Accept it on the left before its time runs out.
empty-choose-title = No chat selected
empty-choose = Choose a chat on the left.

offline-works = { $queued ->
    [0] You can go on writing; your messages will be sent later.
    [one] You can go on writing; { $queued } message will be sent later.
   *[other] You can go on writing; { $queued } messages will be sent later.
}
offline-retry = Next attempt in { $seconds } s
offline-trying = Trying again …
offline-now = Try now
connecting = Connecting …
elsewhere-title = You are working at another desk now
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
