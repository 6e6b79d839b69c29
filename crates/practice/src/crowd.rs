//! When the next contact comes: often enough that the learner has something to do, never so that they pile up.

use std::sync::Arc;
use std::time::Duration;

use konsil_protocol::domain::{AgentState, Doing, Language};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::chance::Chance;
use crate::contact::{Visit, visit};
use crate::pace::Pace;
use crate::scripts::{SCRIPTS, Script};
use crate::served::Served;
use crate::texts::Texts;

/// Contacts at once, those with colleagues included.
const AT_ONCE: usize = 3;
/// With so many chats the learner is busy enough.
const BUSY_WITH: u32 = 2;
/// Of so many contacts one writes in the other language.
const OTHER_LANGUAGE: usize = 4;

pub(crate) struct Crowd {
    /// `http://127.0.0.1:47800`
    pub address: String,
    pub pace: Pace,
    pub seed: u64,
    pub texts: Arc<Texts>,
    pub served: Arc<Served>,
    pub language: watch::Receiver<Language>,
    pub sees: watch::Receiver<Seen>,
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

/// What the pace depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Learner {
    /// Not there, or not ready.
    Away,
    Busy,
    /// Could take a chat, and none waits.
    Free,
}

impl Crowd {
    /// Goes on until it is dropped.
    pub(crate) async fn come(mut self) {
        let mut chance = Chance::new(self.seed, "crowd");
        let mut visits = JoinSet::new();
        let mut count = chance.below(SCRIPTS.len());
        let mut next_at = Instant::now() + self.pace.think(&mut chance, 3_000, 6_000);
        let address = format!("{}/v1/contact", self.address.trim_end_matches('/').replacen("http", "ws", 1));
        loop {
            tokio::select! {
                Some(_) = visits.join_next() => {}
                changed = self.sees.changed() => if changed.is_err() { return },
                () = tokio::time::sleep_until(next_at) => {
                    let learner = learner(*self.sees.borrow());
                    if learner != Learner::Free || visits.len() >= AT_ONCE {
                        next_at = Instant::now() + self.pace.scaled(Duration::from_secs(2));
                        continue;
                    }
                    let script = &SCRIPTS[count % SCRIPTS.len()];
                    count += 1;
                    visits.spawn(visit(self.visit(&address, script, count, &mut chance)));
                    next_at = Instant::now() + self.pace.think(&mut chance, 25_000, 45_000);
                }
            }
        }
    }

    fn visit(&self, address: &str, script: &'static Script, count: usize, chance: &mut Chance) -> Visit {
        let own = *self.language.borrow();
        let language = if chance.below(OTHER_LANGUAGE) == 0 { other(own) } else { own };
        Visit {
            address: address.to_owned(),
            script,
            language,
            pace: self.pace,
            chance: Chance::new(self.seed, &format!("contact {count}")),
            texts: self.texts.clone(),
            served: self.served.clone(),
        }
    }
}

fn other(language: Language) -> Language {
    match language {
        Language::De => Language::En,
        Language::En => Language::De,
    }
}

fn learner(Seen { learner, waiting }: Seen) -> Learner {
    if !learner.connected || learner.state != AgentState::Ready {
        return Learner::Away;
    }
    if learner.available && learner.chats < BUSY_WITH && waiting == 0 { Learner::Free } else { Learner::Busy }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(state: AgentState, chats: u32, waiting: u32) -> Learner {
        let available = state == AgentState::Ready;
        learner(Seen { learner: Doing { state, connected: true, chats, available, do_not_disturb: false }, waiting })
    }

    #[test]
    fn contacts_come_to_somebody_who_is_ready_and_not_busy() {
        assert_eq!(seen(AgentState::Ready, 0, 0), Learner::Free);
        assert_eq!(seen(AgentState::Ready, 1, 0), Learner::Free);
        assert_eq!(seen(AgentState::Ready, 2, 0), Learner::Busy);
        assert_eq!(seen(AgentState::Ready, 0, 1), Learner::Busy);
        assert_eq!(seen(AgentState::AfterWork, 0, 0), Learner::Away);
        assert_eq!(learner(Seen::default()), Learner::Away);
    }
}
