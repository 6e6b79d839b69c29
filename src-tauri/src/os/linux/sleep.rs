//! When the computer wakes up: the session manager says so. Where none does, the controller notices by its clock.

use futures_util::StreamExt as _;
use konsil_app::desk::SystemEvent;
use tauri::AppHandle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use zbus::{Connection, MatchRule, MessageStream, message};

use crate::controller;

const LOGIN: &str = "org.freedesktop.login1";

/// What the computer is about to do, or has just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sleep {
    Begins,
    Ends,
}

/// Returns at once.
pub fn watch(app: &AppHandle) {
    let (heard, mut inbox) = unbounded_channel();
    tauri::async_runtime::spawn(async move {
        let told = async { wakes(&Connection::system().await?, &heard).await };
        if let Err(error) = told.await {
            tracing::debug!("the session manager does not tell of sleep: {error}");
        }
    });
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        while let Some(sleep) = inbox.recv().await {
            match sleep {
                Sleep::Begins => tracing::info!("the computer falls asleep"),
                Sleep::Ends => controller::report(&app, SystemEvent::Woke),
            }
        }
    });
}

async fn wakes(bus: &Connection, heard: &UnboundedSender<Sleep>) -> zbus::Result<()> {
    let rule = MatchRule::builder().msg_type(message::Type::Signal).sender(LOGIN)?;
    let rule = rule.interface("org.freedesktop.login1.Manager")?.member("PrepareForSleep")?.build();
    let mut signals = MessageStream::for_match_rule(rule, bus, None).await?;
    while let Some(signal) = signals.next().await {
        let begins: bool = signal?.body().deserialize()?;
        let _ = heard.send(if begins { Sleep::Begins } else { Sleep::Ends });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use zbus::interface;
    use zbus::object_server::SignalEmitter;

    use super::super::test_bus::TestBus;
    use super::*;

    struct Manager;

    #[interface(name = "org.freedesktop.login1.Manager")]
    impl Manager {
        #[zbus(signal)]
        async fn prepare_for_sleep(emitter: &SignalEmitter<'_>, start: bool) -> zbus::Result<()>;
    }

    #[tokio::test]
    async fn the_session_manager_tells_when_a_sleep_begins_and_ends() {
        let path = "/org/freedesktop/login1";
        let bus = TestBus::start();
        let login = bus.builder().name(LOGIN).unwrap().serve_at(path, Manager).unwrap().build().await.unwrap();
        let us = bus.builder().build().await.unwrap();
        let (heard, mut inbox) = unbounded_channel();
        tokio::spawn(async move { wakes(&us, &heard).await });
        let manager = SignalEmitter::new(&login, path).unwrap();
        // Until it listens nothing is heard.
        let first = loop {
            Manager::prepare_for_sleep(&manager, true).await.unwrap();
            if let Ok(sleep) = tokio::time::timeout(Duration::from_millis(50), inbox.recv()).await {
                break sleep;
            }
        };
        assert_eq!(first, Some(Sleep::Begins));
        Manager::prepare_for_sleep(&manager, false).await.unwrap();
        while inbox.recv().await.unwrap() == Sleep::Begins {}
    }
}
