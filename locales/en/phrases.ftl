# What the desk says; its ids and arguments stand in crates/desk/src/boundary/phrases.rs.
# $me says which of the people named is the reader: agent, by or none. $at is a time of day, ready-made.

## Titles of windows

window-title-main = Konsil – { $name }
window-title-start = Konsil
window-title-chat = { $contact } – Konsil

## Second line of a chat's header

chat-since = { $queue } · since { $at }
chat-of-colleague = { $queue } · chat of { $owner }
chat-contact-left-at = { $queue } · contact left at { $at }
chat-ended-at = { $queue } · ended at { $at }

## Why a chat is read-only

former-ended = You have ended this chat.
former-removed = { $by } deleted you from the conference. You see the chat up to that moment.
former-transferred = The chat was transferred to { $to }.
former-vanished = Your connection was lost for too long. You are no longer in this chat.
former-gone = You are no longer in this chat.
former-unsupported = Only a newer version of this program knows what you are in this chat.

## Second line of a row

preview-mine = You: { $text }
preview-contact = { $text }
preview-colleague = { $name }: { $text }
preview-not-sent = Not sent: { $text }
preview-uncertain = Not certain whether sent: { $text }
preview-nothing-said = No message yet
preview-ended = Ended, not yet done
preview-removed = Deleted from conference, not yet done
preview-contact-left = Contact has left the chat
preview-consultation = about: { $contact } · { $queue }
preview-consultation-ended = about: { $contact } · ended

## Lines in a thread

chat-opened = Chat opened
back-in-queue = The chat is waiting in the queue again.
back-in-queue-by = { $me ->
    [by] You transferred the chat to the queue.
   *[none] { $by } transferred the chat to the queue.
}
agent-joined = { $me ->
    [agent] You are in the chat now.
   *[none] { $agent } is in the chat now.
}
agent-left = { $me ->
    [agent] You are no longer in the chat.
   *[none] { $agent } is no longer in the chat.
}
agent-joined-routed = { $me ->
    [agent] You accepted the chat.
   *[none] { $agent } accepted the chat.
}
agent-joined-conference = { $me ->
    [agent] You joined the conference, invited by { $by }.
    [by] { $agent } joined the conference, invited by you.
   *[none] { $agent } joined the conference, invited by { $by }.
}
agent-joined-transfer = { $me ->
    [agent] You took over the chat from { $by }.
    [by] { $agent } took over the chat from you.
   *[none] { $agent } took over the chat from { $by }.
}
agent-left-ended = { $me ->
    [agent] You ended your session.
   *[none] { $agent } left the chat.
}
agent-left-removed = { $me ->
    [agent] { $by } deleted you from the conference.
    [by] You deleted { $agent } from the conference.
   *[none] { $by } deleted { $agent } from the conference.
}
agent-left-transferred = { $me ->
    [agent] You transferred the chat to { $to }.
   *[none] { $agent } transferred the chat to { $to }.
}
agent-left-vanished = { $me ->
    [agent] Your connection was lost for too long.
   *[none] { $agent } is no longer connected.
}
owner-changed = { $me ->
    [agent] You are the owner of this chat now.
   *[none] { $agent } is the owner of this chat now.
}
contact-interrupted = Connection to { $contact } interrupted
contact-returned = { $contact } is connected again
contact-left-ended = { $contact } left the chat
contact-left-timed-out = { $contact } was without connection for too long and counts as gone
chat-ended = Chat ended
consultation-asked = { $me ->
    [by] You asked { $target } for a consultation.
   *[none] { $by } asked { $target } for a consultation.
}
consultation-started = { $me ->
    [agent] You accepted the consultation.
   *[none] { $agent } accepted the consultation.
}
consultation-accepted = { $target } accepted the invitation to consult.
consultation-declined = { $target } declined the invitation to consult.
consultation-expired = { $target } did not answer the invitation to consult.
consultation-withdrawn = You withdrew the invitation to consult from { $target }.
consultation-ended-by-agent = { $me ->
    [by] You ended the consultation.
   *[none] { $by } ended the consultation.
}
request-over = Your request to { $target } is no longer open.
consultation-over = The consultation has ended.
consultation-ended-session-ended = The consultation ended with the chat.
consultation-ended-became-conference = The consultation became a conference.
consultation-ended-transferred = The consultation ended because the chat was transferred.
unsupported-line = This line comes from a newer version and cannot be shown here.

## Above the chat

conference-declined = { $target } declined the invitation to the conference.
conference-expired = { $target } did not answer the invitation to the conference.
conference-withdrawn = You withdrew the invitation to the conference from { $target }.
transfer-declined = { $target } declined the transfer. The chat stays with you.
transfer-expired = { $target } did not answer the transfer. The chat stays with you.
transfer-withdrawn = You withdrew the transfer to { $target }.
you-are-owner-now = You are the owner of this chat now.

## Why a text was not sent

not-sent-too-old = The message is older than three days.
not-sent-chat-gone = You are no longer in this chat.
not-sent-not-stored = The message could not be saved on this computer.
not-sent-newer = A newer version of Konsil saved it. This version cannot send it.
not-sent-damaged = What was saved on this computer is damaged.
# Stands in place of a name above messages whose chat can no longer be read.
unreadable-chat = Unreadable

## Told once

told-not-ready-no-answer = You let an invitation expire and are not ready now.
told-not-saved = Nothing could be saved on this computer. Check the free disk space.

## The bar for a lost connection

offline-unreachable = No connection to the server.
offline-busy = Many people are signing in just now. It goes on by itself in a moment.
offline-certificate = No connection: the server’s certificate is not trusted.
offline-version = No connection: the server speaks another version.
offline-server-fault = No connection: the server reports a fault.

## Sign-in

sign-in-wrong-login-or-password = Login name or password is not correct.
sign-in-disabled = This account is disabled. Please ask your administrator.
sign-in-session-ended = Your session has expired. Please sign in again.
sign-in-too-many-attempts = { $seconds ->
    [one] Too many attempts. Please wait { $seconds } second.
   *[other] Too many attempts. Please wait { $seconds } seconds.
}
sign-in-insecure-address = This address is not encrypted. Use one that begins with “https://”.
sign-in-address-not-understood = This address cannot be understood. Example: “https://konsil.example.com”.
sign-in-unreachable = Nothing answers at this address.
sign-in-certificate = This server’s certificate is not trusted.
sign-in-profile-in-use = This profile is already open in another window.
sign-in-store-fault = Nothing could be saved on this computer. Check the free disk space.

## Practice mode

practice-failed-port = Practice mode could not start: neither port { $port } nor any of the following was free.
practice-failed-store = Practice mode could not start: its data cannot be read.
practice-failed = Practice mode could not start.

## Presence in the Team Communicator

presence-ready = { $chats ->
    [0] Ready
    [one] Ready · { $chats } chat
   *[other] Ready · { $chats } chats
}
presence-after-work = { $chats ->
    [0] After work
    [one] After work · { $chats } chat
   *[other] After work · { $chats } chats
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
    [0] State unknown
    [one] State unknown · { $chats } chat
   *[other] State unknown · { $chats } chats
}
presence-logged-out = Logged out
presence-disconnected = { $chats ->
    [0] Not connected
    [one] Not connected · { $chats } chat
   *[other] Not connected · { $chats } chats
}
presence-queue = { $available } of { $members } available

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
not-askable-logged-out = Logged out
not-askable-disconnected = Not connected
not-askable-nobody-available = Nobody available
not-askable-other-agent-in-chat = Not while another agent is in the chat
not-askable-now = Not possible now

## Refusals

refusal-no-such-case = There is no such chat, or you have no part in it.
refusal-no-such-invitation = This invitation no longer exists.
refusal-no-such-consultation = This consultation no longer exists.
refusal-no-such-target = There is no such target.
refusal-not-permitted = You cannot do that in this chat now.
refusal-already-ended = Your session has already ended.
refusal-removed-from-conference = { $by } deleted you from the conference.
refusal-contact-left = The contact has left the chat.
refusal-chat-ended = This chat has ended.
refusal-invitation-accepted = This invitation has already been accepted.
refusal-invitation-declined = This invitation has already been declined.
refusal-invitation-expired = This invitation has expired.
refusal-invitation-withdrawn = This invitation was withdrawn.
refusal-already-invited = This target is already invited.
refusal-request-pending = A conference or transfer request is still pending.
refusal-already-member = This person is already in the chat.
refusal-already-consulting = You are already in a consultation with this person.
refusal-target-is-yourself = You cannot choose yourself as the target.
refusal-target-logged-out = This person is logged out.
refusal-target-do-not-disturb = This person does not want to be disturbed now.
refusal-do-not-disturb-too-long = Do not disturb lasts one day at most.
refusal-target-busy = This person already has three consultations.
refusal-nobody-available = Nobody is available in this queue.
refusal-other-agent-in-chat = A chat can be transferred to a queue only while no other agent is in it.
refusal-not-ended-yet = End the chat first.
refusal-disposition-missing = Choose a disposition first.
refusal-no-such-disposition = There is no such disposition.
refusal-sessions-open = { $count ->
    [one] End { $count } more chat before logging out: { $contacts }.
   *[other] End { $count } more chats before logging out: { $contacts }.
}
refusal-state-not-possible = This state is not possible now.
refusal-text-empty = The message is empty.
refusal-text-too-long = The text is too long: at most { $limit } bytes.
refusal-too-many-case-data = Too many case data: at most { $limit }.
refusal-malformed = The server did not understand that.
refusal-command-id-reused = The server refused that. Please try again.
refusal-store-unavailable = The server cannot store anything at the moment. Please try again shortly.
refusal-unsupported = The server refuses that for a reason only a newer version of this program knows.
refusal-offline = That needs a connection to the server.
