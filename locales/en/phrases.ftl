# What the desk says; its ids and arguments stand in crates/desk/src/boundary/phrases.rs.
# $me says which of the people named is the reader: agent, by, to, target or none. $at is a time of day, ready-made.

## Titles of windows

window-title-main = Konsil – { $name }
window-title-start = Konsil
window-title-chat = { $contact } – Konsil

## Second line of a chat's header

chat-since = { $queue } · since { $at }
chat-of-colleague = { $queue } · chat of { $owner }
chat-contact-left-at = { $queue } · left at { $at }
chat-ended-at = { $queue } · until { $at }

## Why a chat is read-only

former-ended = This chat has ended for you.
former-removed = { $by } removed you from the conference. You can read everything up to that point.
former-transferred = The chat was transferred to { $to }.
former-vanished = Your connection was lost for too long. You are no longer in this chat.
former-gone = You are no longer in this chat.
former-unsupported = Only a newer version of Konsil can show your role in this chat. Please update Konsil.

## Second line of a row

preview-mine = You: { $text }
preview-contact = { $text }
preview-colleague = { $name }: { $text }
preview-not-sent = Not sent: { $text }
preview-uncertain = Possibly not sent: { $text }
preview-nothing-said = No messages yet
preview-ended = Ended, not marked done
preview-removed = Removed from conference, not marked done
preview-contact-left = left the chat
preview-consultation = Chat: { $contact } · { $queue }
preview-consultation-ended = Chat: { $contact } · ended

## Lines in a thread

chat-opened = Chat started
back-in-queue = The chat is waiting in the queue again
back-in-queue-by = { $me ->
    [by] You transferred the chat to the queue
   *[none] { $by } transferred the chat to the queue
}
agent-joined = { $me ->
    [agent] You are now in the chat
   *[none] { $agent } is now in the chat
}
agent-left = { $me ->
    [agent] You are no longer in the chat
   *[none] { $agent } is no longer in the chat
}
agent-joined-routed = { $me ->
    [agent] You accepted the chat
   *[none] { $agent } accepted the chat
}
agent-joined-conference = { $me ->
    [agent] You joined the conference, invited by { $by }
    [by] { $agent } joined the conference, invited by you
   *[none] { $agent } joined the conference, invited by { $by }
}
agent-joined-transfer = { $me ->
    [agent] You took over the chat from { $by }
    [by] { $agent } took over the chat from you
   *[none] { $agent } took over the chat from { $by }
}
agent-left-ended = { $me ->
    [agent] You left the chat
   *[none] { $agent } left the chat
}
agent-left-removed = { $me ->
    [agent] { $by } removed you from the conference
    [by] You removed { $agent } from the conference
   *[none] { $by } removed { $agent } from the conference
}
agent-left-transferred = { $me ->
    [agent] You transferred the chat to { $to }
    [to] { $agent } transferred the chat to you
   *[none] { $agent } transferred the chat to { $to }
}
agent-left-vanished = { $me ->
    [agent] Your connection was lost for too long
   *[none] { $agent } is no longer connected
}
owner-changed = { $me ->
    [agent] You now own this chat
   *[none] { $agent } now owns this chat
}
contact-interrupted = { $contact } is not connected right now
contact-returned = { $contact } is connected again
contact-left-ended = { $contact } left the chat
contact-left-timed-out = { $contact } was disconnected too long and is no longer in the chat
chat-ended = Chat ended
consultation-asked = { $me ->
    [by] You asked to consult { $target }
    [target] { $by } asked to consult you
   *[none] { $by } asked to consult { $target }
}
consultation-started = { $me ->
    [agent] You accepted the consultation
   *[none] { $agent } accepted the consultation
}
consultation-accepted = { $target } accepted the consultation request
consultation-declined = { $target } declined the consultation request
consultation-expired = { $target } didn’t answer the consultation request
consultation-withdrawn = The consultation request to { $target } was withdrawn
consultation-ended-by-agent = { $me ->
    [by] You ended the consultation
   *[none] { $by } ended the consultation
}
request-over = Your invitation to { $target } is no longer open
consultation-over = The consultation has ended
consultation-ended-session-ended = The consultation ended with the chat
consultation-ended-became-conference = The consultation became a conference
consultation-ended-transferred = The consultation ended because the chat was transferred
unsupported-line = Only a newer version of Konsil can show this line

## Above the chat

conference-declined = { $target } declined the invitation to the conference
conference-expired = { $target } didn’t answer the invitation to the conference
conference-withdrawn = The conference invitation to { $target } was withdrawn
transfer-declined = { $target } declined the transfer: the chat stays with you
transfer-expired = { $target } didn’t answer the transfer: the chat stays with you
transfer-withdrawn = The transfer to { $target } was withdrawn
anyone-not-available = { $target }: nobody is available right now
transfer-anyone-not-available = { $target }: nobody is available right now. The chat stays with you
skill-not-available = { $target }, from level { $level }: nobody is available right now
transfer-skill-not-available = { $target }, from level { $level }: nobody is available right now. The chat stays with you
you-are-owner-now = You now own this chat

## Why a text was not sent

not-sent-too-old = The message is older than three days.
not-sent-chat-gone = You are no longer in this chat.
not-sent-not-stored = The message could not be saved on this computer.
not-sent-became-conference = The consultation became a conference.
not-sent-consultation-over = The consultation has ended.
not-sent-question = This was the question for a consultation.
not-sent-handover-note = This was the note for the transfer.
not-sent-note = This was the note about the chat.
not-sent-newer = A newer version of Konsil saved it. This version cannot send it.
not-sent-damaged = What was saved on this computer is damaged.
# Stands in place of a name above messages whose chat can no longer be read.
unreadable-chat = Unreadable

## Told once

told-not-ready-no-answer = An invitation expired. You are now Not ready and won’t get new chats.
told-not-saved = Konsil could not save anything on this computer. Check the free disk space.
told-not-read = What is saved on this computer cannot be read. Please tell your administrator.
told-taken-over = { $agent } took over the chat: { $contact }
told-in-queue = The chat is now waiting in “{ $queue }”: { $contact }

## The bar for a lost connection

offline-unreachable = No connection to the server.
offline-name-unknown = No connection: the server’s name can’t be found. Check the network.
offline-not-encrypted = No connection: the server’s answer is not encrypted. Please tell your administrator.
offline-only-encrypted = No connection: the server does not answer without encryption.
offline-certificate-untrusted = No connection: the certificate is not trusted. Please tell your administrator.
offline-certificate-out-of-date = No connection: the certificate is not valid now. Please tell your administrator.
offline-certificate-other-name = No connection: the certificate is another server’s. Please tell your administrator.
offline-portal = No connection to the server. First sign in to your network in the browser.
offline-other-server = No connection: no Konsil server answers there. Please tell your administrator.
offline-proxy-away = No connection: the proxy can’t be reached. Check the proxy settings of this computer.
offline-proxy-sign-in = No connection: the proxy asks for a sign-in. Please tell your administrator.
offline-proxy-refuses = No connection: a proxy does not allow it. Please tell your administrator.
offline-busy = A lot of people are signing in right now. You’ll be connected in a moment.
offline-version = No connection: the versions are different. Please update Konsil.
offline-server-fault = No connection: the server reports a fault. Konsil will keep trying.

## Sign-in

sign-in-wrong-login-or-password = Login name or password is incorrect.
sign-in-disabled = This account is disabled. Please ask your administrator.
sign-in-session-ended = Your sign-in has expired. Please sign in again.
sign-in-too-many-attempts = { $seconds ->
    [one] Too many attempts. Please wait { $seconds } second.
   *[other] Too many attempts. Please wait { $seconds } seconds.
}
sign-in-insecure-address = This address is not encrypted. Use one that begins with “https://”.
sign-in-address-not-understood = This is not a valid address. Example: “https://konsil.example.com”.
sign-in-unreachable = No Konsil server can be reached at this address. Check the address and your network.
sign-in-name-unknown = This server name can’t be found. Check the address and whether this computer is connected to the network.
sign-in-not-encrypted = The server’s answer at this address is not encrypted. Check the port or ask your administrator.
sign-in-only-encrypted = The server does not answer here without encryption. Begin the address with “https://”.
sign-in-certificate-untrusted = This server’s certificate is not trusted. Check the address or ask your administrator.
sign-in-certificate-out-of-date = This server’s certificate has expired or is not valid yet. Check the date and time of this computer or ask your administrator.
sign-in-certificate-other-name = This server’s certificate is for another name. Check the address or ask your administrator.
sign-in-portal = Another page answers instead of the server, perhaps the sign-in of your network. Open your browser and sign in there. Otherwise check the address.
sign-in-other-server = Something other than a Konsil server answers at this address. Check the address.
sign-in-proxy-away = The proxy of this computer can’t be reached. Check the proxy settings of the system.
sign-in-proxy-sign-in = The proxy asks for a sign-in. Ask your administrator for the proxy’s login and password.
sign-in-proxy-refuses = A proxy does not allow the connection to this server. Ask your administrator.
sign-in-version = Konsil and this server are on different versions. Please update Konsil or ask your administrator.
sign-in-server-fault = The server reports a fault. Try again in a few minutes.
sign-in-profile-in-use = This profile is already open in another window. Please continue there.
sign-in-store-fault = Konsil could not save anything on this computer. Check the free disk space.

## Practice mode

practice-failed-port = Practice mode could not start: port { $port } and the ones after it are in use.
practice-failed-store = Practice mode could not start: its data cannot be read.
practice-failed = Practice mode could not start.
told-contact-comes = The next contact will write in a moment.
told-contact-when-ready = The next contact will come once you are Ready.
told-contact-when-room = The next contact will come once you have a free place. Finish a chat first.

## Presence in the Team Communicator

presence-ready = { $chats ->
    [0] Ready
    [one] Ready · { $chats } chat
   *[other] Ready · { $chats } chats
}
presence-after-work = { $chats ->
    [0] Wrap-up
    [one] Wrap-up · { $chats } chat
   *[other] Wrap-up · { $chats } chats
}
presence-signed-in = { $chats ->
    [0] Not ready: just signed in
    [one] Not ready: just signed in · { $chats } chat
   *[other] Not ready: just signed in · { $chats } chats
}
presence-break = { $chats ->
    [0] Not ready: break
    [one] Not ready: break · { $chats } chat
   *[other] Not ready: break · { $chats } chats
}
presence-meeting = { $chats ->
    [0] Not ready: meeting
    [one] Not ready: meeting · { $chats } chat
   *[other] Not ready: meeting · { $chats } chats
}
presence-training = { $chats ->
    [0] Not ready: training
    [one] Not ready: training · { $chats } chat
   *[other] Not ready: training · { $chats } chats
}
presence-other-work = { $chats ->
    [0] Not ready: other work
    [one] Not ready: other work · { $chats } chat
   *[other] Not ready: other work · { $chats } chats
}
presence-reason = { $chats ->
    [0] Not ready: { $reason }
    [one] Not ready: { $reason } · { $chats } chat
   *[other] Not ready: { $reason } · { $chats } chats
}
presence-no-answer = { $chats ->
    [0] Not ready: no answer
    [one] Not ready: no answer · { $chats } chat
   *[other] Not ready: no answer · { $chats } chats
}
presence-not-ready = { $chats ->
    [0] Not ready
    [one] Not ready · { $chats } chat
   *[other] Not ready · { $chats } chats
}
presence-unsupported = { $chats ->
    [0] Status unknown
    [one] Status unknown · { $chats } chat
   *[other] Status unknown · { $chats } chats
}
presence-logged-out = Signed out
presence-disconnected = { $chats ->
    [0] Not connected
    [one] Not connected · { $chats } chat
   *[other] Not connected · { $chats } chats
}
presence-several = { $available } of { $members } available

## Who takes part beside the contact and the agents

party-expert = Expert, via { $sponsor }
party-supervisor = Supervisor
party-unsupported = Takes part in an unknown way

## Why somebody cannot be asked

not-askable-yourself = That is you
not-askable-already-member = Already in the chat
not-askable-already-invited = Already invited
not-askable-already-consulting = Already in a consultation with you
not-askable-busy = Already has three consultations
not-askable-logged-out = Signed out
not-askable-disconnected = Not connected
not-askable-nobody-available = Nobody available
not-askable-other-agent-in-chat = Not while another agent is in the chat
not-askable-now = Not possible now
not-askable-gone = No longer there

## Refusals

refusal-no-such-case = There is no such chat, or you have no part in it.
refusal-no-such-invitation = This invitation no longer exists.
refusal-no-such-consultation = This consultation no longer exists.
refusal-no-such-target = This target no longer exists. Please choose another.
refusal-not-permitted = That isn’t possible in this chat right now.
refusal-already-ended = This chat has already ended for you.
refusal-removed-from-conference = { $by } removed you from the conference.
refusal-contact-left = The contact has left the chat.
refusal-chat-ended = This chat has ended.
refusal-invitation-accepted = This invitation has already been accepted.
refusal-invitation-declined = This invitation has already been declined.
refusal-invitation-expired = This invitation has expired.
refusal-invitation-withdrawn = This invitation was withdrawn.
refusal-already-invited = This target is already invited.
refusal-request-pending = Your last invitation is still open. Wait for the answer or withdraw it.
refusal-already-member = This person is already in the chat.
refusal-already-consulting = You are already in a consultation with this person.
refusal-target-is-yourself = You cannot choose yourself as the target.
refusal-target-logged-out = This person is signed out.
refusal-target-do-not-disturb = This person does not want to be disturbed right now.
refusal-do-not-disturb-too-long = “Do not disturb” lasts one day at most.
refusal-target-busy = This person already has three consultations.
refusal-nobody-available = Nobody is available right now.
refusal-no-free-place = You have no free place for one more chat.
refusal-already-taken = Somebody was faster: the chat has been taken.
refusal-being-offered = The chat is being offered to somebody just now.
refusal-other-agent-in-chat = A chat can be transferred to a queue only while no other agent is in it.
refusal-not-ended-yet = End the chat first.
refusal-disposition-missing = Choose a disposition first.
refusal-no-such-disposition = This disposition no longer exists. Please choose another.
refusal-sessions-open = { $count ->
    [one] End { $count } more chat, or the consultation in it, before signing out: { $contacts }.
   *[other] End { $count } more chats, or the consultations in them, before signing out: { $contacts }.
}
refusal-state-not-possible = This status isn’t possible right now.
refusal-text-empty = The message is empty.
refusal-text-too-long = The message is too long. Please shorten it or split it up.
refusal-too-many-case-data = Too many case data: at most { $limit }.
refusal-malformed = That didn’t work. If it keeps happening, please tell your administrator.
refusal-command-id-reused = That didn’t work. Please try again.
refusal-store-unavailable = The server cannot store anything at the moment. Please try again shortly.
refusal-unsupported = That isn’t possible right now. Only a newer version of Konsil can say why.
refusal-offline = That needs a connection to the server.
