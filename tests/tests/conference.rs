//! Section 4 of the behaviour, rule by rule: the instant chat conference.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use konsil_protocol::domain::*;
use konsil_protocol::wire::contact::{ContactEvent, ContactPhase};
use konsil_tests::story::*;

fn named(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

fn has_members(view: &CaseView, names: &[&str]) -> bool {
    view.members.iter().filter_map(|it| it.party.as_agent()).map(AgentId::as_str).collect::<Vec<_>>() == names
}

#[tokio::test]
async fn rule_4_1_an_active_consultation_target_is_asked_to_join() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let consultation = jana.consults(&case, &katrin, "Kommst du dazu?").await;
    let view = jana.sees_case(&case, "what can be done", |view| !view.consultations.is_empty()).await;
    assert!(view.consultations[0].can.contains(&ConsultationAction::AskConference));

    jana.does(Command::AskConference { case: case.clone(), target: agent("katrin") }).await;

    let invitation = katrin.is_invited(InvitationKind::Conference).await;
    assert_eq!(invitation.case, case);
    assert_eq!(invitation.by, Some(named("jana")));
    katrin.writes_in(&case, &consultation, "Gleich.").await;
    jana.reads(&case, &in_consultation(&consultation), "Gleich.").await;
}

#[tokio::test]
async fn rule_4_2_who_joins_sees_everything_and_all_see_every_message() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Die Rechnung stimmt nicht.").await;
    let katrin = story.agent("katrin").await;
    let consultation = jana.consults(&case, &katrin, "Kulanz?").await;
    jana.writes(&case, "Einen Moment bitte.").await;

    let katrin = story.confers(&jana, &case, katrin).await;

    martin.sees_event(ContactEvent::Joined { name: "Katrin".into() }).await;
    katrin.reads(&case, &Thread::Main, "Die Rechnung stimmt nicht.").await;
    katrin.reads(&case, &Thread::Main, "Einen Moment bitte.").await;
    katrin.writes(&case, "Ich habe es gutgeschrieben.").await;
    martin.reads("Ich habe es gutgeschrieben.").await;
    jana.reads(&case, &Thread::Main, "Ich habe es gutgeschrieben.").await;
    let view = katrin.sees_case(&case, "a chat window", |view| view.standing == Standing::Member).await;
    assert!(has_members(&view, &["jana", "katrin"]));
    assert_eq!(view.owner, Some(named("jana")));
    for one in [&jana, &katrin] {
        let view = one.sees_case(&case, "the consultation folded", |view| {
            matches!(
                view.consultations[0].state,
                ConsultationState::Ended { why: ConsultationEnd::BecameConference, .. }
            )
        });
        let view = view.await;
        assert!(view.threads.contains(&in_consultation(&consultation)), "readable to its two until mark done");
    }
    assert!(!martin.ever_got("Kulanz?"));
}

#[tokio::test]
async fn rule_4_3_a_request_not_accepted_is_dropped_and_the_consultation_goes_on() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let consultation = jana.consults(&case, &katrin, "Kulanz?").await;

    jana.does(Command::AskConference { case: case.clone(), target: agent("katrin") }).await;
    let pending = jana.sees_case(&case, "the pending request", |view| view.requests.len() == 1).await;
    assert_eq!(pending.requests[0].kind, InvitationKind::Conference);
    katrin.declines(InvitationKind::Conference).await;

    let view = jana.sees_case(&case, "the outcome", |view| view.outcomes.len() == 1).await;
    assert_eq!(view.outcomes[0].kind, InvitationKind::Conference);
    assert_eq!(view.outcomes[0].outcome, InvitationOutcome::Declined);
    katrin.writes_in(&case, &consultation, "Ich bleibe lieber im Hintergrund.").await;
    jana.reads(&case, &in_consultation(&consultation), "Ich bleibe lieber im Hintergrund.").await;

    jana.does(Command::AskConference { case: case.clone(), target: agent("katrin") }).await;
    let invitation = katrin.is_invited(InvitationKind::Conference).await.invitation;
    jana.does(Command::WithdrawInvitation { case: case.clone(), invitation }).await;
    katrin.has_no_invitation().await;
    martin.settles().await;
    assert!(!martin.page().events.iter().any(|(_, it)| *it == ContactEvent::Joined { name: "Katrin".into() }));
}

#[tokio::test]
async fn rule_4_4_the_owner_removes_an_agent_whose_text_is_refused_and_who_can_be_asked_again() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let katrin = story.confers(&jana, &case, katrin).await;

    jana.does(Command::RemoveParticipant { case: case.clone(), agent: named("katrin") }).await;

    martin.sees_event(ContactEvent::Left { name: "Katrin".into() }).await;
    assert!(!martin.ever_got("removed"), "the contact only sees that they left");
    let view = katrin.sees_case(&case, "removed", |view| matches!(view.standing, Standing::Former { .. })).await;
    assert!(matches!(&view.standing, Standing::Former { why: Left::Removed { by }, .. } if *by == named("jana")));
    assert!(view.can.contains(&CaseAction::MarkDone));
    let refused = katrin
        .tries(Command::SendMessage {
            case: case.clone(),
            thread: Thread::Main,
            content: MessageContent::Text("Noch eins".into()),
        })
        .await;
    assert_eq!(refused, Err(Refusal::RemovedFromConference { by: named("jana") }));
    martin.says("Nur noch für Jana").await;
    jana.reads(&case, &Thread::Main, "Nur noch für Jana").await;
    katrin.settles().await;
    assert!(!katrin.ever_got("Nur noch für Jana"));

    jana.does(Command::AskConference { case: case.clone(), target: agent("katrin") }).await;
    katrin.accepts(InvitationKind::Conference).await;
    katrin.reads(&case, &Thread::Main, "Nur noch für Jana").await;
}

#[tokio::test]
async fn rule_4_5_end_ends_my_session_and_the_longest_standing_becomes_owner() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let katrin = story.confers(&jana, &case, katrin).await;
    let sven = story.agent("sven").await;
    let sven = story.confers(&jana, &case, sven).await;
    let view = jana.sees_case(&case, "all three", |view| view.members.len() == 3).await;
    assert_eq!(view.end_effect, EndEffect::MySession);

    jana.does(Command::EndInteraction { case: case.clone() }).await;

    martin.sees_event(ContactEvent::Left { name: "Jana".into() }).await;
    let view = katrin.sees_case(&case, "to be the owner", |view| view.owner == Some(named("katrin"))).await;
    assert!(has_members(&view, &["katrin", "sven"]));
    katrin
        .reads_system(&case, &Thread::Main, "that she is the owner now", |it| {
            *it == SystemMessage::OwnerChanged { agent: named("katrin"), note: None }
        })
        .await;
    katrin.writes(&case, "Ich mache weiter.").await;
    martin.reads("Ich mache weiter.").await;
    sven.does(Command::EndInteraction { case: case.clone() }).await;
    let view = katrin.sees_case(&case, "to be alone", |view| view.members.len() == 1).await;
    assert_eq!(view.end_effect, EndEffect::WholeChat);
    katrin.does(Command::EndInteraction { case }).await;
    martin.is_in(ContactPhase::Ended).await;
}

#[tokio::test]
async fn rule_4_6_only_the_owner_removes_and_transfers_and_never_itself() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let katrin = story.confers(&jana, &case, katrin).await;
    let sven = story.agent("sven").await;

    let view = katrin.sees_case(&case, "her rights", |view| view.standing == Standing::Member).await;
    assert!(view.can.contains(&CaseAction::Write) && view.can.contains(&CaseAction::Consult));
    assert!(view.can.contains(&CaseAction::AskConference) && view.can.contains(&CaseAction::End));
    assert!(!view.can.contains(&CaseAction::AskTransfer) && view.removable.is_empty());
    let refused = katrin.tries(Command::RemoveParticipant { case: case.clone(), agent: named("jana") }).await;
    assert_eq!(refused, Err(Refusal::NotPermitted));
    let refused = katrin.tries(Command::AskTransfer { case: case.clone(), target: agent("sven"), note: None }).await;
    assert_eq!(refused, Err(Refusal::NotPermitted));
    let refused = jana.tries(Command::RemoveParticipant { case: case.clone(), agent: named("jana") }).await;
    assert_eq!(refused, Err(Refusal::TargetIsYourself));

    let consultation = katrin.consults(&case, &sven, "Was meinst du?").await;
    katrin.writes_in(&case, &consultation, "unter uns").await;
    sven.reads(&case, &in_consultation(&consultation), "unter uns").await;
    jana.settles().await;
    assert!(!jana.ever_got("unter uns") && !jana.ever_got("Was meinst du?"), "the rest do not see it");
    let with_jana = katrin.consults(&case, &jana, "Zwischen uns beiden?").await;
    jana.writes_in(&case, &with_jana, "Ja.").await;
    katrin.reads(&case, &in_consultation(&with_jana), "Ja.").await;
}
