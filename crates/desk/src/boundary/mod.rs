//! What crosses the border of this crate: inputs, events of the system, effects, views, settings. Data only.

pub mod effect;
pub mod input;
pub mod moment;
pub mod phrases;
pub mod settings;
pub mod system;
pub mod view;
pub mod window;
