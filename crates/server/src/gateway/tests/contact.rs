//! A contact's page: its secret, its numbers, its limits, and what it never hears.

use std::sync::Arc;

use konsil_protocol::{
    domain::{Language, MessageContent, QueueId, SystemMessage, ThreadRef},
    wire::{
        PROTOCOL,
        agent::{FromAgent, ToAgent},
        contact::{ContactEvent, ContactRefusal, FromContact, ToContact},
    },
};

use super::people::{AgentClient, ContactClient, english_centre, open, parts, server, server_of};
use crate::{
    limits::{Allowance, Limits},
    store::MemoryStore,
};

impl ContactClient {
    async fn events_until(&mut self, last: u64) -> Vec<(u64, ContactEvent)> {
        let mut events = Vec::new();
        self.until(|frame| {
            if let ToContact::Event { n, event, .. } = frame {
                events.push((*n, event.clone()));
            }
            events.last().is_some_and(|(n, _)| *n >= last).then_some(())
        })
        .await;
        events
    }

    /// Until that event has been seen, or had been before.
    async fn has_event(&mut self, number: u64) {
        let is_there = |frame: &ToContact| matches!(frame, ToContact::Event { n, .. } if *n >= number);
        if !self.seen.iter().any(is_there) {
            self.until(|frame| is_there(frame).then_some(())).await;
        }
    }

    async fn refusal(&mut self) -> ContactRefusal {
        self.until(|frame| match frame {
            ToContact::Refused { refusal, .. } => Some(refusal.clone()),
            _ => None,
        })
        .await
    }
}

#[tokio::test]
async fn a_page_that_is_loaded_anew_resumes_its_chat_where_it_was() {
    let server = server().await;
    let (mut petra, secret) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    petra.says("1", "eins").await;
    petra.says("2", "zwei").await;
    drop(petra);
    let mut again = ContactClient::returns(server.address, &secret, 2).await;
    let events = again.events_until(4).await;
    let mine =
        |id: &str, text: &str| ContactEvent::Mine { id: id.to_owned(), content: MessageContent::Text(text.to_owned()) };
    assert_eq!(events, [(3, mine("1", "eins")), (4, mine("2", "zwei"))]);
    // The page sends again what it had no answer to; it is there once.
    again.says("2", "zwei").await;
    again.says("3", "drei").await;
    let mut whole = ContactClient::returns(server.address, &secret, 0).await;
    let events = whole.events_until(5).await;
    assert_eq!(events.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(events[4].1, mine("3", "drei"));
}

#[tokio::test]
async fn two_tabs_of_one_chat_both_work() {
    let server = server().await;
    let (mut first, secret) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let mut second = ContactClient::returns(server.address, &secret, 0).await;
    second.events_until(2).await;
    first.says("a", "vom ersten").await;
    second.says("b", "vom zweiten").await;
    let heard = |events: &[(u64, ContactEvent)]| format!("{events:?}");
    let events = first.events_until(4).await;
    assert!(heard(&events).contains("vom zweiten"));
    // One is closed: the contact is still there.
    drop(first);
    second.says("c", "bin noch da").await;
}

#[tokio::test]
async fn an_open_whose_answer_was_lost_can_be_sent_again() {
    let server = server().await;
    let secret = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA".to_owned();
    let opening = |secret: &str| FromContact::Open {
        former: None,
        protocol: PROTOCOL,
        secret: Some(secret.to_owned()),
        name: "Petra".to_owned(),
        topic: QueueId::new("billing").unwrap(),
        language: Some(Language::En),
        text: "Hello".to_owned(),
        page: None,
    };
    let mut client = ContactClient::dial(server.address).await;
    client.send(&opening(&secret)).await;
    client.events_until(2).await;
    let mut again = ContactClient::dial(server.address).await;
    again.send(&opening(&secret)).await;
    assert_eq!(again.events_until(2).await.len(), 2);
    again.says("x", "one chat").await;
    client.until(|frame| matches!(frame, ToContact::Event { n: 3, .. }).then_some(())).await;

    let mut short = ContactClient::dial(server.address).await;
    short.send(&opening("tooshort")).await;
    assert_eq!(short.refusal().await, ContactRefusal::Malformed);
}

#[tokio::test]
async fn a_contact_whose_language_nobody_knows_writes_in_the_centres_first() {
    let mut parts = parts(Arc::new(MemoryStore::new()));
    parts.centre = english_centre();
    let server = server_of(parts).await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let opening = serde_json::to_string(&open("Petra", "Bonjour")).unwrap();
    let mut petra = ContactClient::dial(server.address).await;
    petra.send_text(opening.replace("\"language\":\"de\"", "\"language\":\"fr\"")).await;
    petra.events_until(2).await;
    assert_eq!(anna.invited().await.contact_language, Some(Language::En));
}

#[tokio::test]
async fn what_cannot_be_opened_is_refused_with_the_reason_and_may_be_mended() {
    let server = server().await;
    let mut client = ContactClient::dial(server.address).await;
    client.send(&open("  \u{7}\n ", "Hallo")).await;
    assert_eq!(client.refusal().await, ContactRefusal::NameMissing);
    client.send(&open(&"n".repeat(81), "Hallo")).await;
    assert_eq!(client.refusal().await, ContactRefusal::NameTooLong { limit: 80 });
    client.send(&open("Petra", " \n ")).await;
    assert_eq!(client.refusal().await, ContactRefusal::TextEmpty);
    client.send(&FromContact::Hello { protocol: PROTOCOL, secret: "unknown".to_owned(), after: 0 }).await;
    assert_eq!(client.refusal().await, ContactRefusal::NoSuchChat);
    client.send(&open("Petra", "Hallo")).await;
    client.until(|frame| matches!(frame, ToContact::Welcome { secret: Some(_), .. }).then_some(())).await;
}

#[tokio::test]
async fn new_chats_and_messages_are_limited_per_address() {
    let mut few = parts(Arc::new(MemoryStore::new()));
    few.limits = Limits {
        new_chats: Allowance { count: 2, within_ms: 3_600_000 },
        messages: Allowance { count: 3, within_ms: 3_600_000 },
        sockets: 3,
    };
    let server = server_of(few).await;
    let (mut first, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let (_second, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let mut third = ContactClient::dial(server.address).await;
    third.send(&open("Petra", "Hallo")).await;
    assert!(matches!(third.refusal().await, ContactRefusal::TooManyChats { retry_after_ms } if retry_after_ms > 0));
    for id in ["1", "2", "3"] {
        first.says(id, "schnell").await;
    }
    first.send(&FromContact::Say { id: "4".to_owned(), content: MessageContent::Text("zu schnell".to_owned()) }).await;
    assert!(matches!(first.refusal().await, ContactRefusal::TooFast { retry_after_ms } if retry_after_ms > 0));
    let fourth = tokio_tungstenite::connect_async(format!("ws://{}/v1/contact", server.address)).await;
    assert!(fourth.is_err(), "three sockets are enough");
}

#[tokio::test]
async fn a_lost_connection_is_shown_to_the_agent_and_the_return_too() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (petra, secret) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    let log = ThreadRef::main(case);
    anna.send(&FromAgent::Page { log, after: None, limit: 50 }).await;
    anna.until(|frame| matches!(frame, ToAgent::Entries { .. }).then_some(())).await;
    drop(petra);
    let system = |looked_for: SystemMessage| {
        move |frame: &ToAgent| match frame {
            ToAgent::Entry { entry, .. } => {
                let body = konsil_protocol::domain::EntryBody::System { system: looked_for.clone() };
                (entry.entry.body == body).then_some(())
            }
            _ => None,
        }
    };
    anna.until(system(SystemMessage::ContactInterrupted)).await;
    let mut petra = ContactClient::returns(server.address, &secret, 0).await;
    anna.until(system(SystemMessage::ContactReturned)).await;
    // The contact reads nothing of that, and its numbers have no gap.
    petra.says("1", "wieder da").await;
    petra.has_event(4).await;
    let numbers: Vec<u64> = petra
        .seen
        .iter()
        .filter_map(|frame| if let ToContact::Event { n, .. } = frame { Some(*n) } else { None })
        .collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    assert_eq!(numbers.len(), 4, "waiting, hello, joined, back again");
}

#[tokio::test]
async fn leaving_ends_the_chat_for_the_contact_and_can_be_read_again() {
    let server = server().await;
    let (mut petra, secret) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    petra.send(&FromContact::Leave).await;
    petra
        .until(|frame| matches!(frame, ToContact::Event { event: ContactEvent::Ended { .. }, .. }).then_some(()))
        .await;
    petra.send(&FromContact::Say { id: "1".to_owned(), content: MessageContent::Text("noch was".to_owned()) }).await;
    assert_eq!(petra.refusal().await, ContactRefusal::ChatEnded);
    let mut again = ContactClient::returns(server.address, &secret, 0).await;
    let events = again.events_until(3).await;
    assert!(matches!(events[2].1, ContactEvent::Ended { .. }));
}

#[tokio::test]
async fn nothing_internal_reaches_the_contacts_page() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    anna.says("a-command-id", &case, "Guten Tag").await.unwrap();
    petra.says("1", "Hallo").await;
    petra.has_event(5).await;
    let received = serde_json::to_string(&petra.seen).unwrap();
    for internal in [case.as_str(), "a-command-id", "\"anna\"", "Arendt", "seq", "version", "invitation"] {
        assert!(!received.contains(internal), "{internal} in {received}");
    }
}
