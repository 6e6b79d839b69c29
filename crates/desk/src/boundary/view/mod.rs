//! View models: what a window draws. Keys and arguments, no prose. Times are absolute; the window counts.

mod attention;
mod case;
mod lines;
mod list;
mod phrase;
mod settings;
mod stage;
mod targets;
mod team;
mod transcript;
mod update;
mod waiting;

pub use attention::*;
pub use case::*;
pub use lines::*;
pub use list::*;
pub use phrase::*;
pub use settings::*;
pub use stage::*;
pub use targets::*;
pub use team::*;
pub use transcript::*;
pub use update::*;
pub use waiting::*;
