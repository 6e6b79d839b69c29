//! `POST /v1/sign-in`, `/v1/refresh`, `/v1/sign-out`.

use std::sync::Arc;

use super::{Accounts, NotSignedIn, attempts::Attempts, queue::Queue};
use crate::{clock::Clock, pages::ClientAddress};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use konsil_protocol::wire::agent::{Refresh, SignIn, SignInRefused, SignedIn};
use serde::de::DeserializeOwned;

const MAX_BODY_BYTES: usize = 8 * 1024;

struct Door {
    accounts: Arc<dyn Accounts>,
    clock: Arc<dyn Clock>,
    attempts: Attempts,
    queue: Queue,
}

/// The routes for signing in.
pub fn router(accounts: Arc<dyn Accounts>, clock: Arc<dyn Clock>) -> Router {
    let door = Door { accounts, clock, attempts: Attempts::default(), queue: Queue::default() };
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
    let SignIn { login, password } = read(&headers, &body)?;
    let too_many = |retry_after_ms| SignInRefused::TooManyAttempts { retry_after_ms };
    door.attempts.check(address, &login, door.clock.now()).map_err(too_many)?;
    let turn = door.queue.wait().await.map_err(|retry_after_ms| SignInRefused::Busy { retry_after_ms })?;
    // Only what is looked at counts as a try. Whoever has used up the tries while waiting is not looked at any more.
    door.attempts.count(address, &login, door.clock.now()).map_err(too_many)?;
    let signed_in = {
        let (door, login) = (Arc::clone(&door), login.clone());
        blocking(move || turn.take(|| door.accounts.sign_in(&login, &password, door.clock.now()))).await?
    };
    door.attempts.give_back(address, &login);
    Ok(Json(signed_in))
}

async fn refresh(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> Result<Json<SignedIn>, Refused> {
    let Refresh { refresh } = read(&headers, &body)?;
    blocking(move || door.accounts.refresh(&refresh, door.clock.now())).await.map(Json)
}

/// Ends the session. Answers the same whether there was one or not.
async fn sign_out(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, Refused> {
    let Refresh { refresh } = read(&headers, &body)?;
    blocking(move || door.accounts.sign_out(&refresh).map_err(NotSignedIn::from)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, NotSignedIn> + Send + 'static,
) -> Result<T, Refused> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(Refused::from),
        Err(error) => {
            tracing::error!(%error, "signing in broke off");
            Err(Refused::Unavailable)
        }
    }
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
