# The guided tour of practice mode.

tour-open = Show the tour
tour-close = Close the tour
tour-count = Tour · { $number } of { $of }
tour-next = Next
tour-skip = Skip
tour-finish = Finish the tour
tour-done = Done
tour-get-ready-title = Set yourself to Ready
tour-get-ready-text = Open the status menu at the top left and choose “Ready”. Chats come only then.
tour-accept-chat-title = Accept a chat
tour-accept-chat-text = Once you’re ready, an invitation appears on the left. Choose “Accept” before its time runs out.
tour-answer-title = Answer
tour-answer-text = Write a message and press Enter. Press Shift + Enter for a new line.
tour-consult-title = Ask privately
tour-consult-text = Choose “Consult”, then an agent, and start the consultation. The contact can’t see it.
tour-read-reply-title = Talk it over
tour-read-reply-text = Your consultation appears in amber below the chat. Read the answer and write back.
tour-conference-title = Bring the person in
tour-conference-text = Choose “Conference” in the consultation. Once they accept, you both write with the contact.
tour-transfer-title = Hand the chat over
tour-transfer-text = Choose “Transfer” and a target. Once accepted, the chat closes on your side. If “Transfer” is grey, accept a new chat first.
tour-finish-title = Wrap up a chat
tour-finish-text = End a chat, choose a disposition and mark it done.
