# The chat with its header, transcript, composer and wrap-up; its consultations; the right column.

## Header

tool-consult = Consult
tool-conference = Conference
tool-transfer = Transfer
purpose-consult = Consult
purpose-conference = Instant chat conference
purpose-transfer = Instant chat transfer
purpose-unsupported = Another request
end = End
end-for-all = End for all
end-full-my-session = End: your session with the contact
end-full-whole-chat = End: the chat ends for everybody
tear-off = Open in its own window
dock = Bring back to the main window
context-short = Case data
context-show = Show contact and case data

## Above the chat

notice-pick-another = Choose another target
notice-dismiss = Close message
contact-connection-lost = Connection interrupted. The contact can return to the same chat.
request-invited = invited
strip-conference = { $by } invites you to the conference with { $contact }.
strip-transfer = { $by } wants to transfer the chat with { $contact } to you.
strip-left = left:
conference-title = Conference
remove-participant = Delete from conference

## Transcript and composer

transcript-of = Transcript with { $name }
transcript-loading = Loading earlier messages …
new-messages = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
typing = { $count ->
    [one] { $names } is writing …
   *[other] { $names } are writing …
}
line-sending = sending
line-queued = will be sent later
line-not-sent = Not sent.
line-uncertain = Not certain whether sent.
line-uncertain-why = The connection was lost before an answer came.
question-by = Question from { $name }
unsent-again = Send again
unsent-take-back = Back to the text field
unsent-discard = Discard
compose-to = Message to { $name }
compose-private = Message to { $name }, internal only
compose-too-long = Too long: { $bytes } of at most { $limit } bytes
send = Send
read-only = You cannot write in this chat now.
read-only-target = You are reading along. You can write to the contact once you are in the conference.
read-only-target-over = The consultation has ended. You see the chat up to that moment, until you mark it done.
read-only-contact-left = The contact has left the chat. End the chat to wrap it up.

## End, draft, wrap-up

end-title = End the chat with { $contact }?
end-consultations = { $count ->
    [one] Your consultation with { $names } ends, too.
   *[other] Your consultations with { $names } end, too.
}
end-whole-chat = Nobody else is connected any more: the chat ends for everybody.
end-draft = You have not sent this message yet:
draft-title = What should become of your draft?
draft-text = After the transfer you can no longer write to { $contact }. Not sent yet:
draft-back = Back
draft-discard = Discard and transfer
draft-send = Send and transfer
wrap-up = After work
mark-done = Mark done
mark-done-missing-disposition = A disposition is required here.
disposition = Disposition
disposition-choose = Choose a disposition
disposition-required = Required before mark done
note = Note
note-placeholder = What should the next person know?

## Consultations

consultations = Consultations
consultation-region = Consultation with { $name }, private
consultation-with = Consultation with { $name }
consultation-from = Consultation from { $name }
consultation-private = Not visible to { $contact }
consultation-ended = ended
consultation-conference = Instant chat conference with { $name }
consultation-transfer = Instant chat transfer to { $name }
consultation-end = End consultation
consultation-fold = Fold consultation
consultation-unfold = Unfold consultation

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
context-presence-interrupted = interrupted
context-presence-left = has left the chat
context-case = Case
context-topic = Topic
context-opened = Opened
context-page = Page
