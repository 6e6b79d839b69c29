//! Who comes late is told what happened.

use konsil_protocol::domain::InvitationOutcome;

use super::*;

#[test]
fn the_first_committed_event_wins_even_after_its_time() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.asks_to_join("anna", "a", by_name("ben")).unwrap();
    centre.passes(40_000);
    let (_, invitation) = centre.invitation("ben");
    centre.accepts("ben");
    let late = centre.act("a", &Act::Centre(CentreAct::Expire { invitation: invitation.clone() }));
    assert_eq!(late, Err(Refusal::NoSuchInvitation));
    let withdraw = Command::WithdrawInvitation { case: case("a"), invitation };
    let accepted = Refusal::InvitationClosed { outcome: InvitationOutcome::Accepted };
    assert_eq!(centre.does("anna", "a", withdraw), Err(accepted));
}

#[test]
fn an_invitation_does_not_expire_before_its_time() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.asks_to_join("anna", "a", by_name("ben")).unwrap();
    let (_, invitation) = centre.invitation("ben");
    centre.passes(20_000);
    let early = centre.act("a", &Act::Centre(CentreAct::Expire { invitation }));
    assert_eq!(early, Err(Refusal::NotPermitted));
    assert_eq!(centre.asked("a"), [("ben", InvitationKind::Conference)]);
}

#[test]
fn who_accepts_after_contact_or_chat_are_gone_is_told_that() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.transfers("anna", "a", by_name("ben")).unwrap();
    let (_, transfer) = centre.invitation("ben");
    centre.consults("anna", "a", by_name("cleo")).unwrap();
    let (_, consultation) = centre.invitation("cleo");
    centre.contact("a", ContactAct::Leave).unwrap();
    let accept = |invitation: &InvitationId| Command::AcceptInvitation { invitation: invitation.clone() };
    assert_eq!(centre.does("ben", "a", accept(&transfer)), Err(Refusal::ContactLeft));
    assert_eq!(centre.asked("a"), [("cleo", InvitationKind::Consultation)], "that one stays");
    centre.ends("anna", "a").unwrap();
    assert_eq!(centre.does("cleo", "a", accept(&consultation)), Err(Refusal::ChatEnded));
}

#[test]
fn an_asker_whose_target_is_gone_sees_no_answer_and_not_a_withdrawal() {
    let mut centre = Centre::open();
    centre.rules.invitation_ms = 60_000;
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.loses_connection("ben");
    centre.passes(36_000);
    centre.deadlines_come("a");
    assert_eq!(centre.sees_of_it("anna", "a").outcomes[0].outcome, InvitationOutcome::Expired);
}

#[test]
fn the_last_eight_outcomes_are_kept() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    for _ in 0..10 {
        centre.consults("anna", "a", by_name("ben")).unwrap();
        centre.declines("ben");
    }
    assert_eq!(centre.sees_of_it("anna", "a").outcomes.len(), MAX_OUTCOMES);
}

#[test]
fn somebody_elses_invitation_is_not_there() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "dora");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    let (_, invitation) = centre.invitation("ben");
    let accept = Command::AcceptInvitation { invitation: invitation.clone() };
    assert_eq!(centre.does("cleo", "a", accept), Err(Refusal::NoSuchInvitation));
    let withdraw = Command::WithdrawInvitation { case: case("a"), invitation };
    assert_eq!(centre.does("dora", "a", withdraw.clone()), Err(Refusal::NoSuchInvitation));
    assert_eq!(centre.does("cleo", "a", withdraw), Err(Refusal::NoSuchCase), "no part in the case");
}
