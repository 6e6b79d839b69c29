//! The practice centre: the real server and simulated people in a thread and a runtime of their own, on this machine
//! only.

use std::path::PathBuf;

use konsil_desk::phrases;
use konsil_desk::view::Phrase;
use konsil_link::LocalStore;
use konsil_protocol::domain::Language;

use crate::AppOptions;
use crate::news::Anew;

/// What is needed to start it.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    folder: PathBuf,
    port: u16,
    language: Language,
}

/// A practice centre that runs.
pub(crate) struct Running {
    pub address: String,
    pub contact_page: String,
    pub login: String,
    pub password: String,
}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotStarted {
    #[error("no port is free from {port} on")]
    NoPort { port: u16 },
    #[error("its data cannot be kept: {0:#}")]
    Store(anyhow::Error),
    #[error("{0:#}")]
    Other(anyhow::Error),
}

impl NotStarted {
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::NoPort { port } => phrases::practice_failed_port(u32::from(*port)),
            Self::Store(_) => phrases::practice_failed_store(),
            Self::Other(_) => phrases::practice_failed(),
        }
    }
}

impl Start {
    pub fn of(options: &AppOptions, language: Language) -> Self {
        Self { folder: options.data_dir.join("practice"), port: options.practice_port, language }
    }

    pub async fn run(self, anew: Anew) -> Result<(Running, LocalStore), NotStarted> {
        let _ = (self, anew);
        std::future::ready(Err(NotStarted::Other(anyhow::anyhow!("not there yet")))).await
    }
}

impl Running {
    /// The people go home, then the server stops. Within four seconds.
    pub async fn stop(self) {
        std::future::ready(()).await;
    }
}
