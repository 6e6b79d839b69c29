# The Team Communicator. Actions stand under their full name.

communicator-about = Chat: { $contact }
communicator-search = Name, Gruppe, Fertigkeit …
communicator-filter = Filter
communicator-next-filter = Nächster Filter
communicator-targets = Ziele
communicator-none = Hier ist noch niemand.
communicator-none-favourites = Noch keine Favoriten. Sie merken sich einen im Menü „Aktion“ eines Ziels.
communicator-none-recent = Wen Sie fragen, steht danach hier.
communicator-is-favourite = Favorit
communicator-by-kind = Nach Art gruppieren
communicator-nothing-found = Nichts gefunden zu „{ $text }“.
communicator-more = { $count ->
    [one] { $count } weiteres Ziel zeigen
   *[other] { $count } weitere Ziele zeigen
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
filter-favourites = Favoriten
filter-recent = Zuletzt
filter-more = Mehr
heading-active-consultations = Aktive Rückfragen
heading-all = Ziele
heading-favourites = Favoriten
heading-centre-favourites = Vorschläge
heading-agent = Agenten
heading-group = Gruppen
heading-skill = Fertigkeiten
heading-queue = Warteschlangen
heading-recent = Zuletzt
act-consult = Chat-Rückfrage starten
act-conference = Sofortige Chatkonferenz
act-transfer = Sofortige Chatweiterleitung
favourite-make = Als Favorit merken
favourite-take-out = Aus Favoriten entfernen
favourite-category = Kategorie wählen …
favourite-category-rename = Kategorie umbenennen …
favourite-category-dissolve = Kategorie auflösen
favourite-category-title = Kategorie: { $name }
favourite-rename-title = Kategorie umbenennen
favourite-category-name = Name der Kategorie
favourite-categories = Vorhandene Kategorien
favourite-category-none = Ohne Kategorie
favourite-back = Zurück
favourite-save = Speichern
