# What the desk says; its ids and arguments stand in crates/desk/src/boundary/phrases.rs.
# $me says which of the people named is the reader: agent, by or none. $at is a time of day, ready-made.

## Titles of windows

window-title-main = Konsil – { $name }
window-title-start = Konsil
window-title-chat = { $contact } – Konsil

## Second line of a chat's header

chat-since = { $queue } · seit { $at }
chat-of-colleague = { $queue } · Chat von { $owner }
chat-contact-left-at = { $queue } · Kontakt hat den Chat um { $at } verlassen
chat-ended-at = { $queue } · beendet um { $at }

## Why a chat is read-only

former-ended = Sie haben diesen Chat beendet.
former-removed = { $by } hat Sie aus der Konferenz gelöscht. Sie sehen den Chat bis zu diesem Moment.
former-transferred = Der Chat wurde an { $to } weitergeleitet.
former-vanished = Ihre Verbindung war zu lange unterbrochen. Sie sind nicht mehr in diesem Chat.
former-gone = Sie sind nicht mehr in diesem Chat.
former-unsupported = Was Sie in diesem Chat sind, kennt nur eine neuere Version dieses Programms.

## Second line of a row

preview-mine = Sie: { $text }
preview-contact = { $text }
preview-colleague = { $name }: { $text }
preview-not-sent = Nicht gesendet: { $text }
preview-uncertain = Unsicher, ob gesendet: { $text }
preview-nothing-said = Noch keine Nachricht
preview-ended = Beendet, noch nicht fertig
preview-removed = Aus Konferenz gelöscht, noch nicht fertig
preview-contact-left = Kontakt hat den Chat verlassen
preview-consultation = zu: { $contact } · { $queue }
preview-consultation-ended = zu: { $contact } · beendet

## Lines in a thread

chat-opened = Chat eröffnet
back-in-queue = Der Chat wartet wieder in der Warteschlange.
back-in-queue-by = { $me ->
    [by] Sie haben den Chat an die Warteschlange weitergeleitet.
   *[none] { $by } hat den Chat an die Warteschlange weitergeleitet.
}
agent-joined = { $me ->
    [agent] Sie sind jetzt im Chat.
   *[none] { $agent } ist jetzt im Chat.
}
agent-left = { $me ->
    [agent] Sie sind nicht mehr im Chat.
   *[none] { $agent } ist nicht mehr im Chat.
}
agent-joined-routed = { $me ->
    [agent] Sie haben den Chat angenommen.
   *[none] { $agent } hat den Chat angenommen.
}
agent-joined-conference = { $me ->
    [agent] Sie sind der Konferenz auf Einladung von { $by } beigetreten.
    [by] { $agent } ist der Konferenz auf Ihre Einladung beigetreten.
   *[none] { $agent } ist der Konferenz auf Einladung von { $by } beigetreten.
}
agent-joined-transfer = { $me ->
    [agent] Sie haben den Chat von { $by } übernommen.
    [by] { $agent } hat den Chat von Ihnen übernommen.
   *[none] { $agent } hat den Chat von { $by } übernommen.
}
agent-left-ended = { $me ->
    [agent] Sie haben Ihre Sitzung beendet.
   *[none] { $agent } hat den Chat verlassen.
}
agent-left-removed = { $me ->
    [agent] { $by } hat Sie aus der Konferenz gelöscht.
    [by] Sie haben { $agent } aus der Konferenz gelöscht.
   *[none] { $by } hat { $agent } aus der Konferenz gelöscht.
}
agent-left-transferred = { $me ->
    [agent] Sie haben den Chat an { $to } weitergeleitet.
   *[none] { $agent } hat den Chat an { $to } weitergeleitet.
}
agent-left-vanished = { $me ->
    [agent] Ihre Verbindung war zu lange unterbrochen.
   *[none] { $agent } ist nicht mehr verbunden.
}
owner-changed = { $me ->
    [agent] Sie sind jetzt Eigner dieses Chats.
   *[none] { $agent } ist jetzt Eigner dieses Chats.
}
contact-interrupted = Verbindung zu { $contact } unterbrochen
contact-returned = { $contact } ist wieder verbunden
contact-left-ended = { $contact } hat den Chat verlassen
contact-left-timed-out = { $contact } war zu lange ohne Verbindung und gilt als gegangen
chat-ended = Chat beendet
consultation-asked = { $me ->
    [by] Sie haben { $target } um Rückfrage gebeten.
   *[none] { $by } hat { $target } um Rückfrage gebeten.
}
consultation-started = { $me ->
    [agent] Sie haben die Rückfrage angenommen.
   *[none] { $agent } hat die Rückfrage angenommen.
}
consultation-accepted = { $target } hat die Einladung zur Rückfrage angenommen.
consultation-declined = { $target } hat die Einladung zur Rückfrage abgelehnt.
consultation-expired = { $target } hat auf die Einladung zur Rückfrage nicht geantwortet.
consultation-withdrawn = Sie haben die Einladung an { $target } zur Rückfrage zurückgezogen.
consultation-ended-by-agent = { $me ->
    [by] Sie haben die Rückfrage beendet.
   *[none] { $by } hat die Rückfrage beendet.
}
request-over = Ihre Anfrage an { $target } ist nicht mehr offen.
consultation-over = Die Rückfrage ist beendet.
consultation-ended-session-ended = Die Rückfrage endete mit dem Chat.
consultation-ended-became-conference = Aus der Rückfrage wurde eine Konferenz.
consultation-ended-transferred = Die Rückfrage endete, weil der Chat weitergeleitet wurde.
unsupported-line = Diese Zeile stammt von einer neueren Version und kann hier nicht gezeigt werden.

## Above the chat

conference-declined = { $target } hat die Einladung in die Konferenz abgelehnt.
conference-expired = { $target } hat auf die Einladung in die Konferenz nicht geantwortet.
conference-withdrawn = Sie haben die Einladung an { $target } in die Konferenz zurückgezogen.
transfer-declined = { $target } hat die Weiterleitung abgelehnt. Der Chat bleibt bei Ihnen.
transfer-expired = { $target } hat auf die Weiterleitung nicht geantwortet. Der Chat bleibt bei Ihnen.
transfer-withdrawn = Sie haben die Weiterleitung an { $target } zurückgezogen.
you-are-owner-now = Sie sind jetzt Eigner dieses Chats.

## Why a text was not sent

not-sent-too-old = Die Nachricht ist älter als drei Tage.
not-sent-chat-gone = Sie sind nicht mehr in diesem Chat.
not-sent-not-stored = Die Nachricht konnte auf diesem Rechner nicht gesichert werden.
not-sent-newer = Eine neuere Version von Konsil hat sie gesichert. Diese Version kann sie nicht senden.
not-sent-damaged = Was auf diesem Rechner gesichert war, ist beschädigt.
# Steht anstelle eines Namens über Nachrichten, deren Chat nicht mehr lesbar ist.
unreadable-chat = Nicht lesbar

## Told once

told-not-ready-no-answer = Sie haben eine Einladung verstreichen lassen und sind jetzt nicht bereit.
told-not-saved = Auf diesem Rechner konnte nicht gespeichert werden. Prüfen Sie den freien Speicherplatz.

## The bar for a lost connection

offline-unreachable = Keine Verbindung zum Server.
offline-busy = Gerade melden sich viele an. Es geht gleich von selbst weiter.
offline-certificate = Keine Verbindung: Dem Zertifikat des Servers wird nicht vertraut.
offline-version = Keine Verbindung: Der Server spricht eine andere Version.
offline-server-fault = Keine Verbindung: Der Server meldet eine Störung.

## Sign-in

sign-in-wrong-login-or-password = Anmeldename oder Kennwort stimmen nicht.
sign-in-disabled = Dieses Konto ist gesperrt. Wenden Sie sich an Ihre Administration.
sign-in-session-ended = Ihre Sitzung ist abgelaufen. Bitte melden Sie sich erneut an.
sign-in-too-many-attempts = { $seconds ->
    [one] Zu viele Versuche. Bitte warten Sie { $seconds } Sekunde.
   *[other] Zu viele Versuche. Bitte warten Sie { $seconds } Sekunden.
}
sign-in-insecure-address = Diese Adresse ist nicht verschlüsselt. Verwenden Sie eine Adresse, die mit „https://“ beginnt.
sign-in-address-not-understood = Diese Adresse ist nicht verständlich. Beispiel: „https://konsil.example.de“.
sign-in-unreachable = Unter dieser Adresse antwortet niemand.
sign-in-certificate = Dem Zertifikat dieses Servers wird nicht vertraut.
sign-in-profile-in-use = Dieses Profil ist bereits in einem anderen Fenster geöffnet.
sign-in-store-fault = Auf diesem Rechner konnte nicht gespeichert werden. Prüfen Sie den freien Speicherplatz.

## Practice mode

practice-failed-port = Der Übungsbetrieb konnte nicht starten: Auf Port { $port } und den folgenden war keiner frei.
practice-failed-store = Der Übungsbetrieb konnte nicht starten: Seine Daten sind nicht lesbar.
practice-failed = Der Übungsbetrieb konnte nicht starten.

## Presence in the Team Communicator

presence-ready = { $chats ->
    [0] Bereit
    [one] Bereit · { $chats } Chat
   *[other] Bereit · { $chats } Chats
}
presence-after-work = { $chats ->
    [0] Nachbearbeitung
    [one] Nachbearbeitung · { $chats } Chat
   *[other] Nachbearbeitung · { $chats } Chats
}
presence-signed-in = { $chats ->
    [0] Nicht bereit: gerade angemeldet
    [one] Nicht bereit: gerade angemeldet · { $chats } Chat
   *[other] Nicht bereit: gerade angemeldet · { $chats } Chats
}
presence-break = { $chats ->
    [0] Nicht bereit: Pause
    [one] Nicht bereit: Pause · { $chats } Chat
   *[other] Nicht bereit: Pause · { $chats } Chats
}
presence-meeting = { $chats ->
    [0] Nicht bereit: Besprechung
    [one] Nicht bereit: Besprechung · { $chats } Chat
   *[other] Nicht bereit: Besprechung · { $chats } Chats
}
presence-training = { $chats ->
    [0] Nicht bereit: Schulung
    [one] Nicht bereit: Schulung · { $chats } Chat
   *[other] Nicht bereit: Schulung · { $chats } Chats
}
presence-other-work = { $chats ->
    [0] Nicht bereit: andere Arbeit
    [one] Nicht bereit: andere Arbeit · { $chats } Chat
   *[other] Nicht bereit: andere Arbeit · { $chats } Chats
}
presence-no-answer = { $chats ->
    [0] Nicht bereit: keine Antwort
    [one] Nicht bereit: keine Antwort · { $chats } Chat
   *[other] Nicht bereit: keine Antwort · { $chats } Chats
}
presence-not-ready = { $chats ->
    [0] Nicht bereit
    [one] Nicht bereit · { $chats } Chat
   *[other] Nicht bereit · { $chats } Chats
}
presence-unsupported = { $chats ->
    [0] Status unbekannt
    [one] Status unbekannt · { $chats } Chat
   *[other] Status unbekannt · { $chats } Chats
}
presence-logged-out = Abgemeldet
presence-disconnected = { $chats ->
    [0] Ohne Verbindung
    [one] Ohne Verbindung · { $chats } Chat
   *[other] Ohne Verbindung · { $chats } Chats
}
presence-queue = { $available } von { $members } verfügbar

## Who takes part beside the contact and the agents

party-expert = Expertin/Experte, über { $sponsor }
party-supervisor = Supervisor
party-unsupported = Art der Teilnahme unbekannt

## Why somebody cannot be asked

not-askable-yourself = Das sind Sie selbst
not-askable-already-member = Ist bereits im Chat
not-askable-already-invited = Ist bereits eingeladen
not-askable-already-consulting = Ist bereits in einer Rückfrage mit Ihnen
not-askable-busy = Hat schon drei Rückfragen
not-askable-logged-out = Ist abgemeldet
not-askable-disconnected = Ist ohne Verbindung
not-askable-nobody-available = Niemand verfügbar
not-askable-other-agent-in-chat = Nicht, solange ein weiterer Agent im Chat ist
not-askable-now = Jetzt nicht möglich

## Refusals

refusal-no-such-case = Diesen Chat gibt es nicht, oder Sie sind nicht daran beteiligt.
refusal-no-such-invitation = Diese Einladung gibt es nicht mehr.
refusal-no-such-consultation = Diese Rückfrage gibt es nicht mehr.
refusal-no-such-target = Dieses Ziel gibt es nicht.
refusal-not-permitted = Das ist Ihnen in diesem Chat gerade nicht möglich.
refusal-already-ended = Ihre Sitzung ist bereits beendet.
refusal-removed-from-conference = { $by } hat Sie aus der Konferenz gelöscht.
refusal-contact-left = Der Kontakt hat den Chat verlassen.
refusal-chat-ended = Dieser Chat ist beendet.
refusal-invitation-accepted = Diese Einladung wurde bereits angenommen.
refusal-invitation-declined = Diese Einladung wurde bereits abgelehnt.
refusal-invitation-expired = Diese Einladung ist abgelaufen.
refusal-invitation-withdrawn = Diese Einladung wurde zurückgezogen.
refusal-already-invited = Dieses Ziel ist bereits eingeladen.
refusal-request-pending = Eine Anfrage zu Konferenz oder Weiterleitung ist noch offen.
refusal-already-member = Diese Person ist bereits im Chat.
refusal-already-consulting = Sie sind mit dieser Person bereits in einer Rückfrage.
refusal-target-is-yourself = Sie können sich nicht selbst als Ziel wählen.
refusal-target-logged-out = Diese Person ist abgemeldet.
refusal-target-do-not-disturb = Diese Person möchte gerade nicht gestört werden.
refusal-do-not-disturb-too-long = „Nicht stören“ gilt höchstens einen Tag.
refusal-target-busy = Diese Person hat bereits drei Rückfragen.
refusal-nobody-available = In dieser Warteschlange ist niemand verfügbar.
refusal-other-agent-in-chat = An eine Warteschlange lässt sich nur weiterleiten, wenn kein weiterer Agent im Chat ist.
refusal-not-ended-yet = Beenden Sie den Chat zuerst.
refusal-disposition-missing = Wählen Sie zuerst ein Ergebnis.
refusal-no-such-disposition = Dieses Ergebnis gibt es nicht.
refusal-sessions-open = { $count ->
    [one] Beenden Sie vor dem Abmelden noch { $count } Chat: { $contacts }.
   *[other] Beenden Sie vor dem Abmelden noch { $count } Chats: { $contacts }.
}
refusal-state-not-possible = Dieser Zustand ist jetzt nicht möglich.
refusal-text-empty = Die Nachricht ist leer.
refusal-text-too-long = Der Text ist zu lang: höchstens { $limit } Byte.
refusal-too-many-case-data = Zu viele Falldaten: höchstens { $limit }.
refusal-malformed = Der Server hat das nicht verstanden.
refusal-command-id-reused = Der Server hat das abgelehnt. Bitte versuchen Sie es noch einmal.
refusal-store-unavailable = Der Server kann gerade nichts speichern. Bitte versuchen Sie es gleich noch einmal.
refusal-unsupported = Der Server lehnt das ab; den Grund kennt nur eine neuere Version dieses Programms.
refusal-offline = Das geht nur mit Verbindung zum Server.
