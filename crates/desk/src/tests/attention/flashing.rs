//! Which windows flash, and until when.

use super::*;
use crate::Event;

#[test]
fn activating_one_chat_window_leaves_the_other_flashing() {
    let mut screen = Screen::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
    screen.does(|world| world.act(Input::TearOff { case: case_id("b") }));
    screen.does(|world| world.focus(None));
    screen.contact_writes("a", "Martin Hoffmann");
    screen.contact_writes("b", "Petra Vogt");
    assert_eq!(screen.flashing, BTreeSet::from([MAIN, OWN]));

    screen.does(|world| world.focus(Some(MAIN)));
    assert_eq!(screen.flashing, BTreeSet::from([OWN]));
    screen.does(|world| world.focus(None));
    assert_eq!(screen.flashing, BTreeSet::from([MAIN, OWN]), "left without an answer");
}

#[test]
fn an_answer_stops_the_flashing_at_once_and_a_refused_one_brings_it_back() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    let mut id = None;
    screen.does(|world| id = Some(world.send("a", Thread::Main, "Ja")));
    assert!(screen.flashing.is_empty());
    assert_eq!(screen.badge, 0);
    screen.does(|world| world.answered(&id.unwrap(), Err(Refusal::StoreUnavailable)));
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
    assert_eq!(ids(&[screen.newest().cause]), ["why-answer-came-back"]);
    assert_eq!(screen.episodes(), [EpisodeChange::Opened], "nothing was answered");
}

#[test]
fn a_text_that_cannot_be_stored_brings_the_signs_back_at_once() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    let mut id = None;
    screen.does(|world| id = Some(world.send("a", Thread::Main, "Ja")));
    screen.does(|world| world.tell(Event::NotStored { id: id.unwrap() }));
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]), "at once");
    assert_ne!(screen.world.desk.next_tick(), Some(screen.world.now), "nothing is left to follow");
}

#[test]
fn an_answer_among_the_lines_counts_before_the_view_of_the_case_says_so() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.waits(1_000);
    let id = CommandId::new("k1").unwrap();
    screen.does(|world| {
        let entry = world.by_agent("katrin", &id, "Ich bin da");
        world.appended("a", Thread::Main, vec![entry]);
    });
    assert!(screen.flashing.is_empty());
    // The contact goes on, and the old view still stands.
    screen.waits(1_000);
    screen.does(|world| world.contact_says("a", "Gut"));
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
    let since = screen.world.main().list.as_ref().unwrap().chats[0].reminder.unwrap().since;
    assert_eq!(since, screen.world.now, "the reminder counts anew");
    assert_eq!(
        screen.episodes(),
        [EpisodeChange::Opened, EpisodeChange::Closed(Closed::Answered), EpisodeChange::Opened]
    );
}

#[test]
fn a_newer_view_is_believed_though_its_line_is_still_on_the_way() {
    let mut screen = Screen::left();
    let id = CommandId::new("j1").unwrap();
    screen.does(|world| world.arrived("a", Thread::Main, &id, "Guten Tag"));
    screen.waits(5_000);
    let now = screen.world.now;
    screen.does(|world| world.case(waiting(chat_with("a", "Martin Hoffmann"), now)));
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
}

#[test]
fn words_of_a_consultation_flash_until_they_are_in_view_even_in_the_active_window() {
    let mut screen = Screen::with(vec![asking_katrin(), chat_with("b", "Petra Vogt")]);
    screen.does(|world| world.select("b"));
    screen.katrin_writes("Nimm die 2");
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
    assert_eq!(screen.badge, 1);
    screen.does(|world| world.focus(None));
    let again = Effect::Flash { window: MAIN, flash: Flash::Begin };
    assert!(screen.world.effects.contains(&again), "the system dropped it meanwhile: {:?}", screen.world.effects);
    screen.does(|world| world.focus(Some(MAIN)));
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
    screen.does(|world| world.select("a"));
    assert!(screen.flashing.is_empty());
    assert_eq!(screen.badge, 0);
}

#[test]
fn an_invitation_flashes_the_main_window_until_it_runs_out_even_without_a_connection() {
    let mut screen = Screen::left();
    screen.does(World::offline);
    screen.invited(vec![offer("i1", "c", InvitationKind::Chat, None)]);
    assert_eq!((screen.flashing.clone(), screen.badge), (BTreeSet::from([MAIN]), 1));
    screen.sleeps(30_000);
    assert_eq!((screen.flashing.clone(), screen.badge), (BTreeSet::new(), 0));
    assert_eq!(screen.notified(), Vec::<&str>::new());
    assert_eq!(ids(&[screen.newest().cause]), ["why-invitation-over"]);
}

#[test]
fn an_answer_to_an_invitation_on_its_way_stops_its_signs() {
    let mut screen = Screen::left();
    screen.invited(vec![offer("i1", "c", InvitationKind::Chat, None)]);
    let mut id = None;
    screen.does(|world| {
        id = Some(world.do_it(Command::DeclineInvitation { invitation: InvitationId::new("i1").unwrap() }));
    });
    assert_eq!((screen.flashing.len(), screen.badge, screen.notified().len()), (0, 0, 0));
    screen.does(|world| world.answered(&id.unwrap(), Err(Refusal::StoreUnavailable)));
    assert_eq!((screen.flashing.len(), screen.badge, screen.notified().len()), (1, 1, 1), "it is open again");
}

#[test]
fn a_locked_screen_has_no_active_window_and_shows_nothing() {
    let mut screen = Screen::with(vec![chat_with("a", "Martin Hoffmann")]);
    screen.does(|world| world.select("a"));
    screen.contact_writes("a", "Martin Hoffmann");
    assert!(screen.flashing.is_empty(), "before the eyes");
    screen.system(SystemEvent::Locked { locked: true });
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
    screen.does(|world| world.contact_says("a", "Hallo?"));
    assert_eq!(screen.world.main().list.as_ref().unwrap().chats[0].unread, 1, "not read by a locked screen");
    assert_eq!(screen.notified(), ["a"]);
    screen.system(SystemEvent::Locked { locked: false });
    assert!(screen.flashing.is_empty());
    assert!(screen.notified().is_empty(), "read");
}

#[test]
fn after_a_start_what_is_pending_flashes_and_what_is_old_makes_no_sound() {
    let mut world = World::before_sign_in(crate::Settings::default());
    world.focus(None);
    let mut screen =
        Screen { world, flashing: BTreeSet::new(), badge: 0, notifications: BTreeMap::new(), played: Vec::new() };
    let old = screen.world.by_contact("Von gestern");
    screen.does(|world| {
        world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
        world.hear(WorkspaceEvent::Me(me()));
        world.case(waiting(chat_with("a", "Martin Hoffmann"), START));
        let change = EntriesChange::Reset { entries: vec![old], earlier: Rest::Nothing };
        world.hear(WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change });
    });
    assert!(screen.flashing.is_empty(), "not before everything has come");
    screen.does(|world| world.hear(WorkspaceEvent::Synced));
    assert_eq!((screen.flashing.clone(), screen.badge), (BTreeSet::from([MAIN]), 1));
    assert!(screen.played.is_empty() && screen.notifications.is_empty());
}

#[test]
fn moving_a_waiting_chat_moves_its_flashing() {
    let mut screen = Screen::left();
    screen.contact_writes("a", "Martin Hoffmann");
    screen.does(|world| world.act(Input::TearOff { case: case_id("a") }));
    assert_eq!(screen.flashing, BTreeSet::from([OWN]));
    screen.does(|world| {
        world.tell(Event::WindowClosed { window: OWN });
    });
    assert_eq!(screen.flashing, BTreeSet::from([MAIN]));
}
