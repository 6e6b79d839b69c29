# The Team Communicator. Actions stand under their full name.

communicator-about = Chat: { $contact }
communicator-search = Search agent or queue
communicator-filter = Filter
communicator-targets = Targets
communicator-none = Nobody is here yet.
communicator-nothing-found = Nothing found for “{ $text }”.
communicator-more = { $count ->
    [one] Show { $count } more target
   *[other] Show { $count } more targets
}
communicator-narrow = { $count ->
    [one] { $count } more target: type to narrow the search
   *[other] { $count } more targets: type to narrow the search
}
communicator-question = Question to { $name } (optional)
communicator-note = Note to { $name } (optional)
communicator-contact-never = The contact never reads this.
filter-all = All
filter-agent = Agents
filter-queue = Queues
filter-recent = Recent
heading-active-consultations = Active consultations
heading-agent = Agents
heading-queue = Queues
heading-recent = Recent
act-consult = Start chat consultation
act-conference = Instant chat conference
act-transfer = Instant chat transfer
