//! The icon in the tray (Windows' notification area, the menu bar of macOS, a StatusNotifierItem on Linux): the agent's
//! state, and a menu to choose from. Only what has changed is changed, so that an open menu stays as it is.

mod menu;
mod picture;
#[cfg(target_os = "linux")]
mod place;

use konsil_app::desk::TrayChoice;
use konsil_app::desk::view::TrayIcon as Icon;
use konsil_app::{ShownTray, ShownTrayEntry};
use tauri::menu::Menu;
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};

use self::menu::Item;
use self::picture::{Ink, picture};
use crate::sanitize::sanitize_for_os;

/// What somebody chose is handed to this, on the main thread.
pub type OnChoice = Box<dyn Fn(TrayChoice) + Send + Sync>;

const INK: Ink = if cfg!(target_os = "macos") { Ink::Template } else { Ink::Colours };
/// In characters. Windows has room for 127 units of UTF-16.
const LONGEST_TOOLTIP: usize = 100;

/// The program's tray icon. It is created when there is something to show.
pub struct Tray {
    app: AppHandle,
    on_choice: Option<OnChoice>,
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "the tray of other systems is always there"))]
    means_changed: fn(&AppHandle),
    shown: Option<Shown>,
}

struct Shown {
    menu: Menu<Wry>,
    items: Vec<Item>,
    tray: ShownTray,
}

impl Tray {
    /// `means_changed` is called when a place for tray icons appears or disappears.
    pub fn new(app: AppHandle, on_choice: OnChoice, means_changed: fn(&AppHandle)) -> Self {
        Self { app, on_choice: Some(on_choice), means_changed, shown: None }
    }

    /// To be called on a thread that may wait for the event loop.
    ///
    /// # Errors
    /// The system refuses.
    pub fn show(&mut self, tray: ShownTray) -> tauri::Result<()> {
        let Some(shown) = &mut self.shown else { return self.create(tray) };
        menu::change(&self.app, &shown.menu, &mut shown.items, &tray.menu)?;
        let icon = (tray.icon != shown.tray.icon).then_some(tray.icon);
        let tooltip = (tray.tooltip != shown.tray.tooltip).then(|| tray.tooltip.clone());
        shown.tray = tray;
        self.on_icon(move |item| {
            if let Some(icon) = icon {
                item.set_icon_with_as_template(Some(picture(icon, INK)), INK == Ink::Template)?;
            }
            tooltip.map_or(Ok(()), |words| say(item, &words))
        })
    }

    /// Some systems set or clear a check mark by themselves when it is chosen: this puts it back to what is so.
    ///
    /// # Errors
    /// The system refuses.
    pub fn set_marks_again(&self) -> tauri::Result<()> {
        let Some(shown) = &self.shown else { return Ok(()) };
        for (item, entry) in shown.items.iter().zip(&shown.tray.menu) {
            if let (Item::Check(item), ShownTrayEntry::Choice { checked: Some(checked), .. }) = (item, entry) {
                item.set_checked(*checked)?;
            }
        }
        Ok(())
    }

    fn create(&mut self, tray: ShownTray) -> tauri::Result<()> {
        let Some(on_choice) = self.on_choice.take() else { return Ok(()) };
        #[cfg(target_os = "linux")]
        if let Err(missing) = place::library() {
            tracing::warn!("no tray: {missing}");
            return Ok(());
        }
        #[cfg(target_os = "linux")]
        place::watch(&self.app, self.means_changed);
        let (menu, mut items) = (Menu::new(&self.app)?, Vec::new());
        menu::change(&self.app, &menu, &mut items, &tray.menu)?;
        let (app, inside, icon, words) = (self.app.clone(), menu.clone(), tray.icon, tray.tooltip.clone());
        self.app.run_on_main_thread(move || {
            if let Err(error) = build(&app, &inside, icon, &words, on_choice) {
                tracing::error!("no tray: {error}");
            }
        })?;
        self.shown = Some(Shown { menu, items, tray });
        Ok(())
    }

    /// The icon is owned and touched by the main thread alone.
    fn on_icon(&self, work: impl FnOnce(&TrayIcon) -> tauri::Result<()> + Send + 'static) -> tauri::Result<()> {
        let app = self.app.clone();
        self.app.run_on_main_thread(move || {
            if let Some(item) = app.tray_by_id(&app.config().identifier)
                && let Err(error) = work(&item)
            {
                tracing::warn!("the tray does not change: {error}");
            }
        })
    }
}

/// Whether there is a place for tray icons, and all that it needs. Asks the session bus: may take a moment.
pub fn is_there() -> bool {
    #[cfg(target_os = "linux")]
    return place::library().is_ok() && place::is_there();
    #[cfg(not(target_os = "linux"))]
    true
}

fn build(app: &AppHandle, menu: &Menu<Wry>, icon: Icon, words: &str, on_choice: OnChoice) -> tauri::Result<()> {
    let on_choice = std::sync::Arc::new(on_choice);
    let on_click = std::sync::Arc::clone(&on_choice);
    // Each profile has its own: the identifier carries it.
    let builder = TrayIconBuilder::with_id(&app.config().identifier)
        .icon(picture(icon, INK))
        .icon_as_template(INK == Ink::Template)
        .menu(menu)
        .show_menu_on_left_click(false)
        .on_menu_event(move |_, event| {
            if let Some(choice) = menu::choice(event.id().as_ref()) {
                on_choice(choice);
            }
        })
        .on_tray_icon_event(move |_, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                on_click(TrayChoice::Show);
            }
        });
    #[cfg(target_os = "linux")]
    let builder = match place::folder(app) {
        Some(folder) => builder.temp_dir_path(folder),
        None => builder,
    };
    let item = builder.build(app)?;
    say(&item, words)
}

/// Sets what is shown under the pointer, and what screen readers say.
fn say(item: &TrayIcon, words: &str) -> tauri::Result<()> {
    let words: String = sanitize_for_os(words).chars().take(LONGEST_TOOLTIP).collect();
    #[cfg(target_os = "linux")]
    return place::title(item, words);
    #[cfg(not(target_os = "linux"))]
    item.set_tooltip(Some(words))
}
