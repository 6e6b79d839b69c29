//! The contact centre's vocabulary, free of any transport.

mod case_view;
mod command;
mod directory;
mod entry;
mod ids;
mod refusal;
mod vocabulary;

pub use case_view::*;
pub use command::*;
pub use directory::*;
pub use entry::*;
pub use ids::*;
pub use refusal::*;
pub use vocabulary::*;
