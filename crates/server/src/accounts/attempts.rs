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

use super::local::login_of;
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
    /// Counts a try, or says after how many milliseconds there is one again.
    pub(super) fn count(&self, address: IpAddr, login: &str, now: Timestamp) -> Result<(), u64> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > MAX_COUNTS {
            counts.retain(|_, full_at| *full_at > now.0);
        }
        let keys = keys(address, login);
        let wait = keys.iter().map(|key| wait(&counts, key, now)).max().unwrap_or(0);
        if wait > 0 {
            return Err(u64::try_from(wait).unwrap_or(1));
        }
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
