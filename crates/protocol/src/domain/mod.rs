//! The contact centre's vocabulary, free of any transport.

mod case_view;
mod command;
mod directory;
mod entry;
mod former;
mod ids;
mod limits;
mod listing;
mod party;
mod reason;
mod refusal;
mod status;
mod target;
mod unknown;
mod vocabulary;
mod workspace;

pub use case_view::*;
pub use command::*;
pub use directory::*;
pub use entry::*;
pub use former::*;
pub use ids::*;
pub use limits::*;
pub use listing::*;
pub use party::*;
pub use reason::*;
pub use refusal::*;
pub use status::*;
pub use target::*;
pub(crate) use unknown::{if_known, known};
pub use vocabulary::*;
pub use workspace::*;
