//! What the store promises its desktop.

use std::path::PathBuf;

use konsil_protocol::domain::{
    AgentId, CaseId, Command, CommandId, MessageContent, Refusal, Thread, ThreadRef, Timestamp,
};
use rusqlite::Connection;

use super::seal::{self, Sealer};
use super::*;
use crate::keys::Keys;

const DAY: u64 = 24 * 60 * 60 * 1000;

fn message(text: &str) -> Command {
    Command::SendMessage {
        case: CaseId::new("case-1").unwrap(),
        thread: Thread::Main,
        content: MessageContent::Text(text.to_owned()),
    }
}

fn id(text: &str) -> CommandId {
    CommandId::new(text).unwrap()
}

/// A folder of its own, removed at the end.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("konsil-store-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }

    pub(super) fn open(&self) -> LocalStore {
        LocalStore::open_with(&self.0, Keys::File).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn queued_texts_outlive_the_process_in_their_order() {
    let folder = Folder::new("order");
    let store = folder.open();
    for n in ["b", "a", "c"] {
        store.enqueue(&id(n), &message(n), Timestamp(5)).unwrap();
    }
    store.enqueue(&id("a"), &message("something else"), Timestamp(9)).unwrap();
    drop(store);
    let pending = folder.open().pending(Timestamp(10)).unwrap();
    let commands: Vec<_> = pending.into_iter().map(|queued| queued.command).collect();
    assert_eq!(commands, [message("b"), message("a"), message("c")]);
}

#[test]
fn refused_and_old_texts_are_offered_and_not_sent() {
    let store = LocalStore::in_memory().unwrap();
    store.enqueue(&id("old"), &message("old"), Timestamp(0)).unwrap();
    let now = Timestamp(0).plus_ms(3 * DAY + 1);
    store.enqueue(&id("refused"), &message("refused"), now).unwrap();
    store.enqueue(&id("new"), &message("new"), now).unwrap();
    store.refuse(&id("refused"), &Refusal::ContactLeft).unwrap();

    let pending: Vec<_> = store.pending(now).unwrap().into_iter().map(|queued| queued.id).collect();
    assert_eq!(pending, [id("new")]);
    let unsent: Vec<_> = store.unsent(now).unwrap().into_iter().map(|unsent| (unsent.id, unsent.why)).collect();
    assert_eq!(
        unsent,
        [(id("old"), UnsentWhy::TooOld), (id("refused"), UnsentWhy::Refused { refusal: Refusal::ContactLeft })]
    );
    store.discard(&id("old")).unwrap();
    assert_eq!(store.unsent(now).unwrap().len(), 1);
}

#[test]
fn an_outbox_belongs_to_one_agent_on_one_server() {
    let store = LocalStore::in_memory().unwrap();
    let (jana, sven) = (AgentId::new("jana").unwrap(), AgentId::new("sven").unwrap());
    store.use_account("https://a.example", &jana).unwrap();
    store.enqueue(&id("1"), &message("by jana"), Timestamp(0)).unwrap();
    store.use_account("https://a.example", &sven).unwrap();
    assert_eq!(store.pending(Timestamp(0)).unwrap(), []);
    store.use_account("https://b.example", &jana).unwrap();
    assert_eq!(store.pending(Timestamp(0)).unwrap(), []);
    store.use_account("https://a.example", &jana).unwrap();
    assert_eq!(store.pending(Timestamp(0)).unwrap().len(), 1);
}

#[test]
fn a_full_disk_keeps_nobody_from_coming_back() {
    let folder = Folder::new("full");
    let store = folder.open();
    let (jana, sven) = (AgentId::new("jana").unwrap(), AgentId::new("sven").unwrap());
    store.use_account("https://a.example", &jana).unwrap();
    let disk = Connection::open(folder.0.join("konsil.sqlite")).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON meta BEGIN SELECT RAISE(FAIL, 'the disk is full'); END";
    disk.execute_batch(full).unwrap();
    store.use_account("https://a.example", &jana).unwrap();
    assert!(store.use_account("https://a.example", &sven).is_err(), "her outbox is not his");
}

#[test]
fn a_second_process_cannot_have_the_same_outbox() {
    let folder = Folder::new("lock");
    let store = folder.open();
    assert!(matches!(LocalStore::open_with(&folder.0, Keys::File), Err(StoreError::InUse(_))));
    drop(store);
    folder.open();
}

#[test]
fn neither_texts_nor_settings_nor_tokens_stand_readable_in_the_file() {
    let folder = Folder::new("sealed");
    let store = folder.open();
    store.enqueue(&id("1"), &message("Kanarienvogel"), Timestamp(0)).unwrap();
    store.set_setting("login", &"Kanarienvogel").unwrap();
    store.save_draft(&ThreadRef::main(CaseId::new("c").unwrap()), Some(&"Kanarienvogel")).unwrap();
    store.set_session("https://a.example", "Kanarienvogel").unwrap();
    drop(store);
    for file in ["konsil.sqlite", "konsil.sqlite-wal"] {
        let Ok(bytes) = std::fs::read(folder.0.join(file)) else { continue };
        assert!(!bytes.windows(13).any(|part| part == b"Kanarienvogel"), "{file}");
    }
    let store = folder.open();
    assert_eq!(store.setting::<String>("login").unwrap().as_deref(), Some("Kanarienvogel"));
    assert_eq!(store.session("https://a.example").unwrap().as_deref(), Some("Kanarienvogel"));
}

#[cfg(unix)]
#[test]
fn the_key_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("mode");
    folder.open().set_session("https://a.example", "token").unwrap();
    let mode = std::fs::metadata(folder.0.join("keys.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn drafts_come_back_where_they_were() {
    let folder = Folder::new("drafts");
    let store = folder.open();
    let case = CaseId::new("case-1").unwrap();
    store.save_draft(&ThreadRef::main(case.clone()), Some(&("half a sent", 4_u32))).unwrap();
    store.save_draft(&ThreadRef::main(CaseId::new("case-2").unwrap()), Some(&("gone", 0_u32))).unwrap();
    store.save_draft::<(String, u32)>(&ThreadRef::main(CaseId::new("case-2").unwrap()), None).unwrap();
    drop(store);
    let drafts = folder.open().drafts::<(String, u32)>().unwrap();
    assert_eq!(drafts, [SavedDraft { thread: ThreadRef::main(case), draft: ("half a sent".to_owned(), 4) }]);
}

#[test]
fn a_file_from_a_newer_version_is_left_alone() {
    let folder = Folder::new("newer");
    drop(folder.open());
    let db = Connection::open(folder.0.join("konsil.sqlite")).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    assert!(matches!(LocalStore::open_with(&folder.0, Keys::File), Err(StoreError::NewerSchema { found: 99, .. })));
}

/// Seven rows of jana's of which five cannot be read, each for another reason.
pub(crate) fn with_unreadable_rows(at: Timestamp) -> LocalStore {
    let store = LocalStore::in_memory().unwrap();
    store.use_account("scripted", &AgentId::new("jana").unwrap()).unwrap();
    store.enqueue(&id("first"), &message("first"), at).unwrap();
    for damaged in ["damaged", "foreign", "newer-form", "no-id"] {
        store.enqueue(&id(damaged), &message(damaged), at).unwrap();
    }
    let unknown = r#"{"kind":"send_card","case":"case-1","thread":{"kind":"main"},"text":"Mit Karte"}"#;
    store.enqueue_json(&id("unknown"), unknown, at).unwrap();
    store.enqueue(&id("last"), &message("last"), at).unwrap();
    let foreign = Sealer::new(&[9; seal::KEY_BYTES]).unwrap().seal("outbox/foreign", br#"{"text":"x"}"#).unwrap();
    let inner = store.inner();
    inner.db.execute("UPDATE outbox SET command = x'0102' WHERE id = 'damaged'", []).unwrap();
    inner.db.execute("UPDATE outbox SET command = ?1 WHERE id = 'foreign'", [foreign]).unwrap();
    inner.db.execute("UPDATE outbox SET version = 7 WHERE id = 'newer-form'", []).unwrap();
    inner.db.execute("UPDATE outbox SET id = 'not an id', at = 'x' WHERE id = 'no-id'", []).unwrap();
    drop(inner);
    store
}

#[test]
fn a_row_that_cannot_be_read_is_set_aside_and_the_others_go_out() {
    let now = Timestamp(0);
    let store = with_unreadable_rows(now);
    let pending: Vec<_> = store.pending(now).unwrap().into_iter().map(|queued| queued.id).collect();
    assert_eq!(pending, [id("first"), id("last")]);
    let unsent: Vec<_> =
        store.unsent(now).unwrap().into_iter().map(|one| (one.id.to_string(), one.content, one.why)).collect();
    let why = |cause| UnsentWhy::Unreadable { cause };
    let nothing = || UnsentContent::Remains(Remains::default());
    let words = |text: &str| {
        UnsentContent::Remains(Remains {
            case: CaseId::new("case-1").ok(),
            thread: Some(Thread::Main),
            text: Some(text.to_owned()),
        })
    };
    let expected = [
        ("damaged".to_owned(), nothing(), why(Unreadable::Damaged)),
        ("foreign".to_owned(), nothing(), why(Unreadable::Damaged)),
        ("newer-form".to_owned(), words("newer-form"), why(Unreadable::Newer)),
        ("row-5".to_owned(), nothing(), why(Unreadable::Damaged)),
        ("unknown".to_owned(), words("Mit Karte"), why(Unreadable::Newer)),
    ];
    assert_eq!(unsent, expected);
    for (name, ..) in unsent {
        store.discard(&id(&name)).unwrap();
    }
    assert_eq!(store.unsent(now).unwrap(), []);
    assert_eq!(store.pending(now).unwrap().len(), 2);
}

#[test]
fn a_refusal_that_cannot_be_read_still_holds_its_text_back() {
    let store = LocalStore::in_memory().unwrap();
    store.enqueue(&id("1"), &message("1"), Timestamp(0)).unwrap();
    store.refuse(&id("1"), &Refusal::ContactLeft).unwrap();
    store.inner().db.execute("UPDATE outbox SET refusal = x'00'", []).unwrap();
    assert_eq!(store.pending(Timestamp(0)).unwrap(), []);
    let unsent = store.unsent(Timestamp(0)).unwrap();
    assert!(matches!(&unsent[0].why, UnsentWhy::Refused { refusal: Refusal::Unsupported { .. } }), "{unsent:?}");
    assert_eq!(unsent[0].content, UnsentContent::Command(message("1")));
}

#[test]
fn what_was_handed_over_is_uncertain_until_it_is_answered() {
    let store = LocalStore::in_memory().unwrap();
    let now = Timestamp(0);
    store.enqueue(&id("1"), &message("1"), now).unwrap();
    store.hand_over(&id("1"), now).unwrap();
    assert_eq!(store.pending(now).unwrap(), []);
    assert_eq!(store.queued(&id("1")).unwrap(), None);
    let unsent = store.unsent(now.plus_ms(9 * DAY)).unwrap();
    assert_eq!((unsent.len(), &unsent[0].why), (1, &UnsentWhy::Uncertain), "however old it grows");
    store.hand_back(&id("1")).unwrap();
    assert_eq!(store.pending(now).unwrap().len(), 1);
    assert_eq!(store.unsent(now).unwrap(), []);
}

#[test]
fn what_a_newer_program_kept_is_neither_read_nor_lost() {
    let store = LocalStore::in_memory().unwrap();
    let case = CaseId::new("case-1").unwrap();
    store.set_setting("recent", &"by the newer one").unwrap();
    store.save_draft(&ThreadRef::main(case.clone()), Some(&"by the newer one")).unwrap();
    store.inner().db.execute_batch("UPDATE settings SET version = 2; UPDATE drafts SET version = 2").unwrap();

    assert_eq!(store.setting::<String>("recent").unwrap(), None);
    assert_eq!(store.drafts::<String>().unwrap(), []);
    store.set_setting("recent", &"by this one").unwrap();
    store.save_draft(&ThreadRef::main(case.clone()), Some(&"by this one")).unwrap();
    assert_eq!(store.setting::<String>("recent").unwrap().as_deref(), Some("by this one"));
    assert_eq!(store.drafts::<String>().unwrap().len(), 1);
    store.remove_setting("recent").unwrap();
    store.save_draft::<String>(&ThreadRef::main(case.clone()), None).unwrap();

    store.inner().db.execute_batch("UPDATE settings SET version = 1; UPDATE drafts SET version = 1").unwrap();
    assert_eq!(store.setting::<String>("recent").unwrap().as_deref(), Some("by the newer one"));
    assert_eq!(store.drafts::<String>().unwrap()[0].draft, "by the newer one");
}

#[test]
fn one_value_that_cannot_be_read_costs_no_other() {
    let store = LocalStore::in_memory().unwrap();
    for name in ["a", "b"] {
        store.set_setting(name, &name).unwrap();
        store.save_draft(&ThreadRef::main(CaseId::new(name).unwrap()), Some(&name)).unwrap();
    }
    let inner = store.inner();
    inner.db.execute("UPDATE settings SET value = x'00' WHERE key = 'a'", []).unwrap();
    inner.db.execute("UPDATE drafts SET draft = x'00' WHERE place LIKE '%\"a\"%'", []).unwrap();
    drop(inner);
    assert_eq!(store.setting::<String>("a").unwrap(), None);
    assert_eq!(store.setting::<String>("b").unwrap().as_deref(), Some("b"));
    let drafts: Vec<_> = store.drafts::<String>().unwrap().into_iter().map(|saved| saved.draft).collect();
    assert_eq!(drafts, ["b"]);
}
