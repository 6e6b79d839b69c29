//! Who comes late is told what happened (the end of section 5), and after the end nothing passes (2.6).

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use konsil_protocol::domain::*;
use konsil_protocol::wire::contact::FromContact;
use konsil_tests::story::*;

fn accept(invitation: &InvitationView) -> Command {
    Command::AcceptInvitation { invitation: invitation.invitation.clone() }
}

#[tokio::test]
async fn who_accepts_an_offer_after_the_contact_left_the_queue_is_told_that() {
    let story = Story::begin().await;
    let jana = story.ready_agent("jana").await;
    let martin = story.contact("Martin Hoffmann", "billing", "Guten Tag").await;
    let offer = jana.is_invited(InvitationKind::Chat).await;

    martin.leaves().await;
    jana.has_no_invitation().await;
    assert_eq!(jana.tries(accept(&offer)).await, Err(Refusal::ContactLeft));
    assert_eq!(jana.desk().me.unwrap().state, AgentState::Ready, "that is not her fault");
}

#[tokio::test]
async fn who_accepts_a_request_after_contact_or_chat_are_gone_is_told_that() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let rita = story.agent("rita").await;
    jana.does(Command::AskConference { case: case.clone(), target: agent("katrin") }).await;
    jana.asks(&case, agent("rita"), "Was meinen Sie?").await;
    let to_join = katrin.is_invited(InvitationKind::Conference).await;
    let to_consult = rita.is_invited(InvitationKind::Consultation).await;

    martin.leaves().await;
    katrin.has_no_invitation().await;
    assert_eq!(katrin.tries(accept(&to_join)).await, Err(Refusal::ContactLeft));
    jana.does(Command::EndInteraction { case: case.clone() }).await;
    jana.does(Command::MarkDone { case, thread: Thread::Main }).await;
    rita.has_no_invitation().await;
    assert_eq!(rita.tries(accept(&to_consult)).await, Err(Refusal::ChatEnded));
}

#[tokio::test]
async fn after_the_contact_has_left_nobody_sees_the_other_typing() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    martin.leaves().await;
    jana.sees_case(&case, "that the contact left", |view| {
        matches!(view.contact.presence, ContactPresence::Left { .. })
    })
    .await;

    martin.frame(&FromContact::Typing);
    martin.settles().await;
    jana.types(&case, &Thread::Main);
    jana.settles().await;
    martin.settles().await;
    assert_eq!(jana.desk().typing, Vec::<String>::new());
    assert_eq!(martin.page().typing, Vec::<String>::new());
}

#[tokio::test]
async fn the_countdown_of_a_request_to_a_queue_begins_anew_with_the_next_member() {
    let story = Story::with(|rules| rules.invitation_ms = 1_500).await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let sven = story.ready_agent("sven").await;
    let rita = story.ready_agent("rita").await;
    jana.asks(&case, queue("technical"), "Was meinen Sie?").await;

    sven.is_invited(InvitationKind::Consultation).await;
    rita.is_invited(InvitationKind::Consultation).await;
    jana.sees("how long it stands now, with neither name", |desk| {
        let told = desk.frames.iter().filter(|frame| frame.contains(r#""requests":[{"#));
        (told.count() >= 2).then_some(())
    })
    .await;
    let told: Vec<_> = jana.desk().frames.into_iter().filter(|frame| frame.contains(r#""requests":[{"#)).collect();
    assert!(told.iter().all(|frame| !frame.contains(r#""kind":"already_invited""#)), "{told:#?}");
}
