//! What every implementation of [`Accounts`] does; time is given.

use std::collections::BTreeSet;

use konsil_protocol::{
    domain::{AgentId, Timestamp},
    wire::agent::SignedIn,
};

use super::{
    ACCESS_FOR_MS, Accounts, AccountsError, MemoryAccounts, NotSignedIn, PREVIOUS_FOR_MS, REFRESH_FOR_MS,
    SqliteAccounts,
};

pub(super) const PASSWORD: &str = "correct horse battery";
pub(super) const START: Timestamp = Timestamp(1_800_000_000_000);

/// Every story, once for each implementation.
macro_rules! conformance {
    ($($story:ident,)*) => {
        mod memory {
            $(#[test]
            fn $story() {
                super::$story(super::MemoryAccounts::new().unwrap());
            })*
        }

        mod sqlite {
            $(#[test]
            fn $story() {
                let folder = tempfile::tempdir().unwrap();
                super::$story(super::SqliteAccounts::open(folder.path()).unwrap());
            })*
        }
    };
}

conformance! {
    jana_signs_in_with_her_password_whatever_the_capitals_of_her_login,
    an_unknown_login_and_a_wrong_password_get_the_same_answer_after_comparing_a_password,
    an_access_token_is_good_for_fifteen_minutes,
    refreshing_gives_new_tokens_again_and_again,
    an_answer_lost_on_the_way_can_be_asked_for_again_within_a_minute,
    asking_again_after_a_minute_ends_the_session,
    a_stolen_token_used_after_its_successor_ends_the_session_for_both,
    of_two_answers_to_one_token_only_the_one_used_first_goes_on,
    a_session_nobody_refreshes_for_thirty_days_has_ended,
    a_disabled_agent_is_out_at_once_and_back_when_enabled,
    a_new_password_ends_every_session_and_the_old_password,
    signing_out_ends_the_session_of_that_desktop_only,
    an_agent_taken_out_of_the_centre_file_cannot_sign_in_and_is_signed_out,
    short_and_endless_passwords_and_second_accounts_are_refused,
}

fn jana() -> AgentId {
    AgentId::new("jana").unwrap()
}

fn with_jana<A: Accounts>(accounts: A) -> A {
    accounts.add(&jana(), PASSWORD, START).unwrap();
    accounts
}

fn must_sign_in_again(result: Result<SignedIn, NotSignedIn>) -> bool {
    matches!(result, Err(NotSignedIn::SignInAgain))
}

fn jana_signs_in_with_her_password_whatever_the_capitals_of_her_login(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let signed_in = accounts.sign_in(" Jana ", PASSWORD, START).unwrap();
    let (agent, until) = accounts.agent_of(&signed_in.access, START).unwrap();
    assert_eq!((agent, until), (jana(), START.plus_ms(ACCESS_FOR_MS)));
}

fn an_unknown_login_and_a_wrong_password_get_the_same_answer_after_comparing_a_password(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let answers = [("jana", "wrong password"), ("nobody", PASSWORD), ("", "")]
        .map(|(login, password)| accounts.sign_in(login, password, START).err().map(|error| error.to_string()));
    assert!(answers.iter().all(|answer| *answer == Some("unknown login or wrong password".to_owned())), "{answers:?}");
}

fn an_access_token_is_good_for_fifteen_minutes(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let access = accounts.sign_in("jana", PASSWORD, START).unwrap().access;
    assert!(accounts.agent_of(&access, START.plus_ms(ACCESS_FOR_MS - 1)).is_some());
    assert!(accounts.agent_of(&access, START.plus_ms(ACCESS_FOR_MS)).is_none());
    assert!(accounts.agent_of("made up", START).is_none());
}

fn refreshing_gives_new_tokens_again_and_again(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let mut tokens = accounts.sign_in("jana", PASSWORD, START).unwrap();
    for turn in 1..=20 {
        let now = START.plus_ms(turn * ACCESS_FOR_MS);
        let next = accounts.refresh(&tokens.refresh, now).unwrap();
        assert_ne!((&next.access, &next.refresh), (&tokens.access, &tokens.refresh));
        assert!(accounts.agent_of(&next.access, now).is_some());
        tokens = next;
    }
}

fn an_answer_lost_on_the_way_can_be_asked_for_again_within_a_minute(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let first = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let _lost = accounts.refresh(&first.refresh, START).unwrap();
    let again = accounts.refresh(&first.refresh, START.plus_ms(PREVIOUS_FOR_MS)).unwrap();
    assert!(accounts.refresh(&again.refresh, START.plus_ms(ACCESS_FOR_MS)).is_ok());
}

fn asking_again_after_a_minute_ends_the_session(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let first = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let second = accounts.refresh(&first.refresh, START).unwrap();
    assert!(must_sign_in_again(accounts.refresh(&first.refresh, START.plus_ms(PREVIOUS_FOR_MS + 1))));
    assert!(must_sign_in_again(accounts.refresh(&second.refresh, START.plus_ms(PREVIOUS_FOR_MS + 2))));
    assert!(accounts.agent_of(&second.access, START.plus_ms(PREVIOUS_FOR_MS + 2)).is_none());
}

fn a_stolen_token_used_after_its_successor_ends_the_session_for_both(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
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

fn of_two_answers_to_one_token_only_the_one_used_first_goes_on(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let first = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let mine = accounts.refresh(&first.refresh, START).unwrap();
    let theirs = accounts.refresh(&first.refresh, START).unwrap();
    assert!(accounts.refresh(&mine.refresh, START.plus_ms(1)).is_ok());
    assert!(must_sign_in_again(accounts.refresh(&theirs.refresh, START.plus_ms(2))));
}

fn a_session_nobody_refreshes_for_thirty_days_has_ended(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let first = accounts.sign_in("jana", PASSWORD, START).unwrap();
    let later = START.plus_ms(REFRESH_FOR_MS - 1);
    let second = accounts.refresh(&first.refresh, later).unwrap();
    assert!(must_sign_in_again(accounts.refresh(&second.refresh, later.plus_ms(REFRESH_FOR_MS))));
}

fn a_disabled_agent_is_out_at_once_and_back_when_enabled(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
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

fn a_new_password_ends_every_session_and_the_old_password(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let tokens = accounts.sign_in("jana", PASSWORD, START).unwrap();
    accounts.set_password(&jana(), "another long one").unwrap();
    assert!(accounts.agent_of(&tokens.access, START).is_none());
    assert!(accounts.sign_in("jana", PASSWORD, START).is_err());
    assert!(accounts.sign_in("jana", "another long one", START).is_ok());
}

fn signing_out_ends_the_session_of_that_desktop_only(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let [here, there] = [(); 2].map(|()| accounts.sign_in("jana", PASSWORD, START).unwrap());
    assert_eq!(accounts.list().unwrap()[0].sessions, 2);
    accounts.sign_out(&here.refresh).unwrap();
    assert!(accounts.agent_of(&here.access, START).is_none());
    assert!(accounts.agent_of(&there.access, START).is_some());
    accounts.sign_out("made up").unwrap();
}

fn an_agent_taken_out_of_the_centre_file_cannot_sign_in_and_is_signed_out(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let tokens = accounts.sign_in("jana", PASSWORD, START).unwrap();
    accounts.admit_only(BTreeSet::from([AgentId::new("sven").unwrap()])).unwrap();
    assert!(accounts.agent_of(&tokens.access, START).is_none());
    assert!(matches!(accounts.sign_in("jana", PASSWORD, START), Err(NotSignedIn::Disabled)));
    assert_eq!(accounts.list().unwrap()[0].sessions, 0);
    accounts.admit_only(BTreeSet::from([jana()])).unwrap();
    assert!(accounts.agent_of(&tokens.access, START).is_none(), "back in the file, and still signed out");
    assert!(must_sign_in_again(accounts.refresh(&tokens.refresh, START)));
    assert!(accounts.sign_in("jana", PASSWORD, START).is_ok());
}

fn short_and_endless_passwords_and_second_accounts_are_refused(accounts: impl Accounts) {
    let accounts = with_jana(accounts);
    let sven = AgentId::new("sven").unwrap();
    assert!(matches!(accounts.add(&jana(), PASSWORD, START), Err(AccountsError::Exists(_))));
    assert!(matches!(accounts.add(&AgentId::new("JANA").unwrap(), PASSWORD, START), Err(AccountsError::Exists(_))));
    assert!(matches!(accounts.add(&sven, "ninechars", START), Err(AccountsError::PasswordTooShort)));
    assert!(matches!(accounts.add(&sven, &"x".repeat(1_025), START), Err(AccountsError::PasswordTooLong)));
    assert!(matches!(accounts.set_password(&sven, PASSWORD), Err(AccountsError::NoSuchAccount(_))));
    assert!(matches!(accounts.disable(&sven), Err(AccountsError::NoSuchAccount(_))));
    assert_eq!(accounts.list().unwrap().len(), 1);
}
