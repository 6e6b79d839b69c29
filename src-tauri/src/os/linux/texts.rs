//! How large the desktop wants texts to be (GNOME's *large text*, Xfce's and KDE's DPI), as GTK is told. WebKitGTK follows by
//! itself; the windows' own sizes do not.

use gtk::Settings;
use gtk::prelude::GtkSettingsExt as _;
use tauri::AppHandle;

/// GTK counts in 1024ths of a dot per inch; 96 are usual.
const USUAL: f64 = 96.0 * 1024.0;

/// Says it at once, and whenever it changes. On the main thread.
pub fn watch(app: &AppHandle, scaled: fn(&AppHandle, f64)) {
    let Some(settings) = Settings::default() else { return };
    scaled(app, factor(settings.gtk_xft_dpi()));
    let app = app.clone();
    settings.connect_gtk_xft_dpi_notify(move |settings| scaled(&app, factor(settings.gtk_xft_dpi())));
}

fn factor(dpi: i32) -> f64 {
    // Negative: nobody has said anything.
    if dpi <= 0 { 1.0 } else { f64::from(dpi) / USUAL }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_text_is_a_quarter_larger_and_nothing_said_is_as_usual() {
        assert!((factor(96 * 1024 * 5 / 4) - 1.25).abs() < 1e-9);
        assert!((factor(96 * 1024) - 1.0).abs() < 1e-9);
        assert!((factor(-1) - 1.0).abs() < 1e-9);
    }
}
