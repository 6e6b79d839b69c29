//! `POST /v1/sign-in`, `/v1/refresh`, `/v1/sign-out`.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

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
use tokio::sync::Semaphore;

use super::{Accounts, NotSignedIn, attempts::Attempts};
use crate::{clock::Clock, pages::ClientAddress};

const MAX_BODY_BYTES: usize = 8 * 1024;
/// Passwords compared at the same time: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;
/// Passwords that may wait for their turn.
const MAX_WAITING: usize = 64;

struct Door {
    accounts: Arc<dyn Accounts>,
    clock: Arc<dyn Clock>,
    attempts: Attempts,
    turns: Semaphore,
    waiting: AtomicUsize,
}

/// The routes for signing in.
pub fn router(accounts: Arc<dyn Accounts>, clock: Arc<dyn Clock>) -> Router {
    let door = Door {
        accounts,
        clock,
        attempts: Attempts::default(),
        turns: Semaphore::new(AT_ONCE),
        waiting: AtomicUsize::new(0),
    };
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
    let retry = |retry_after_ms| SignInRefused::TooManyAttempts { retry_after_ms };
    door.attempts.count(address, &login, door.clock.now()).map_err(retry)?;
    let _turn = {
        let _waits = Waits::begin(&door.waiting).ok_or(retry(2_000))?;
        door.turns.acquire().await.map_err(|_| Refused::Unavailable)?
    };
    let signed_in = {
        let (door, login) = (Arc::clone(&door), login.clone());
        blocking(move || door.accounts.sign_in(&login, &password, door.clock.now())).await?
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

/// One of those who wait for their turn.
struct Waits<'a>(&'a AtomicUsize);

impl<'a> Waits<'a> {
    fn begin(waiting: &'a AtomicUsize) -> Option<Self> {
        let waits = Self(waiting);
        (waiting.fetch_add(1, Ordering::Relaxed) < MAX_WAITING).then_some(waits)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
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
