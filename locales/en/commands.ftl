# What can be done by keys and from the palette, and the page of all keys.

command-send = Send
command-new-line = New line
command-other-field = Field: contact ⇄ private
command-to-other-field = Go to the other field
command-consult = Consult
command-conference = Instant chat conference
command-transfer = Instant chat transfer
command-withdraw = Withdraw invitation
command-pick-another = Pick another target
command-ask-consulted = Bring the consulted colleague into the chat
command-hand-over-consulted = Transfer to the consulted colleague
command-consultation = Show another consultation
command-to-consultation = Go to the consultation with { $name }
command-remove-participant = Remove from conference
command-remove = Remove { $name } from the conference
command-end-consultation = End consultation
command-end = End
command-end-waits = { $contact } is waiting for your reply
command-mark-done = Mark done
command-disposition = Choose a disposition
command-note = Write a note
command-dismiss-notice = Dismiss message
command-silence = Mute
command-own-window = Chat in its own window
command-search = Search the chat
command-transcript-copy = Copy transcript
command-transcript-save = Save transcript
command-accept-invitation = Accept the oldest
command-accept = Accept: { $name }
command-decline-invitation = Decline the oldest
command-decline = Decline: { $name }
command-waiting-chats = Show waiting chats
command-next-chat = Next chat that is waiting for you
command-chat = Chats 1 to 9
command-next-region = Next region
command-previous-region = Previous region
command-back = Back to the field
command-commands = Commands
command-filter-chats = Filter chats
command-team-view = Show or close the team
command-team = Open team, then filter
command-team-open = Open team
command-team-filter = Filter team: { $filter }
command-favourite = Add or remove favourite
command-set-state = Status: { $status }
command-state = Choose status
command-state-ready = Status: Ready
command-state-break = Status: Break
command-state-meeting = Status: Meeting
command-state-training = Status: Training
command-state-other-work = Status: Other work
command-state-reason = Status: further reasons
command-state-after-work = Status: Wrap-up
command-do-not-disturb = Do not disturb
command-do-not-disturb-for = { $minutes ->
    [30] Do not disturb for 30 minutes
    [60] Do not disturb for 1 hour
   *[other] Do not disturb for 2 hours
}
command-settings = Settings
command-why = Why did it ring?
command-keys = All keys
command-zoom = Larger, smaller
command-zoom-reset = Size 100 %
command-close-window = Dock own window
command-quit = Quit Konsil
command-sign-out = Sign out
command-opens = { $command }…
command-unseen = not visible to the contact
command-not-now = “{ $command }” isn’t possible right now.

key-enter = Enter
key-escape = Esc

## Palette

palette-search = Search for a command or chat
palette-invitations = Invitation
palette-chat = Chat: { $contact }
palette-switch = Go to
palette-window = Konsil
palette-left = left:
palette-none = Nothing found for “{ $text }”.
palette-choose = choose
palette-do = run
palette-back = back to the field
palette-all-keys = all keys

## All keys

keys-title = Keys
keys-search = Search for a key or command
keys-shift-is = ⇧ is the Shift key.
keys-group-writing = Writing
keys-group-chat = This chat
keys-group-invitations = Invitations
keys-group-switch = Switching
keys-group-find = Finding
keys-group-window = Window
own-keys-title = Change keys
own-keys-open = Change keys…
own-keys-reset = Reset all
own-keys-default = Reset: { $command }
own-keys-of = { $command }: { $keys }. Change
own-keys-none = none
own-keys-press = Press keys…
own-keys-need-ctrl = Press it together with Ctrl, or use one of F1 to F12. Alt stays free: many keyboards type characters with it.
own-keys-taken = { $keys } already belongs to “{ $command }”.
own-keys-shortcut = { $keys } brings Konsil to the front from other programs. It is in the settings.
own-keys-take = Take it
keys-own-of-fields = { $keys } is for copy, paste or undo in text fields.
keys-own-of-system = The system itself uses { $keys }.

setting-keys = Keys in Konsil
setting-keys-more = Consult, conference, next chat and everything else.
