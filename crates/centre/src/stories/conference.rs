//! Section 4: joining, removal, and whose consultations end.

use konsil_protocol::domain::{ConsultationEnd, ConsultationState, EndEffect, Left, MessageContent, Standing};

use super::*;

#[test]
fn a_removed_agent_reads_up_to_that_moment_and_can_be_asked_again() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "ben");
    centre.consults("ben", "a", by_name("dora")).unwrap();
    assert_eq!(centre.removes("ben", "a", "anna"), Err(Refusal::NotPermitted), "the owner only");
    assert_eq!(centre.removes("anna", "a", "anna"), Err(Refusal::TargetIsYourself));
    assert_eq!(centre.removes("anna", "a", "cleo"), Err(Refusal::NoSuchTarget));
    centre.removes("anna", "a", "ben").unwrap();
    assert_eq!(centre.asked("a"), [], "what ben asked is withdrawn");
    let removed = || Refusal::RemovedFromConference { by: agent("anna") };
    assert_eq!(centre.writes("ben", "a", "Noch etwas"), Err(removed()));
    let note = Command::SetNote { case: case("a"), text: "x".into() };
    assert_eq!(centre.does("ben", "a", note), Err(removed()));
    let view = centre.sees_of_it("ben", "a");
    assert!(matches!(&view.standing, Standing::Former { why: Left::Removed { by }, .. } if by == &agent("anna")));
    assert_eq!(centre.contact_reads("a").last(), Some(&ContactEvent::Left { name: "ben".into() }));
    centre.confer("anna", "a", "ben");
    centre.writes("ben", "a", "Da bin ich wieder").unwrap();
}

#[test]
fn a_removed_agent_does_not_read_on_through_a_colleagues_consultation() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "ben");
    centre.confer("anna", "a", "dora");
    centre.consults("dora", "a", by_name("ben")).unwrap();
    centre.accepts("ben");
    centre.removes("anna", "a", "ben").unwrap();
    let viewer = viewer(&centre.cases[&case("a")], &agent("ben"), &Thread::Main);
    assert!(matches!(viewer, Some(Viewer::Former { .. })), "{viewer:?}");
}

#[test]
fn joining_ends_only_the_consultation_that_led_there() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "ben");
    for asker in ["anna", "ben"] {
        centre.consults(asker, "a", by_name("dora")).unwrap();
        centre.accepts("dora");
    }
    centre.confer("ben", "a", "dora");
    let of = |name: &str| centre.sees_of_it(name, "a").consultations[0].state;
    assert_eq!(of("anna"), ConsultationState::Active);
    assert!(matches!(of("ben"), ConsultationState::Ended { why: ConsultationEnd::BecameConference, .. }));
}

#[test]
fn members_consult_each_other_and_the_rest_do_not_see_it() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "ben");
    centre.confer("anna", "a", "dora");
    centre.consults("ben", "a", by_name("anna")).unwrap();
    centre.accepts("anna");
    let consultation = centre.consultation("a");
    assert!(centre.sees_of_it("dora", "a").consultations.is_empty());
    let write = Command::SendMessage {
        case: case("a"),
        thread: Thread::Consultation { consultation: consultation.clone() },
        content: MessageContent::Text("unter uns".into()),
    };
    assert_eq!(centre.does("dora", "a", write), Err(Refusal::NoSuchConsultation));
    let thread = Thread::Consultation { consultation };
    assert_eq!(viewer(&centre.cases[&case("a")], &agent("dora"), &thread), None);
}

#[test]
fn when_the_owner_ends_the_longest_standing_connected_agent_answers_for_the_chat() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "dora");
    centre.confer("anna", "a", "ben");
    assert_eq!(centre.sees_of_it("anna", "a").end_effect, EndEffect::MySession);
    centre.loses_connection("dora");
    centre.ends("anna", "a").unwrap();
    assert_eq!(centre.owner("a"), Some("ben"));
    assert_eq!(centre.writes("anna", "a", "noch etwas"), Err(Refusal::AlreadyEnded));
    centre.ends("dora", "a").unwrap();
    assert_eq!(centre.sees_of_it("ben", "a").end_effect, EndEffect::WholeChat);
    centre.ends("ben", "a").unwrap();
    let ended = ContactEvent::Ended { by: konsil_protocol::wire::contact::EndedBy::Agent };
    assert_eq!(centre.contact_reads("a").last(), Some(&ended));
}

#[test]
fn one_conference_or_transfer_request_at_a_time() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "ben");
    centre.asks_to_join("ben", "a", by_name("dora")).unwrap();
    assert_eq!(centre.asks_to_join("anna", "a", by_name("cleo")), Err(Refusal::RequestPending));
    assert_eq!(centre.transfers("anna", "a", by_name("cleo")), Err(Refusal::RequestPending));
    assert_eq!(centre.consults("ben", "a", by_name("dora")), Err(Refusal::AlreadyInvited));
    centre.consults("anna", "a", by_name("cleo")).unwrap();
    centre.declines("dora");
    assert_eq!(centre.asks_to_join("anna", "a", by_name("ben")), Err(Refusal::AlreadyMember));
    centre.transfers("anna", "a", by_name("dora")).unwrap();
}

#[test]
fn what_a_colleague_in_the_chat_asks_in_private_decides_nothing() {
    let asks = |asked: bool| {
        let mut centre = Centre::open();
        centre.chats("anna", "a");
        centre.confer("anna", "a", "ben");
        if asked {
            centre.consults("anna", "a", by_name("dora")).unwrap();
        }
        let seen = centre.sees_of_it("ben", "a").not_askable;
        (seen, centre.consults("ben", "a", by_name("dora")), centre.sees_of_it("ben", "a").requests.len())
    };
    assert_eq!(asks(true), asks(false));
}

#[test]
fn who_is_asked_by_two_colleagues_in_a_chat_talks_to_both() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "ben");
    for asker in ["anna", "ben"] {
        centre.consults(asker, "a", by_name("dora")).unwrap();
    }
    for invitation in centre.seat("dora").invitations.clone().into_keys() {
        centre.does("dora", "a", Command::AcceptInvitation { invitation }).unwrap();
    }
    let with = |name| centre.sees_of_it(name, "a").consultations.len();
    assert_eq!([with("anna"), with("ben"), with("dora")], [1, 1, 2]);
}
