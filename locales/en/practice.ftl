# Practice mode: what the simulated contacts and colleagues say. Contacts write as people write.

## Billing: charged twice (impatient)
practice-double-charge-name = Mr Sutton
practice-double-charge-opening = Good morning, you have charged me £39.90 twice this month. I want the second one back.
practice-double-charge-reply-1 = Customer number 4471 208. The charges are from the 2nd and the 4th, both with the same reference.
practice-double-charge-reply-2 = And when will I have the money? A credit on the next bill is no use to me, I need it in my account.
practice-double-charge-thanks = Right, let's do that. Thanks for the quick help!
practice-double-charge-advice = That is the double collection run at the beginning of the month. A refund to the account is fine: put “refund” into the case data and it arrives in three to five working days. Nobody has to accept a credit note.
practice-double-charge-advice-more = If the contact's bank charged them a fee, we refund that as well, a bank statement is enough.
practice-double-charge-question = Quick question: a contact was charged twice and wants the money in the account, not as a credit note. Can we do that for 39.90 without approval?
practice-double-charge-takeover = I have both charges in front of me. That was our mistake, and I am sorry about it.
practice-double-charge-solved = The second charge is on its way back to you, it will be in your account in three to five working days.

## Billing: roaming (friendly)
practice-roaming-name = Ms Lindley
practice-roaming-opening = Hello! My bill says £14.20 for “roaming zone 2”. I was only in Switzerland, isn't that included?
practice-roaming-reply-1 = That was from the 11th to the 13th, mostly maps and a few photos. My number ends in 308.
practice-roaming-reply-2 = Oh, I see. Is there something I can add before the next trip?
practice-roaming-thanks = That's easy enough. Thank you so much, and have a nice day!
practice-roaming-advice = Switzerland is in zone 2, so the bill is right. As a gesture we may credit up to 20 once a year. For the next trip: the “neighbours travel pack”, 4.90 for seven days.
practice-roaming-advice-more = The travel pack ends by itself, nobody has to cancel it. It can be booked in the app, too.
practice-roaming-question = A question about a bill: Switzerland, zone 2, 14.20. Do we still credit that as a gesture, or is that over?
practice-roaming-takeover = Hello, I have looked at your trip to Switzerland. It is in our zone 2, which is why it is not part of your plan.
practice-roaming-solved = I am crediting the £14.20 this once. Before the next trip I recommend the “neighbours travel pack” for £4.90.

## Technical support: slow line (angry)
practice-slow-line-name = Kyle
practice-slow-line-opening = no proper internet AGAIN!! maybe 3 mbit in the evening and im paying for 100
practice-slow-line-reply-1 = yes i restarted the router three times. swapped the cable too. been like this since monday
practice-slow-line-reply-2 = just measured it: 3.4 down and 38 up. so now what?
practice-slow-line-thanks = ok. if it works tomorrow thats fine. thanks
practice-slow-line-advice = Little down, normal up: that is nearly always the street cabinet in the evening, not the line in the house. Please put the measurement into the case data, then I schedule the switch for tonight. A technician would be a wasted trip.
practice-slow-line-advice-more = After the switch the router must be without power once, ten seconds will do.
practice-slow-line-takeover = Hello, this is technical support. Your measurement tells me that the cabinet in your street is overloaded in the evening, your line is fine.
practice-slow-line-solved = I am moving you to another port tonight. Please unplug the router for ten seconds tomorrow morning.

## Technical support: red light (unsure)
practice-red-light-name = Mrs Whitman
practice-red-light-opening = Good afternoon. There is a red light on my little box for the internet, and the phone is quite silent. Did I break something?
practice-red-light-reply-1 = Sorry, I had to fetch my glasses first. Next to the red light it says “DSL”, everything above is green.
practice-red-light-reply-2 = There are two cables, a grey one and a white one. The grey one hangs a bit crooked, shall I do something with it?
practice-red-light-thanks = It is green again! You are an angel. Thank you very much for your patience.
practice-red-light-advice = Red next to “DSL” means no connection to the socket. Nine times out of ten the grey cable is loose. Please have both ends pushed in firmly, then wait three minutes.
practice-red-light-advice-more = If it stays red after that, a technician is free tomorrow between 8 and 12.
practice-red-light-takeover = Hello, don't worry, you did not break anything. The red light only means that the grey cable is loose.
practice-red-light-solved = Please push both ends of the grey cable in until they click, and wait three minutes. Then the light turns green.

## Contract: moving house (talkative)
practice-moving-name = The Okafors
practice-moving-opening = Hello, we are moving on the first of next month, from Garden Street to Harbour Street. Can we just take our connection along?
practice-moving-reply-1 = 12 Harbour Street, third floor on the left. The previous tenant had her internet from you as well, I think.
practice-moving-reply-2 = Great. And does the contract start all over again? That's what a neighbour told us.
practice-moving-thanks = Wonderful, that's a relief. Thanks for explaining!
practice-moving-advice = Moving takes the contract along, its term stays. There is fibre in Harbour Street, the technician needs about an hour and access to the cellar. Two weeks' notice is enough.
practice-moving-advice-more = The phone number stays, too, it is the same area.
practice-moving-takeover = Hello, I look after house moves here. You take your connection along, term and number stay as they are.
practice-moving-solved = I have put the move down for the first. You get the confirmation with the appointment by e-mail today.

## Contract: cancelling (determined)
practice-cancel-name = Dr Peters
practice-cancel-opening = Dear Sir or Madam, I hereby cancel my mobile contract at the earliest possible date. Please confirm that date.
practice-cancel-reply-1 = Contract number 88-20417. I don't need a new offer, thank you.
practice-cancel-reply-2 = Very well. I want to take the number to my new provider. What do you need from me?
practice-cancel-thanks = Then everything is settled. Thank you, and goodbye.
practice-cancel-advice = The minimum term is over, so the contract ends one month from today. No counter-offer please, the case says so. For the number there is the switch “release number” in the customer account.
practice-cancel-advice-more = The release is good for 30 days, after that it has to be renewed.
practice-cancel-takeover = Hello, I have your contract in front of me. The cancellation is entered, it ends one month from today.
practice-cancel-solved = Your number is released now, for 30 days. You get the confirmation by e-mail.

## What every contact says
practice-waits = Sure, no problem, I'll wait.
practice-waits-curt = ok
practice-nudge-1 = Are you still there?
practice-nudge-2 = Hello? I would like to settle this today.
practice-gives-up = This takes too long for me, I'll try again later.
practice-welcome-colleague = Hello { $name }.
practice-contact-goodbye = Thank you, goodbye!

## What colleagues say
practice-colleague-greeting = Hello, my name is { $name }. I'm looking into this for you.
practice-colleague-ready = Hi, I'm reading along. What is it about exactly?
practice-colleague-anything = Anything else about this? I'm still here.
practice-colleague-gladly = You're welcome. I can join the chat, too, if that helps.
practice-colleague-unknown = I have not seen that one before. I would ask for customer number and date, and offer to call back.
practice-colleague-unknown-takeover = Hello, I have read the chat and will help to sort this out.
practice-colleague-unknown-solved = I have written everything down, and we will get back to you today.
practice-colleague-thanks = Thank you, that helps a lot. I'll pass it on like that.
practice-colleague-nudge = A short answer will do, the contact is waiting.
practice-colleague-alone = No problem, I'll find out myself.
practice-colleague-goodbye = If everything is settled, I'll end the chat now. All the best!
