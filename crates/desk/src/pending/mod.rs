//! Commands that wait for an answer: what is permitted, what is sent, and what follows from the answer.

pub(crate) mod answered;
pub(crate) mod commands;
pub(crate) mod ended;
pub(crate) mod favourites;
pub(crate) mod kept;
pub(crate) mod permitted;
pub(crate) mod refusal;
pub(crate) mod sending;
pub(crate) mod targets;
pub(crate) mod work;
pub(crate) mod workspace;
