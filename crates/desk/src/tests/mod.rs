//! The workspace, told as stories: who does what, and what stands in the window then.

mod agents;
mod attention;
mod capabilities;
mod chat;
mod do_not_disturb;
mod list;
mod next_chat;
mod others;
mod page;
mod parties;
mod quit;
mod reminder;
mod same;
mod session;
mod settings;
mod signs;
mod size;
mod targets;
mod texts;
mod titles;
mod tour;
mod tray;
mod uncertain;
mod windows;
mod world;
