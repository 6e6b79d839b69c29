//! What comparing passwords leaves behind. In a process of its own, because it looks at the whole of it.
#![cfg(target_os = "linux")]

use std::fs;

use konsil_protocol::domain::{AgentId, Timestamp};
use konsil_server::accounts::{Accounts, MemoryAccounts};

const NOW: Timestamp = Timestamp(1_800_000_000_000);
const PASSWORD: &str = "correct horse battery";

/// What this process takes of the machine's memory, in KiB.
fn resident() -> u64 {
    let all = fs::read_to_string("/proc/self/smaps_rollup").expect("the system says it");
    let line = all.lines().find_map(|line| line.strip_prefix("Rss:")).expect("a line with it");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[test]
fn the_memory_of_many_sign_ins_is_given_back() {
    let accounts = MemoryAccounts::new().unwrap();
    accounts.add(&AgentId::new("jana").unwrap(), PASSWORD, NOW).unwrap();
    let sign_in = || assert!(accounts.sign_in("jana", PASSWORD, NOW).is_ok());
    let before = resident();
    std::thread::scope(|scope| {
        // Each thread has a heap of its own, which would keep what it once had.
        for _ in 0..8 {
            scope.spawn(|| (0..4).for_each(|_| sign_in()));
        }
    });
    let more = resident().saturating_sub(before);
    println!("{more} KiB more than before");
    assert!(more < 20 * 1_024, "{more} KiB are kept");
}
