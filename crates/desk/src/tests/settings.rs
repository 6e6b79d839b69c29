//! Settings are changed, and what follows from that at once.

use konsil_protocol::domain::{CommandId, Language};

use super::world::*;

use crate::boundary::input::Input;
use crate::{
    Begin, Desk, Effect, Event, Moment, Setting, SettingValue, Settings, Shortcut, SoundDevice, SoundOutput, Theme,
    Zoom,
};

fn set(world: &mut World, setting: Setting, value: SettingValue) {
    world.act(Input::Set { setting, value });
}

fn shown(world: &World, setting: Setting) -> SettingValue {
    let rows = &world.main().attention.as_ref().unwrap().settings;
    rows.iter().find(|row| row.setting == setting).unwrap().value.clone()
}

fn saved(world: &World) -> Option<&Settings> {
    world
        .effects
        .iter()
        .find_map(|effect| if let Effect::SaveSettings { settings } = effect { Some(settings) } else { None })
}

#[test]
fn the_page_shows_every_setting_once_in_its_order() {
    let world = World::with(Vec::new());
    let rows = &world.main().attention.as_ref().unwrap().settings;
    assert_eq!(rows.iter().map(|row| row.setting).collect::<Vec<_>>(), Setting::ALL);
}

#[test]
fn whatever_is_set_is_kept_and_shown() {
    let mut world = World::with(Vec::new());
    for setting in Setting::ALL {
        let value = match shown(&world, setting) {
            SettingValue::Switch { on } => SettingValue::Switch { on: !on },
            SettingValue::Percent { .. } => SettingValue::Percent { percent: 35 },
            SettingValue::Language { .. } => SettingValue::Language { language: Language::En },
            SettingValue::Theme { .. } => SettingValue::Theme { theme: Theme::Dark },
            SettingValue::Zoom { .. } => SettingValue::Zoom { percent: 150 },
            SettingValue::Shortcut { .. } => SettingValue::Shortcut { shortcut: Shortcut::CtrlShiftF9 },
            SettingValue::Output { .. } => {
                let device = SoundDevice { id: "alsa:headset".to_owned(), name: "Headset".to_owned() };
                SettingValue::Output { output: Some(SoundOutput::Device { device }) }
            }
            SettingValue::Keys { .. } => {
                let keys = serde_json::from_str(r#"{"consult":"Mod+Shift+G"}"#).unwrap();
                SettingValue::Keys { keys }
            }
        };
        set(&mut world, setting, value.clone());
        let kept = saved(&world).unwrap_or_else(|| panic!("{setting:?} is not kept"));
        assert_eq!(kept.get(setting, Language::De), value);
        assert_eq!(shown(&world, setting), value);
    }
}

#[test]
fn a_page_of_another_version_changes_nothing() {
    let mut world = World::with(Vec::new());
    set(&mut world, Setting::Volume, SettingValue::Switch { on: false });
    assert_eq!(world.effects, []);
    assert_eq!(shown(&world, Setting::Volume), SettingValue::Percent { percent: 60 });
}

#[test]
fn a_shortcut_is_asked_for_when_it_is_chosen_and_at_the_start() {
    let mut world = World::with(Vec::new());
    let shortcut = Shortcut::CtrlShiftJ;
    set(&mut world, Setting::Shortcut, SettingValue::Shortcut { shortcut });
    assert!(world.effects.contains(&Effect::SetShortcut { shortcut }));
    let settings = saved(&world).unwrap().clone();
    let moment = || Moment::new(START, CommandId::new("m").unwrap());
    let asked = |settings| {
        let effects = Desk::new(settings, Language::De, None).handle(Event::Begin(Begin::SignIn), moment());
        effects.into_iter().find(|effect| matches!(effect, Effect::SetShortcut { .. }))
    };
    assert_eq!(asked(settings), Some(Effect::SetShortcut { shortcut }));
    assert_eq!(asked(Settings::default()), None);
}

#[test]
fn everything_is_as_large_as_it_was_from_the_start_on() {
    let mut world = World::with(Vec::new());
    set(&mut world, Setting::Zoom, SettingValue::Zoom { percent: 150 });
    let zoom = Zoom::new(150).unwrap();
    assert!(world.effects.contains(&Effect::SetZoom { zoom }));
    let settings = saved(&world).unwrap().clone();
    let moment = Moment::new(START, CommandId::new("m").unwrap());
    let begun = Desk::new(settings, Language::De, None).handle(Event::Begin(Begin::SignIn), moment);
    assert!(begun.contains(&Effect::SetZoom { zoom }));
}

#[test]
fn a_shortcut_that_is_no_longer_offered_costs_no_other_setting() {
    let mut kept = serde_json::to_value(Settings { login: "jana".into(), ..Settings::default() }).unwrap();
    kept["attention"]["shortcut"] = "ctrl_alt_f9".into();
    let settings: Settings = serde_json::from_value(kept).unwrap();
    assert_eq!((settings.login.as_str(), settings.attention.shortcut), ("jana", Shortcut::CtrlShiftF9));
}
