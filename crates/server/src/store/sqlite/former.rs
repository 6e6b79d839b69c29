//! Rows of former versions, from the files in `tests/stored`: read, written again byte for byte, and understood.

use std::{collections::BTreeMap, path::Path};

use konsil_centre::{Asked, Case, CasePhase, CasePresence, Membership, evolve};
use konsil_protocol::{
    domain::{AgentId, AgentState, CaseId, CommandId, InvitationKind, Thread, ThreadRef, Timestamp},
    wire::agent::Answer,
};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use super::{DATABASE, SqliteStore, read, schema, tips};
use crate::store::{Fingerprint, LogRange, Outcome, Store, StoreError, StoreKey, conformance::ChangeBuilder, stored};

const V1: &str = include_str!("../../../../../tests/stored/v1/centre.sql");
const V2: &str = include_str!("../../../../../tests/stored/v2/centre.sql");
pub(crate) const COMMANDS_V1: &str = include_str!("../../../../../tests/stored/v1/commands.json");

/// A data folder as the first version left it.
pub(crate) fn folder_of_v1() -> TempDir {
    folder_of(V1)
}

fn folder_of(dump: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    Connection::open(folder.path().join(DATABASE)).unwrap().execute_batch(dump).unwrap();
    folder
}

/// The chat of that name in `tests/stored/README.md`.
pub(crate) fn case_of_v1(name: &str) -> CaseId {
    let file: Value = serde_json::from_str(COMMANDS_V1).unwrap();
    CaseId::new(file["cases"][name].as_str().unwrap()).unwrap()
}

fn database(folder: &Path) -> Connection {
    Connection::open(folder.join(DATABASE)).unwrap()
}

fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

/// What today's code stores for a value.
fn written(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

/// All rows of a query as texts.
fn rows(db: &Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = db.prepare(sql).unwrap();
    let columns = statement.column_count();
    let read = statement.query_map((), |row| (0..columns).map(|column| row.get(column)).collect());
    read.unwrap().map(Result::unwrap).collect()
}

#[test]
fn every_row_of_v1_is_read_and_written_again_byte_for_byte() {
    let folder = folder_of_v1();
    let db = database(folder.path());
    let cases = rows(&db, "SELECT counters, body FROM cases");
    for row in &cases {
        let record = stored::read_case(1, &row[0], &row[1]).unwrap();
        assert_eq!([written(&record.counters), written(&record.case)], row[..]);
    }
    let events = rows(&db, "SELECT body, audience FROM events");
    for row in &events {
        let (event, audience) = stored::read_event(1, &row[0], &row[1]).unwrap();
        assert_eq!([written(&event), written(&audience)], [row[0].clone(), format!("\"{}\"", row[1])]);
    }
    let seats = rows(&db, "SELECT body FROM seats");
    for row in &seats {
        assert_eq!(written(&stored::read_seat(1, &row[0]).unwrap()), row[0]);
    }
    let answers = rows(&db, "SELECT body FROM answers");
    for row in &answers {
        assert_eq!(written(&stored::read_answer(1, &row[0], [0; 32]).unwrap().0), row[0]);
    }
    assert_eq!([cases.len(), events.len(), seats.len(), answers.len()], [12, 179, 13, 122]);
}

#[test]
fn the_witnesses_of_v1_have_every_kind_of_event() {
    let folder = folder_of_v1();
    let found = rows(&database(folder.path()), "SELECT DISTINCT body ->> '$.event' FROM events ORDER BY 1");
    let known = "agent_away agent_back agent_joined agent_left back_in_queue case_data_set chat_ended chat_opened \
                 consultation_ended consultation_marked_done consultation_started contact_answered contact_interrupted \
                 contact_left contact_returned disposition_set invitation_closed invitation_offered invitation_passed_on \
                 language_switched marked_done message_sent note_set owner_changed passed_over_forgotten request_ended";
    assert_eq!(found.concat(), known.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn the_events_of_v1_make_the_cases_of_v1_again() {
    let folder = folder_of_v1();
    assert_events_make_the_cases(&SqliteStore::open(folder.path()).unwrap());
}

/// Of 13 cases two were written whole in that form, and three go on behind what was written whole.
#[test]
fn the_cases_of_v2_are_found_behind_their_events() {
    let folder = folder_of(V2);
    let db = database(folder.path());
    let behind = "SELECT id FROM cases WHERE version < (SELECT max(version) FROM events WHERE case_id = cases.id)";
    let [whole, behind, all] =
        ["SELECT id FROM cases WHERE v = 2", behind, "SELECT id FROM cases"].map(|sql| rows(&db, sql).len());
    assert_eq!([whole, behind, all], [2, 3, 13]);
    drop(db);
    let store = SqliteStore::open(folder.path()).unwrap();
    assert_events_make_the_cases(&store);
    let all = &store.restore().unwrap().cases[&case_of_v1("all")].case;
    assert_eq!(all.note, "Ruft morgen \"wieder\" an");
    assert!(all.case_data.is_empty() && all.is_active(&agent("gitta")));
    assert!(!all.consultations.values().any(konsil_centre::Consultation::is_active));
}

fn assert_events_make_the_cases(store: &SqliteStore) {
    let ids = rows(&store.writer().as_ref().unwrap().db, "SELECT id FROM cases").concat();
    for id in ids {
        let id = CaseId::new(id).unwrap();
        let slice = store.load(&[StoreKey::Case(id.clone())]).unwrap();
        let record = &slice.cases[&id];
        let consultations = record.counters.consultations.keys();
        let consultations = consultations.map(|id| Thread::Consultation { consultation: id.clone() });
        let mut events = Vec::new();
        for thread in std::iter::once(Thread::Main).chain(consultations) {
            events.extend(
                store.log(&ThreadRef { case: id.clone(), thread }, LogRange::After { seq: 0, limit: 1_000 }).unwrap(),
            );
        }
        events.sort_by_key(|event| event.version);
        let mut again = Case::new(id);
        for event in &events {
            evolve(&mut again, event.at, &event.event);
        }
        // When a chat came back into its queue was not stored then: it counts from its arrival.
        again.queued_at = record.case.queued_at;
        assert_eq!(again, record.case);
    }
}

#[test]
fn what_the_first_version_knew_is_known_still() {
    let folder = folder_of_v1();
    let restored = SqliteStore::open(folder.path()).unwrap().restore().unwrap();
    let case = |name: &str| restored.cases.get(&case_of_v1(name)).map(|record| &record.case);
    let over = ["over", "again", "unanswered"];
    assert!(over.iter().all(|name| case(name).is_none()), "nobody can do anything in these any more");
    assert_eq!(restored.cases.len() + over.len(), 12);

    let all = case("all").unwrap();
    assert_eq!((&all.contact.name[..], &all.note[..]), ("Petra \"Klein\" \u{1f600}", "Ruft übermorgen an"));
    assert_eq!(*all.case_data, BTreeMap::from([("Vertrag".to_owned(), "0815".to_owned())]));
    assert_eq!(all.disposition.as_ref().map(ToString::to_string), Some("callback".to_owned()));
    assert_eq!((all.owner.clone(), all.active().count()), (Some(agent("anna")), 2));
    let pending: Vec<_> =
        all.invitations.values().map(|i| (i.asked.kind(), i.asked.by().cloned(), i.to.to_string())).collect();
    assert_eq!(pending.len(), 2);
    assert!(pending.contains(&(InvitationKind::Consultation, Some(agent("anna")), "faye".to_owned())));
    assert!(pending.contains(&(InvitationKind::Conference, Some(agent("anna")), "gitta".to_owned())));
    let mut consultations: Vec<_> = all.consultations.values().collect();
    consultations.sort_by_key(|c| c.started_at);
    let seen: Vec<_> = consultations
        .iter()
        .map(|c| (c.with.as_agent().unwrap().to_string(), c.is_active(), c.kept.is_some()))
        .collect();
    let ended = |with: &str| (with.to_owned(), false, true);
    assert_eq!(seen, [ended("cleo"), ended("bert"), ("emil".to_owned(), true, false)]);

    assert!(matches!(case("left").unwrap().contact.presence, CasePresence::Left { .. }));
    assert_eq!(case("handed").unwrap().handover_note.as_deref(), Some("Braucht einen Techniker"));
    let offered = case("offered").unwrap().invitations.values().next().unwrap();
    assert_eq!(offered.asked, Asked::Routed);
    let ended = case("ended").unwrap();
    assert!(matches!(ended.phase, CasePhase::Ended { .. }));
    let gitta = &ended.members[&agent("gitta")];
    assert!(matches!(gitta.session, Membership::Ended { .. }));
    assert_eq!(gitta.kept.as_ref().unwrap().note, "Vor dem Entfernen");

    let jan = &restored.seats[&agent("jan")];
    assert_eq!(jan.do_not_disturb_until, Some(Timestamp(1_790_029_641_510)));
    assert_eq!(restored.seats[&agent("gitta")].state, AgentState::AfterWork);
    assert!(restored.seats[&agent("gitta")].before_after_work.is_some());
    assert!(!restored.seats[&agent("kim")].is_connected());
}

/// A column as SQLite describes it.
type Column = (String, String, String, i64, i64);

fn schema_of(db: &Connection) -> BTreeMap<String, Vec<Column>> {
    let names = rows(db, "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").concat();
    let columns = |name: &String| {
        let mut statement = db
            .prepare("SELECT name, type, coalesce(dflt_value, ''), \"notnull\", pk FROM pragma_table_info(?1)")
            .unwrap();
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
        statement.query_map([name], read).unwrap().map(Result::unwrap).collect()
    };
    names.into_iter().map(|name| (name.clone(), columns(&name))).collect()
}

#[test]
fn a_database_of_v1_gets_the_tables_of_today_and_keeps_its_rows() {
    let (former, fresh) = (folder_of_v1(), tempfile::tempdir().unwrap());
    let before =
        rows(&database(former.path()), "SELECT sender, command, hex(fingerprint), body FROM answers ORDER BY 1, 2");
    SqliteStore::open(former.path()).unwrap().close();
    SqliteStore::open(fresh.path()).unwrap().close();
    let (former, fresh) = (database(former.path()), database(fresh.path()));
    assert_eq!(schema_of(&former), schema_of(&fresh));
    let version = |db: &Connection| db.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!((version(&former), version(&fresh)), (schema::SCHEMA, schema::SCHEMA));
    assert_eq!(rows(&former, "SELECT sender, command, hex(fingerprint), body FROM answers ORDER BY 1, 2"), before);
}

#[test]
fn an_answer_of_v1_says_by_which_rule_its_fingerprint_was_taken() {
    let folder = folder_of_v1();
    let store = SqliteStore::open(folder.path()).unwrap();
    let key = (agent("anna"), CommandId::new("reused").unwrap());
    let answer = store.load(&[StoreKey::Answer(key.clone())]).unwrap().answers.remove(&key).unwrap();
    assert!(matches!(answer.fingerprint, Fingerprint::Rewritten(_)));
    assert_eq!(answer.answer, Answer::Accepted);
}

#[test]
fn a_row_of_a_newer_version_is_named_with_its_table_and_nothing_is_guessed() {
    let folder = folder_of_v1();
    let store = SqliteStore::open(folder.path()).unwrap();
    let key = (agent("anna"), CommandId::new("reused").unwrap());
    let case = case_of_v1("all");
    let newer = |table: &'static str, known: i64| {
        let db = database(folder.path());
        db.execute(&format!("UPDATE {table} SET v = 9"), ()).unwrap();
        Some(StoreError::RowNewer { table, found: 9, known })
    };
    let expected = newer("answers", 2);
    assert_eq!(store.load(&[StoreKey::Answer(key)]).err(), expected);
    let expected = newer("events", 1);
    assert_eq!(store.log(&ThreadRef::main(case.clone()), LogRange::After { seq: 0, limit: 9 }).err(), expected);
    assert_eq!(store.contact_log(&case, 0, 9).err(), expected);
    let expected = newer("seats", 1);
    assert_eq!(store.load(&[StoreKey::Seat(agent("anna"))]).err(), expected);
    assert_eq!(store.restore().err(), expected);
    let expected = newer("cases", 2);
    assert_eq!(store.load(&[StoreKey::Case(case)]).err(), expected);
    assert_eq!(store.restore().err(), expected);
    let said = expected.unwrap().to_string();
    assert!(said.contains("`cases`") && said.contains('9') && said.contains('2'), "{said}");
}

/// What was stored as the newest state is stored as the state at some time from then on, and found again behind its events.
#[test]
fn a_case_of_v1_goes_on_by_its_events_until_it_is_written_whole_in_todays_form() {
    let folder = folder_of_v1();
    let id = case_of_v1("all");
    let store = SqliteStore::open(folder.path()).unwrap();
    let mut draft = ChangeBuilder::on(store.load(&[StoreKey::Case(id.clone())]).unwrap().cases.remove(&id).unwrap());
    let row = || {
        rows(&database(folder.path()), &format!("SELECT CAST(v AS TEXT), counters, body FROM cases WHERE id = '{id}'"))
    };
    let as_v1_wrote_it = row();
    for number in 0..tips::WHOLE_EVERY {
        assert_eq!(row(), as_v1_wrote_it);
        draft = draft.says(&format!("nach der Umstellung {number}"));
        assert_eq!(store.commit(&[draft.change()]).unwrap(), [Outcome::Committed]);
        assert_eq!(store.restore().unwrap().cases[&id], draft.record);
    }
    let whole = row();
    assert_eq!(whole[0][0], "2");
    assert_eq!(stored::read_case(2, &whole[0][1], &whole[0][2]).unwrap(), draft.record);
}

#[test]
fn a_thread_keeps_its_name_in_the_database() {
    let folder = folder_of_v1();
    let db = database(folder.path());
    let named = rows(&db, "SELECT DISTINCT thread FROM events").concat();
    for name in &named {
        assert_eq!(read::thread_name(&read::thread_of(name).unwrap()), *name);
    }
    assert_eq!(named.len(), 6, "the main thread's and five consultations'");
}
