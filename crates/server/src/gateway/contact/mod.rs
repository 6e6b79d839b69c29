//! A contact's socket, `/v1/contact`. Nothing internal passes here: the frames have no place for it.

mod record;
mod refusals;
mod session;
mod start;

use std::net::IpAddr;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use konsil_protocol::wire::CLOSE_RESYNC;
use tokio::sync::OwnedSemaphorePermit;

use super::{
    origin,
    socket::Upgrade,
    wire::{CLOSE_AWAY, Over, Wire},
};
use crate::{commit::Who, hub::ContactLine, metrics::Side, pages::ClientAddress, state::AppState};
use session::ContactSession;

/// A page that is gone for less than this is not called interrupted: it was reloaded.
const RELOAD_MS: u64 = 2_000;

pub(super) async fn upgrade(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    upgrade: Upgrade,
) -> Response {
    if !origin::contact_may(&headers) {
        return (StatusCode::FORBIDDEN, "this socket is for this server's own page").into_response();
    }
    let Some(open) = state.gate.sockets.open(address) else {
        return (StatusCode::TOO_MANY_REQUESTS, "too many connections from this address").into_response();
    };
    let Some(stranger) = state.gate.stranger() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "too many connections that say nothing").into_response();
    };
    upgrade.on_upgrade(move |socket| async move {
        let _open = open;
        let mut wire = Wire::new(socket, Side::Contact, state.metrics.clone());
        let over = converse(&state, &mut wire, address, stranger).await;
        wire.finish(over).await;
    })
}

async fn converse(state: &AppState, wire: &mut Wire, address: IpAddr, stranger: OwnedSemaphorePermit) -> Over {
    let started = tokio::select! {
        started = start::start(state, wire, address) => started,
        () = state.stopped() => return Over::Close(CLOSE_AWAY),
    };
    let started = match started {
        Ok(started) => started,
        Err(over) => return over,
    };
    drop(stranger);
    let _open = state.metrics.socket(Side::Contact);
    let case = started.case.clone();
    let socket = state.hub.fresh_socket();
    tracing::debug!(%case, socket, "a contact's page is connected");
    let ContactLine { notices, end } = state.hub.presence.connect_contact(&case, socket);
    // If it cannot be stored now that the contact is back, the loop looks again by itself.
    let _ = state.jobs.reconcile_now(Who::Contact(case.clone())).await;
    let mut session = ContactSession::new(state, wire, address, started, notices);
    let over = tokio::select! {
        biased;
        _ = end => Over::Close(CLOSE_RESYNC),
        () = state.stopped() => Over::Close(CLOSE_AWAY),
        over = session.run() => over,
    };
    tracing::debug!(%case, socket, ?over, "a contact's page is disconnected");
    state.hub.presence.disconnect_contact(&case, socket);
    state.jobs.reconcile_at(Who::Contact(case), state.clock.now().plus_ms(RELOAD_MS)).await;
    over
}
