# Practice mode: what the simulated contacts and colleagues say. Contacts write as people write.

## Billing: charged twice (impatient)
practice-double-charge-name = Martin Sutton
practice-double-charge-opening = Good morning, you have charged me £39.90 twice this month. I want the second one back.
practice-double-charge-reply-1 = Customer number 4471 208. The charges are from the 2nd and the 4th, both with the same reference.
practice-double-charge-reply-2 = And when will I have the money? A credit on the next bill is no use to me, I need it in my account.
practice-double-charge-thanks = Right, let’s do that. Thanks for the quick help!
practice-double-charge-advice = That is the duplicate direct debit from the beginning of the month. A refund to the account is fine: make a note of it, it takes three to five working days. Nobody has to accept a credit note.
practice-double-charge-advice-more = If the contact’s bank charged them a fee, we refund that as well. A bank statement is enough.
practice-double-charge-question = Quick question: a contact was charged twice and wants the money in the account, not as a credit note. Can we do that for £39.90 without approval?
practice-double-charge-takeover = I have both charges in front of me. That was our mistake, and I’m sorry about it.
practice-double-charge-solved = The second charge is on its way back to you. It’ll be in your account in three to five working days.

## Billing: roaming (friendly)
practice-roaming-name = Julia Lindley
practice-roaming-opening = Hello! My bill says £14.20 for “roaming zone 2”. I was only in Switzerland, isn’t that included?
practice-roaming-reply-1 = That was from the 11th to the 13th, mostly maps and a few photos. My number ends in 308.
practice-roaming-reply-2 = Oh, I see. Is there something I can add before the next trip?
practice-roaming-thanks = That’s easy enough. Thank you so much, and have a nice day!
practice-roaming-advice = Switzerland is in zone 2, so the bill is right. As a gesture we may credit up to £20 once a year. For the next trip: the “neighbours travel pack”, £4.90 for seven days.
practice-roaming-advice-more = The travel pack ends by itself, nobody has to cancel it. It can be booked in the app, too.
practice-roaming-question = A question about a bill: Switzerland, zone 2, £14.20. Do we still credit that as a gesture, or is that over?
practice-roaming-takeover = Hello, I’ve looked at your trip to Switzerland. It’s in our zone 2, which is why it isn’t part of your plan.
practice-roaming-solved = I’m crediting the £14.20 this once. Before the next trip I recommend the “neighbours travel pack” for £4.90.

## Technical support: slow line (angry)
practice-slow-line-name = Kyle Barrow
practice-slow-line-opening = no proper internet AGAIN!! maybe 3 mbit in the evening and im paying for 100
practice-slow-line-reply-1 = yes i restarted the router three times. swapped the cable too. been like this since monday
practice-slow-line-reply-2 = just measured it: 3.4 down and 38 up. so now what?
practice-slow-line-thanks = ok. if it works tomorrow thats fine. thanks
practice-slow-line-advice = Slow download, normal upload: in the evening that’s nearly always the street cabinet, not the line in the house. Please note the measurement and I’ll schedule the switch for tonight. A technician wouldn’t help.
practice-slow-line-advice-more = After the switch the router has to be unplugged once, ten seconds will do.
practice-slow-line-takeover = Hello, this is technical support. Your measurement tells me that the cabinet in your street is overloaded in the evening. Your line is fine.
practice-slow-line-solved = I’m moving you to another port tonight. Please unplug the router for ten seconds tomorrow morning.

## Technical support: red light (unsure)
practice-red-light-name = Helen Whitman
practice-red-light-opening = Good afternoon. There is a red light on my little box for the internet, and the phone is quite silent. Did I break something?
practice-red-light-reply-1 = Sorry, I had to fetch my glasses first. Next to the red light it says “DSL”, everything above is green.
practice-red-light-reply-2 = There are two cables, a grey one and a white one. The grey one hangs a bit crooked, shall I do something with it?
practice-red-light-thanks = It is green again! You are an angel. Thank you very much for your patience.
practice-red-light-advice = Red next to “DSL” means no connection to the socket. Nine times out of ten the grey cable is loose. Please have both ends pushed in firmly, then wait three minutes.
practice-red-light-advice-more = If it stays red after that, there’s still an appointment for a visit tomorrow between 8 and 12.
practice-red-light-takeover = Hello, don’t worry, you didn’t break anything. The red light only means that the grey cable is loose.
practice-red-light-solved = Please push both ends of the grey cable in until they click, and wait three minutes. Then the light turns green.

## Contract: moving house (talkative)
practice-moving-name = Grace Okafor
practice-moving-opening = Hello, we’re moving on the first of next month, from Garden Street to Harbour Street. Can we just take our connection along?
practice-moving-reply-1 = 12 Harbour Street, third floor on the left. The previous tenant had her internet from you as well, I think.
practice-moving-reply-2 = Great. And does the contract start all over again? That’s what a neighbour told us.
practice-moving-thanks = Wonderful, that’s a relief. Thanks for explaining!
practice-moving-advice = The contract moves with you and the term stays the same. There is fibre in Harbour Street: the visit takes about an hour and needs access to the cellar. Two weeks’ notice is enough.
practice-moving-advice-more = The phone number stays, too: it’s the same area.
practice-moving-takeover = Hello, I look after house moves here. You can take your connection with you: the contract moves with you, and its term and your number stay the same.
practice-moving-solved = I’ve put the move down for the first. You’ll get the confirmation with the appointment by e-mail today.

## Contract: cancelling (determined)
practice-cancel-name = Anna Peters
practice-cancel-opening = Dear Sir or Madam, I hereby cancel my mobile contract at the earliest possible date. Please confirm that date.
practice-cancel-reply-1 = Contract number 88-20417. I don’t need a new offer, thank you.
practice-cancel-reply-2 = Very well. I want to take the number to my new provider. What do you need from me?
practice-cancel-thanks = Then everything is settled. Thank you, and goodbye.
practice-cancel-advice = The minimum term is over, so the contract ends one month from today. No counter-offer please, they don’t want one. For the number there is the switch “release number” in the customer account.
practice-cancel-advice-more = The release is good for 30 days, after that it has to be renewed.
practice-cancel-takeover = Hello, I have your contract in front of me. The cancellation is entered and the contract ends one month from today.
practice-cancel-solved = Your number is released now, for 30 days. You’ll get the confirmation by e-mail.

## What every contact says
practice-waits = Sure, no problem, I’ll wait.
practice-waits-curt = ok
practice-nudge-1 = Are you still there?
practice-nudge-2 = Hello? I would like to settle this today.
practice-gives-up = This takes too long for me, I’ll try again later.
practice-welcome-colleague = Hello, { $name }.
practice-contact-goodbye = Thank you, goodbye!

## What colleagues say
practice-colleague-greeting = Hello, my name is { $name }. I’m looking into this for you.
practice-colleague-ready = Hi, I’m reading along. What is it about exactly?
practice-colleague-anything = Anything else about this? I’m still here.
practice-colleague-gladly = You’re welcome. I can join the chat, too, if that helps.
practice-colleague-unknown = I haven’t seen that one before. I’d ask for customer number and date, and offer to call back.
practice-colleague-unknown-takeover = Hello, I’ve read the chat and will help to sort this out.
practice-colleague-unknown-solved = I’ve written everything down, and we’ll get back to you today.
practice-colleague-thanks = Thank you, that helps a lot. I’ll pass it on like that.
practice-colleague-nudge = A short answer will do, the contact is waiting.
practice-colleague-alone = No problem, I’ll find out myself.
practice-colleague-goodbye = If everything is settled, I’ll end the chat now. All the best!
