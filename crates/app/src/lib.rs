//! The desktop without its windows: one `controller` that owns the workspace, its backend, the settings and the
//! practice centre. The windows reach it through a [`ControllerHandle`]; it reaches them through a [`Shell`].

mod backends;
mod clock;
mod controller;
mod effects;
mod handle;
mod kept;
mod l10n;
mod options;
mod practice;
mod records;
mod sessions;
mod settings_file;
mod shell;
mod signs;
mod source;
mod task_result;
#[cfg(test)]
mod tests;

pub use backends::{Backends, Native};
pub use controller::{start, start_with};
pub use handle::{CallError, ControllerHandle, UpdateSink};
pub use konsil_desk as desk;
pub use konsil_link::Keys;
pub use l10n::L10n;
pub use options::{AppOptions, StartIn, is_profile_name};
pub use shell::{ChatWindow, Focus, Shell, ShownButton, ShownNotification, ShownTray, ShownTrayEntry};
