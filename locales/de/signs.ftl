# What the system shows: badge, notifications, tray, titles; and why it rang.

badge-words = { $count ->
    [one] { $count } Chat braucht Sie
   *[other] { $count } Chats brauchen Sie
}
notification-accept = Annehmen
notification-decline = Ablehnen
notification-open = Öffnen
notification-reply = Antworten
tray-show = Konsil öffnen
tray-ready = Bereit
tray-not-ready = Nicht bereit
tray-end-do-not-disturb = „Nicht stören“ beenden
tray-quit = Konsil beenden
tray-tooltip-signed-out = Konsil · nicht angemeldet
# "Jana Becker · Bereit · Nicht stören · 2 Chats brauchen Sie"
tray-tooltip = { $name } · { $state ->
    [ready] Bereit
    [after-work] Nachbearbeitung
    [offline] ohne Verbindung
   *[not-ready] Nicht bereit
}{ $quiet ->
    [yes] { " " }· Nicht stören
   *[no] { "" }
}{ $count ->
    [0] { "" }
    [one] { " " }· { $count } Chat braucht Sie
   *[other] { " " }· { $count } Chats brauchen Sie
}
# Chats in the menu of the tray
tray-chat-waits = { $contact } · { $minutes ->
    [0] unter 1 min
   *[other] { $minutes } min
}
tray-chat-consultation = { $contact } · Rückfrage
tray-chat-invitation = { $contact } · Einladung

# Do not disturb
told-do-not-disturb-past = Die gewählte Zeit ist schon vorbei.
not-askable-do-not-disturb = Möchte nicht gestört werden
presence-do-not-disturb = { $chats ->
    [0] Nicht stören
    [one] Nicht stören · { $chats } Chat
   *[other] Nicht stören · { $chats } Chats
}

# Titles of windows: icon and time of the reply that is pending, before the usual title
window-title-main-waiting = { $icon } { $time } · { window-title-main }
window-title-chat-waiting = { $icon } { $time } · { window-title-chat }

# Next chat that needs me
next-nothing = Kein Chat braucht Sie.
next-nothing-else = Kein anderer Chat braucht Sie.
