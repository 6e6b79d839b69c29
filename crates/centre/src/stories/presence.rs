//! 2.6 and 2.7: the contact, or an agent, without connection.

use konsil_protocol::domain::{AgentState, ContactLeft, ContactPresence, Left, Standing};
use konsil_protocol::wire::contact::{ContactPhase, EndedBy};

use super::*;

fn phase(centre: &Centre, on: &str) -> ContactPhase {
    contact_state(&centre.cases[&case(on)], &centre.rules).phase
}

#[test]
fn an_interrupted_contact_is_shown_and_may_come_back() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.contact("a", ContactAct::Interrupted).unwrap();
    let since = centre.now;
    assert_eq!(centre.sees_of_it("anna", "a").contact.presence, ContactPresence::Interrupted { since });
    centre.passes(299_000);
    centre.contact("a", ContactAct::Returned).unwrap();
    centre.passes(10_000);
    centre.deadlines_come("a");
    assert_eq!(centre.sees_of_it("anna", "a").contact.presence, ContactPresence::Present);
}

#[test]
fn a_contact_without_connection_for_too_long_counts_as_left() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.asks_to_join("anna", "a", by_name("ben")).unwrap();
    centre.contact("a", ContactAct::Interrupted).unwrap();
    centre.passes(301_000);
    centre.deadlines_come("a");
    let presence = centre.sees_of_it("anna", "a").contact.presence;
    assert!(matches!(presence, ContactPresence::Left { why: ContactLeft::TimedOut, .. }), "{presence:?}");
    assert_eq!(centre.asked("a"), []);
    assert_eq!(centre.contact_reads("a").last(), Some(&ContactEvent::Ended { by: EndedBy::TimedOut }));
    assert_eq!(centre.writes("anna", "a", "Sind Sie noch da?"), Err(Refusal::ContactLeft));
    centre.ends("anna", "a").unwrap();
    assert_eq!(centre.contact_reads("a").last(), Some(&ContactEvent::Ended { by: EndedBy::TimedOut }));
    assert_eq!(centre.writes("anna", "a", "Sind Sie noch da?"), Err(Refusal::ContactLeft));
    centre.marks_done("anna", "a").unwrap();
}

#[test]
fn a_contact_who_leaves_the_queue_is_offered_to_nobody() {
    let mut centre = Centre::open();
    centre.writes_in("a", "rates");
    centre.routes();
    let (_, invitation) = centre.invitation("anna");
    centre.contact("a", ContactAct::Leave).unwrap();
    assert_eq!(centre.cases[&case("a")].phase, CasePhase::Ended { at: centre.now });
    assert!(centre.me("anna").invitations.is_empty());
    assert_eq!(centre.does("anna", "a", Command::AcceptInvitation { invitation }), Err(Refusal::ContactLeft));
    assert_eq!(centre.routes(), None);
}

#[test]
fn offers_to_an_agent_without_connection_are_withdrawn_after_35_seconds() {
    let mut centre = Centre::open();
    centre.rules.invitation_ms = 60_000;
    centre.writes_in("a", "rates");
    centre.routes();
    centre.loses_connection("anna");
    centre.passes(33_000);
    centre.deadlines_come("a");
    assert_eq!(centre.asked("a"), [("anna", InvitationKind::Chat)]);
    centre.passes(2_000);
    centre.deadlines_come("a");
    assert_eq!(centre.asked("a"), []);
    assert_eq!(centre.seat("anna").state, AgentState::Ready, "nobody was there to answer");
    assert_eq!(centre.routes(), Some(("a".to_owned(), "ben".to_owned())));
}

#[test]
fn offers_to_somebody_who_logs_out_are_withdrawn_at_once() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.transfers("anna", "a", by_name("dora")).unwrap();
    centre.sets("dora", AgentState::LoggedOut).unwrap();
    let (_, invitation) = centre.invitation("dora");
    assert_eq!(centre.does("dora", "a", Command::AcceptInvitation { invitation }), Err(Refusal::StateNotPossible));
    centre.deadlines_come("a");
    assert_eq!(centre.asked("a"), []);
    assert_eq!(centre.owner("a"), Some("anna"));
}

#[test]
fn after_the_grace_time_the_longest_standing_connected_agent_is_the_owner() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "dora");
    centre.confer("anna", "a", "ben");
    centre.loses_connection("dora");
    centre.loses_connection("anna");
    centre.passes(118_000);
    centre.deadlines_come("a");
    assert_eq!(centre.owner("a"), Some("anna"));
    centre.passes(2_000);
    centre.deadlines_come("a");
    assert_eq!(centre.owner("a"), Some("ben"));
    centre.seat_act("anna", SeatAct::Connected).unwrap();
    assert_eq!(centre.sees_of_it("anna", "a").standing, Standing::Member, "back, but not the owner");
    assert_eq!(centre.owner("a"), Some("ben"));
}

#[test]
fn a_chat_alone_waits_for_its_agent_and_the_contact_is_told_once() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.accepts("ben");
    centre.loses_connection("anna");
    centre.passes(120_000);
    centre.deadlines_come("a");
    centre.deadlines_come("a");
    let away = ContactEvent::AgentAway { name: "anna".into() };
    assert_eq!(centre.contact_reads("a").iter().filter(|line| **line == away).count(), 1);
    assert_eq!(phase(&centre, "a"), ContactPhase::AgentAway);
    assert!(centre.cases[&case("a")].consultations.values().all(Consultation::is_active), "they stay");
    centre.seat_act("anna", SeatAct::Connected).unwrap();
    centre.deadlines_come("a");
    assert_eq!(centre.contact_reads("a").last(), Some(&ContactEvent::AgentBack { name: "anna".into() }));
    assert_eq!(phase(&centre, "a"), ContactPhase::Chatting);
}

#[test]
fn where_the_queue_says_so_the_chat_of_a_vanished_agent_is_offered_again() {
    let mut centre = Centre::open();
    centre.queue_rules("rates").vanished = VanishedPolicy::OfferAgain;
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.accepts("ben");
    centre.loses_connection("anna");
    centre.passes(120_000);
    centre.deadlines_come("a");
    assert_eq!(phase(&centre, "a"), ContactPhase::Waiting);
    assert_eq!(centre.contact_reads("a").last(), Some(&ContactEvent::Waiting));
    let view = centre.sees_of_it("anna", "a");
    assert!(matches!(view.standing, Standing::Former { why: Left::Vanished, .. }), "{:?}", view.standing);
    assert!(view.consultations[0].can.contains(&konsil_protocol::domain::ConsultationAction::Write), "they stay");
    assert_eq!(centre.routes(), Some(("a".to_owned(), "cleo".to_owned())));
    centre.accepts("cleo");
    assert_eq!(centre.owner("a"), Some("cleo"));
    centre.seat_act("anna", SeatAct::Connected).unwrap();
    assert_eq!(centre.writes("anna", "a", "Da bin ich"), Err(Refusal::AlreadyEnded));
    centre.marks_done("anna", "a").unwrap();
    assert_eq!(centre.view("anna", "a"), None);
    assert!(centre.cases[&case("a")].consultations.values().all(|c| !c.is_active()), "without a window they end");
}

#[test]
fn another_member_without_connection_has_a_grace_time_of_its_own() {
    let mut centre = Centre::open();
    centre.queue_rules("rates").vanished = VanishedPolicy::OfferAgain;
    centre.chats("anna", "a");
    centre.confer("anna", "a", "dora");
    centre.loses_connection("anna");
    centre.passes(100_000);
    centre.loses_connection("dora");
    centre.passes(30_000);
    centre.deadlines_come("a");
    assert_eq!(centre.owner("a"), Some("anna"), "dora may be back in a moment");
    centre.seat_act("dora", SeatAct::Connected).unwrap();
    centre.deadlines_come("a");
    assert_eq!(centre.owner("a"), Some("dora"));
}

#[test]
fn signing_in_makes_not_ready_and_a_broken_connection_changes_no_state() {
    let mut centre = Centre::closed();
    centre.seat_act("anna", SeatAct::Connected).unwrap();
    assert_eq!(centre.seat("anna").state, SIGNED_IN);
    centre.sets("anna", AgentState::Ready).unwrap();
    centre.loses_connection("anna");
    centre.seat_act("anna", SeatAct::Connected).unwrap();
    assert_eq!(centre.seat("anna").state, AgentState::Ready);
}
