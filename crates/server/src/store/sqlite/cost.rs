//! What a message costs on disk, counted: rows, pages, and how long the log gets.

use konsil_protocol::{
    domain::{AgentId, CommandId},
    wire::agent::Answer,
};
use rusqlite::Connection;
use tempfile::TempDir;

use super::{DATABASE, SqliteStore, tips::WHOLE_EVERY};
use crate::store::{Change, Fingerprint, Outcome, Store, StoredAnswer, conformance::ChangeBuilder};
use konsil_protocol::domain::Timestamp;

/// A busy week: chats that have gone on for a while, and the answers of the last days.
struct Centre {
    store: SqliteStore,
    folder: TempDir,
    chats: Vec<ChangeBuilder>,
    answers: u64,
}

const AGENTS: u64 = 100;
const SENTENCE: &str = "Ein Satz, wie man ihn in einem Chat so schreibt, und noch ein halber dazu.";

/// Random names, as commands and cases have them, and the same ones at each run.
fn name(number: u64) -> String {
    let mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let mixed = mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    format!("{:08x}-{:04x}-4{:03x}-9{:03x}-{number:012x}", mixed >> 32, mixed & 0xffff, mixed >> 16 & 0xfff, 7)
}

impl Centre {
    fn with(chats: u64, messages: u64, answers: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path()).unwrap();
        let chats = (0..chats).map(|chat| ChangeBuilder::new(&name(chat))).collect();
        let mut centre = Self { store, folder, chats, answers: 0 };
        for _ in 0..=messages {
            for chats in centre.chats.chunks_mut(500) {
                let changes: Vec<Change> = chats.iter_mut().map(ChangeBuilder::change).collect();
                centre.store.commit(&changes).unwrap();
                chats.iter_mut().for_each(|chat| *chat = chat.clone().says(SENTENCE));
            }
        }
        while centre.answers < answers {
            let changes: Vec<_> = (0..500).map(|_| centre.answer()).collect();
            centre.store.commit(&changes).unwrap();
        }
        centre
    }

    /// The answer to some agent's command.
    fn answer(&mut self) -> Change {
        self.answers += 1;
        let sender = AgentId::new(format!("agent-{}", self.answers % AGENTS)).unwrap();
        let at = Timestamp(1_700_000_000_000 + i64::try_from(self.answers).unwrap());
        let stored = StoredAnswer { fingerprint: Fingerprint::Arrived([7; 32]), at, answer: Answer::Accepted };
        let key = (sender, CommandId::new(name(self.answers << 20)).unwrap());
        Change { case: None, seats: Vec::new(), answer: Some((key, stored)), secret: None }
    }

    /// Somebody says something in some chat: an agent, whose message is answered, or a contact.
    fn message(&mut self, number: u64, by_agent: bool) {
        let chat = usize::try_from(number * 7919 % self.chats.len() as u64).unwrap();
        let answer = by_agent.then(|| self.answer()).and_then(|change| change.answer);
        let change = Change { answer, ..self.chats[chat].change() };
        assert_eq!(self.store.commit(&[change]).unwrap(), [Outcome::Committed]);
        self.chats[chat] = self.chats[chat].clone().says(SENTENCE);
    }

    fn asked(&self, sql: &str, column: usize) -> i64 {
        self.store.writer().as_ref().unwrap().db.query_row(sql, (), |row| row.get(column)).unwrap()
    }

    fn pages_in_log(&self) -> i64 {
        self.asked("PRAGMA wal_checkpoint(NOOP)", 1)
    }

    fn rows_written(&self) -> i64 {
        self.asked("SELECT total_changes()", 0)
    }
}

#[test]
fn a_message_that_is_committed_alone_writes_five_pages_at_most() {
    let mut centre = Centre::with(2_000, 4, 20_000);
    for by_agent in [true, false] {
        let (count, mut pages, mut before) = (400, 0, centre.pages_in_log());
        for number in 0..count {
            centre.message(number, by_agent);
            let now = centre.pages_in_log();
            // The log may have begun anew.
            pages += if now < before { now } else { now - before };
            before = now;
        }
        let who = if by_agent { "agent" } else { "contact" };
        assert!(pages <= 5 * i64::try_from(count).unwrap(), "{pages} pages for {count} messages of an {who}");
        assert!(pages >= i64::try_from(count).unwrap(), "{pages} pages cannot be all");
    }
}

#[test]
fn a_message_writes_its_event_and_its_answer_and_the_whole_case_only_now_and_then() {
    for lines in [10, 1_000] {
        let mut centre = Centre::with(1, lines, 0);
        let before = centre.rows_written();
        let wholes = |centre: &Centre| centre.asked("SELECT version FROM cases", 0);
        let mut written = std::collections::BTreeSet::from([wholes(&centre)]);
        let count = 4 * WHOLE_EVERY;
        for number in 0..count {
            centre.message(number, true);
            written.insert(wholes(&centre));
        }
        assert_eq!(written.len(), 5, "in a chat of {lines} lines");
        let rows = u64::try_from(centre.rows_written() - before).unwrap();
        assert_eq!(rows, 2 * count + 4, "in a chat of {lines} lines");
    }
}

#[test]
fn the_log_does_not_grow_for_ever_though_somebody_always_writes() {
    let mut centre = Centre::with(100, 0, 0);
    let mut most = 0;
    for _ in 0..150 {
        let changes: Vec<Change> = centre.chats.iter_mut().map(ChangeBuilder::change).collect();
        centre.store.commit(&changes).unwrap();
        centre.chats.iter_mut().for_each(|chat| *chat = chat.clone().says(SENTENCE));
        most = most.max(centre.pages_in_log());
    }
    assert!(most < 14_000, "{most} pages in the log");
    assert!(centre.pages_in_log() < most, "it has begun anew");
    // What is in the database and what is still in the log make one whole.
    let path = centre.folder.path().join(DATABASE);
    centre.store.close();
    let whole: String =
        Connection::open(path).unwrap().query_row("PRAGMA integrity_check", (), |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
}
