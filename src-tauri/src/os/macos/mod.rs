//! macOS: the dock, and what the system reports by itself. Written against the sources of the `objc2` crates and
//! kept small: those who work on Linux review it, they cannot run it.

mod attention;
mod clipboard;
mod idle;
mod notices;
mod spelling;

pub use attention::Signs;
pub use clipboard::clipboard_text;
pub use idle::IdleClock;
pub use notices::watch;
pub use spelling::check_spelling;
