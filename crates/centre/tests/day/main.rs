//! Whole days of a contact centre: forty agents in four queues, hundreds of contacts. At each offer it is checked that it
//! is fair, by the rules as an operator would read them; and in the evening, that nobody has been forgotten.

// What goes wrong here stops the test.
#![allow(clippy::unwrap_used, clippy::unwrap_in_result)]
// The table of what was played is printed.
#![allow(clippy::disallowed_methods)]

mod centre;
mod chance;
mod ledger;
mod people;
mod rules;
mod verdict;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use centre::{Day, Played};
use chance::Chance;

const DAYS: u64 = 2;
const STEPS: usize = 1_200;

/// What must have been played in all days together, at least so often.
const ENOUGH: [(&str, usize); 22] = [
    ("offers", 700),
    ("offers with others in line", 500),
    ("offers out of turn, for a head start", 100),
    ("offers to the last agent", 5),
    ("offers to whom a widening let in", 50),
    ("offers to another queue's", 50),
    ("offers for a contact without connection", 5),
    ("offers anew", 5),
    ("accepted", 500),
    ("declined", 100),
    ("expired", 50),
    ("withdrawn", 15),
    ("vanished", 20),
    ("back in the queue", 10),
    ("taken by hand", 30),
    ("taken by hand: refused", 100),
    ("accepted beside one by hand", 3),
    ("accepted beside one by hand: refused", 1),
    ("widened", 200),
    ("asked again", 20),
    ("contacts lost and back", 15),
    ("came back to their last agent", 50),
];

#[test]
fn on_no_day_is_an_offer_unfair_and_in_the_evening_nobody_waits_any_more() {
    let mut played = Played::default();
    for seed in 0..DAYS {
        let mut chance = Chance::new(seed);
        let mut day = Day::begin();
        let whole = AssertUnwindSafe(|| {
            people::come_to_work(&mut day, &mut chance);
            for step in 0..STEPS {
                people::act(&mut day, &mut chance, step as f64 / STEPS as f64);
            }
            people::serve_all_who_wait(&mut day);
        });
        if let Err(failure) = catch_unwind(whole) {
            println!("seed {seed}, at {:?}", day.now);
            resume_unwind(failure);
        }
        for (what, times) in day.played {
            *played.entry(what).or_default() += times;
        }
    }
    for (what, times) in &played {
        println!("{what:<42}{times:>7}");
    }
    for (what, enough) in ENOUGH {
        let times = played.get(what).copied().unwrap_or_default();
        assert!(times >= enough, "{what}: {times}");
    }
}
