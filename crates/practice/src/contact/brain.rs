//! What a contact says, and when: pure. It answers what agents write, asks whether anybody is there, and leaves.

use std::sync::Arc;
use std::time::Duration;

use konsil_protocol::domain::Language;
use konsil_protocol::wire::contact::ContactEvent;
use tokio::time::Instant;

use crate::chance::Chance;
use crate::pace::Pace;
use crate::plan::Plan;
use crate::scripts::{Script, Temper};
use crate::texts::Texts;

/// "I am typing" fades after five seconds.
const TYPING_EVERY: Duration = Duration::from_secs(3);
/// Somebody who is seen typing is not asked whether they are there.
const TYPING_CALMS: Duration = Duration::from_secs(40);

/// How long contacts put up with waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// They ask whether anybody is there, give up, and leave when all is said.
    Ordinary,
    /// They stay in the chat, whatever is said or not said: a learner tries one thing after the other.
    Endless,
}

/// What the contact's page does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    Say { text: String },
    Typing,
    Leave,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Intent {
    Say(Line),
    Typing,
    Leave,
}

/// Which texts come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Reply,
    Waits,
    Nudge,
    GivesUp,
    Welcome,
    Goodbye,
}

pub(super) struct ContactBrain {
    script: &'static Script,
    language: Language,
    texts: Arc<Texts>,
    pace: Pace,
    chance: Chance,
    plan: Plan<Intent>,
    replies: usize,
    nudges: u32,
    waited: u32,
    met: Vec<String>,
    greet: Option<String>,
    patience: Patience,
    /// All is said: it leaves as soon as it is not wanted any more.
    has_said_all: bool,
    over: bool,
}

impl ContactBrain {
    pub(super) fn new(
        script: &'static Script,
        language: Language,
        texts: Arc<Texts>,
        pace: Pace,
        chance: Chance,
        now: Instant,
    ) -> Self {
        let mut brain = Self {
            script,
            language,
            texts,
            pace,
            chance,
            plan: Plan::default(),
            replies: 0,
            nudges: 0,
            waited: 0,
            met: Vec::new(),
            greet: None,
            patience: Patience::Ordinary,
            has_said_all: false,
            over: false,
        };
        brain.begin_patience(now);
        brain
    }

    pub(super) fn name(&self) -> String {
        self.texts.say(self.language, self.script.name)
    }

    pub(super) fn opening(&self) -> String {
        self.texts.say(self.language, self.script.opening)
    }

    pub(super) fn be_patient(&mut self, now: Instant, patience: Patience) {
        if self.patience == patience {
            return;
        }
        self.patience = patience;
        match patience {
            Patience::Ordinary if self.has_said_all => self.leave_soon(now),
            Patience::Ordinary | Patience::Endless => self.begin_patience(now),
        }
    }

    /// The server will not have this chat.
    pub(super) fn turned_away(&mut self) {
        self.over = true;
    }

    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// Whether an agent has come.
    pub(super) fn was_met(&self) -> bool {
        !self.met.is_empty()
    }

    pub(super) fn wake_at(&self) -> Option<Instant> {
        self.plan.wake_at()
    }

    pub(super) fn see(&mut self, now: Instant, event: &ContactEvent) {
        match event {
            ContactEvent::Joined { name } => self.joined(now, name),
            ContactEvent::Message { content, .. } => self.read(now, content.text()),
            ContactEvent::Ended { .. } => self.over = true,
            ContactEvent::Waiting | ContactEvent::AgentAway { .. } | ContactEvent::AgentBack { .. } => {
                self.begin_patience(now)
            }
            ContactEvent::Mine { .. } | ContactEvent::Left { .. } => {}
        }
    }

    pub(super) fn sees_typing(&mut self, now: Instant) {
        let soon = self.plan.wake_at().is_some_and(|at| at < now + TYPING_CALMS);
        if soon && self.plan.has(|intent| matches!(intent, Intent::Say(Line::Nudge | Line::GivesUp))) {
            self.begin_patience_in(now, TYPING_CALMS);
        }
    }

    /// What is to be done by now, in order.
    pub(super) fn due(&mut self, now: Instant) -> Vec<Act> {
        let mut acts = Vec::new();
        while let Some(intent) = self.plan.due(now) {
            match intent {
                Intent::Typing => acts.push(Act::Typing),
                Intent::Leave => {
                    self.over = true;
                    acts.push(Act::Leave);
                }
                Intent::Say(which) => acts.push(Act::Say { text: self.spoken(now, which) }),
            }
        }
        acts
    }

    fn joined(&mut self, now: Instant, name: &str) {
        let first = self.met.is_empty();
        if !self.met.iter().any(|known| known == name) {
            self.met.push(name.to_owned());
            if !first && self.greet.is_none() {
                self.greet = Some(name.to_owned());
                let when = now + self.pace.think(&mut self.chance, 1_500, 4_000);
                self.plan.at(when, Intent::Say(Line::Welcome));
            }
        }
        if first && self.script.temper == Temper::Gentle {
            // Begins to write, and thinks better of it.
            for second in [1, 4] {
                self.plan.at(now + self.pace.scaled(Duration::from_secs(second)), Intent::Typing);
            }
        }
        self.begin_patience(now);
    }

    fn read(&mut self, now: Instant, text: &str) {
        self.begin_patience(now);
        if self.has_said_all {
            if self.patience == Patience::Endless && self.waited < 2 {
                self.say_soon(now, Line::Waits);
            }
            return;
        }
        match kind_of(text) {
            Kind::Goodbye => self.say_soon(now, Line::Goodbye),
            Kind::Hold if self.waited < 2 => self.say_soon(now, Line::Waits),
            Kind::Hold => {}
            Kind::Other => self.say_soon(now, Line::Reply),
        }
    }

    /// Thinks, types, says. What was meant to be said is said in answer to the newest message only.
    fn say_soon(&mut self, now: Instant, which: Line) {
        self.plan.drop_all(|intent| {
            matches!(intent, Intent::Typing | Intent::Say(Line::Reply | Line::Waits | Line::Goodbye))
        });
        let text = self.text(which);
        let begins = now + self.pace.think(&mut self.chance, 1_500, 4_000);
        let slowly = match self.script.temper {
            Temper::Impatient => 1,
            Temper::Even | Temper::Gentle => 2,
        };
        let says = begins + self.pace.typing(&text) * slowly / 2 + self.pace.scaled(Duration::from_millis(500));
        let mut typing = begins;
        while typing < says {
            self.plan.at(typing, Intent::Typing);
            typing += self.pace.scaled(TYPING_EVERY).max(Duration::from_millis(1));
        }
        self.plan.at(says, Intent::Say(which));
    }

    fn spoken(&mut self, now: Instant, which: Line) -> String {
        let text = self.text(which);
        match which {
            Line::Reply => {
                self.replies += 1;
                self.begin_patience(now);
                if self.replies >= self.script.replies.len() {
                    self.leave_soon(now);
                }
            }
            Line::Goodbye | Line::GivesUp => self.leave_soon(now),
            Line::Nudge => {
                self.nudges += 1;
                self.begin_patience(now);
            }
            Line::Waits => self.waited += 1,
            Line::Welcome => {}
        }
        text
    }

    fn leave_soon(&mut self, now: Instant) {
        self.has_said_all = true;
        self.plan.drop_all(|_| true);
        let when = now + self.pace.think(&mut self.chance, 3_000, 6_000);
        match self.patience {
            Patience::Ordinary => self.plan.at(when, Intent::Leave),
            Patience::Endless => {}
        }
    }

    fn text(&self, which: Line) -> String {
        let say = |id| self.texts.say(self.language, id);
        match which {
            Line::Reply => say(self.script.replies[self.replies.min(self.script.replies.len() - 1)]),
            Line::Waits => match self.script.temper {
                Temper::Impatient => say("practice-waits-curt"),
                Temper::Even | Temper::Gentle => say("practice-waits"),
            },
            Line::Nudge if self.nudges == 0 => say("practice-nudge-1"),
            Line::Nudge => say("practice-nudge-2"),
            Line::GivesUp => say("practice-gives-up"),
            Line::Goodbye => say("practice-contact-goodbye"),
            Line::Welcome => {
                let name = self.greet.as_deref().unwrap_or_default();
                self.texts.say_to(self.language, "practice-welcome-colleague", name)
            }
        }
    }

    /// How long it waits for an answer before it asks.
    fn asks_after(&self) -> Duration {
        match self.script.temper {
            Temper::Impatient => Duration::from_secs(100),
            Temper::Even => Duration::from_secs(150),
            Temper::Gentle => Duration::from_secs(200),
        }
    }

    fn begin_patience(&mut self, now: Instant) {
        self.begin_patience_in(now, self.asks_after());
    }

    /// From now on it waits for an answer: it asks twice, then gives up.
    fn begin_patience_in(&mut self, now: Instant, asks_in: Duration) {
        if self.has_said_all {
            return;
        }
        self.plan.drop_all(|intent| matches!(intent, Intent::Leave | Intent::Say(Line::Nudge | Line::GivesUp)));
        if self.patience == Patience::Endless {
            return;
        }
        if self.met.is_empty() {
            self.plan.at(now + self.asks_after() * 4, Intent::Leave);
        } else if self.nudges < 2 {
            self.plan.at(now + asks_in, Intent::Say(Line::Nudge));
        } else {
            self.plan.at(now + asks_in * 2, Intent::Say(Line::GivesUp));
        }
    }
}

/// What an agent's message asks of the contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// "One moment please."
    Hold,
    Goodbye,
    Other,
}

const HOLD: [&str; 10] = [
    "moment",
    "augenblick",
    "sekunde",
    "minute",
    "frage nach",
    "kläre",
    "geduld",
    "bear with",
    "let me check",
    "hold on",
];
const GOODBYE: [&str; 8] =
    ["auf wiedersehen", "schönen tag", "tschüss", "alles gute", "goodbye", "nice day", "bye", "take care"];

fn kind_of(text: &str) -> Kind {
    let text = text.to_lowercase();
    let says = |texts: &[&str]| texts.iter().any(|word| text.contains(word));
    if says(&GOODBYE) {
        Kind::Goodbye
    } else if says(&HOLD) && !text.contains('?') {
        Kind::Hold
    } else {
        Kind::Other
    }
}
