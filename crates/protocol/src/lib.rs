//! The language of Konsil: what agents, contacts and the centre say to each other.
//!
//! [`domain`] is what the desktop knows: typed ids, the vocabulary of the contact centre, commands, and
//! what an agent sees of a case. [`wire`] is how our own server frames it; a contact's frames are types
//! of their own, so that nothing internal can slip into them.
//!
//! No I/O, no clock, no chance in this crate.

pub mod domain;
pub mod wire;
