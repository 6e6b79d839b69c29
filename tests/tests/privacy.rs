//! Section 11 of the behaviour: what must never reach somebody.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use std::collections::BTreeSet;

use base64::Engine;
use konsil_protocol::domain::*;
use konsil_tests::story::*;
use serde_json::Value;

/// Words that stand in private places only.
const CANARIES: [&str; 4] =
    ["kanarie-„frage“\"eins\"", "kanarie\\text zwei", "kanarie notiz <drei>", "kanarie-ablehnung vier"];

/// Whether the agents of a story also talk in private.
#[derive(PartialEq, Eq)]
enum Consultations {
    Held,
    LeftOut,
}

/// A whole story around one chat. The contact's part is the same with and without consultations.
async fn history(story: &Story, consultations: Consultations) -> ContactPage {
    let (martin, jana, case) = story.chat("Die Rechnung stimmt nicht.").await;
    let katrin = story.agent("katrin").await;
    let sven = story.agent("sven").await;
    jana.writes(&case, "Ich sehe mir das an.").await;
    martin.reads("Ich sehe mir das an.").await;
    let mut private = None;
    if consultations == Consultations::Held {
        jana.asks(&case, agent("sven"), CANARIES[3]).await;
        sven.declines(InvitationKind::Consultation).await;
        let consultation = jana.consults(&case, &katrin, CANARIES[0]).await;
        jana.types(&case, &in_consultation(&consultation));
        private = Some(consultation);
    }
    // In the same moment: one must not keep the other from being seen.
    jana.types(&case, &Thread::Main);
    martin.sees_typing("Jana").await;
    if let Some(consultation) = private {
        jana.writes_in(&case, &consultation, CANARIES[1]).await;
        katrin.writes_in(&case, &consultation, CANARIES[1]).await;
        jana.does(Command::SetNote { case: case.clone(), text: CANARIES[2].into() }).await;
        jana.does(Command::EndConsultation { case: case.clone(), consultation }).await;
    }
    martin.says("Im September war sie richtig.").await;
    let katrin = story.confers(&jana, &case, katrin).await;
    katrin.writes(&case, "Ich habe es gutgeschrieben.").await;
    martin.reads("Ich habe es gutgeschrieben.").await;
    if consultations == Consultations::Held {
        let consultation = katrin.consults(&case, &jana, CANARIES[0]).await;
        katrin.types(&case, &in_consultation(&consultation));
        jana.writes_in(&case, &consultation, CANARIES[1]).await;
        jana.does(Command::EndConsultation { case: case.clone(), consultation }).await;
    }
    katrin.types(&case, &Thread::Main);
    martin.sees_typing("Katrin").await;
    katrin.does(Command::EndInteraction { case: case.clone() }).await;
    jana.does(Command::EndInteraction { case }).await;
    martin.is_in(konsil_protocol::wire::contact::ContactPhase::Ended).await;
    martin.settles().await;
    martin
}

/// How a canary may look on the wire: as it is, as JSON writes it, as base64.
fn disguises(canary: &str) -> Vec<String> {
    let json = serde_json::to_string(canary).unwrap();
    let ascii: String =
        canary.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", c as u32) }).collect();
    let engine = base64::engine::general_purpose::STANDARD_NO_PAD;
    let mut all = vec![canary.to_owned(), json.trim_matches('"').to_owned(), ascii];
    // base64 of a text inside another depends on where it starts: three ways.
    for skipped in 0..3 {
        all.push(engine.encode(&canary.as_bytes()[skipped..]).chars().take(12).collect());
    }
    all
}

#[tokio::test]
async fn rule_11_1_no_byte_of_a_consultation_reaches_the_contact() {
    let story = Story::begin().await;
    let martin = history(&story, Consultations::Held).await;
    let mut bytes = martin.page().frames.join("\n");
    for path in ["/", "/embed", "/widget.js", "/v1/page", "/health"] {
        let answer = reqwest::get(format!("{}{path}", story.base)).await.unwrap();
        bytes.push_str(&format!("{:?}", answer.headers()));
        bytes.push_str(&answer.text().await.unwrap());
    }
    assert!(bytes.contains("Ich habe es gutgeschrieben."), "the search looks where the contact's bytes are");
    for canary in CANARIES {
        for disguise in disguises(canary) {
            assert!(!bytes.contains(&disguise), "{canary:?} reached the contact as {disguise:?}");
        }
    }
}

#[tokio::test]
async fn rule_11_1_the_contacts_frames_are_byte_for_byte_those_of_the_history_without_consultations() {
    let with = history(&Story::with_fixed_time_and_ids().await, Consultations::Held).await.page();
    let without = history(&Story::with_fixed_time_and_ids().await, Consultations::LeftOut).await.page();
    let told = |page: &Page| {
        page.frames
            .iter()
            .filter(|it| !it.contains("\"pong\"") && !it.contains("\"ping\"") && !it.contains("\"said\""))
            .cloned()
            .collect::<Vec<_>>()
    };
    let (with, without) = (told(&with), told(&without));
    // The page makes the ids of its own messages; everything else must be equal as it stands.
    let blind = |frames: Vec<String>| frames.into_iter().map(|it| blind_own_ids(&it)).collect::<Vec<_>>();
    assert!(with.len() > 8);
    assert_eq!(blind(with), blind(without));
}

fn blind_own_ids(frame: &str) -> String {
    let mut value: serde_json::Value = serde_json::from_str(frame).unwrap();
    let Some(event) = value.get_mut("event") else { return frame.to_owned() };
    if event["kind"] != "mine" {
        return frame.to_owned();
    }
    event["id"] = "own".into();
    value.to_string()
}

/// Whether somebody is asked in private while the chat goes on.
#[derive(PartialEq, Eq)]
enum Asking {
    Done,
    LeftOut,
}

/// What a colleague in the chat, one beside it and the contact are sent while a skill is asked, and after.
async fn sent_to_others(asking: Asking) -> Vec<BTreeSet<String>> {
    let story = Story::with_fixed_time_and_ids().await;
    let (martin, jana, case) = story.chat("Do you speak English?").await;
    let katrin = story.ready_agent("katrin").await;
    let lukas = story.confers(&jana, &case, story.agent("lukas").await).await;
    let (sven, rita) = (story.ready_agent("sven").await, story.ready_agent("rita").await);
    let everybody_settles = async || {
        for agent in [&jana, &katrin, &lukas, &sven, &rita] {
            agent.settles().await;
        }
        martin.settles().await;
    };
    // States are told in turns: now all of them are.
    let rita_is_told = |desk: &Received| desk.doing.get(&AgentId::new("rita").unwrap())?.available.then_some(());
    for agent in [&katrin, &lukas] {
        agent.sees("that Rita is ready", rita_is_told).await;
    }
    katrin.sees("all four of the queue", |desk| told_of_mine(desk, r#""billing","available":4"#)).await;
    lukas.sees("Jana's chat", |desk| told_of_mine(desk, r#""connected":true,"chats":1"#)).await;
    everybody_settles().await;
    let before = [katrin.desk().frames.len(), lukas.desk().frames.len(), martin.page().frames.len()];
    if asking == Asking::Done {
        jana.asks(&case, skill("english", 1), CANARIES[0]).await;
        rita.is_invited(InvitationKind::Consultation).await;
        everybody_settles().await;
        rita.declines(InvitationKind::Consultation).await;
        sven.is_invited(InvitationKind::Consultation).await;
        everybody_settles().await;
        let view = jana.sees_case(&case, "the request", |view| !view.requests.is_empty()).await;
        let invitation = view.requests[0].invitation.clone();
        jana.does(Command::WithdrawInvitation { case: case.clone(), invitation }).await;
    }
    // What comes after has the numbers that it would have had. And a state of somebody's is told last.
    jana.writes(&case, "Yes.").await;
    lukas.reads(&case, &Thread::Main, "Yes.").await;
    martin.reads("Yes.").await;
    sven.does(Command::SetState { state: AgentState::NotReady { reason: NotReadyReason::BREAK } }).await;
    let break_is_told = |desk: &Received| (!desk.doing.get(&AgentId::new("sven").unwrap())?.available).then_some(());
    for agent in [&katrin, &lukas] {
        agent.sees("Sven's break", break_is_told).await;
    }
    katrin.sees("three of the queue", |desk| told_of_mine(desk, r#""billing","available":3"#)).await;
    everybody_settles().await;
    let told = [katrin.desk().frames, lukas.desk().frames, martin.page().frames];
    let kept = |frames: Vec<String>, from: usize| {
        let told = frames.into_iter().skip(from).filter(|it| !it.contains("\"pong\"") && !it.contains("\"ping\""));
        // Names and states come in turns of their own.
        told.map(|frame| blind_numbers(&frame)).collect::<BTreeSet<_>>()
    };
    told.into_iter().zip(before).map(|(frames, from)| kept(frames, from)).collect()
}

fn told_of_mine(desk: &Received, text: &str) -> Option<()> {
    desk.frames.iter().rfind(|it| it.contains(r#""type":"mine""#)).filter(|it| it.contains(text)).map(drop)
}

/// Agents' lines are numbered through the whole case, with gaps: that something happened that is not for them, be it a
/// note or a draft of a colleague's, is no secret among agents. What it was is.
fn blind_numbers(frame: &str) -> String {
    fn blind(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    match key.as_str() {
                        "seq" | "after" | "version" | "id" | "message" if !value.is_object() => *value = Value::Null,
                        _ => blind(value),
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(blind),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut value = serde_json::from_str(frame).unwrap();
    blind(&mut value);
    value.to_string()
}

#[tokio::test]
async fn rule_4_6_frames_of_all_others_are_the_same_whether_somebody_is_asked_or_not() {
    let with = sent_to_others(Asking::Done).await;
    assert!(with.iter().all(|frames| !frames.is_empty()), "{with:?}");
    assert_eq!(with, sent_to_others(Asking::LeftOut).await);
}

#[tokio::test]
async fn rule_11_2_an_agent_cannot_read_write_or_learn_of_a_case_without_a_part_in_it() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Nur für Jana bestimmt.").await;
    let katrin = story.ready_agent("katrin").await;
    let nowhere = CaseId::new("00000000-0000-4000-8000-000000000000").unwrap();
    for case in [&case, &nowhere] {
        for command in [
            Command::SendMessage {
                case: case.clone(),
                thread: Thread::Main,
                content: MessageContent::Text("Hallo".into()),
            },
            Command::StartConsultation { case: case.clone(), target: agent("jana"), question: None },
            Command::AskConference { case: case.clone(), target: agent("jana") },
            Command::AskTransfer { case: case.clone(), target: agent("jana"), note: None },
            Command::RemoveParticipant { case: case.clone(), agent: AgentId::new("jana").unwrap() },
            Command::EndInteraction { case: case.clone() },
            Command::MarkDone { case: case.clone(), thread: Thread::Main },
            Command::SetNote { case: case.clone(), text: "x".into() },
        ] {
            assert_eq!(katrin.tries(command.clone()).await, Err(Refusal::NoSuchCase), "{command:?}");
        }
        katrin.pages(case, &Thread::Main);
        katrin.settles().await;
    }
    martin.says("Und noch etwas.").await;
    jana.reads(&case, &Thread::Main, "Und noch etwas.").await;
    katrin.settles().await;
    assert!(!katrin.ever_got("Nur für Jana") && !katrin.ever_got("Und noch etwas") && !katrin.ever_got("Hoffmann"));
    assert!(!katrin.desk().cases.contains_key(&case));
}
