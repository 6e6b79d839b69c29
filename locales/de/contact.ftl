# Words of the contact's page and of the widget. The centre's own texts (opening hours, waiting, greeting) stand in the
# centre file, not here.

## The page around the chat
page-title = Chat: { $centre }
page-title-unread = ({ $count }) { $centre }
page-language = Sprache
page-language-de = Deutsch
page-language-en = English
page-privacy = Datenschutz
page-close = Chat ausblenden
page-loading = Einen Moment bitte …
page-not-loaded = Der Chat ist gerade nicht erreichbar. Wir versuchen es weiter.
page-outdated = Diese Seite ist nicht mehr aktuell. Bitte laden Sie sie neu.
page-reload = Neu laden

## Before the chat
page-start-heading = Schreiben Sie uns
page-start-intro = Ihre Nachricht geht an: { $centre }
page-start-privacy = Hinweise zum Datenschutz
page-start-name = Ihr Name
page-start-topic = Worum geht es?
page-start-topic-closed = geschlossen
page-start-message = Ihre Nachricht
page-start-submit = Chat beginnen
page-start-opening = Ihr Chat beginnt …
page-start-closed = Zurzeit sind wir nicht da. Bitte schreiben Sie uns während unserer Öffnungszeiten.
page-start-nobody-there = Im Moment ist niemand da. Schreiben Sie gern schon: Wir antworten, sobald jemand da ist.
page-start-gone = Der frühere Chat ist nicht mehr vorhanden. Sie können einen neuen beginnen.

## The chat
page-chat-log = Verlauf des Chats
page-chat-with = Sie schreiben mit { $names }
page-chat-waiting = Wir antworten, sobald jemand frei ist
page-chat-agent-away = { $names } ist gerade nicht verbunden
page-chat-ended = Der Chat ist beendet
page-chat-you = Sie
page-chat-waiting-text = Wir haben Ihre Nachricht. Sobald jemand frei ist, geht es hier weiter.
page-chat-place =
    { $place ->
        [1] Sie sind als Nächstes an der Reihe
       *[other] Sie sind an { $place }. Stelle
    }
page-chat-minutes =
    { $from ->
        [0]
            { $to ->
                [1] Es dauert voraussichtlich höchstens eine Minute.
               *[other] Es dauert voraussichtlich höchstens { $to } Minuten.
            }
       *[other] Es dauert voraussichtlich { $from } bis { $to } Minuten.
    }
page-chat-joined = { $name } ist dem Chat beigetreten
page-chat-left = { $name } hat den Chat verlassen
page-chat-waits = Sobald wieder jemand frei ist, geht es hier weiter
page-chat-away = { $name } ist gerade nicht verbunden: Der Chat bleibt bestehen
page-chat-back = { $name } ist wieder da
page-chat-ended-by-you = Sie haben den Chat beendet
page-chat-ended-by-agent = Der Chat wurde beendet
page-chat-ended-timed-out = Der Chat wurde beendet, weil Ihre Verbindung zu lange unterbrochen war
page-chat-unsupported = Diese Nachricht kann noch nicht angezeigt werden. Bitte laden Sie die Seite neu.
page-chat-no-link = (kein Link: enthält unsichtbare Zeichen)
page-chat-no-link-host = (kein Link: würde zu { $host } führen)
page-chat-typing =
    { $count ->
        [one] { $names } schreibt …
       *[other] { $names } schreiben …
    }
page-chat-new-messages =
    { $count ->
        [one] 1 neue Nachricht
       *[other] { $count } neue Nachrichten
    }

## Writing
page-compose-message = Nachricht schreiben
page-compose-send = Senden
page-compose-sending = wird gesendet
page-compose-waiting = wird gesendet, sobald die Verbindung steht
page-compose-not-sent = Nicht gesendet: { $reason }
page-compose-edit = Bearbeiten
page-compose-discard = Verwerfen

## The connection
page-link-connecting = Verbindung wird hergestellt …
page-link-lost = Verbindung wird wiederhergestellt …
page-link-lost-kept = Verbindung wird wiederhergestellt … Was Sie schreiben, wird danach gesendet.
page-link-elsewhere = Dieser Chat ist in einem anderen Fenster geöffnet.
page-link-continue-here = Hier weiterschreiben

## Ending
page-leave-button = Chat beenden
page-leave-question = Möchten Sie den Chat beenden?
page-leave-yes = Ja, beenden
page-leave-no = Weiter chatten
page-leave-under-way = Der Chat wird beendet …
page-leave-new-chat = Neuen Chat beginnen

## Refusals
page-refused-no-such-topic = Dieses Thema gibt es nicht mehr. Bitte wählen Sie ein anderes.
page-refused-closed = Wir haben inzwischen geschlossen. Bitte schreiben Sie uns während unserer Öffnungszeiten.
page-refused-chat-ended = Der Chat ist schon beendet.
page-refused-name-missing = Bitte geben Sie Ihren Namen an.
page-refused-name-too-long =
    { $limit ->
        [one] Der Name ist zu lang: höchstens { $limit } Zeichen.
       *[other] Der Name ist zu lang: höchstens { $limit } Zeichen.
    }
page-refused-topic-missing = Bitte wählen Sie, worum es geht.
page-refused-text-empty = Bitte schreiben Sie eine Nachricht.
page-refused-text-too-long = Die Nachricht ist zu lang. Bitte teilen Sie sie auf.
page-refused-too-many-chats =
    { $seconds ->
        [one] Gerade beginnen sehr viele Chats. Bitte versuchen Sie es in { $seconds } Sekunde noch einmal.
       *[other] Gerade beginnen sehr viele Chats. Bitte versuchen Sie es in { $seconds } Sekunden noch einmal.
    }
page-refused-malformed = Diese Nachricht können wir so nicht annehmen. Bitte schreiben Sie sie etwas anders.
page-refused-not-stored = Das hat gerade nicht geklappt. Bitte versuchen Sie es noch einmal.

## The widget on somebody's web site
widget-open = Chat öffnen
widget-close = Chat ausblenden
widget-label = Chat
widget-frame = Chat mit uns
widget-noscript = Für den Chat braucht diese Seite JavaScript.
