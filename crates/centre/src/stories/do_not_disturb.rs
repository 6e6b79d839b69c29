//! 3.2: by name every connected agent can be asked, except in do-not-disturb.

use super::*;

const AN_HOUR: u64 = 60 * 60 * 1_000;

fn wants_quiet(centre: &mut Centre, name: &str, for_ms: u64) -> Result<(), Refusal> {
    centre.seat_act(name, SeatAct::SetDoNotDisturb { for_ms })
}

fn shown_quiet(centre: &Centre, name: &str) -> bool {
    let seen = directory(1, "", &agent("anna"), &centre.roster, &centre.rules, centre.cases.values(), centre.now);
    seen.agents.iter().find(|other| other.agent == agent(name)).unwrap().do_not_disturb
}

#[test]
fn nobody_asks_by_name_who_does_not_want_to_be_disturbed() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    wants_quiet(&mut centre, "ben", AN_HOUR).unwrap();
    assert_eq!(centre.consults("anna", "a", by_name("ben")), Err(Refusal::TargetDoNotDisturb));
    assert_eq!(centre.asks_to_join("anna", "a", by_name("ben")), Err(Refusal::TargetDoNotDisturb));
    assert_eq!(centre.transfers("anna", "a", by_name("ben")), Err(Refusal::TargetDoNotDisturb));
    wants_quiet(&mut centre, "ben", 0).unwrap();
    centre.consults("anna", "a", by_name("ben")).unwrap();
}

#[test]
fn who_is_logged_out_is_that_first() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    wants_quiet(&mut centre, "ben", AN_HOUR).unwrap();
    centre.loses_connection("ben");
    assert_eq!(centre.consults("anna", "a", by_name("ben")), Err(Refusal::TargetLoggedOut));
    centre.seat_act("ben", SeatAct::Connected).unwrap();
    assert_eq!(centre.consults("anna", "a", by_name("ben")), Err(Refusal::TargetDoNotDisturb), "it outlives a cut");
}

#[test]
fn routing_and_requests_to_a_queue_reach_an_agent_in_do_not_disturb() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    for name in ["ben", "cleo", "dora"] {
        wants_quiet(&mut centre, name, AN_HOUR).unwrap();
    }
    centre.consults("anna", "a", by_queue("loans")).unwrap();
    assert_eq!(centre.asked("a"), [("cleo", InvitationKind::Consultation)]);
    centre.declines("cleo");
    assert_eq!(centre.asked("a"), [("dora", InvitationKind::Consultation)]);
    centre.writes_in("b", "loans");
    assert_eq!(centre.routes(), Some(("b".to_owned(), "cleo".to_owned())));
}

#[test]
fn an_invitation_that_is_open_already_stays_and_can_be_accepted() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    wants_quiet(&mut centre, "ben", AN_HOUR).unwrap();
    centre.deadlines_come("a");
    assert_eq!(centre.asked("a"), [("ben", InvitationKind::Consultation)]);
    centre.accepts("ben");
    assert_eq!(centre.cases[&case("a")].consultations.len(), 1);
}

#[test]
fn it_ends_by_the_clock_whether_that_was_noted_or_not() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    wants_quiet(&mut centre, "ben", 10_000).unwrap();
    let over = SeatAct::DoNotDisturbOver;
    assert_eq!((centre.me("ben").do_not_disturb_ms, shown_quiet(&centre, "ben")), (Some(10_000), true));
    centre.passes(9_999);
    assert_eq!((centre.me("ben").do_not_disturb_ms, shown_quiet(&centre, "ben")), (Some(1), true));
    let seat = centre.seat("ben").clone();
    let decided =
        |ms| decide_seat(&seat, &over, &centre.rules, &Moment { now: centre.now.plus_ms(ms), fresh: Vec::new() });
    assert_eq!(decided(0), Err(Refusal::NotPermitted), "not yet");
    assert_eq!(decided(1), Ok(vec![SeatEvent::DoNotDisturbSet { until: None }]));
    centre.passes(1);
    assert_eq!((centre.me("ben").do_not_disturb_ms, shown_quiet(&centre, "ben")), (None, false));
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.seat_act("ben", over).unwrap();
    assert_eq!(centre.seat("ben").do_not_disturb_until, None);
    assert_eq!(centre.seat_act("ben", over), Err(Refusal::NotPermitted), "once");
}

#[test]
fn it_lasts_a_day_at_most_and_what_is_too_long_changes_nothing() {
    let mut centre = Centre::open();
    let limit_ms = Command::LONGEST_DO_NOT_DISTURB_MS;
    wants_quiet(&mut centre, "ben", AN_HOUR).unwrap();
    let before = centre.seat("ben").clone();
    for for_ms in [limit_ms + 1, u64::MAX] {
        assert_eq!(wants_quiet(&mut centre, "ben", for_ms), Err(Refusal::DoNotDisturbTooLong { limit_ms }));
    }
    assert_eq!(centre.seat("ben"), &before);
    wants_quiet(&mut centre, "ben", limit_ms).unwrap();
    assert_eq!(centre.me("ben").do_not_disturb_ms, Some(limit_ms));
}

#[test]
fn logging_out_ends_it_and_other_states_leave_it_alone() {
    let mut centre = Centre::open();
    wants_quiet(&mut centre, "ben", AN_HOUR).unwrap();
    centre.sets("ben", AgentState::AfterWork).unwrap();
    centre.sets("ben", AgentState::Ready).unwrap();
    assert!(shown_quiet(&centre, "ben"));
    centre.sets("ben", AgentState::LoggedOut).unwrap();
    assert!(!shown_quiet(&centre, "ben"));
    assert_eq!(centre.me("ben").do_not_disturb_ms, None);
    centre.comes_to_work("ben");
    assert!(!shown_quiet(&centre, "ben"));
}

#[test]
fn a_seat_that_an_earlier_version_stored_has_none() {
    let stored = r#"{"version":3,"state":{"kind":"ready"},"state_since":5,"before_after_work":null,
        "connection":"Connected","idle_since":5,"places":[],"sessions":[],"wrap_ups":[],"invitations":{},"consulted":[]}"#;
    let seat: Seat = serde_json::from_str(stored).unwrap();
    assert_eq!((seat.version, seat.do_not_disturb_until), (3, None));
    let again: Seat = serde_json::from_str(&serde_json::to_string(&seat).unwrap()).unwrap();
    assert_eq!(again, seat);
}
