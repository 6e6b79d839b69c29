# The Team Communicator. Actions stand under their full name.

communicator-about = Chat: { $contact }
communicator-search = Name, group, skill or queue
communicator-filter = Filter
communicator-next-filter = Next filter
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
communicator-from-level = from level { $level }
communicator-skill-from = { $name }, from level { $level }
filter-all = All
filter-agent = Agents
filter-group = Groups
filter-skill = Skills
filter-queue = Queues
filter-recent = Recent
heading-active-consultations = Active consultations
heading-agent = Agents
heading-group = Groups
heading-skill = Skills
heading-queue = Queues
heading-recent = Recent
act-consult = Start chat consultation
act-conference = Instant chat conference
act-transfer = Instant chat transfer
