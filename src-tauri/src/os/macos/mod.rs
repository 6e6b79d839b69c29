//! macOS: the dock, and the notice that the screen is locked. Written against the sources of the `objc2` crates and
//! kept small: those who work on Linux review it, they cannot run it.

mod attention;
mod lock;
mod spelling;

pub use attention::Signs;
pub use lock::watch;
pub use spelling::check_spelling;
