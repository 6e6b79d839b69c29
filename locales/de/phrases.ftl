# What the desk says; its ids and arguments stand in crates/desk/src/boundary/phrases.rs.
# $me says which of the people named is the reader: agent, by, to, target or none. $at is a time of day, ready-made.

## Titles of windows

window-title-main = Konsil – { $name }
window-title-start = Konsil
window-title-chat = { $contact } – Konsil

## Second line of a chat's header

chat-since = { $queue } · seit { $at }
chat-of-colleague = { $queue } · Chat von { $owner }
chat-contact-left-at = { $queue } · verließ den Chat um { $at }
chat-ended-at = { $queue } · bis { $at }

## Why a chat is read-only

former-ended = Für Sie ist dieser Chat beendet.
former-removed = { $by } hat Sie aus der Konferenz entfernt. Sie sehen, was bis dahin geschrieben wurde.
former-transferred = Der Chat wurde an { $to } weitergeleitet.
former-vanished = Ihre Verbindung war zu lange unterbrochen. Sie sind nicht mehr in diesem Chat.
former-gone = Sie sind nicht mehr in diesem Chat.
former-unsupported = Ihre Rolle in diesem Chat kann erst eine neuere Version von Konsil anzeigen. Bitte aktualisieren Sie Konsil.

## Second line of a row

preview-mine = Sie: { $text }
preview-contact = { $text }
preview-colleague = { $name }: { $text }
preview-not-sent = Nicht gesendet: { $text }
preview-uncertain = Unsicher, ob gesendet: { $text }
preview-nothing-said = Noch keine Nachricht
preview-ended = Beendet, noch nicht „Fertig“
preview-removed = Aus Konferenz entfernt, noch nicht „Fertig“
preview-contact-left = hat den Chat verlassen
preview-consultation = Chat: { $contact } · { $queue }
preview-consultation-ended = Chat: { $contact } · beendet

## Lines in a thread

chat-opened = Chat begonnen
back-in-queue = Der Chat wartet wieder in der Warteschlange
back-in-queue-by = { $me ->
    [by] Sie haben den Chat an die Warteschlange weitergeleitet
   *[none] { $by } hat den Chat an die Warteschlange weitergeleitet
}
agent-joined = { $me ->
    [agent] Sie sind jetzt im Chat
   *[none] { $agent } ist jetzt im Chat
}
agent-left = { $me ->
    [agent] Sie sind nicht mehr im Chat
   *[none] { $agent } ist nicht mehr im Chat
}
agent-joined-routed = { $me ->
    [agent] Sie haben den Chat angenommen
   *[none] { $agent } hat den Chat angenommen
}
agent-joined-conference = { $me ->
    [agent] Sie sind der Konferenz auf Einladung von { $by } beigetreten
    [by] { $agent } ist der Konferenz auf Ihre Einladung beigetreten
   *[none] { $agent } ist der Konferenz auf Einladung von { $by } beigetreten
}
agent-joined-transfer = { $me ->
    [agent] Sie haben den Chat von { $by } übernommen
    [by] { $agent } hat den Chat von Ihnen übernommen
   *[none] { $agent } hat den Chat von { $by } übernommen
}
agent-left-ended = { $me ->
    [agent] Sie haben den Chat verlassen
   *[none] { $agent } hat den Chat verlassen
}
agent-left-removed = { $me ->
    [agent] { $by } hat Sie aus der Konferenz entfernt
    [by] Sie haben { $agent } aus der Konferenz entfernt
   *[none] { $by } hat { $agent } aus der Konferenz entfernt
}
agent-left-transferred = { $me ->
    [agent] Sie haben den Chat an { $to } weitergeleitet
    [to] { $agent } hat Ihnen den Chat weitergeleitet
   *[none] { $agent } hat den Chat an { $to } weitergeleitet
}
agent-left-vanished = { $me ->
    [agent] Ihre Verbindung war zu lange unterbrochen
   *[none] { $agent } ist nicht mehr verbunden
}
owner-changed = { $me ->
    [agent] Sie sind jetzt für diesen Chat zuständig
   *[none] { $agent } ist jetzt für diesen Chat zuständig
}
contact-interrupted = { $contact } ist gerade nicht verbunden
contact-returned = { $contact } ist wieder verbunden
contact-left-ended = { $contact } hat den Chat verlassen
contact-left-timed-out = { $contact } war zu lange nicht verbunden und ist nicht mehr im Chat
chat-ended = Chat beendet
consultation-asked = { $me ->
    [by] Sie haben eine Rückfrage an { $target } gestellt
    [target] { $by } hat eine Rückfrage an Sie
   *[none] { $by } hat eine Rückfrage an { $target } gestellt
}
consultation-started = { $me ->
    [agent] Sie haben die Rückfrage angenommen
   *[none] { $agent } hat die Rückfrage angenommen
}
consultation-accepted = { $target } hat die Einladung zur Rückfrage angenommen
consultation-declined = { $target } hat die Einladung zur Rückfrage abgelehnt
consultation-expired = { $target } hat auf die Einladung zur Rückfrage nicht geantwortet
consultation-withdrawn = Die Rückfrage an { $target } wurde zurückgezogen
consultation-ended-by-agent = { $me ->
    [by] Sie haben die Rückfrage beendet
   *[none] { $by } hat die Rückfrage beendet
}
request-over = Ihre Einladung an { $target } ist nicht mehr offen
consultation-over = Die Rückfrage ist beendet
consultation-ended-session-ended = Die Rückfrage endete mit dem Chat
consultation-ended-became-conference = Aus der Rückfrage wurde eine Konferenz
consultation-ended-transferred = Die Rückfrage endete, weil der Chat weitergeleitet wurde
unsupported-line = Diese Zeile kann erst eine neuere Version von Konsil anzeigen

## Above the chat

conference-declined = { $target } hat die Einladung zur Konferenz abgelehnt
conference-expired = { $target } hat auf die Einladung zur Konferenz nicht geantwortet
conference-withdrawn = Die Einladung zur Konferenz an { $target } wurde zurückgezogen
transfer-declined = { $target } hat die Weiterleitung abgelehnt: Der Chat bleibt bei Ihnen
transfer-expired = { $target } hat auf die Weiterleitung nicht geantwortet: Der Chat bleibt bei Ihnen
transfer-withdrawn = Die Weiterleitung an { $target } wurde zurückgezogen
anyone-not-available = { $target }: Im Moment ist niemand verfügbar
transfer-anyone-not-available = { $target }: Im Moment ist niemand verfügbar. Der Chat bleibt bei Ihnen
skill-not-available = { $target }, ab Stufe { $level }: Im Moment ist niemand verfügbar
transfer-skill-not-available = { $target }, ab Stufe { $level }: Im Moment ist niemand verfügbar. Der Chat bleibt bei Ihnen
you-are-owner-now = Sie sind jetzt für diesen Chat zuständig

## Why a text was not sent

not-sent-too-old = Die Nachricht ist älter als drei Tage.
not-sent-chat-gone = Sie sind nicht mehr in diesem Chat.
not-sent-not-stored = Die Nachricht konnte auf diesem Computer nicht gespeichert werden.
not-sent-became-conference = Aus der Rückfrage wurde eine Konferenz.
not-sent-consultation-over = Die Rückfrage ist beendet.
not-sent-question = Das war die Frage für eine Rückfrage.
not-sent-handover-note = Das war die Notiz zur Weiterleitung.
not-sent-note = Das war die Notiz zum Chat.
not-sent-newer = Eine neuere Version von Konsil hat sie gespeichert. Diese Version kann sie nicht senden.
not-sent-damaged = Was auf diesem Computer gespeichert war, ist beschädigt.
# Steht anstelle eines Namens über Nachrichten, deren Chat nicht mehr lesbar ist.
unreadable-chat = Nicht lesbar

## Told once

told-not-ready-no-answer = Eine Einladung ist abgelaufen: Sie stehen auf „Nicht bereit“. Neue Chats kommen nicht.
told-not-saved = Konsil konnte auf diesem Computer nichts speichern. Prüfen Sie den freien Speicherplatz.
told-not-read = Was auf diesem Computer gespeichert ist, ist nicht lesbar. Bitte verständigen Sie Ihre Administration.
told-taken-over = { $agent } hat den Chat übernommen: { $contact }
told-in-queue = Der Chat wartet jetzt in „{ $queue }“: { $contact }

## The bar for a lost connection

offline-unreachable = Keine Verbindung zum Server.
offline-name-unknown = Keine Verbindung: Der Name des Servers ist nicht zu finden. Prüfen Sie das Netz.
offline-not-encrypted = Keine Verbindung: Server nicht verschlüsselt. Fragen Sie Ihre Administration.
offline-only-encrypted = Keine Verbindung: Ohne Verschlüsselung antwortet der Server nicht.
offline-certificate-untrusted = Keine Verbindung: Zertifikat nicht vertrauenswürdig. Fragen Sie Ihre Administration.
offline-certificate-out-of-date = Keine Verbindung: Zertifikat zurzeit nicht gültig. Fragen Sie Ihre Administration.
offline-certificate-other-name = Keine Verbindung: Zertifikat eines anderen Servers. Fragen Sie Ihre Administration.
offline-portal = Keine Verbindung zum Server. Melden Sie sich zuerst im Browser in Ihrem Netz an.
offline-other-server = Keine Verbindung: Dort antwortet kein Konsil-Server. Fragen Sie Ihre Administration.
offline-proxy-away = Keine Verbindung: Proxy nicht erreichbar. Prüfen Sie die Proxy-Einstellungen.
offline-proxy-sign-in = Keine Verbindung: Der Proxy verlangt eine Anmeldung. Fragen Sie Ihre Administration.
offline-proxy-refuses = Keine Verbindung: Ein Proxy lässt sie nicht zu. Fragen Sie Ihre Administration.
offline-busy = Gerade melden sich viele an. Es geht gleich von selbst weiter.
offline-version = Keine Verbindung: Die Versionen sind unterschiedlich. Bitte aktualisieren Sie Konsil.
offline-server-fault = Keine Verbindung: Der Server meldet eine Störung. Konsil versucht es weiter.

## Sign-in

sign-in-wrong-login-or-password = Anmeldename oder Kennwort stimmt nicht.
sign-in-disabled = Dieses Konto ist gesperrt. Wenden Sie sich an Ihre Administration.
sign-in-session-ended = Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich erneut an.
sign-in-too-many-attempts = { $seconds ->
    [one] Zu viele Versuche. Bitte warten Sie { $seconds } Sekunde.
   *[other] Zu viele Versuche. Bitte warten Sie { $seconds } Sekunden.
}
sign-in-insecure-address = Diese Adresse ist nicht verschlüsselt. Verwenden Sie eine Adresse, die mit „https://“ beginnt.
sign-in-address-not-understood = Das ist keine gültige Adresse. Beispiel: „https://konsil.example.de“.
sign-in-unreachable = Unter dieser Adresse ist kein Konsil-Server zu erreichen. Prüfen Sie Adresse und Netzverbindung.
sign-in-name-unknown = Dieser Servername ist nicht zu finden. Prüfen Sie die Adresse und ob dieser Computer mit dem Netz verbunden ist.
sign-in-not-encrypted = An dieser Adresse antwortet der Server nicht verschlüsselt. Prüfen Sie den Port oder fragen Sie Ihre Administration.
sign-in-only-encrypted = Ohne Verschlüsselung antwortet der Server hier nicht. Beginnen Sie die Adresse mit „https://“.
sign-in-certificate-untrusted = Das Zertifikat dieses Servers ist nicht vertrauenswürdig. Prüfen Sie die Adresse oder fragen Sie Ihre Administration.
sign-in-certificate-out-of-date = Das Zertifikat dieses Servers ist abgelaufen oder noch nicht gültig. Prüfen Sie Datum und Uhrzeit dieses Computers oder fragen Sie Ihre Administration.
sign-in-certificate-other-name = Das Zertifikat dieses Servers gilt für einen anderen Namen. Prüfen Sie die Adresse oder fragen Sie Ihre Administration.
sign-in-portal = Statt des Servers antwortet eine andere Seite, vielleicht die Anmeldung Ihres Netzes. Öffnen Sie den Browser und melden Sie sich dort an. Sonst prüfen Sie die Adresse.
sign-in-other-server = Unter dieser Adresse antwortet etwas anderes als ein Konsil-Server. Prüfen Sie die Adresse.
sign-in-proxy-away = Der Proxy dieses Computers ist nicht zu erreichen. Prüfen Sie die Proxy-Einstellungen des Systems.
sign-in-proxy-sign-in = Der Proxy verlangt eine Anmeldung. Fragen Sie Ihre Administration nach den Zugangsdaten für den Proxy.
sign-in-proxy-refuses = Ein Proxy lässt die Verbindung zu diesem Server nicht zu. Fragen Sie Ihre Administration.
sign-in-version = Konsil und dieser Server haben unterschiedliche Versionen. Bitte aktualisieren Sie Konsil oder fragen Sie Ihre Administration.
sign-in-server-fault = Der Server meldet eine Störung. Versuchen Sie es in einigen Minuten noch einmal.
sign-in-profile-in-use = Dieses Profil ist bereits in einem anderen Fenster geöffnet. Arbeiten Sie dort weiter.
sign-in-store-fault = Konsil konnte auf diesem Computer nichts speichern. Prüfen Sie den freien Speicherplatz.

## Practice mode

practice-failed-port = Der Übungsbetrieb konnte nicht starten: Port { $port } und die folgenden sind belegt.
practice-failed-store = Der Übungsbetrieb konnte nicht starten: Seine Daten sind nicht lesbar.
practice-failed = Der Übungsbetrieb konnte nicht starten.
told-contact-comes = Gleich schreibt der nächste Kontakt.
told-contact-when-ready = Der nächste Kontakt kommt, sobald Sie auf „Bereit“ stehen.
told-contact-when-room = Der nächste Kontakt kommt, sobald ein Platz frei ist. Schließen Sie zuerst einen Chat ab.

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
presence-reason = { $chats ->
    [0] Nicht bereit: { $reason }
    [one] Nicht bereit: { $reason } · { $chats } Chat
   *[other] Nicht bereit: { $reason } · { $chats } Chats
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
    [0] Nicht verbunden
    [one] Nicht verbunden · { $chats } Chat
   *[other] Nicht verbunden · { $chats } Chats
}
presence-several = { $available } von { $members } verfügbar

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
not-askable-disconnected = Ist nicht verbunden
not-askable-nobody-available = Niemand verfügbar
not-askable-other-agent-in-chat = Nicht, solange ein weiterer Agent im Chat ist
not-askable-now = Jetzt nicht möglich
not-askable-gone = Nicht mehr vorhanden

## Refusals

refusal-no-such-case = Diesen Chat gibt es nicht, oder Sie sind nicht daran beteiligt.
refusal-no-such-invitation = Diese Einladung gibt es nicht mehr.
refusal-no-such-consultation = Diese Rückfrage gibt es nicht mehr.
refusal-no-such-target = Dieses Ziel gibt es nicht mehr. Bitte wählen Sie ein anderes.
refusal-not-permitted = Das geht in diesem Chat gerade nicht.
refusal-already-ended = Für Sie ist dieser Chat bereits beendet.
refusal-removed-from-conference = { $by } hat Sie aus der Konferenz entfernt.
refusal-contact-left = Der Kontakt hat den Chat verlassen.
refusal-chat-ended = Dieser Chat ist beendet.
refusal-invitation-accepted = Diese Einladung wurde bereits angenommen.
refusal-invitation-declined = Diese Einladung wurde bereits abgelehnt.
refusal-invitation-expired = Diese Einladung ist abgelaufen.
refusal-invitation-withdrawn = Diese Einladung wurde zurückgezogen.
refusal-already-invited = Dieses Ziel ist bereits eingeladen.
refusal-request-pending = Ihre letzte Einladung ist noch offen. Warten Sie die Antwort ab oder ziehen Sie sie zurück.
refusal-already-member = Diese Person ist bereits im Chat.
refusal-already-consulting = Sie sind mit dieser Person bereits in einer Rückfrage.
refusal-target-is-yourself = Sie können sich nicht selbst als Ziel wählen.
refusal-target-logged-out = Diese Person ist abgemeldet.
refusal-target-do-not-disturb = Diese Person möchte gerade nicht gestört werden.
refusal-do-not-disturb-too-long = „Nicht stören“ gilt höchstens einen Tag.
refusal-target-busy = Diese Person hat bereits drei Rückfragen.
refusal-nobody-available = Im Moment ist niemand verfügbar.
refusal-no-free-place = Sie haben keinen freien Platz für noch einen Chat.
refusal-already-taken = Jemand war schneller: Der Chat ist schon übernommen.
refusal-being-offered = Der Chat wird gerade jemandem angeboten.
refusal-other-agent-in-chat = An eine Warteschlange lässt sich nur weiterleiten, wenn kein weiterer Agent im Chat ist.
refusal-not-ended-yet = Beenden Sie den Chat zuerst.
refusal-disposition-missing = Wählen Sie zuerst ein Ergebnis.
refusal-no-such-disposition = Dieses Ergebnis gibt es nicht mehr. Bitte wählen Sie ein anderes.
refusal-sessions-open = { $count ->
    [one] Beenden Sie vor dem Abmelden noch { $count } Chat oder die Rückfrage darin: { $contacts }.
   *[other] Beenden Sie vor dem Abmelden noch { $count } Chats oder die Rückfragen darin: { $contacts }.
}
refusal-state-not-possible = Dieser Status ist jetzt nicht möglich.
refusal-text-empty = Die Nachricht ist leer.
refusal-text-too-long = Die Nachricht ist zu lang. Bitte kürzen Sie sie oder teilen Sie sie auf.
refusal-too-many-case-data = Zu viele Falldaten: höchstens { $limit }.
refusal-malformed = Das hat nicht geklappt. Bleibt es dabei, verständigen Sie bitte Ihre Administration.
refusal-command-id-reused = Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.
refusal-store-unavailable = Der Server kann gerade nichts speichern. Bitte versuchen Sie es gleich noch einmal.
refusal-unsupported = Das geht gerade nicht. Den Grund kann erst eine neuere Version von Konsil nennen.
refusal-offline = Das geht nur mit Verbindung zum Server.
