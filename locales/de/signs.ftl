# What the system shows: badge, notifications, tray, titles; and why it rang.

badge-words = { $count ->
    [one] { $count } Chat wartet auf Sie
   *[other] { $count } Chats warten auf Sie
}
notification-accept = Annehmen
notification-decline = Ablehnen
notification-open = Öffnen
notification-reply = Antworten
tray-show = Konsil öffnen
tray-ready = Bereit
tray-not-ready = Nicht bereit
tray-end-do-not-disturb = „Nicht stören“ ausschalten
tray-quit = Konsil beenden
tray-tooltip-signed-out = Konsil · nicht angemeldet
# "Jana Becker · Bereit · Nicht stören · 2 Chats warten auf Sie"
tray-tooltip = { $name } · { $state ->
    [ready] Bereit
    [after-work] Nachbearbeitung
    [offline] nicht verbunden
   *[not-ready] Nicht bereit
}{ $quiet ->
    [yes] { " " }· Nicht stören
   *[no] { "" }
}{ $count ->
    [0] { "" }
    [one] { " " }· { $count } Chat wartet auf Sie
   *[other] { " " }· { $count } Chats warten auf Sie
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
quit-unsaved = { $count ->
    [one] Ein Text ist auf diesem Computer nicht gespeichert
   *[other] { $count } Texte sind auf diesem Computer nicht gespeichert
}
quit-contacts-wait = { $count ->
    [one] Der Chat endet nicht: Der Kontakt wartet auf Sie. Kommen Sie nicht bald zurück, kann jemand anderes übernehmen.
   *[other] Die Chats enden nicht: Die Kontakte warten auf Sie. Kommen Sie nicht bald zurück, kann jemand anderes übernehmen.
}
quit-consultations-stay = { $count ->
    [one] Die Rückfrage bleibt bestehen.
   *[other] Die Rückfragen bleiben bestehen.
}
quit-texts-later = Was noch nicht gesendet ist, wird beim nächsten Start gesendet.
quit-drafts-stay = Entwürfe bleiben erhalten.
quit-unsaved-lost = Was nicht gespeichert ist, geht verloren. Kopieren Sie es vorher.

# Do not disturb
told-do-not-disturb-past = Die gewählte Zeit ist schon vorbei.
not-askable-do-not-disturb = Möchte nicht gestört werden
presence-do-not-disturb = { $chats ->
    [0] Nicht stören
    [one] Nicht stören · { $chats } Chat
   *[other] Nicht stören · { $chats } Chats
}

# Titles of windows: icon and time of the reply that is pending, before the usual title
window-title-main-waiting = { $icon } { $time } { $contact } · { window-title-main }
window-title-chat-waiting = { $icon } { $time } · { window-title-chat }

# Next chat that needs me
next-nothing = Kein Chat wartet auf Sie.
next-nothing-else = Kein anderer Chat wartet auf Sie.

# What a notification says
notification-contact = { $contact }
notification-colleague = { $name } · Chat: { $contact }
notification-consultation = { $name } · Rückfrage: { $contact }
notification-invitation = { $kind ->
    [consultation] Rückfrage von { $by }
    [conference] Einladung zur Konferenz von { $by }
    [transfer] Weiterleitung von { $by }
    [unsupported] Einladung, die erst eine neuere Version anzeigen kann
   *[chat] Neuer Chat: { $contact }
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
notification-not-ready = Sie stehen auf „Nicht bereit“
notification-not-ready-text = Eine Einladung ist abgelaufen. Stellen Sie sich auf „Bereit“, um wieder Chats zu bekommen.
notification-trial = So sieht eine Benachrichtigung aus
notification-trial-text = Sie verschwindet nach zehn Sekunden von selbst.

# Why it rang: causes
why-contact-wrote = Der Kontakt hat geschrieben
why-colleague-wrote = { $name } hat im Chat geschrieben
why-consultation-words = { $name } hat in der Rückfrage geschrieben
why-invited = { $kind ->
    [consultation] Einladung zur Rückfrage
    [conference] Einladung zur Konferenz
    [transfer] Einladung, den Chat zu übernehmen
    [unsupported] Einladung, die erst eine neuere Version anzeigen kann
   *[chat] Einladung zu einem Chat
}
why-pending = Eine Antwort steht aus
why-answering = Ihre Antwort ist unterwegs
why-answer-came-back = Ihre Antwort konnte nicht gesendet werden
why-answered = Dem Kontakt wurde geantwortet
why-contact-left = Der Kontakt hat den Chat verlassen
why-session-ended = Der Chat ist für Sie beendet
why-answering-invitation = Sie haben auf die Einladung geantwortet
why-invitation-open-again = Die Einladung ist noch offen
why-invitation-over = Die Einladung ist nicht mehr offen
why-still-invited = Die Einladung ist noch offen
why-quiet-began = „Nicht stören“ ist an, bis { $at }
why-quiet-began-system = „Nicht stören“ des Systems ist an
why-quiet-ended = „Nicht stören“ ist aus
why-quiet-ended-system = „Nicht stören“ des Systems ist aus
why-silenced = Sie haben den Chat stumm geschaltet
why-not-silenced = Der Chat ist nicht mehr stumm geschaltet
why-moved = Der Chat ist jetzt in einem anderen Fenster
why-window-left = Das Fenster ist nicht mehr aktiv
why-window-activated = Das Fenster wurde aktiv
why-read = Sie haben es gelesen
why-setting-changed = Eine Einstellung wurde geändert
why-chat-changed = Im Chat hat sich etwas geändert
why-made-not-ready = Eine Einladung ist abgelaufen: Sie stehen auf „Nicht bereit“
why-state-changed = Ihr Status hat sich geändert
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
sign-sound-later = Ton folgt, falls dann noch offen
sign-badge = { $count ->
    [0] Keine Zahl am Symbol
   *[other] Zahl am Symbol: { $count }
}
no-sign-quiet = Kein Zeichen: „Nicht stören“ bis { $at }
no-sign-quiet-system = Kein Zeichen: „Nicht stören“ des Systems
no-sign-silenced = Kein Zeichen: Chat ist stumm geschaltet
no-flash-off = Kein Blinken: ausgeschaltet
no-notification-off = Keine Benachrichtigung: ausgeschaltet
no-notification-nobody = Keine Benachrichtigung: Auf diesem Computer zeigt kein Programm sie an
no-sound-off = Kein Ton: ausgeschaltet
no-sound-volume = Kein Ton: Lautstärke ist null
no-sound-recent = Kein Ton: Der letzte war vor weniger als 5 s
no-sound-device = Kein Ton: kein Gerät zur Tonausgabe gefunden

# A reply written in a notification
told-reply-to-whom = Nicht gesendet: Inzwischen kam eine weitere Nachricht. Ihre Antwort steht als Entwurf im Eingabefeld.

# Trying a sign out
told-volume-zero = Die Lautstärke ist null.
told-no-sound-device = Auf diesem Computer wurde kein Gerät zur Tonausgabe gefunden.
told-sound-elsewhere = { $device } ist nicht angeschlossen. Töne kommen jetzt aus dem Gerät, das im System eingestellt ist.
told-no-notifications = Auf diesem Computer zeigt kein Programm Benachrichtigungen an.
