//! Section 2 of the behaviour: the life of a chat from the contact's first words to mark done.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use konsil_protocol::domain::*;
use konsil_protocol::wire::contact::{ContactEvent, ContactPhase};
use konsil_tests::story::*;

fn named(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

#[tokio::test]
async fn rule_2_2_a_declined_chat_goes_to_the_next_and_an_expired_one_makes_not_ready() {
    let story = Story::with(|rules| rules.invitation_ms = 1_500).await;
    let jana = story.ready_agent("jana").await;
    let martin = story.contact("Martin Hoffmann", "billing", "Guten Tag").await;
    let katrin = story.ready_agent("katrin").await;

    jana.declines(InvitationKind::Chat).await;
    katrin.is_invited(InvitationKind::Chat).await;

    katrin
        .sees("that she is not ready for not answering", |desk| {
            (desk.me.as_ref()?.state == AgentState::NotReady { reason: NotReadyReason::NoAnswer }).then_some(())
        })
        .await;
    katrin.has_no_invitation().await;
    martin.is_in(ContactPhase::Waiting).await;
}

#[tokio::test]
async fn rule_2_2_the_longest_idle_available_agent_of_the_queue_is_offered_the_chat() {
    let story = Story::begin().await;
    let sven = story.ready_agent("sven").await;
    let jana = story.ready_agent("jana").await;
    let rita = story.ready_agent("rita").await;

    let _first = story.contact("Eins", "billing", "Guten Tag").await;
    sven.is_invited(InvitationKind::Chat).await;
    let _second = story.contact("Zwei", "billing", "Guten Tag").await;
    jana.is_invited(InvitationKind::Chat).await;
    rita.settles().await;
    rita.has_no_invitation().await;
}

#[tokio::test]
async fn rule_2_3_accepted_the_contact_sees_who_joined_and_the_agent_is_its_owner() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    martin.sees_event(ContactEvent::Joined { name: "Jana".into() }).await;
    let view = jana.sees_case(&case, "her chat", |view| view.owner.is_some()).await;
    assert_eq!(view.owner, Some(named("jana")));
    assert_eq!(view.contact.name, "Martin Hoffmann");
}

#[tokio::test]
async fn rule_2_4_both_sides_write_and_the_time_without_an_answer_is_known() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let waiting = jana.sees_case(&case, "a pending reply", |view| view.unanswered_since.is_some()).await;
    let since = waiting.unanswered_since;
    martin.says("Sind Sie da? 👋🏽").await;
    jana.reads(&case, &Thread::Main, "Sind Sie da? 👋🏽").await;
    assert_eq!(jana.desk().cases[&case].unanswered_since, since, "it counts from the first unanswered message");
    jana.writes(&case, "Ja! 😊").await;
    martin.reads("Ja! 😊").await;
    jana.sees_case(&case, "no pending reply", |view| view.unanswered_since.is_none()).await;
}

#[tokio::test]
async fn rule_2_5_mark_done_comes_after_end_and_says_what_is_missing() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat_in("contract", "Ich möchte kündigen.").await;
    let done = Command::MarkDone { case: case.clone(), thread: Thread::Main };
    assert_eq!(jana.tries(done.clone()).await, Err(Refusal::NotEndedYet));

    jana.does(Command::EndInteraction { case: case.clone() }).await;
    martin.is_in(ContactPhase::Ended).await;
    let view = jana.sees_case(&case, "wrap-up", |view| matches!(view.standing, Standing::Former { .. })).await;
    assert!(view.disposition_required);
    assert_eq!(jana.tries(done.clone()).await, Err(Refusal::DispositionMissing));
    jana.does(Command::SetDisposition { case: case.clone(), disposition: Some(story.disposition()) }).await;
    jana.does(Command::SetNote { case: case.clone(), text: "Umzug ins Ausland".into() }).await;
    jana.does(done).await;
    jana.sees_gone(&case).await;
}

#[tokio::test]
async fn rule_2_6_a_lost_connection_is_not_leaving_and_the_page_resumes_the_same_chat() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let secret = martin.page().secret.unwrap();
    let seen = martin.sees("an event", |page| page.events.last().map(|(n, _)| *n)).await;

    martin.vanishes();
    jana.sees_case(&case, "the interruption", |view| {
        matches!(view.contact.presence, ContactPresence::Interrupted { .. })
    })
    .await;
    jana.writes(&case, "Während Sie fort waren.").await;
    let back = ContactPage::returns(&story.base, "Martin Hoffmann", &secret, seen).await;
    back.reads("Während Sie fort waren.").await;
    jana.sees_case(&case, "the contact back", |view| view.contact.presence == ContactPresence::Present).await;
    back.says("Da bin ich wieder.").await;
    jana.reads(&case, &Thread::Main, "Da bin ich wieder.").await;
}

#[tokio::test]
async fn rule_2_6_after_the_queues_time_without_connection_the_contact_counts_as_left() {
    let story = Story::with(|rules| {
        for queue in rules.queues.values_mut() {
            queue.contact_grace_ms = 300;
        }
    })
    .await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    martin.vanishes();
    jana.sees_case(&case, "that the contact timed out", |view| {
        matches!(view.contact.presence, ContactPresence::Left { why: ContactLeft::TimedOut, .. })
    })
    .await;
    let refused = jana
        .tries(Command::SendMessage { case, thread: Thread::Main, content: MessageContent::Text("Hallo?".into()) })
        .await;
    assert_eq!(refused, Err(Refusal::ContactLeft));
}

#[tokio::test]
async fn rule_2_7_a_vanished_agents_offers_are_withdrawn_and_a_colleague_in_the_chat_becomes_owner() {
    let story = Story::with(|rules| {
        rules.offers_withdrawn_after_ms = 300;
        rules.agent_grace_ms = 800;
    })
    .await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let katrin = story.confers(&jana, &case, katrin).await;
    let sven = story.agent("sven").await;
    katrin.asks(&case, agent("jana"), "Bist du da?").await;
    jana.is_invited(InvitationKind::Consultation).await;

    jana.vanishes();

    katrin.sees_case(&case, "the invitation to jana closed", |view| view.requests.is_empty()).await;
    katrin.sees_case(&case, "to be the owner", |view| view.owner == Some(named("katrin"))).await;
    katrin.writes(&case, "Ich bin da.").await;
    martin.reads("Ich bin da.").await;
    sven.settles().await;
    let jana = story.agent_again("jana").await;
    jana.sees_case(&case, "her chat again", |view| view.owner == Some(named("katrin"))).await;
}

#[tokio::test]
async fn rule_2_7_a_vanished_agent_alone_keeps_the_chat_and_the_contact_is_told() {
    let story = Story::with(|rules| {
        rules.offers_withdrawn_after_ms = 200;
        rules.agent_grace_ms = 400;
    })
    .await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    jana.vanishes();
    martin.is_in(ContactPhase::AgentAway).await;
    martin.says("Sind Sie noch da?").await;
    let jana = story.agent_again("jana").await;
    jana.reads(&case, &Thread::Main, "Sind Sie noch da?").await;
    martin.is_in(ContactPhase::Chatting).await;
    jana.writes(&case, "Jetzt wieder.").await;
    martin.reads("Jetzt wieder.").await;
}

#[tokio::test]
async fn rule_2_8_after_work_begins_with_the_last_end_and_is_over_with_the_last_mark_done() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let logging_out = jana.tries(Command::SetState { state: AgentState::LoggedOut }).await;
    assert_eq!(logging_out, Err(Refusal::SessionsOpen { cases: vec![case.clone()] }));
    jana.does(Command::EndInteraction { case: case.clone() }).await;
    jana.sees("after work", |desk| (desk.me.as_ref()?.state == AgentState::AfterWork).then_some(())).await;
    let taken = jana.desk().me.unwrap().places_taken;
    assert_eq!(taken, 1, "the place is taken until mark done");
    jana.does(Command::MarkDone { case: case.clone(), thread: Thread::Main }).await;
    jana.sees("to be ready again, and free", |desk| {
        let me = desk.me.as_ref()?;
        (me.state == AgentState::Ready && me.places_taken == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn rule_2_9_a_second_desktop_takes_over_and_the_first_is_told() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let second = story.second_desktop("jana", OtherDesktop::Stays).await;
    second.sees("that the session is elsewhere", |desk| desk.elsewhere.then_some(())).await;
    let second = story.second_desktop("jana", OtherDesktop::TakenOver).await;
    second.sees_case(&case, "the chat", |_| true).await;
    let code = jana.sees("being closed", |desk| desk.closed).await;
    assert_eq!(code, konsil_protocol::wire::CLOSE_TAKEN_OVER);
    second.writes(&case, "Von hier aus.").await;
}
