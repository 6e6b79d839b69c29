//! When the operator, or the system, wants the server to stop; and, where there is a signal for it, to read its centre file
//! again.

use std::io;

/// Wishes to stop. From when it is made, none is missed, and none ends the program by itself.
pub struct Wishes(system::Signals);

impl Wishes {
    /// Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the system does not let this program receive signals.
    pub fn listen() -> io::Result<Self> {
        system::Signals::listen().map(Self)
    }

    /// Resolves at the first wish to stop. A second one ends the program at once.
    pub async fn first(mut self) {
        self.0.next().await;
        tracing::info!("stopping; once more ends it at once");
        tokio::spawn(async move {
            self.0.next().await;
            std::process::exit(1);
        });
    }
}

/// Wishes that the centre file be read again. Windows has no signal for it: there is only the command.
pub struct ReloadWishes(system::Reloads);

impl ReloadWishes {
    /// Must be called within a tokio runtime. From then on the signal ends the program no more.
    ///
    /// # Errors
    /// When the system does not let this program receive signals.
    pub fn listen() -> io::Result<Self> {
        system::Reloads::listen().map(Self)
    }

    /// Resolves at the next wish.
    pub async fn next(&mut self) {
        self.0.next().await;
    }
}

#[cfg(unix)]
mod system {
    use std::io;

    use tokio::signal::unix::{Signal, SignalKind, signal};

    pub struct Signals {
        terminate: Signal,
        interrupt: Signal,
    }

    impl Signals {
        pub fn listen() -> io::Result<Self> {
            Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
        }

        pub async fn next(&mut self) {
            tokio::select! {
                _ = self.terminate.recv() => {}
                _ = self.interrupt.recv() => {}
            }
        }
    }

    pub struct Reloads(Signal);

    impl Reloads {
        pub fn listen() -> io::Result<Self> {
            signal(SignalKind::hangup()).map(Self)
        }

        pub async fn next(&mut self) {
            self.0.recv().await;
        }
    }
}

#[cfg(windows)]
mod system {
    use std::io;

    use tokio::signal::windows::{CtrlC, CtrlShutdown, ctrl_c, ctrl_shutdown};

    pub struct Signals {
        ctrl_c: CtrlC,
        shutdown: CtrlShutdown,
    }

    impl Signals {
        pub fn listen() -> io::Result<Self> {
            Ok(Self { ctrl_c: ctrl_c()?, shutdown: ctrl_shutdown()? })
        }

        pub async fn next(&mut self) {
            tokio::select! {
                _ = self.ctrl_c.recv() => {}
                _ = self.shutdown.recv() => {}
            }
        }
    }

    pub struct Reloads;

    impl Reloads {
        #[allow(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
        pub fn listen() -> io::Result<Self> {
            Ok(Self)
        }

        pub async fn next(&mut self) {
            std::future::pending::<()>().await;
        }
    }
}
