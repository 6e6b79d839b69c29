//! What the sockets carry of somebody who is neither the contact nor an agent. No command brings one in yet, so the
//! event is put into the database while the server rests.

use std::{path::Path, sync::Arc};

use konsil_centre::{Audience, CaseEvent, Recorded, evolve};
use konsil_protocol::{
    domain::{
        CaseId, CommandId, EntryBody, EventId, ExpertId, MessageContent, Origin, Party, Thread, ThreadRef, Timestamp,
    },
    wire::{
        agent::{FromAgent, ToAgent},
        contact::ToContact,
    },
};

use super::people::{AgentClient, ContactClient, accounts, agent, parts, server_of};
use crate::{
    Parts, Running,
    store::{CaseChange, Change, Outcome, SqliteStore, Store, StoreKey},
};

async fn on_disk(data: &Path) -> Running {
    let store = SqliteStore::open(data).unwrap();
    server_of(Parts { accounts: accounts(), ..parts(Arc::new(store)) }).await
}

fn says_an_expert(text: &str) -> CaseEvent {
    let by = Party::Expert {
        expert: ExpertId::new("teams:4f1d2c").unwrap(),
        name: "Dr. Paula Weber".to_owned(),
        sponsor: agent("anna"),
    };
    CaseEvent::MessageSent {
        origin: Origin { by, submitted_by: Some(agent("anna")), foreign_id: Some("19:x@thread/17".to_owned()) },
        message: CommandId::new("teams:19:x:17").unwrap(),
        contact_id: None,
        content: MessageContent::Text(text.to_owned()),
    }
}

fn happens(data: &Path, case: &CaseId, event: CaseEvent) {
    let store = SqliteStore::open(data).unwrap();
    let mut record = store.load(&[StoreKey::Case(case.clone())]).unwrap().cases.remove(case).unwrap();
    let (expected, at) = (record.case.version, Timestamp(1_700_000_000_000));
    evolve(&mut record.case, at, &event);
    record.counters.contact += 1;
    let event = Recorded {
        id: EventId::new("of-an-expert").unwrap(),
        at,
        version: record.case.version,
        thread: Thread::Main,
        seq: record.counters.next(&Thread::Main),
        contact_seq: Some(record.counters.contact),
        audience: Audience::Everyone,
        event,
    };
    let change = CaseChange { expected, after: Arc::new(record), open: true, events: vec![Arc::new(event)] };
    let change = Change { case: Some(change), seats: Vec::new(), answer: None, secret: None };
    assert_eq!(store.commit(&[change]).unwrap(), [Outcome::Committed]);
    store.close();
}

#[tokio::test]
async fn the_contact_gets_an_experts_name_and_words_and_nothing_else() {
    let data = tempfile::tempdir().unwrap();
    let server = on_disk(data.path()).await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (_petra, secret) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    server.stop().await;
    happens(data.path(), &case, says_an_expert("Das ist bekannt."));

    let server = on_disk(data.path()).await;
    let mut petra = ContactClient::returns(server.address, &secret, 0).await;
    let words = |frame: &ToContact| match frame {
        ToContact::Event { n, event, .. } => {
            let event = serde_json::to_value(event).unwrap();
            (event["text"] == "Das ist bekannt.").then_some((*n, event))
        }
        _ => None,
    };
    let (n, read) = petra.until(words).await;
    let all = serde_json::json!({ "kind": "message", "name": "Dr. Paula Weber", "text": "Das ist bekannt." });
    assert_eq!((n, read), (4, all));

    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.send(&FromAgent::Page { log: ThreadRef::main(case), after: None, limit: 50 }).await;
    let last = |frame: &ToAgent| match frame {
        ToAgent::Entries { entries, .. } => entries.last().map(|last| last.entry.body.clone()),
        _ => None,
    };
    let EntryBody::Message { origin, .. } = anna.until(last).await else { panic!("no message") };
    let CaseEvent::MessageSent { origin: sent, .. } = says_an_expert("") else { panic!("no message") };
    assert_eq!(origin, sent, "the agents read all of it");
    server.stop().await;
}
