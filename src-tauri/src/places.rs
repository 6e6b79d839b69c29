//! Where windows were last, and where they may open now: a screen that is gone must not hide one.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// A window's place in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// What is remembered over a restart: the main window, and the last torn-off chat.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Places {
    pub main: Option<Bounds>,
    pub main_maximized: bool,
    pub chat: Option<Bounds>,
}

impl Places {
    /// Nothing, if the file is missing or unreadable: a window's place is not worth an error.
    pub fn read(file: &Path) -> Self {
        fs::read(file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, file: &Path) -> std::io::Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        // Written often: whoever reads it finds the whole of one or of the other.
        let fresh = file.with_extension("json.new");
        fs::write(&fresh, serde_json::to_vec_pretty(self)?)?;
        fs::rename(fresh, file)
    }
}

/// Fits a window into the screen it covers most (the first, if none): never larger than that, and wholly inside.
pub fn clamp(wanted: Bounds, screens: &[Bounds]) -> Bounds {
    let Some(screen) = screens
        .iter()
        .copied()
        .reduce(|best, next| if overlap(wanted, next) > overlap(wanted, best) { next } else { best })
    else {
        return wanted;
    };
    let width = wanted.width.min(screen.width);
    let height = wanted.height.min(screen.height);
    Bounds {
        x: wanted.x.clamp(screen.x, screen.x + screen.width - width),
        y: wanted.y.clamp(screen.y, screen.y + screen.height - height),
        width,
        height,
    }
}

/// Where a chat's window opens beside the main one, so that the list of chats stays in sight: as wanted where that hides nothing
/// of it, else at the right of the main window, at its left, at the right of the list, wherever least of the list is hidden.
pub fn beside(
    wanted: Option<Bounds>,
    (width, height): (f64, f64),
    main: Bounds,
    list: f64,
    screens: &[Bounds],
) -> Bounds {
    let at = |x: f64| Bounds { x, y: main.y, width, height };
    let list = Bounds { width: list.min(main.width), ..main };
    let places = [at(main.x + main.width), at(main.x - width), at(list.x + list.width)];
    let hidden = |place: Bounds| overlap(place, list);
    let all = wanted.into_iter().chain(places).map(|place| clamp(place, screens));
    // Of two that hide the same, the first.
    all.reduce(|best, next| if hidden(next) < hidden(best) { next } else { best }).unwrap_or(main)
}

fn overlap(a: Bounds, b: Bounds) -> f64 {
    let width = (a.x + a.width).min(b.x + b.width) - a.x.max(b.x);
    let height = (a.y + a.height).min(b.y + b.height) - a.y.max(b.y);
    width.max(0.0) * height.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: Bounds = Bounds { x: 0.0, y: 0.0, width: 1920.0, height: 1080.0 };
    const RIGHT: Bounds = Bounds { x: 1920.0, y: 0.0, width: 1280.0, height: 1024.0 };

    #[test]
    fn a_window_that_fits_stays_where_it_was() {
        let there = Bounds { x: 2000.0, y: 50.0, width: 800.0, height: 600.0 };
        assert_eq!(clamp(there, &[LEFT, RIGHT]), there);
    }

    #[test]
    fn a_window_of_a_screen_that_is_gone_comes_back_whole() {
        let there = Bounds { x: 2500.0, y: 700.0, width: 800.0, height: 600.0 };
        assert_eq!(clamp(there, &[LEFT]), Bounds { x: 1120.0, y: 480.0, ..there });
    }

    #[test]
    fn a_window_larger_than_the_screen_shrinks() {
        let there = Bounds { x: -50.0, y: -50.0, width: 3000.0, height: 2000.0 };
        assert_eq!(clamp(there, &[LEFT]), LEFT);
    }

    #[test]
    fn a_torn_off_chat_leaves_the_list_in_sight() {
        const CHAT: (f64, f64) = (760.0, 800.0);
        let main = Bounds { x: 100.0, y: 40.0, width: 1360.0, height: 860.0 };
        let opens = |wanted, main, screens: &[Bounds]| beside(wanted, CHAT, main, 280.0, screens);
        let there = |x, y| Bounds { x, y, width: CHAT.0, height: CHAT.1 };
        let beside_the_other = Bounds { x: 500.0, ..main };
        assert_eq!(opens(None, beside_the_other, &[LEFT, RIGHT]), there(1920.0, 40.0), "on the next screen");
        assert_eq!(opens(None, main, &[LEFT]), there(1160.0, 40.0), "else over the chat");
        let remembered = there(900.0, 200.0);
        assert_eq!(
            opens(Some(remembered), main, &[LEFT]),
            remembered,
            "where it was last, if that hides nothing of it"
        );
        assert_eq!(opens(Some(there(150.0, 60.0)), main, &[LEFT]), there(1160.0, 40.0));
        let at_the_right = Bounds { x: 1100.0, width: 820.0, ..main };
        assert_eq!(opens(None, at_the_right, &[LEFT]), there(340.0, 40.0), "at the left of it");
        let small = Bounds { x: 0.0, y: 0.0, width: 900.0, height: 700.0 };
        let whole = opens(None, Bounds { x: 0.0, y: 0.0, ..small }, &[small]);
        assert_eq!((whole.x, whole.width), (140.0, 760.0), "on a small screen it hides as little as it can");
    }

    #[test]
    fn places_survive_a_restart_and_a_broken_file_is_no_error() {
        let file = std::env::temp_dir().join(format!("konsil-places-{}", std::process::id())).join("windows.json");
        let places = Places { main: Some(LEFT), main_maximized: true, chat: None };
        places.write(&file).unwrap();
        assert_eq!(Places::read(&file), places);
        fs::write(&file, "{").unwrap();
        assert_eq!(Places::read(&file), Places::default());
        fs::remove_dir_all(file.parent().unwrap()).unwrap();
    }
}
