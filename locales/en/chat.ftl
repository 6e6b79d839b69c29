# The chat with its header, transcript, composer and wrap-up; its consultations; the right column.

## Header

tool-consult = Consult
tool-conference = Conference
tool-transfer = Transfer
purpose-consult = Consult
purpose-conference = Instant chat conference
purpose-transfer = Instant chat transfer
purpose-unsupported = Another invitation
# What stands on a button, then the full term: whoever speaks to the computer says the first.
tool-name = { $label }: { $term }
end = End
end-for-all = End for all
end-full-my-session = End: only for you, the chat goes on
end-full-whole-chat = End: for the contact, too
end-full-for-all = End for all: for the contact, too
chat-more = More actions
tear-off = Open in its own window
dock = Bring back to the main window
context-short = Case data
context-show = Show contact and case data

## Above the chat

notice-pick-another = Choose another target
notice-dismiss = Dismiss
contact-connection-lost = The contact is not connected right now and can come back to this chat.
request-invited = invited
request-runs = asked…
strip-conference = { $by } invites you to join this chat.
strip-transfer = { $by } wants to transfer this chat to you.
strip-left = expires in
conference-title = Conference
remove-participant = Delete from conference

## Transcript and composer

transcript-of = Transcript: { $name }
transcript-loading = Loading earlier messages…
new-messages = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
typing = { $count ->
    [one] { $names } is typing…
   *[other] { $names } are typing…
}
line-sending = sending
line-queued = will be sent when you’re back online
line-not-sent = Not sent.
line-uncertain = Possibly not sent.
line-uncertain-why = The connection was lost before an answer came.
lines-folded = { $count ->
    [one] { $count } notice
   *[other] { $count } notices
}
question-by = Question from { $name }
note-by = Note from { $name }, internal only
unsent-again = Send again
unsent-take-back = Back to the text field
unsent-copy = Copy
unsent-copied = Copied
unsent-discard = Discard
compose-to = Message to the contact
compose-private = Internal only · Message to { $name }
compose-too-long = { $over ->
    [one] One character too many
   *[other] About { $over } characters too many
}
compose-returned = Not sent. Your message is still here: please send it again.
send = Send
read-only = You can’t write in this chat right now.
read-only-target = You are reading along. You can write to the contact once you are in the conference.
read-only-target-over = The consultation has ended. You won’t see new messages. Mark the chat done when you no longer need it.
read-only-contact-left = The contact has left the chat. End the chat to wrap it up.

## Searched, copied, written out

search-in-chat = Search this chat
search-number = { $number } of { $total }
search-nothing = Nothing found
search-looking = Searching earlier messages…
search-up = Search further up (Enter)
search-down = Search further down (Shift + Enter)
search-close = Close search
transcript-copy-open = Copy transcript…
transcript-save-open = Save transcript…
transcript-copy-title = Copy transcript
transcript-save-title = Save transcript
transcript-what = What should the transcript contain?
transcript-as-contact = What the contact has read
transcript-as-contact-more = Without consultations and internal lines
transcript-with-inside = Everything, your consultations included
transcript-with-inside-more = What is internal is marked. Not meant for the contact.
transcript-cancel = Cancel
transcript-copy = Copy
transcript-save = Save…
transcript-file = Chat { $contact }
transcript-title = Chat: { $contact }
transcript-about = { $queue } · { $date }, { $at }
transcript-for-contact = What the contact has read
transcript-for-inside = With internal lines: not meant for the contact
transcript-incomplete = The beginning of the chat is missing because there is no connection right now.
transcript-inside = internal
transcript-inside-consultation = internal, consultation: { $name }
copied-not-sent = not sent
told-transcript-copied = The transcript is on the clipboard.
told-transcript-saved = The transcript is saved.
told-transcript-not-saved = The transcript could not be saved there. Please choose another place.
told-not-copied = That could not be copied. Please try again.

## Addresses in messages

address-mail = Email address
address-suspect = Not a link
address-international = Name with special characters, shown in its technical spelling
address-written-otherwise = Spelled differently in the message
address-doubt-userinfo = Not a link: what comes before the @ looks like an address. This link would lead to { $host }.
address-doubt-hidden = Not a link: the address contains characters that can’t be seen. They are made visible here.
address-copy = Copy
address-copied = Copied
address-open = Open in browser
address-open-mail = Open in email program
told-address-not-opened = This address could not be opened.

## End, draft, wrap-up

end-title = End this chat?
end-waits = { $contact } has been waiting { $time } for your reply.
end-consultations = { $count ->
    [one] Your consultation with { $names } ends, too.
   *[other] Your consultations with { $names } end, too.
}
end-whole-chat = No other agent is connected. The chat ends for the contact, too.
end-draft = You have not sent this message yet:
draft-title = What should happen to your draft?
draft-text = After the transfer you can no longer write here. Your draft:
draft-back = Back
draft-discard = Discard and transfer
draft-send = Send and transfer
wrap-up = Wrap-up
mark-done = Mark done
mark-done-missing-disposition = Choose a disposition first.
disposition = Disposition
disposition-choose = Choose a disposition
disposition-required = Required before “Mark done”
note = Note
note-placeholder = What should the next person know?

## Consultations

consultations = Consultations
consultation-region = Consultation with { $name }, private
consultation-with = Consultation with { $name }
consultation-from = Consultation from { $name }
consultation-private = { $contact } can’t see this
consultation-conference = Instant chat conference with { $name }
consultation-transfer = Instant chat transfer to { $name }
consultation-end = End consultation
consultation-fold = Fold consultation
consultation-unfold = Unfold consultation
consultation-ended-at = ended at { $at }
done = Done
consultation-mark-done = Mark the ended consultation done
consultations-mark-done = Mark the ended consultations done
consultation-border = Height of the consultation

## Right column

context-region = Contact and case
context-contact = Contact
context-name = Name
context-language = Language
speaks-de = German
speaks-en = English
speaks-unsupported = another one
context-presence = Connection
context-presence-present = connected
context-presence-interrupted = not connected right now
context-presence-left = has left the chat
context-case = Case
context-owner = Owner
context-topic = Topic
context-opened = Started
context-page = Page
