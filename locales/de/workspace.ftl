# The left column, settings, connection, and what is said all over the workspace.

accept = Annehmen
decline = Ablehnen
cancel = Abbrechen
withdraw = Zurückziehen
action = Aktion
action-about = Aktion zu { $name }
owner = zuständig
you = Sie
not-connected = nicht verbunden
time-left = Verbleibende Zeit:
fold-away = Schließen
quit-title = Konsil beenden?
quit-confirm = Konsil beenden
day-today = Heute
day-yesterday = Gestern
not-saved = Auf diesem Computer lässt sich gerade nichts speichern. Was Sie schreiben, geht verloren, wenn Sie Konsil beenden. Schaffen Sie freien Speicherplatz.
call-failed = Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.
toast-dismiss = Meldung schließen
told-no-files = Dateien lassen sich noch nicht senden.
told-too-long = Der Text ist zu lang zum Einfügen. Teilen Sie ihn bitte auf.
told-no-field = Hier gibt es kein Eingabefeld für den Text.
told-clipboard-empty = In der Zwischenablage ist kein Text.
told-clipboard-failed = Die Zwischenablage ist gerade nicht erreichbar. Bitte versuchen Sie es noch einmal.
told-not-learned = Das Wort ließ sich nicht zum Wörterbuch hinzufügen: Die Wörterliste kann nicht geschrieben werden.

## The menu at the pointer

menu = Menü
menu-cut = Ausschneiden
menu-copy = Kopieren
menu-paste = Einfügen
menu-select-all = Alles auswählen
menu-learn = Zum Wörterbuch hinzufügen
menu-copy-message = Nachricht kopieren
menu-copy-link = Link kopieren

## The left column

list-region = Chats und Warteschlangen
list-show = Liste der Chats zeigen
list-show-news = Liste der Chats zeigen, mit Neuem
list-invitations = Einladungen
list-my-chats = Meine Chats
list-no-chats = Hier erscheinen Chats, die Sie annehmen.
list-consultations = Rückfragen an mich
list-queues = Warteschlangen
list-filter = Chats filtern
list-none-fits = Kein Chat passt dazu.
list-waiting = { $count } wartend
list-nobody-waiting = niemand wartet

waiting-chats = Wartende Chats
waiting-chats-of = Wartende Chats zeigen: { $queue }
waiting-since = wartet seit
waiting-take = Übernehmen
waiting-take-name = Übernehmen: { $name }
waiting-interrupted = Seite gerade nicht verbunden
waiting-gone = Nicht mehr verfügbar
waiting-more = { $count ->
    [one] … und 1 weiterer
   *[other] … und { $count } weitere
}
waiting-nobody = Niemand wartet, den Sie übernehmen können.
waiting-not-allowed = In dieser Warteschlange können Sie Chats nicht mehr selbst übernehmen.
waiting-loading = Wird geladen …

row-invited = Einladung
row-draft = Entwurf:
row-consulting = Rückfrage läuft
row-unsent = Nachricht nicht gesendet
row-interrupted = Kontakt ist gerade nicht verbunden
row-torn-off = In eigenem Fenster
row-unread = { $count ->
    [one] { $count } ungelesene Nachricht
   *[other] { $count } ungelesene Nachrichten
}
row-unread-private = { $count ->
    [one] { $count } ungelesene Nachricht in Rückfragen
   *[other] { $count } ungelesene Nachrichten in Rückfragen
}

invitation-consultation = hat eine Rückfrage an Sie
invitation-unsupported = hat eine Einladung an Sie, die erst eine neuere Version von Konsil anzeigen kann
invitation-conference = lädt Sie zur Konferenz ein
invitation-transfer = möchte Ihnen einen Chat weiterleiten
invitation-about = Chat: { $contact } · { $queue }
invitation-chat = Einladung: { $contact }, { $queue }
invitation-interrupted = Die Seite des Kontakts hat gerade keine Verbindung.
invitation-words = Text der Einladung
invitation-accept = Annehmen: { $name }
invitation-decline = Ablehnen: { $name }

me-places = { $capacity ->
    [one] { $taken } von { $capacity } Chat
   *[other] { $taken } von { $capacity } Chats
}
state-label = Status
state-ready = Bereit
state-not-ready = Nicht bereit
state-break = Pause
state-meeting = Besprechung
state-training = Schulung
state-other-work = Andere Arbeit
state-after-work = Nachbearbeitung
state-since-seconds = seit { $seconds } s
state-since-minutes = seit { $minutes } min
state-since-hours = seit { $time } h
state-get-ready = Auf „Bereit“ stellen
person-menu = Ihr Menü
sign-out = Abmelden

settings-open = Einstellungen …

empty-title = Kein Chat geöffnet
empty-ready = Sie sind bereit. Sobald ein Kontakt schreibt, erscheint links eine Einladung.
empty-practice = In der Übung schreibt ein Kontakt, sobald Sie einen Chat anfordern.
empty-offline = Neue Chats kommen, sobald die Verbindung wieder steht.
empty-not-ready = Sie bekommen keine neuen Chats, solange Sie nicht bereit sind.
empty-invited-title = Sie haben eine Einladung
empty-invited = Nehmen Sie sie links an, bevor die Zeit abläuft.
empty-choose-title = Kein Chat ausgewählt
empty-first-reply = { $contact } wartet auf Ihre Antwort.
empty-first-consultation = Neue Nachricht in einer Rückfrage. Chat: { $contact }
empty-first-invitation = Eine Einladung wartet auf Sie. Chat: { $contact }
empty-first-none = Kein Chat wartet auf Sie. Als Nächstes in Ihrer Liste: { $contact }

last-known = zuletzt: { $what }
offline-works = { $queued ->
    [0] Sie können weiterschreiben. Gesendet wird später.
    [one] Sie können weiterschreiben. { $queued } Nachricht wartet.
   *[other] Sie können weiterschreiben. { $queued } Nachrichten warten.
}
seconds = { $seconds } s
offline-retry = Neuer Versuch in { $seconds } s
offline-trying = Neuer Versuch läuft …
offline-now = Jetzt versuchen
connecting = Verbindung wird hergestellt …
elsewhere-title = Sie arbeiten gerade an einem anderen Platz
elsewhere-text = { $unsent ->
    [0] Ihr Konto ist dort angemeldet. Ihre Entwürfe bleiben hier erhalten.
    [one] Ihr Konto ist dort angemeldet. Ihre Entwürfe und { $unsent } nicht gesendete Nachricht bleiben hier erhalten.
   *[other] Ihr Konto ist dort angemeldet. Ihre Entwürfe und { $unsent } nicht gesendete Nachrichten bleiben hier erhalten.
}
elsewhere-continue = Hier weiterarbeiten

practice-title = Übungsbetrieb
practice-page = Seite des Kontakts:
practice-copy = Adresse kopieren
practice-copied = Adresse kopiert
practice-restart = Neu beginnen
practice-restart-title = Übungsbetrieb neu beginnen?
practice-restart-text = Alle Chats, Notizen und Rückfragen dieser Übung werden gelöscht.
practice-call-contact = Nächsten Chat anfordern
practice-leave = Übungsbetrieb verlassen
practice-leave-title = Übungsbetrieb verlassen?
practice-leave-text = Die Chats dieser Übung enden einfach. Beim nächsten Mal beginnt der Übungsbetrieb von vorn.

# The Team view
team-title = Team
team-open = Team anzeigen
team-close = Team schließen
team-parts = Nach Status
team-part-all = Alle
team-part-ready = Bereit
team-part-not-ready = Nicht bereit
team-part-logged-out = Abgemeldet
team-search = Team durchsuchen
team-none = Niemand entspricht der Auswahl.
team-no-group = Ohne Gruppe
team-ready-of = { $ready } von { $members } bereit
team-you = { $name } (Sie)
team-chats = { $chats ->
    [0] kein Chat
    [one] { $chats } Chat
   *[other] { $chats } Chats
}
team-consult = Rückfragen: { $contact }
team-beside = Fertigkeiten, Gruppen und Warteschlangen
team-skills = Fertigkeiten
team-groups = Gruppen
team-queues = Warteschlangen
team-ready = bereit
team-waiting = wartend
team-of = von { $members }
team-longest = am längsten
team-available = { $available } verfügbar
