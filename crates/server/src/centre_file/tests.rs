use konsil_protocol::domain::{QueueId, Timestamp};

use super::Centre;

mod groups;

const EXAMPLE: &str = include_str!("../../../../docs/examples/centre.toml");

/// A centre without mistakes, as short as can be. Mistakes are made by changing it.
const GOOD: &str = r#"[centre]
name = "Nord"
privacy = { de = "https://nord.example/d", en = "https://nord.example/p" }
time_zone = "Europe/Berlin"

[agents.jana]
name = "Jana Becker"
[agents.sven]
name = "Sven Albrecht"
capacity = 2

[dispositions]
solved = { de = "Gelöst", en = "Solved" }

[queues.billing]
name = { de = "Rechnung", en = "Billing" }
agents = ["jana", "sven"]
dispositions = ["solved"]
hours.mon-fri = "08:00-18:00"
[queues.technical]
extends = "billing"
name = { de = "Technik", en = "Technical support" }
"#;

/// "line: text" of each mistake.
fn mistakes(text: &str) -> Vec<String> {
    match Centre::parse(text) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes.iter().map(ToString::to_string).collect(),
    }
}

/// The mistakes of [`GOOD`] with one piece of it replaced.
fn after(old: &str, new: &str) -> Vec<String> {
    assert!(GOOD.contains(old), "{old} is not in the good file");
    mistakes(&GOOD.replacen(old, new, 1))
}

#[test]
fn each_mistake_is_named_with_its_line() {
    // What is replaced, by what, and the beginnings of all that must be found, in the order of the lines.
    let table: &[(&str, &str, &[&str])] = &[
        ("name = \"Nord\"", "", &["1: [centre] has no `name`"]),
        ("name = \"Nord\"", "name = \"\"", &["2: `name` is empty"]),
        ("name = \"Nord\"", "name = \"a\\tb\"", &["2: `name` must be one line without control characters"]),
        ("name = \"Nord\"", "name = 7", &["2: `name` must be a text in quotes"]),
        (
            "name = \"Nord\"",
            "nam = \"Nord\"",
            &["1: [centre] has no `name`", "2: unknown key `nam` in [centre]; did you mean `name`?"],
        ),
        (
            "[centre]",
            "[center]",
            &["1: the section [centre]", "1: unknown key `center` at the top of the file; did you mean `centre`?"],
        ),
        (
            "en = \"https://nord.example/p\"",
            "en = \"nord.example\"",
            &["3: `privacy`: \"nord.example\" is no web address"],
        ),
        ("privacy = ", "#", &["1: [centre] has no `privacy`"]),
        ("Europe/Berlin", "Europe/Berlinn", &["4: \"Europe/Berlinn\" is no time zone"]),
        ("Europe/Berlin", "CET", &["4: \"CET\" is no time zone"]),
        (
            "time_zone = \"Europe/Berlin\"",
            "",
            &["15: the queue `billing` has hours, but neither it nor [centre]", "20: the queue `technical` has hours"],
        ),
        (
            "\n\n[agents.jana]",
            "\nlanguages = [\"de\", \"fr\", \"de\"]\n[agents.jana]",
            &["5: `languages` lists \"de\" twice", "5: `languages`: there is no \"fr\""],
        ),
        (
            "\n\n[agents.jana]",
            "\nclosed_days = [2026-04-03, \"13-01\", \"2026-02-30\"]\n[agents.jana]",
            &["5: \"13-01\" is no day", "5: \"2026-02-30\" is no day"],
        ),
        (
            "\n\n[agents.jana]",
            "\nallowed_sites = [\"https://a.example/\", \"http://a.example\", \"https://ä.example\", \"https://x y\"]\n[agents.jana]",
            &[
                "5: `allowed_sites`: \"http://a.example\" must begin with https://",
                "5: `allowed_sites`: \"https://a.example/\" must end after the host name",
                "5: `allowed_sites`: \"https://x y\" has no proper host name",
                "5: `allowed_sites`: \"https://ä.example\" must be written in ASCII",
            ],
        ),
        (
            "\n\n[agents.jana]",
            "\n[times]\ninvitation = 30\nagent_grace = \"1 s\"\noffers = \"3 s\"\n[agents.jana]",
            &[
                "6: `invitation` must be a time with its unit",
                "7: `agent_grace` must lie between 5 s and 3600 s",
                "8: unknown key `offers` in [times]",
            ],
        ),
        ("name = \"Jana Becker\"", "", &["6: the agent `jana` has no `name`"]),
        (
            "name = \"Jana Becker\"",
            "name = \"Jana Becker\"\npassword = \"geheim\"",
            &["8: `password` has no place here: passwords are never in this file"],
        ),
        ("capacity = 2", "capacity = 0", &["10: `capacity` is 0; an agent can have 1 to 100 chats at once"]),
        ("capacity = 2", "capacity = 101", &["10: `capacity` is 101"]),
        ("capacity = 2", "capacity = -1", &["10: `capacity` is -1"]),
        ("capacity = 2", "capacity = \"2\"", &["10: `capacity` must be a whole number"]),
        (
            "[agents.sven]",
            "[agents.jana]",
            &["8: `jana` stands here a second time", "9: `name` stands here a second time"],
        ),
        (
            "[agents.sven]",
            "[agents.\"jürgen\"]",
            &["8: \"jürgen\" cannot be a key", "17: `agents`: there is no agent \"sven\""],
        ),
        (
            "[agents.sven]",
            "[agents.Jana]",
            &["8: the agents `jana` and `Jana` differ in capitals only", "17: `agents`: there is no agent \"sven\""],
        ),
        (
            "en = \"Solved\"",
            "fr = \"Résolu\"",
            &["13: `solved` has no text for `en`", "13: unknown key `fr` in [solved]"],
        ),
        (", en = \"Billing\"", "", &["16: `name` has no text for `en`"]),
        (", en = \"Billing\"", ", en = \" \"", &["16: `name.en` is empty"]),
        ("{ de = \"Rechnung\", en = \"Billing\" }", "\"Rechnung\"", &["16: `name` needs a text per language"]),
        ("Technical support", "Billing", &["20: the queues `billing` and `technical` have the same name in `en`"]),
        ("[\"jana\", \"sven\"]", "[\"jana\", \"jana\"]", &["17: `agents` lists the agent \"jana\" twice"]),
        (
            "[\"jana\", \"sven\"]",
            "[\"jana\", \"svne\"]",
            &["17: `agents`: there is no agent \"svne\" in this file; did you mean \"sven\"?"],
        ),
        (
            "[\"jana\", \"sven\"]",
            "[]",
            &["15: the queue `billing` has no agents", "20: the queue `technical` has no agents"],
        ),
        ("[\"jana\", \"sven\"]", "\"jana\"", &["17: `agents` must be a list"]),
        (
            "[\"jana\", \"sven\"]",
            "[1]",
            &[
                "15: the queue `billing` has no agents",
                "17: each entry of `agents` must stand in quotes",
                "20: the queue `technical` has no agents",
            ],
        ),
        (
            "[\"solved\"]",
            "[\"solvd\"]",
            &["18: `dispositions`: there is no disposition \"solvd\" in this file; did you mean \"solved\"?"],
        ),
        (
            "dispositions = [\"solved\"]",
            "disposition_mandatory = true",
            &["15: the queue `billing` makes the disposition mandatory", "20: the queue `technical` makes"],
        ),
        ("08:00-18:00", "08:00-25:00", &["19: `mon-fri`: \"25:00\" is no time of day"]),
        ("08:00-18:00", "8-18", &["19: `mon-fri`: \"8\" is no time of day"]),
        ("08:00-18:00", "18:00-08:00", &["19: `mon-fri`: \"18:00-08:00\" ends before it begins"]),
        (
            "\"08:00-18:00\"",
            "[\"08:00-13:00\", \"12:00-18:00\"]",
            &["19: the hours \"12:00-18:00\" of `mon-fri` overlap"],
        ),
        ("\"08:00-18:00\"", "08:00", &["19: `mon-fri`: \"\" are no hours"]),
        ("hours.mon-fri", "hours.fri-mon", &["19: `fri-mon` is no weekday"]),
        (
            "hours.mon-fri",
            "hours.tues",
            &[
                "19: `tues` is no weekday: write mon, tue, wed, thu, fri, sat, sun, or a range as mon-fri; did you mean `tue`?",
            ],
        ),
        (
            "hours.mon-fri = \"08:00-18:00\"",
            "hours.mon-fri = \"08:00-18:00\"\nhours.wed = \"10:00-12:00\"",
            &["20: the hours of `wed` are given twice"],
        ),
        (
            "hours.mon-fri = \"08:00-18:00\"",
            "hours = \"sometimes\"",
            &["19: `hours` is either \"always\" or a section"],
        ),
        ("hours.mon-fri = \"08:00-18:00\"", "hours = {}", &["19: [queues.billing.hours] has no hours at all"]),
        (
            "hours.mon-fri = \"08:00-18:00\"",
            "closed_days = [\"12-24\"]",
            &["15: `closed_days` have no effect on the queue `billing`"],
        ),
        (
            "[dispositions]",
            "[reasons]\nlunch = { de = \"Mittag\", en = \"Lunch\" }\nno_answer = { de = \"A\", en = \"B\" }\n\
             noon = { de = \"Zwölf\", en = \"lunch \" }\na-reason-that-is-very-long = { de = \"C\", en = \"D\" }\n\
             empty = { de = \"\", en = \"E\" }\nmute = { de = \"F\" }\n[dispositions]",
            &[
                "14: the reason `no_answer` is the centre's own: no agent chooses it; take another key",
                "15: the reasons `lunch` and `noon` have the same name",
                "16: \"a-reason-that-is-very-long\" cannot be a reason: it may have 1 to 24 characters",
                "17: `empty.de` is empty",
                "18: `mute` has no text for `en`",
            ],
        ),
        ("[dispositions]", "[reasons]\n[dispositions]", &["12: [reasons] is empty; without it"]),
        (
            "[dispositions]",
            "[reasons]\nlunch = { de = \"A\", en = \"B\" }\nlunch = { de = \"C\", en = \"D\" }\n[dispositions]",
            &["14: `lunch` stands here a second time"],
        ),
        (
            "hours.mon-fri",
            "vanished = \"drop\"\nplace_until = \"never\"\ncontact_grace = \"1 s\"\nhours.mon-fri",
            &[
                "19: `vanished` is \"drop\"; it must be \"wait\" or \"offer-again\"",
                "20: `place_until` is \"never\"; it must be \"mark-done\" or \"end\"",
                "21: `contact_grace` must lie between 10 s and 86400 s",
            ],
        ),
        (
            "hours.mon-fri",
            "reminder = { yellow = \"50 s\", red = \"50 s\" }\nhours.mon-fri",
            &["19: the `reminder` of `billing` must turn `yellow` (50 s) before `red` (50 s)"],
        ),
        (
            "hours.mon-fri",
            "reminder.yellow = \"1 min\"\nhours.mon-fri",
            &["19: the `reminder` of `billing` must turn `yellow` (60 s) before `red` (50 s, not set here)"],
        ),
        (
            "hours.mon-fri",
            "reminder = { yellow = \"999 ms\", red = \"1441 min\" }\nhours.mon-fri",
            &["19: `red` must lie between 1 s and 86400 s", "19: `yellow` must lie between 1 s and 86400 s"],
        ),
        (
            "hours.mon-fri",
            "reminder = { yellow = 30, green = \"5 s\" }\nhours.mon-fri",
            &[
                "19: `yellow` must be a time with its unit in quotes",
                "19: unknown key `green` in [queues.billing.reminder]",
            ],
        ),
        ("hours.mon-fri", "reminder = \"30 s\"\nhours.mon-fri", &["19: `reminder` must be a section"]),
        (
            "extends = \"billing\"",
            "extends = \"billing\"\nreminder.red = \"29500 ms\"",
            &["22: the `reminder` of `technical` must turn `yellow` (30 s, not set here) before `red` (29500 ms)"],
        ),
        (
            "hours.mon-fri",
            "texts.closed.de = \"Zu\"\ntexts.opened = 1\nhours.mon-fri",
            &["19: `closed` has no text for `en`", "20: unknown key `opened` in [queues.billing.texts]"],
        ),
        (
            "extends = \"billing\"",
            "extends = \"biling\"",
            &[
                "20: the queue `technical` has no agents",
                "21: `extends`: there is no queue \"biling\" in this file; did you mean \"billing\"?",
            ],
        ),
        (
            "extends = \"billing\"",
            "extends = \"technical\"",
            &["21: these queues extend each other in a circle: technical → technical"],
        ),
        (
            "dispositions = [\"solved\"]",
            "extends = \"technical\"",
            &["18: these queues extend each other in a circle: billing → technical → billing"],
        ),
        ("extends", "overflow = \"billing\"\nextends", &["21: unknown key `overflow` in [queues.technical]"]),
    ];
    let mut wrong = String::new();
    for (old, new, expected) in table {
        let found = after(old, new);
        let fits =
            found.len() == expected.len() && found.iter().zip(*expected).all(|(found, start)| found.starts_with(start));
        if !fits {
            wrong += &format!("{old} → {new}\nexpected {expected:#?}\nfound {found:#?}\n");
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn the_good_file_has_no_mistakes() {
    assert_eq!(mistakes(GOOD), Vec::<String>::new());
}

#[test]
fn several_mistakes_are_all_named_at_once() {
    let text = GOOD
        .replace("capacity = 2", "capacity = 0")
        .replace("\"jana\", \"sven\"", "\"jana\", \"jana\"")
        .replace("18:00", "25:00");
    let lines: Vec<String> =
        mistakes(&text).iter().map(|m| m.split(':').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(lines, ["10", "17", "19"]);
}

#[test]
fn unreadable_lines_are_all_named_and_bring_no_false_mistakes_with_them() {
    let text = GOOD
        .replace("[agents.jana]", "[agents.jana")
        .replace("en = \"Solved\"", "en = Solved")
        .replace("capacity = 2", "capacity = 0");
    let found = mistakes(&text);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].starts_with("6: not readable as TOML"), "{found:#?}");
    assert!(found[1].starts_with("10: `capacity` is 0"), "{found:#?}");
    assert!(found[2].starts_with("13: not readable as TOML at `Solved"), "{found:#?}");
}

#[test]
fn an_empty_file_says_what_is_missing() {
    let found = mistakes("");
    let missing = ["the section [centre]", "there are no agents", "there are no queues"];
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(missing.iter().all(|what| found.iter().any(|mistake| mistake.contains(what))), "{found:#?}");
}

#[test]
fn a_longer_circle_is_named_once_and_what_hangs_on_it_is_left_alone() {
    let text = "[centre]\nname = \"N\"\nlanguages = [\"en\"]\nprivacy.en = \"https://n.example\"\n[agents.a]\nname = \"A\"\n\
        [queues.a]\nname.en = \"A\"\nextends = \"b\"\n[queues.b]\nname.en = \"B\"\nextends = \"c\"\n\
        [queues.c]\nname.en = \"C\"\nextends = \"a\"\n[queues.d]\nname.en = \"D\"\nextends = \"a\"\n";
    assert_eq!(mistakes(text), ["9: these queues extend each other in a circle: a → b → c → a"]);
}

#[test]
fn a_queue_takes_over_what_it_does_not_say_itself() {
    let centre = Centre::parse(GOOD).unwrap();
    let [billing, technical] =
        ["billing", "technical"].map(|id| centre.rules.queues[&QueueId::new(id).unwrap()].clone());
    assert_eq!(billing.agents, technical.agents);
    assert_eq!(billing.dispositions, technical.dispositions);
    assert_ne!(billing.name, technical.name);
}

/// Yellow and red of both queues, with these lines in `billing` and in `technical`.
fn reminders(billing: &str, technical: &str) -> [(u64, u64); 2] {
    let text = GOOD.replace("hours.mon-fri", &format!("{billing}\nhours.mon-fri")) + technical;
    let centre = Centre::parse(&text).unwrap();
    ["billing", "technical"].map(|id| {
        let reminder = centre.rules.queues[&QueueId::new(id).unwrap()].reminder;
        (reminder.yellow_ms, reminder.red_ms)
    })
}

#[test]
fn the_reminder_turns_yellow_and_red_when_the_queue_says_so_or_the_one_it_extends_or_by_default() {
    let default = (30_000, 50_000);
    assert_eq!(reminders("", ""), [default, default]);
    let both = "reminder = { yellow = \"1s\", red = \"24 h\" }";
    assert_eq!(reminders(both, ""), [(1_000, 86_400_000); 2], "a second at least, a day at most");
    assert_eq!(reminders("reminder.yellow = \"20 s\"", ""), [(20_000, 50_000); 2]);
    let own = "reminder = { red = \"2 min\" }\n";
    assert_eq!(reminders("reminder.yellow = \"45 s\"", own), [(45_000, 50_000), (45_000, 120_000)]);
    assert_eq!(reminders("", own), [default, (30_000, 120_000)]);
}

#[test]
fn a_centre_of_one_language_needs_its_texts_only_once() {
    let text = GOOD.replace("time_zone", "languages = [\"de\"]\ntime_zone").replace(", en = \"Billing\"", "");
    let centre = Centre::parse(&text).unwrap();
    assert_eq!(centre.topics[0].name.en, "Rechnung");
}

/// Milliseconds of a moment given in UTC.
fn at(utc: &str) -> Timestamp {
    Timestamp(utc.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

#[test]
fn hours_are_kept_in_the_centres_time_zone_over_summer_time_and_closed_days() {
    let text = GOOD.replace("time_zone", "closed_days = [\"12-25\", \"2026-04-03\"]\ntime_zone");
    let centre = Centre::parse(&text).unwrap();
    let billing = QueueId::new("billing").unwrap();
    let table = [
        ("2026-01-05T06:59:59Z", false), // Monday, 7:59:59 in winter
        ("2026-01-05T07:00:00Z", true),
        ("2026-01-05T16:59:59Z", true),
        ("2026-01-05T17:00:00Z", false),
        ("2026-07-06T06:00:00Z", true), // Monday, 8:00 in summer
        ("2026-07-06T05:59:59Z", false),
        ("2026-01-10T10:00:00Z", false), // Saturday
        ("2026-12-25T10:00:00Z", false), // Friday, closed each year
        ("2028-12-25T10:00:00Z", false), // Monday, closed each year
        ("2026-04-03T10:00:00Z", false), // Friday, closed once
        ("2028-04-03T10:00:00Z", true),  // Monday
    ];
    for (moment, open) in table {
        assert_eq!(centre.is_open(&billing, at(moment)), open, "{moment}");
    }
    assert!(!centre.is_open(&QueueId::new("unknown").unwrap(), at("2026-01-05T10:00:00Z")));
    assert!(centre.always_open().is_open(&billing, at("2026-01-10T10:00:00Z")));
}

#[test]
fn hours_can_last_until_midnight() {
    let text = GOOD.replace("mon-fri = \"08:00-18:00\"", "mon = \"22:00-24:00\"\nhours.tue = [\"00:00-02:00\"]");
    let centre = Centre::parse(&text).unwrap();
    let billing = QueueId::new("billing").unwrap();
    assert!(centre.is_open(&billing, at("2026-01-05T22:59:59Z")));
    assert!(centre.is_open(&billing, at("2026-01-06T00:59:00Z")));
    assert!(!centre.is_open(&billing, at("2026-01-06T01:00:00Z")));
}

#[test]
fn the_example_is_a_centre() {
    let centre = Centre::parse(EXAMPLE).map_err(|mistakes| format!("{mistakes:#?}")).unwrap();
    assert_eq!(centre.name, "Nordlicht Telekom");
    assert_eq!(
        centre.topics.iter().map(|topic| topic.name.de.as_str()).collect::<Vec<_>>(),
        ["Rechnung", "Technik", "Vertrag"]
    );
    assert!(centre.topics.iter().all(|topic| !topic.greeting.de.is_empty() && !topic.closed.en.is_empty()));
    assert_eq!(centre.rules.queues.values().filter(|queue| queue.disposition_mandatory).count(), 1);
    let contract = centre.rules.queues[&QueueId::new("contract").unwrap()].reminder;
    assert_eq!((contract.yellow_ms, contract.red_ms), (60_000, 120_000));
}

#[test]
fn a_damaged_file_is_either_a_whole_centre_or_has_a_mistake_with_a_line() {
    let lines: Vec<&str> = EXAMPLE.split_inclusive('\n').collect();
    let without = (0..lines.len())
        .map(|gone| lines.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, line)| *line).collect::<String>());
    let cut = EXAMPLE.char_indices().step_by(7).map(|(at, _)| EXAMPLE[..at].to_owned());
    let doubled = (0..lines.len()).map(|at| [&lines[..=at], &lines[at..]].concat().concat());
    let marks = ['"', '[', ']', '{', '}', '=', '\n', '.', '#', '\u{0}', '0', 'x'];
    let struck = EXAMPLE.char_indices().filter(|(_, c)| c.is_ascii()).step_by(3).enumerate().map(|(n, (at, _))| {
        let mark = marks[n % marks.len()];
        format!("{}{mark}{}", &EXAMPLE[..at], &EXAMPLE[at + 1..])
    });
    let last_line = EXAMPLE.lines().count();
    let (mut whole, mut mistaken) = (0, 0);
    for text in without.chain(cut).chain(doubled).chain(struck) {
        match Centre::parse(&text) {
            Ok(centre) => {
                whole += 1;
                let table: toml::Table = text.parse().unwrap();
                let count = |key: &str| table.get(key).and_then(toml::Value::as_table).map_or(0, toml::Table::len);
                assert_eq!(count("agents"), centre.rules.agents.len(), "{text}");
                assert_eq!(count("queues"), centre.rules.queues.len(), "{text}");
                assert_eq!(count("queues"), centre.topics.len(), "{text}");
                assert_eq!(count("dispositions"), centre.rules.dispositions.len(), "{text}");
            }
            Err(mistakes) => {
                mistaken += 1;
                assert!(!mistakes.is_empty(), "{text}");
                assert!(mistakes.iter().all(|m| m.line.is_some_and(|line| line <= last_line + 2)), "{mistakes:?}");
            }
        }
    }
    assert!(whole > 100 && mistaken > 1_000, "{whole} {mistaken}");
}
