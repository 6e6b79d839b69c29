//! The address of the client of a request: the other end of the connection, or what the proxy in front says.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, connect_info::Connected},
    http::request::Parts,
    serve::{IncomingStream, Listener},
};

/// The other end of a connection. Serve with [`WithPeer`] and
/// `router.into_make_service_with_connect_info::<Peer>()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// A listener that passes on to the router who has connected.
#[derive(Debug)]
pub struct WithPeer<L>(pub L);

impl<L: Listener<Addr = SocketAddr>> Listener for WithPeer<L> {
    type Io = L::Io;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        self.0.accept().await
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl<L: Listener<Addr = SocketAddr>> Connected<IncomingStream<'_, WithPeer<L>>> for Peer {
    fn connect_info(stream: IncomingStream<'_, WithPeer<L>>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// Stands in the request's extensions when the operator has said that a proxy of theirs is in front.
#[derive(Debug, Clone, Copy)]
pub(super) struct BehindProxy;

/// The address of a client, for limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

impl ClientAddress {
    fn of(parts: &Parts) -> Self {
        if parts.extensions.get::<BehindProxy>().is_some() {
            // The last entry is the proxy's own; whatever is before it could be made up by the client.
            let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
            let last = forwarded.and_then(|value| value.to_str().ok()).and_then(|list| list.rsplit(',').next());
            if let Some(address) = last.and_then(|address| address.trim().parse().ok()) {
                return Self(address);
            }
        }
        let peer = parts.extensions.get::<ConnectInfo<Peer>>();
        Self(peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(Peer(address))| address.ip().to_canonical()))
    }
}
