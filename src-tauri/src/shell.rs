//! What the controller asks of the windows, done in order by a thread of their own: opening a window waits for the event loop, and
//! neither the controller nor the event loop itself may wait for that (on Windows the latter would for ever).

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use konsil_app::desk::{Flash, Shortcut, SoundKind, SoundOutput, SystemEvent, Theme, TrayChoice, WindowId, Zoom};
use konsil_app::{ChatWindow, ControllerHandle, Shell, ShownNotification, ShownTray};
use konsil_protocol::domain::CaseId;
use tauri::{AppHandle, Manager as _};

use crate::notifications::Notifications;
use crate::sound::Sounds;
use crate::tray::{OnChoice, Tray};
use crate::{attention, closing, controller, means, shortcut, size, sound, windows};

enum WindowTask {
    OpenMain,
    OpenChat { window: WindowId, chat: ChatWindow },
    Close { window: WindowId },
    Focus { window: WindowId },
    Title { window: WindowId, title: String },
    Theme { theme: Theme },
    Zoom { zoom: Zoom },
    Flash { window: WindowId, flash: Flash },
    Badge { count: u32, words: String },
    Tray { tray: ShownTray },
    TrayChoice { choice: TrayChoice },
    Shortcut { shortcut: Shortcut },
    Quit,
}

/// The windows, as the controller sees them.
#[derive(Clone)]
pub struct WindowShell {
    tasks: Sender<WindowTask>,
    notifications: Notifications,
    sounds: Sounds,
    app: AppHandle,
}

impl WindowShell {
    /// # Errors
    /// A thread cannot be started.
    pub fn start(app: AppHandle) -> std::io::Result<Self> {
        let (tasks, inbox) = channel();
        let choices: Sender<WindowTask> = tasks.clone();
        let chosen: OnChoice = Box::new(move |choice| {
            let _ = choices.send(WindowTask::TrayChoice { choice });
        });
        let sounds = Sounds::start(app.clone(), means::report)?;
        let notifications = Notifications::start(&app, means::report)?;
        app.manage(notifications.clone());
        let for_windows = app.clone();
        thread::Builder::new().name("windows".into()).spawn(move || work(&for_windows, &inbox, chosen))?;
        Ok(Self { tasks, notifications, sounds, app })
    }

    pub fn open_main(&self) {
        self.task(WindowTask::OpenMain);
    }

    fn task(&self, task: WindowTask) {
        if self.tasks.send(task).is_err() {
            tracing::debug!("a task arrived after the end");
        }
    }
}

impl Shell for WindowShell {
    fn open_chat_window(&mut self, window: WindowId, chat: ChatWindow) {
        self.task(WindowTask::OpenChat { window, chat });
    }

    fn close_window(&mut self, window: WindowId) {
        self.task(WindowTask::Close { window });
    }

    fn focus_window(&mut self, window: WindowId) {
        self.task(WindowTask::Focus { window });
    }

    fn set_title(&mut self, window: WindowId, title: &str) {
        self.task(WindowTask::Title { window, title: title.to_owned() });
    }

    fn set_theme(&mut self, theme: Theme) {
        self.task(WindowTask::Theme { theme });
    }

    fn set_zoom(&mut self, zoom: Zoom) {
        self.task(WindowTask::Zoom { zoom });
    }

    fn flash(&mut self, window: WindowId, flash: Flash) {
        self.task(WindowTask::Flash { window, flash });
    }

    fn badge(&mut self, count: u32, words: &str) {
        self.task(WindowTask::Badge { count, words: words.to_owned() });
    }

    fn notify(&mut self, notification: ShownNotification) {
        self.notifications.show(notification);
    }

    fn withdraw(&mut self, case: &CaseId) {
        self.notifications.withdraw(case);
    }

    fn play(&mut self, sound: SoundKind, volume: u8, output: SoundOutput) {
        self.sounds.play(sound, volume, output);
    }

    fn look_for_sound_devices(&mut self) {
        sound::report_devices(&self.app);
    }

    fn tray(&mut self, tray: ShownTray) {
        self.task(WindowTask::Tray { tray });
    }

    fn set_shortcut(&mut self, shortcut: Shortcut) {
        self.task(WindowTask::Shortcut { shortcut });
    }

    fn quit(&mut self) {
        self.task(WindowTask::Quit);
    }
}

fn work(app: &AppHandle, inbox: &Receiver<WindowTask>, chosen: OnChoice) {
    let mut tray = Tray::new(app.clone(), chosen, means::report);
    for task in inbox {
        let done = match task {
            WindowTask::OpenMain => windows::open_main(app),
            WindowTask::OpenChat { window, chat } => windows::open_chat(app, window, &chat).inspect_err(|_| {
                // The chat goes back into the main window: nobody could reach it in one that is not there.
                if let Some(controller) = app.try_state::<ControllerHandle>() {
                    controller.window_closed(window);
                }
            }),
            WindowTask::Close { window } => windows::close(app, window),
            WindowTask::Focus { window } => windows::focus(app, window),
            WindowTask::Title { window, title } => windows::set_title(app, window, &title),
            WindowTask::Theme { theme } => {
                windows::set_theme(app, theme);
                Ok(())
            }
            WindowTask::Zoom { zoom } => {
                size::set_zoom(app, zoom);
                Ok(())
            }
            WindowTask::Flash { window, flash } => {
                attention::flash(app, window, flash);
                Ok(())
            }
            WindowTask::Badge { count, words } => {
                attention::badge(app, count, words);
                Ok(())
            }
            WindowTask::Tray { tray: shown } => tray.show(shown),
            WindowTask::TrayChoice { choice } => {
                controller::report(app, SystemEvent::Tray(choice));
                tray.set_marks_again()
            }
            WindowTask::Shortcut { shortcut } => shortcut::set(app, shortcut),
            WindowTask::Quit => {
                closing::quit(app);
                Ok(())
            }
        };
        if let Err(error) = done {
            tracing::error!("something is not as it should be: {error}");
        }
    }
}
