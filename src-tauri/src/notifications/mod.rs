//! Notifications of the system. A thread of their own owns all that stand: showing one may wait for another program,
//! and neither the controller nor the event loop may.

mod board;
#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(target_os = "macos", path = "macos.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod native;
mod text;
#[cfg(any(windows, test))]
mod toast;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use konsil_app::desk::{NotificationAnswer, NotificationMeans};
use konsil_app::{ControllerHandle, ShownNotification};
use konsil_protocol::domain::CaseId;
use tauri::{AppHandle, Manager as _};

use self::board::{Board, Server, Told};
use crate::means as all_means;

/// A server may have to be started by the question.
const ASKING: Duration = Duration::from_secs(10);
/// On the way out nobody waits longer for what shows notifications.
const PARTING: Duration = Duration::from_secs(1);

enum Wish<E> {
    Show(ShownNotification),
    Withdraw(CaseId),
    Means(Sender<NotificationMeans>),
    WithdrawAll(Sender<()>),
    Heard(E),
}

/// All notifications of the program; clones reach the same ones.
#[derive(Clone)]
pub struct Notifications {
    wishes: Sender<Wish<<native::Desktop as Server>::Event>>,
}

impl Notifications {
    /// Answers go to the controller, as soon as it is there.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn start(app: &AppHandle) -> std::io::Result<Self> {
        let (wishes, inbox) = channel();
        let ears = wishes.clone();
        let heard = move |event| ears.send(Wish::Heard(event)).is_ok();
        let config = app.config();
        let name = config.product_name.clone().unwrap_or_default();
        let desktop = native::Desktop::new(name, config.identifier.clone(), heard);
        let app = app.clone();
        let tell = move |told| match told {
            Told::Event(event) => {
                if let Some(controller) = app.try_state::<ControllerHandle>() {
                    controller.system(event);
                }
            }
            Told::OtherMeans => all_means::report(&app),
        };
        let board = Board::new(desktop, tell);
        thread::Builder::new().name("notifications".into()).spawn(move || work(board, &inbox))?;
        Ok(Self { wishes })
    }

    pub fn show(&self, notification: ShownNotification) {
        self.wish(Wish::Show(notification));
    }

    pub fn withdraw(&self, case: &CaseId) {
        self.wish(Wish::Withdraw(case.clone()));
    }

    fn wish(&self, wish: Wish<<native::Desktop as Server>::Event>) {
        if self.wishes.send(wish).is_err() {
            tracing::error!("the notifications' thread is gone");
        }
    }
}

/// What notifications can do here, asked from whoever shows them: waits, so not on the main thread.
pub fn means(app: &AppHandle) -> NotificationMeans {
    let Some(notifications) = app.try_state::<Notifications>() else { return NotificationMeans::None };
    let (told, means) = channel();
    notifications.wish(Wish::Means(told));
    means.recv_timeout(ASKING).unwrap_or(NotificationMeans::None)
}

/// Takes all of them away, for the way out. Waits a second at most.
pub fn withdraw_all(app: &AppHandle) {
    let Some(notifications) = app.try_state::<Notifications>() else { return };
    let (done, gone) = channel();
    notifications.wish(Wish::WithdrawAll(done));
    if gone.recv_timeout(PARTING).is_err() {
        tracing::warn!("the notifications could not be withdrawn in time");
    }
}

fn work<S: Server, T: FnMut(Told)>(mut board: Board<S, T>, inbox: &Receiver<Wish<S::Event>>) {
    for wish in inbox {
        match wish {
            Wish::Show(notification) => board.show(notification),
            Wish::Withdraw(case) => board.withdraw(&case),
            Wish::Means(told) => {
                let _ = told.send(board.means());
            }
            Wish::WithdrawAll(done) => {
                board.withdraw_all();
                let _ = done.send(());
            }
            Wish::Heard(event) => board.hear(&event),
        }
    }
}

/// What a button is called towards the system.
fn key(answer: &NotificationAnswer) -> &'static str {
    match answer {
        NotificationAnswer::Open => "open",
        NotificationAnswer::Accept => "accept",
        NotificationAnswer::Decline => "decline",
        NotificationAnswer::Reply { .. } => "inline-reply",
        NotificationAnswer::Closed => "closed",
    }
}

/// What it means when a button of this name was pressed. `default` is a click beside the buttons.
fn pressed(key: &str) -> Option<NotificationAnswer> {
    match key {
        "default" | "open" => Some(NotificationAnswer::Open),
        "accept" => Some(NotificationAnswer::Accept),
        "decline" => Some(NotificationAnswer::Decline),
        _ => None,
    }
}
