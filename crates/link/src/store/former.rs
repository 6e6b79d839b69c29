//! A store that a former program wrote (`tests/stored/v1/desktop`), read with the code of today.

use konsil_protocol::domain::{
    AgentId, CaseId, Command, CommandId, ConsultationId, DispositionId, MessageContent, Refusal, Thread, ThreadRef,
    Timestamp,
};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::tests::Folder;
use super::*;

const SQL: &str = include_str!("../../../../tests/stored/v1/desktop/konsil.sql");
const KEYS: &str = include_str!("../../../../tests/stored/v1/desktop/keys.json");
const NOON: i64 = 1_795_867_200_000;

fn former(name: &str) -> (Folder, LocalStore) {
    let folder = Folder::new(name);
    std::fs::create_dir_all(&folder.0).unwrap();
    std::fs::write(folder.0.join("keys.json"), KEYS).unwrap();
    let db = Connection::open(folder.0.join("konsil.sqlite")).unwrap();
    db.execute_batch(SQL).unwrap();
    drop(db);
    let store = folder.open();
    (folder, store)
}

fn case(name: &str) -> CaseId {
    CaseId::new(name).unwrap()
}

fn aside() -> Thread {
    Thread::Consultation { consultation: ConsultationId::new("consultation-v1").unwrap() }
}

fn message(case_name: &str, thread: Thread, text: &str) -> Command {
    Command::SendMessage { case: case(case_name), thread, content: MessageContent::Text(text.to_owned()) }
}

#[test]
fn every_command_of_the_former_outbox_is_read_and_its_bytes_are_what_is_sent() {
    let (_folder, store) = former("former-outbox");
    let main = json!({ "kind": "main" });
    let consultation = json!({ "kind": "consultation", "consultation": "consultation-v1" });
    let hello = "Guten Tag, Frau Wiesner! \u{1F642}\nZweite Zeile";
    let set_disposition = |case_name: &str, disposition: Option<&str>| Command::SetDisposition {
        case: case(case_name),
        disposition: disposition.map(|name| DispositionId::new(name).unwrap()),
    };
    let set_data = |key: &str, value: Option<&str>| Command::SetCaseData {
        case: case("case-a"),
        key: key.to_owned(),
        value: value.map(str::to_owned),
    };
    let expected = [
        (
            "message-main",
            message("case-a", Thread::Main, hello),
            json!({ "kind": "send_message", "case": "case-a", "thread": main, "text": hello }),
        ),
        (
            "message-consultation",
            message("case-a", aside(), "Kannst du das prüfen?"),
            json!({ "kind": "send_message", "case": "case-a", "thread": consultation, "text": "Kannst du das prüfen?" }),
        ),
        (
            "note",
            Command::SetNote { case: case("case-a"), text: "Ruft morgen an".to_owned() },
            json!({ "kind": "set_note", "case": "case-a", "text": "Ruft morgen an" }),
        ),
        (
            "disposition",
            set_disposition("case-a", Some("solved")),
            json!({ "kind": "set_disposition", "case": "case-a", "disposition": "solved" }),
        ),
        (
            "disposition-none",
            set_disposition("case-b", None),
            json!({ "kind": "set_disposition", "case": "case-b", "disposition": null }),
        ),
        (
            "case-data",
            set_data("Kundennummer", Some("4711")),
            json!({ "kind": "set_case_data", "case": "case-a", "key": "Kundennummer", "value": "4711" }),
        ),
        (
            "case-data-none",
            set_data("Vertrag", None),
            json!({ "kind": "set_case_data", "case": "case-a", "key": "Vertrag", "value": null }),
        ),
        (
            "done-main",
            Command::MarkDone { case: case("case-b"), thread: Thread::Main },
            json!({ "kind": "mark_done", "case": "case-b", "thread": main }),
        ),
        (
            "done-consultation",
            Command::MarkDone { case: case("case-a"), thread: aside() },
            json!({ "kind": "mark_done", "case": "case-a", "thread": consultation }),
        ),
    ];
    let pending = store.pending(Timestamp(NOON)).unwrap();
    assert_eq!(pending.len(), expected.len());
    for (n, (queued, (id, command, sent))) in pending.into_iter().zip(expected).enumerate() {
        assert_eq!((queued.id.as_str(), &queued.command), (id, &command));
        assert_eq!(serde_json::from_str::<Value>(&queued.json).unwrap(), sent);
        assert_eq!(queued.at, Timestamp(NOON).plus_ms(u64::try_from(n).unwrap()), "{id}");
    }
}

#[test]
fn what_the_former_program_could_not_send_is_offered_with_its_reason() {
    let (_folder, store) = former("former-unsent");
    let unsent: Vec<_> = store.unsent(Timestamp(NOON)).unwrap();
    let command = |unsent: &Unsent| match &unsent.content {
        UnsentContent::Command(command) => command.clone(),
        UnsentContent::Remains(remains) => panic!("not read: {remains:?}"),
    };
    let found: Vec<_> = unsent.iter().map(|one| (one.id.as_str(), command(one), one.why.clone())).collect();
    let refused = |refusal| UnsentWhy::Refused { refusal };
    let too_long = Command::SetNote { case: case("case-b"), text: "Zu lang".to_owned() };
    let expected = [
        ("too-old", message("case-a", Thread::Main, "Vor vier Tagen geschrieben"), UnsentWhy::TooOld),
        ("refused-message", message("case-b", Thread::Main, "Sind Sie noch da?"), refused(Refusal::ContactLeft)),
        ("refused-note", too_long, refused(Refusal::TextTooLong { limit: 16 * 1024 })),
    ];
    assert_eq!(found, expected);
    assert_eq!(unsent[0].at, Timestamp(NOON - 4 * 24 * 60 * 60 * 1000));
}

#[test]
fn the_former_outbox_still_belongs_to_each_agent_at_each_server() {
    let (_folder, store) = former("former-accounts");
    let ids = |server: &str, agent: &str| -> Vec<String> {
        store.use_account(server, &AgentId::new(agent).unwrap()).unwrap();
        store.pending(Timestamp(NOON)).unwrap().into_iter().map(|queued| queued.id.to_string()).collect()
    };
    assert_eq!(ids("https://chat.example.org", "sven"), ["of-sven"]);
    assert_eq!(ids("http://localhost:1", "jana"), ["sent-once"]);
    assert_eq!(ids("http://localhost:1", "sven"), Vec::<String>::new());
    assert_eq!(store.session("https://chat.example.org").unwrap().as_deref(), Some("refresh-v1"));
}

#[test]
fn the_former_drafts_and_settings_are_read_and_can_be_replaced() {
    let (folder, store) = former("former-values");
    let drafts: Vec<_> =
        store.drafts::<Value>().unwrap().into_iter().map(|saved| (saved.thread, saved.draft)).collect();
    let draft = |agent: &str, server: &str, text: &str, start: u32, end: u32| json!({ "agent": agent, "server": server, "draft": { "text": text, "start": start, "end": end } });
    let server = "https://chat.example.org";
    let expected = [
        (ThreadRef { case: case("case-a"), thread: aside() }, draft("jana", server, "Am Rande", 8, 8)),
        (ThreadRef::main(case("case-a")), draft("jana", server, "Angefangen", 3, 5)),
        (ThreadRef::main(case("case-c")), draft("sven", server, "Svens Entwurf", 0, 0)),
        (ThreadRef::main(case("case-d")), draft("jana", "", "Übung", 5, 5)),
    ];
    assert_eq!(drafts, expected);

    let setting = |key: &str| store.setting::<Value>(key).unwrap().unwrap();
    assert_eq!(setting("device"), json!("0123456789abcdef0123456789abcdef"));
    assert_eq!(setting("practice-password"), json!("fedcba9876543210fedcba9876543210"));
    let contacts = json!({ "case-a": { "name": "Frau Wiesner", "queue": "billing" }, "case-b": { "name": "Hr. <b>Öz</b>", "queue": "orders" } });
    assert_eq!(setting("contacts"), contacts);
    assert_eq!(
        setting("recent"),
        json!([{ "kind": "agent", "agent": "sven" }, { "kind": "queue", "queue": "billing" }])
    );
    let silenced = json!([
        { "agent": "jana", "server": server, "cases": ["case-a", "case-b"] },
        { "agent": "sven", "server": server, "cases": ["case-c"] },
    ]);
    assert_eq!(setting("silenced-chats"), silenced);

    store.set_setting("recent", &Vec::<Value>::new()).unwrap();
    store.save_draft::<Value>(&ThreadRef::main(case("case-a")), None).unwrap();
    drop(store);
    let store = folder.open();
    assert_eq!(store.setting::<Value>("recent").unwrap(), Some(json!([])));
    assert_eq!(store.drafts::<Value>().unwrap().len(), 3);
    assert_eq!(store.pending(Timestamp(NOON)).unwrap().len(), 9, "opened once more, nothing is moved twice");
    store.discard(&CommandId::new("note").unwrap()).unwrap();
    assert_eq!(store.pending(Timestamp(NOON)).unwrap().len(), 8);
}
