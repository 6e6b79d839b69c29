# Signs in the windows: the reply reminder, the settings page, do-not-disturb, muted chats, why it rang.

reminder-green = Wartet seit { $time } auf Ihre Antwort
reminder-yellow = Wartet seit { $time } auf Ihre Antwort: bald fällig
reminder-red = Wartet seit { $time } auf Ihre Antwort: überfällig
reminder-tip-green = Wartet auf Ihre Antwort
reminder-tip-yellow = Antwort bald fällig
reminder-tip-red = Antwort überfällig

silence = Stummschalten
silence-what = Stummschalten: kein Blinken, kein Ton und keine Benachrichtigung für diesen Chat
silenced-what = Stummschaltung aufheben
row-silenced = Stumm geschaltet

next-chat = Nächster Chat, der auf Sie wartet
next-chat-here = Immer, in jedem Fenster von Konsil
key-ctrl = Strg
key-alt = Alt
key-option = Wahltaste
key-shift = Umschalt
key-command = Cmd

## Do not disturb

dnd = Nicht stören
dnd-for = { $minutes ->
    [30] 30 min
    [60] 1 h
   *[other] 2 h
}
dnd-for-full = { $minutes ->
    [30] Nicht stören: 30 min
    [60] Nicht stören: 1 h
   *[other] Nicht stören: 2 h
}
dnd-until = bis …
dnd-until-full = Nicht stören bis zu einer Uhrzeit
dnd-what = Kein Blinken, kein Ton, keine Benachrichtigung. Ihr Team kann Sie nicht direkt einladen. Neue Chats bekommen Sie weiter, solange Sie bereit sind.
dnd-clock = Uhrzeit
dnd-today = heute
dnd-tomorrow = morgen
dnd-no-time = zum Beispiel 14:30
dnd-set = Einschalten
dnd-on = Nicht stören bis { $at }
dnd-on-tomorrow = Nicht stören bis morgen, { $at }
dnd-short = bis { $at }
dnd-short-tomorrow = bis morgen, { $at }
dnd-system = „Nicht stören“ des Systems ist an
dnd-system-what = Kein Blinken, kein Ton, keine Benachrichtigung, weil „Nicht stören“ des Systems an ist. Das können Sie in den Einstellungen ändern.
dnd-end-full = „Nicht stören“ ausschalten
dnd-off-here = „Nicht stören“ ist aus. Sie schalten es im Menü bei Ihrem Namen ein, oben links.

## Settings page

settings-title = Einstellungen
settings-profile = Profil: { $profile }
sheet-close = Schließen
section-general = Allgemein
section-flash = Blinken und Anzahl
section-notify = Benachrichtigungen
section-sound = Töne
section-quiet = Nicht stören
section-keyboard = Tastatur
setting-language = Sprache
setting-theme = Darstellung
theme-system = Wie System
theme-light = Hell
theme-dark = Dunkel
setting-zoom = Größe der Anzeige
zoom-out = Kleiner
zoom-in = Größer
zoom-reset = Auf 100 % zurücksetzen
setting-own-windows = Jeden Chat in eigenem Fenster öffnen
setting-targets-flat = Team Communicator ohne Überschriften
setting-flash = Fenster blinken lassen, wenn ein Chat auf Sie wartet
setting-flash-more = Bis Sie antworten oder das Fenster ansehen. Jedes Fenster blinkt für sich.
setting-flash-consultations = Auch bei ungelesenen Rückfragen
setting-notify-invitations = Bei Einladungen
setting-notify-messages = Bei neuen Nachrichten und Rückfragen
setting-notify-text = Nachricht im Wortlaut zeigen
setting-notify-text-more = Sonst steht nur da, von wem sie kommt.
setting-sound-invitation = Einladung
setting-sound-message = Nachricht
setting-sound-consultation = Rückfrage
setting-sound-idle = Auch im angezeigten Chat
setting-sound-idle-more = Wenn Sie diesen Computer eine Minute lang nicht benutzt haben.
setting-sound-output = Ausgabe
setting-invitation-output = Ausgabe für Einladungen
output-system = Wie im System
output-others = Wie die anderen Töne
output-missing = { $device } (nicht angeschlossen)
output-missing-what = Nicht angeschlossen: Der Ton kommt aus dem Gerät, das im System eingestellt ist.
setting-volume = Lautstärke
percent = { $percent } %
setting-respect-system = „Nicht stören“ des Systems übernehmen
setting-respect-system-more = Gilt wie Ihr eigenes „Nicht stören“. Ihr Team kann Sie aber weiter direkt einladen.
setting-shortcut = Tastenkürzel in allen Programmen
setting-shortcut-more = Holt Konsil mit dem nächsten wartenden Chat nach vorn.
shortcut-off = Aus
shortcut-state-set = Eingerichtet.
shortcut-state-taken = Vergeben: Ein anderes Programm benutzt diese Tasten. Bitte wählen Sie andere.
shortcut-state-unavailable = Unter Wayland nicht möglich. In den Fenstern von Konsil gilt das Tastenkürzel oben.
badge = Zahl am Programmsymbol
badge-more = So viele Chats warten auf Sie.
system-quiet = „Nicht stören“ dieses Systems
system-quiet-on = an
system-quiet-off = aus
system-quiet-unreadable = nicht lesbar
means-flash-notification = Dieses System lässt Fenster nicht blinken. Stattdessen bleibt eine Benachrichtigung stehen.
means-flash-dock = Auf diesem System hüpft das Programmsymbol im Dock, bis Sie Konsil ansehen.
means-badge-launcher = Ob die Zahl erscheint, hängt von Ihrer Arbeitsumgebung ab.
means-tray-none = Ihre Arbeitsumgebung hat keinen Platz für ein Symbol neben der Uhr.
means-notifications-none = Auf diesem Computer zeigt kein Programm Benachrichtigungen an.
means-notifications-plain = Benachrichtigungen haben auf diesem Computer keine Schaltflächen. Wählen Sie die Benachrichtigung selbst, um den Chat zu öffnen.
means-sound-none = Auf diesem Computer wurde kein Gerät zur Tonausgabe gefunden.
means-idle-none = Ihre Arbeitsumgebung sagt Programmen nicht, wann der Computer zuletzt benutzt wurde.
means-quiet-unreadable = Ob „Nicht stören“ des Systems an ist, lässt sich hier nicht feststellen.
try-it = Ausprobieren
try-it-of = Ausprobieren: { $sign }
section-flash-sign = Blinken
section-notify-sign = Benachrichtigung
try-flash-what = Blinken ansehen
try-flash-now = Wechseln Sie jetzt in ein anderes Fenster: Das Blinken beginnt in 3 Sekunden und dauert 5.
try-notification-what = Benachrichtigung ansehen

## Why did it ring

why-title = Warum hat es geklingelt?
why-lead = Die letzten 50 Anlässe, der neueste zuerst: was Konsil tat oder warum es still blieb. Nachrichten stehen hier nicht.
why-time = Zeit
why-chat = Chat
why-cause = Anlass
why-effect = Wirkung
why-no-chat = kein Chat
why-copy = Kopieren
why-copied = Kopiert
why-back = Zurück zu den Einstellungen
why-empty-title = Noch hat nichts geklingelt
why-empty = Sobald Konsil blinkt, einen Ton gibt, eine Benachrichtigung zeigt oder mit Grund darauf verzichtet, steht es hier.
