//! Words that the agent adds to the dictionary. WebKitGTK learns them from its own menu only, which is never shown. It keeps them
//! where every program that checks with enchant does: in a list of one's own words for each language (enchant(5)), a word a
//! line. enchant makes the lists, and reads one again when its time has changed.

use std::fs::OpenOptions;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::Serialize;

use super::spelling::LANGUAGES;

/// Longer ones are none.
const MOST_CHARS: usize = 100;
/// enchant looks at whole seconds.
const TICK: Duration = Duration::from_secs(1);

/// Why a word was not added. Crosses to the windows as `{ "code": … }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NotLearned {
    #[error("this is no word")]
    NoWord,
    #[error("there is no list that it could be written to")]
    NotWritten,
}

/// The spell checker knows this word from now on, in whichever language it is written. May wait for the disk.
///
/// # Errors
/// It is none, or cannot be written down.
pub fn learn_word(word: &str) -> Result<(), NotLearned> {
    let folder = match std::env::var_os("ENCHANT_CONFIG_DIR") {
        Some(folder) => folder.into(),
        None => gtk::glib::user_config_dir().join("enchant"),
    };
    learn_in(&folder, word)
}

fn learn_in(folder: &Path, word: &str) -> Result<(), NotLearned> {
    if !is_word(word) {
        return Err(NotLearned::NoWord);
    }
    // A word counts as known if one of the languages has it; which one it belongs to nobody knows.
    let lists = LANGUAGES.map(|language| folder.join(format!("{language}.dic")));
    let added = lists.iter().map(|list| add(list, word)).filter(|added| {
        added.as_ref().inspect_err(|error| tracing::debug!("a list of words is not written to: {error}")).is_ok()
    });
    if added.count() == 0 { Err(NotLearned::NotWritten) } else { Ok(()) }
}

/// A line that enchant reads as this very word.
fn is_word(word: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control();
    word.chars().any(char::is_alphabetic)
        && word.chars().all(plain)
        && word.chars().count() <= MOST_CHARS
        // The rest of the line would be a remark.
        && !word.starts_with('#')
}

/// The list is there where the engine checks in that language.
fn add(list: &Path, word: &str) -> io::Result<()> {
    let mut list = OpenOptions::new().read(true).append(true).open(list)?;
    // As enchant does, for other programs.
    list.lock()?;
    let mut words = Vec::new();
    list.read_to_end(&mut words)?;
    if words.split(|byte| *byte == b'\n').any(|known| known == word.as_bytes()) {
        return Ok(());
    }
    let before = list.metadata()?.modified()?;
    let line = if words.last().is_none_or(|byte| *byte == b'\n') { format!("{word}\n") } else { format!("\n{word}\n") };
    list.write_all(line.as_bytes())?;
    // A second word within the second would not be seen.
    list.set_modified(SystemTime::now().max(before + TICK))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("konsil-words-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_word_is_added_once_behind_those_that_are_there() {
        let folder = folder("added");
        fs::write(folder.join("de_DE.dic"), "Nordlicht").unwrap();
        for word in ["Kulanzfall", "Brandt’s", "Kulanzfall", "Nordlicht"] {
            learn_in(&folder, word).unwrap();
        }
        assert_eq!(fs::read_to_string(folder.join("de_DE.dic")).unwrap(), "Nordlicht\nKulanzfall\nBrandt’s\n");
        assert!(!folder.join("en_US.dic").exists(), "the engine does not check in that language");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn every_word_gives_the_list_another_second_for_its_time() {
        let folder = folder("times");
        let list = folder.join("en_US.dic");
        fs::write(&list, "").unwrap();
        let second = || {
            let modified = fs::metadata(&list).unwrap().modified().unwrap();
            modified.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
        };
        let mut seconds = vec![second()];
        for word in ["one", "two", "three"] {
            learn_in(&folder, word).unwrap();
            seconds.push(second());
        }
        assert!(seconds.is_sorted_by(|earlier, later| earlier < later), "{seconds:?}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_no_word_is_not_written_and_a_missing_list_is_told() {
        let folder = folder("none");
        assert_eq!(learn_in(&folder, "Wort"), Err(NotLearned::NotWritten));
        fs::write(folder.join("de_DE.dic"), "").unwrap();
        for word in ["", "zwei Wörter", "ein\nWort", "#Wort", "123", &"x".repeat(MOST_CHARS + 1)] {
            assert_eq!(learn_in(&folder, word), Err(NotLearned::NoWord), "{word:?}");
        }
        assert_eq!(fs::read_to_string(folder.join("de_DE.dic")).unwrap(), "");
        fs::remove_dir_all(folder).unwrap();
    }
}
