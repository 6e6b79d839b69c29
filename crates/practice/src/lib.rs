//! The people of the practice centre: contacts who write in and colleagues who help, as ordinary clients over real
//! sockets. The server cannot tell them from others.

mod chance;
mod contact;
mod pace;
mod plan;
mod scripts;
mod words;

pub use pace::Pace;
pub use words::BadWords;

use std::time::Duration;

use konsil_protocol::domain::Language;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The description of the practice centre. [`LEARNER`] and [`COLLEAGUES`] need accounts there.
pub const CENTRE: &str = include_str!("../../../docs/examples/centre.toml");
/// The login of the agent who practises.
pub const LEARNER: &str = "jana";
/// The logins of those who are played. Others of the centre stay logged out.
pub const COLLEAGUES: [&str; 5] = ["katrin", "sven", "lukas", "rita", "petra"];

/// Who is to be played, and where.
#[derive(Debug, Clone)]
pub struct PracticeConfig {
    /// Of the server, `http://127.0.0.1:47800`.
    pub address: String,
    /// What the learner reads: most contacts write in it, some in the other one.
    pub language: Language,
    /// The same seed plays the same people in the same order.
    pub seed: u64,
    /// The accounts of all [`COLLEAGUES`] have this password.
    pub password: String,
    pub pace: Pace,
    /// From when on a colleague with a chat of its own may ask the learner for a consultation; none: never.
    pub colleague_asks_after: Option<Duration>,
}

impl PracticeConfig {
    /// As a learner needs it.
    pub fn new(address: impl Into<String>, language: Language, seed: u64, password: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            language,
            seed,
            password: password.into(),
            pace: Pace::Learner,
            colleague_asks_after: Some(Duration::from_secs(150)),
        }
    }
}

/// The people at work. Dropping it stops them as well.
#[derive(Debug)]
pub struct Practice {
    stop: watch::Sender<bool>,
    people: JoinHandle<()>,
}

/// Brings everybody to work. Must be called within a tokio runtime; the server may still be starting.
#[must_use]
pub fn start(config: PracticeConfig) -> Practice {
    let (stop, mut stopped) = watch::channel(false);
    let people = tokio::spawn(async move {
        let _ = config;
        let _ = stopped.changed().await;
    });
    Practice { stop, people }
}

impl Practice {
    /// Sends everybody home and waits until they are gone.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(fault) = self.people.await {
            tracing::error!(%fault, "the practice people stopped with a fault");
        }
    }
}
