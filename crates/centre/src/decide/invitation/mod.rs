//! An invitation's life: offered, then accepted, declined, expired or withdrawn. The first committed event wins, and
//! whoever answers too late learns what happened.
//!
//! `open` and `close` know no rule of what is asked for; `accept` uses the rules of consultations, conferences
//! and transfers and calls them.

pub(super) mod accept;
pub(super) mod close;
pub(super) mod open;
