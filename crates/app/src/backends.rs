//! Where a session with a server comes from. The tests put a script in its place.

use konsil_link::native::{self, NativeConfig, SignInWith};
use konsil_link::{Backend, Keys, LocalStore};

/// Starts backends.
pub trait Backends: Send + 'static {
    /// A session with this server; its answers come as events. `device` names this desktop.
    fn start(&mut self, server: &str, sign_in: SignInWith, device: &str, store: LocalStore) -> Backend;

    /// Where the secrets of such sessions are kept.
    fn keys(&self) -> Keys;
}

/// Our own server, over the network.
#[derive(Debug, Default)]
pub struct Native;

impl Backends for Native {
    fn start(&mut self, server: &str, sign_in: SignInWith, device: &str, store: LocalStore) -> Backend {
        native::start(NativeConfig::new(server, sign_in, device), store)
    }

    fn keys(&self) -> Keys {
        Keys::System
    }
}
