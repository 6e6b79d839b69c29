//! One conversation: its entries, my own texts on their way, and how each line reads.

pub(crate) mod heard;
pub(crate) mod line;
pub(crate) mod log;
