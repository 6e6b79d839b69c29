//! Signs to try out.

use super::*;

#[test]
fn a_tried_flash_begins_after_three_seconds_and_lasts_five_in_the_active_window_too() {
    let mut screen = Screen::with(Vec::new());
    screen.does(|world| do_not_disturb(world, 3_600_000));
    screen.does(|world| world.act(Input::Try { sign: TrialSign::Flash }));
    screen.sleeps(2_999);
    assert!(screen.flashing.is_empty());
    screen.sleeps(1);
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
    screen.sleeps(5_000);
    assert!(screen.flashing.is_empty());
    assert_eq!(screen.newest().cause.id, "why-trial");
}

#[test]
fn a_tried_number_is_one_more_and_a_tried_notification_goes_by_itself() {
    let mut screen = Screen::with(Vec::new());
    screen.does(|world| world.act(Input::Try { sign: TrialSign::Badge }));
    screen.does(|world| world.act(Input::Try { sign: TrialSign::Notification }));
    assert_eq!((screen.badge, screen.notified()), (1, vec!["trial"]));
    screen.notification("trial", NotificationAnswer::Open);
    assert!(screen.world.effects.is_empty() && screen.toasts().is_empty());
    screen.sleeps(5_000);
    assert_eq!((screen.badge, screen.notified()), (0, vec!["trial"]));
    screen.sleeps(5_000);
    assert!(screen.notified().is_empty());
    assert_eq!(screen.world.desk.next_tick(), None, "nothing is left to do");
}

#[test]
fn a_tried_sound_passes_over_the_pause_and_says_why_it_is_not_heard() {
    let try_it = |world: &mut World| world.act(Input::Try { sign: TrialSign::Sound { sound: SoundKind::Invitation } });
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.does(try_it);
    screen.does(try_it);
    assert_eq!(screen.played.len(), 3);
    screen.system(SystemEvent::Failed(SignFault::Sound));
    assert_eq!(screen.toasts(), ["told-no-sound-device"]);
    screen.system(SystemEvent::Failed(SignFault::Sound));
    assert_eq!(screen.toasts().len(), 1, "once for each trial");
    screen.set(Setting::Volume, SettingValue::Percent { percent: 0 });
    screen.does(try_it);
    assert_eq!(screen.toasts(), ["told-no-sound-device", "told-volume-zero"]);
    assert_eq!(screen.played.len(), 3);
}

#[test]
fn a_fault_is_told_only_to_one_who_is_trying_that_sign() {
    let mut screen = Screen::with(Vec::new());
    screen.system(SystemEvent::Failed(SignFault::Notification));
    screen.does(|world| world.act(Input::Try { sign: TrialSign::Notification }));
    screen.waits(20_000);
    screen.system(SystemEvent::Failed(SignFault::Notification));
    assert!(screen.toasts().is_empty());
    screen.does(|world| world.act(Input::Try { sign: TrialSign::Sound { sound: SoundKind::Message } }));
    screen.system(SystemEvent::Failed(SignFault::Notification));
    assert!(screen.toasts().is_empty(), "another sign");
}
