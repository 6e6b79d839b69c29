//! What crosses the border of this crate: inputs, events, effects, views, settings. Data only.

pub mod causes;
pub mod effect;
pub mod event;
pub mod input;
pub mod moment;
pub mod phrases;
pub mod settings;
pub mod system;
pub mod view;
pub mod window;
