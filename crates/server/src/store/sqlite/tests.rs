//! The conformance suite, and what only a file can do.

use std::{fs, path::Path};

use rusqlite::Connection;
use tempfile::TempDir;

use super::{DATABASE, SqliteStore, schema::SCHEMA};
use crate::store::{
    Change, LogRange, Outcome, Store, StoreError,
    conformance::{ChangeBuilder, a_day, case_id, conformance},
};
use konsil_protocol::domain::{AgentId, CaseId, ThreadRef, Timestamp};

/// Keeps its folder as long as it lives.
struct InFolder {
    store: SqliteStore,
    folder: TempDir,
}

impl InFolder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { store: SqliteStore::open(folder.path()).unwrap(), folder }
    }
}

impl Store for InFolder {
    fn restore(&self) -> Result<crate::store::Restored, StoreError> {
        self.store.restore()
    }
    fn load(&self, keys: &[crate::store::StoreKey]) -> Result<crate::store::Slice, StoreError> {
        self.store.load(keys)
    }
    fn peek(&self, keys: &[crate::store::StoreKey]) -> Result<crate::store::Slice, StoreError> {
        self.store.peek(keys)
    }
    fn commit(&self, changes: &[Change]) -> Result<Vec<Outcome>, StoreError> {
        self.store.commit(changes)
    }
    fn log(&self, thread: &ThreadRef, range: LogRange) -> Result<Vec<konsil_centre::Recorded>, StoreError> {
        self.store.log(thread, range)
    }
    fn contact_log(&self, case: &CaseId, after: u64, limit: u32) -> Result<Vec<konsil_centre::Recorded>, StoreError> {
        self.store.contact_log(case, after, limit)
    }
    fn forget_answers(&self, before: Timestamp, at_most: u32) -> Result<usize, StoreError> {
        self.store.forget_answers(before, at_most)
    }
}

conformance!(InFolder::new);

#[test]
fn a_commit_is_on_disk_before_it_returns() {
    let made = InFolder::new();
    let writer = made.store.writer();
    let writer = &writer.as_ref().unwrap().db;
    let mode: String = writer.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    let synchronous: i64 = writer.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap();
    assert_eq!((mode.as_str(), synchronous), ("wal", 2), "2 is FULL");
}

#[test]
fn a_second_server_on_the_same_folder_is_told_so_and_may_start_when_the_first_has_gone() {
    let InFolder { store, folder } = InFolder::new();
    assert_eq!(SqliteStore::open(folder.path()).err(), Some(StoreError::Locked));
    store.close();
    assert!(SqliteStore::open(folder.path()).is_ok(), "though somebody may still hold the first");
    assert!(matches!(store.commit(&[]), Err(StoreError::Unavailable(_))));
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let InFolder { store, folder } = InFolder::new();
    drop(store);
    let database = Connection::open(folder.path().join(DATABASE)).unwrap();
    database.pragma_update(None, "user_version", 99).unwrap();
    drop(database);
    assert_eq!(SqliteStore::open(folder.path()).err(), Some(StoreError::SchemaNewer { found: 99, known: SCHEMA }));
}

#[test]
fn a_file_that_is_no_database_is_named_as_damaged() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(DATABASE), "not a database, but long enough to have a header".repeat(9)).unwrap();
    assert!(matches!(SqliteStore::open(folder.path()).err(), Some(StoreError::Damaged(_))));
}

#[test]
fn a_data_folder_that_cannot_be_made_is_named_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let opened = SqliteStore::open(&folder.path().join("file").join("data"));
    assert!(matches!(opened.err(), Some(StoreError::NotWritable(_))));
}

#[test]
fn a_seat_that_an_earlier_version_stored_is_read() {
    let InFolder { store, folder } = InFolder::new();
    drop(store);
    // Exactly as it was written before agents could want not to be disturbed.
    let body = r#"{"version":2,"state":{"kind":"ready"},"state_since":7,"before_after_work":null,"connection":"Connected",
        "idle_since":7,"places":[],"sessions":[],"wrap_ups":[],"invitations":{},"consulted":[]}"#;
    let database = Connection::open(folder.path().join(DATABASE)).unwrap();
    database.execute("INSERT INTO seats (agent, version, v, body) VALUES ('anna', 2, 1, ?1)", [body]).unwrap();
    drop(database);
    let restored = SqliteStore::open(folder.path()).unwrap().restore().unwrap();
    let seat = &restored.seats[&AgentId::new("anna").unwrap()];
    assert_eq!((seat.version, seat.is_connected(), seat.do_not_disturb_until), (2, true, None));
}

/// What a process leaves behind that dies at this moment: the files as they are.
fn crash_image(folder: &Path) -> TempDir {
    let image = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), image.path().join(entry.file_name())).unwrap();
    }
    image
}

#[test]
fn after_a_crash_between_commits_everything_committed_is_there_and_nothing_else() {
    let made = InFolder::new();
    let mut draft = ChangeBuilder::new("a").says("vor dem Absturz");
    let first = draft.change();
    made.store.commit(&[first]).unwrap();
    let before = crash_image(made.folder.path());
    draft = draft.says("nach dem Absturz");
    let second = draft.change();
    made.store.commit(&[second]).unwrap();
    let after = crash_image(made.folder.path());

    let said = |image: &TempDir| {
        let store = SqliteStore::open(image.path()).unwrap();
        let version = store.restore().unwrap().cases[&case_id("a")].case.version;
        let log = store.log(&ThreadRef::main(case_id("a")), LogRange::After { seq: 0, limit: 9 }).unwrap();
        (version, log.len())
    };
    assert_eq!(said(&before), (2, 2));
    assert_eq!(said(&after), (3, 3));
}

#[test]
fn a_crash_after_any_number_of_events_leaves_the_case_as_it_stood_and_it_goes_on() {
    let made = InFolder::new();
    let mut draft = ChangeBuilder::new("a").consults("k0");
    for number in 0..150 {
        draft = a_day(draft, number);
        let before = draft.clone();
        made.store.commit(&[draft.change()]).unwrap();
        if number % 7 == 0 {
            let image = crash_image(made.folder.path());
            let again = SqliteStore::open(image.path()).unwrap();
            assert_eq!(again.restore().unwrap().cases[&case_id("a")], draft.record, "after {number}");
            let (mut stale, mut next) = (before, draft.clone().says("danach"));
            assert_eq!(again.commit(&[stale.change()]).unwrap(), [Outcome::Conflict]);
            assert_eq!(again.commit(&[next.change()]).unwrap(), [Outcome::Committed]);
            assert_eq!(again.restore().unwrap().cases[&case_id("a")], next.record);
        }
    }
}

#[test]
fn an_event_that_is_missing_from_a_log_is_found_out_and_not_passed_over() {
    let InFolder { store, folder } = InFolder::new();
    let mut draft = ChangeBuilder::new("a").says("eins");
    store.commit(&[draft.change()]).unwrap();
    draft = draft.says("zwei").says("drei");
    store.commit(&[draft.change()]).unwrap();
    drop(store);
    let database = Connection::open(folder.path().join(DATABASE)).unwrap();
    assert_eq!(database.execute("DELETE FROM events WHERE seq = 3", ()).unwrap(), 1);
    drop(database);
    let restored = SqliteStore::open(folder.path()).unwrap().restore();
    assert!(matches!(restored, Err(StoreError::Damaged(_))), "{restored:?}");
}

#[test]
fn a_contacts_place_in_a_long_log_is_found_wherever_it_is() {
    let made = InFolder::new();
    let mut draft = ChangeBuilder::new("a");
    let mut expected = vec![1];
    for number in 0..400_u32 {
        // In stretches of all lengths, for agents only or for all.
        draft = if number.is_power_of_two() || (100..180).contains(&number) || number % 3 == 0 {
            draft.notes("intern")
        } else {
            expected.push(expected.len() as u64 + 1);
            draft.says("für alle")
        };
    }
    made.store.commit(&[draft.change()]).unwrap();
    let last = expected.len() as u64;
    for after in 0..last + 3 {
        let log = made.store.contact_log(&case_id("a"), after, 5).unwrap();
        let found: Vec<_> = log.iter().map(|event| event.contact_seq.unwrap()).collect();
        assert_eq!(found, (after + 1..=last).take(5).collect::<Vec<_>>());
    }
    assert!(made.store.contact_log(&case_id("a"), u64::MAX, 5).unwrap().is_empty());
    assert!(made.store.contact_log(&case_id("b"), 0, 5).unwrap().is_empty());
}

#[test]
fn a_commit_that_fails_in_the_middle_leaves_nothing_of_the_batch() {
    let made = InFolder::new();
    let mut draft = ChangeBuilder::new("a");
    made.store.commit(&[draft.change()]).unwrap();
    // The second change cannot be written: its number in the log is taken.
    let mut next = draft.clone().says("eins");
    let good = next.change();
    let mut bad = next.says("zwei").change();
    if let Some(case) = &mut bad.case {
        case.events.extend(good.case.iter().flat_map(|case| case.events.clone()));
    }
    assert!(made.store.commit(&[ChangeBuilder::new("b").change(), good.clone(), bad]).is_err());
    let restored = made.store.restore().unwrap();
    assert_eq!(restored.cases.len(), 1);
    assert_eq!(restored.cases[&case_id("a")].case.version, 1);
    assert_eq!(made.store.commit(&[good]).unwrap(), [Outcome::Committed]);
}
