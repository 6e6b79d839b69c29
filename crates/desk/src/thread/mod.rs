//! One conversation: its entries, my own texts on their way, and how each line reads.

pub(crate) mod find;
pub(crate) mod line;
pub(crate) mod local;
pub(crate) mod log;
pub(crate) mod outcome;
pub(crate) mod preview;
pub(crate) mod repeats;
pub(crate) mod reply_tracker;
