//! Plays a history on the real desk: tells it what a backend, the windows and the system would tell, writes down what
//! happened, and collects the signs that are given.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use konsil_protocol::domain::*;

use super::super::world::*;
use super::model::{About, Closed, Model, OFFERED_MS, PRIVATES};
use super::told::{Chat, History, Private, Told};
use crate::attention::episode::{self, EpisodeChange};
use crate::boundary::input::Input;
use crate::boundary::view::NotificationButtons;
use crate::{Effect, Flash, OpenedBy, SoundKind, WindowId};

pub struct Player {
    pub world: World,
    pub history: History,
    views: BTreeMap<Chat, CaseView>,
    /// Replies of mine on their way, oldest first.
    outbox: BTreeMap<Chat, VecDeque<CommandId>>,
    /// With the moment at which each runs out.
    invitations: BTreeMap<Chat, (InvitationView, Timestamp)>,
    answers: BTreeMap<Chat, (CommandId, bool)>,
    numbers: u32,
    // Signs
    pub flashing: BTreeSet<WindowId>,
    pub badge: u32,
    pub standing: BTreeMap<CaseId, About>,
    /// How often each chat's notification was shown, since the last look.
    pub notified: BTreeMap<CaseId, u32>,
    pub sounds: Vec<(Timestamp, SoundKind)>,
}

impl Player {
    /// Jana is signed in; Katrin is in the conference of chat c, and is consulted in a (twice) and b.
    pub fn new() -> Self {
        let mut player = Self {
            world: World::with(Vec::new()),
            history: History::new(),
            views: BTreeMap::new(),
            outbox: BTreeMap::new(),
            invitations: BTreeMap::new(),
            answers: BTreeMap::new(),
            numbers: 0,
            flashing: BTreeSet::new(),
            badge: 0,
            standing: BTreeMap::new(),
            notified: BTreeMap::new(),
            sounds: Vec::new(),
        };
        player.note(Told::Focus(Some(WindowId::Main)));
        for chat in ["a", "b", "c"] {
            player.comes(chat, None);
        }
        player
    }

    pub fn model(&self) -> Model<'_> {
        Model { told: &self.history, now: self.world.now }
    }

    /// As the desk counted them. Each is opened before it is closed, and closed once.
    pub fn episodes(&self, chat: Chat) -> Vec<Option<Closed>> {
        let mut episodes = Vec::new();
        for (_, turn) in self.world.desk.attention.episodes().history.iter().filter(|(case, _)| case.as_str() == chat) {
            match turn {
                EpisodeChange::Opened => {
                    assert!(episodes.last().is_none_or(Option::is_some), "two episodes of {chat} at once");
                    episodes.push(None);
                }
                EpisodeChange::Closed(why) => {
                    let open = episodes.last_mut().expect("it was opened");
                    assert_eq!(*open, None, "an episode of {chat} is closed twice");
                    *open = Some(match why {
                        episode::Closed::Answered => Closed::Answered,
                        episode::Closed::ContactLeft => Closed::ContactLeft,
                        episode::Closed::SessionEnded => Closed::SessionEnded,
                    });
                }
            }
        }
        episodes
    }

    pub fn note(&mut self, told: Told) {
        self.history.push((self.world.now, told));
    }

    /// Takes what the desk wants, as the system would, and writes down what that does to windows and focus.
    pub fn done(&mut self) {
        let mut windows = Vec::new();
        for effect in std::mem::take(&mut self.world.effects) {
            match effect {
                Effect::Flash { window, flash: Flash::Begin } => {
                    self.flashing.insert(window);
                }
                Effect::Flash { window, flash: Flash::End } => {
                    assert!(self.flashing.remove(&window), "{window} does not flash and is told to stop");
                }
                Effect::Badge { count } => {
                    assert_ne!(count, self.badge, "the same number is told again");
                    self.badge = count;
                }
                Effect::Notify { notification } => {
                    let about = match notification.buttons {
                        NotificationButtons::Invitation | NotificationButtons::InvitationToAccept => About::Invitation,
                        NotificationButtons::Message { .. } | NotificationButtons::None => About::Words,
                    };
                    *self.notified.entry(notification.case.clone()).or_default() += 1;
                    self.standing.insert(notification.case, about);
                }
                Effect::Withdraw { case } => {
                    assert!(self.standing.remove(&case).is_some(), "nothing stands for {case} and is withdrawn");
                }
                Effect::Play { sound, volume, .. } => {
                    assert!((1..=100).contains(&volume));
                    self.sounds.push((self.world.now, sound));
                }
                Effect::OpenChatWindow { .. } | Effect::FocusWindow { .. } | Effect::CloseWindow { .. } => {
                    windows.push(effect);
                }
                _ => {}
            }
        }
        // What the system does then comes back as news of its own.
        for effect in windows {
            match effect {
                Effect::OpenChatWindow { window, by: OpenedBy::Agent, .. } => {
                    self.world.attach(window);
                    self.done();
                    self.focus(Some(window));
                }
                Effect::FocusWindow { window } => self.focus(Some(window)),
                Effect::CloseWindow { window } => {
                    self.world.pages.remove(&window);
                    self.flashing.remove(&window);
                    if self.model_focus() == Some(window) {
                        self.focus(None);
                    }
                }
                _ => {}
            }
        }
    }

    pub fn model_focus(&self) -> Option<WindowId> {
        let focus = |told: &Told| if let Told::Focus(window) = told { Some(*window) } else { None };
        self.history.iter().rev().find_map(|(_, told)| focus(told)).flatten()
    }

    pub fn focus(&mut self, window: Option<WindowId>) {
        self.note(Told::Focus(window));
        self.world.focus(window);
        self.done();
    }

    fn number(&mut self) -> u32 {
        self.numbers += 1;
        self.numbers
    }

    /// The centre's newest view of the chat.
    fn view(&mut self, chat: Chat, change: impl FnOnce(&mut CaseView)) {
        let view = self.views.get_mut(chat).unwrap();
        view.version += 1;
        change(view);
        let view = view.clone();
        self.world.case(view);
        self.done();
    }

    /// The chat is mine from now on. Its log comes after its view, as after signing in.
    fn comes(&mut self, chat: Chat, waits_since: Option<Timestamp>) {
        let version = self.number();
        let mut view = chat_with(chat, &format!("Kontakt {chat}"));
        view.version = u64::from(version);
        view.unanswered_since = waits_since;
        if chat == "c" {
            view.members.push(member("katrin"));
        }
        for (_, name) in PRIVATES.into_iter().filter(|(of, _)| *of == chat) {
            view = with_consultation(view, consulting(name, "katrin"));
        }
        self.views.insert(chat, view.clone());
        self.note(Told::Mine { chat, waits_since });
        if let Some(private) = PRIVATES.into_iter().rfind(|(of, _)| *of == chat) {
            self.note(Told::Chosen(private));
        }
        self.world.case(view.clone());
        self.done();
        for thread in view.threads {
            let words = waits_since.is_some() && thread == Thread::Main;
            let entries = if words { vec![self.world.by_contact("Guten Tag")] } else { Vec::new() };
            let change = EntriesChange::Reset { entries, earlier: Rest::Nothing };
            self.world.hear(WorkspaceEvent::Entries { thread: ThreadRef { case: case_id(chat), thread }, change });
            self.done();
        }
    }

    pub fn contact_writes(&mut self, chat: Chat) -> bool {
        if !self.model().is_mine(chat) || self.has_left(chat) {
            return false;
        }
        self.note(Told::ContactWrote(chat));
        self.world.contact_says(chat, "Sind Sie noch da?");
        self.done();
        let now = self.world.now;
        self.view(chat, |view| view.unanswered_since = view.unanswered_since.or(Some(now)));
        true
    }

    pub fn colleague_writes(&mut self, chat: Chat) -> bool {
        if chat != "c" || !self.model().is_mine(chat) || self.has_left(chat) {
            return false;
        }
        self.note(Told::ColleagueWrote(chat));
        let id = CommandId::new(format!("katrin-{}", self.number())).unwrap();
        let entry = self.world.by_agent("katrin", &id, "Einen Moment bitte.");
        self.world.appended(chat, Thread::Main, vec![entry]);
        self.done();
        self.view(chat, |view| view.unanswered_since = None);
        true
    }

    pub fn i_reply(&mut self, chat: Chat) -> bool {
        if !self.model().is_mine(chat) || self.has_left(chat) {
            return false;
        }
        let id = self.world.send(chat, Thread::Main, "Gern.");
        self.note(Told::PutOut(chat, id.clone()));
        self.outbox.entry(chat).or_default().push_back(id);
        self.done();
        true
    }

    /// The oldest reply on its way: the entry comes before the view, and both before or after the answer.
    pub fn arrives(&mut self, chat: Chat, answered_first: bool) -> bool {
        if !self.model().is_mine(chat) || self.has_left(chat) {
            return false;
        }
        let Some(id) = self.outbox.get_mut(chat).and_then(VecDeque::pop_front) else { return false };
        self.note(Told::Arrived(chat, id.clone()));
        if answered_first {
            self.world.answered(&id, Ok(()));
            self.done();
        }
        self.world.arrived(chat, Thread::Main, &id, "Gern.");
        self.done();
        self.view(chat, |view| view.unanswered_since = None);
        if !answered_first {
            self.world.answered(&id, Ok(()));
            self.done();
        }
        true
    }

    pub fn comes_back(&mut self, chat: Chat) -> bool {
        let Some(id) = self.outbox.get_mut(chat).and_then(VecDeque::pop_front) else { return false };
        self.note(Told::CameBack(chat, id.clone()));
        self.world.answered(&id, Err(Refusal::NotPermitted));
        self.done();
        true
    }

    pub fn private_words(&mut self, private: Private) -> bool {
        if !self.model().is_mine(private.0) {
            return false;
        }
        self.note(Told::PrivateWords(private));
        let id = CommandId::new(format!("katrin-{}", self.number())).unwrap();
        let entry = self.world.by_agent("katrin", &id, "Ja, mach das.");
        self.world.appended(private.0, consultation(private.1), vec![entry]);
        self.done();
        true
    }

    pub fn chooses(&mut self, private: Private) -> bool {
        if !self.model().is_mine(private.0) {
            return false;
        }
        self.note(Told::Chosen(private));
        let consultation = ConsultationId::new(private.1).unwrap();
        self.world.act(Input::SelectConsultation { case: case_id(private.0), consultation });
        self.done();
        true
    }

    fn tell_me(&mut self) {
        let version = u64::from(self.number()) + 1;
        let now = self.world.now;
        let open = self.invitations.values().filter(|(_, ends)| *ends > now);
        let invitations = open
            .map(|(offer, ends)| InvitationView {
                remaining_ms: ends.since_ms(now),
                contact_interrupted: false,
                ..offer.clone()
            })
            .collect();
        self.world.hear(WorkspaceEvent::Me(Me { version, invitations, ..me() }));
        self.done();
    }

    pub fn is_offered(&mut self, chat: Chat) -> bool {
        if self.model().is_here(chat) || self.invitations.contains_key(chat) {
            return false;
        }
        let id = format!("i{}", self.number());
        let ends = self.world.now.plus_ms(OFFERED_MS);
        self.invitations.insert(chat, (offer(&id, chat, InvitationKind::Chat, None), ends));
        self.note(Told::Invited(chat));
        self.tell_me();
        true
    }

    pub fn i_answer(&mut self, chat: Chat, accept: bool) -> bool {
        if self.answers.contains_key(chat) || !self.model().is_invited(chat) {
            return false;
        }
        let Some(invitation) = self.invitations.get(chat).map(|(offer, _)| offer.invitation.clone()) else {
            return false;
        };
        self.note(Told::AnswerBegun(chat));
        let command =
            if accept { Command::AcceptInvitation { invitation } } else { Command::DeclineInvitation { invitation } };
        let id = self.world.do_it(command);
        self.answers.insert(chat, (id, accept));
        self.done();
        true
    }

    /// The centre takes my answer, or not.
    pub fn answer_comes(&mut self, chat: Chat, taken: bool) -> bool {
        let Some((id, accept)) = self.answers.remove(chat) else { return false };
        if !taken {
            self.note(Told::AnswerRefused(chat));
            self.world.answered(&id, Err(Refusal::StoreUnavailable));
            self.done();
            return true;
        }
        self.invitations.remove(chat);
        self.note(Told::InvitationOver(chat));
        self.tell_me();
        if accept {
            // Which of several accepted chats is shown, the desk decides; the history takes it over.
            self.comes(chat, Some(self.world.now));
        }
        self.world.answered(&id, Ok(()));
        self.done();
        let selected = self.world.desk.parts.agent.chats.selected().map(CaseId::as_str);
        if accept && selected == Some(chat) && self.model().selected() != Some(chat) {
            self.note(Told::Selected(chat));
        }
        true
    }

    pub fn invitation_ends(&mut self, chat: Chat) -> bool {
        if self.answers.contains_key(chat) || self.invitations.remove(chat).is_none() {
            return false;
        }
        self.note(Told::InvitationOver(chat));
        self.tell_me();
        true
    }

    fn has_left(&self, chat: Chat) -> bool {
        self.views.get(chat).is_some_and(|view| matches!(view.contact.presence, ContactPresence::Left { .. }))
    }

    pub fn contact_leaves(&mut self, chat: Chat) -> bool {
        if !self.model().is_mine(chat) || self.has_left(chat) {
            return false;
        }
        self.note(Told::ContactLeft(chat));
        let at = self.world.now;
        self.view(chat, |view| {
            view.contact.presence = ContactPresence::Left { at, why: ContactLeft::Ended };
            view.can.remove(&CaseAction::Write);
            view.unanswered_since = None;
        });
        true
    }

    pub fn session_ends(&mut self, chat: Chat, removed: bool) -> bool {
        if !self.model().is_mine(chat) {
            return false;
        }
        self.note(Told::SessionEnded(chat));
        let at = self.world.now;
        self.view(chat, |view| {
            let why = if removed { Left::Removed { by: agent("katrin") } } else { Left::Ended };
            view.standing = Standing::Former { at, why };
            view.can = BTreeSet::from([CaseAction::MarkDone]);
            view.unanswered_since = None;
        });
        true
    }

    /// Mark done, or a transfer: it goes without a trace, as far as no text of mine stands in it.
    pub fn goes(&mut self, chat: Chat) -> bool {
        let clear =
            self.world.desk.parts.agent.chats.get(&case_id(chat)).is_some_and(|chat| !chat.conversation().has_texts());
        if !self.model().is_here(chat) || !clear {
            return false;
        }
        self.note(Told::Gone(chat));
        self.views.remove(chat);
        self.outbox.remove(chat);
        self.world.hear(WorkspaceEvent::Gone { case: case_id(chat) });
        self.done();
        true
    }
}
