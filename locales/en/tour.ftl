# The guided tour of practice mode.

tour-open = Show the tour
tour-close = Close the tour
tour-count = Tour · { $number } of { $of }
tour-next = Next
tour-skip = Skip
tour-finish = Finish the tour
tour-done = Done
tour-get-ready-title = Get ready
tour-get-ready-text = Open the menu with your state above and choose “Ready”. Only then do you get chats.
tour-accept-chat-title = Accept a chat
tour-accept-chat-text = An invitation will appear soon, with its time running out. Choose “Accept”.
tour-answer-title = Answer
tour-answer-text = Write a message and press Enter. Shift and Enter begin a new line.
tour-consult-title = Ask privately
tour-consult-text = Choose “Consult”, then an agent, and start the consultation. The contact sees nothing of it.
tour-read-reply-title = Agree with each other
tour-read-reply-text = Your consultation stands in amber below the chat. Read the answer and write back.
tour-conference-title = Bring the person in
tour-conference-text = Choose “Conference” in the consultation. Once accepted, all write with the contact together.
tour-transfer-title = Hand the chat over
tour-transfer-text = Choose “Transfer” and a target. Once accepted, the chat closes on your side.
tour-finish-title = Wrap up a chat
tour-finish-text = End a chat, choose a disposition and mark it done.
