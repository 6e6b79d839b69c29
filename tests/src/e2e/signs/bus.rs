//! The private session bus.

use zbus::Connection;
use zbus::connection::Builder;

/// A connection to the bus at this address.
pub async fn connect(address: &str) -> Connection {
    let builder = Builder::address(address).expect("the bus has an address");
    builder.build().await.expect("the bus takes a connection")
}
