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

# Do not disturb
told-do-not-disturb-past = Die gewählte Zeit ist schon vorbei.
