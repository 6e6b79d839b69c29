//! Notifications of the system. A thread of their own owns all that are shown: showing one may wait for another program,
//! and neither the controller nor the event loop may.

mod board;
mod button;
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

use konsil_app::ShownNotification;
use konsil_app::desk::NotificationMeans;
use konsil_protocol::domain::CaseId;
use tauri::{AppHandle, Manager as _};

use self::board::{Board, BoardEvent, Server};
use crate::controller;

/// A server may have to be started by the question.
const ASKING: Duration = Duration::from_secs(10);
/// On the way out nobody waits longer for what shows notifications.
const PARTING: Duration = Duration::from_secs(1);

enum NotificationTask<E> {
    Show(ShownNotification),
    Withdraw(CaseId),
    Means(Sender<NotificationMeans>),
    WithdrawAll(Sender<()>),
    Heard(E),
}

/// All notifications of the program; clones reach the same ones.
#[derive(Clone)]
pub struct Notifications {
    tasks: Sender<NotificationTask<<native::Desktop as Server>::Event>>,
}

impl Notifications {
    /// Answers go to the controller, as soon as it is there. `means_changed` is called when notifications can do more or
    /// less than before.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn start(app: &AppHandle, means_changed: fn(&AppHandle)) -> std::io::Result<Self> {
        let (tasks, inbox) = channel();
        let ears = tasks.clone();
        let heard = move |event| ears.send(NotificationTask::Heard(event)).is_ok();
        let config = app.config();
        let name = config.product_name.clone().unwrap_or_default();
        let desktop = native::Desktop::new(name, config.identifier.clone(), heard);
        let app = app.clone();
        let tell = move |told| match told {
            BoardEvent::Event(event) => controller::report(&app, event),
            BoardEvent::OtherMeans => means_changed(&app),
        };
        let board = Board::new(desktop, tell);
        thread::Builder::new().name("notifications".into()).spawn(move || work(board, &inbox))?;
        Ok(Self { tasks })
    }

    pub fn show(&self, notification: ShownNotification) {
        self.task(NotificationTask::Show(notification));
    }

    pub fn withdraw(&self, case: &CaseId) {
        self.task(NotificationTask::Withdraw(case.clone()));
    }

    fn task(&self, task: NotificationTask<<native::Desktop as Server>::Event>) {
        if self.tasks.send(task).is_err() {
            tracing::error!("the notifications' thread is gone");
        }
    }
}

/// What notifications can do here, asked from whoever shows them: waits, so not on the main thread.
pub fn means(app: &AppHandle) -> NotificationMeans {
    let Some(notifications) = app.try_state::<Notifications>() else { return NotificationMeans::None };
    let (told, means) = channel();
    notifications.task(NotificationTask::Means(told));
    means.recv_timeout(ASKING).unwrap_or(NotificationMeans::None)
}

/// Takes all of them away, for the way out. Waits a second at most.
pub fn withdraw_all(app: &AppHandle) {
    let Some(notifications) = app.try_state::<Notifications>() else { return };
    let (done, gone) = channel();
    notifications.task(NotificationTask::WithdrawAll(done));
    if gone.recv_timeout(PARTING).is_err() {
        tracing::warn!("the notifications could not be withdrawn in time");
    }
}

fn work<S: Server, T: FnMut(BoardEvent)>(mut board: Board<S, T>, inbox: &Receiver<NotificationTask<S::Event>>) {
    for task in inbox {
        match task {
            NotificationTask::Show(notification) => board.show(notification),
            NotificationTask::Withdraw(case) => board.withdraw(&case),
            NotificationTask::Means(told) => {
                let _ = told.send(board.means());
            }
            NotificationTask::WithdrawAll(done) => {
                board.withdraw_all();
                let _ = done.send(());
            }
            NotificationTask::Heard(event) => board.hear(&event),
        }
    }
}
