//! How often somebody may try to sign in.
//!
//! Three counts: per address; per login from one address, the strictest; and per login from anywhere, wide enough that
//! a stranger who guesses from many addresses cannot easily keep the agent out. Who signs in gets the try back.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use konsil_protocol::domain::Timestamp;

use super::password::login_of;
use crate::limits::network;

/// So many tries at once, then one more each `each_ms`.
#[derive(Clone, Copy)]
struct Allowance {
    at_once: u32,
    each_ms: i64,
}

const PER_ADDRESS: Allowance = Allowance { at_once: 30, each_ms: 10_000 };
const PER_LOGIN_AND_ADDRESS: Allowance = Allowance { at_once: 5, each_ms: 60_000 };
const PER_LOGIN: Allowance = Allowance { at_once: 50, each_ms: 10_000 };

/// Counts remembered at most.
const MAX_COUNTS: usize = 50_000;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Address(IpAddr),
    LoginAndAddress(String, IpAddr),
    Login(String),
}

impl Key {
    fn allowance(&self) -> Allowance {
        match self {
            Self::Address(_) => PER_ADDRESS,
            Self::LoginAndAddress(..) => PER_LOGIN_AND_ADDRESS,
            Self::Login(_) => PER_LOGIN,
        }
    }
}

/// The tries so far, in memory: a restart forgets them.
#[derive(Default)]
pub(super) struct Attempts {
    /// Per key the time at which all tries are there again.
    counts: Mutex<HashMap<Key, i64>>,
}

impl Attempts {
    /// Says after how many milliseconds there is a try again, if there is none now.
    pub(super) fn check(&self, address: IpAddr, login: &str, now: Timestamp) -> Result<(), u64> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        is_allowed(&counts, &keys(address, login), now)
    }

    /// Counts a try, or says after how many milliseconds there is one again.
    pub(super) fn count(&self, address: IpAddr, login: &str, now: Timestamp) -> Result<(), u64> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > MAX_COUNTS {
            counts.retain(|_, full_at| *full_at > now.0);
        }
        let keys = keys(address, login);
        is_allowed(&counts, &keys, now)?;
        for key in keys {
            let each_ms = key.allowance().each_ms;
            let full_at = counts.entry(key).or_insert(now.0);
            *full_at = (*full_at).max(now.0) + each_ms;
        }
        Ok(())
    }

    /// The password was right: this try, and those before it with the same login from here, do not count.
    pub(super) fn give_back(&self, address: IpAddr, login: &str) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys(address, login) {
            match &key {
                Key::LoginAndAddress(..) => {
                    counts.remove(&key);
                }
                Key::Address(_) | Key::Login(_) => {
                    let each_ms = key.allowance().each_ms;
                    if let Some(full_at) = counts.get_mut(&key) {
                        *full_at -= each_ms;
                    }
                }
            }
        }
    }
}

fn is_allowed(counts: &HashMap<Key, i64>, keys: &[Key], now: Timestamp) -> Result<(), u64> {
    let wait = keys.iter().map(|key| wait(counts, key, now)).max().unwrap_or(0);
    if wait > 0 { Err(u64::try_from(wait).unwrap_or(1)) } else { Ok(()) }
}

fn wait(counts: &HashMap<Key, i64>, key: &Key, now: Timestamp) -> i64 {
    let allowance = key.allowance();
    let full_at = counts.get(key).copied().unwrap_or(now.0).max(now.0);
    // One more try must fit below the brim.
    full_at + allowance.each_ms - now.0 - i64::from(allowance.at_once) * allowance.each_ms
}

fn keys(address: IpAddr, login: &str) -> [Key; 3] {
    let address = network(address);
    // Whatever is sent as login, little of it is kept.
    let login: String = login_of(login).chars().take(64).collect();
    [Key::Address(address), Key::LoginAndAddress(login.clone(), address), Key::Login(login)]
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const START: Timestamp = Timestamp(1_800_000_000_000);
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
}
