//! The controller's wishes, done in order by a thread of their own: opening a window waits for the event loop, and
//! neither the controller nor the event loop itself may wait for that (on Windows the latter would for ever).

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use konsil_app::desk::Theme;
use konsil_app::desk::{Flash, Shortcut, SoundKind, SystemEvent, TrayChoice, WindowId};
use konsil_app::{ChatWindow, ControllerHandle, Shell, ShownNotification, ShownTray};
use konsil_protocol::domain::CaseId;
use tauri::{AppHandle, Manager as _};

use crate::notifications::Notifications;
use crate::sound::Sounds;
use crate::tray::{OnChoice, Tray};
use crate::{attention, closing, shortcut, windows};

enum Wish {
    OpenMain,
    OpenChat { window: WindowId, chat: ChatWindow },
    Close { window: WindowId },
    Focus { window: WindowId },
    Title { window: WindowId, title: String },
    Theme { theme: Theme },
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
    wishes: Sender<Wish>,
    notifications: Notifications,
    sounds: Sounds,
}

impl WindowShell {
    /// # Errors
    /// A thread cannot be started.
    pub fn start(app: AppHandle) -> std::io::Result<Self> {
        let (wishes, inbox) = channel();
        let choices: Sender<Wish> = wishes.clone();
        let chosen: OnChoice = Box::new(move |choice| {
            let _ = choices.send(Wish::TrayChoice { choice });
        });
        let sounds = Sounds::start(app.clone())?;
        let notifications = Notifications::start(&app)?;
        app.manage(notifications.clone());
        thread::Builder::new().name("windows".into()).spawn(move || work(&app, &inbox, chosen))?;
        Ok(Self { wishes, notifications, sounds })
    }

    pub fn open_main(&self) {
        self.wish(Wish::OpenMain);
    }

    fn wish(&self, wish: Wish) {
        if self.wishes.send(wish).is_err() {
            tracing::debug!("a wish came after the end");
        }
    }
}

impl Shell for WindowShell {
    fn open_chat_window(&mut self, window: WindowId, chat: ChatWindow) {
        self.wish(Wish::OpenChat { window, chat });
    }

    fn close_window(&mut self, window: WindowId) {
        self.wish(Wish::Close { window });
    }

    fn focus_window(&mut self, window: WindowId) {
        self.wish(Wish::Focus { window });
    }

    fn set_title(&mut self, window: WindowId, title: &str) {
        self.wish(Wish::Title { window, title: title.to_owned() });
    }

    fn set_theme(&mut self, theme: Theme) {
        self.wish(Wish::Theme { theme });
    }

    fn flash(&mut self, window: WindowId, flash: Flash) {
        self.wish(Wish::Flash { window, flash });
    }

    fn badge(&mut self, count: u32, words: &str) {
        self.wish(Wish::Badge { count, words: words.to_owned() });
    }

    fn notify(&mut self, notification: ShownNotification) {
        self.notifications.show(notification);
    }

    fn withdraw(&mut self, case: &CaseId) {
        self.notifications.withdraw(case);
    }

    fn play(&mut self, sound: SoundKind, volume: u8) {
        self.sounds.play(sound, volume);
    }

    fn tray(&mut self, tray: ShownTray) {
        self.wish(Wish::Tray { tray });
    }

    fn set_shortcut(&mut self, shortcut: Shortcut) {
        self.wish(Wish::Shortcut { shortcut });
    }

    fn quit(&mut self) {
        self.wish(Wish::Quit);
    }
}

fn work(app: &AppHandle, inbox: &Receiver<Wish>, chosen: OnChoice) {
    let mut tray = Tray::new(app.clone(), chosen);
    for wish in inbox {
        let done = match wish {
            Wish::OpenMain => windows::open_main(app),
            Wish::OpenChat { window, chat } => windows::open_chat(app, window, &chat).inspect_err(|_| {
                // The chat goes back into the main window: nobody could reach it in one that is not there.
                if let Some(controller) = app.try_state::<ControllerHandle>() {
                    controller.window_closed(window);
                }
            }),
            Wish::Close { window } => windows::close(app, window),
            Wish::Focus { window } => windows::focus(app, window),
            Wish::Title { window, title } => windows::set_title(app, window, &title),
            Wish::Theme { theme } => {
                windows::set_theme(app, theme);
                Ok(())
            }
            Wish::Flash { window, flash } => {
                attention::flash(app, window, flash);
                Ok(())
            }
            Wish::Badge { count, words } => {
                attention::badge(app, count, words);
                Ok(())
            }
            Wish::Tray { tray: shown } => tray.show(shown),
            Wish::TrayChoice { choice } => {
                if let Some(controller) = app.try_state::<ControllerHandle>() {
                    controller.system(SystemEvent::Tray(choice));
                }
                tray.set_marks_again()
            }
            Wish::Shortcut { shortcut } => shortcut::set(app, shortcut),
            Wish::Quit => {
                closing::quit(app);
                Ok(())
            }
        };
        if let Err(error) = done {
            tracing::error!("something is not as it should be: {error}");
        }
    }
}
