//! What differs from system to system: one folder each, all with the same names. No rule lives here.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
pub use linux::{Signs, check_spelling, watch};
#[cfg(target_os = "macos")]
pub use macos::{Signs, check_spelling, watch};
#[cfg(windows)]
pub use windows::{Signs, check_spelling, watch};
