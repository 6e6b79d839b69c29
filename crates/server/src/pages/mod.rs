//! What a browser gets: the contact's page, the widget, what the page asks before a chat, and the headers that guard
//! all of it.

mod address;

pub use self::address::{ClientAddress, Peer, WithPeer};
