//! Section 3: whom one can ask, and how a queue is asked.

use konsil_protocol::domain::{AgentState, InvitationOutcome, MessageContent, NotAskableWhy, NotReadyReason};

use super::*;

#[test]
fn by_name_every_connected_agent_can_be_asked_whatever_the_state() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.sets("ben", AgentState::NotReady { reason: NotReadyReason::BREAK }).unwrap();
    centre.consults("anna", "a", by_name("ben")).unwrap();
    assert_eq!(centre.consults("anna", "a", by_name("ben")), Err(Refusal::AlreadyInvited));
    centre.accepts("ben");
    assert_eq!(centre.consults("anna", "a", by_name("ben")), Err(Refusal::AlreadyConsulting));
    assert_eq!(centre.consults("anna", "a", by_name("anna")), Err(Refusal::TargetIsYourself));
    assert_eq!(centre.consults("anna", "a", by_name("nobody")), Err(Refusal::NoSuchTarget));
    centre.loses_connection("cleo");
    assert_eq!(centre.consults("anna", "a", by_name("cleo")), Err(Refusal::TargetLoggedOut));
    centre.sets("dora", AgentState::LoggedOut).unwrap();
    assert_eq!(centre.consults("anna", "a", by_name("dora")), Err(Refusal::TargetLoggedOut));
}

#[test]
fn a_queue_asks_its_available_members_longest_idle_first_each_once() {
    let mut centre = Centre::open();
    centre.chats("ben", "a");
    centre.writes_in("b", "rates");
    centre.act("b", &Act::Centre(CentreAct::Offer { agent: agent("anna") })).unwrap();
    centre.declines("anna");
    centre.consults("ben", "a", by_queue("rates")).unwrap();
    assert_eq!(centre.asked("a"), [("cleo", InvitationKind::Consultation)], "anna was offered something just now");
    let request = centre.sees_of_it("ben", "a").requests[0].clone();
    centre.declines("cleo");
    assert_eq!(centre.asked("a"), [("anna", InvitationKind::Consultation)]);
    let second = centre.sees_of_it("ben", "a").requests[0].clone();
    assert_eq!((&second.invitation, &second.target), (&request.invitation, &by_queue("rates")), "one request");
    assert!(centre.sees_of_it("ben", "a").not_askable.iter().all(|n| n.why != NotAskableWhy::AlreadyInvited));
    centre.lets_expire("anna");
    assert_eq!(centre.asked("a"), []);
    let outcomes = centre.sees_of_it("ben", "a").outcomes;
    assert_eq!(outcomes.len(), 1, "the asker sees only the outcome");
    assert_eq!((&outcomes[0].target, outcomes[0].outcome), (&by_queue("rates"), InvitationOutcome::Declined));
    assert_eq!(centre.seat("anna").state, AgentState::Ready, "only an offer by routing makes not ready");
}

#[test]
fn a_queue_of_which_nobody_is_available_is_said_so_at_once() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.sets("cleo", AgentState::NotReady { reason: NotReadyReason::BREAK }).unwrap();
    centre.sets("dora", AgentState::NotReady { reason: NotReadyReason::BREAK }).unwrap();
    assert_eq!(centre.consults("anna", "a", by_queue("loans")), Err(Refusal::NobodyAvailable));
    assert_eq!(centre.consults("anna", "a", by_queue("nowhere")), Err(Refusal::NoSuchTarget));
}

#[test]
fn an_asker_may_withdraw_whoever_of_the_queue_is_being_asked() {
    let mut centre = Centre::open();
    centre.chats("ben", "a");
    centre.consults("ben", "a", by_queue("rates")).unwrap();
    let (_, invitation) = centre.invitation("anna");
    centre.declines("anna");
    let withdraw = Command::WithdrawInvitation { case: case("a"), invitation: invitation.clone() };
    centre.does("ben", "a", withdraw.clone()).unwrap();
    assert_eq!(centre.asked("a"), []);
    let late = |outcome| Err(Refusal::InvitationClosed { outcome });
    assert_eq!(centre.does("ben", "a", withdraw), late(InvitationOutcome::Withdrawn));
    let accept = Command::AcceptInvitation { invitation };
    assert_eq!(centre.does("anna", "a", accept.clone()), late(InvitationOutcome::Declined));
    assert_eq!(centre.does("cleo", "a", accept.clone()), late(InvitationOutcome::Withdrawn));
    assert_eq!(centre.does("dora", "a", accept), Err(Refusal::NoSuchInvitation));
}

#[test]
fn nobody_has_more_than_three_consultations_of_others() {
    let mut centre = Centre::open();
    for (asker, on) in [("anna", "a"), ("anna", "b"), ("ben", "c")] {
        centre.chats(asker, on);
        centre.consults(asker, on, by_name("dora")).unwrap();
        centre.accepts("dora");
    }
    centre.chats("ben", "d");
    assert_eq!(centre.consults("ben", "d", by_name("dora")), Err(Refusal::TargetBusy));
    let busy = |n: &konsil_protocol::domain::NotAskable| n.agent == agent("dora") && n.why == NotAskableWhy::Busy;
    assert!(centre.sees_of_it("ben", "d").not_askable.iter().any(busy));
    centre.consults("ben", "d", by_queue("loans")).unwrap();
    assert_eq!(centre.asked("d"), [("cleo", InvitationKind::Consultation)], "the queue spares dora too");
    centre.declines("cleo");
    assert_eq!(centre.asked("d"), []);
    let consultation = centre.consultation("a");
    centre.does("anna", "a", Command::EndConsultation { case: case("a"), consultation }).unwrap();
    centre.consults("ben", "d", by_name("dora")).unwrap();
}

#[test]
fn a_consultation_has_no_consultations() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.accepts("ben");
    assert_eq!(centre.consults("ben", "a", by_name("cleo")), Err(Refusal::NotPermitted));
    assert_eq!(centre.asks_to_join("ben", "a", by_name("cleo")), Err(Refusal::NotPermitted));
    assert_eq!(centre.writes("ben", "a", "An alle"), Err(Refusal::NotPermitted));
    let view = centre.sees_of_it("ben", "a");
    assert!(view.can.is_empty(), "{:?}", view.can);
}

#[test]
fn after_the_contact_left_a_colleague_can_still_be_asked_but_not_into_the_chat() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.contact("a", ContactAct::Leave).unwrap();
    centre.accepts("ben");
    let consultation = centre.consultation("a");
    let thread = Thread::Consultation { consultation };
    let text = "Wie halte ich das fest?".to_owned();
    centre
        .does("anna", "a", Command::SendMessage { case: case("a"), thread, content: MessageContent::Text(text) })
        .unwrap();
    assert_eq!(centre.asks_to_join("anna", "a", by_name("cleo")), Err(Refusal::ContactLeft));
    assert_eq!(centre.transfers("anna", "a", by_queue("loans")), Err(Refusal::ContactLeft));
    centre.consults("anna", "a", by_name("cleo")).unwrap();
}
