//! 2.11: an agent is in the centre file no more.

use konsil_protocol::domain::{AgentState, ContactLeft};

use super::*;

impl Centre {
    /// The agent is taken out of the centre file, and what follows from it in these cases happens.
    fn takes_out(&mut self, name: &str, cases: &[&str]) {
        self.rules.agents.remove(&agent(name));
        for queue in self.rules.queues.values_mut() {
            queue.agents.retain(|member| member != &agent(name));
        }
        cases.iter().for_each(|on| self.deadlines_come(on));
        self.seat_act(name, SeatAct::TakenOut).unwrap();
    }

    /// Nothing of a case is left at this agent's.
    fn has_nothing_open(&self, name: &str) -> bool {
        let seat = self.seat(name);
        seat.sessions.is_empty()
            && seat.wrap_ups.is_empty()
            && seat.places.is_empty()
            && seat.invitations.is_empty()
            && seat.consulted.is_empty()
    }
}

#[test]
fn a_chat_of_an_agent_who_is_taken_out_goes_back_into_the_queue_whatever_the_queue_says_of_the_vanished() {
    let mut centre = Centre::open();
    assert_eq!(centre.queue_rules("rates").vanished, VanishedPolicy::Wait);
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("dora")).unwrap();
    centre.accepts("dora");
    centre.takes_out("anna", &["a"]);
    assert_eq!(centre.cases[&case("a")].phase, CasePhase::Waiting);
    assert_eq!(centre.owner("a"), None);
    assert!(!centre.cases[&case("a")].consultations.values().any(Consultation::is_active));
    assert_eq!(centre.contact_reads("a").last(), Some(&ContactEvent::Waiting));
    assert_eq!(centre.routes(), Some(("a".to_owned(), "ben".to_owned())));
    assert!(centre.has_nothing_open("anna"));
    assert_eq!(centre.seat("anna").state, AgentState::LoggedOut);
    assert!(!centre.seat("anna").is_connected());
    assert_eq!(centre.seat("dora").consulted.len(), 0);
    assert!(centre.view("anna", "a").is_none(), "no window of it is left to be closed");
}

#[test]
fn in_a_conference_the_longest_standing_colleague_becomes_the_owner_of_a_chat_whose_owner_is_taken_out() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "dora");
    centre.confer("anna", "a", "ben");
    centre.loses_connection("dora");
    centre.takes_out("anna", &["a"]);
    assert_eq!(centre.owner("a"), Some("ben"), "who is connected comes first");
    assert_eq!(centre.cases[&case("a")].phase, CasePhase::Open);
    assert!(centre.has_nothing_open("anna"));
    centre.takes_out("ben", &["a"]);
    assert_eq!(centre.owner("a"), Some("dora"), "without connection: the grace time decides");
}

#[test]
fn what_an_agent_who_is_taken_out_was_asked_goes_to_the_next_and_what_it_asked_is_withdrawn() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_group("evening")).unwrap();
    assert_eq!(centre.asked("a"), [("ben", InvitationKind::Consultation)]);
    centre.takes_out("ben", &["a"]);
    assert_eq!(centre.asked("a"), [("cleo", InvitationKind::Consultation)]);
    centre.transfers("anna", "a", by_name("dora")).unwrap();
    centre.takes_out("dora", &["a"]);
    assert_eq!(centre.asked("a"), [("cleo", InvitationKind::Consultation)]);
    assert_eq!(centre.sees_of_it("anna", "a").outcomes.len(), 1, "she is told that nobody took it");
    centre.takes_out("anna", &["a"]);
    assert_eq!(centre.asked("a"), []);
    assert!(["anna", "ben", "dora"].into_iter().all(|name| centre.has_nothing_open(name)));
}

#[test]
fn an_offer_to_an_agent_who_is_taken_out_goes_to_the_next() {
    let mut centre = Centre::open();
    centre.writes_in("a", "rates");
    assert_eq!(centre.routes(), Some(("a".to_owned(), "anna".to_owned())));
    centre.takes_out("anna", &["a"]);
    assert_eq!(centre.routes(), Some(("a".to_owned(), "ben".to_owned())));
}

#[test]
fn what_an_agent_who_is_taken_out_had_to_mark_done_keeps_no_case_open() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.accepts("ben");
    centre.contact("a", ContactAct::Leave).unwrap();
    centre.ends("anna", "a").unwrap();
    centre.takes_out("anna", &["a"]);
    assert!(centre.cases[&case("a")].members.is_empty());
    assert!(centre.view("ben", "a").is_some(), "his window of the consultation is his own");
    centre.takes_out("ben", &["a"]);
    assert!(centre.cases[&case("a")].consultations.is_empty());
    assert!(centre.has_nothing_open("anna") && centre.has_nothing_open("ben"));
}

#[test]
fn a_chat_whose_contact_has_left_ends_with_its_last_agent() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.contact("a", ContactAct::Leave).unwrap();
    centre.takes_out("anna", &["a"]);
    assert!(matches!(centre.cases[&case("a")].phase, CasePhase::Ended { .. }));
    let left = centre.cases[&case("a")].contact.presence;
    assert!(matches!(left, CasePresence::Left { why: ContactLeft::Ended, .. }), "{left:?}");
}

#[test]
fn who_is_in_the_centre_file_is_not_taken_out() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    let act = Act::Centre(CentreAct::AgentTakenOut { agent: agent("anna") });
    assert_eq!(centre.act("a", &act), Err(Refusal::NotPermitted));
    centre.takes_out("anna", &["a"]);
    assert_eq!(centre.act("a", &act), Err(Refusal::NotPermitted), "nothing is open any more");
}
