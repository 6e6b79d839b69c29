//! The simulated network: one contact, two desktops and the server, over cuts, crashes and one-way partitions. Nothing
//! that was acknowledged may be lost, doubled or reordered, and everybody must end up reading the same.
//!
//! `cargo xtask sim --seeds N --first N --without PROMISE` sets `KONSIL_SIM_SEEDS` (3 without it), `KONSIL_SIM_FIRST` and
//! `KONSIL_SIM_WITHOUT`, which takes one of the store's promises away: `dedup`, `order` or `commit-first`. Production code has no such switch: the store is wrapped here.

#![allow(clippy::unwrap_used, clippy::unwrap_in_result, reason = "a simulation that cannot go on must stop loudly")]

mod agent;
mod contact;
mod network;
mod store;
mod verdict;
mod world;

use store::Without;
use world::{Faults, World};

/// How many seeds a double may need until it is found out.
const FOUND_WITHIN: u64 = 50;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn nothing_acknowledged_is_lost_doubled_or_reordered() {
    let (first, count) = (setting("KONSIL_SIM_FIRST", 1), setting("KONSIL_SIM_SEEDS", 3));
    let without = std::env::var("KONSIL_SIM_WITHOUT").ok().map(|name| Without::named(&name));
    let mut faults = Faults::default();
    let mut failed = Vec::new();
    for seed in first..first + count {
        match World::new(seed, without).run() {
            Ok(hit) => faults.add(&hit),
            Err(why) => {
                println!("seed {seed}: {why}");
                failed.push(seed);
            }
        }
    }
    println!("{count} seeds from {first}; {faults}");
    assert!(failed.is_empty(), "broken at seeds {failed:?}; run one again with KONSIL_SIM_FIRST=… KONSIL_SIM_SEEDS=1");
    if count >= 20 && without.is_none() {
        assert!(faults.each_kind_hit(), "a fault that never hits proves nothing: {faults}");
    }
}

/// The simulation is worth something only if it notices a store that breaks a promise.
#[test]
fn a_store_that_breaks_a_promise_is_found_out() {
    for without in [Without::Dedup, Without::Order, Without::CommitFirst] {
        let found =
            (1..=FOUND_WITHIN).find_map(|seed| World::new(seed, Some(without)).run().err().map(|why| (seed, why)));
        let (seed, why) = found.unwrap_or_else(|| panic!("{without:?} was not noticed within {FOUND_WITHIN} seeds"));
        println!("without {without:?}: noticed at seed {seed}: {why}");
    }
}
