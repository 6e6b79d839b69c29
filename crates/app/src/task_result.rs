//! What tasks beside the loop report to it.

use konsil_link::native::SignInWith;
use konsil_link::{LocalStore, StoreError};

use crate::practice::{NotStarted, Running};

/// What a task beside the loop has come to. `session` is the count at which it was started.
pub(crate) enum TaskResult {
    /// The store of sessions with servers was opened, for a session that is to begin.
    Store { session: u64, opened: Result<LocalStore, StoreError>, server: String, sign_in: SignInWith },
    /// The practice centre runs, or could not be started.
    Practice { session: u64, started: Box<Result<(Running, LocalStore), NotStarted>> },
}
