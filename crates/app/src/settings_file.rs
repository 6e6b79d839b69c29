//! Settings in the config folder: readable JSON, written whole to a file beside it and then put in its place.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use konsil_desk::Settings;

#[derive(Debug, Clone)]
pub(crate) struct SettingsFile {
    path: PathBuf,
}

impl SettingsFile {
    /// # Errors
    /// The folder cannot be made.
    pub fn new(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        Ok(Self { path: folder.join("settings.json") })
    }

    /// The defaults where there is no file. One that cannot be read is put aside, not overwritten.
    pub fn load(&self) -> Settings {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Settings::default(),
            Err(fault) => {
                tracing::error!(%fault, "the settings cannot be read");
                return Settings::default();
            }
        };
        serde_json::from_str(&text).unwrap_or_else(|fault| {
            tracing::error!(%fault, "the settings are not understood and put aside");
            if let Err(fault) = std::fs::rename(&self.path, self.path.with_extension("unreadable.json")) {
                tracing::error!(%fault, "they cannot even be put aside");
            }
            Settings::default()
        })
    }

    /// # Errors
    /// It cannot be written; the former file is still there then.
    pub fn save(&self, settings: &Settings) -> anyhow::Result<()> {
        let beside = self.path.with_extension("new.json");
        std::fs::write(&beside, serde_json::to_vec_pretty(settings)?)?;
        std::fs::rename(&beside, &self.path)?;
        Ok(())
    }
}
