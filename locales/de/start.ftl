# Before the workspace: first start, sign-in, waiting.

start-title = Willkommen bei Konsil
start-lead = Konsil ist Ihr Arbeitsplatz für Chats mit Kontakten. Wenn Sie einmal nicht weiterwissen, holen Sie jemanden aus dem Team dazu: erst vertraulich, dann in den Chat.
start-try = Hier ausprobieren
start-try-text = Übungsbetrieb auf diesem Computer, mit simulierten Kontakten und Agenten. Ohne Konto, ohne Server.
start-connect = Mit einem Server verbinden
start-connect-text = Melden Sie sich am Konsil-Server Ihres Unternehmens an.

language-de = Deutsch
language-en = English

sign-in-title = Anmelden
sign-in-server = Adresse des Servers
sign-in-login = Anmeldename
sign-in-password = Kennwort
sign-in-submit = Anmelden
sign-in-busy = Anmeldung läuft …
sign-in-kept = { $kept ->
    [one] { $kept } nicht gesendete Nachricht bleibt auf diesem Computer erhalten.
   *[other] { $kept } nicht gesendete Nachrichten bleiben auf diesem Computer erhalten.
}
sign-in-back = Zurück

starting-practice = Der Übungsbetrieb startet …
starting-session = Sie werden angemeldet …
failed-title = Das hat nicht geklappt
failed-again = Noch einmal versuchen
failed-back = Zurück zum Anfang
