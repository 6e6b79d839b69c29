//! Random histories, played on the desk and gone through by a plain model of the rules: after each step both must agree
//! on every sign.
// A rule names the things that it is about; of all others it says that they are not.
#![allow(clippy::wildcard_enum_match_arm, reason = "see above")]

mod desktop;
mod model;
mod player;
mod told;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write as _;

use super::world::case_id;
use model::{CHATS, Closed, PRIVATES};
use player::Player;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use told::{Chat, Switch};

const HISTORIES: u32 = 400;
const STEPS: usize = 80;

/// What may happen next; whether it can, the player says.
#[derive(Debug, Clone, Copy)]
enum Step {
    ContactWrites(usize),
    ColleagueWrites,
    IReply(usize),
    Arrives(usize, bool),
    ComesBack(usize),
    PrivateWords(usize),
    Chooses(usize),
    IsOffered(usize),
    IAnswer(usize, bool),
    AnswerComes(usize, bool),
    InvitationEnds(usize),
    ContactLeaves(usize),
    SessionEnds(usize, bool),
    Goes(usize),
    Focuses(u8),
    Locks(bool),
    Selects(usize),
    TearsOffOrDocks(usize),
    Silences(usize, bool),
    DoNotDisturb(u64),
    SystemQuiet(bool),
    Idle(bool),
    Switches(Switch),
    Volume(u8),
    WavesAway(usize),
    Passes(u64),
}

const SWITCHES: [Switch; 9] = [
    Switch::Flash,
    Switch::FlashConsultations,
    Switch::NotifyInvitations,
    Switch::NotifyMessages,
    Switch::SoundInvitation,
    Switch::SoundMessage,
    Switch::SoundConsultation,
    Switch::SoundIdle,
    Switch::RespectSystem,
];

fn step() -> impl Strategy<Value = Step> {
    let chat = || 0..CHATS.len();
    let private = || 0..PRIVATES.len();
    prop_oneof![
        8 => chat().prop_map(Step::ContactWrites),
        2 => Just(Step::ColleagueWrites),
        5 => chat().prop_map(Step::IReply),
        5 => (chat(), any::<bool>()).prop_map(|(chat, first)| Step::Arrives(chat, first)),
        2 => chat().prop_map(Step::ComesBack),
        5 => private().prop_map(Step::PrivateWords),
        2 => private().prop_map(Step::Chooses),
        3 => chat().prop_map(Step::IsOffered),
        3 => (chat(), any::<bool>()).prop_map(|(chat, accept)| Step::IAnswer(chat, accept)),
        3 => (chat(), prop::bool::weighted(0.7)).prop_map(|(chat, taken)| Step::AnswerComes(chat, taken)),
        1 => chat().prop_map(Step::InvitationEnds),
        1 => chat().prop_map(Step::ContactLeaves),
        1 => (chat(), any::<bool>()).prop_map(|(chat, removed)| Step::SessionEnds(chat, removed)),
        1 => chat().prop_map(Step::Goes),
        7 => any::<u8>().prop_map(Step::Focuses),
        1 => any::<bool>().prop_map(Step::Locks),
        4 => chat().prop_map(Step::Selects),
        3 => chat().prop_map(Step::TearsOffOrDocks),
        2 => (chat(), any::<bool>()).prop_map(|(chat, silenced)| Step::Silences(chat, silenced)),
        1 => prop::sample::select(vec![0, 0, 4_000, 20_000]).prop_map(Step::DoNotDisturb),
        1 => any::<bool>().prop_map(Step::SystemQuiet),
        2 => any::<bool>().prop_map(Step::Idle),
        2 => prop::sample::select(SWITCHES.to_vec()).prop_map(Step::Switches),
        1 => prop::sample::select(vec![0, 60, 60, 100]).prop_map(Step::Volume),
        2 => chat().prop_map(Step::WavesAway),
        6 => prop::sample::select(vec![100, 1_000, 2_500, 4_900, 5_000, 30_000]).prop_map(Step::Passes),
    ]
}

/// In the first chat from this one on in which it can happen.
fn in_some_chat(first: usize, mut happens: impl FnMut(Chat) -> bool) -> bool {
    (0..CHATS.len()).any(|next| happens(CHATS[(first + next) % CHATS.len()]))
}

fn play(player: &mut Player, step: Step) -> bool {
    match step {
        Step::ContactWrites(chat) => in_some_chat(chat, |chat| player.contact_writes(chat)),
        Step::ColleagueWrites => player.colleague_writes("c"),
        Step::IReply(chat) => in_some_chat(chat, |chat| player.i_reply(chat)),
        Step::Arrives(chat, answered_first) => in_some_chat(chat, |chat| player.arrives(chat, answered_first)),
        Step::ComesBack(chat) => in_some_chat(chat, |chat| player.comes_back(chat)),
        Step::PrivateWords(private) => player.private_words(PRIVATES[private]),
        Step::Chooses(private) => player.chooses(PRIVATES[private]),
        Step::IsOffered(chat) => in_some_chat(chat, |chat| player.is_offered(chat)),
        Step::IAnswer(chat, accept) => in_some_chat(chat, |chat| player.i_answer(chat, accept)),
        Step::AnswerComes(chat, taken) => in_some_chat(chat, |chat| player.answer_comes(chat, taken)),
        Step::InvitationEnds(chat) => in_some_chat(chat, |chat| player.invitation_ends(chat)),
        Step::ContactLeaves(chat) => player.contact_leaves(CHATS[chat]),
        Step::SessionEnds(chat, removed) => player.session_ends(CHATS[chat], removed),
        Step::Goes(chat) => player.goes(CHATS[chat]),
        Step::Focuses(place) => player.focuses(place),
        Step::Locks(locked) => player.locks(locked),
        Step::Selects(chat) => player.selects(CHATS[chat]),
        Step::TearsOffOrDocks(chat) => player.tears_off_or_docks(CHATS[chat]),
        Step::Silences(chat, silenced) => player.silences(CHATS[chat], silenced),
        Step::DoNotDisturb(for_ms) => player.does_not_want_to_be_disturbed(for_ms),
        Step::SystemQuiet(on) => player.system_wants_quiet(on),
        Step::Idle(idle) => player.rests(idle),
        Step::Switches(switch) => player.switches(switch),
        Step::Volume(percent) => player.sets_volume(percent),
        Step::WavesAway(chat) => in_some_chat(chat, |chat| player.waves_away(chat)),
        Step::Passes(ms) => player.passes(ms),
    }
}

/// How often something was so, over all histories.
type Table = BTreeMap<String, u32>;

#[test]
fn whatever_happens_all_signs_are_those_of_the_rules() {
    let table = RefCell::new(Table::new());
    let mut runner = TestRunner::new(Config { cases: HISTORIES, failure_persistence: None, ..Config::default() });
    let played = runner.run(&prop::collection::vec(step(), 1..=STEPS), |steps| {
        let mut player = Player::new();
        for step in steps {
            let (before, told) = (player.model().notifications(), player.history.len());
            let unread = CHATS.map(|chat| player.model().unread_in(chat));
            player.notified.clear();
            if play(&mut player, step) {
                count(&table, format!("{step:?}").split('(').next().unwrap());
            }
            let model = player.model();
            for (chat, about) in model.notifications() {
                let news = player.history[told..].iter().any(|(_, told)| model.is_news(told, chat));
                let times = player.notified.get(&case_id(chat)).copied().unwrap_or(0);
                let number = CHATS.iter().position(|of| *of == chat).unwrap();
                if news || before.get(chat) != Some(&about) {
                    prop_assert_eq!(times, 1, "chat {} is notified of, by {:?}", chat, step);
                } else if unread[number] == model.unread_in(chat) {
                    // Where one of two consultations was read, the other's words take its place.
                    prop_assert_eq!(times, 0, "chat {} is notified of without news, by {:?}", chat, step);
                }
            }
            prop_assert_eq!(&player.flashing, &model.flashing(), "windows that flash, after {:?}", step);
            prop_assert_eq!(player.badge, model.badge(), "the badge, after {:?}", step);
            let expected: BTreeMap<_, _> =
                model.notifications().into_iter().map(|(chat, about)| (chat.to_owned(), about)).collect();
            let standing: BTreeMap<_, _> =
                player.standing.iter().map(|(case, about)| (case.to_string(), *about)).collect();
            prop_assert_eq!(standing, expected, "notifications, after {:?}", step);
            prop_assert_eq!(&player.sounds, &model.sounds(), "sounds, after {:?}", step);
        }
        for chat in CHATS {
            prop_assert_eq!(player.episodes(chat), player.model().episodes(chat), "episodes of chat {}", chat);
        }
        for pair in player.sounds.windows(2) {
            prop_assert!(pair[1].0.since_ms(pair[0].0) >= 5_000, "two sounds within 5 s");
        }
        record(&table, &player);
        Ok(())
    });
    #[allow(clippy::disallowed_methods)]
    let mut out = std::io::stderr();
    for (what, times) in table.borrow().iter() {
        let _ = writeln!(out, "  {times:7} {what}");
    }
    if let Err(failure) = played {
        panic!("{failure}");
    }
}

fn record(table: &RefCell<Table>, player: &Player) {
    for (_, kind) in &player.sounds {
        count(table, &format!("· sound: {kind:?}"));
    }
    for closed in CHATS.into_iter().flat_map(|chat| player.model().episodes(chat)) {
        count(
            table,
            match closed {
                None => "· episode still open",
                Some(Closed::Answered) => "· episode closed: answered",
                Some(Closed::ContactLeft) => "· episode closed: contact left",
                Some(Closed::SessionEnded) => "· episode closed: session ended",
            },
        );
    }
}

fn count(table: &RefCell<Table>, what: &str) {
    *table.borrow_mut().entry(what.to_owned()).or_default() += 1;
}
