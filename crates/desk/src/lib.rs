//! The agent's workspace, pure: what stands in the windows, and why.
//!
//! Takes [`konsil_protocol::domain::WorkspaceEvent`]s and what the agent does ([`input::Input`]), gives
//! view models ([`view`]) and things to do. No I/O, no clock, no chance. It knows no rule of the centre: what an agent
//! may do arrives as `can` sets.

pub mod input;
pub mod phrases;
pub mod view;
pub mod window;

pub use window::WindowId;
