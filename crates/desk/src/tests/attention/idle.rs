//! Who has gone does not see what is in view; and where sounds are played.

use super::*;
use crate::{SoundDevice, SoundOutput};

fn rests(screen: &mut Screen, idle: bool) {
    screen.system(SystemEvent::Idle { idle });
}

/// The chat is in view, and nobody has touched the computer for a minute.
fn left_alone() -> Screen {
    let mut screen = Screen::with(vec![chat_with("a", "Martin Hoffmann")]);
    screen.does(|world| world.select("a"));
    screen.contact_writes("a", "Martin Hoffmann");
    assert!(screen.played.is_empty(), "who is there sees it");
    rests(&mut screen, true);
    assert!(screen.played.is_empty(), "what was there before is no event");
    screen
}

#[test]
fn a_message_in_view_sounds_while_nobody_uses_the_computer() {
    let mut screen = left_alone();
    screen.contact_writes("a", "Martin Hoffmann");
    assert_eq!(screen.played, [SoundKind::Message]);
    let newest = screen.newest();
    assert_eq!((newest.cause.id.as_str(), ids(&newest.effects)), ("why-contact-wrote", vec!["sign-sound"]));
    assert!(screen.notified().is_empty() && screen.flashing.is_empty(), "it is in view all the same");

    rests(&mut screen, false);
    screen.waits(10_000);
    screen.contact_writes("a", "Martin Hoffmann");
    assert_eq!(screen.played.len(), 1, "somebody is back");
}

#[test]
fn what_is_in_view_sounds_no_more_often_than_anything_else_and_nobody_asks_why_it_did_not() {
    let mut screen = left_alone();
    screen.contact_writes("a", "Martin Hoffmann");
    let decided = screen.world.desk.decisions().len();
    screen.contact_writes("a", "Martin Hoffmann");
    assert_eq!((screen.played.len(), screen.world.desk.decisions().len()), (1, decided));

    for setting in [Setting::SoundIdle, Setting::SoundMessage] {
        let mut screen = left_alone();
        screen.switch_off(setting);
        screen.contact_writes("a", "Martin Hoffmann");
        assert!(screen.played.is_empty(), "{setting:?}");
    }
    let mut quiet = left_alone();
    quiet.does(|world| do_not_disturb(world, 60_000));
    quiet.contact_writes("a", "Martin Hoffmann");
    assert!(quiet.played.is_empty());
}

fn on(name: &str) -> SoundOutput {
    SoundOutput::Device { device: SoundDevice { id: name.to_lowercase(), name: name.to_owned() } }
}

/// Where the last sounds were to be played.
fn outputs(screen: &Screen) -> Vec<&SoundOutput> {
    let played = screen.world.effects.iter();
    played.filter_map(|effect| if let Effect::Play { output, .. } = effect { Some(output) } else { None }).collect()
}

#[test]
fn invitations_are_played_with_the_others_unless_they_have_a_device_of_their_own() {
    let mut screen = Screen::left();
    let invited = |screen: &mut Screen, id: &str| {
        screen.waits(60_000);
        screen.invited(vec![offer(id, id, InvitationKind::Chat, None)]);
    };
    screen.set(Setting::SoundOutput, SettingValue::Output { output: Some(on("Headset")) });
    invited(&mut screen, "i1");
    assert_eq!(outputs(&screen), [&on("Headset")]);
    screen.set(Setting::InvitationOutput, SettingValue::Output { output: Some(SoundOutput::System) });
    invited(&mut screen, "i2");
    assert_eq!(outputs(&screen), [&SoundOutput::System]);
    screen.waits(60_000);
    screen.does(|world| world.contact_says("a", "Hallo"));
    assert_eq!(outputs(&screen), [&on("Headset")]);
    screen.set(Setting::SoundOutput, SettingValue::Output { output: None });
    assert_eq!(screen.world.effects, [], "there are no others to follow");
}

#[test]
fn a_device_that_is_not_there_is_named() {
    let mut screen = Screen::left();
    let device = SoundDevice { id: "headset".to_owned(), name: "Headset".to_owned() };
    screen.system(SystemEvent::SoundDevices(Vec::new()));
    screen.system(SystemEvent::Failed(SignFault::PlayedElsewhere { device }));
    assert_eq!(screen.toasts(), ["told-sound-elsewhere"]);
    assert_eq!(text(&screen.world.main().toasts[0]), "Headset");
}
