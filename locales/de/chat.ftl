# The chat with its header, transcript, composer and wrap-up; its consultations; the right column.

## Header

tool-consult = Rückfragen
tool-conference = Konferenz
tool-transfer = Weiterleiten
purpose-consult = Rückfragen
purpose-conference = Sofortige Chatkonferenz
purpose-transfer = Sofortige Chatweiterleitung
purpose-unsupported = Andere Anfrage
end = Beenden
end-for-all = Für alle beenden
end-full-my-session = Beenden: Ihre Sitzung mit dem Kontakt
end-full-whole-chat = Beenden: der Chat endet für alle
tear-off = In eigenem Fenster öffnen
dock = Ins Hauptfenster zurückholen
context-short = Falldaten
context-show = Kontakt und Falldaten zeigen

## Above the chat

notice-pick-another = Anderes Ziel wählen
notice-dismiss = Meldung schließen
contact-connection-lost = Verbindung unterbrochen. Der Kontakt kann in denselben Chat zurückkehren.
request-invited = eingeladen
strip-conference = { $by } lädt Sie in die Konferenz mit { $contact } ein.
strip-transfer = { $by } möchte Ihnen den Chat mit { $contact } weiterleiten.
strip-left = noch
conference-title = Konferenz
remove-participant = Aus Konferenz löschen

## Transcript and composer

transcript-of = Verlauf mit { $name }
transcript-loading = Frühere Nachrichten werden geladen …
new-messages = { $count ->
    [one] { $count } neue Nachricht
   *[other] { $count } neue Nachrichten
}
typing = { $count ->
    [one] { $names } schreibt …
   *[other] { $names } schreiben …
}
line-sending = wird gesendet
line-queued = wird nachgesendet
line-not-sent = Nicht gesendet.
line-uncertain = Unsicher, ob gesendet.
line-uncertain-why = Die Verbindung riss ab, bevor eine Antwort kam.
question-by = Frage von { $name }
unsent-again = Erneut senden
unsent-take-back = Zurück ins Eingabefeld
unsent-discard = Verwerfen
compose-to = Nachricht an { $name }
compose-private = Nachricht an { $name }, nur intern
compose-too-long = Zu lang: { $bytes } von höchstens { $limit } Byte
send = Senden
read-only = In diesem Chat können Sie gerade nicht schreiben.
read-only-target = Sie lesen mit. Schreiben können Sie dem Kontakt, sobald Sie in der Konferenz sind.
read-only-target-over = Die Rückfrage ist beendet. Sie sehen den Chat bis zu diesem Moment, bis Sie ihn als „Fertig“ kennzeichnen.
read-only-contact-left = Der Kontakt hat den Chat verlassen. Beenden Sie den Chat, um ihn abzuschließen.

## End, draft, wrap-up

end-title = Chat mit { $contact } beenden?
end-consultations = { $count ->
    [one] Ihre Rückfrage mit { $names } endet ebenfalls.
   *[other] Ihre Rückfragen mit { $names } enden ebenfalls.
}
end-whole-chat = Außer Ihnen ist niemand mehr verbunden: Der Chat endet für alle.
end-draft = Diese Nachricht haben Sie noch nicht gesendet:
draft-title = Was soll mit Ihrem Entwurf geschehen?
draft-text = Nach der Weiterleitung können Sie { $contact } nicht mehr schreiben. Noch nicht gesendet:
draft-back = Zurück
draft-discard = Verwerfen und weiterleiten
draft-send = Senden und weiterleiten
wrap-up = Nachbearbeitung
mark-done = Als „Fertig“ kennzeichnen
mark-done-missing-disposition = Ein Ergebnis ist hier Pflicht.
disposition = Ergebnis
disposition-choose = Ergebnis wählen
disposition-required = Pflicht vor „Fertig“
note = Notiz
note-placeholder = Was sollte die nächste Person wissen?

## Consultations

consultations = Rückfragen
consultation-region = Rückfrage mit { $name }, vertraulich
consultation-with = Rückfrage mit { $name }
consultation-from = Rückfrage von { $name }
consultation-private = Nicht sichtbar für { $contact }
consultation-ended = beendet
consultation-conference = Sofortige Chatkonferenz mit { $name }
consultation-transfer = Sofortige Chatweiterleitung an { $name }
consultation-end = Rückfrage beenden
consultation-fold = Rückfrage einklappen
consultation-unfold = Rückfrage aufklappen

## Right column

context-region = Kontakt und Fall
context-contact = Kontakt
context-name = Name
context-language = Sprache
speaks-de = Deutsch
speaks-en = Englisch
speaks-unsupported = eine andere
context-presence = Verbindung
context-presence-present = verbunden
context-presence-interrupted = unterbrochen
context-presence-left = hat den Chat verlassen
context-case = Fall
context-topic = Thema
context-opened = Eröffnet
context-page = Seite
