# Signs in the windows: the reply reminder, the settings page, do-not-disturb, muted chats, why it rang.

reminder-green = Waiting for your reply for { $time }
reminder-yellow = Waiting for your reply for { $time }: due soon
reminder-red = Waiting for your reply for { $time }: overdue
reminder-tip-green = Waiting for your reply
reminder-tip-yellow = Reply due soon
reminder-tip-red = Reply overdue

silence = Mute
silence-what = Mute: no flashing, no sound and no notification for this chat
silenced-what = Unmute
row-silenced = Muted

next-chat = Next chat waiting for you
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
    [30] Do not disturb: 30 min
    [60] Do not disturb: 1 h
   *[other] Do not disturb: 2 h
}
dnd-until = until…
dnd-until-full = Do not disturb until a time of day
dnd-what = No flashing, sounds or notifications. Your team can’t invite you directly. You still get new chats while you are ready.
dnd-clock = Time of day
dnd-today = today
dnd-tomorrow = tomorrow
dnd-no-time = for example 14:30
dnd-set = Turn on
dnd-on = Do not disturb until { $at }
dnd-on-tomorrow = Do not disturb until tomorrow, { $at }
dnd-short = until { $at }
dnd-short-tomorrow = until tomorrow, { $at }
dnd-system = System “Do not disturb” is on
dnd-system-what = No flashing, sounds or notifications because the system’s “Do not disturb” is on. You can change this in the settings.
dnd-end-full = Turn off “Do not disturb”
dnd-off-here = “Do not disturb” is off. Turn it on in the menu at your name, top left.

## Settings page

settings-title = Settings
settings-profile = Profile: { $profile }
sheet-close = Close
section-general = General
section-flash = Flashing and badge
section-notify = Notifications
section-sound = Sounds
section-quiet = Do not disturb
section-keyboard = Keyboard
setting-language = Language
setting-theme = Appearance
theme-system = Same as system
theme-light = Light
theme-dark = Dark
setting-zoom = Zoom
zoom-out = Smaller
zoom-in = Larger
zoom-reset = Reset to 100%
setting-own-windows = Open each chat in its own window
setting-targets-flat = Team Communicator without headings
setting-flash = Flash the window when a chat is waiting for you
setting-flash-more = Until you reply or look at the window. Each window flashes on its own.
setting-flash-consultations = For unread consultations too
setting-notify-invitations = For invitations
setting-notify-messages = For new messages and consultations
setting-notify-text = Show what was written
setting-notify-text-more = Otherwise only who it comes from.
setting-sound-invitation = Invitation
setting-sound-message = Message
setting-sound-consultation = Consultation
setting-sound-idle = For the chat in view too
setting-sound-idle-more = When you haven’t used this computer for a minute.
setting-sound-output = Output
setting-invitation-output = Output for invitations
output-system = Same as system
output-others = Same as other sounds
output-missing = { $device } (not connected)
output-missing-what = Not connected: sounds come from the device that is set in the system.
setting-volume = Volume
percent = { $percent }%
setting-respect-system = Follow the system’s “Do not disturb”
setting-respect-system-more = Works like your own “Do not disturb”, but your team can still invite you directly.
setting-shortcut = Shortcut in every program
setting-shortcut-more = Brings Konsil to the front with the next waiting chat.
shortcut-off = Off
shortcut-state-set = Set.
shortcut-state-taken = Taken: another program uses these keys. Please choose others.
shortcut-state-unavailable = Not available under Wayland. In Konsil’s own windows the shortcut above works.
badge = Badge on the app icon
badge-more = How many chats are waiting for you.
system-quiet = This system’s “Do not disturb”
system-quiet-on = on
system-quiet-off = off
system-quiet-unreadable = not readable
means-flash-notification = This system does not let windows flash. A notification stays on the screen instead.
means-flash-dock = On this system the app icon bounces in the dock until you look at Konsil.
means-badge-launcher = Whether the badge appears depends on your desktop environment.
means-tray-none = Your desktop environment has no place for an icon beside the clock.
means-notifications-none = No program on this computer shows notifications.
means-notifications-plain = Notifications have no buttons on this computer. Choose the notification itself to open the chat.
means-sound-none = No audio output found on this computer.
means-idle-none = Your desktop environment does not tell programs when the computer was last used.
means-quiet-unreadable = Konsil can’t tell here whether the system’s “Do not disturb” is on.
try-it = Try it
try-it-of = Try it: { $sign }
section-flash-sign = Flashing
section-notify-sign = Notification
try-flash-what = See it flash
try-flash-now = Switch to another window now: the flashing starts in 3 seconds and lasts 5.
try-notification-what = See a notification

## Why did it ring

why-title = Why did it ring?
why-lead = The last 50 events, newest first: what Konsil did, or why it stayed quiet. Messages are not shown here.
why-time = Time
why-chat = Chat
why-cause = Cause
why-effect = Effect
why-no-chat = no chat
why-copy = Copy
why-copied = Copied
why-back = Back to the settings
why-empty-title = Nothing has rung yet
why-empty = When Konsil flashes, makes a sound, shows a notification or has a reason not to, it appears here.
