# The chat with its header, transcript, composer and wrap-up; its consultations; the right column.

## Header

tool-consult = Rückfragen
tool-conference = Konferenz
tool-transfer = Weiterleiten
purpose-consult = Rückfragen
purpose-conference = Sofortige Chatkonferenz
purpose-transfer = Sofortige Chatweiterleitung
purpose-unsupported = Andere Einladung
# What stands on a button, then the full term: whoever speaks to the computer says the first.
tool-name = { $label }: { $term }
end = Beenden
end-for-all = Für alle beenden
end-full-my-session = Beenden: nur für Sie, der Chat geht weiter
end-full-whole-chat = Beenden: auch für den Kontakt
end-full-for-all = Für alle beenden: auch für den Kontakt
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
request-runs = angefragt …
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
lines-folded = { $count ->
    [one] { $count } Meldung
   *[other] { $count } Meldungen
}
question-by = Frage von { $name }
note-by = Notiz von { $name }, nur intern
unsent-again = Erneut senden
unsent-take-back = Zurück ins Eingabefeld
unsent-copy = Kopieren
unsent-copied = Kopiert
unsent-discard = Verwerfen
compose-to = Nachricht an den Kontakt
compose-private = Nur intern · Nachricht an { $name }
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

## Searched, copied, written out

search-in-chat = In diesem Chat suchen
search-number = { $number } von { $total }
search-nothing = Nichts gefunden
search-looking = Frühere Nachrichten werden durchsucht …
search-up = Weiter oben suchen (Eingabe)
search-down = Weiter unten suchen (Umschalt + Eingabe)
search-close = Suche schließen
transcript-copy-open = Abschrift kopieren …
transcript-save-open = Abschrift speichern …
transcript-copy-title = Abschrift kopieren
transcript-save-title = Abschrift speichern
transcript-what = Was soll in der Abschrift stehen?
transcript-as-contact = Was der Kontakt gelesen hat
transcript-as-contact-more = Ohne Rückfragen und interne Zeilen
transcript-with-inside = Alles, auch Ihre Rückfragen
transcript-with-inside-more = Internes ist gekennzeichnet. Nicht für den Kontakt bestimmt.
transcript-cancel = Abbrechen
transcript-copy = Kopieren
transcript-save = Speichern …
transcript-file = Chat { $contact }
transcript-title = Chat: { $contact }
transcript-about = { $queue } · { $date }, { $at }
transcript-for-contact = Was der Kontakt gelesen hat
transcript-for-inside = Mit internen Zeilen: nicht für den Kontakt bestimmt
transcript-incomplete = Der Anfang des Chats fehlt, weil gerade keine Verbindung besteht.
transcript-inside = intern
transcript-inside-consultation = intern, Rückfrage: { $name }
copied-not-sent = nicht gesendet
told-transcript-copied = Die Abschrift ist in der Zwischenablage.
told-transcript-saved = Die Abschrift ist gespeichert.
told-transcript-not-saved = Die Abschrift ließ sich dort nicht speichern. Bitte wählen Sie einen anderen Ort.
told-not-copied = Das ließ sich nicht kopieren. Bitte versuchen Sie es noch einmal.

## Addresses in messages

address-mail = E-Mail-Adresse
address-suspect = Kein Link
address-international = Name mit Sonderzeichen, hier in technischer Schreibweise
address-written-otherwise = In der Nachricht anders geschrieben
address-doubt-userinfo = Kein Link: Was vor dem @ steht, sieht nach einer Adresse aus. Dieser Link würde zu { $host } führen.
address-doubt-hidden = Kein Link: Die Adresse enthält Zeichen, die man nicht sieht. Hier sind sie sichtbar gemacht.
address-copy = Kopieren
address-copied = Kopiert
address-open = Im Browser öffnen
address-open-mail = Im E-Mail-Programm öffnen
told-address-not-opened = Diese Adresse ließ sich nicht öffnen.

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
