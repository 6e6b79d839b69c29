//! The people of the practice centre: contacts who write in and colleagues who help, as ordinary clients over real
//! sockets. The server cannot tell them from others.

mod chance;
mod colleague;
mod contact;
mod crowd;
mod pace;
mod plan;
mod scripts;
mod served;
mod texts;

pub use contact::Patience;
pub use pace::Pace;
pub use texts::BadTexts;

use std::sync::Arc;
use std::time::Duration;

use konsil_protocol::domain::{AgentId, Language};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use chance::Chance;
use colleague::{Colleague, PERSONAS, Surroundings};
use crowd::{Crowd, Seen};
use served::Served;
use texts::Texts;

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
    /// What the learner reads: everybody writes in it.
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
    people: JoinSet<()>,
    language: watch::Sender<Language>,
    patience: watch::Sender<Patience>,
    calls: mpsc::UnboundedSender<()>,
}

/// Brings everybody to work. Must be called within a tokio runtime; the server may still be starting.
///
/// # Errors
/// [`BadTexts`] if the texts that are part of this program are broken.
pub fn start(config: PracticeConfig) -> Result<Practice, BadTexts> {
    let texts = Arc::new(Texts::load()?);
    let served = Arc::new(Served::default());
    let learner = AgentId::new(LEARNER).map_err(|bad| BadTexts::from(bad.to_string()))?;
    let (language, speaks) = watch::channel(config.language);
    let (patience, waits) = watch::channel(Patience::Ordinary);
    let (calls, called) = mpsc::unbounded_channel();
    let (sees, seen) = watch::channel(Seen::default());
    let mut people = JoinSet::new();
    for persona in &PERSONAS {
        people.spawn(colleague::work(Colleague {
            address: config.address.clone(),
            password: config.password.clone(),
            around: Surroundings {
                persona,
                learner: learner.clone(),
                pace: config.pace,
                texts: texts.clone(),
                served: served.clone(),
                asks_after: config.colleague_asks_after,
                language: config.language,
                patience: waits.clone(),
                calls: calls.clone(),
            },
            chance: Chance::new(config.seed, persona.login),
            language: speaks.clone(),
            sees: sees.clone(),
        }));
    }
    let crowd = Crowd {
        address: config.address,
        pace: config.pace,
        seed: config.seed,
        texts,
        served,
        language: speaks,
        patience: waits,
        sees: seen,
        calls: called,
    };
    people.spawn(crowd.come());
    Ok(Practice { people, language, patience, calls })
}

impl Practice {
    /// What the learner reads from now on: colleagues answer in it, and new contacts write in it.
    pub fn speak(&self, language: Language) {
        self.language.send_replace(language);
    }

    /// One more contact writes in, as soon as the learner can take a chat. Called again before, it is still one.
    pub fn call_contact(&self) {
        // The crowd ends with the practice only.
        let _ = self.calls.send(());
    }

    /// How those wait who are here, and those who come.
    pub fn be_patient(&self, patience: Patience) {
        self.patience.send_replace(patience);
    }

    /// Sends everybody home and waits until they are gone.
    pub async fn stop(mut self) {
        self.people.shutdown().await;
    }
}
