//! Section 3 of the behaviour, rule by rule: the Rückfrage, told by who does what and who sees what.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use konsil_protocol::domain::*;
use konsil_protocol::wire::contact::{ContactEvent, ContactPhase};
use konsil_tests::story::*;

#[tokio::test]
async fn rule_3_1_the_target_reads_the_question_before_it_accepts() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Die Rechnung stimmt nicht.").await;
    let katrin = story.agent("katrin").await;

    jana.asks(&case, agent("katrin"), "Darf ich das auf Kulanz gutschreiben?").await;

    let invitation = katrin.is_invited(InvitationKind::Consultation).await;
    assert_eq!(invitation.text.as_deref(), Some("Darf ich das auf Kulanz gutschreiben?"));
    assert_eq!(invitation.by, Some(AgentId::new("jana").unwrap()));
    assert_eq!(invitation.contact_name, "Martin Hoffmann");
    assert_eq!(invitation.queue, QueueId::new("billing").unwrap());
    assert!(!katrin.ever_got("Die Rechnung stimmt nicht."), "before acceptance the transcript is not shown");
    martin.settles().await;
    assert!(!martin.ever_got("Kulanz"));
}

#[tokio::test]
async fn rule_3_2_of_a_queue_the_longest_idle_is_asked_then_the_next_each_once() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Mein Router blinkt rot.").await;
    let sven = story.ready_agent("sven").await;
    let rita = story.ready_agent("rita").await;

    jana.asks(&case, queue("technical"), "Wer kennt dieses Blinken?").await;

    sven.declines(InvitationKind::Consultation).await;
    let next = rita.is_invited(InvitationKind::Consultation).await;
    assert_eq!(next.case, case);
    let view = jana.sees_case(&case, "the request still pending", |view| !view.requests.is_empty()).await;
    assert_eq!(view.requests[0].target, queue("technical"), "the asker does not learn who is being asked");
    rita.declines(InvitationKind::Consultation).await;

    let view = jana.sees_case(&case, "the outcome", |view| !view.outcomes.is_empty()).await;
    assert_eq!(view.outcomes[0].outcome, InvitationOutcome::Declined);
    assert_eq!(view.outcomes[0].target, queue("technical"));
    assert!(view.requests.is_empty());
    sven.settles().await;
    sven.has_no_invitation().await;
    assert!(!jana.ever_got("\"to\":\"sven\"") && !jana.ever_got("\"to\":\"rita\""));
}

#[tokio::test]
async fn rule_3_2_of_a_skill_the_best_is_asked_first_and_of_a_group_whoever_is_free() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Do you speak English?").await;
    let sven = story.ready_agent("sven").await;
    let rita = story.ready_agent("rita").await;
    martin.is_in(ContactPhase::Chatting).await;
    martin.settles().await;
    let before = martin.page().events.len();

    jana.asks(&case, skill("english", 2), "Wer kann das übersetzen?").await;
    rita.declines(InvitationKind::Consultation).await;
    sven.accepts(InvitationKind::Consultation).await;
    let view = jana.sees_case(&case, "the consultation", |view| !view.consultations.is_empty()).await;
    assert_eq!(view.consultations[0].target, skill("english", 2));
    assert!(!jana.ever_got("\"to\":\"rita\""), "who declined stays unknown");

    let nobody =
        jana.tries(Command::StartConsultation { case: case.clone(), target: skill("english", 5), question: None });
    assert_eq!(nobody.await, Err(Refusal::NobodyAvailable));
    jana.does(Command::AskConference { case: case.clone(), target: group("complaints") }).await;
    rita.accepts(InvitationKind::Conference).await;
    jana.sees_case(&case, "rita in the chat", |view| view.members.len() == 2).await;
    martin.sees_event(ContactEvent::Joined { name: "Rita".to_owned() }).await;
    martin.settles().await;
    assert_eq!(martin.page().events.len(), before + 1, "of all this the contact reads only that somebody joined");
}

#[tokio::test]
async fn rule_3_2_by_name_a_colleague_who_is_not_ready_can_be_asked_but_nobody_who_is_logged_out() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    katrin.does(Command::SetState { state: AgentState::NotReady { reason: NotReadyReason::BREAK } }).await;

    jana.asks(&case, agent("katrin"), "Kurz Zeit?").await;
    katrin.is_invited(InvitationKind::Consultation).await;

    let refused =
        jana.tries(Command::StartConsultation { case: case.clone(), target: agent("lukas"), question: None }).await;
    assert_eq!(refused, Err(Refusal::TargetLoggedOut));
}

#[tokio::test]
async fn rule_3_3_the_target_reads_the_whole_chat_live_and_cannot_write_to_the_contact() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Die Rechnung stimmt nicht.").await;
    jana.writes(&case, "Ich sehe mir das an.").await;
    let katrin = story.agent("katrin").await;

    let consultation = jana.consults(&case, &katrin, "Kulanz?").await;

    katrin.reads(&case, &Thread::Main, "Die Rechnung stimmt nicht.").await;
    katrin.reads(&case, &Thread::Main, "Ich sehe mir das an.").await;
    martin.says("Im September war sie noch richtig.").await;
    katrin.reads(&case, &Thread::Main, "Im September war sie noch richtig.").await;
    let view = katrin
        .sees_case(&case, "the chat to read along", |view| view.threads.contains(&in_consultation(&consultation)))
        .await;
    assert_eq!(view.standing, Standing::ConsultTarget { by: AgentId::new("jana").unwrap() });
    assert!(!view.can.contains(&CaseAction::Write));
    let refused = katrin
        .tries(Command::SendMessage {
            case: case.clone(),
            thread: Thread::Main,
            content: MessageContent::Text("Hallo!".into()),
        })
        .await;
    assert_eq!(refused, Err(Refusal::NotPermitted));
}

#[tokio::test]
async fn rule_3_4_declined_and_ignored_are_told_and_nothing_else_changes() {
    let story = Story::with(|rules| rules.invitation_ms = 1_500).await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;

    jana.asks(&case, agent("katrin"), "Kurz Zeit?").await;
    katrin.declines(InvitationKind::Consultation).await;
    let view = jana.sees_case(&case, "declined", |view| view.outcomes.len() == 1).await;
    assert_eq!(view.outcomes[0].outcome, InvitationOutcome::Declined);

    jana.asks(&case, agent("katrin"), "Jetzt?").await;
    katrin.is_invited(InvitationKind::Consultation).await;
    let view = jana.sees_case(&case, "ignored", |view| view.outcomes.len() == 2).await;
    assert_eq!(view.outcomes[1].outcome, InvitationOutcome::Expired);
    katrin.has_no_invitation().await;
    let state = katrin.desk().me.unwrap().state;
    assert_ne!(
        state,
        AgentState::NotReady { reason: NotReadyReason::NoAnswer },
        "only a routed offer that expires makes not ready"
    );
    martin.settles().await;
    martin.is_in(ContactPhase::Chatting).await;
    assert!(view.can.contains(&CaseAction::Write));
}

#[tokio::test]
async fn rule_3_4_a_pending_invitation_can_be_withdrawn_and_who_is_late_is_told() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    jana.asks(&case, agent("katrin"), "Kurz Zeit?").await;
    let invitation = katrin.is_invited(InvitationKind::Consultation).await.invitation;

    jana.does(Command::WithdrawInvitation { case: case.clone(), invitation: invitation.clone() }).await;

    katrin.has_no_invitation().await;
    let late = katrin.tries(Command::AcceptInvitation { invitation }).await;
    assert_eq!(late, Err(Refusal::InvitationClosed { outcome: InvitationOutcome::Withdrawn }));
}

#[tokio::test]
async fn rule_3_5_the_contact_sees_nothing_of_a_consultation() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let consultation = jana.consults(&case, &katrin, "Geheime Frage").await;
    let before = martin.page().frames.iter().filter(|it| !it.contains("ping") && !it.contains("pong")).count();

    for round in 0..5 {
        jana.writes_in(&case, &consultation, &format!("geheim {round}")).await;
        katrin.writes_in(&case, &consultation, &format!("vertraulich {round}")).await;
        katrin.types(&case, &in_consultation(&consultation));
    }
    katrin.reads(&case, &in_consultation(&consultation), "geheim 4").await;
    jana.reads(&case, &in_consultation(&consultation), "vertraulich 4").await;
    martin.settles().await;

    let after = martin.page().frames.iter().filter(|it| !it.contains("ping") && !it.contains("pong")).count();
    assert_eq!(before, after, "not one frame more");
    jana.writes(&case, "Danke für Ihre Geduld.").await;
    martin.reads("Danke für Ihre Geduld.").await;
    let numbers: Vec<u64> = martin.page().events.iter().map(|(n, _)| *n).collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>(), "no gap in the numbering");
}

#[tokio::test]
async fn rule_3_6_either_side_ends_the_consultation_and_the_chat_goes_on() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let sven = story.agent("sven").await;
    let with_katrin = jana.consults(&case, &katrin, "Eins").await;
    let with_sven = jana.consults(&case, &sven, "Zwei").await;

    katrin.does(Command::EndConsultation { case: case.clone(), consultation: with_katrin.clone() }).await;
    jana.does(Command::EndConsultation { case: case.clone(), consultation: with_sven.clone() }).await;

    jana.sees_case(&case, "both consultations ended", |view| {
        view.consultations
            .iter()
            .all(|it| matches!(it.state, ConsultationState::Ended { why: ConsultationEnd::ByAgent, .. }))
    })
    .await;
    let refused = jana
        .tries(Command::SendMessage {
            case: case.clone(),
            thread: in_consultation(&with_katrin),
            content: MessageContent::Text("Noch was".into()),
        })
        .await;
    assert_eq!(refused, Err(Refusal::AlreadyEnded));
    jana.writes(&case, "Weiter geht es.").await;
    martin.reads("Weiter geht es.").await;
}

#[tokio::test]
async fn rule_3_6_when_i_end_the_chat_my_consultations_end_too() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    jana.consults(&case, &katrin, "Kulanz?").await;

    jana.does(Command::EndInteraction { case: case.clone() }).await;

    katrin
        .sees_case(&case, "the consultation ended with the session", |view| {
            matches!(view.consultations[0].state, ConsultationState::Ended { why: ConsultationEnd::SessionEnded, .. })
        })
        .await;
    martin.is_in(ContactPhase::Ended).await;
}

#[tokio::test]
async fn rule_3_6_when_the_contact_leaves_an_open_consultation_goes_on() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let consultation = jana.consults(&case, &katrin, "Kulanz?").await;

    martin.leaves().await;
    jana.sees_case(&case, "the contact gone", |view| matches!(view.contact.presence, ContactPresence::Left { .. }))
        .await;

    katrin.writes_in(&case, &consultation, "Bis 50 Euro ist frei.").await;
    jana.reads(&case, &in_consultation(&consultation), "Bis 50 Euro ist frei.").await;
    let refused = jana
        .tries(Command::SendMessage {
            case: case.clone(),
            thread: Thread::Main,
            content: MessageContent::Text("Noch da?".into()),
        })
        .await;
    assert_eq!(refused, Err(Refusal::ContactLeft));
}

#[tokio::test]
async fn rule_3_7_until_mark_done_the_target_keeps_what_it_had_and_nothing_later() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let consultation = jana.consults(&case, &katrin, "Kulanz?").await;
    martin.says("Davor").await;
    katrin.reads(&case, &Thread::Main, "Davor").await;

    jana.does(Command::EndConsultation { case: case.clone(), consultation: consultation.clone() }).await;
    katrin
        .sees_case(&case, "the end", |view| matches!(view.consultations[0].state, ConsultationState::Ended { .. }))
        .await;
    martin.says("Danach").await;
    jana.reads(&case, &Thread::Main, "Danach").await;
    katrin.settles().await;
    assert!(!katrin.ever_got("Danach"));
    assert!(katrin.texts(&case, &Thread::Main).contains(&"Davor".to_owned()));

    katrin.does(Command::MarkDone { case: case.clone(), thread: in_consultation(&consultation) }).await;
    katrin.sees_gone(&case).await;
    let again = story.agent_again("katrin").await;
    again.sees("the end of the resume", |desk| desk.ready.then_some(())).await;
    assert!(!again.desk().cases.contains_key(&case), "after mark done nothing");
}

#[tokio::test]
async fn rule_3_8_several_consultations_are_private_to_their_two_agents() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let sven = story.agent("sven").await;
    let with_katrin = jana.consults(&case, &katrin, "Frage an Katrin").await;
    let with_sven = jana.consults(&case, &sven, "Frage an Sven").await;

    jana.writes_in(&case, &with_katrin, "nur für Katrin").await;
    jana.writes_in(&case, &with_sven, "nur für Sven").await;
    katrin.reads(&case, &in_consultation(&with_katrin), "nur für Katrin").await;
    sven.reads(&case, &in_consultation(&with_sven), "nur für Sven").await;
    katrin.settles().await;
    sven.settles().await;

    assert!(
        !katrin.ever_got("nur für Sven") && !katrin.ever_got("Frage an Sven") && !katrin.ever_got(with_sven.as_str())
    );
    assert!(!sven.ever_got("nur für Katrin") && !sven.ever_got("Frage an Katrin"));
    let refused = katrin
        .tries(Command::SendMessage {
            case: case.clone(),
            thread: in_consultation(&with_sven),
            content: MessageContent::Text("Hallo".into()),
        })
        .await;
    assert_eq!(refused, Err(Refusal::NoSuchConsultation));
    let nested = katrin.tries(Command::StartConsultation { case, target: agent("sven"), question: None }).await;
    assert_eq!(nested, Err(Refusal::NotPermitted), "consultations have no consultations");
}

#[tokio::test]
async fn rule_2_8_an_agent_is_asked_into_three_consultations_at_most() {
    let story = Story::begin().await;
    let katrin = story.agent("katrin").await;
    let (_a, jana, first) = story.chat("eins").await;
    let mut cases = vec![first];
    for words in ["zwei", "drei", "vier"] {
        let _contact = story.contact(words, "billing", words).await;
        cases.push(jana.accepts(InvitationKind::Chat).await);
    }
    for case in &cases[..3] {
        jana.consults(case, &katrin, "Kurz?").await;
    }
    let refused = jana
        .tries(Command::StartConsultation { case: cases[3].clone(), target: agent("katrin"), question: None })
        .await;
    assert_eq!(refused, Err(Refusal::TargetBusy));
}

#[tokio::test]
async fn a_contact_joined_by_a_colleague_sees_the_nickname_only() {
    let story = Story::begin().await;
    let (martin, _jana, _case) = story.chat("Guten Tag").await;
    martin.sees_event(ContactEvent::Joined { name: "Jana".into() }).await;
    assert!(!martin.ever_got("Becker"), "the nickname stands for the name");
    assert!(!martin.ever_got("\"jana\""), "no login");
}

#[tokio::test]
async fn rule_3_3_who_is_asked_again_reads_what_was_said_meanwhile_at_once() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let consultation = jana.consults(&case, &katrin, "Kulanz?").await;
    jana.does(Command::EndConsultation { case: case.clone(), consultation }).await;
    katrin
        .sees_case(&case, "the end", |view| matches!(view.consultations[0].state, ConsultationState::Ended { .. }))
        .await;
    martin.says("Zwischendurch").await;
    jana.reads(&case, &Thread::Main, "Zwischendurch").await;
    katrin.settles().await;
    assert!(!katrin.ever_got("Zwischendurch"));

    jana.asks(&case, agent("katrin"), "Noch eine Frage").await;
    katrin.accepts(InvitationKind::Consultation).await;

    katrin.reads(&case, &Thread::Main, "Zwischendurch").await;
}
