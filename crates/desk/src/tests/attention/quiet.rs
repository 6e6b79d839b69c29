//! Do-not-disturb, silenced chats, and how often it may sound.

use super::*;
use crate::Event;
use crate::KeptSilenced;

#[test]
fn in_do_not_disturb_only_the_number_stays_and_its_end_raises_what_is_unread() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.does(|world| do_not_disturb(world, 60_000));
    assert_eq!((screen.flashing.len(), screen.badge, screen.notified().len()), (0, 1, 0));
    let sounds = screen.played.len();
    screen.waits(10_000);
    screen.contact_writes("b", "Petra Vogt");
    assert_eq!((screen.flashing.len(), screen.badge, screen.played.len()), (0, 2, sounds));
    assert_eq!(ids(&screen.newest().effects), ["no-sign-quiet", "sign-badge"]);
    screen.sleeps(50_000);
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
    assert_eq!(screen.notified(), ["a", "b"]);
    assert_eq!(screen.played.len(), sounds, "sounds are not made up for");
    assert_eq!(ids(&[screen.newest().cause]), ["why-quiet-ended"]);
}

#[test]
fn the_systems_own_quiet_counts_only_as_long_as_it_is_respected() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.system(SystemEvent::Quiet(SystemQuiet::On));
    assert!(screen.flashing.is_empty());
    screen.switch_off(Setting::RespectSystem);
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
    assert_eq!(ids(&[screen.newest().cause]), ["why-quiet-ended-system"], "the agent's own was never on");
}

#[test]
fn a_silenced_chat_keeps_its_number_and_an_invitation_in_it_still_rings() {
    let mut screen = Screen::left();
    screen.does(|world| world.act(Input::Silence { case: case_id("a"), silenced: true }));
    screen.contact_writes("a", "Martin Hoffmann");
    assert_eq!((screen.flashing.len(), screen.badge, screen.notified().len(), screen.played.len()), (0, 1, 0, 0));
    assert_eq!(ids(&screen.newest().effects), ["no-sign-silenced", "sign-badge"]);
    screen.invited(vec![offer("i1", "a", InvitationKind::Transfer, Some("katrin"))]);
    assert_eq!((screen.flashing.len(), screen.notified().len(), screen.played.len()), (1, 1, 1));
    screen.invited(Vec::new());
    assert_eq!((screen.flashing.len(), screen.notified().len()), (0, 0));
    screen.does(|world| world.act(Input::Silence { case: case_id("a"), silenced: false }));
    assert_eq!((screen.flashing.len(), screen.notified().len(), screen.played.len()), (1, 1, 1));
}

#[test]
fn silence_is_kept_for_a_chat_that_stands_and_forgotten_with_it() {
    let mut screen = Screen::left();
    screen.does(|world| world.act(Input::Silence { case: case_id("nobody"), silenced: true }));
    assert!(screen.world.effects.is_empty(), "{:?}", screen.world.effects);
    let saved = |ids: &[&str]| Effect::SaveSilenced { silenced: silenced_by("jana", ids) };
    screen.does(|world| world.act(Input::Silence { case: case_id("a"), silenced: true }));
    assert!(screen.world.effects.contains(&saved(&["a"])));
    screen.does(|world| world.hear(WorkspaceEvent::Gone { case: case_id("a") }));
    assert!(screen.world.effects.contains(&saved(&[])));
}

#[test]
fn silence_found_on_disk_waits_until_the_chats_have_come() {
    let mut world = World::before_sign_in(crate::Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    let silenced = vec![silenced_by("katrin", &["b"]), silenced_by("jana", &["a", "gone"])];
    world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(Kept { silenced, ..Kept::default() }) });
    world.hear(WorkspaceEvent::Me(me()));
    world.case(chat_with("a", "Martin Hoffmann"));
    world.case(chat_with("b", "Petra Vogt"));
    world.hear(WorkspaceEvent::Synced);
    assert!(world.effects.contains(&Effect::SaveSilenced { silenced: silenced_by("jana", &["a"]) }));
    let chats = &world.main().list.as_ref().unwrap().chats;
    let silenced: Vec<_> = chats.iter().filter(|row| row.silenced).map(|row| row.contact.as_str()).collect();
    assert_eq!(silenced, ["Martin Hoffmann"], "what somebody else silenced here rings for her");
}

fn silenced_by(name: &str, ids: &[&str]) -> KeptSilenced {
    let cases = ids.iter().map(|id| case_id(id)).collect();
    KeptSilenced { agent: agent(name), server: String::new(), cases }
}

#[test]
fn at_most_one_sound_in_five_seconds_and_the_log_says_so() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.waits(4_999);
    screen.contact_writes("b", "Petra Vogt");
    assert_eq!(screen.played, [SoundKind::Message]);
    assert!(ids(&screen.newest().effects).contains(&"no-sound-recent"));
    screen.waits(1);
    screen.invited(vec![offer("i1", "c", InvitationKind::Chat, None)]);
    assert_eq!(screen.played, [SoundKind::Message, SoundKind::Invitation], "dropped, not delayed");
    screen.sleeps(10_000);
    assert_eq!(screen.played.len(), 2);
}

/// A message has sounded, and a second later an invitation has come.
fn invited_too_soon() -> Screen {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.waits(1_000);
    screen.invited(vec![offer("i1", "c", InvitationKind::Chat, None)]);
    assert_eq!(screen.played, [SoundKind::Message]);
    assert!(ids(&screen.newest().effects).contains(&"sign-sound-later"));
    screen
}

#[test]
fn an_invitation_that_came_too_soon_after_a_sound_is_heard_once_when_it_may() {
    let mut screen = invited_too_soon();
    screen.sleeps(3_999);
    assert_eq!(screen.played, [SoundKind::Message]);
    screen.sleeps(1);
    assert_eq!(screen.played, [SoundKind::Message, SoundKind::Invitation]);
    let row = screen.newest();
    assert_eq!((row.cause.id.as_str(), row.at), ("why-still-invited", screen.world.now));
    assert_eq!(row.chat.as_deref(), Some("Martin Hoffmann"), "its contact");
    assert_eq!(ids(&row.effects), ["sign-sound"]);
    screen.sleeps(20_000);
    assert_eq!(screen.played.len(), 2, "once");
}

#[test]
fn what_is_owed_is_not_heard_if_it_is_answered_over_or_nothing_may_sound_by_then() {
    let mut answered = invited_too_soon();
    let invitation = InvitationId::new("i1").unwrap();
    answered.does(|world| drop(world.do_it(Command::AcceptInvitation { invitation })));
    let mut over = invited_too_soon();
    over.invited(Vec::new());
    let mut quiet = invited_too_soon();
    quiet.does(|world| do_not_disturb(world, 4_500));
    let mut off = invited_too_soon();
    off.switch_off(Setting::SoundInvitation);
    let mut mute = invited_too_soon();
    mute.set(Setting::Volume, SettingValue::Percent { percent: 0 });
    for mut screen in [answered, over, quiet, off, mute] {
        screen.sleeps(10_000);
        assert_eq!(screen.played, [SoundKind::Message]);
    }
}

#[test]
fn a_message_does_not_push_an_owed_invitation_aside() {
    let mut screen = invited_too_soon();
    screen.invited(vec![
        offer("i1", "c", InvitationKind::Chat, None),
        offer("i2", "d", InvitationKind::Consultation, Some("katrin")),
    ]);
    // A message at that very moment, before anything has woken the desk.
    screen.world.now = screen.world.now.plus_ms(4_000);
    screen.contact_writes("b", "Petra Vogt");
    assert_eq!(screen.played, [SoundKind::Message, SoundKind::Invitation], "one for both");
    screen.waits(0);
    screen.sleeps(20_000);
    assert_eq!(screen.played.len(), 2);
}

#[test]
fn words_in_view_make_no_sound_and_those_beside_them_do() {
    let mut screen = Screen::with(vec![asking_katrin(), chat_with("b", "Petra Vogt")]);
    screen.does(|world| world.select("a"));
    screen.contact_writes("a", "Martin Hoffmann");
    assert!(screen.played.is_empty() && screen.notifications.is_empty());
    screen.does(|world| world.contact_says("b", "Hallo"));
    assert_eq!(screen.played, [SoundKind::Message]);
    assert_eq!(screen.notified(), ["b"]);
}

#[test]
fn each_kind_of_sound_can_be_switched_off_and_volume_zero_is_none() {
    let mut screen = Screen::left();
    screen.switch_off(Setting::SoundMessage);
    screen.contact_writes("a", "Martin Hoffmann");
    assert!(ids(&screen.newest().effects).contains(&"no-sound-off"));
    screen.set(Setting::Volume, SettingValue::Percent { percent: 0 });
    screen.invited(vec![offer("i1", "c", InvitationKind::Chat, None)]);
    assert!(ids(&screen.newest().effects).contains(&"no-sound-volume"));
    assert!(screen.played.is_empty());
}

#[test]
fn a_clock_that_is_put_back_does_not_take_the_sounds_away() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.world.now = Timestamp(screen.world.now.0 - 3_600_000);
    screen.contact_writes("b", "Petra Vogt");
    assert_eq!(screen.played.len(), 2);
}

#[test]
fn what_came_while_the_connection_was_gone_is_heard_when_it_is_back() {
    let mut screen = Screen::left();
    let old = screen.world.by_contact("Guten Tag");
    let reset = |entries| WorkspaceEvent::Entries {
        thread: ThreadRef::main(case_id("a")),
        change: EntriesChange::Reset { entries, earlier: Rest::Nothing },
    };
    screen.does(|world| world.hear(reset(vec![old.clone()])));
    assert!(screen.played.is_empty(), "old");
    screen.does(World::offline);
    let new = screen.world.by_contact("Sind Sie noch da?");
    screen.does(|world| world.hear(reset(vec![old, new])));
    assert_eq!(screen.played, [SoundKind::Message]);
    assert_eq!(screen.notified(), ["a"]);
}

#[test]
fn do_not_disturb_is_over_at_its_end_whoever_comes_first() {
    let mut screen = Screen::left();
    screen.does(|world| do_not_disturb(world, 60_000));
    // A message at that very moment, before anything has woken the desk.
    screen.world.now = screen.world.now.plus_ms(60_000);
    screen.contact_writes("a", "Martin Hoffmann");
    assert_eq!((screen.flashing.len(), screen.notified(), screen.played.len()), (1, vec!["a"], 1));
}
