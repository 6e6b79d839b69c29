//! Why there is no way to the server, where the errors of the system and of the libraries do not say it by themselves.

use std::io;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoWay {
    #[error("nobody knows this name")]
    NameUnknown,
    #[error("the proxy cannot be reached")]
    ProxyAway,
    #[error("proxies of this kind cannot be used")]
    ProxyOfAnotherKind,
    #[error("the proxy answered {status}")]
    ProxyRefuses { status: u16 },
    #[error("what answers there does not speak HTTP without encryption")]
    NotPlainHttp,
}

impl From<NoWay> for io::Error {
    fn from(why: NoWay) -> Self {
        Self::other(why)
    }
}
