//! Commands that wait for their answer.

pub(crate) mod acts;
