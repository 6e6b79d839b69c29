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

# Quitting although something is open: what is, and what becomes of it
quit-chats = { $count ->
    [one] Ein Chat ist noch offen: { $contacts }
   *[other] { $count } Chats sind noch offen: { $contacts }
}
quit-consultations = { $count ->
    [one] Eine Rückfrage läuft noch: { $names }
   *[other] { $count } Rückfragen laufen noch: { $names }
}
quit-texts = { $count ->
    [one] Eine Nachricht ist noch nicht gesendet
   *[other] { $count } Nachrichten sind noch nicht gesendet
}
quit-contacts-wait = { $count ->
    [one] Der Chat endet nicht, der Kontakt wartet dann auf Sie. Sind Sie nicht bald zurück, kann jemand anderes übernehmen.
   *[other] Die Chats enden nicht, die Kontakte warten dann auf Sie. Sind Sie nicht bald zurück, kann jemand anderes übernehmen.
}
quit-consultations-stay = { $count ->
    [one] Die Rückfrage bleibt bestehen.
   *[other] Die Rückfragen bleiben bestehen.
}
quit-texts-later = Was noch nicht gesendet ist, wird beim nächsten Start gesendet.
quit-drafts-stay = Entwürfe bleiben erhalten.

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

# What a notification says
notification-contact = { $contact }
notification-colleague = { $name } · Chat mit { $contact }
notification-consultation = { $name } · Rückfrage zu { $contact }
notification-invitation = { $kind ->
    [consultation] Rückfrage von { $by }
    [conference] Einladung in die Konferenz von { $by }
    [transfer] Weiterleitung von { $by }
    [unsupported] Anfrage, die nur eine neuere Version kennt
   *[chat] Neuer Chat mit { $contact }
}
notification-invitation-about = { $contact } · { $queue }
notification-invitation-text = { $contact } · { $queue }: { $text }
# Of a routed chat, whose contact stands in the title
notification-chat-about = { $queue }
notification-chat-text = { $queue }: { $text }
notification-messages = { $count ->
    [one] Neue Nachricht
   *[other] { $count } neue Nachrichten
}
notification-text = { $text }
notification-waits = Wartet auf Ihre Antwort
notification-not-ready = Sie sind nicht bereit
notification-not-ready-text = Sie haben eine Einladung verstreichen lassen. Solange Sie nicht bereit sind, bekommen Sie keine Chats.
notification-trial = So sieht eine Benachrichtigung aus
notification-trial-text = Sie verschwindet nach zehn Sekunden von selbst.

# Why it rang: causes
why-contact-wrote = Der Kontakt hat geschrieben
why-colleague-wrote = { $name } hat im Chat geschrieben
why-consultation-words = { $name } hat in der Rückfrage geschrieben
why-invited = { $kind ->
    [consultation] Einladung zu einer Rückfrage
    [conference] Einladung in die Konferenz
    [transfer] Einladung, den Chat zu übernehmen
    [unsupported] Einladung, die nur eine neuere Version kennt
   *[chat] Einladung zu einem Chat
}
why-pending = Eine Antwort steht aus
why-answering = Ihre Antwort ist unterwegs
why-answer-came-back = Ihre Antwort ist zurückgekommen
why-answered = Dem Kontakt wurde geantwortet
why-contact-left = Der Kontakt hat den Chat verlassen
why-session-ended = Ihre Sitzung in diesem Chat ist zu Ende
why-answering-invitation = Sie haben auf die Einladung geantwortet
why-invitation-open-again = Die Einladung ist noch offen
why-invitation-over = Die Einladung ist nicht mehr offen
why-still-invited = Die Einladung steht noch aus
why-quiet-began = „Nicht stören“ ist an, bis { $at }
why-quiet-began-system = Das System möchte Ruhe
why-quiet-ended = „Nicht stören“ ist zu Ende
why-quiet-ended-system = Die Ruhe des Systems gilt nicht mehr
why-silenced = Sie haben den Chat stumm geschaltet
why-not-silenced = Der Chat ist nicht mehr stumm geschaltet
why-moved = Der Chat steht in einem anderen Fenster
why-window-left = Das Fenster ist nicht mehr aktiv
why-window-activated = Das Fenster wurde aktiv
why-read = Sie haben es gelesen
why-setting-changed = Eine Einstellung wurde geändert
why-chat-changed = Im Chat hat sich etwas geändert
why-made-not-ready = Eine Einladung ist verstrichen, Sie sind nicht bereit
why-state-changed = Ihr Zustand hat sich geändert
why-trial = Ausprobiert

# Why it rang: what was done, or why nothing was
sign-flash = { $window ->
    [dock] Symbol im Dock hüpft
    [main] Hauptfenster blinkt
   *[own] Fenster des Chats blinkt
}
sign-flash-ended = { $window ->
    [dock] Symbol im Dock hüpft nicht mehr
    [main] Hauptfenster blinkt nicht mehr
   *[own] Fenster des Chats blinkt nicht mehr
}
sign-flash-goes-on = { $window ->
    [dock] Symbol im Dock hüpft weiter, für einen anderen Chat
    [main] Hauptfenster blinkt weiter, für einen anderen Chat
   *[own] Fenster des Chats blinkt weiter
}
sign-notification = Benachrichtigung
sign-notification-replaced = Benachrichtigung erneuert
sign-notification-withdrawn = Benachrichtigung zurückgezogen
sign-sound = { $sound ->
    [invitation] Ton für Einladungen
    [consultation] Ton für Rückfragen
   *[message] Ton für Nachrichten
}
sign-sound-later = Ton später, falls noch offen: vor weniger als 5 s gab es schon einen
sign-badge = { $count ->
    [0] Keine Zahl am Symbol
   *[other] Zahl am Symbol: { $count }
}
no-sign-quiet = Kein Zeichen: „Nicht stören“ bis { $at }
no-sign-quiet-system = Kein Zeichen: Das System möchte Ruhe
no-sign-silenced = Kein Zeichen: Chat ist stumm geschaltet
no-flash-off = Kein Blinken: ausgeschaltet
no-notification-off = Keine Benachrichtigung: ausgeschaltet
no-notification-nobody = Keine Benachrichtigung: Auf diesem Computer zeigt sie niemand
no-sound-off = Kein Ton: ausgeschaltet
no-sound-volume = Kein Ton: Lautstärke ist null
no-sound-recent = Kein Ton: vor weniger als 5 s gab es schon einen
no-sound-device = Kein Ton: nichts da, was ihn abspielen kann

# A reply written in a notification
told-reply-to-whom = Inzwischen kam noch etwas anderes. Ihre Antwort steht hier im Entwurf; sie wurde nicht gesendet.

# Trying a sign out
told-volume-zero = Die Lautstärke ist null.
told-no-sound-device = Hier ist nichts, was den Ton abspielen kann.
told-no-notifications = Auf diesem Computer zeigt niemand Benachrichtigungen.
