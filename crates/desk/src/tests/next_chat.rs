//! "Next chat that needs me".

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::Input;
use crate::{Effect, SystemEvent, WindowId};

const OWN: WindowId = WindowId::Chat(1);

fn waiting(id: &str, contact: &str, since: u64) -> CaseView {
    CaseView { unanswered_since: Some(START.plus_ms(since)), ..chat_with(id, contact) }
}

fn says_privately(world: &mut World, case: &str, id: &str, text: &str) {
    let from = format!("k-{text}");
    let entry = world.by_agent("katrin", &CommandId::new(from).unwrap(), text);
    world.appended(case, consultation(id), vec![entry]);
}

fn invited(world: &mut World, invitations: Vec<InvitationView>) {
    world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
}

/// Presses the key; the window that is brought to the front gets the focus, as on a real desktop.
fn press(world: &mut World) {
    forget_where_it_went(world);
    world.act(Input::NextChat { from: None });
    comes_to_the_front(world);
}

/// The same with the global shortcut, on a system that takes the keyboard from the window for it.
fn press_shortcut(world: &mut World) {
    world.focus(None);
    world.wait(50);
    world.system(SystemEvent::ShortcutPressed);
    comes_to_the_front(world);
}

fn comes_to_the_front(world: &mut World) {
    let focused = world
        .effects
        .iter()
        .find_map(|effect| if let Effect::FocusWindow { window } = effect { Some(*window) } else { None });
    if let Some(window) = focused {
        world.focus(Some(window));
    }
}

fn shown(world: &World) -> Option<&str> {
    world.main().chat.as_ref().map(|chat| chat.contact.as_str())
}

#[test]
fn pending_replies_come_longest_first_and_around_again() {
    let mut world = World::with(vec![
        waiting("a", "kurz", 9_000),
        waiting("b", "lang", 1_000),
        waiting("c", "mittel", 5_000),
        chat_with("d", "beantwortet"),
    ]);
    let mut seen = Vec::new();
    for _ in 0..4 {
        press(&mut world);
        seen.push(shown(&world).unwrap().to_owned());
    }
    assert_eq!(seen, ["lang", "mittel", "kurz", "lang"]);
}

#[test]
fn after_an_answer_the_next_one_comes() {
    let mut world = World::with(vec![waiting("a", "lang", 1_000), waiting("b", "kurz", 2_000)]);
    world.act(Input::NextChat { from: None });
    assert_eq!(shown(&world), Some("lang"));
    assert_eq!(world.effects, [], "the window has the keyboard already");
    world.send("a", Thread::Main, "Guten Tag");
    press(&mut world);
    assert_eq!(shown(&world), Some("kurz"));
}

#[test]
fn a_torn_off_chat_comes_to_the_front_in_its_own_window() {
    let mut world = World::with(vec![waiting("a", "lang", 1_000), waiting("b", "kurz", 2_000)]);
    world.act(Input::TearOff { case: case_id("a") });
    world.attach(OWN);
    press(&mut world);
    assert_eq!(world.desk.parts.places.layout().active, Some(OWN));
    assert_eq!(shown(&world), None, "nothing is selected in the main window by that");
    press(&mut world);
    assert_eq!((world.desk.parts.places.layout().active, shown(&world)), (Some(WindowId::Main), Some("kurz")));
}

#[test]
fn a_consultation_with_unread_words_is_shown_after_the_pending_replies() {
    let two = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    let two = with_consultation(two, consulting("s", "sven"));
    let mut world = World::with(vec![two, waiting("b", "Petra Vogt", 0)]);
    world.act(Input::SelectConsultation { case: case_id("a"), consultation: ConsultationId::new("s").unwrap() });
    says_privately(&mut world, "a", "k", "Ja");
    press(&mut world);
    assert_eq!(shown(&world), Some("Petra Vogt"));
    press(&mut world);
    assert_eq!(shown(&world), Some("Martin Hoffmann"));
    assert_eq!(world.main().chat().selected_consultation.as_ref().unwrap().as_str(), "k");
    assert!(world.main().chat().consultations.iter().all(|pane| pane.unread == 0), "it is read by that");
}

/// Presses the key while the keyboard stands on the answer of that invitation.
fn press_on(world: &mut World, invitation: &str) {
    forget_where_it_went(world);
    world.act(Input::NextChat { from: Some(InvitationId::new(invitation).unwrap()) });
    comes_to_the_front(world);
}

fn forget_where_it_went(world: &mut World) {
    for page in world.pages.values_mut() {
        page.attended = None;
    }
}

/// The invitation to whose answer the keyboard went with the last press.
fn attended(world: &World, window: WindowId) -> Option<&str> {
    world.pages[&window].attended.as_ref().map(InvitationId::as_str)
}

#[test]
fn an_invitation_comes_last_and_brings_the_main_window_with_the_keyboard_on_its_answer() {
    let mut world = World::with(vec![waiting("a", "Martin Hoffmann", 0)]);
    world.act(Input::TearOff { case: case_id("a") });
    world.attach(OWN);
    world.focus(Some(OWN));
    invited(&mut world, vec![offer("i", "z", InvitationKind::Chat, None)]);
    press(&mut world);
    assert_eq!(world.desk.parts.places.layout().active, Some(WindowId::Main));
    assert_eq!((attended(&world, WindowId::Main), attended(&world, OWN)), (Some("i"), None));
    press_on(&mut world, "i");
    assert_eq!(world.desk.parts.places.layout().active, Some(OWN), "from an invitation it goes on");
}

#[test]
fn invitations_come_one_after_the_other_after_the_chat_before_my_eyes() {
    let mut world = World::with(vec![waiting("a", "Martin Hoffmann", 0)]);
    world.select("a");
    invited(
        &mut world,
        vec![
            offer("i", "y", InvitationKind::Chat, None),
            offer("k", "z", InvitationKind::Consultation, Some("katrin")),
        ],
    );
    press(&mut world);
    assert_eq!(attended(&world, WindowId::Main), Some("i"), "it is before my eyes, and wants an answer all the same");
    press_on(&mut world, "i");
    assert_eq!(attended(&world, WindowId::Main), Some("k"));
    press_on(&mut world, "k");
    assert_eq!(attended(&world, WindowId::Main), Some("i"));
    assert_eq!(shown(&world), Some("Martin Hoffmann"), "nothing is selected by it");
}

#[test]
fn an_invitation_that_stands_in_a_chat_shows_that_chat() {
    let reading = CaseView {
        standing: Standing::ConsultTarget { by: agent("katrin") },
        ..with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"))
    };
    let mut world = World::with(vec![reading, chat_with("b", "Petra Vogt")]);
    world.select("b");
    invited(&mut world, vec![offer("i", "a", InvitationKind::Conference, Some("katrin"))]);
    press(&mut world);
    assert_eq!((shown(&world), attended(&world, WindowId::Main)), (Some("Martin Hoffmann"), Some("i")));
}

#[test]
fn an_invitation_whose_answer_is_under_way_needs_nobody() {
    let mut world = World::with(Vec::new());
    invited(&mut world, vec![offer("i", "z", InvitationKind::Chat, None)]);
    world.do_it(Command::DeclineInvitation { invitation: InvitationId::new("i").unwrap() });
    press(&mut world);
    assert_eq!(world.main().toasts.last().unwrap().id, "next-nothing");
}

#[test]
fn it_is_said_when_nothing_needs_me_and_when_nothing_else_does() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    press(&mut world);
    assert_eq!(world.main().toasts.last().unwrap().id, "next-nothing");
    assert_eq!(shown(&world), None);
    world.case(CaseView { version: 2, ..waiting("a", "Martin Hoffmann", 0) });
    press(&mut world);
    assert_eq!(shown(&world), Some("Martin Hoffmann"));
    press(&mut world);
    assert_eq!(world.main().toasts.last().unwrap().id, "next-nothing-else");
}

#[test]
fn the_shortcut_goes_on_to_the_next_chat_though_it_takes_the_keyboard() {
    let mut world = World::with(vec![waiting("a", "lang", 1_000), waiting("b", "kurz", 2_000)]);
    let mut seen = Vec::new();
    for _ in 0..4 {
        press_shortcut(&mut world);
        seen.push(shown(&world).unwrap().to_owned());
    }
    assert_eq!(seen, ["lang", "kurz", "lang", "kurz"]);
    assert_eq!(world.desk.parts.places.layout().active, Some(WindowId::Main));
}

#[test]
fn the_shortcut_goes_on_from_the_window_that_had_the_keyboard() {
    let mut world = World::with(vec![waiting("a", "lang", 1_000), waiting("b", "kurz", 2_000)]);
    world.act(Input::TearOff { case: case_id("a") });
    world.attach(OWN);
    world.focus(Some(OWN));
    press_shortcut(&mut world);
    assert_eq!((world.desk.parts.places.layout().active, shown(&world)), (Some(WindowId::Main), Some("kurz")));
    press_shortcut(&mut world);
    assert_eq!(world.desk.parts.places.layout().active, Some(OWN));
}

#[test]
fn from_another_program_the_shortcut_begins_with_the_longest_wait() {
    let mut world = World::with(vec![waiting("a", "lang", 1_000), waiting("b", "kurz", 2_000)]);
    world.select("a");
    world.focus(None);
    world.wait(501);
    world.system(SystemEvent::ShortcutPressed);
    assert_eq!(shown(&world), Some("lang"));
}

#[test]
fn from_another_program_the_shortcut_brings_the_window_with_the_chat() {
    let mut world = World::with(vec![waiting("a", "Martin Hoffmann", 0)]);
    world.select("a");
    world.focus(None);
    world.wait(501);
    world.system(SystemEvent::ShortcutPressed);
    assert_eq!(world.effects, [Effect::FocusWindow { window: WindowId::Main }]);
}

#[test]
fn from_another_program_it_is_said_in_front_that_nothing_needs_me() {
    let mut world = World::with(Vec::new());
    world.focus(None);
    world.system(SystemEvent::ShortcutPressed);
    assert_eq!(world.effects, [Effect::FocusWindow { window: WindowId::Main }]);
    assert_eq!(world.main().toasts.last().unwrap().id, "next-nothing");
}

#[test]
fn a_silenced_chat_needs_me_all_the_same() {
    let mut world = World::with(vec![waiting("a", "Martin Hoffmann", 0)]);
    world.act(Input::Silence { case: case_id("a"), silenced: true });
    press(&mut world);
    assert_eq!(shown(&world), Some("Martin Hoffmann"));
}

#[test]
fn alone_and_with_the_keyboard_on_its_answer_an_invitation_is_all_there_is() {
    let mut world = World::with(Vec::new());
    invited(&mut world, vec![offer("i", "z", InvitationKind::Chat, None)]);
    press_on(&mut world, "i");
    assert_eq!(world.effects, []);
    assert_eq!(world.main().toasts.last().unwrap().id, "next-nothing-else");
}
