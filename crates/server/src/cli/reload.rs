//! `konsil-server reload`, and what the running server does then and at SIGHUP: it reads its centre file again. With a
//! mistake in it the file that was in force stays so, all of it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::bail;
use konsil_server::{
    bounds::{Verdict, bounds},
    centre_file::{Centre, NotACentre},
    reload::Reloading,
    tls::TlsFiles,
};

use super::{
    check::words,
    control::{Done, ask_to_reload},
};

/// The command.
pub fn run(data: &Path) -> anyhow::Result<()> {
    let Done { result, text } = ask_to_reload(data)?;
    if result.is_err() {
        eprintln!("{text}");
        bail!("the centre file that was in force still is");
    }
    println!("{text}");
    Ok(())
}

/// What the server was started with.
pub struct Given {
    /// The centre file.
    pub file: PathBuf,
    /// Certificate and key with what was in them. They are read at the start only.
    tls: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl Given {
    /// As they are now.
    pub fn of(centre: &Path, tls: Option<&TlsFiles>) -> Self {
        // Whoever asks for it may be in another folder.
        let file = std::path::absolute(centre).unwrap_or_else(|_| centre.to_owned());
        let files = tls.into_iter().flat_map(|tls| [tls.cert.clone(), tls.key.clone()]);
        Self { file, tls: files.map(|path| (path.clone(), fs::read(path).ok())).collect() }
    }

    /// What is another one now and is read at the start only.
    fn needs_a_restart(&self) -> impl Iterator<Item = String> {
        let changed = self.tls.iter().filter(|(path, was)| fs::read(path).ok() != *was);
        changed.map(|(path, _)| format!("{}: changed; it needs a restart", path.display()))
    }
}

/// Within the server: reads the file and puts it in force.
pub async fn reload(given: &Given, reloading: &Reloading) -> Done {
    let file = &given.file;
    let done = read(given, reloading).await;
    match &done {
        Ok(text) => tracing::info!("{}: {text}", file.display()),
        Err(text) => tracing::error!("the centre file that was in force still is: {text}"),
    }
    let (result, text) = match done {
        Ok(text) => (Ok(()), text),
        Err(text) => (Err(()), text),
    };
    Done { result, text }
}

/// What is different from now on, or why nothing is.
async fn read(given: &Given, reloading: &Reloading) -> Result<String, String> {
    let file = &given.file;
    let path = file.to_owned();
    let read = tokio::task::spawn_blocking(move || Centre::read(&path)).await.map_err(|error| error.to_string())?;
    let centre = read.map_err(|error| match &error {
        NotACentre::Unreadable { .. } => error.to_string(),
        NotACentre::Mistaken { mistakes, .. } => {
            let plural = if mistakes.len() == 1 { "" } else { "s" };
            format!("{error}\n{} mistake{plural} in {}", mistakes.len(), file.display())
        }
    })?;
    let mut said = Vec::new();
    for bound in bounds(&centre) {
        match bound.verdict() {
            Verdict::Fine | Verdict::Note => {}
            Verdict::Warning => said.push(format!("warning: {}", words(&bound, &centre))),
            Verdict::Impossible => return Err(format!("{}: {}", file.display(), words(&bound, &centre))),
        }
    }
    let changes = reloading.reload(centre).await.map_err(|error| format!("{}: {error}", file.display()))?;
    said.extend(changes);
    said.extend(given.needs_a_restart());
    if said.is_empty() {
        said.push("nothing changed".to_owned());
    }
    Ok(said.join("\n"))
}
