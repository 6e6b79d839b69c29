//! One task, one loop: whatever happens to the desktop comes through here, one at a time.

use konsil_desk::view::Targets;
use tokio::sync::mpsc;

use crate::handle::Call;
use crate::{AppOptions, ControllerHandle, Shell};

/// Starts the controller as a task of the current tokio runtime.
///
/// # Errors
/// A folder cannot be made or read, or another process of this profile holds it.
pub async fn start(options: AppOptions, shell: impl Shell) -> anyhow::Result<ControllerHandle> {
    tokio::fs::create_dir_all(&options.data_dir).await?;
    let (calls, mut inbox) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let _shell = shell;
        while let Some(call) = inbox.recv().await {
            match call {
                Call::Input { window: _, input: _, done } => drop(done.send(())),
                Call::Attach { window: _, sink: _, done } => drop(done.send(())),
                Call::FindTargets { find: _, found } => drop(found.send(Targets { groups: Vec::new(), more: 0 })),
                Call::Detach { window: _ } | Call::FocusChanged { active: _ } | Call::WindowClosed { window: _ } => {}
                Call::Shutdown { done } => {
                    let _ = done.send(());
                    return;
                }
            }
        }
    });
    Ok(ControllerHandle::new(calls))
}
