# What the system shows: badge, notifications, tray, titles; and why it rang.

badge-words = { $count ->
    [one] { $count } chat needs you
   *[other] { $count } chats need you
}
notification-accept = Accept
notification-decline = Decline
notification-open = Open
notification-reply = Reply
tray-show = Open Konsil
tray-ready = Ready
tray-not-ready = Not ready
tray-end-do-not-disturb = End do not disturb
tray-quit = Quit Konsil

# Do not disturb
told-do-not-disturb-past = The chosen time has already passed.
