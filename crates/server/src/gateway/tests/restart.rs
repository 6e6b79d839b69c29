//! A server on disk: what survives it, and what it says when it cannot start.

use std::{net::SocketAddr, path::Path};

use konsil_protocol::{
    domain::{EntryBody, MessageContent, Origin, Party, Refusal, ThreadRef},
    wire::{
        agent::{Answer, FromAgent, ToAgent},
        contact::{ContactEvent, FromContact, ToContact},
    },
};

use super::people::{AgentClient, ContactClient, accounts, centre, parts, server_of};
use crate::{
    Options, Parts, Running, StartError,
    limits::Limits,
    start,
    store::{DATABASE, SqliteStore},
};

async fn on_disk(data: &Path) -> Running {
    let store = SqliteStore::open(data).unwrap();
    server_of(Parts { accounts: accounts(), ..parts(std::sync::Arc::new(store)) }).await
}

fn options(data: &Path, listen: SocketAddr) -> Options {
    Options { centre: centre(), data: data.to_owned(), listen, limits: Limits::none() }
}

fn anywhere() -> SocketAddr {
    ([127, 0, 0, 1], 0).into()
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_restart_and_chats_go_on() {
    let data = tempfile::tempdir().unwrap();
    let server = on_disk(data.path()).await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, secret) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    anna.says("m1", &case, "vor dem Neustart").await.unwrap();
    petra.says("p1", "auch vorher").await;
    server.stop().await;

    let server = on_disk(data.path()).await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    let mut petra = ContactClient::returns(server.address, &secret, 0).await;
    // Sent again, because the answers may have been lost: nothing is said twice.
    anna.says("m1", &case, "vor dem Neustart").await.unwrap();
    petra.says("p1", "auch vorher").await;
    anna.says("m2", &case, "danach").await.unwrap();
    let heard = |frame: &ToContact| {
        matches!(frame, ToContact::Event { event: ContactEvent::Message { content: MessageContent::Text(text), .. }, .. } if text == "danach")
            .then_some(())
    };
    if !petra.seen.iter().any(|frame| heard(frame).is_some()) {
        petra.until(heard).await;
    }
    let log = ThreadRef::main(case);
    anna.send(&FromAgent::Page { log, after: None, limit: 50 }).await;
    let entries = anna
        .until(|frame| match frame {
            ToAgent::Entries { entries, .. } => Some(entries.clone()),
            _ => None,
        })
        .await;
    let said: Vec<_> = entries
        .iter()
        .filter_map(|entry| match &entry.entry.body {
            EntryBody::Message {
                content: MessageContent::Text(text),
                origin: Origin { by: Party::Agent { .. } | Party::Contact, .. },
                ..
            } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(said, ["Hallo", "vor dem Neustart", "auch vorher", "danach"]);
    petra.send(&FromContact::Leave).await;
    server.stop().await;
}

#[tokio::test]
async fn a_command_is_known_again_by_what_arrived_and_not_by_what_this_program_makes_of_it() {
    let server = server_of(parts(std::sync::Arc::new(crate::store::MemoryStore::new()))).await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (_petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    let mut answer_to = async |frame: String| {
        anna.send_text(frame).await;
        let answer = |frame: &ToAgent| match frame {
            ToAgent::Answer { id, result } if id.as_str() == "n" => Some(result.clone()),
            _ => None,
        };
        anna.until(answer).await
    };
    let sent = format!(
        r#"{{"type":"command","id":"n","command":{{"kind":"set_note","case":"{case}","text":"ja","colour":"red"}}}}"#
    );
    let same = format!(
        r#"{{"id":"n", "command":{{"colour":"red", "text":"ja","kind":"set_note","case":"{case}"}},"type":"command"}}"#
    );
    // Today's program reads the same command of it.
    let other = sent.replace("red", "blue");
    assert_eq!(answer_to(sent).await, Answer::Accepted);
    assert_eq!(answer_to(same).await, Answer::Accepted);
    assert_eq!(answer_to(other).await, Answer::Refused { refusal: Refusal::CommandIdReused });
    server.stop().await;
}

#[tokio::test]
async fn each_reason_not_to_start_has_its_name() {
    let data = tempfile::tempdir().unwrap();
    let running = start(options(data.path(), anywhere())).await.unwrap_or_else(|error| panic!("{error}"));
    let taken = running.address;
    let reason = async |options: Options| start(options).await.err().expect("it must not start");

    let elsewhere = tempfile::tempdir().unwrap();
    assert_eq!(reason(options(elsewhere.path(), taken)).await, StartError::PortInUse(taken));
    assert_eq!(reason(options(data.path(), anywhere())).await, StartError::DatabaseLocked);
    running.stop().await;
    // A stopped server lets go of port and folder.
    let running = start(options(data.path(), taken)).await.unwrap_or_else(|error| panic!("{error}"));
    running.stop().await;

    let database = rusqlite::Connection::open(data.path().join(DATABASE)).unwrap();
    database.pragma_update(None, "user_version", 7).unwrap();
    drop(database);
    let newer = StartError::SchemaNewer { found: 7, known: 4 };
    assert_eq!(reason(options(data.path(), anywhere())).await, newer);

    let database = rusqlite::Connection::open(data.path().join(DATABASE)).unwrap();
    database.pragma_update(None, "user_version", 4).unwrap();
    database.execute("INSERT INTO seats (agent, version, v, body) VALUES ('anna', 1, 7, '{}')", ()).unwrap();
    drop(database);
    let newer = StartError::RowNewer { table: "seats", found: 7, known: 1 };
    assert_eq!(reason(options(data.path(), anywhere())).await, newer);

    let no_folder = elsewhere.path().join("file");
    std::fs::write(&no_folder, "").unwrap();
    assert!(matches!(reason(options(&no_folder, anywhere())).await, StartError::DataNotWritable(_)));
}
