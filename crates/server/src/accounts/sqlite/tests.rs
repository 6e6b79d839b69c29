//! What holds for the file that the accounts are kept in.

use konsil_protocol::domain::AgentId;

use super::{SqliteAccounts, rows};
use crate::accounts::{
    Accounts, AccountsError,
    conformance::{PASSWORD, START},
};

fn jana() -> AgentId {
    AgentId::new("jana").unwrap()
}

#[test]
fn what_the_command_line_changes_the_running_server_sees() {
    let data = tempfile::tempdir().unwrap();
    let server = SqliteAccounts::open(data.path()).unwrap();
    assert!(server.is_empty().unwrap());
    let command_line = SqliteAccounts::open(data.path()).unwrap();
    command_line.add(&jana(), PASSWORD, START).unwrap();
    let tokens = server.sign_in("jana", PASSWORD, START).unwrap();
    command_line.disable(&jana()).unwrap();
    assert!(server.agent_of(&tokens.access, START).is_none());
}

#[test]
fn tokens_and_passwords_do_not_stand_in_the_file() {
    let data = tempfile::tempdir().unwrap();
    let accounts = SqliteAccounts::open(data.path()).unwrap();
    accounts.add(&jana(), PASSWORD, START).unwrap();
    let tokens = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(data.path()).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    let contains = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
    assert!(contains("$argon2id$"));
    assert!(!contains(PASSWORD) && !contains(&tokens.access) && !contains(&tokens.refresh));
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let data = tempfile::tempdir().unwrap();
    drop(SqliteAccounts::open(data.path()).unwrap());
    let db = rusqlite::Connection::open(data.path().join("accounts.sqlite")).unwrap();
    db.pragma_update(None, "user_version", 7).unwrap();
    let error = SqliteAccounts::open(data.path()).err().unwrap();
    assert!(matches!(error, AccountsError::NewerSchema { found: 7, known: 1 }), "{error}");
}

#[test]
fn an_unknown_login_is_compared_with_a_hash_that_takes_as_long_as_a_real_one() {
    let data = tempfile::tempdir().unwrap();
    let accounts = SqliteAccounts::open(data.path()).unwrap();
    accounts.add(&jana(), PASSWORD, START).unwrap();
    let stored = rows::by_login(&accounts.reading(), "jana").unwrap().unwrap().hash.phc();
    let parameters = |phc: &str| phc.split('$').take(4).collect::<Vec<_>>().join("$");
    assert_eq!(parameters(&stored), parameters(&accounts.nobody.phc()));
    assert!(parameters(&stored).starts_with("$argon2id$"));
}
