//! What differs from system to system: one folder each, all with the same names. No rule lives here.
//!
//! The parts that call nothing of their system are also built into the tests of the others: which calls are made, in
//! which order and with what, is asserted everywhere.

mod attention;
mod clipboard;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

#[cfg(any(target_os = "macos", test))]
#[path = "macos/dock.rs"]
mod dock;
#[cfg(any(windows, test))]
#[path = "windows/flashing.rs"]
mod flashing;
#[cfg(any(windows, test))]
#[path = "windows/number.rs"]
mod number;
#[cfg(any(windows, test))]
#[path = "windows/presence.rs"]
mod presence;
#[cfg(any(windows, test))]
#[path = "windows/utf16.rs"]
mod utf16;

pub use attention::{Attention, Reactions};
pub use clipboard::ClipboardFault;
#[cfg(target_os = "linux")]
pub use linux::{IdleClock, NotLearned, Signs, check_spelling, clipboard_text, learn_word, watch, watch_texts};
#[cfg(target_os = "macos")]
pub use macos::{IdleClock, Signs, check_spelling, clipboard_text, watch};
#[cfg(windows)]
pub use windows::{IdleClock, Signs, check_spelling, clipboard_text, watch};
