# What the system shows: badge, notifications, tray, titles; and why it rang.

badge-words = { $count ->
    [one] { $count } chat is waiting for you
   *[other] { $count } chats are waiting for you
}
notification-accept = Accept
notification-decline = Decline
notification-open = Open
notification-reply = Reply
tray-show = Open Konsil
tray-ready = Ready
tray-not-ready = Not ready
tray-end-do-not-disturb = Turn off “Do not disturb”
tray-quit = Quit Konsil
tray-tooltip-signed-out = Konsil · not signed in
# "Jana Becker · Ready · Do not disturb · 2 chats are waiting for you"
tray-tooltip = { $name } · { $state ->
    [ready] Ready
    [after-work] Wrap-up
    [offline] not connected
   *[not-ready] Not ready
}{ $quiet ->
    [yes] { " " }· Do not disturb
   *[no] { "" }
}{ $count ->
    [0] { "" }
    [one] { " " }· { $count } chat is waiting for you
   *[other] { " " }· { $count } chats are waiting for you
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
quit-unsaved = { $count ->
    [one] One text is not saved on this computer
   *[other] { $count } texts are not saved on this computer
}
quit-contacts-wait = { $count ->
    [one] The chat does not end; the contact will be waiting for you. If you aren’t back soon, somebody else may take over.
   *[other] The chats do not end; the contacts will be waiting for you. If you aren’t back soon, somebody else may take over.
}
quit-consultations-stay = { $count ->
    [one] The consultation stays open.
   *[other] The consultations stay open.
}
quit-texts-later = What has not been sent yet will be sent at the next start.
quit-drafts-stay = Drafts are kept.
quit-unsaved-lost = Whatever is not saved will be lost. Copy it first.

# Do not disturb
told-do-not-disturb-past = The chosen time has already passed.
not-askable-do-not-disturb = Does not want to be disturbed
presence-do-not-disturb = { $chats ->
    [0] Do not disturb
    [one] Do not disturb · { $chats } chat
   *[other] Do not disturb · { $chats } chats
}

# Titles of windows: icon and time of the reply that is pending, before the usual title
window-title-main-waiting = { $icon } { $time } { $contact } · { window-title-main }
window-title-chat-waiting = { $icon } { $time } · { window-title-chat }

# Next chat that needs me
next-nothing = No chat is waiting for you.
next-nothing-else = No other chat is waiting for you.

# What a notification says
notification-contact = { $contact }
notification-colleague = { $name } · Chat: { $contact }
notification-consultation = { $name } · Consultation: { $contact }
notification-invitation = { $kind ->
    [consultation] Consultation request from { $by }
    [conference] Conference invitation from { $by }
    [transfer] Transfer from { $by }
    [unsupported] Invitation only a newer version can show
   *[chat] New chat: { $contact }
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
notification-waits = Waiting for your reply
notification-not-ready = You are Not ready
notification-not-ready-text = An invitation expired. Set yourself to Ready to get chats again.
notification-trial = This is what a notification looks like
notification-trial-text = It goes away by itself after ten seconds.

# Why it rang: causes
why-contact-wrote = The contact wrote
why-colleague-wrote = { $name } wrote in the chat
why-consultation-words = { $name } wrote in the consultation
why-invited = { $kind ->
    [consultation] Consultation request
    [conference] Conference invitation
    [transfer] Invitation to take over the chat
    [unsupported] Invitation only a newer version can show
   *[chat] Invitation to a chat
}
why-pending = A reply is pending
why-answering = Your reply is on its way
why-answer-came-back = Your reply could not be sent
why-answered = The contact was answered
why-contact-left = The contact left the chat
why-session-ended = The chat has ended for you
why-answering-invitation = You answered the invitation
why-invitation-open-again = The invitation is still open
why-invitation-over = The invitation is no longer open
why-still-invited = The invitation is still open
why-quiet-began = “Do not disturb” is on, until { $at }
why-quiet-began-system = System “Do not disturb” is on
why-quiet-ended = “Do not disturb” is off
why-quiet-ended-system = System “Do not disturb” is off
why-silenced = You muted the chat
why-not-silenced = The chat is no longer muted
why-moved = The chat is now in another window
why-window-left = The window is no longer active
why-window-activated = The window became active
why-read = You have read it
why-setting-changed = A setting was changed
why-chat-changed = Something in the chat changed
why-made-not-ready = An invitation expired: you are Not ready
why-state-changed = Your status has changed
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
sign-sound-later = Sound follows if still open
sign-badge = { $count ->
    [0] No badge on the icon
   *[other] Badge on the icon: { $count }
}
no-sign-quiet = No alert: “Do not disturb” until { $at }
no-sign-quiet-system = No alert: system “Do not disturb”
no-sign-silenced = No alert: the chat is muted
no-flash-off = No flashing: turned off
no-notification-off = No notification: turned off
no-notification-nobody = No notification: no program on this computer shows them
no-sound-off = No sound: turned off
no-sound-volume = No sound: the volume is zero
no-sound-recent = No sound: the last one was less than 5 s ago
no-sound-device = No sound: no audio output found

# A reply written in a notification
told-reply-to-whom = Not sent: another message came in. Your reply is in the text field as a draft.

# Trying a sign out
told-volume-zero = The volume is zero.
told-no-sound-device = No audio output found on this computer.
told-sound-elsewhere = { $device } is not connected. Sounds now come from the device that is set in the system.
told-no-notifications = No program on this computer shows notifications.
