//! When keyboard or pointer were used last. X11: the server's screen saver extension. GNOME (on Wayland, too): mutter's idle
//! monitor. Elsewhere: the session's `IdleHint`, which desktops set later than after a minute, but never too early.

use std::time::Duration;

use x11rb::connection::Connection as _;
use x11rb::protocol::screensaver::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use zbus::blocking::{Connection, Proxy, connection};

/// One that does not answer is one that is not there.
const PATIENCE: Duration = Duration::from_secs(5);

pub enum IdleClock {
    X11 { server: Box<RustConnection>, root: u32 },
    Mutter(Proxy<'static>),
    Session(Proxy<'static>),
}

impl IdleClock {
    /// The first that answers.
    pub fn open() -> Option<Self> {
        let openers: [fn() -> Option<Self>; 3] = [
            x11,
            || mutter(&with_patience(connection::Builder::session())?),
            || session(&with_patience(connection::Builder::system())?),
        ];
        openers.into_iter().filter_map(|open| open()).find_map(|mut clock| clock.rests_for().map(|_| clock))
    }

    pub fn rests_for(&mut self) -> Option<Duration> {
        match self {
            Self::X11 { server, root } => {
                let info = server.screensaver_query_info(*root).ok()?.reply().ok()?;
                Some(Duration::from_millis(u64::from(info.ms_since_user_input)))
            }
            Self::Mutter(monitor) => monitor.call("GetIdletime", &()).ok().map(Duration::from_millis),
            Self::Session(session) => {
                // Since when, nobody need know: a desktop gives the hint when it was long.
                let rests: bool = session.get_property("IdleHint").ok()?;
                Some(if rests { Duration::from_secs(3_600) } else { Duration::ZERO })
            }
        }
    }
}

/// Under Wayland an X server knows only of the keys of its own windows.
fn x11() -> Option<IdleClock> {
    if std::env::var_os("WAYLAND_DISPLAY").is_some() {
        return None;
    }
    let (server, screen) = x11rb::connect(None).ok()?;
    let root = server.setup().roots.get(screen)?.root;
    Some(IdleClock::X11 { server: Box::new(server), root })
}

fn mutter(bus: &Connection) -> Option<IdleClock> {
    let (name, path) = ("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core");
    Proxy::new(bus, name, path, name).ok().map(IdleClock::Mutter)
}

fn session(bus: &Connection) -> Option<IdleClock> {
    let (name, path) = ("org.freedesktop.login1", "/org/freedesktop/login1/session/auto");
    Proxy::new(bus, name, path, "org.freedesktop.login1.Session").ok().map(IdleClock::Session)
}

fn with_patience(bus: zbus::Result<connection::Builder<'_>>) -> Option<Connection> {
    bus.ok()?.method_timeout(PATIENCE).build().ok()
}

#[cfg(test)]
mod tests {
    use zbus::interface;

    use super::super::test_bus::TestBus;
    use super::*;

    struct Monitor;

    #[interface(name = "org.gnome.Mutter.IdleMonitor")]
    impl Monitor {
        fn get_idletime(&self) -> u64 {
            61_000
        }
    }

    struct Session;

    #[interface(name = "org.freedesktop.login1.Session")]
    impl Session {
        #[zbus(property)]
        fn idle_hint(&self) -> bool {
            false
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn mutter_and_the_session_manager_say_how_long_the_computer_rests() {
        let bus = TestBus::start();
        let served = bus.builder().name("org.gnome.Mutter.IdleMonitor").unwrap();
        let served = served.serve_at("/org/gnome/Mutter/IdleMonitor/Core", Monitor).unwrap();
        let served = served.name("org.freedesktop.login1").unwrap();
        let _served = served.serve_at("/org/freedesktop/login1/session/auto", Session).unwrap().build().await.unwrap();
        let address = bus.address.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let us = with_patience(connection::Builder::address(address.as_str())).unwrap();
            (mutter(&us).unwrap().rests_for(), session(&us).unwrap().rests_for())
        });
        assert_eq!(asked.await.unwrap(), (Some(Duration::from_secs(61)), Some(Duration::ZERO)));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn where_nobody_answers_nothing_is_said() {
        let bus = TestBus::start();
        let address = bus.address.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let us = with_patience(connection::Builder::address(address.as_str())).unwrap();
            (mutter(&us).and_then(|mut it| it.rests_for()), session(&us).and_then(|mut it| it.rests_for()))
        });
        assert_eq!(asked.await.unwrap(), (None, None));
    }
}
