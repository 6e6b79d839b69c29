# Words of the contact's page and of the widget. The centre's own texts (opening hours, waiting, greeting) stand in the
# centre file, not here.

## The page around the chat
page-title = Chat: { $centre }
page-title-unread = ({ $count }) { $centre }
page-language = Language
page-language-de = Deutsch
page-language-en = English
page-privacy = Privacy
page-close = Hide chat
page-loading = One moment, please…
page-not-loaded = The chat can’t be reached right now. We’ll keep trying.
page-outdated = This page is out of date. Please reload it.
page-reload = Reload

## Before the chat
page-start-heading = Write to us
page-start-intro = Your message goes to { $centre }.
page-start-privacy = Privacy notice
page-start-name = Your name
page-start-topic = What is it about?
page-start-topic-closed = closed
page-start-message = Your message
page-start-submit = Start chat
page-start-opening = Starting your chat…
page-start-closed = We are closed at the moment. Please write to us during opening hours.
page-start-nobody-there = Nobody is here right now. Feel free to write: we’ll answer as soon as somebody is back.
page-start-gone = The earlier chat is no longer there. You can start a new one.

## The chat
page-chat-log = Chat messages
page-chat-with = You’re chatting with { $names }
page-chat-waiting = We’ll reply as soon as somebody is free
page-chat-agent-away = { $names } is not connected right now
page-chat-ended = The chat has ended
page-chat-you = You
page-chat-waiting-text = We have your message. As soon as somebody is free, we’ll continue here.
page-chat-place =
    { $place ->
        [1] You’re next
       *[other] You’re number { $place } in line
    }
page-chat-minutes =
    { $from ->
        [0]
            { $to ->
                [1] It will probably take a minute at most.
               *[other] It will probably take { $to } minutes at most.
            }
       *[other] It will probably take { $from } to { $to } minutes.
    }
page-chat-joined = { $name } joined the chat
page-chat-left = { $name } left the chat
page-chat-waits = We’ll continue here as soon as somebody is free
page-chat-away = { $name } is not connected right now: the chat stays open
page-chat-back = { $name } is back
page-chat-ended-by-you = You ended the chat
page-chat-ended-by-agent = The chat was ended
page-chat-ended-timed-out = The chat was ended because your connection was lost for too long
page-chat-unsupported = This message can’t be shown yet. Please reload the page.
page-chat-no-link = (not a link: contains invisible characters)
page-chat-no-link-host = (not a link: would lead to { $host })
page-chat-typing =
    { $count ->
        [one] { $names } is typing…
       *[other] { $names } are typing…
    }
page-chat-new-messages =
    { $count ->
        [one] 1 new message
       *[other] { $count } new messages
    }

## Writing
page-compose-message = Write a message
page-compose-send = Send
page-compose-sending = sending
page-compose-waiting = will be sent when you’re back online
page-compose-not-sent = Not sent: { $reason }
page-compose-edit = Edit
page-compose-discard = Discard

## The connection
page-link-connecting = Connecting…
page-link-lost = Restoring the connection…
page-link-lost-kept = Restoring the connection… What you write will be sent afterwards.
page-link-elsewhere = This chat is open in another window.
page-link-continue-here = Continue here

## Ending
page-leave-button = End chat
page-leave-question = Do you want to end the chat?
page-leave-yes = Yes, end it
page-leave-no = Keep chatting
page-leave-under-way = Ending the chat…
page-leave-new-chat = Start a new chat

## Refusals
page-refused-no-such-topic = This topic is no longer available. Please choose another one.
page-refused-closed = We have closed in the meantime. Please write to us during opening hours.
page-refused-chat-ended = The chat has already ended.
page-refused-name-missing = Please enter your name.
page-refused-name-too-long =
    { $limit ->
        [one] The name is too long: at most { $limit } character.
       *[other] The name is too long: at most { $limit } characters.
    }
page-refused-topic-missing = Please choose what it’s about.
page-refused-text-empty = Please write a message.
page-refused-text-too-long = The message is too long. Please split it up.
page-refused-too-many-chats =
    { $seconds ->
        [one] A lot of chats are starting right now. Please try again in { $seconds } second.
       *[other] A lot of chats are starting right now. Please try again in { $seconds } seconds.
    }
page-refused-malformed = We can’t accept this message as it is. Please write it a little differently.
page-refused-not-stored = That didn’t work just now. Please try again.

## The widget on somebody's web site
widget-open = Open chat
widget-close = Hide chat
widget-label = Chat
widget-frame = Chat with us
widget-noscript = This page needs JavaScript for the chat.
