//! 2.5 and 2.8: wrap-up, disposition, after work, logging out.

use konsil_protocol::domain::{AgentState, CaseAction, NotReadyReason, ReasonId};

use super::*;

fn disposition(name: &str) -> Option<DispositionId> {
    Some(DispositionId::new(name).unwrap())
}

#[test]
fn mark_done_comes_after_end_and_then_nothing_is_left() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    assert_eq!(centre.marks_done("anna", "a"), Err(Refusal::NotEndedYet));
    centre.ends("anna", "a").unwrap();
    assert_eq!(centre.ends("anna", "a"), Err(Refusal::ChatEnded));
    centre.does("anna", "a", Command::SetNote { case: case("a"), text: "Zins erklärt".into() }).unwrap();
    assert_eq!(centre.sees_of_it("anna", "a").note, "Zins erklärt");
    centre.marks_done("anna", "a").unwrap();
    assert_eq!(centre.view("anna", "a"), None);
    assert_eq!(centre.marks_done("anna", "a"), Err(Refusal::NoSuchCase));
}

#[test]
fn a_mandatory_disposition_is_asked_of_the_owner_at_the_end_only() {
    let mut centre = Centre::open();
    centre.queue_rules("rates").disposition_mandatory = true;
    centre.chats("anna", "a");
    centre.confer("anna", "a", "dora");
    centre.ends("anna", "a").unwrap();
    assert!(!centre.sees_of_it("anna", "a").disposition_required);
    centre.marks_done("anna", "a").unwrap();
    centre.ends("dora", "a").unwrap();
    assert!(centre.sees_of_it("dora", "a").disposition_required);
    assert!(centre.sees_of_it("dora", "a").can.contains(&CaseAction::MarkDone), "it says what is missing");
    assert_eq!(centre.marks_done("dora", "a"), Err(Refusal::DispositionMissing));
    let set = |name| Command::SetDisposition { case: case("a"), disposition: disposition(name) };
    assert_eq!(centre.does("dora", "a", set("unknown")), Err(Refusal::NoSuchDisposition));
    centre.does("dora", "a", set("solved")).unwrap();
    centre.marks_done("dora", "a").unwrap();
}

#[test]
fn after_work_lasts_from_the_last_end_to_the_last_mark_done() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.chats("anna", "b");
    centre.sets("anna", AgentState::NotReady { reason: NotReadyReason::MEETING }).unwrap();
    centre.ends("anna", "a").unwrap();
    assert_eq!(centre.seat("anna").state, AgentState::NotReady { reason: NotReadyReason::MEETING });
    centre.ends("anna", "b").unwrap();
    assert_eq!(centre.seat("anna").state, AgentState::AfterWork);
    centre.marks_done("anna", "b").unwrap();
    assert_eq!(centre.seat("anna").state, AgentState::AfterWork);
    centre.marks_done("anna", "a").unwrap();
    assert_eq!(centre.seat("anna").state, AgentState::NotReady { reason: NotReadyReason::MEETING });
}

#[test]
fn after_work_by_hand_is_given_back_by_the_last_mark_done_too() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.sets("anna", AgentState::AfterWork).unwrap();
    centre.ends("anna", "a").unwrap();
    centre.marks_done("anna", "a").unwrap();
    assert_eq!(centre.seat("anna").state, AgentState::Ready);
}

#[test]
fn who_was_asked_in_right_after_signing_in_has_not_just_signed_in_after_the_work() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.sets("ben", AgentState::LoggedOut).unwrap();
    centre.seat_act("ben", SeatAct::Connected).unwrap();
    assert_eq!(centre.seat("ben").state, SIGNED_IN);
    centre.transfers("anna", "a", by_name("ben")).unwrap();
    centre.accepts("ben");
    centre.ends("ben", "a").unwrap();
    assert_eq!(centre.seat("ben").state, AgentState::AfterWork);
    centre.marks_done("ben", "a").unwrap();
    assert_eq!(centre.seat("ben").state, AgentState::NotReady { reason: NotReadyReason::OTHER_WORK });
}

#[test]
fn what_the_agent_chooses_during_after_work_is_not_overruled() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.ends("anna", "a").unwrap();
    centre.sets("anna", AgentState::NotReady { reason: NotReadyReason::BREAK }).unwrap();
    centre.marks_done("anna", "a").unwrap();
    assert_eq!(centre.seat("anna").state, AgentState::NotReady { reason: NotReadyReason::BREAK });
}

#[test]
fn logging_out_with_an_open_consultation_is_refused_with_its_chat() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("dora")).unwrap();
    centre.accepts("dora");
    let refused = Err(Refusal::SessionsOpen { cases: vec![case("a")] });
    assert_eq!(centre.sets("dora", AgentState::LoggedOut), refused);
    let consultation = centre.consultation("a");
    centre.does("dora", "a", Command::EndConsultation { case: case("a"), consultation }).unwrap();
    centre.sets("dora", AgentState::LoggedOut).unwrap();
}

#[test]
fn logging_out_with_open_sessions_is_refused_with_the_list() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.chats("anna", "b");
    let refused = centre.sets("anna", AgentState::LoggedOut);
    assert_eq!(refused, Err(Refusal::SessionsOpen { cases: vec![case("a"), case("b")] }));
    centre.ends("anna", "a").unwrap();
    assert_eq!(centre.sets("anna", AgentState::LoggedOut), Err(Refusal::SessionsOpen { cases: vec![case("b")] }));
    centre.ends("anna", "b").unwrap();
    centre.sets("anna", AgentState::LoggedOut).unwrap();
}

#[test]
fn what_the_centre_sets_itself_nobody_chooses() {
    let mut centre = Centre::open();
    for reason in [NotReadyReason::NoAnswer, NotReadyReason::SignedIn] {
        assert_eq!(centre.sets("anna", AgentState::NotReady { reason }), Err(Refusal::StateNotPossible));
    }
}

#[test]
fn an_agent_chooses_among_the_reasons_of_the_centres_file() {
    let mut centre = Centre::open();
    let reason = |id: &str| AgentState::NotReady { reason: NotReadyReason::of(id) };
    assert_eq!(centre.sets("anna", reason("lunch")), Err(Refusal::StateNotPossible), "the file names none");
    centre.sets("anna", reason("training")).unwrap();
    let name = Words { de: "Mittagspause".to_owned(), en: "Lunch".to_owned() };
    centre.rules.reasons = vec![ReasonRules { id: ReasonId::new("lunch").unwrap(), name }];
    centre.sets("anna", reason("training")).unwrap();
    assert_eq!(centre.seat("anna").state, reason("training"), "kept, though the file has it no more");
    centre.sets("anna", reason("lunch")).unwrap();
    assert_eq!(centre.seat("anna").state, reason("lunch"));
    assert_eq!(centre.sets("anna", reason("training")), Err(Refusal::StateNotPossible));
    centre.sets("anna", reason("other_work")).unwrap();
}

#[test]
fn case_data_is_bounded_and_can_be_deleted() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    let set = |key: &str, value: Option<&str>| Command::SetCaseData {
        case: case("a"),
        key: key.into(),
        value: value.map(str::to_owned),
    };
    for n in 0..MAX_CASE_DATA {
        centre.does("anna", "a", set(&format!("key {n}"), Some("x"))).unwrap();
    }
    let limit = u32::try_from(MAX_CASE_DATA).unwrap();
    assert_eq!(centre.does("anna", "a", set("more", Some("x"))), Err(Refusal::TooManyCaseData { limit }));
    centre.does("anna", "a", set("key 0", Some("changed"))).unwrap();
    centre.does("anna", "a", set("key 1", None)).unwrap();
    centre.does("anna", "a", set("more", Some("x"))).unwrap();
    assert_eq!(centre.does("anna", "a", set(" \u{7} ", Some("x"))), Err(Refusal::TextEmpty));
    let long = "x".repeat(1_025);
    assert_eq!(centre.does("anna", "a", set("more", Some(&long))), Err(Refusal::TextTooLong { limit: 1_024 }));
    let data = centre.sees_of_it("anna", "a").case_data;
    assert_eq!(data.get("key 0").map(String::as_str), Some("changed"));
    assert_eq!(data.get("key 1"), None);
}
