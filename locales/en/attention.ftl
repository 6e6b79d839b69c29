# Signs in the windows: the reply reminder, the settings page, do-not-disturb, muted chats, why it rang.

reminder-green = Waiting for your reply for { $time }
reminder-yellow = Waiting for your reply for { $time }, reply due soon
reminder-red = Waiting for your reply for { $time }, reply overdue
reminder-tip-green = Waiting for your reply
reminder-tip-yellow = Reply due soon
reminder-tip-red = Reply overdue

silence = Mute
silence-what = Mute: no flashing, no sound and no notification for this chat
silenced-what = Undo muting
row-silenced = Muted

next-chat = Next chat that needs you
next-chat-here = Always, in every window of Konsil
key-ctrl = Ctrl
key-alt = Alt
key-option = Option
key-shift = Shift
key-command = Cmd

## Do not disturb

dnd = Do not disturb
dnd-for = { $minutes ->
    [30] 30 min
    [60] 1 h
   *[other] 2 h
}
dnd-for-full = { $minutes ->
    [30] Do not disturb for 30 minutes
    [60] Do not disturb for 1 hour
   *[other] Do not disturb for 2 hours
}
dnd-until = until …
dnd-until-full = Do not disturb until a time of day
dnd-what = No flashing, no sound, no notification; colleagues cannot ask you by name. Contacts’ chats still come while you are ready.
dnd-clock = Time of day
dnd-today = today
dnd-tomorrow = tomorrow
dnd-no-time = for example 14:30
dnd-set = Turn on
dnd-on = Do not disturb until { $at }
dnd-on-tomorrow = Do not disturb until tomorrow, { $at }
dnd-end = End
dnd-system = Quiet: the system wants it
dnd-system-what = No flashing, no sound, no notification, because the system wants quiet. You can change that in the settings.
dnd-end-full = End “Do not disturb”
dnd-off-here = “Do not disturb” is off. You turn it on in the menu at your name.

## Settings page

settings-title = Settings
settings-profile = Profile: { $profile }
sheet-close = Close
section-general = General
section-flash = Flashing and number
section-notify = Notifications
section-sound = Sounds
section-quiet = Do not disturb
section-keyboard = Keyboard
setting-language = Language
setting-theme = Appearance
theme-system = As system
theme-light = Light
theme-dark = Dark
setting-own-windows = Open each chat in its own window
setting-flash = Flash the window when a chat needs you
setting-flash-more = Until you reply or look at the window; each window for itself.
setting-flash-consultations = For unread consultations too
setting-notify-invitations = For invitations
setting-notify-messages = For new messages and consultations
setting-notify-text = Show what was written
setting-notify-text-more = Otherwise only who it comes from.
setting-sound-invitation = Invitation
setting-sound-message = Message
setting-sound-consultation = Consultation
setting-volume = Volume
percent = { $percent }%
setting-respect-system = Respect the system’s quiet
setting-respect-system-more = Counts like your own “Do not disturb”; but colleagues can still ask you.
setting-shortcut = From other programs too
setting-shortcut-more = Brings Konsil to the front with the next chat.
shortcut-off = Off
shortcut-state-set = Set.
shortcut-state-taken = Taken: another program uses these keys. Please choose others.
shortcut-state-unavailable = This system (Wayland) gives no keys to programs. In Konsil itself the key above works.
badge = Number on the program’s icon
badge-more = That many chats need you.
system-quiet = This system’s “Do not disturb”
system-quiet-on = on
system-quiet-off = off
system-quiet-unreadable = not readable
means-flash-notification = This system does not let windows flash; a notification stays on the screen instead.
means-flash-dock = On this system the program’s icon bounces in the dock until you look at Konsil.
means-badge-launcher = Whether the number appears depends on your desktop environment.
means-tray-none = Your desktop environment has no place for an icon beside the clock.
means-notifications-none = On this computer no program shows notifications.
means-notifications-plain = Notifications have no buttons on this computer; they themselves open the chat.
means-sound-none = This computer has nothing to play sounds on right now.
means-quiet-unreadable = This system does not tell programs whether it wants quiet.
try-it = Try it
try-it-of = Try it: { $sign }
section-flash-sign = Flashing
section-notify-sign = Notification
try-flash-what = See it flash
try-flash-now = Now change to another window: flashing begins in 3 seconds and lasts 5.
try-notification-what = See a notification

## Why did it ring

why-title = Why did it ring?
why-lead = The last 50 decisions, newest first: what happened and what Konsil did about it or why it stayed quiet. What was written is not in here.
why-time = Time
why-chat = Chat
why-cause = Cause
why-effect = Effect
why-no-chat = no chat
why-copy = Copy
why-copied = Copied
why-back = Back to the settings
why-empty-title = Nothing has rung yet
why-empty = As soon as Konsil flashes, gives a sound, shows a notification or has a reason not to, it stands here.
