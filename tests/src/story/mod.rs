//! People of a story: a real server on a real socket, agents and contacts as clients of the wire. Tests read as who
//! does what and who sees what; waiting is for a condition, never for a time.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

mod agent;
mod centre;
mod contact;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

pub use agent::{AgentDesk, OtherDesktop, Received, agent, group, in_consultation, queue, skill};
pub use centre::Story;
pub use contact::{ContactPage, Page};

/// How long anything in a story may take before it counts as never coming.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// An id nobody has used in this run.
pub fn fresh_id(kind: &str) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("{kind}-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Waits until `found` finds something in what somebody was sent. None: it never came.
async fn found_in<S, T>(sent: &Mutex<S>, news: &Notify, found: impl Fn(&S) -> Option<T>) -> Option<T> {
    let waiting = async {
        loop {
            let next = news.notified();
            if let Some(it) = found(&sent.lock().unwrap()) {
                return it;
            }
            // News between the look and the wait is not lost for long.
            tokio::select! { () = next => {}, () = tokio::time::sleep(Duration::from_millis(20)) => {} }
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.ok()
}
