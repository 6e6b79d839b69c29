# The chat with its header, transcript, composer and wrap-up; its consultations; the right column.

## Header

tool-consult = Rückfragen
tool-conference = Konferenz
tool-transfer = Weiterleiten
purpose-consult = Rückfragen
purpose-conference = Sofortige Chatkonferenz
purpose-transfer = Sofortige Chatweiterleitung
purpose-unsupported = Andere Einladung
end = Beenden
end-for-all = Für alle beenden
end-full-my-session = Beenden: nur für Sie, der Chat geht weiter
end-full-whole-chat = Beenden: auch für den Kontakt
chat-more = Weitere Aktionen
tear-off = In eigenem Fenster öffnen
dock = Ins Hauptfenster zurückholen
context-short = Falldaten
context-show = Kontakt und Falldaten zeigen

## Above the chat

notice-pick-another = Anderes Ziel wählen
notice-dismiss = Meldung schließen
contact-connection-lost = Der Kontakt ist gerade nicht verbunden. Er kann in diesen Chat zurückkehren.
request-invited = eingeladen
strip-conference = { $by } lädt Sie zur Konferenz ein.
strip-transfer = { $by } möchte Ihnen diesen Chat weiterleiten.
strip-left = noch
conference-title = Konferenz
remove-participant = Aus Konferenz löschen

## Transcript and composer

transcript-of = Verlauf: { $name }
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
line-queued = wird gesendet, sobald die Verbindung steht
line-not-sent = Nicht gesendet.
line-uncertain = Unsicher, ob gesendet.
line-uncertain-why = Die Verbindung riss ab, bevor eine Antwort kam.
question-by = Frage von { $name }
note-by = Notiz von { $name }, nur intern
unsent-again = Erneut senden
unsent-take-back = Zurück ins Eingabefeld
unsent-copy = Kopieren
unsent-copied = Kopiert
unsent-discard = Verwerfen
compose-to = Nachricht an den Kontakt
compose-private = Nachricht an { $name } · der Kontakt sieht sie nicht
compose-too-long = { $over ->
    [one] Ein Zeichen zu viel
   *[other] Etwa { $over } Zeichen zu viel
}
compose-returned = Nicht gesendet. Ihre Nachricht steht noch hier: Bitte senden Sie sie noch einmal.
send = Senden
read-only = In diesem Chat können Sie gerade nicht schreiben.
read-only-target = Sie lesen mit. Schreiben können Sie dem Kontakt, sobald Sie in der Konferenz sind.
read-only-target-over = Die Rückfrage ist beendet. Neue Nachrichten sehen Sie nicht. Kennzeichnen Sie den Chat als „Fertig“, wenn Sie ihn nicht mehr brauchen.
read-only-contact-left = Der Kontakt hat den Chat verlassen. Beenden Sie den Chat, um ihn abzuschließen.

## End, draft, wrap-up

end-title = Diesen Chat beenden?
end-waits = { $contact } wartet seit { $time } auf Ihre Antwort.
end-consultations = { $count ->
    [one] Ihre Rückfrage mit { $names } endet ebenfalls.
   *[other] Ihre Rückfragen mit { $names } enden ebenfalls.
}
end-whole-chat = Sonst ist kein Agent mehr verbunden. Der Chat endet auch für den Kontakt.
end-draft = Diese Nachricht haben Sie noch nicht gesendet:
draft-title = Was soll mit Ihrem Entwurf geschehen?
draft-text = Nach der Weiterleitung können Sie hier nicht mehr schreiben. Ihr Entwurf:
draft-back = Zurück
draft-discard = Verwerfen und weiterleiten
draft-send = Senden und weiterleiten
wrap-up = Nachbearbeitung
mark-done = Als „Fertig“ kennzeichnen
mark-done-missing-disposition = Wählen Sie zuerst ein Ergebnis.
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
consultation-private = { $contact } sieht das nicht
consultation-conference = Sofortige Chatkonferenz mit { $name }
consultation-transfer = Sofortige Chatweiterleitung an { $name }
consultation-end = Rückfrage beenden
consultation-fold = Rückfrage einklappen
consultation-unfold = Rückfrage aufklappen
consultation-ended-at = beendet um { $at }
done = Fertig
consultation-mark-done = Beendete Rückfrage als „Fertig“ kennzeichnen
consultations-mark-done = Beendete Rückfragen als „Fertig“ kennzeichnen
consultation-border = Höhe der Rückfrage

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
context-presence-interrupted = gerade nicht verbunden
context-presence-left = hat den Chat verlassen
context-case = Fall
context-owner = Zuständig
context-topic = Thema
context-opened = Begonnen
context-page = Seite
