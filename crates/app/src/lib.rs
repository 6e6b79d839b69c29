//! The desktop without its windows: one [`controller`] that owns the workspace, its backend, the settings and the
//! practice centre. The windows reach it through a [`ControllerHandle`]; it reaches them through a [`Shell`].

mod controller;
mod handle;
mod options;
mod shell;

pub use controller::start;
pub use handle::{CallError, ControllerHandle, UpdateSink};
pub use konsil_desk as desk;
pub use options::{AppOptions, StartIn, is_profile_name};
pub use shell::{ChatWindow, Focus, Shell};
