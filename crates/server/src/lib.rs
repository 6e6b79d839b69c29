//! The contact centre's server: sockets, store, accounts, the contact's page.

pub mod accounts;
pub mod centre_file;
pub mod clock;
pub mod limits;
pub mod pages;
pub mod tls;
