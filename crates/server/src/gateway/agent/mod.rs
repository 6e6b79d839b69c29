//! An agent's socket, `/v1/agent`.

mod around;
mod drawn;
mod hello;
mod logs;
mod session;
mod telling;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use konsil_protocol::wire::{CLOSE_RESYNC, CLOSE_SIGN_IN, CLOSE_TAKEN_OVER};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::{
    origin,
    socket::Upgrade,
    wire::{CLOSE_AWAY, CLOSE_TRY_AGAIN, Over, Wire},
};
use crate::{commit::Who, hub::AgentLine, metrics::Side, state::AppState};
use hello::Greeted;
use session::AgentSession;

pub(super) async fn upgrade(State(state): State<AppState>, headers: HeaderMap, upgrade: Upgrade) -> Response {
    if !origin::agent_may(&headers) {
        return (StatusCode::FORBIDDEN, "this socket is for the desktop").into_response();
    }
    let Some(stranger) = state.gate.stranger() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "too many connections that say nothing").into_response();
    };
    upgrade.on_upgrade(move |socket| async move {
        let mut wire = Wire::new(socket, Side::Agent, state.metrics.clone());
        let over = converse(&state, &mut wire, stranger).await;
        wire.finish(over).await;
    })
}

async fn converse(state: &AppState, wire: &mut Wire, stranger: OwnedSemaphorePermit) -> Over {
    let socket = state.hub.fresh_socket();
    let greeted = tokio::select! {
        greeted = hello::hello(state, wire, socket) => greeted,
        () = state.stopped() => return Over::Close(CLOSE_AWAY),
    };
    let Greeted { agent, token, expires, names, line: AgentLine { notices, stirred, end } } = match greeted {
        Ok(greeted) => greeted,
        Err(over) => return over,
    };
    drop(stranger);
    let _open = state.metrics.socket(Side::Agent);
    tracing::info!(%agent, socket, version = wire.version(), "an agent's desktop is connected");
    let over = if state.jobs.reconcile_now(Who::Agent(agent.clone())).await.is_ok() {
        let mut session = AgentSession::new(state, wire, agent.clone(), (token, expires), notices, stirred);
        tokio::select! {
            biased;
            over = ended(end) => over,
            () = state.stopped() => Over::Close(CLOSE_AWAY),
            over = session.run(names) => over,
        }
    } else if state.hub.centre().rules.agents.contains_key(&agent) {
        Over::Close(CLOSE_TRY_AGAIN)
    } else {
        // Taken out of the centre file just now.
        Over::Close(CLOSE_SIGN_IN)
    };
    tracing::info!(%agent, socket, ?over, "an agent's desktop is disconnected");
    if state.hub.presence.unseat(&agent, socket) {
        state.jobs.reconcile_at(Who::Agent(agent), state.clock.now()).await;
    }
    over
}

async fn ended(end: oneshot::Receiver<()>) -> Over {
    match end.await {
        Ok(()) => Over::Close(CLOSE_TAKEN_OVER),
        Err(_) => Over::Close(CLOSE_RESYNC),
    }
}
