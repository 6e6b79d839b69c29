//! Accounts that a former version stored, from the files in `tests/stored`.

use konsil_protocol::domain::{AgentId, Timestamp};
use rusqlite::Connection;
use serde_json::Value;

use super::SqliteAccounts;
use crate::accounts::{Accounts, NotSignedIn};

const V1: &str = include_str!("../../../../../tests/stored/v1/accounts.sql");
const TOKENS_V1: &str = include_str!("../../../../../tests/stored/v1/accounts.json");

#[test]
fn the_accounts_of_v1_sign_in_stay_signed_in_and_notice_a_token_that_two_have() {
    let folder = tempfile::tempdir().unwrap();
    let db = Connection::open(folder.path().join("accounts.sqlite")).unwrap();
    // The text names the tables by the alphabet: a row may come before the one it refers to.
    db.pragma_update(None, "foreign_keys", false).unwrap();
    db.execute_batch(V1).unwrap();
    drop(db);
    let accounts = SqliteAccounts::open(folder.path()).unwrap();
    let tokens: Value = serde_json::from_str(TOKENS_V1).unwrap();
    let token = |agent: &str, which: &str| tokens[agent][which].as_str().unwrap().to_owned();
    let now = Timestamp(tokens["now"].as_i64().unwrap());
    let agent = |name: &str| AgentId::new(name).unwrap();

    let listed: Vec<_> =
        accounts.list().unwrap().into_iter().map(|a| (a.agent.to_string(), a.disabled, a.sessions)).collect();
    let expected = [("anna", false, 1), ("bert", false, 1), ("cleo", true, 0)];
    assert_eq!(listed, expected.map(|(name, disabled, sessions)| (name.to_owned(), disabled, sessions)));
    assert_eq!(accounts.agent_of(&token("anna", "access"), now).map(|(agent, _)| agent), Some(agent("anna")));
    assert_eq!(accounts.sign_in("ANNA", &token("anna", "password"), now).unwrap().agent, agent("anna"));
    assert!(matches!(accounts.sign_in("cleo", &token("cleo", "password"), now), Err(NotSignedIn::Disabled)));
    assert_eq!(accounts.refresh(&token("bert", "refresh"), now).unwrap().agent, agent("bert"));
    // Its successor is good until somebody comes with the one that it replaced long ago.
    let successor = accounts.refresh(&token("anna", "refresh"), now).unwrap().refresh;
    let later = now.plus_ms(120_000);
    assert!(matches!(accounts.refresh(&token("anna", "replaced"), later), Err(NotSignedIn::SignInAgain)));
    assert!(matches!(accounts.refresh(&successor, later), Err(NotSignedIn::SignInAgain)), "the session ended for both");
}
