//! The workspace, told as stories: who does what, and what stands in the window then.

mod chat;
mod list;
mod page;
mod same;
mod session;
mod size;
mod targets;
mod texts;
mod tour;
mod windows;
mod world;
