//! Section 5 of the behaviour, rule by rule: the instant chat transfer, and the table of what happens to the rest.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use konsil_protocol::domain::*;
use konsil_protocol::wire::contact::{ContactEvent, ContactPhase};
use konsil_tests::story::*;

fn named(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

fn transfer(case: &CaseId, target: ConsultTarget) -> Command {
    Command::AskTransfer { case: case.clone(), target, note: None }
}

#[tokio::test]
async fn rule_5_1_the_note_is_read_by_the_target_and_never_by_the_contact() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let note = Some("Bitte sehr behutsam.".to_owned());

    jana.does(Command::AskTransfer { case: case.clone(), target: agent("katrin"), note }).await;

    let invitation = katrin.is_invited(InvitationKind::Transfer).await;
    assert_eq!(invitation.text.as_deref(), Some("Bitte sehr behutsam."));
    katrin.accepts(InvitationKind::Transfer).await;
    let how = Joined::Transfer { by: named("jana"), note: Some("Bitte sehr behutsam.".into()) };
    let told = SystemMessage::AgentJoined { agent: named("katrin"), how };
    katrin.reads_system(&case, &Thread::Main, "the note, in the chat", |it| *it == told).await;
    martin.sees_event(ContactEvent::Left { name: "Jana".into() }).await;
    katrin.writes(&case, "Guten Tag, ich übernehme.").await;
    martin.reads("Guten Tag, ich übernehme.").await;
    assert!(!martin.ever_got("behutsam"));
    assert!(!martin.ever_got("note"), "not even its name");
}

#[tokio::test]
async fn rule_5_2_accepted_the_senders_window_closes_and_note_data_and_disposition_travel() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let sven = story.agent("sven").await;
    jana.consults(&case, &katrin, "Übernimmst du?").await;
    let with_sven = jana.consults(&case, &sven, "Und du?").await;
    jana.does(Command::SetNote { case: case.clone(), text: "Kunde seit 1998".into() }).await;
    jana.does(Command::SetCaseData { case: case.clone(), key: "product".into(), value: Some("DSL 100".into()) }).await;
    let disposition = story.disposition();
    jana.does(Command::SetDisposition { case: case.clone(), disposition: Some(disposition.clone()) }).await;

    jana.does(transfer(&case, agent("katrin"))).await;
    jana.writes(&case, "Ich verbinde Sie.").await;
    martin.reads("Ich verbinde Sie.").await;
    katrin.accepts(InvitationKind::Transfer).await;

    jana.sees_gone(&case).await;
    martin.sees_event(ContactEvent::Joined { name: "Katrin".into() }).await;
    martin.sees_event(ContactEvent::Left { name: "Jana".into() }).await;
    let view = katrin.sees_case(&case, "her chat", |view| view.owner == Some(named("katrin"))).await;
    assert_eq!(view.standing, Standing::Member);
    assert_eq!((view.note.as_str(), view.disposition), ("Kunde seit 1998", Some(disposition)));
    assert_eq!(view.case_data["product"], "DSL 100");
    sven.sees_case(&case, "the sender's consultation ended", |view| {
        view.consultations.iter().any(|it| {
            it.consultation == with_sven
                && matches!(it.state, ConsultationState::Ended { why: ConsultationEnd::Transferred, .. })
        })
    })
    .await;
    katrin.writes(&case, "Guten Tag, ich übernehme.").await;
    martin.reads("Guten Tag, ich übernehme.").await;
    assert_eq!(jana.tries(Command::EndInteraction { case }).await, Err(Refusal::NoSuchCase));
}

#[tokio::test]
async fn rule_5_2_until_the_answer_the_chat_stays_and_the_request_can_be_withdrawn() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    jana.does(transfer(&case, agent("katrin"))).await;
    let invitation = katrin.is_invited(InvitationKind::Transfer).await.invitation;
    martin.says("Sind Sie noch da?").await;
    jana.writes(&case, "Ja, ich bin noch da.").await;
    martin.reads("Ja, ich bin noch da.").await;

    jana.does(Command::WithdrawInvitation { case: case.clone(), invitation: invitation.clone() }).await;

    katrin.has_no_invitation().await;
    let late = katrin.tries(Command::AcceptInvitation { invitation }).await;
    assert_eq!(late, Err(Refusal::InvitationClosed { outcome: InvitationOutcome::Withdrawn }));
    jana.sees_case(&case, "to be the owner still", |view| view.owner == Some(named("jana"))).await;
}

#[tokio::test]
async fn rule_5_3_declined_nothing_changed_and_never_to_somebody_logged_out() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    assert_eq!(jana.tries(transfer(&case, agent("lukas"))).await, Err(Refusal::TargetLoggedOut));

    jana.does(transfer(&case, agent("katrin"))).await;
    katrin.declines(InvitationKind::Transfer).await;

    let view = jana.sees_case(&case, "the outcome", |view| view.outcomes.len() == 1).await;
    assert_eq!(view.outcomes[0].kind, InvitationKind::Transfer);
    assert_eq!(view.owner, Some(named("jana")));
    assert!(view.can.contains(&CaseAction::Write));
    martin.settles().await;
    martin.is_in(ContactPhase::Chatting).await;
}

#[tokio::test]
async fn rule_5_4_to_a_queue_the_contact_waits_at_its_first_place_and_the_sender_is_asked_last() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Mein Router blinkt rot.").await;
    let rita = story.agent("rita").await;

    jana.does(transfer(&case, queue("technical"))).await;

    jana.sees_gone(&case).await;
    martin.is_in(ContactPhase::Waiting).await;
    rita.is_ready().await;
    assert_eq!(rita.accepts(InvitationKind::Chat).await, case);
    rita.reads(&case, &Thread::Main, "Mein Router blinkt rot.").await;
    martin.is_in(ContactPhase::Chatting).await;
    jana.settles().await;
    jana.has_no_invitation().await;
}

#[tokio::test]
async fn rule_5_4_not_to_a_queue_while_another_agent_is_in_the_chat() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let _katrin = story.confers(&jana, &case, katrin).await;
    let view = jana.sees_case(&case, "both", |view| view.members.len() == 2).await;
    assert!(!view.can.contains(&CaseAction::AskTransferToQueue));
    assert_eq!(jana.tries(transfer(&case, queue("technical"))).await, Err(Refusal::OtherAgentInChat));
}

#[tokio::test]
async fn rule_5_5_in_a_conference_a_transfer_replaces_the_owner_only() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let katrin = story.confers(&jana, &case, katrin).await;
    let sven = story.agent("sven").await;
    let sven = story.confers(&jana, &case, sven).await;

    jana.does(transfer(&case, agent("katrin"))).await;
    katrin.accepts(InvitationKind::Transfer).await;

    jana.sees_gone(&case).await;
    let view = sven.sees_case(&case, "the new owner", |view| view.owner == Some(named("katrin"))).await;
    assert_eq!(view.members.len(), 2, "sven stays");
    sven.writes(&case, "Ich bin noch dabei.").await;
    martin.reads("Ich bin noch dabei.").await;
    let joined =
        martin.page().events.iter().filter(|(_, it)| *it == ContactEvent::Joined { name: "Katrin".into() }).count();
    assert_eq!(joined, 1, "who was there does not join again");
}

// What happens to the rest when something changes.

#[tokio::test]
async fn row_i_end_or_am_removed_my_consultations_end_and_my_invitations_are_withdrawn() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let katrin = story.confers(&jana, &case, katrin).await;
    let sven = story.agent("sven").await;
    let rita = story.agent("rita").await;
    katrin.consults(&case, &sven, "Deine Meinung?").await;
    katrin.asks(&case, agent("rita"), "Und deine?").await;
    rita.is_invited(InvitationKind::Consultation).await;

    jana.does(Command::RemoveParticipant { case: case.clone(), agent: named("katrin") }).await;

    rita.has_no_invitation().await;
    sven.sees_case(&case, "its end", |view| {
        matches!(view.consultations[0].state, ConsultationState::Ended { why: ConsultationEnd::SessionEnded, .. })
    })
    .await;
}

#[tokio::test]
async fn row_transfer_accepted_the_senders_consultations_end_and_its_invitations_are_withdrawn() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let sven = story.agent("sven").await;
    let rita = story.agent("rita").await;
    jana.consults(&case, &sven, "Deine Meinung?").await;
    jana.asks(&case, agent("rita"), "Und deine?").await;
    rita.is_invited(InvitationKind::Consultation).await;

    jana.does(transfer(&case, agent("katrin"))).await;
    katrin.accepts(InvitationKind::Transfer).await;

    rita.has_no_invitation().await;
    sven.sees_case(&case, "its end", |view| {
        matches!(view.consultations[0].state, ConsultationState::Ended { why: ConsultationEnd::Transferred, .. })
    })
    .await;
}

#[tokio::test]
async fn row_conference_accepted_only_the_consultation_with_that_target_ends() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let sven = story.agent("sven").await;
    let rita = story.agent("rita").await;
    jana.consults(&case, &katrin, "Eins").await;
    let with_sven = jana.consults(&case, &sven, "Zwei").await;
    jana.asks(&case, agent("rita"), "Drei").await;
    rita.is_invited(InvitationKind::Consultation).await;

    let _katrin = story.confers(&jana, &case, katrin).await;

    sven.writes_in(&case, &with_sven, "Ich bin noch da.").await;
    jana.reads(&case, &in_consultation(&with_sven), "Ich bin noch da.").await;
    rita.accepts(InvitationKind::Consultation).await;
}

#[tokio::test]
async fn row_the_last_agent_ends_everything_ends_and_is_withdrawn() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let sven = story.agent("sven").await;
    jana.consults(&case, &katrin, "Eins").await;
    jana.does(Command::AskConference { case: case.clone(), target: agent("sven") }).await;
    let invitation = sven.is_invited(InvitationKind::Conference).await.invitation;

    jana.does(Command::EndInteraction { case: case.clone() }).await;

    martin.is_in(ContactPhase::Ended).await;
    sven.has_no_invitation().await;
    let late = sven.tries(Command::AcceptInvitation { invitation }).await;
    assert!(
        matches!(late, Err(Refusal::InvitationClosed { outcome: InvitationOutcome::Withdrawn } | Refusal::ChatEnded)),
        "{late:?}"
    );
    katrin
        .sees_case(&case, "the end", |view| matches!(view.consultations[0].state, ConsultationState::Ended { .. }))
        .await;
}

#[tokio::test]
async fn row_the_contact_leaves_consultation_invitations_stay_and_the_others_are_withdrawn() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let sven = story.agent("sven").await;
    jana.asks(&case, agent("katrin"), "Noch eine Frage").await;
    jana.does(Command::AskConference { case: case.clone(), target: agent("sven") }).await;
    sven.is_invited(InvitationKind::Conference).await;

    martin.leaves().await;

    sven.has_no_invitation().await;
    katrin.accepts(InvitationKind::Consultation).await;
    jana.has_consultation_with(&case, &katrin).await;
}

#[tokio::test]
async fn at_most_one_pending_invitation_per_target_and_one_request_per_chat() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let _sven = story.agent("sven").await;
    jana.asks(&case, agent("katrin"), "Eins").await;
    katrin.is_invited(InvitationKind::Consultation).await;
    let twice =
        jana.tries(Command::StartConsultation { case: case.clone(), target: agent("katrin"), question: None }).await;
    assert_eq!(twice, Err(Refusal::AlreadyInvited));
    jana.does(Command::AskConference { case: case.clone(), target: agent("sven") }).await;
    assert_eq!(jana.tries(transfer(&case, agent("sven"))).await, Err(Refusal::RequestPending));
}
