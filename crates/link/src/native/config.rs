//! What a connection to our own server needs to know.

use std::fmt;
use std::sync::Arc;

use super::dial::{Dial, Network};
use super::http::{Http, OverDial};

/// Where to connect, as whom, from which desktop.
#[derive(Clone)]
pub struct NativeConfig {
    /// As the agent typed it: `chat.example.org`, `https://…`, or `http://127.0.0.1:47800`.
    pub server: String,
    pub sign_in: SignInWith,
    /// Names this desktop installation, the same at each start: an id of at most 64 characters.
    pub device: String,
    /// How bytes get to the server. [`Network`] outside of simulations.
    pub dial: Arc<dyn Dial>,
    /// How signing in calls the server.
    pub http: Arc<dyn Http>,
    /// Where chance (back-off) comes from; `None` asks the system. Set in simulations, to have them again.
    pub seed: Option<u64>,
}

impl NativeConfig {
    pub fn new(server: impl Into<String>, sign_in: SignInWith, device: impl Into<String>) -> Self {
        let dial: Arc<dyn Dial> = Arc::new(Network::of_the_system());
        Self {
            server: server.into(),
            sign_in,
            device: device.into(),
            http: Arc::new(OverDial(dial.clone())),
            dial,
            seed: None,
        }
    }

    /// Everything over this network, signing in included.
    #[must_use]
    pub fn over(mut self, dial: Arc<dyn Dial>) -> Self {
        self.http = Arc::new(OverDial(dial.clone()));
        self.dial = dial;
        self
    }
}

/// How the agent proves who it is.
#[derive(Clone, PartialEq, Eq)]
pub enum SignInWith {
    /// By hand. The password is used once and forgotten; the session it gives is kept in the key store.
    Password { login: String, password: String },
    /// With the session kept from an earlier sign-in to this server.
    Stored,
}

impl fmt::Debug for SignInWith {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Password { .. } => "Password",
            Self::Stored => "Stored",
        })
    }
}

impl fmt::Debug for NativeConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativeConfig")
            .field("server", &self.server)
            .field("sign_in", &self.sign_in)
            .finish_non_exhaustive()
    }
}
