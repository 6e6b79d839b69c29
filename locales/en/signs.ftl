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
tray-tooltip-signed-out = Konsil · not signed in
# "Jana Becker · Ready · Do not disturb · 2 chats need you"
tray-tooltip = { $name } · { $state ->
    [ready] Ready
    [after-work] After work
    [offline] not connected
   *[not-ready] Not ready
}{ $quiet ->
    [yes] { " " }· Do not disturb
   *[no] { "" }
}{ $count ->
    [0] { "" }
    [one] { " " }· { $count } chat needs you
   *[other] { " " }· { $count } chats need you
}
# Chats in the menu of the tray
tray-chat-waits = { $contact } · { $minutes ->
    [0] less than 1 min
   *[other] { $minutes } min
}
tray-chat-consultation = { $contact } · Consultation
tray-chat-invitation = { $contact } · Invitation

# Do not disturb
told-do-not-disturb-past = The chosen time has already passed.
not-askable-do-not-disturb = Does not want to be disturbed
presence-do-not-disturb = { $chats ->
    [0] Do not disturb
    [one] Do not disturb · { $chats } chat
   *[other] Do not disturb · { $chats } chats
}

# Titles of windows: icon and time of the reply that is pending, before the usual title
window-title-main-waiting = { $icon } { $time } · { window-title-main }
window-title-chat-waiting = { $icon } { $time } · { window-title-chat }

# Next chat that needs me
next-nothing = No chat needs you.
next-nothing-else = No other chat needs you.
