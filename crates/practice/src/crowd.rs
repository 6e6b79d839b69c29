//! When the next contact comes: when one is called, and the learner can take it. Nobody comes unasked.

use std::sync::Arc;

use konsil_link::sleep_until;
use konsil_protocol::domain::{AgentState, Doing, Language};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::chance::Chance;
use crate::contact::{Patience, Visit, visit};
use crate::pace::Pace;
use crate::scripts::{SCRIPTS, Script};
use crate::served::Served;
use crate::texts::Texts;

pub(crate) struct Crowd {
    /// `http://127.0.0.1:47800`
    pub address: String,
    pub pace: Pace,
    pub seed: u64,
    pub texts: Arc<Texts>,
    pub served: Arc<Served>,
    /// What the learner reads; contacts write in it.
    pub language: watch::Receiver<Language>,
    pub patience: watch::Receiver<Patience>,
    pub sees: watch::Receiver<Seen>,
    /// One more contact for the learner.
    pub calls: mpsc::UnboundedReceiver<()>,
}

/// What the colleagues see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub learner: Doing,
    /// In all queues.
    pub waiting: u32,
}

impl Default for Seen {
    fn default() -> Self {
        Self { learner: Doing::LOGGED_OUT, waiting: 0 }
    }
}

/// Whether somebody was called who has not come yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Nobody,
    /// However often it was called for.
    One,
}

impl Crowd {
    /// Goes on until it is dropped.
    pub(crate) async fn come(mut self) {
        let mut chance = Chance::new(self.seed, "crowd");
        let mut visits = JoinSet::new();
        let mut count = chance.below(SCRIPTS.len());
        let mut wanted = Wanted::Nobody;
        let mut comes_at: Option<Instant> = None;
        let address = format!("{}/v1/contact", self.address.trim_end_matches('/').replacen("http", "ws", 1));
        loop {
            comes_at = match wanted {
                Wanted::One if can_take_a_chat(*self.sees.borrow()) => {
                    Some(comes_at.unwrap_or_else(|| Instant::now() + self.pace.think(&mut chance, 2_000, 4_000)))
                }
                Wanted::One | Wanted::Nobody => None,
            };
            tokio::select! {
                Some(_) = visits.join_next() => {}
                called = self.calls.recv() => match called {
                    Some(()) => wanted = Wanted::One,
                    None => return,
                },
                changed = self.sees.changed() => if changed.is_err() { return },
                _ = sleep_until(comes_at) => {
                    let script = &SCRIPTS[count % SCRIPTS.len()];
                    count += 1;
                    visits.spawn(visit(self.visit(&address, script, count)));
                    wanted = Wanted::Nobody;
                }
            }
        }
    }

    fn visit(&self, address: &str, script: &'static Script, count: usize) -> Visit {
        Visit {
            address: address.to_owned(),
            script,
            language: *self.language.borrow(),
            pace: self.pace,
            chance: Chance::new(self.seed, &format!("contact {count}")),
            texts: self.texts.clone(),
            served: self.served.clone(),
            patience: self.patience.clone(),
        }
    }
}

/// Somebody who waits already comes first.
fn can_take_a_chat(Seen { learner, waiting }: Seen) -> bool {
    learner.connected && learner.state == AgentState::Ready && learner.available && waiting == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(state: AgentState, available: bool, waiting: u32) -> bool {
        let learner = Doing { state, connected: true, available, ..Doing::LOGGED_OUT };
        can_take_a_chat(Seen { learner, waiting })
    }

    #[test]
    fn contacts_come_to_somebody_who_is_ready_and_has_a_place() {
        assert!(seen(AgentState::Ready, true, 0));
        assert!(!seen(AgentState::Ready, false, 0), "an invitation is open, or all places are taken");
        assert!(!seen(AgentState::Ready, true, 1), "somebody waits already");
        assert!(!seen(AgentState::AfterWork, true, 0));
        assert!(!can_take_a_chat(Seen::default()));
    }
}
