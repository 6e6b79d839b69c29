//! Settings in the config folder: readable JSON, replaced as a whole. What this program does not understand in the
//! file stays in it, for the program that wrote it.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use konsil_desk::Settings;
use serde_json::{Map, Value};

/// The form that this program writes, in the field `version`; a file without one has form 1.
const FORM: u64 = 1;
const VERSION: &str = "version";

#[derive(Debug, Clone)]
pub(crate) struct SettingsFile {
    path: PathBuf,
    /// The file's content, as it was read or written last.
    file: Map<String, Value>,
    /// What was understood of it.
    understood: Map<String, Value>,
}

impl SettingsFile {
    /// # Errors
    /// The folder cannot be made.
    pub fn new(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        Ok(Self { path: folder.join("settings.json"), file: Map::new(), understood: Map::new() })
    }

    /// The defaults where there is no file, and for each value that is not understood. A file that is no JSON object
    /// is put aside, not overwritten.
    pub fn load(&mut self) -> Settings {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Settings::default(),
            Err(fault) => {
                tracing::error!(%fault, "the settings cannot be read");
                return Settings::default();
            }
        };
        let settings = match serde_json::from_str(&text) {
            Ok(Value::Object(file)) => {
                let settings = understand(&file);
                self.file = file;
                settings
            }
            Ok(_) | Err(_) => {
                tracing::error!("the settings are not understood and put aside");
                if let Err(fault) = std::fs::rename(&self.path, self.path.with_extension("unreadable.json")) {
                    tracing::error!(%fault, "they cannot even be put aside");
                }
                Settings::default()
            }
        };
        self.understood = object(serde_json::to_value(&settings));
        settings
    }

    /// # Errors
    /// It cannot be written; the former file is still there then.
    pub fn save(&mut self, settings: &Settings) -> anyhow::Result<()> {
        let new = object(serde_json::to_value(settings));
        let mut file = self.file.clone();
        overlay(&mut file, &self.understood, &new);
        let version = file.get(VERSION).and_then(Value::as_u64).unwrap_or(FORM).max(FORM);
        file.insert(VERSION.to_owned(), version.into());
        let folder = self.path.parent().context("the settings have no folder")?;
        let mut beside = tempfile::NamedTempFile::new_in(folder)?;
        beside.write_all(&serde_json::to_vec_pretty(&file)?)?;
        beside.persist(&self.path)?;
        self.file = file;
        self.understood = new;
        Ok(())
    }
}

/// Takes each value for itself, so that one from a newer program costs no other.
fn understand(file: &Map<String, Value>) -> Settings {
    let mut settings = Settings::default();
    for (key, value) in file {
        if let Some(next) = with(&settings, &[key], value) {
            settings = next;
            continue;
        }
        let Value::Object(parts) = value else {
            tracing::warn!(key, "a setting is not understood");
            continue;
        };
        for (part, value) in parts {
            match with(&settings, &[key, part], value) {
                Some(next) => settings = next,
                None => tracing::warn!(key, part, "a setting is not understood"),
            }
        }
    }
    settings
}

/// The settings with another value at this place, if they are settings then.
fn with(settings: &Settings, place: &[&str], value: &Value) -> Option<Settings> {
    let mut all = serde_json::to_value(settings).ok()?;
    let mut at = &mut all;
    for key in place {
        at = at.as_object_mut()?.entry(*key).or_insert(Value::Null);
    }
    *at = value.clone();
    serde_json::from_value(all).ok()
}

/// Writes what has changed. A value that was not understood stands for the default, and stays until that is changed.
fn overlay(file: &mut Map<String, Value>, before: &Map<String, Value>, new: &Map<String, Value>) {
    for (key, value) in new {
        let former = before.get(key);
        match (file.get_mut(key), former, value) {
            (Some(_), Some(former), value) if former == value => {}
            (Some(Value::Object(file)), Some(Value::Object(former)), Value::Object(value))
                if former.keys().eq(value.keys()) =>
            {
                overlay(file, former, value);
            }
            (Some(_) | None, _, _) => {
                file.insert(key.clone(), value.clone());
            }
        }
    }
}

fn object(value: serde_json::Result<Value>) -> Map<String, Value> {
    match value {
        Ok(Value::Object(map)) => map,
        Ok(_) | Err(_) => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use konsil_desk::Theme;
    use konsil_desk::{LastSession, Setting, SettingValue, Shortcut};
    use konsil_protocol::domain::{Language, Timestamp};

    use super::*;

    const DEFAULT: &str = include_str!("../../../tests/stored/v1/desktop/settings-default.json");
    const CHANGED: &str = include_str!("../../../tests/stored/v1/desktop/settings-changed.json");
    const THIRD: &str = include_str!("../../../tests/stored/v1/desktop/settings-third.json");
    const FOURTH: &str = include_str!("../../../tests/stored/v1/desktop/settings-fourth.json");

    fn loaded(content: &str) -> (tempfile::TempDir, SettingsFile, Settings) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("settings.json"), content).unwrap();
        let mut file = SettingsFile::new(folder.path()).unwrap();
        let settings = file.load();
        (folder, file, settings)
    }

    fn content(folder: &tempfile::TempDir) -> Value {
        serde_json::from_slice(&std::fs::read(folder.path().join("settings.json")).unwrap()).unwrap()
    }

    /// Each setting has its field's name.
    fn stands_in(content: &str, setting: Setting) -> bool {
        let file: Value = serde_json::from_str(content).unwrap();
        let name = serde_json::to_value(setting).unwrap();
        [&file, &file["attention"]].into_iter().any(|part| part.get(name.as_str().unwrap()).is_some())
    }

    #[test]
    fn the_files_of_the_former_program_are_read_value_by_value() {
        assert_eq!(loaded(DEFAULT).2, Settings::default());

        let changed = loaded(CHANGED).2;
        let mut expected = Settings::default();
        // A setting that came later is not in the file, and has its default.
        let written: Vec<_> = Setting::ALL.into_iter().filter(|setting| stands_in(CHANGED, *setting)).collect();
        assert_eq!(written.len(), 14);
        for setting in written {
            let value = match expected.get(setting, Language::De) {
                SettingValue::Switch { on } => SettingValue::Switch { on: !on },
                SettingValue::Percent { .. } => SettingValue::Percent { percent: 35 },
                SettingValue::Language { .. } => SettingValue::Language { language: Language::En },
                SettingValue::Theme { .. } => SettingValue::Theme { theme: Theme::Dark },
                SettingValue::Zoom { .. } => SettingValue::Zoom { percent: 125 },
                SettingValue::Shortcut { .. } => SettingValue::Shortcut { shortcut: Shortcut::CtrlShiftJ },
                SettingValue::Output { .. } => panic!("the former program had none"),
                SettingValue::Keys { .. } => {
                    let keys = serde_json::from_str(r#"{"consult":"Mod+Shift+G"}"#).unwrap();
                    SettingValue::Keys { keys }
                }
            };
            expected.set(setting, value).unwrap();
        }
        expected.attention.do_not_disturb_until = Some(Timestamp(1_795_867_200_000));
        expected.last = Some(LastSession::Server { server: "https://chat.example.org".to_owned() });
        expected.server = "chat.example.org".to_owned();
        expected.login = "jana".to_owned();
        expected.tour_closed = true;
        assert_eq!(changed, expected);

        let third = loaded(THIRD).2;
        assert_eq!((third.language, third.theme), (Some(Language::De), Theme::Light));
        assert_eq!((third.last, third.attention.shortcut), (Some(LastSession::Practice), Shortcut::CtrlAltJ));
        let fourth = loaded(FOURTH).2;
        assert_eq!((fourth.attention.volume, fourth.attention.shortcut), (0, Shortcut::CtrlShiftF9));
    }

    #[test]
    fn what_a_newer_program_set_costs_nothing_else_and_is_still_there_after_saving() {
        let newer = r#"{ "version": 2, "theme": "sepia", "own_windows": true, "colours": [1],
            "attention": { "volume": 12, "shortcut": "ctrl_alt_k", "pulse": "slow" }, "last": { "kind": "teams", "tenant": "t" } }"#;
        let (folder, mut file, mut settings) = loaded(newer);
        assert!(settings.own_windows);
        assert_eq!((settings.theme, settings.attention.volume), (Theme::System, 12));
        assert_eq!((settings.attention.shortcut, &settings.last), (Shortcut::Off, &None));

        settings.attention.volume = 80;
        file.save(&settings).unwrap();
        let mut expected: Value = serde_json::from_str(newer).unwrap();
        expected["attention"]["volume"] = 80.into();
        let saved = content(&folder);
        for key in ["version", "theme", "own_windows", "colours", "last"] {
            assert_eq!(saved[key], expected[key], "{key}");
        }
        for key in ["volume", "shortcut", "pulse"] {
            assert_eq!(saved["attention"][key], expected["attention"][key], "{key}");
        }

        settings.theme = Theme::Dark;
        settings.last = Some(LastSession::Practice);
        file.save(&settings).unwrap();
        let saved = content(&folder);
        assert_eq!(saved["theme"], "dark", "what the agent chooses here counts");
        assert_eq!(saved["last"], serde_json::json!({ "kind": "practice" }));
        assert_eq!(file.load(), settings);
    }

    #[test]
    fn what_is_no_json_is_put_aside() {
        let (folder, mut file, settings) = loaded("{ not JSON");
        assert_eq!(settings, Settings::default());
        file.save(&settings).unwrap();
        assert_eq!(content(&folder)["version"], 1);
        let aside = std::fs::read_to_string(folder.path().join("settings.unreadable.json")).unwrap();
        assert_eq!(aside, "{ not JSON");
    }
}
