//! Stories over real files; time is given.

use std::net::{IpAddr, Ipv4Addr};

use konsil_protocol::domain::{AgentId, Timestamp};

use super::{ACCESS_FOR_MS, Accounts, AccountsError, NotSignedIn, PREVIOUS_FOR_MS, REFRESH_FOR_MS, attempts::Attempts};

const PASSWORD: &str = "correct horse battery";
const START: Timestamp = Timestamp(1_800_000_000_000);

fn jana() -> AgentId {
    AgentId::new("jana").unwrap()
}

fn accounts_with_jana() -> Accounts {
    let accounts = Accounts::in_memory().unwrap();
    accounts.add(&jana(), PASSWORD, START).unwrap();
    accounts
}

fn must_sign_in_again(result: Result<konsil_protocol::wire::agent::SignedIn, NotSignedIn>) -> bool {
    matches!(result, Err(NotSignedIn::SignInAgain))
}

#[test]
fn jana_signs_in_with_her_password_whatever_the_capitals_of_her_login() {
    let accounts = accounts_with_jana();
    let signed_in = accounts.sign_in(" Jana ", PASSWORD, START).unwrap();
    let (agent, until) = accounts.agent_of(&signed_in.access, START).unwrap();
    assert_eq!((agent, until), (jana(), START.plus_ms(ACCESS_FOR_MS)));
}

#[test]
fn an_unknown_login_and_a_wrong_password_get_the_same_answer_after_comparing_a_password() {
    let accounts = accounts_with_jana();
    let answers = [("jana", "wrong password"), ("nobody", PASSWORD), ("", "")]
        .map(|(login, password)| accounts.sign_in(login, password, START).err().map(|error| error.to_string()));
    assert!(answers.iter().all(|answer| *answer == Some("unknown login or wrong password".to_owned())), "{answers:?}");
    // Both have a hash to compare with, of the same parameters: that is what takes the time.
    let (_, hash, _) = accounts.by_login("jana").unwrap().unwrap();
    let parameters = |phc: String| phc.split('$').take(4).collect::<Vec<_>>().join("$");
    assert_eq!(parameters(hash.phc()), parameters(accounts.nobody.phc()));
    assert!(parameters(hash.phc()).starts_with("$argon2id$"));
}

#[test]
fn an_access_token_is_good_for_fifteen_minutes() {
    let accounts = accounts_with_jana();
    let access = accounts.sign_in("jana", PASSWORD, START).unwrap().access;
    assert!(accounts.agent_of(&access, START.plus_ms(ACCESS_FOR_MS - 1)).is_some());
    assert!(accounts.agent_of(&access, START.plus_ms(ACCESS_FOR_MS)).is_none());
    assert!(accounts.agent_of("made up", START).is_none());
}

#[test]
fn refreshing_gives_new_tokens_again_and_again() {
    let accounts = accounts_with_jana();
    let mut tokens = accounts.sign_in("jana", PASSWORD, START).unwrap();
    for turn in 1..=20 {
        let now = START.plus_ms(turn * ACCESS_FOR_MS);
        let next = accounts.refresh(&tokens.refresh, now).unwrap();
        assert_ne!((&next.access, &next.refresh), (&tokens.access, &tokens.refresh));
        assert!(accounts.agent_of(&next.access, now).is_some());
        tokens = next;
    }
}

#[test]
fn an_answer_lost_on_the_way_can_be_asked_for_again_within_a_minute() {
    let accounts = accounts_with_jana();
    let first = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let _lost = accounts.refresh(&first.refresh, START).unwrap();
    let again = accounts.refresh(&first.refresh, START.plus_ms(PREVIOUS_FOR_MS)).unwrap();
    assert!(accounts.refresh(&again.refresh, START.plus_ms(ACCESS_FOR_MS)).is_ok());
}

#[test]
fn asking_again_after_a_minute_ends_the_session() {
    let accounts = accounts_with_jana();
    let first = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let second = accounts.refresh(&first.refresh, START).unwrap();
    assert!(must_sign_in_again(accounts.refresh(&first.refresh, START.plus_ms(PREVIOUS_FOR_MS + 1))));
    assert!(must_sign_in_again(accounts.refresh(&second.refresh, START.plus_ms(PREVIOUS_FOR_MS + 2))));
    assert!(accounts.agent_of(&second.access, START.plus_ms(PREVIOUS_FOR_MS + 2)).is_none());
}

#[test]
fn a_stolen_token_used_after_its_successor_ends_the_session_for_both() {
    let accounts = accounts_with_jana();
    let other_desktop = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let stolen = accounts.sign_in("jana", PASSWORD, START).unwrap().refresh;
    let second = accounts.refresh(&stolen, START).unwrap();
    let third = accounts.refresh(&second.refresh, START.plus_ms(1)).unwrap();
    // Still within the minute, but the successor has been used.
    assert!(must_sign_in_again(accounts.refresh(&stolen, START.plus_ms(2))));
    assert!(must_sign_in_again(accounts.refresh(&third.refresh, START.plus_ms(3))));
    assert!(accounts.agent_of(&third.access, START.plus_ms(3)).is_none());
    // Only that session.
    assert!(accounts.agent_of(&other_desktop.access, START.plus_ms(3)).is_some());
}

#[test]
fn of_two_answers_to_one_token_only_the_one_used_first_goes_on() {
    let accounts = accounts_with_jana();
    let first = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let mine = accounts.refresh(&first.refresh, START).unwrap();
    let theirs = accounts.refresh(&first.refresh, START).unwrap();
    assert!(accounts.refresh(&mine.refresh, START.plus_ms(1)).is_ok());
    assert!(must_sign_in_again(accounts.refresh(&theirs.refresh, START.plus_ms(2))));
}

#[test]
fn a_session_nobody_refreshes_for_thirty_days_has_ended() {
    let accounts = accounts_with_jana();
    let first = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let later = START.plus_ms(REFRESH_FOR_MS - 1);
    let second = accounts.refresh(&first.refresh, later).unwrap();
    assert!(must_sign_in_again(accounts.refresh(&second.refresh, later.plus_ms(REFRESH_FOR_MS))));
}

#[test]
fn a_disabled_agent_is_out_at_once_and_back_when_enabled() {
    let accounts = accounts_with_jana();
    let tokens = accounts.sign_in("jana", PASSWORD, START).unwrap();
    accounts.disable(&jana()).unwrap();
    assert!(accounts.agent_of(&tokens.access, START).is_none());
    assert!(must_sign_in_again(accounts.refresh(&tokens.refresh, START)));
    assert!(matches!(accounts.sign_in("jana", PASSWORD, START), Err(NotSignedIn::Disabled)));
    // Who does not know the password does not learn that the account exists.
    assert!(matches!(accounts.sign_in("jana", "wrong password", START), Err(NotSignedIn::WrongLoginOrPassword)));
    accounts.enable(&jana()).unwrap();
    assert!(accounts.sign_in("jana", PASSWORD, START).is_ok());
    assert!(must_sign_in_again(accounts.refresh(&tokens.refresh, START)));
}

#[test]
fn a_new_password_ends_every_session_and_the_old_password() {
    let accounts = accounts_with_jana();
    let tokens = accounts.sign_in("jana", PASSWORD, START).unwrap();
    accounts.set_password(&jana(), "another long one").unwrap();
    assert!(accounts.agent_of(&tokens.access, START).is_none());
    assert!(accounts.sign_in("jana", PASSWORD, START).is_err());
    assert!(accounts.sign_in("jana", "another long one", START).is_ok());
}

#[test]
fn signing_out_ends_the_session_of_that_desktop_only() {
    let accounts = accounts_with_jana();
    let [here, there] = [(); 2].map(|()| accounts.sign_in("jana", PASSWORD, START).unwrap());
    assert_eq!(accounts.list().unwrap()[0].sessions, 2);
    accounts.sign_out(&here.refresh).unwrap();
    assert!(accounts.agent_of(&here.access, START).is_none());
    assert!(accounts.agent_of(&there.access, START).is_some());
    accounts.sign_out("made up").unwrap();
}

#[test]
fn an_agent_taken_out_of_the_centre_file_cannot_sign_in_and_is_signed_out() {
    let accounts = accounts_with_jana();
    let tokens = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let without_jana = accounts.clone().only([AgentId::new("sven").unwrap()]);
    assert!(without_jana.agent_of(&tokens.access, START).is_none());
    assert!(matches!(without_jana.sign_in("jana", PASSWORD, START), Err(NotSignedIn::Disabled)));
    assert!(must_sign_in_again(without_jana.refresh(&tokens.refresh, START)));
    let with_jana = accounts.only([jana()]);
    assert!(with_jana.sign_in("jana", PASSWORD, START).is_ok());
}

#[test]
fn short_and_endless_passwords_and_second_accounts_are_refused() {
    let accounts = accounts_with_jana();
    let sven = AgentId::new("sven").unwrap();
    assert!(matches!(accounts.add(&jana(), PASSWORD, START), Err(AccountsError::Exists(_))));
    assert!(matches!(accounts.add(&AgentId::new("JANA").unwrap(), PASSWORD, START), Err(AccountsError::Exists(_))));
    assert!(matches!(accounts.add(&sven, "ninechars", START), Err(AccountsError::PasswordTooShort)));
    assert!(matches!(accounts.add(&sven, &"x".repeat(1_025), START), Err(AccountsError::PasswordTooLong)));
    assert!(matches!(accounts.set_password(&sven, PASSWORD), Err(AccountsError::NoSuchAccount(_))));
    assert!(matches!(accounts.disable(&sven), Err(AccountsError::NoSuchAccount(_))));
    assert_eq!(accounts.list().unwrap().len(), 1);
}

#[test]
fn what_the_command_line_changes_the_running_server_sees() {
    let data = tempfile::tempdir().unwrap();
    let server = Accounts::open(data.path()).unwrap();
    assert!(server.is_empty().unwrap());
    let command_line = Accounts::open(data.path()).unwrap();
    command_line.add(&jana(), PASSWORD, START).unwrap();
    let tokens = server.sign_in("jana", PASSWORD, START).unwrap();
    command_line.disable(&jana()).unwrap();
    assert!(server.agent_of(&tokens.access, START).is_none());
}

#[test]
fn tokens_and_passwords_do_not_stand_in_the_file() {
    let data = tempfile::tempdir().unwrap();
    let accounts = Accounts::open(data.path()).unwrap();
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
    drop(Accounts::open(data.path()).unwrap());
    let db = rusqlite::Connection::open(data.path().join("accounts.sqlite")).unwrap();
    db.pragma_update(None, "user_version", 7).unwrap();
    let error = Accounts::open(data.path()).err().unwrap();
    assert!(matches!(error, AccountsError::NewerSchema { found: 7, known: 1 }), "{error}");
}

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

#[test]
fn after_five_wrong_passwords_one_more_try_comes_each_minute() {
    let attempts = Attempts::default();
    for _ in 0..5 {
        assert_eq!(attempts.count(HERE, "jana", START), Ok(()));
    }
    assert_eq!(attempts.count(HERE, " JANA", START), Err(60_000));
    assert_eq!(attempts.count(HERE, "jana", START.plus_ms(59_000)), Err(1_000));
    assert_eq!(attempts.count(HERE, "jana", START.plus_ms(60_000)), Ok(()));
    assert!(attempts.count(HERE, "jana", START.plus_ms(60_000)).is_err());
}

#[test]
fn a_stranger_who_guesses_does_not_keep_jana_out() {
    let attempts = Attempts::default();
    let stranger = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 7));
    while attempts.count(stranger, "jana", START).is_ok() {}
    assert_eq!(attempts.count(HERE, "jana", START), Ok(()));
}

#[test]
fn one_address_cannot_try_all_logins_and_many_addresses_cannot_try_one_login_without_end() {
    let attempts = Attempts::default();
    let tries = (0..100).filter(|n| attempts.count(HERE, &format!("agent{n}"), START).is_ok()).count();
    assert_eq!(tries, 30);
    let tries = (0..100).filter(|n| attempts.count(IpAddr::from([10, 0, 0, *n]), "jana", START).is_ok()).count();
    assert_eq!(tries, 50);
}

#[test]
fn the_right_password_gives_the_tries_back() {
    let attempts = Attempts::default();
    for _ in 0..1_000 {
        attempts.count(HERE, "jana", START).unwrap();
        attempts.give_back(HERE, "jana");
    }
    for _ in 0..4 {
        attempts.count(HERE, "jana", START).unwrap();
    }
    attempts.give_back(HERE, "jana");
    assert_eq!(attempts.count(HERE, "jana", START), Ok(()));
}
