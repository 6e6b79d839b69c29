//! The contact centre's server: sockets, store, accounts, the contact's page.

pub mod accounts;
pub mod centre_file;
