# The guided tour of practice mode.

tour-open = Rundgang zeigen
tour-close = Rundgang schließen
tour-count = Rundgang · { $number } von { $of }
tour-next = Weiter
tour-skip = Überspringen
tour-finish = Rundgang beenden
tour-done = Geschafft
tour-get-ready-title = Stellen Sie sich auf „Bereit“
tour-get-ready-text = Öffnen Sie oben links das Statusmenü und wählen Sie „Bereit“. Erst dann bekommen Sie Chats.
tour-accept-chat-title = Nehmen Sie einen Chat an
tour-accept-chat-text = Sobald Sie bereit sind, erscheint links eine Einladung. Wählen Sie „Annehmen“, bevor ihre Zeit abläuft.
tour-answer-title = Antworten Sie
tour-answer-text = Schreiben Sie eine Nachricht und drücken Sie die Eingabetaste. Eine neue Zeile beginnen Sie mit Umschalt + Eingabe.
tour-consult-title = Fragen Sie vertraulich nach
tour-consult-text = Wählen Sie „Rückfragen“, dann einen Agenten, und starten Sie die Rückfrage. Der Kontakt sieht davon nichts.
tour-read-reply-title = Sprechen Sie sich ab
tour-read-reply-text = Ihre Rückfrage erscheint gelb unter dem Chat. Lesen Sie die Antwort und schreiben Sie zurück.
tour-conference-title = Holen Sie die Person dazu
tour-conference-text = Wählen Sie in der Rückfrage „Konferenz“. Nimmt die Person an, schreiben Sie gemeinsam mit dem Kontakt.
tour-transfer-title = Geben Sie den Chat weiter
tour-transfer-text = Wählen Sie „Weiterleiten“ und ein Ziel. Nach der Annahme schließt sich der Chat bei Ihnen. Ist „Weiterleiten“ grau, nehmen Sie zuerst einen neuen Chat an.
tour-finish-title = Schließen Sie einen Chat ab
tour-finish-text = Beenden Sie einen Chat, wählen Sie ein Ergebnis und kennzeichnen Sie ihn als „Fertig“.
