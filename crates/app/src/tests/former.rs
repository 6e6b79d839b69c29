//! What a former program kept (`tests/stored/v1/desktop`), as the desk takes it today; and what nobody can read.

use konsil_desk::{Kept, KeptCommand, KeptContact, KeptDraft, KeptSilenced, KeptWhy};
use konsil_link::{Keys, LocalStore};
use konsil_protocol::domain::{
    AgentId, CaseId, Command, ConsultTarget, ConsultationId, MessageContent, QueueId, Refusal, Thread, ThreadRef,
    Timestamp,
};

use crate::desk::input::Draft;
use crate::kept;

const SQL: &str = include_str!("../../../../tests/stored/v1/desktop/konsil.sql");
const KEYS: &str = include_str!("../../../../tests/stored/v1/desktop/keys.json");
const NOON: Timestamp = Timestamp(1_795_867_200_000);
const SERVER: &str = "https://chat.example.org";

fn former(change: &str) -> (tempfile::TempDir, Kept) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("keys.json"), KEYS).unwrap();
    let db = rusqlite::Connection::open(folder.path().join("konsil.sqlite")).unwrap();
    db.execute_batch(SQL).unwrap();
    db.execute_batch(change).unwrap();
    drop(db);
    let store = LocalStore::open_with(folder.path(), Keys::File).unwrap();
    let kept = kept::read(&store, NOON, "Nicht lesbar").unwrap();
    (folder, kept)
}

fn case(name: &str) -> CaseId {
    CaseId::new(name).unwrap()
}

fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

fn aside() -> Thread {
    Thread::Consultation { consultation: ConsultationId::new("consultation-v1").unwrap() }
}

fn text(command: &KeptCommand) -> Option<(&str, &str)> {
    if let Command::SendMessage { content: MessageContent::Text(text), .. } = &command.command {
        Some((command.id.as_str(), text))
    } else {
        None
    }
}

#[test]
fn everything_that_the_former_program_kept_reaches_the_desk() {
    let (_folder, kept) = former("");
    assert_eq!(kept.pending.len(), 9);
    assert_eq!(text(&kept.pending[1]), Some(("message-consultation", "Kannst du das prüfen?")));
    let unsent: Vec<_> = kept.unsent.iter().map(|(command, why)| (command.id.as_str(), why.clone())).collect();
    let expected = [
        ("too-old", KeptWhy::TooOld),
        ("refused-message", KeptWhy::Refused(Refusal::ContactLeft)),
        ("refused-note", KeptWhy::Refused(Refusal::TextTooLong { limit: 16 * 1024 })),
    ];
    assert_eq!(unsent, expected);

    let draft = |name: &str, server: &str, text: &str, start, end| KeptDraft {
        agent: agent(name),
        server: server.to_owned(),
        draft: Draft { text: text.to_owned(), start, end },
    };
    let drafts = [
        (ThreadRef { case: case("case-a"), thread: aside() }, draft("jana", SERVER, "Am Rande", 8, 8)),
        (ThreadRef::main(case("case-a")), draft("jana", SERVER, "Angefangen", 3, 5)),
        (ThreadRef::main(case("case-c")), draft("sven", SERVER, "Svens Entwurf", 0, 0)),
        (ThreadRef::main(case("case-d")), draft("jana", "", "Übung", 5, 5)),
    ];
    assert_eq!(kept.drafts, drafts);
    let billing = QueueId::new("billing").unwrap();
    let contact = |name: &str, queue: &QueueId| KeptContact { name: name.to_owned(), queue: queue.clone() };
    let contacts = [
        (case("case-a"), contact("Frau Wiesner", &billing)),
        (case("case-b"), contact("Hr. <b>Öz</b>", &QueueId::new("orders").unwrap())),
    ];
    assert_eq!(kept.contacts, contacts.into());
    let recent = [ConsultTarget::Agent { agent: agent("sven") }, ConsultTarget::Queue { queue: billing }];
    assert_eq!(kept.recent, recent);
    let silenced = |name: &str, cases: &[&str]| KeptSilenced {
        agent: agent(name),
        server: SERVER.to_owned(),
        cases: cases.iter().map(|id| case(id)).collect(),
    };
    assert_eq!(kept.silenced, [silenced("jana", &["case-a", "case-b"]), silenced("sven", &["case-c"])]);
}

#[test]
fn a_damaged_row_is_a_line_of_a_chat_of_its_own_and_everything_else_is_as_before() {
    let (_folder, kept) = former(
        "UPDATE outbox SET command = x'00' WHERE id = 'message-main';
         UPDATE settings SET value = x'00' WHERE key = 'recent';",
    );
    assert_eq!(kept.pending.len(), 8);
    let (command, why) = &kept.unsent[1];
    assert_eq!((text(command), why), (Some(("message-main", "")), &KeptWhy::Damaged));
    let nowhere = command.command.case().unwrap();
    assert_eq!(kept.contacts[nowhere].name, "Nicht lesbar");
    assert_eq!(kept.contacts.len(), 3);
    assert_eq!((kept.drafts.len(), kept.recent.len(), kept.silenced.len()), (4, 0, 2));
}
