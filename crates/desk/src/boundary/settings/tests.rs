use std::collections::BTreeSet;

use konsil_protocol::domain::{Language, Timestamp};
use ts_rs::TS as _;

use super::*;

/// A value of each kind, other than the default of any setting.
fn values() -> [SettingValue; 8] {
    let device = SoundDevice { id: "alsa:headset".to_owned(), name: "Headset".to_owned() };
    [
        SettingValue::Switch { on: true },
        SettingValue::Percent { percent: 35 },
        SettingValue::Language { language: Language::En },
        SettingValue::Theme { theme: Theme::Dark },
        SettingValue::Shortcut { shortcut: Shortcut::CtrlShiftJ },
        SettingValue::Zoom { percent: 125 },
        SettingValue::Output { output: Some(SoundOutput::Device { device }) },
        SettingValue::Keys { keys: serde_json::from_str(r#"{"consult":"Mod+Shift+G"}"#).unwrap() },
    ]
}

fn kind(value: &SettingValue) -> std::mem::Discriminant<SettingValue> {
    std::mem::discriminant(value)
}

/// What it is not now.
fn another(setting: Setting, settings: &Settings) -> SettingValue {
    let now = settings.get(setting, Language::De);
    if let SettingValue::Switch { on } = now {
        return SettingValue::Switch { on: !on };
    }
    values().into_iter().find(|value| kind(value) == kind(&now)).unwrap()
}

/// A setting that is not among them would be shown on no page, and in no test.
#[test]
fn the_list_of_all_settings_leaves_none_out() {
    let listed: BTreeSet<_> = Setting::ALL.into_iter().map(|it| serde_json::to_string(&it).unwrap()).collect();
    let there = Setting::inline(&ts_rs::Config::default());
    assert_eq!(listed, there.split(" | ").map(str::to_owned).collect(), "`Setting::ALL` has each setting once");
    assert_eq!(listed.len(), Setting::ALL.len());
}

#[test]
fn every_setting_can_be_set_and_read_and_changes_no_other() {
    for setting in Setting::ALL {
        let before = Settings::default();
        let mut after = before.clone();
        let value = another(setting, &before);
        assert_ne!(before.get(setting, Language::De), value);
        after.set(setting, value.clone()).unwrap();
        assert_eq!(after.get(setting, Language::De), value);
        for other in Setting::ALL.into_iter().filter(|other| *other != setting) {
            assert_eq!(after.get(other, Language::De), before.get(other, Language::De), "{setting:?} and {other:?}");
        }
    }
}

#[test]
fn a_value_of_another_kind_is_refused_and_changes_nothing() {
    for setting in Setting::ALL {
        let mut settings = Settings::default();
        let right = kind(&settings.get(setting, Language::De));
        for value in values().into_iter().filter(|value| kind(value) != right) {
            assert_eq!(settings.set(setting, value.clone()), Err(WrongKind), "{setting:?} {value:?}");
        }
        assert_eq!(settings, Settings::default());
    }
}

#[test]
fn a_volume_has_at_most_a_hundred_percent() {
    let mut settings = Settings::default();
    settings.set(Setting::Volume, SettingValue::Percent { percent: 100 }).unwrap();
    assert_eq!(settings.set(Setting::Volume, SettingValue::Percent { percent: 101 }), Err(WrongKind));
    assert_eq!(settings.attention.volume, 100);
    let kept: Settings = serde_json::from_str(r#"{ "attention": { "volume": 250 } }"#).unwrap();
    assert_eq!(kept.attention.volume, 100, "whoever edited the file by hand");
}

#[test]
fn everything_can_be_made_a_little_smaller_and_twice_as_large() {
    let mut settings = Settings::default();
    assert_eq!(settings.zoom.percent(), 100);
    for (percent, taken) in [(80, Ok(())), (200, Ok(())), (79, Err(WrongKind)), (201, Err(WrongKind))] {
        assert_eq!(settings.set(Setting::Zoom, SettingValue::Zoom { percent }), taken, "{percent}");
    }
    assert_eq!(settings.zoom.percent(), 200);
    for (written, read) in [(0, 80), (250, 200)] {
        let kept: Settings = serde_json::from_value(serde_json::json!({ "zoom": written })).unwrap();
        assert_eq!(kept.zoom.percent(), read, "whoever edited the file by hand");
    }
}

#[test]
fn all_settings_survive_the_disk() {
    let mut settings = Settings::default();
    for setting in Setting::ALL {
        let value = another(setting, &settings);
        settings.set(setting, value).unwrap();
    }
    settings.attention.do_not_disturb_until = Some(Timestamp(1_700_000_000_000));
    settings.last = Some(LastSession::Practice);
    let kept = serde_json::to_string(&settings).unwrap();
    assert_eq!(serde_json::from_str::<Settings>(&kept).unwrap(), settings);
}

#[test]
fn what_a_newer_program_wrote_is_passed_over_and_what_an_older_one_did_not_has_its_default() {
    let kept = r#"{ "own_windows": true, "new_here": [1], "attention": { "notify_text": true, "colour": "red" } }"#;
    let settings: Settings = serde_json::from_str(kept).unwrap();
    let mut expected = Settings { own_windows: true, ..Settings::default() };
    expected.attention.notify_text = true;
    assert_eq!(settings, expected);
    assert_eq!(serde_json::from_str::<Settings>("{}").unwrap(), Settings::default());
}

#[test]
fn signs_are_on_by_default_and_tell_no_contents_and_take_no_key() {
    let attention = Settings::default().attention;
    assert!(attention.flash && attention.flash_consultations && attention.respect_system);
    assert!(attention.notify_invitations && attention.notify_messages);
    assert!(attention.sound_invitation && attention.sound_message && attention.sound_consultation);
    assert!(!attention.notify_text);
    assert_eq!(attention.shortcut, Shortcut::Off);
}
