# The Team Communicator. Actions stand under their full name.

communicator-about = Chat: { $contact }
communicator-search = Name, Gruppe, Fertigkeit …
communicator-filter = Filter
communicator-next-filter = Nächster Filter
communicator-targets = Ziele
communicator-none = Hier ist noch niemand.
communicator-nothing-found = Nichts gefunden zu „{ $text }“.
communicator-more = { $count ->
    [one] { $count } weiteres Ziel zeigen
   *[other] { $count } weitere Ziele zeigen
}
communicator-narrow = { $count ->
    [one] { $count } weiteres Ziel: tippen Sie, um die Suche einzugrenzen
   *[other] { $count } weitere Ziele: tippen Sie, um die Suche einzugrenzen
}
communicator-question = Frage an { $name } (optional)
communicator-note = Notiz an { $name } (optional)
communicator-contact-never = Der Kontakt liest das nie.
communicator-from-level = ab Stufe { $level }
communicator-skill-from = { $name }, ab Stufe { $level }
filter-all = Alle
filter-agent = Agenten
filter-group = Gruppen
filter-skill = Fertigkeiten
filter-queue = Warteschlangen
filter-recent = Zuletzt
heading-active-consultations = Aktive Rückfragen
heading-agent = Agenten
heading-group = Gruppen
heading-skill = Fertigkeiten
heading-queue = Warteschlangen
heading-recent = Zuletzt
act-consult = Chat-Rückfrage starten
act-conference = Sofortige Chatkonferenz
act-transfer = Sofortige Chatweiterleitung
