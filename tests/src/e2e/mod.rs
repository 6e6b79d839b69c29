//! The real thing on a screen of its own: the desktop's windows, the contact's page in a real browser, one
//! `konsil-server` process. Elements are found by their `data-testid`; every wait has a condition and a limit.
//!
//! What a scenario shows goes to `target/e2e/NAME/`: pictures, the logs of all processes, and after a failure what each
//! window showed last, as picture and as DOM.

mod agent;
mod browser;
mod desktop;
mod keyboard;
mod page;
mod pointer;
mod scenes;
mod screen;
mod server;
pub mod signs;

use std::any::Any;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub use browser::Browser;
pub use desktop::{Desktop, Look};
pub use page::{ContactPage, Device};
pub use scenes::Scenes;
use screen::Screen;
pub use server::{PASSWORD, Server};

/// How long anything may take to show.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// One scenario: its folder, and everything it opened.
#[derive(Clone)]
pub struct Scenario {
    folder: PathBuf,
    /// Another build of the desktop than the tests' own.
    desktop: Option<PathBuf>,
    open: Arc<Mutex<Vec<(String, Browser)>>>,
    kept: Arc<Mutex<Vec<Box<dyn Any + Send>>>>,
}

impl Scenario {
    /// Where its pictures and logs go.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The same, with that build of the desktop.
    pub fn with_desktop(self, program: &Path) -> Self {
        Self { desktop: Some(program.to_path_buf()), ..self }
    }

    fn desktop(&self) -> PathBuf {
        self.desktop.clone().unwrap_or_else(|| program("konsil"))
    }

    fn opened(&self, name: &str, browser: &Browser) {
        let mut open = self.open.lock().expect("nobody fails while holding this");
        open.retain(|(known, _)| known != name);
        open.push((name.to_owned(), browser.clone()));
    }

    /// Keeps what a failing scenario drops, until its traces have been taken.
    fn keep(&self, it: impl Any + Send) {
        if std::thread::panicking() {
            self.kept.lock().expect("nobody fails while holding this").push(Box::new(it));
        }
    }

    /// What every window shows at the end of a failed scenario.
    async fn leave_traces(&self) {
        let open = self.open.lock().expect("nobody fails while holding this").clone();
        for (name, browser) in open {
            // A window that no longer answers must not hide why the scenario failed.
            let trace_name = format!("failed-{name}");
            let trace = browser.leave_trace(&self.folder, &trace_name);
            if tokio::time::timeout(Duration::from_secs(10), trace).await.is_err() {
                say(&format!("{name} does not answer any more"));
            }
        }
    }
}

/// Plays a scenario. Its folder is made anew.
///
/// # Panics
/// When the scenario does; what the windows showed is kept.
pub async fn play<F>(name: &str, story: impl FnOnce(Scenario) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let folder = target().join("e2e").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the former pictures can be removed");
    }
    fs::create_dir_all(&folder).expect("target/e2e can be written");
    let scenario = Scenario { folder, desktop: None, open: Arc::default(), kept: Arc::default() };
    let played = tokio::spawn(story(scenario.clone())).await;
    if let Err(failure) = played {
        scenario.leave_traces().await;
        scenario.kept.lock().expect("nobody fails while holding this").clear();
        std::panic::resume_unwind(failure.into_panic());
    }
}

/// The project's folder for what has been built.
fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target").canonicalize().expect("something has been built")
}

/// A program of ours, as built for the tests.
fn program(name: &str) -> PathBuf {
    let path = target().join("debug").join(name);
    // The driver would wait for ever for a program that is not there.
    assert!(path.exists(), "{} is missing: run `cargo xtask e2e`", path.display());
    path
}

/// Waits for `found` to find something.
///
/// # Panics
/// It does not within [`PATIENCE`]; `what` names it.
pub async fn until<T, F>(what: &str, found: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    until_within(PATIENCE, Duration::from_millis(40), what, found).await
}

/// Waits for `found` to find something, looking this often.
async fn until_within<T, F>(patience: Duration, pause: Duration, what: &str, mut found: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let end = tokio::time::Instant::now() + patience;
    loop {
        // A driver that does not answer is no reason to wait for ever.
        if let Ok(Some(it)) = tokio::time::timeout_at(end, found()).await {
            return it;
        }
        assert!(tokio::time::Instant::now() < end, "waited in vain for {what}");
        tokio::time::sleep(pause).await;
    }
}

/// To the terminal, past the test's captured output.
pub fn say(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{text}");
}
