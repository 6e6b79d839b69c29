//! How the first version's programs read what a server sent them: their own types, as they were. **Frozen**: what is
//! changed here is no longer what lies on somebody's desk.

pub mod domain;
pub mod wire;
