//! What several crates' tests share: people of a story over the real server and sockets.

pub mod e2e;
pub mod story;
