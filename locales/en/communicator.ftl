# The Team Communicator. Actions stand under their full name.

communicator-about = Chat: { $contact }
communicator-search = Name, group, skill or queue
communicator-filter = Filter
communicator-next-filter = Next filter
communicator-targets = Targets
communicator-none = Nobody is here yet.
communicator-none-favourites = No favourites yet. You add one in a target’s “Action” menu.
communicator-none-recent = Whoever you ask appears here afterwards.
communicator-is-favourite = Favourite
communicator-by-kind = Group by kind
communicator-nothing-found = Nothing found for “{ $text }”.
communicator-more = { $count ->
    [one] Show { $count } more target
   *[other] Show { $count } more targets
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
filter-favourites = Favourites
filter-recent = Recent
filter-more = More
heading-active-consultations = Active consultations
heading-all = Targets
heading-favourites = Favourites
heading-centre-favourites = Suggestions
heading-agent = Agents
heading-group = Groups
heading-skill = Skills
heading-queue = Queues
heading-recent = Recent
act-consult = Start chat consultation
act-conference = Instant chat conference
act-transfer = Instant chat transfer
favourite-make = Add to favourites
favourite-take-out = Remove from favourites
favourite-category = Choose category…
favourite-category-rename = Rename category…
favourite-category-dissolve = Dissolve category
favourite-category-title = Category: { $name }
favourite-rename-title = Rename category
favourite-category-name = Category name
favourite-categories = Existing categories
favourite-category-none = No category
favourite-back = Back
favourite-save = Save
