//! `POST /v1/sign-in`, `/v1/refresh`, `/v1/sign-out`.

use std::{net::IpAddr, sync::Arc};

use super::{
    Accounts, NotSignedIn,
    attempts::Attempts,
    hashing::{Hashing, NotDone},
    password::Scratch,
};
use crate::{
    clock::Clock,
    metrics::{Metrics, SignInOutcome},
    pages::ClientAddress,
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use konsil_protocol::{
    domain::AgentId,
    wire::agent::{Refresh, SignIn, SignInRefused, SignedIn},
};
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

const MAX_BODY_BYTES: usize = 8 * 1024;

pub(super) struct Door {
    accounts: Arc<dyn Accounts>,
    clock: Arc<dyn Clock>,
    attempts: Attempts,
    hashing: Hashing,
    metrics: Metrics,
    /// There is one writer. Whoever waits for it does so here, and takes no thread from other work.
    writing: Mutex<()>,
}

impl Door {
    pub(super) fn new(accounts: Arc<dyn Accounts>, clock: Arc<dyn Clock>, hashing: Hashing, metrics: Metrics) -> Self {
        Self { accounts, clock, attempts: Attempts::default(), hashing, metrics, writing: Mutex::default() }
    }

    /// Who that is. Only what is looked at counts as a try; whoever has used up the tries while waiting is not looked
    /// at any more.
    fn recognise(
        &self,
        address: IpAddr,
        login: &str,
        password: &str,
        scratch: &mut Scratch,
    ) -> Result<AgentId, Refused> {
        self.attempts.count(address, login, self.clock.now()).map_err(too_many)?;
        let agent = self.accounts.candidate(login).map_err(NotSignedIn::from)?.recognised(password, scratch)?;
        self.attempts.give_back(address, login);
        Ok(agent)
    }

    /// Calls what waits for the disk.
    async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, NotSignedIn> + Send + 'static,
    ) -> Result<T, Refused> {
        let _turn = self.writing.lock().await;
        let door = Arc::clone(self);
        match tokio::task::spawn_blocking(move || work(&door)).await {
            Ok(result) => result.map_err(Refused::from),
            Err(error) => {
                tracing::error!(%error, "signing in broke off");
                Err(Refused::Unavailable)
            }
        }
    }
}

/// The routes for signing in.
pub fn router(accounts: Arc<dyn Accounts>, clock: Arc<dyn Clock>, metrics: Metrics) -> Router {
    routes(Door::new(accounts, clock, Hashing::default(), metrics))
}

pub(super) fn routes(door: Door) -> Router {
    Router::new()
        .route("/v1/sign-in", post(sign_in))
        .route("/v1/refresh", post(refresh))
        .route("/v1/sign-out", post(sign_out))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(Arc::new(door))
}

/// What a call is answered with instead of tokens.
enum Refused {
    Said(SignInRefused),
    /// The accounts could not be read or written. Said in the log, not to the caller.
    Unavailable,
}

impl From<SignInRefused> for Refused {
    fn from(refused: SignInRefused) -> Self {
        Self::Said(refused)
    }
}

impl From<NotSignedIn> for Refused {
    fn from(error: NotSignedIn) -> Self {
        match error {
            NotSignedIn::WrongLoginOrPassword => Self::Said(SignInRefused::WrongLoginOrPassword),
            NotSignedIn::Disabled => Self::Said(SignInRefused::Disabled),
            NotSignedIn::SignInAgain => Self::Said(SignInRefused::SignInAgain),
            NotSignedIn::Accounts(error) => {
                tracing::error!(%error, "signing in is not possible");
                Self::Unavailable
            }
        }
    }
}

impl Refused {
    fn outcome(&self) -> SignInOutcome {
        match self {
            Self::Unavailable => SignInOutcome::Failed,
            Self::Said(SignInRefused::WrongLoginOrPassword | SignInRefused::Disabled | SignInRefused::SignInAgain) => {
                SignInOutcome::Refused
            }
            Self::Said(SignInRefused::TooManyAttempts { .. }) => SignInOutcome::TooManyAttempts,
            Self::Said(SignInRefused::Busy { .. }) => SignInOutcome::Busy,
            Self::Said(SignInRefused::Malformed) => SignInOutcome::Malformed,
        }
    }
}

impl From<NotDone> for Refused {
    fn from(not_done: NotDone) -> Self {
        match not_done {
            NotDone::Busy { retry_after_ms } => Self::Said(SignInRefused::Busy { retry_after_ms }),
            NotDone::BrokeOff => Self::Unavailable,
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let refused = match self {
            Self::Said(refused) => refused,
            Self::Unavailable => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        };
        match refused {
            SignInRefused::WrongLoginOrPassword | SignInRefused::Disabled | SignInRefused::SignInAgain => {
                (StatusCode::UNAUTHORIZED, Json(refused)).into_response()
            }
            SignInRefused::TooManyAttempts { retry_after_ms } => {
                let seconds = retry_after_ms.div_ceil(1_000).to_string();
                (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds)], Json(refused)).into_response()
            }
            SignInRefused::Busy { retry_after_ms } => {
                let seconds = retry_after_ms.div_ceil(1_000).to_string();
                (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, seconds)], Json(refused)).into_response()
            }
            SignInRefused::Malformed => (StatusCode::BAD_REQUEST, Json(refused)).into_response(),
        }
    }
}

async fn sign_in(
    State(door): State<Arc<Door>>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<SignedIn>, Refused> {
    let done = let_in(&door, address, &headers, &body).await;
    door.metrics.signed_in(done.as_ref().err().map_or(SignInOutcome::Done, Refused::outcome));
    done.map(Json)
}

async fn let_in(door: &Arc<Door>, address: IpAddr, headers: &HeaderMap, body: &Bytes) -> Result<SignedIn, Refused> {
    let SignIn { login, password } = read(headers, body)?;
    door.attempts.check(address, &login, door.clock.now()).map_err(too_many)?;
    let looking = Arc::clone(door);
    let look = move |scratch: &mut Scratch| looking.recognise(address, &login, &password, scratch);
    let waits = door.metrics.sign_in_waits();
    let agent = door.hashing.run(look).await??;
    drop(waits);
    door.write(move |door| door.accounts.session_for(&agent, door.clock.now())).await
}

fn too_many(retry_after_ms: u64) -> SignInRefused {
    SignInRefused::TooManyAttempts { retry_after_ms }
}

async fn refresh(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> Result<Json<SignedIn>, Refused> {
    let Refresh { refresh } = read(&headers, &body)?;
    door.write(move |door| door.accounts.refresh(&refresh, door.clock.now())).await.map(Json)
}

/// Ends the session. Answers the same whether there was one or not.
async fn sign_out(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, Refused> {
    let Refresh { refresh } = read(&headers, &body)?;
    door.write(move |door| door.accounts.sign_out(&refresh).map_err(NotSignedIn::from)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads a JSON body. Only a desktop calls here, so no web page may: a body of another type, which a page of another
/// site could send unasked, is refused, and so is any origin but the desktop's own.
fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &Bytes) -> Result<T, SignInRefused> {
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
    let own = ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"];
    let from_desktop = headers.get(header::ORIGIN).is_none_or(|origin| own.iter().any(|own| origin == own));
    if !is_json || !from_desktop {
        return Err(SignInRefused::Malformed);
    }
    serde_json::from_slice(body).map_err(|_| SignInRefused::Malformed)
}
