//! What is derived from the state for those who look: the case as an agent may see it, the agent's own page, the
//! contact's state, the colleagues and the queues.

mod case;
mod people;

pub use case::{case_view, unanswered_since};
pub use people::{contact_state, directory, doing, listing, me, waiting_chat};
pub(crate) use people::{count, is_signed_in};
