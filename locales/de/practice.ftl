# Übungsbetrieb: was die gespielten Kontakte und das gespielte Team sagen. Kontakte schreiben, wie Menschen schreiben.

## Rechnung: doppelt abgebucht (ungeduldig)
practice-double-charge-name = Martin Brandt
practice-double-charge-opening = Guten Tag, bei mir wurden diesen Monat zweimal 39,90 Euro abgebucht. Ich möchte das zweite Mal zurück.
practice-double-charge-reply-1 = Kundennummer 4471 208. Die Abbuchungen sind vom 2. und vom 4., beide mit demselben Verwendungszweck.
practice-double-charge-reply-2 = Und bis wann habe ich das Geld zurück? Eine Gutschrift auf die nächste Rechnung hilft mir nicht, ich brauche es auf dem Konto.
practice-double-charge-thanks = Gut, so machen wir das. Danke für die schnelle Hilfe!
practice-double-charge-advice = Das ist der doppelte Lastschriftlauf vom Monatsanfang. Eine Erstattung aufs Konto geht: bitte in der Notiz vermerken, sie ist in drei bis fünf Werktagen da. Eine Gutschrift muss niemand annehmen.
practice-double-charge-advice-more = Wenn der Kontakt Rücklastschrift-Gebühren hatte, erstatten wir auch die, ein Kontoauszug genügt.
practice-double-charge-question = Kurze Frage: Ein Kontakt wurde zweimal belastet und möchte das Geld aufs Konto statt als Gutschrift. Ist das bei 39,90 Euro ohne Freigabe möglich?
practice-double-charge-takeover = Ich sehe die beiden Abbuchungen vor mir. Es war ein Fehler von uns, das tut mir leid.
practice-double-charge-solved = Die zweite Abbuchung ist zur Erstattung angewiesen, in drei bis fünf Werktagen ist der Betrag auf Ihrem Konto.

## Rechnung: Roaming (freundlich)
practice-roaming-name = Julia Lindner
practice-roaming-opening = Hallo! Auf meiner Rechnung stehen 14,20 Euro „Roaming Zone 2“. Ich war nur in der Schweiz, ist das nicht dabei?
practice-roaming-reply-1 = Das war vom 11. bis zum 13., hauptsächlich Landkarten und ein paar Fotos. Meine Nummer endet auf 308.
practice-roaming-reply-2 = Ach so. Gibt es denn etwas, das ich vor der nächsten Reise dazubuchen kann?
practice-roaming-thanks = Das ist ja einfach. Vielen lieben Dank und einen schönen Tag noch!
practice-roaming-advice = Die Schweiz gehört zur Zone 2, das ist also richtig berechnet. Aus Kulanz dürfen wir einmal im Jahr bis 20 Euro gutschreiben. Für die nächste Reise: „Reisepaket Nachbarn“, 4,90 Euro für sieben Tage.
practice-roaming-advice-more = Das Reisepaket endet von selbst, niemand muss es kündigen. Buchen kann man es auch in der App.
practice-roaming-question = Frage zu einer Rechnung: Schweiz, Zone 2, 14,20 Euro. War das bei uns noch Kulanz oder geht das inzwischen nicht mehr?
practice-roaming-takeover = Guten Tag, ich habe mir die Reise in die Schweiz angesehen. Sie gehört bei uns zur Zone 2 und ist deshalb nicht im Tarif enthalten.
practice-roaming-solved = Ich schreibe Ihnen die 14,20 Euro einmalig gut. Vor der nächsten Reise empfehle ich das „Reisepaket Nachbarn“ für 4,90 Euro.

## Technik: Internet langsam (verärgert)
practice-slow-line-name = Kai Sommer
practice-slow-line-opening = schon wieder kein vernünftiges internet!! abends kommen vielleicht 3 mbit an, bezahlt sind 100
practice-slow-line-reply-1 = ja router hab ich dreimal neu gestartet. kabel auch getauscht. seit montag geht das so
practice-slow-line-reply-2 = messung grad eben: 3,4 runter und 38 hoch. und jetzt?
practice-slow-line-thanks = ok. wenn das morgen geht ist gut. danke
practice-slow-line-advice = Download niedrig, Upload normal: Das ist abends fast immer der Verteiler, nicht die Leitung im Haus. Bitte die Messung notieren, dann plane ich die Umschaltung für heute Nacht ein. Ein Technikertermin würde nichts bringen.
practice-slow-line-advice-more = Nach der Umschaltung muss der Router einmal zehn Sekunden vom Strom.
practice-slow-line-takeover = Guten Tag, hier ist die Technik. Ihre Messung zeigt mir, dass der Verteiler in Ihrer Straße abends überlastet ist, nicht Ihr Anschluss.
practice-slow-line-solved = Ich schalte Sie heute Nacht auf einen anderen Anschluss um. Bitte ziehen Sie morgen früh einmal für zehn Sekunden den Stecker des Routers.

## Technik: rotes Lämpchen (unsicher)
practice-red-light-name = Helga Wiesner
practice-red-light-opening = Guten Tag. An meinem Kästchen für das Internet leuchtet ein Lämpchen rot, und das Telefon ist ganz still. Habe ich etwas kaputt gemacht?
practice-red-light-reply-1 = Entschuldigung, ich musste erst die Brille holen. Neben dem roten Lämpchen steht „DSL“, darüber ist alles grün.
practice-red-light-reply-2 = Da sind zwei Kabel, ein graues und ein weißes. Das graue hängt ein wenig schief, soll ich daran etwas machen?
practice-red-light-thanks = Es leuchtet wieder grün! Sie sind ein Engel. Haben Sie vielen Dank für die Geduld.
practice-red-light-advice = Rot bei „DSL“ heißt: keine Verbindung zur Dose. In neun von zehn Fällen sitzt das graue Kabel locker. Bitte beide Enden fest eindrücken lassen, dann drei Minuten warten.
practice-red-light-advice-more = Wenn es danach rot bleibt, ist morgen zwischen 8 und 12 Uhr noch ein Termin vor Ort frei.
practice-red-light-takeover = Guten Tag, keine Sorge, Sie haben nichts kaputt gemacht. Das rote Lämpchen heißt nur, dass das graue Kabel keinen Kontakt hat.
practice-red-light-solved = Drücken Sie das graue Kabel bitte an beiden Enden fest hinein, bis es klickt, und warten Sie drei Minuten. Dann wird das Lämpchen grün.

## Vertrag: Umzug (gesprächig)
practice-moving-name = Grace Okafor
practice-moving-opening = Hallo, wir ziehen zum nächsten Ersten um, von der Gartenstraße in die Hafenstraße. Können wir den Anschluss einfach mitnehmen?
practice-moving-reply-1 = Hafenstraße 12, dritter Stock links. Die Vormieterin hatte wohl auch schon Internet von Ihnen.
practice-moving-reply-2 = Prima. Und beginnt der Vertrag dadurch von vorn? Das hat uns ein Nachbar erzählt.
practice-moving-thanks = Wunderbar, dann sind wir beruhigt. Danke für die Auskunft!
practice-moving-advice = Der Vertrag zieht mit um, die Laufzeit bleibt. In der Hafenstraße liegt Glasfaser: Für die Umstellung vor Ort reichen eine Stunde und Zugang zum Keller. Zwei Wochen Vorlauf genügen.
practice-moving-advice-more = Die Rufnummer bleibt auch, es ist ja dasselbe Ortsnetz.
practice-moving-takeover = Guten Tag, ich kümmere mich bei uns um die Umzüge. Ihren Anschluss nehmen Sie mit: Der Vertrag zieht mit um, Laufzeit und Rufnummer bleiben, wie sie sind.
practice-moving-solved = Ich habe den Umzug zum Ersten vorgemerkt. Die Bestätigung mit dem Termin kommt heute noch per E-Mail.

## Vertrag: Kündigung (bestimmt)
practice-cancel-name = Anke Petersen
practice-cancel-opening = Sehr geehrte Damen und Herren, ich kündige meinen Mobilfunkvertrag zum nächstmöglichen Zeitpunkt. Bitte bestätigen Sie mir das Datum.
practice-cancel-reply-1 = Vertragsnummer 88-20417. Ein neues Angebot brauche ich nicht, danke.
practice-cancel-reply-2 = In Ordnung. Die Rufnummer möchte ich zum neuen Anbieter mitnehmen. Was brauchen Sie dafür von mir?
practice-cancel-thanks = Dann ist alles geklärt. Besten Dank und auf Wiedersehen.
practice-cancel-advice = Die Mindestlaufzeit ist vorbei, also endet der Vertrag heute in einem Monat. Bitte kein Gegenangebot, das ist nicht gewünscht. Für die Rufnummer gibt es im Kundenkonto den Schalter „Mitnahme freigeben“.
practice-cancel-advice-more = Die Freigabe gilt 30 Tage, danach muss sie erneuert werden.
practice-cancel-takeover = Guten Tag, ich habe Ihren Vertrag vor mir. Die Kündigung ist eingetragen, er endet heute in einem Monat.
practice-cancel-solved = Die Mitnahme der Rufnummer ist jetzt freigegeben, das gilt 30 Tage. Die Bestätigung kommt per E-Mail.

## Was alle Kontakte sagen
practice-waits = Ja, kein Problem, ich warte.
practice-waits-curt = ok
practice-nudge-1 = Sind Sie noch da?
practice-nudge-2 = Hallo? Ich würde das gern heute noch klären.
practice-gives-up = Das dauert mir zu lange, ich melde mich später wieder.
practice-welcome-colleague = Guten Tag, { $name }.
practice-contact-goodbye = Danke, auf Wiedersehen!

## Was das Team sagt
practice-colleague-greeting = Guten Tag, mein Name ist { $name }. Ich sehe mir Ihr Anliegen gleich an.
practice-colleague-ready = Hallo, ich lese gerade mit. Worum geht es genau?
practice-colleague-anything = Sonst noch etwas dazu? Ich bin noch da.
practice-colleague-gladly = Gern. Bei Bedarf komme ich auch in den Chat.
practice-colleague-unknown = Das kenne ich so noch nicht. Ich würde nach Kundennummer und Datum fragen und einen Rückruf anbieten.
practice-colleague-unknown-takeover = Guten Tag, ich habe den Chat gelesen und kümmere mich jetzt mit darum.
practice-colleague-unknown-solved = Ich habe alles notiert, und wir melden uns heute noch bei Ihnen.
practice-colleague-thanks = Danke, das hilft mir sehr. Dann sage ich das so weiter.
practice-colleague-nudge = Eine kurze Antwort genügt, der Kontakt wartet.
practice-colleague-alone = Kein Problem, ich finde es selbst heraus.
practice-colleague-goodbye = Wenn alles geklärt ist, beende ich den Chat. Alles Gute!
