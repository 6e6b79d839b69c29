//! 2.2 and 2.8: who is asked for a waiting chat.

use konsil_protocol::domain::{AgentState, NotReadyReason, Refusal};

use super::*;

fn asked(name: &str) -> Option<(String, String)> {
    Some(("a".to_owned(), name.to_owned()))
}

#[test]
fn the_longest_idle_is_asked_then_the_next_and_then_the_chat_waits() {
    let mut centre = Centre::open();
    centre.writes_in("a", "rates");
    assert_eq!(centre.routes(), asked("anna"));
    assert_eq!(centre.routes(), None, "one offer at a time");
    centre.declines("anna");
    assert_eq!(centre.routes(), asked("ben"));
    centre.lets_expire("ben");
    assert_eq!(centre.seat("ben").state, AgentState::NotReady { reason: NotReadyReason::NoAnswer });
    assert_eq!(centre.routes(), asked("cleo"));
    centre.declines("cleo");
    assert_eq!(centre.routes(), None, "nobody is left: it waits");
    assert_eq!(
        contact_state(&centre.cases[&case("a")], &centre.rules).phase,
        konsil_protocol::wire::contact::ContactPhase::Waiting
    );
}

#[test]
fn an_agent_who_becomes_ready_anew_is_asked_again_after_the_untried() {
    let mut centre = Centre::open();
    centre.writes_in("a", "rates");
    centre.routes();
    centre.lets_expire("anna");
    centre.sets("anna", AgentState::Ready).unwrap();
    assert_eq!(centre.routes(), asked("ben"));
    centre.declines("ben");
    assert_eq!(centre.routes(), asked("cleo"));
    centre.declines("cleo");
    assert_eq!(centre.routes(), asked("anna"));
}

#[test]
fn who_declined_and_stayed_ready_is_asked_again_after_a_pause() {
    let mut centre = Centre::closed();
    centre.comes_to_work("anna");
    centre.writes_in("a", "rates");
    centre.routes();
    centre.declines("anna");
    centre.deadlines_come("a");
    assert_eq!(centre.routes(), None);
    centre.passes(ASK_AGAIN_AFTER_MS);
    centre.deadlines_come("a");
    assert_eq!(centre.routes(), asked("anna"));
}

#[test]
fn the_oldest_chat_goes_first_and_keeps_its_place_in_another_queue() {
    let mut centre = Centre::closed();
    centre.comes_to_work("anna");
    centre.chats("anna", "first");
    centre.writes_in("second", "loans");
    centre.transfers("anna", "first", by_queue("loans")).unwrap();
    centre.comes_to_work("dora");
    assert_eq!(centre.routes(), Some(("first".to_owned(), "dora".to_owned())));
}

#[test]
fn an_agent_with_an_open_offer_or_without_a_free_place_or_connection_is_not_asked() {
    let mut centre = Centre::closed();
    centre.comes_to_work("anna");
    centre.writes_in("a", "rates");
    centre.writes_in("b", "rates");
    centre.writes_in("c", "rates");
    assert!(centre.routes().is_some());
    assert_eq!(centre.routes(), None, "an offer is open");
    centre.accepts("anna");
    assert!(centre.routes().is_some());
    centre.accepts("anna");
    assert_eq!(centre.routes(), None, "both places are taken");
    centre.ends("anna", "a").unwrap();
    centre.sets("anna", AgentState::Ready).unwrap();
    assert_eq!(centre.routes(), None, "the place is taken until mark done");
    centre.marks_done("anna", "a").unwrap();
    assert!(centre.routes().is_some());
    centre.declines("anna");
    centre.sets("anna", AgentState::AfterWork).unwrap();
    centre.sets("anna", AgentState::Ready).unwrap();
    centre.loses_connection("anna");
    assert_eq!(centre.routes(), None, "not there");
}

#[test]
fn where_the_queue_says_so_the_place_is_free_at_the_end() {
    let mut centre = Centre::open();
    centre.queue_rules("rates").place_until = PlaceUntil::End;
    centre.chats("anna", "a");
    assert_eq!(centre.me("anna").places_taken, 1);
    centre.ends("anna", "a").unwrap();
    assert_eq!(centre.me("anna").places_taken, 0);
    assert_eq!(centre.seat("anna").wrap_ups.len(), 1);
}

#[test]
fn an_offer_that_routing_would_not_make_is_refused() {
    let mut centre = Centre::open();
    centre.writes_in("a", "rates");
    let offer = |name: &str| Act::Centre(CentreAct::Offer { agent: agent(name) });
    assert_eq!(centre.act("a", &offer("dora")), Err(Refusal::NobodyAvailable));
    centre.act("a", &offer("ben")).unwrap();
    assert_eq!(centre.act("a", &offer("anna")), Err(Refusal::AlreadyInvited));
    centre.declines("ben");
    assert_eq!(centre.act("a", &offer("ben")), Err(Refusal::NobodyAvailable));
    centre.act("a", &offer("anna")).unwrap();
    centre.accepts("anna");
    assert_eq!(centre.act("a", &offer("cleo")), Err(Refusal::NotPermitted));
}
