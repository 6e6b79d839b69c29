//! Texts that leave the program as files: where to, the agent says in the system's own dialog.

use serde::{Deserialize, Serialize};
use tauri::WebviewWindow;

use crate::sanitize::sanitize_for_os;

/// Longer names are cut: systems take 255 bytes with what they add.
const NAME_CHARS: usize = 80;

/// Why a text was not saved. Crosses to the windows as `{ "code": … }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NotSaved {
    #[error("it cannot be written there")]
    NotWritten,
}

/// A text, and what its file may be called, without the ending.
#[derive(Debug, Clone, Deserialize)]
pub struct TextFile {
    /// Of the dialog.
    title: String,
    name: String,
    text: String,
}

/// Gives false where no place was chosen.
///
/// # Errors
/// The file cannot be written.
pub async fn save(window: &WebviewWindow, file: TextFile) -> Result<bool, NotSaved> {
    let TextFile { title, name, text } = file;
    let dialog = rfd::AsyncFileDialog::new()
        .set_parent(window)
        .set_title(title)
        .set_file_name(format!("{}.txt", file_name(&name)))
        .add_filter("Text", &["txt"]);
    let Some(chosen) = dialog.save_file().await else { return Ok(false) };
    let path = chosen.path().to_owned();
    match tauri::async_runtime::spawn_blocking(move || std::fs::write(path, text)).await {
        Ok(Ok(())) => Ok(true),
        Ok(Err(error)) => {
            tracing::warn!("a text cannot be saved: {error}");
            Err(NotSaved::NotWritten)
        }
        Err(_) => Err(NotSaved::NotWritten),
    }
}

/// A contact chose a part of it: nothing in it names a folder, hides, or turns its direction.
fn file_name(name: &str) -> String {
    let clean: String = sanitize_for_os(name)
        .chars()
        .map(|c| if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '-' } else { c })
        .take(NAME_CHARS)
        .collect();
    let clean = clean.trim().trim_matches('.').trim();
    if clean.is_empty() { "Konsil".to_owned() } else { clean.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_cannot_choose_the_folder_or_hide_the_name() {
        assert_eq!(file_name("../../.bashrc"), "-..-.bashrc");
        assert_eq!(file_name("C:\\Windows\u{202e}"), "C--Windows");
        assert_eq!(file_name(" . "), "Konsil");
        assert_eq!(file_name(&"a".repeat(300)).chars().count(), NAME_CHARS);
    }
}
