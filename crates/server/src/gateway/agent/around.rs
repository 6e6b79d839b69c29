//! When an agent is told what is around it: how those stand who concern it, always; what all are doing, while somebody
//! looks. Desktops of version 1 get both in one, and seldom.

use std::{sync::Arc, time::Duration};

use konsil_protocol::{domain::Watch, wire::NAMES_AND_STATES_APART};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use crate::hub::{Hub, Stir, Stirred};

/// From one drawing of what concerns the agent to the next, when it is about people, …
const PEOPLE_EVERY: Duration = Duration::from_millis(250);
/// … and when it is about the counts of queues, which change with every chat and concern all their members.
const COUNTS_EVERY: Duration = Duration::from_secs(1);
/// From one time that everybody is told to the next, however often a desktop begins to look.
const WHOLE_EVERY: Duration = Duration::from_millis(250);

pub(super) struct Around {
    pub(super) stirred: Arc<Stirred>,
    pub(super) newest: watch::Receiver<u64>,
    pub(super) drawn_at: Instant,
    pub(super) draw_at: Option<Instant>,
    pub(super) looking: Looking,
    whole_at: Option<Instant>,
}

/// Whether this desktop is told what all are doing.
pub(super) enum Looking {
    No,
    Since {
        /// None: it has been told nothing yet.
        edition: Option<u64>,
        tell_at: Option<Instant>,
    },
    /// A desktop of version 1 looks always.
    Former {
        /// That of the directory that it has been sent.
        told: Option<u64>,
        tell_at: Option<Instant>,
    },
}

/// What is to be told now.
pub(super) enum Due {
    Mine,
    All,
}

impl Around {
    pub(super) fn new(stirred: Arc<Stirred>, newest: watch::Receiver<u64>, version: u32) -> Self {
        let looking =
            if version >= NAMES_AND_STATES_APART { Looking::No } else { Looking::Former { told: None, tell_at: None } };
        Self { stirred, newest, drawn_at: Instant::now(), draw_at: None, looking, whole_at: None }
    }

    /// Waits until something is to be told. Can be dropped without losing anything.
    pub(super) async fn due(&mut self, hub: &Hub) -> Due {
        loop {
            let tell_at = match self.looking {
                Looking::No => None,
                Looking::Since { tell_at, .. } | Looking::Former { tell_at, .. } => tell_at,
            };
            let looks = !matches!(self.looking, Looking::No);
            tokio::select! {
                () = self.stirred.told() => self.stirred(),
                () = at(self.draw_at), if self.draw_at.is_some() => {
                    self.draw_at = None;
                    return Due::Mine;
                }
                () = at(tell_at), if tell_at.is_some() => return Due::All,
                // A server that ends has nothing more to tell.
                Ok(()) = self.newest.changed(), if looks && tell_at.is_none() => match &mut self.looking {
                    Looking::No => {}
                    Looking::Since { tell_at, .. } => *tell_at = Some(hub.next_states_at()),
                    Looking::Former { tell_at, .. } => *tell_at = Some(hub.next_directory_at()),
                },
            }
        }
    }

    fn stirred(&mut self) {
        if self.stirred.is(Stir::People) {
            self.people();
        }
        // A desktop of version 1 reads the counts in its directory.
        let counts = self.stirred.is(Stir::Counts) && !matches!(self.looking, Looking::Former { .. });
        if counts {
            self.draw_by(self.drawn_at + COUNTS_EVERY);
        }
    }

    /// Others may concern the agent now, or those who do are doing something else.
    pub(super) fn people(&mut self) {
        self.draw_by(self.drawn_at + PEOPLE_EVERY);
    }

    fn draw_by(&mut self, at: Instant) {
        self.draw_at = Some(self.draw_at.map_or(at, |planned| planned.min(at)));
    }

    /// The desktop begins or ceases to look at everybody. Answers what is to be told at once.
    pub(super) fn look(&mut self, watch: Watch) -> Option<Due> {
        match (&self.looking, watch) {
            // It looks always.
            (Looking::Former { .. }, _) | (Looking::Since { .. }, Watch::On) => None,
            (Looking::No | Looking::Since { .. }, Watch::Off) => {
                self.looking = Looking::No;
                None
            }
            (Looking::No, Watch::On) => {
                let now = Instant::now();
                let at = self.whole_at.map_or(now, |at| now.max(at + WHOLE_EVERY));
                self.whole_at = Some(at);
                self.looking = Looking::Since { edition: None, tell_at: Some(at) };
                (at == now).then_some(Due::All)
            }
        }
    }

    pub(super) fn is_former(&self) -> bool {
        matches!(self.looking, Looking::Former { .. })
    }
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}
