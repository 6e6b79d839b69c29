//! The desktop without a window: a recorded shell, and a scripted backend or the real practice centre.

mod call_log;
mod favourites;
mod former;
mod full_disk;
mod main_job;
mod outage;
mod practice;
mod sessions;
mod signs;
mod stage;
mod windows;
