//! Proves to the server who we are: signs in, and renews what that gave. The refresh token is kept in the key store,
//! the access token in memory only; neither is ever logged.

use std::sync::Arc;
use std::time::Duration;

use konsil_protocol::domain::{OfflineCause, SignInNeeded};
use konsil_protocol::wire::agent::{Refresh, SignIn, SignedIn};
use serde::Serialize;
use tokio::time::Instant;

use super::address::Address;
use super::config::SignInWith;
use super::http::Http;
use super::verdict;
use crate::line::Verdict;
use crate::store::{LocalStore, StoreError};

/// An access token with less than this is not used for a new connection.
const STILL_GOOD_FOR: Duration = Duration::from_secs(10);

/// Calls the server for tokens and keeps the session; cheap to clone, so that calls can run beside the connection.
#[derive(Clone)]
pub(super) struct AuthClient {
    pub http: Arc<dyn Http>,
    pub address: Address,
    pub store: LocalStore,
}

pub(super) struct Tokens {
    access: Option<Access>,
    /// As in the key store; kept here too, so that a key store that fails costs the session only at the next start.
    refresh: Option<String>,
    by_hand: Option<(String, String)>,
}

struct Access {
    token: String,
    renew_at: Instant,
    good_until: Instant,
}

/// Where the next access token comes from.
pub(super) enum TokenSource {
    Ready(String),
    ByHand {
        login: String,
        password: String,
    },
    Refresh {
        token: String,
    },
    /// The key store may have a refresh token.
    FromStore,
}

impl Tokens {
    pub(super) fn new(sign_in: &SignInWith) -> Self {
        let by_hand = match sign_in {
            SignInWith::Password { login, password } => Some((login.clone(), password.clone())),
            SignInWith::Stored => None,
        };
        Self { access: None, refresh: None, by_hand }
    }

    pub(super) fn source(&self, now: Instant) -> TokenSource {
        match (&self.access, &self.by_hand, &self.refresh) {
            (Some(access), _, _) if access.good_until > now + STILL_GOOD_FOR => {
                TokenSource::Ready(access.token.clone())
            }
            (_, Some((login, password)), _) => TokenSource::ByHand { login: login.clone(), password: password.clone() },
            (_, None, Some(token)) => TokenSource::Refresh { token: token.clone() },
            (_, None, None) => TokenSource::FromStore,
        }
    }

    pub(super) fn refresh(&self) -> Option<String> {
        self.refresh.clone()
    }

    pub(super) fn has_refresh(&mut self, token: String) {
        self.refresh = Some(token);
    }

    pub(super) fn got(&mut self, signed_in: &SignedIn, now: Instant) {
        let lifetime = Duration::from_millis(signed_in.access_expires_in_ms);
        self.access = Some(Access {
            token: signed_in.access.clone(),
            renew_at: now + lifetime.mul_f64(0.75),
            good_until: now + lifetime,
        });
        self.refresh = Some(signed_in.refresh.clone());
        self.by_hand = None;
    }

    /// The server does not take it any more.
    pub(super) fn drop_access(&mut self) {
        self.access = None;
    }

    /// Nothing of this session is good any more.
    pub(super) fn drop_all(&mut self) {
        self.access = None;
        self.refresh = None;
    }

    /// Renewal did not work: once more, later, while the token is still good.
    pub(super) fn renew_later(&mut self, at: Instant) {
        if let Some(access) = &mut self.access {
            access.renew_at = at;
        }
    }

    pub(super) fn renew_at(&self) -> Option<Instant> {
        self.access.as_ref().map(|access| access.renew_at)
    }
}

impl AuthClient {
    pub(super) async fn sign_in(self, login: String, password: String) -> Result<SignedIn, Verdict> {
        self.call("/v1/sign-in", &SignIn { login, password }).await
    }

    pub(super) async fn refresh(self, token: String) -> Result<SignedIn, Verdict> {
        self.call("/v1/refresh", &Refresh { refresh: token }).await.map_err(|verdict| match verdict {
            // Nobody is typing passwords here: it is tried again by itself.
            Verdict::SignIn(SignInNeeded::TooManyAttempts { retry_after_ms }) => {
                Verdict::Retry { cause: OfflineCause::Unreachable, after: Some(Duration::from_millis(retry_after_ms)) }
            }
            Verdict::SignIn(SignInNeeded::WrongLoginOrPassword) => Verdict::SignIn(SignInNeeded::SessionEnded),
            other @ (Verdict::SignIn(_) | Verdict::Retry { .. } | Verdict::Again | Verdict::Elsewhere) => other,
        })
    }

    /// The new refresh token is in the key store before anything new is used: the old one dies with that use.
    async fn call(&self, path: &str, body: &(impl Serialize + Sync)) -> Result<SignedIn, Verdict> {
        let json = serde_json::to_vec(body).map_err(|_| Verdict::FAULT)?;
        let answer = self.http.post(&self.address, path, json).await.map_err(|error| {
            tracing::debug!(%error, path, "no answer");
            verdict::of_error(error.as_ref())
        })?;
        if answer.status != 200 {
            tracing::info!(status = answer.status, path, "not signed in");
            let after = verdict::retry_after(answer.retry_after.as_deref());
            return Err(verdict::of_sign_in(answer.status, verdict::refused(&answer.body), after));
        }
        let signed_in: SignedIn = serde_json::from_slice(&answer.body).map_err(|_| {
            tracing::info!(path, "something else answers in the server's place");
            verdict::of_stranger(answer.status, None)
        })?;
        let (origin, refresh) = (self.address.origin().to_owned(), signed_in.refresh.clone());
        if let Err(error) = self.keys(move |store| store.set_session(&origin, &refresh)).await {
            tracing::warn!(%error, "the session could not be kept: the next start needs a sign-in");
        }
        Ok(signed_in)
    }

    pub(super) async fn stored(&self) -> Option<String> {
        let origin = self.address.origin().to_owned();
        match self.keys(move |store| store.session(&origin)).await {
            Ok(token) => token,
            Err(error) => {
                tracing::warn!(%error, "the stored session cannot be read");
                None
            }
        }
    }

    pub(super) async fn forget(&self) {
        let origin = self.address.origin().to_owned();
        if let Err(error) = self.keys(move |store| store.forget_session(&origin)).await {
            tracing::warn!(%error, "the stored session could not be deleted");
        }
    }

    /// The system's key store may show a dialog and take its time.
    async fn keys<T: Send + 'static>(
        &self,
        work: impl FnOnce(&LocalStore) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        if !self.store.keys_may_block() {
            return work(&self.store);
        }
        let store = self.store.clone();
        match tokio::task::spawn_blocking(move || work(&store)).await {
            Ok(result) => result,
            Err(_) => Err(StoreError::Sealed),
        }
    }
}
