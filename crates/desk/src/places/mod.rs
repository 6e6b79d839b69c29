//! Where chats are shown: torn-off windows, the window that the agent uses, the question before the end, the tour.

pub(crate) mod lesson;
pub(crate) mod notified;
pub(crate) mod parts;
pub(crate) mod quit;
pub(crate) mod tour;
pub(crate) mod windows;
