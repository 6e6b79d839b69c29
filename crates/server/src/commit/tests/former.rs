//! A chat centre that goes on with the data of a former version: chats, answers, and what was on its way.

use konsil_protocol::domain::{CaseId, MessageContent, Origin, Party, ThreadRef};
use serde_json::Value;
use tempfile::TempDir;

use super::*;
use crate::{
    centre_file::Centre,
    store::{
        SqliteStore,
        sqlite::former::{COMMANDS_V1, case_of_v1, folder_of_v1},
    },
};

const CENTRE: &str = include_str!("../../../../../tests/stored/v1/centre.toml");

/// Today's server, one second after the former one was stopped.
struct Upgraded {
    hub: Arc<Hub>,
    jobs: Jobs,
    store: Arc<SqliteStore>,
    _stop: watch::Sender<bool>,
    _folder: TempDir,
}

impl Upgraded {
    fn from_v1() -> Self {
        let folder = folder_of_v1();
        let store = Arc::new(SqliteStore::open(folder.path()).unwrap());
        let centre = Arc::new(Centre::parse(CENTRE).unwrap());
        let hub = Arc::new(Hub::new(Published::restored(store.restore().unwrap(), centre.clone())));
        let (jobs, receiver) = Jobs::channel();
        let (stop, stopped) = watch::channel(false);
        let clock = Arc::new(SetClock(AtomicI64::new(file()["now"].as_i64().unwrap() + 1_000)));
        let parts = LoopParts {
            hub: hub.clone(),
            store: store.clone(),
            clock,
            ids: Arc::new(RandomIds),
            metrics: Metrics::default(),
        };
        CommitLoop::start(parts, receiver, stopped).unwrap();
        Self { hub, jobs, store, _stop: stop, _folder: folder }
    }

    /// As the gateway does with what arrives.
    async fn sends(&self, sender: &str, id: &str, command: &Value) -> Value {
        let (reply, answered) = oneshot::channel();
        let fingerprints = Fingerprints::of(command);
        let command = serde_json::from_value(command.clone()).unwrap();
        let id = CommandId::new(id).unwrap();
        self.jobs.submit(Job::Agent { agent: agent(sender), id, command, fingerprints, reply }).await;
        serde_json::to_value(answered.await.unwrap()).unwrap()
    }

    fn version(&self, case: &CaseId) -> u64 {
        self.hub.published().cases[case].case.version
    }
}

fn file() -> Value {
    serde_json::from_str(COMMANDS_V1).unwrap()
}

/// Sender, id, the command as it travelled, and the answer to it.
fn commands() -> Vec<(String, String, Value, Value)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let read = |sent: &Value| {
        let command = serde_json::from_str(sent["command"].as_str().unwrap()).unwrap();
        (text(&sent["sender"]), text(&sent["id"]), command, sent["answer"].clone())
    };
    file()["commands"].as_array().unwrap().iter().map(read).collect()
}

fn accepted() -> Value {
    serde_json::json!({ "kind": "accepted" })
}

fn refused(kind: &str) -> Value {
    serde_json::json!({ "kind": "refused", "refusal": { "kind": kind } })
}

#[tokio::test]
async fn every_command_that_was_answered_before_the_upgrade_gets_the_same_answer_again_and_changes_nothing() {
    let server = Upgraded::from_v1();
    let commands = commands();
    let before = server.version(&case_of_v1("all"));
    for (sender, id, command, answer) in &commands {
        assert_eq!(server.sends(sender, id, command).await, *answer, "{sender} {id} {command}");
    }
    assert_eq!(server.version(&case_of_v1("all")), before);
    assert_eq!(commands.len(), 122);
}

#[tokio::test]
async fn a_repetition_may_be_written_differently_and_with_fields_that_the_former_version_dropped() {
    let server = Upgraded::from_v1();
    for (sender, id, mut command, answer) in commands() {
        let fields = command.as_object_mut().unwrap();
        // The former version wrote a missing field as `null`, and had no place for one that it did not know.
        fields.retain(|_, value| !value.is_null());
        fields.insert("a_new_field".to_owned(), Value::from(1));
        assert_eq!(server.sends(&sender, &id, &command).await, answer, "{sender} {id} {command}");
    }
}

#[tokio::test]
async fn another_command_under_an_id_of_before_the_upgrade_is_refused() {
    let server = Upgraded::from_v1();
    for (sender, id, command, _) in commands() {
        let mut other = command.clone();
        for field in other.as_object_mut().unwrap().values_mut() {
            if let Some(text) = field.as_str().filter(|text| command["kind"] != **text) {
                *field = Value::from(format!("{text}1"));
            }
        }
        if other != command {
            assert_eq!(server.sends(&sender, &id, &other).await, refused("command_id_reused"), "{sender} {id} {other}");
        }
    }
}

#[tokio::test]
async fn a_chat_of_before_the_upgrade_goes_on() {
    let server = Upgraded::from_v1();
    let all = case_of_v1("all");
    let text =
        serde_json::json!({ "kind": "send_message", "case": all, "thread": { "kind": "main" }, "text": "Weiter" });
    assert_eq!(server.sends("anna", "after", &text).await, accepted());
    assert_eq!(server.sends("anna", "after", &text).await, accepted(), "sent again after the upgrade");
    let (reply, answered) = oneshot::channel();
    let act = ContactAct::Say { contact_id: "p-3".to_owned(), content: MessageContent::Text("Und jetzt?".to_owned()) };
    server.jobs.submit(Job::Contact { case: all.clone(), act, reply }).await;
    assert_eq!(answered.await.unwrap(), Ok(()), "which the page had sent before, and sends again");
    let log = server.store.log(&ThreadRef::main(all.clone()), LogRange::Before { seq: u64::MAX, limit: 2 }).unwrap();
    assert!(log.iter().any(|event| matches!(&event.event, konsil_centre::CaseEvent::MessageSent { origin, content: MessageContent::Text(text), .. }
            if *origin == Origin::from(Party::Agent { agent: agent("anna") }) && text == "Weiter")));
    assert_eq!(log.last().unwrap().seq, server.hub.published().cases[&all].counters.main);

    // Who was asked before the upgrade can accept after it.
    let invited = server.hub.published().roster[&agent("gitta")].invitations.keys().next().unwrap().clone();
    let accept = serde_json::json!({ "kind": "accept_invitation", "invitation": invited });
    assert_eq!(server.sends("gitta", "accept", &accept).await, accepted());
    assert!(server.hub.published().cases[&all].case.is_active(&agent("gitta")));
    // And a chat is found by its secret.
    let (reply, answered) = oneshot::channel();
    let act = ContactAct::Leave;
    server.jobs.submit(Job::Open { secret: SecretHash::of("all"), act, reply }).await;
    assert_eq!(answered.await.unwrap(), Ok(all));
}
