//! Names of people and queues, and the sanitising of strangers' text for places that the system draws.

pub(crate) mod names;
pub(crate) mod presence;
pub(crate) mod sanitize;
pub(crate) mod search;
pub(crate) mod who;
