//! Windows: the calls into the system that neither the windowing library nor the webview makes.

mod attention;
mod badge;
mod idle;
mod session;
mod spelling;

pub use attention::Signs;
pub use idle::IdleClock;
pub use session::watch;
pub use spelling::check_spelling;
