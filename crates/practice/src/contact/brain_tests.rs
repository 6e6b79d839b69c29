//! Contacts behave like people.

use std::sync::Arc;
use std::time::Duration;

use konsil_protocol::domain::{Language, MessageContent};
use konsil_protocol::wire::contact::{ContactEvent, EndedBy};
use tokio::time::Instant;

use super::brain::{Act, ContactBrain, Patience};
use crate::chance::Chance;
use crate::pace::Pace;
use crate::scripts::SCRIPTS;
use crate::texts::Texts;

/// A contact with a clock of its own.
struct Someone {
    brain: ContactBrain,
    now: Instant,
}

impl Someone {
    fn new(script: usize, language: Language) -> Self {
        let now = Instant::now();
        let texts = Arc::new(Texts::load().unwrap());
        Self {
            brain: ContactBrain::new(&SCRIPTS[script], language, texts, Pace::Learner, Chance::new(1, "test"), now),
            now,
        }
    }

    fn sees(&mut self, event: &ContactEvent) {
        self.brain.see(self.now, event);
    }

    fn joined_by(&mut self, name: &str) {
        self.sees(&ContactEvent::Joined { name: name.to_owned() });
    }

    fn reads(&mut self, text: &str) {
        self.sees(&ContactEvent::Message { name: "Jana".to_owned(), content: MessageContent::Text(text.to_owned()) });
    }

    /// What it does within that time.
    fn within(&mut self, seconds: u64) -> Vec<Act> {
        let end = self.now + Duration::from_secs(seconds);
        let mut acts = Vec::new();
        while let Some(at) = self.brain.wake_at().filter(|at| *at <= end) {
            self.now = at;
            acts.append(&mut self.brain.due(at));
        }
        self.now = end;
        acts
    }

    fn says_within(&mut self, seconds: u64) -> Vec<String> {
        let said = |act| match act {
            Act::Say { text } => Some(text),
            Act::Typing | Act::Leave => None,
        };
        self.within(seconds).into_iter().filter_map(said).collect()
    }
}

#[test]
fn a_contact_types_then_answers_each_message_thanks_and_leaves() {
    let mut contact = Someone::new(0, Language::De);
    contact.joined_by("Jana");
    contact.reads("Guten Tag, wie ist Ihre Kundennummer?");
    let acts = contact.within(30);
    assert_eq!(acts.first(), Some(&Act::Typing));
    assert!(matches!(acts.last(), Some(Act::Say { text }) if text.contains("4471")), "{acts:?}");
    contact.reads("Danke, ich sehe beide Buchungen.");
    assert_eq!(contact.says_within(30).len(), 1);
    contact.reads("Das Geld ist in drei Tagen da.");
    let acts = contact.within(60);
    assert!(acts.iter().any(|act| matches!(act, Act::Say { text } if text.contains("Danke"))), "{acts:?}");
    assert_eq!(acts.last(), Some(&Act::Leave));
    assert!(contact.brain.is_over());
}

#[test]
fn somebody_who_is_asked_to_wait_waits_and_keeps_the_answer_for_later() {
    let mut contact = Someone::new(0, Language::En);
    contact.joined_by("Jana");
    contact.reads("One moment please, I will look into it.");
    assert_eq!(contact.says_within(20), ["ok"]);
    contact.reads("What is your customer number?");
    assert!(contact.says_within(30)[0].contains("4471"));
}

#[test]
fn two_messages_at_once_get_one_answer() {
    let mut contact = Someone::new(0, Language::De);
    contact.joined_by("Jana");
    contact.reads("Guten Tag!");
    contact.reads("Wie ist Ihre Kundennummer?");
    assert_eq!(contact.says_within(60).len(), 1);
}

#[test]
fn nobody_waits_for_ever_but_typing_calms() {
    let mut contact = Someone::new(0, Language::De);
    contact.joined_by("Jana");
    assert_eq!(contact.says_within(80), Vec::<String>::new());
    contact.brain.sees_typing(contact.now);
    assert_eq!(contact.says_within(35), Vec::<String>::new());
    assert_eq!(contact.says_within(10), ["Sind Sie noch da?"]);
    let acts = contact.within(1_000);
    assert_eq!(acts.last(), Some(&Act::Leave));
    assert!(acts.iter().any(|act| matches!(act, Act::Say { text } if text.contains("zu lange"))));
}

#[test]
fn a_contact_who_is_to_be_patient_stays_whatever_is_said_or_not_said() {
    let mut contact = Someone::new(0, Language::De);
    contact.brain.be_patient(contact.now, Patience::Endless);
    assert_eq!(contact.within(10_000), [], "nobody came");
    contact.joined_by("Jana");
    assert_eq!(contact.within(10_000), [], "nobody wrote");
    for _ in 0..3 {
        contact.reads("Ich sehe nach, was ich für Sie tun kann.");
        assert_eq!(contact.says_within(60).len(), 1);
    }
    contact.reads("Einen Augenblick noch.");
    assert_eq!(contact.says_within(60), ["ok"]);
    assert!(!contact.within(10_000).contains(&Act::Leave));
    // The lesson is over.
    contact.brain.be_patient(contact.now, Patience::Ordinary);
    assert_eq!(contact.within(10), [Act::Leave]);
}

#[test]
fn patience_that_ends_begins_anew() {
    let mut contact = Someone::new(0, Language::De);
    contact.brain.be_patient(contact.now, Patience::Endless);
    contact.joined_by("Jana");
    assert_eq!(contact.within(10_000), []);
    contact.brain.be_patient(contact.now, Patience::Ordinary);
    assert_eq!(contact.says_within(110), ["Sind Sie noch da?"]);
}

#[test]
fn a_colleague_who_joins_is_greeted_by_name_once() {
    let mut contact = Someone::new(2, Language::De);
    contact.joined_by("Jana");
    contact.joined_by("Katrin");
    contact.joined_by("Katrin");
    assert_eq!(contact.says_within(20), ["Guten Tag, Katrin."]);
}

#[test]
fn a_goodbye_is_answered_and_an_ended_chat_is_over() {
    let mut contact = Someone::new(2, Language::En);
    contact.joined_by("Jana");
    contact.reads("Have a nice day!");
    let acts = contact.within(60);
    assert_eq!(acts.last(), Some(&Act::Leave));
    let mut contact = Someone::new(2, Language::En);
    contact.sees(&ContactEvent::Ended { by: EndedBy::Agent });
    assert!(contact.brain.is_over());
}

#[test]
fn the_same_seed_plays_the_same() {
    let play = || {
        let mut contact = Someone::new(3, Language::De);
        let began = contact.now;
        contact.joined_by("Jana");
        contact.reads("Guten Tag!");
        let at = contact.brain.wake_at().map(|at| at - began);
        (at, contact.within(60))
    };
    assert_eq!(play(), play());
}
