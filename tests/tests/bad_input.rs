//! What bad input gets: a typed refusal, nothing broken, nothing lost.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use konsil_protocol::domain::*;
use konsil_protocol::wire::MAX_FRAME_BYTES;
use konsil_protocol::wire::contact::{ContactEvent, ContactRefusal, FromContact};
use konsil_tests::story::*;

#[tokio::test]
async fn frames_that_cannot_be_read_are_answered_and_the_connection_goes_on() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    for bad in [
        "",
        "{",
        "[]",
        "{\"type\":7}",
        "{\"type\":\"dance\",\"with\":1}",
        "{\"type\":\"command\",\"id\":\"\",\"command\":{}}",
        "null",
    ] {
        jana.raw(bad.to_owned());
        jana.settles().await;
        martin.raw(bad.to_owned());
        martin.settles().await;
    }
    let told = jana.desk().frames.iter().filter(|it| it.contains("\"unreadable\"")).count();
    assert!(told >= 6, "each is answered, {told} were");
    jana.writes(&case, "Es geht weiter.").await;
    martin.reads("Es geht weiter.").await;
}

#[tokio::test]
async fn a_frame_that_is_too_large_closes_that_connection_only() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    katrin.raw(format!("{{\"type\":\"ping\",\"n\":1,\"x\":\"{}\"}}", "a".repeat(MAX_FRAME_BYTES)));
    katrin.sees("being closed", |desk| desk.closed).await;
    jana.writes(&case, "Unberührt.").await;
    martin.reads("Unberührt.").await;
    let again = story.agent_again("katrin").await;
    again.settles().await;
}

#[tokio::test]
async fn texts_up_to_16_kib_pass_whole_and_longer_ones_are_refused_with_the_limit() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let longest = "ä".repeat(MAX_TEXT_BYTES / 2);
    jana.writes(&case, &longest).await;
    martin.reads(&longest).await;
    let emoji = "👩🏽‍🚀".repeat(MAX_TEXT_BYTES / "👩🏽‍🚀".len());
    martin.says(&emoji).await;
    jana.reads(&case, &Thread::Main, &emoji).await;
    let refused = jana
        .tries(Command::SendMessage {
            case: case.clone(),
            thread: Thread::Main,
            content: MessageContent::Text(format!("{longest}x")),
        })
        .await;
    assert_eq!(refused, Err(Refusal::TextTooLong { limit: MAX_TEXT_BYTES as u32 }));
    let ten_thousand = "😀".repeat(10_000);
    martin.frame(&FromContact::Say { id: "much".into(), content: MessageContent::Text(ten_thousand) });
    martin
        .sees("the refusal", |page| {
            page.refusals.contains(&ContactRefusal::TextTooLong { limit: MAX_TEXT_BYTES as u32 }).then_some(())
        })
        .await;
    let empty = jana
        .tries(Command::SendMessage { case, thread: Thread::Main, content: MessageContent::Text(" \n ".into()) })
        .await;
    assert_eq!(empty, Err(Refusal::TextEmpty));
}

#[tokio::test]
async fn markup_control_characters_and_bidi_marks_arrive_as_plain_data() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat_as("<img src=x onerror=alert(1)>", "<script>alert(1)</script>").await;
    jana.reads(&case, &Thread::Main, "<script>alert(1)</script>").await;
    assert_eq!(jana.desk().cases[&case].contact.name, "<img src=x onerror=alert(1)>");
    martin.says("Zeile\u{0}eins\u{7}\u{1b}[31m\r\nzwei\tdrei").await;
    jana.reads(&case, &Thread::Main, "Zeileeins[31m\nzwei\tdrei").await;
    martin.says("rechts \u{202e}sknil\u{202c}").await;
    jana.settles().await;
    jana.writes(&case, "{{}} ${x} %s \u{2028} ok").await;
    martin
        .sees_event(ContactEvent::Message {
            name: "Jana".into(),
            content: MessageContent::Text("{{}} ${x} %s \u{2028} ok".into()),
        })
        .await;
}

#[tokio::test]
async fn a_name_with_bidi_overrides_or_lines_cannot_disguise_itself() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat_as("Mar\u{202e}tin\nBank\u{2066}", "Guten Tag").await;
    let name = jana.desk().cases[&case].contact.name.clone();
    assert!(!name.chars().any(|c| c == '\n' || c == '\u{202e}' || c == '\u{2066}'), "{name:?}");
}

#[tokio::test]
async fn a_command_repeated_under_its_id_is_done_once_and_another_under_that_id_is_refused() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let id = CommandId::new("jana-1").unwrap();
    let send = Command::SendMessage {
        case: case.clone(),
        thread: Thread::Main,
        content: MessageContent::Text("Einmal".into()),
    };
    for _ in 0..3 {
        assert_eq!(jana.tries_as(id.clone(), send.clone()).await, Ok(()));
    }
    martin.reads("Einmal").await;
    jana.settles().await;
    assert_eq!(jana.texts(&case, &Thread::Main).iter().filter(|it| *it == "Einmal").count(), 1);
    let other =
        Command::SendMessage { case, thread: Thread::Main, content: MessageContent::Text("Etwas anderes".into()) };
    assert_eq!(jana.tries_as(id, other).await, Err(Refusal::CommandIdReused));
}

#[tokio::test]
async fn the_same_id_of_another_agent_is_another_command() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let katrin = story.confers(&jana, &case, katrin).await;
    let id = CommandId::new("the-same").unwrap();
    let say = |text: &str| Command::SendMessage {
        case: case.clone(),
        thread: Thread::Main,
        content: MessageContent::Text(text.into()),
    };
    assert_eq!(jana.tries_as(id.clone(), say("von Jana")).await, Ok(()));
    assert_eq!(katrin.tries_as(id, say("von Katrin")).await, Ok(()));
    martin.reads("von Jana").await;
    martin.reads("von Katrin").await;
}

#[tokio::test]
async fn a_contact_cannot_open_an_unknown_topic_or_come_back_with_a_wrong_secret() {
    let story = Story::begin().await;
    let stray = ContactPage::returns(&story.base, "Niemand", "not-a-secret", 0).await;
    stray.sees("the refusal", |page| page.refusals.contains(&ContactRefusal::NoSuchChat).then_some(())).await;
    let lost = ContactPage::opens(&story.base, "Niemand", "nowhere", "Hallo", Language::De).await;
    lost.sees("the refusal", |page| page.refusals.contains(&ContactRefusal::NoSuchTopic).then_some(())).await;
}
