//! What flashes, rings and is notified, told as stories (`docs/behaviour.md` section 7).

mod answers;
mod decisions;
mod flashing;
mod idle;
mod not_ready;
mod notifications;
mod quiet;
mod trials;

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::*;

use super::world::*;
use crate::attention::episode::{Closed, EpisodeChange};
use crate::boundary::input::{Draft, Input};
use crate::boundary::view::{Arg, DecisionRow, Notification, NotificationButtons, Phrase};
use crate::{
    BadgeMeans, Effect, Flash, FlashMeans, Kept, Means, NotificationAnswer, NotificationMeans, Setting, SettingValue,
    SignFault, SoundKind, SystemEvent, SystemQuiet, TrialSign, WindowId,
};

pub const MAIN: WindowId = WindowId::Main;
pub const OWN: WindowId = WindowId::Chat(1);

/// Jana's screen: what the effects have made of it.
pub struct Screen {
    pub world: World,
    pub flashing: BTreeSet<WindowId>,
    pub badge: u32,
    pub notifications: BTreeMap<CaseId, Notification>,
    pub played: Vec<SoundKind>,
}

impl Screen {
    pub fn with(chats: Vec<CaseView>) -> Self {
        let world = World::with(chats);
        let mut screen =
            Self { world, flashing: BTreeSet::new(), badge: 0, notifications: BTreeMap::new(), played: Vec::new() };
        screen.see();
        screen
    }

    /// Two chats, both in the main window, which another program covers.
    pub fn left() -> Self {
        let mut screen = Self::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")]);
        screen.does(|world| world.focus(None));
        screen
    }

    pub fn does(&mut self, what: impl FnOnce(&mut World)) {
        what(&mut self.world);
        self.see();
    }

    pub fn see(&mut self) {
        for effect in self.world.effects.clone() {
            if let Effect::Flash { window, flash } = effect {
                match flash {
                    Flash::Begin => self.flashing.insert(window),
                    Flash::End => self.flashing.remove(&window),
                };
            } else if let Effect::Badge { count } = effect {
                self.badge = count;
            } else if let Effect::Notify { notification } = effect {
                self.notifications.insert(notification.case.clone(), notification);
            } else if let Effect::Withdraw { case } = effect {
                self.notifications.remove(&case);
            } else if let Effect::Play { sound, .. } = effect {
                self.played.push(sound);
            }
        }
    }

    /// The contact writes, and the centre's view follows.
    pub fn contact_writes(&mut self, case: &str, contact: &str) {
        self.does(|world| world.contact_says(case, "Sind Sie noch da?"));
        let now = self.world.now;
        self.does(|world| world.case(waiting(chat_with(case, contact), now)));
    }

    pub fn katrin_writes(&mut self, text: &str) {
        let id = CommandId::new(format!("k-{}", text.len())).unwrap();
        self.does(|world| {
            let entry = world.by_agent("katrin", &id, text);
            world.appended("a", consultation("k"), vec![entry]);
        });
    }

    pub fn invited(&mut self, invitations: Vec<InvitationView>) {
        self.does(|world| world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() })));
    }

    pub fn waits(&mut self, ms: u64) {
        self.does(|world| world.wait(ms));
    }

    /// The same, but woken only when the desk has asked for it.
    pub fn sleeps(&mut self, ms: u64) {
        let until = self.world.now.plus_ms(ms);
        while let Some(at) = self.world.desk.next_tick().filter(|at| *at <= until) {
            let ms = at.since_ms(self.world.now);
            assert!(ms > 0, "it would never rest");
            self.waits(ms);
        }
        self.world.now = until;
    }

    pub fn system(&mut self, event: SystemEvent) {
        self.does(|world| world.system(event));
    }

    pub fn notification(&mut self, case: &str, answer: NotificationAnswer) {
        self.system(SystemEvent::Notification { case: case_id(case), answer });
    }

    pub fn set(&mut self, setting: Setting, value: SettingValue) {
        self.does(|world| world.act(Input::Set { setting, value }));
    }

    pub fn switch_off(&mut self, setting: Setting) {
        self.set(setting, SettingValue::Switch { on: false });
    }

    pub fn notified(&self) -> Vec<&str> {
        self.notifications.keys().map(CaseId::as_str).collect()
    }

    pub fn newest(&self) -> DecisionRow {
        self.world.desk.decisions().remove(0)
    }

    pub fn episodes(&self) -> Vec<EpisodeChange> {
        self.world.desk.attention.episodes().history.iter().map(|(_, turn)| *turn).collect()
    }

    pub fn toasts(&self) -> Vec<&str> {
        self.world.main().toasts.iter().map(|toast| toast.id.as_str()).collect()
    }
}

pub fn waiting(mut view: CaseView, since: Timestamp) -> CaseView {
    view.version += 1;
    view.unanswered_since = Some(since);
    view
}

pub fn answered(mut view: CaseView) -> CaseView {
    view.version += 2;
    view.unanswered_since = None;
    view
}

pub fn ids(phrases: &[Phrase]) -> Vec<&str> {
    phrases.iter().map(|phrase| phrase.id.as_str()).collect()
}

pub fn text(phrase: &Phrase) -> String {
    let texts = phrase.args.values().filter_map(|arg| match arg {
        Arg::Text(text) => Some(text.clone()),
        Arg::Number(_) => None,
    });
    texts.collect::<Vec<_>>().join("|")
}

pub fn asking_katrin() -> CaseView {
    with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"))
}

pub fn means(flash: FlashMeans) -> SystemEvent {
    SystemEvent::Means(Means {
        flash,
        badge: BadgeMeans::Launcher,
        notifications: NotificationMeans::Actions,
        tray: true,
        sound: true,
        idle: true,
    })
}

pub fn do_not_disturb(world: &mut World, ms: u64) {
    let until = Some(world.now.plus_ms(ms));
    world.act(Input::SetDoNotDisturb { until });
}
