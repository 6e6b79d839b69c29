//! The centre file: what the operator says about agents, queues, hours and texts, in TOML. Reading it names every
//! mistake with its line. `docs/examples/centre.toml` shows all there is.

mod centre;
mod differences;
mod dispositions;
mod favourites;
mod groups;
mod hours;
mod mistake;
mod queues;
mod read;
mod reasons;
mod references;
mod routing;
mod section;
mod site;
#[cfg(test)]
mod tests;
mod values;

use std::path::{Path, PathBuf};

pub use self::{
    centre::{Centre, Topic},
    differences::differences,
    hours::Hours,
    mistake::Mistake,
    site::AllowedSite,
};

/// Why there is no centre.
#[derive(Debug, thiserror::Error)]
pub enum NotACentre {
    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: std::io::Error },
    #[error("{}", in_lines(path, mistakes))]
    Mistaken { path: PathBuf, mistakes: Vec<Mistake> },
}

fn in_lines(path: &Path, mistakes: &[Mistake]) -> String {
    mistakes.iter().map(|mistake| format!("{}:{mistake}", path.display())).collect::<Vec<_>>().join("\n")
}

impl Centre {
    /// # Errors
    /// When the file cannot be read, or has mistakes: all of them.
    pub fn read(path: &Path) -> Result<Self, NotACentre> {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|error| NotACentre::Unreadable { path: path.to_owned(), error })?;
        Self::parse(&text).map_err(|mistakes| NotACentre::Mistaken { path: path.to_owned(), mistakes })
    }

    /// # Errors
    /// All mistakes of the text, by line.
    pub fn parse(text: &str) -> Result<Self, Vec<Mistake>> {
        read::read(text)
    }
}
