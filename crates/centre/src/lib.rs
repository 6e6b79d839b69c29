//! The rules of the contact centre, pure: who may do what, what follows from it, who sees it.
//!
//! The unit of decision is the **case** ([`Case`]): one contact's interaction with its consultations,
//! participants and open invitations. [`decide`] looks at a case, the seats of the agents and a command and says what
//! happens, as events; [`evolve`] makes the next case of them. Nothing here does I/O, reads a clock or draws a
//! random number: a [`Moment`] is passed in, [`deadlines`] are returned.

mod case;
mod counts;
mod decide;
mod event;
mod evolve;
mod invitation;
mod pool;
mod roster;
mod routing;
mod rules;
mod seat;
mod see;
mod shared;
mod signal;
mod stored;
mod view;
mod waiting_time;

#[cfg(test)]
mod stories;

pub use case::*;
pub use counts::Counts;
pub use decide::*;
pub use event::*;
pub use evolve::*;
pub use invitation::*;
pub use pool::*;
pub use roster::Roster;
pub use routing::{InLine, Routing};
pub use rules::*;
pub use seat::*;
pub use see::*;
pub use shared::Shared;
pub use signal::*;
pub use view::*;
pub use waiting_time::{Pace, places};
