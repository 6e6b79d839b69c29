# What can be done by keys and from the palette, and the page of all keys.

command-send = Senden
command-new-line = Neue Zeile
command-other-field = Feld: Kontakt ⇄ intern
command-to-other-field = Ins andere Feld wechseln
command-consult = Rückfragen
command-conference = Sofortige Chatkonferenz
command-transfer = Sofortige Chatweiterleitung
command-withdraw = Einladung zurückziehen
command-pick-another = Anderes Ziel wählen
command-ask-consulted = Rückfrageziel in den Chat holen
command-hand-over-consulted = An Rückfrageziel weiterleiten
command-consultation = Andere Rückfrage zeigen
command-to-consultation = Zur Rückfrage mit { $name }
command-remove-participant = Aus Konferenz entfernen
command-remove = { $name } aus der Konferenz entfernen
command-end-consultation = Rückfrage beenden
command-end = Beenden
command-end-waits = { $contact } wartet auf Ihre Antwort
command-mark-done = Als „Fertig“ kennzeichnen
command-disposition = Ergebnis wählen
command-note = Notiz schreiben
command-dismiss-notice = Meldung schließen
command-silence = Stummschalten
command-own-window = Chat in eigenem Fenster
command-search = Im Chat suchen
command-transcript-copy = Abschrift kopieren
command-transcript-save = Abschrift speichern
command-accept-invitation = Älteste annehmen
command-accept = Annehmen: { $name }
command-decline-invitation = Älteste ablehnen
command-decline = Ablehnen: { $name }
command-waiting-chats = Wartende Chats zeigen
command-next-chat = Nächster Chat, der auf Sie wartet
command-chat = Chat 1 bis 9
command-next-region = Nächster Bereich
command-previous-region = Voriger Bereich
command-back = Zurück ins Feld
command-commands = Befehle
command-filter-chats = Chats filtern
command-team-view = Team anzeigen oder schließen
command-team = Team öffnen, dann filtern
command-team-open = Team öffnen
command-team-filter = Team filtern: { $filter }
command-favourite = Favorit merken oder entfernen
command-set-state = Status: { $status }
command-state = Status wählen
command-state-ready = Status: Bereit
command-state-break = Status: Pause
command-state-meeting = Status: Besprechung
command-state-training = Status: Schulung
command-state-other-work = Status: Andere Arbeit
command-state-reason = Status: weitere Gründe
command-state-after-work = Status: Nachbearbeitung
command-do-not-disturb = Nicht stören
command-do-not-disturb-for = { $minutes ->
    [30] Nicht stören für 30 Minuten
    [60] Nicht stören für 1 Stunde
   *[other] Nicht stören für 2 Stunden
}
command-settings = Einstellungen
command-why = Warum hat es geklingelt?
command-keys = Alle Tasten
command-zoom = Größer, kleiner
command-zoom-reset = Größe 100 %
command-close-window = Eigenes Fenster zurückholen
command-quit = Konsil beenden
command-sign-out = Abmelden
command-opens = { $command } …
command-unseen = nicht sichtbar für den Kontakt
command-not-now = „{ $command }“ ist gerade nicht möglich.

key-enter = Enter
key-escape = Esc

## Palette

palette-search = Befehl oder Chat suchen
palette-invitations = Einladung
palette-chat = Chat: { $contact }
palette-switch = Wechseln zu
palette-window = Konsil
palette-left = noch
palette-none = Nichts gefunden für „{ $text }“.
palette-choose = wählen
palette-do = ausführen
palette-back = zurück ins Feld
palette-all-keys = alle Tasten

## All keys

keys-title = Tasten
keys-search = Taste oder Befehl suchen
keys-shift-is = ⇧ ist die Umschalttaste.
keys-group-writing = Schreiben
keys-group-chat = Dieser Chat
keys-group-invitations = Einladungen
keys-group-switch = Wechseln
keys-group-find = Finden
keys-group-window = Fenster
own-keys-title = Tasten ändern
own-keys-open = Tasten ändern …
own-keys-reset = Alle zurücksetzen
own-keys-default = Zurücksetzen: { $command }
own-keys-of = { $command }: { $keys }. Ändern
own-keys-none = keine
own-keys-press = Tasten drücken …
own-keys-need-ctrl = Bitte mit Strg drücken, oder eine der Tasten F1 bis F12. Alt bleibt frei: Damit schreiben viele Tastaturen Zeichen.
own-keys-taken = { $keys } hat schon „{ $command }“.
own-keys-shortcut = { $keys } holt Konsil aus anderen Programmen nach vorn. Das steht in den Einstellungen.
own-keys-take = Übernehmen
keys-own-of-fields = { $keys } gehört in Textfeldern zu Kopieren, Einfügen oder Rückgängig.
keys-own-of-system = { $keys } benutzt das System selbst.

setting-keys = Tasten in Konsil
setting-keys-more = Rückfragen, Konferenz, nächster Chat und alles andere.
