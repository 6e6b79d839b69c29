//! Whom the chats of a queue are offered to, written rightly, and each mistake that can be made there.

use crate::centre_file::Centre;

const GOOD: &str = r#"[centre]
name = "Nord"
privacy = { de = "https://nord.example/d", en = "https://nord.example/p" }
time_zone = "Europe/Berlin"
[dispositions]
solved = { de = "Gelöst", en = "Solved" }
[skills.english]
name = { de = "Englisch", en = "English" }
[agents.jana]
name = "Jana Becker"
skills = { english = 4 }
capacity_of = { complaint = 1 }
[queues.rates]
name = { de = "Tarife", en = "Rates" }
agents = ["jana"]
dispositions = ["solved"]
skills = { english = 3 }
later = [{ after = "1 min", skills = { english = 1 } }, { after = "3 min", overflow = "loans" }]
priority = "10 min"
last_agent_first = true
take_by_hand = true
kind = "complaint"
[queues.loans]
name = { de = "Kredite", en = "Loans" }
agents = ["jana"]
dispositions = ["solved"]
"#;

const OVERFLOW: &str = ", { after = \"3 min\", overflow = \"loans\" }]";

/// Of the good file with these pieces replaced.
fn mistakes(changes: &[(&str, &str)]) -> Vec<String> {
    let mut file = GOOD.to_owned();
    for (old, new) in changes {
        assert!(file.contains(old), "{old} is not in the file");
        file = file.replacen(old, new, 1);
    }
    Centre::parse(&file).err().into_iter().flatten().map(|mistake| mistake.to_string()).collect()
}

#[test]
fn all_of_it_is_read() {
    assert_eq!(mistakes(&[]), Vec::<String>::new());
    let rules = Centre::parse(GOOD).unwrap().rules;
    let routing = rules.queues.iter().find(|(id, _)| id.as_str() == "rates").map(|(_, queue)| &queue.routing).unwrap();
    let later: Vec<_> = routing.widenings.iter().map(|later| (later.after_ms, later.overflow.is_some())).collect();
    assert_eq!(later, [(60_000, false), (180_000, true)]);
    assert_eq!((routing.head_start_ms, routing.last_agent_first, routing.by_hand), (600_000, true, true));
    let of_kind: Vec<_> = rules.agents.values().flat_map(|agent| &agent.capacity_of).collect();
    assert_eq!(of_kind, [(routing.kind.as_ref().unwrap(), &1)]);
}

#[test]
fn each_mistake_is_named() {
    let later = &GOOD[GOOD.find("later").unwrap()..GOOD.find("\npriority").unwrap()];
    let table: &[(&[(&str, &str)], &str)] = &[
        (&[(later, "later = \"1 min\"")], "`later` must be a list, as in"),
        (&[(later, "later = [\"1 min\"]")], "each entry of `later` stands in braces"),
        (&[("after = \"1 min\", ", "")], "an entry of `later` does not say `after` what time"),
        (&[("after = \"1 min\"", "after = 60")], "`after` must be a time with its unit"),
        (&[("after = \"1 min\"", "after = \"2 days\"")], "`after`"),
        (&[(", skills = { english = 1 } }", " }")], "an entry of `later` changes nothing"),
        (&[("after = \"3 min\"", "after = \"1 min\"")], "the entries of `later` stand in the order of their times"),
        (&[("overflow = \"loans\"", "overflow = \"rates\"")], "the queue `rates` cannot be its own `overflow`"),
        (
            &[("overflow = \"loans\"", "overflow = \"laons\"")],
            "`overflow`: there is no queue \"laons\" in this file; did you mean \"loans\"?",
        ),
        (&[("overflow = \"loans\"", "overflw = \"loans\"")], "unknown key `overflw`"),
        (
            &[("english = 1 }", "englisch = 1 }")],
            "there is no skill \"englisch\" in this file; did you mean \"english\"?",
        ),
        (
            &[("english = 4", "english = 2"), ("english = 1 }", "english = 3 }"), (OVERFLOW, "]")],
            "none of the agents of the queue `rates` has learned what its chats ask for",
        ),
        (&[("priority = \"10 min\"", "priority = 10")], "`priority` must be a time with its unit"),
        (&[("priority = \"10 min\"", "priority = \"25 h\"")], "`priority`"),
        (&[("last_agent_first = true", "last_agent_first = \"yes\"")], "`last_agent_first` must be"),
        (&[("take_by_hand = true", "take_by_hand = 1")], "`take_by_hand` must be"),
        (&[("kind = \"complaint\"", "kind = \"a complaint\"")], "\"a complaint\""),
        (&[("capacity_of = { complaint = 1 }", "capacity_of = 1")], "`capacity_of` must be a section"),
        (&[("complaint = 1 }", "complaint = 101 }")], "`capacity_of`: \"complaint\" is 101; it can be 0 to 100"),
        (&[("complaint = 1 }", "complaint = \"one\" }")], "`complaint` must be a whole number"),
        (
            &[("complaint = 1 }", "complaints = 1 }")],
            "`capacity_of`: no queue has the `kind` \"complaints\"; did you mean \"complaint\"?",
        ),
    ];
    let mut wrong = String::new();
    for (changes, expected) in table {
        let found = mistakes(changes);
        if !found.iter().any(|mistake| mistake.contains(expected)) {
            wrong += &format!("{changes:?}: {found:#?}, not {expected}\n");
        }
    }
    assert_eq!(wrong, "");
}
