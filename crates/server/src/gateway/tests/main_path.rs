//! From the first word to the answer.

use konsil_protocol::{
    domain::{Command, EntryBody, MessageContent, Origin, Party, Thread, ThreadRef},
    wire::{
        agent::{FromAgent, ToAgent},
        contact::{ContactEvent, ContactPhase, ToContact},
    },
};

use super::people::{AgentClient, ContactClient, server};

#[tokio::test]
async fn a_contact_opens_a_chat_an_agent_takes_it_and_both_write() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;

    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Meine Rechnung stimmt nicht.").await;
    let view = anna.accepts().await;
    assert_eq!(view.contact.name, "Petra");
    let joined = |frame: &ToContact| {
        matches!(frame, ToContact::Event { event: ContactEvent::Joined { name }, .. } if name == "Anna").then_some(())
    };
    petra.until(joined).await;
    petra
        .until(|frame| match frame {
            ToContact::State { state } if state.phase == ContactPhase::Chatting => Some(()),
            _ => None,
        })
        .await;

    let log = ThreadRef::main(view.case.clone());
    anna.send(&FromAgent::Page { log: log.clone(), after: None, limit: 200 }).await;
    let read = anna
        .until(|frame| match frame {
            ToAgent::Entries { entries, more: false, .. } => Some(entries.clone()),
            _ => None,
        })
        .await;
    let first = read.iter().find_map(|entry| match &entry.entry.body {
        EntryBody::Message {
            origin: Origin { by: Party::Contact, .. }, content: MessageContent::Text(text), ..
        } => Some(text.clone()),
        _ => None,
    });
    assert_eq!(first.as_deref(), Some("Meine Rechnung stimmt nicht."));

    anna.says("m1", &view.case, "Guten Tag!").await.unwrap();
    let said = petra
        .until(|frame| match frame {
            ToContact::Event { event: ContactEvent::Message { name, content: MessageContent::Text(text) }, .. } => {
                Some((name.clone(), text.clone()))
            }
            _ => None,
        })
        .await;
    assert_eq!(said, ("Anna".to_owned(), "Guten Tag!".to_owned()));

    petra.says("p2", "Es sind 38,90 € zu viel.").await;
    let heard = anna
        .until(|frame| match frame {
            ToAgent::Entry { entry, .. } => match &entry.entry.body {
                EntryBody::Message {
                    origin: Origin { by: Party::Contact, .. },
                    content: MessageContent::Text(text),
                    ..
                } => Some((entry.after, text.clone())),
                _ => None,
            },
            _ => None,
        })
        .await;
    let before = anna.seen.iter().rev().find_map(|frame| match frame {
        ToAgent::Entry { entry, .. } if entry.seq < heard.0 + 1 => Some(entry.seq),
        _ => None,
    });
    assert_eq!(heard, (before.unwrap(), "Es sind 38,90 € zu viel.".to_owned()));

    // The same command again is answered the same, and said once.
    anna.says("m1", &view.case, "Guten Tag!").await.unwrap();
    let end = Command::EndInteraction { case: view.case.clone() };
    anna.command("end", end).await.unwrap();
    petra
        .until(|frame| matches!(frame, ToContact::Event { event: ContactEvent::Ended { .. }, .. }).then_some(()))
        .await;
    let numbers: Vec<u64> = petra
        .seen
        .iter()
        .filter_map(|frame| if let ToContact::Event { n, .. } = frame { Some(*n) } else { None })
        .collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    let done = Command::MarkDone { case: view.case.clone(), thread: Thread::Main };
    anna.send(&FromAgent::Command { id: konsil_protocol::domain::CommandId::new("done").unwrap(), command: done })
        .await;
    anna.until(|frame| matches!(frame, ToAgent::Gone { case } if *case == view.case).then_some(())).await;
    server.stop().await;
}
