# What the system shows: badge, notifications, tray, titles; and why it rang.

badge-words = { $count ->
    [one] { $count } chat needs you
   *[other] { $count } chats need you
}
notification-accept = Accept
notification-decline = Decline
notification-open = Open
notification-reply = Reply
tray-show = Open Konsil
tray-ready = Ready
tray-not-ready = Not ready
tray-end-do-not-disturb = End “Do not disturb”
tray-quit = Quit Konsil
tray-tooltip-signed-out = Konsil · not signed in
# "Jana Becker · Ready · Do not disturb · 2 chats need you"
tray-tooltip = { $name } · { $state ->
    [ready] Ready
    [after-work] After work
    [offline] not connected
   *[not-ready] Not ready
}{ $quiet ->
    [yes] { " " }· Do not disturb
   *[no] { "" }
}{ $count ->
    [0] { "" }
    [one] { " " }· { $count } chat needs you
   *[other] { " " }· { $count } chats need you
}
# Chats in the menu of the tray
tray-chat-waits = { $contact } · { $minutes ->
    [0] less than 1 min
   *[other] { $minutes } min
}
tray-chat-consultation = { $contact } · Consultation
tray-chat-invitation = { $contact } · Invitation

# Quitting although something is open: what is, and what becomes of it
quit-chats = { $count ->
    [one] One chat is still open: { $contacts }
   *[other] { $count } chats are still open: { $contacts }
}
quit-consultations = { $count ->
    [one] One consultation is still going on: { $names }
   *[other] { $count } consultations are still going on: { $names }
}
quit-texts = { $count ->
    [one] One message has not been sent yet
   *[other] { $count } messages have not been sent yet
}
quit-contacts-wait = { $count ->
    [one] The chat does not end, the contact then waits for you. If you are not back soon, somebody else may take over.
   *[other] The chats do not end, the contacts then wait for you. If you are not back soon, somebody else may take over.
}
quit-consultations-stay = { $count ->
    [one] The consultation stays open.
   *[other] The consultations stay open.
}
quit-texts-later = What has not been sent yet is sent at the next start.
quit-drafts-stay = Drafts are kept.

# Do not disturb
told-do-not-disturb-past = The chosen time has already passed.
not-askable-do-not-disturb = Does not want to be disturbed
presence-do-not-disturb = { $chats ->
    [0] Do not disturb
    [one] Do not disturb · { $chats } chat
   *[other] Do not disturb · { $chats } chats
}

# Titles of windows: icon and time of the reply that is pending, before the usual title
window-title-main-waiting = { $icon } { $time } · { window-title-main }
window-title-chat-waiting = { $icon } { $time } · { window-title-chat }

# Next chat that needs me
next-nothing = No chat needs you.
next-nothing-else = No other chat needs you.

# What a notification says
notification-contact = { $contact }
notification-colleague = { $name } · chat with { $contact }
notification-consultation = { $name } · consultation about { $contact }
notification-invitation = { $kind ->
    [consultation] Consultation asked for by { $by }
    [conference] Invitation to the conference by { $by }
    [transfer] Transfer by { $by }
    [unsupported] Request that only a newer version knows
   *[chat] New chat with { $contact }
}
notification-invitation-about = { $contact } · { $queue }
notification-invitation-text = { $contact } · { $queue }: { $text }
# Of a routed chat, whose contact stands in the title
notification-chat-about = { $queue }
notification-chat-text = { $queue }: { $text }
notification-messages = { $count ->
    [one] New message
   *[other] { $count } new messages
}
notification-text = { $text }
notification-waits = Waits for your reply
notification-not-ready = You are not ready
notification-not-ready-text = You let an invitation run out. While you are not ready, you get no chats.
notification-trial = This is what a notification looks like
notification-trial-text = It goes away by itself after ten seconds.

# Why it rang: causes
why-contact-wrote = The contact wrote
why-colleague-wrote = { $name } wrote in the chat
why-consultation-words = { $name } wrote in the consultation
why-invited = { $kind ->
    [consultation] Invitation to consult
    [conference] Invitation to the conference
    [transfer] Invitation to take the chat over
    [unsupported] Invitation that only a newer version knows
   *[chat] Invitation to a chat
}
why-pending = A reply is pending
why-answering = Your reply is on its way
why-answer-came-back = Your reply came back
why-answered = The contact was answered
why-contact-left = The contact left the chat
why-session-ended = Your session in this chat is over
why-answering-invitation = You answered the invitation
why-invitation-open-again = The invitation is still open
why-invitation-over = The invitation is no longer open
why-still-invited = The invitation is still waiting
why-quiet-began = “Do not disturb” is on, until { $at }
why-quiet-began-system = The system wants quiet
why-quiet-ended = “Do not disturb” is over
why-quiet-ended-system = The system’s quiet no longer applies
why-silenced = You muted the chat
why-not-silenced = The chat is no longer muted
why-moved = The chat stands in another window
why-window-left = The window is no longer active
why-window-activated = The window became active
why-read = You have read it
why-setting-changed = A setting was changed
why-chat-changed = Something in the chat changed
why-made-not-ready = An invitation ran out, you are not ready
why-state-changed = Your state has changed
why-trial = Tried out

# Why it rang: what was done, or why nothing was
sign-flash = { $window ->
    [dock] The icon in the dock bounces
    [main] Main window flashes
   *[own] The chat’s window flashes
}
sign-flash-ended = { $window ->
    [dock] The icon in the dock no longer bounces
    [main] Main window no longer flashes
   *[own] The chat’s window no longer flashes
}
sign-flash-goes-on = { $window ->
    [dock] The icon in the dock goes on bouncing, for another chat
    [main] Main window goes on flashing, for another chat
   *[own] The chat’s window goes on flashing
}
sign-notification = Notification
sign-notification-replaced = Notification renewed
sign-notification-withdrawn = Notification withdrawn
sign-sound = { $sound ->
    [invitation] Sound for invitations
    [consultation] Sound for consultations
   *[message] Sound for messages
}
sign-sound-later = Sound later, if still open: there was one less than 5 s before
sign-badge = { $count ->
    [0] No number on the icon
   *[other] Number on the icon: { $count }
}
no-sign-quiet = No sign: “Do not disturb” until { $at }
no-sign-quiet-system = No sign: the system wants quiet
no-sign-silenced = No sign: the chat is muted
no-flash-off = No flashing: switched off
no-notification-off = No notification: switched off
no-notification-nobody = No notification: nothing on this computer shows them
no-sound-off = No sound: switched off
no-sound-volume = No sound: the volume is zero
no-sound-recent = No sound: there was one less than 5 s before
no-sound-device = No sound: nothing to play it on

# A reply written in a notification
told-reply-to-whom = Something else came meanwhile. Your reply stands here as a draft; it was not sent.

# Trying a sign out
told-volume-zero = The volume is zero.
told-no-sound-device = There is nothing here to play the sound on.
told-no-notifications = Nothing on this computer shows notifications.
