//! A plain model of section 7 of `docs/behaviour.md`. It keeps nothing: each question is answered by going through the
//! whole history again. Slow, and easy to compare with the page of rules.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::Timestamp;

use super::told::{Chat, Private, Switch, Told};
use crate::{SoundKind, WindowId};

/// All chats that a history can be about.
pub const CHATS: [Chat; 5] = ["a", "b", "c", "d", "e"];
/// All consultations.
pub const PRIVATES: [Private; 3] = [("a", "k1"), ("a", "k2"), ("b", "k3")];
const BETWEEN_SOUNDS_MS: u64 = 5_000;
/// An invitation runs out after so long.
pub const OFFERED_MS: u64 = 30_000;

/// What a notification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    Invitation,
    Words,
}

/// Why an episode was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closed {
    Answered,
    ContactLeft,
    SessionEnded,
}

/// The history up to a moment.
#[derive(Clone, Copy)]
pub struct Model<'h> {
    pub told: &'h [(Timestamp, Told)],
    pub now: Timestamp,
}

impl<'h> Model<'h> {
    /// The last thing of a kind that happened.
    fn last<T>(&self, of: impl Fn(&'h Told) -> Option<T>) -> Option<T> {
        self.told.iter().rev().find_map(|(_, told)| of(told))
    }

    /// As it stood right after the thing of this number, at that moment.
    fn after(&self, number: usize) -> Self {
        Self { told: &self.told[..=number], now: self.told[number].0 }
    }

    // Chats and windows

    /// It stands in my list.
    pub fn is_here(&self, chat: Chat) -> bool {
        self.last(|told| match told {
            Told::Mine { chat: of, .. } if *of == chat => Some(true),
            Told::Gone(of) if *of == chat => Some(false),
            _ => None,
        })
        .unwrap_or(false)
    }

    /// My session in it goes on.
    pub fn is_mine(&self, chat: Chat) -> bool {
        self.last(|told| match told {
            Told::Mine { chat: of, .. } if *of == chat => Some(true),
            Told::SessionEnded(of) | Told::Gone(of) if *of == chat => Some(false),
            _ => None,
        })
        .unwrap_or(false)
    }

    /// "Its torn-off window, else the main window, whichever chat is selected there."
    pub fn holding(&self, chat: Chat) -> WindowId {
        self.last(|told| match told {
            Told::TornOff(of, window) if *of == chat => Some(*window),
            Told::Docked(of) | Told::Gone(of) if *of == chat => Some(WindowId::Main),
            _ => None,
        })
        .unwrap_or(WindowId::Main)
    }

    /// "The window with the keyboard focus; none while the screen is locked or all are minimised."
    pub fn active(&self) -> Option<WindowId> {
        let locked = self.last(|told| if let Told::Locked(locked) = told { Some(*locked) } else { None });
        if locked == Some(true) {
            return None;
        }
        self.last(|told| if let Told::Focus(window) = told { Some(*window) } else { None }).flatten()
    }

    pub fn selected(&self) -> Option<Chat> {
        let mut selected = None;
        for (_, told) in self.told {
            match told {
                Told::Selected(chat) | Told::Docked(chat) => selected = Some(*chat),
                Told::TornOff(chat, _) | Told::Gone(chat) if selected == Some(*chat) => selected = None,
                _ => {}
            }
        }
        selected
    }

    /// "The holding window is active and the chat selected in it."
    pub fn in_view(&self, chat: Chat) -> bool {
        let holding = self.holding(chat);
        self.is_here(chat)
            && self.active() == Some(holding)
            && (holding != WindowId::Main || self.selected() == Some(chat))
    }

    fn consultation_in_view(&self, (chat, name): Private) -> bool {
        let chosen = self.last(|told| match told {
            Told::Chosen((of, name)) if *of == chat => Some(*name),
            _ => None,
        });
        self.in_view(chat) && chosen == Some(name)
    }

    // Settings

    pub fn is_on(&self, switch: Switch) -> bool {
        self.last(|told| match told {
            Told::Switched(of, on) if *of == switch => Some(*on),
            _ => None,
        })
        .unwrap_or(true)
    }

    fn volume(&self) -> u8 {
        self.last(|told| if let Told::Volume(volume) = told { Some(*volume) } else { None }).unwrap_or(60)
    }

    pub fn is_silenced(&self, chat: Chat) -> bool {
        self.last(|told| match told {
            Told::Silenced(of, silenced) if *of == chat => Some(*silenced),
            Told::Gone(of) if *of == chat => Some(false),
            _ => None,
        })
        .unwrap_or(false)
    }

    /// Do-not-disturb, or the system wants quiet and that is respected.
    pub fn is_quiet(&self) -> bool {
        let own = self.last(|told| if let Told::DoNotDisturb(until) = told { Some(*until) } else { None }).flatten();
        let system = self.last(|told| if let Told::SystemQuiet(on) = told { Some(*on) } else { None });
        own.is_some_and(|until| self.now < until) || (system == Some(true) && self.is_on(Switch::RespectSystem))
    }

    // 7.1

    /// "From the contact's first unanswered message until any participant visible to the contact sends a message; it
    /// ends when the contact leaves or the session ends." With the moment at which it began here.
    fn waiting(&self, chat: Chat) -> Option<Timestamp> {
        let mut waiting = None;
        for (at, told) in self.told {
            match told {
                Told::Mine { chat: of, waits_since } if *of == chat => waiting = *waits_since,
                Told::ContactWrote(of) if *of == chat => waiting = waiting.or(Some(*at)),
                Told::ColleagueWrote(of)
                | Told::Arrived(of, _)
                | Told::ContactLeft(of)
                | Told::SessionEnded(of)
                | Told::Gone(of)
                    if *of == chat =>
                {
                    waiting = None;
                }
                _ => {}
            }
        }
        waiting
    }

    /// "A reply in the outbox stops the signs at once; a refused one brings them back." One that the contact has
    /// written after does not answer what was written after it.
    fn reply_under_way(&self, chat: Chat) -> bool {
        let mut under_way: Vec<&_> = Vec::new();
        for (_, told) in self.told {
            match told {
                Told::PutOut(of, id) if *of == chat => under_way.push(id),
                Told::Arrived(of, id) | Told::CameBack(of, id) if *of == chat => under_way.retain(|put| *put != id),
                Told::ContactWrote(of) | Told::Gone(of) if *of == chat => under_way.clear(),
                _ => {}
            }
        }
        !under_way.is_empty()
    }

    pub fn pending(&self, chat: Chat) -> bool {
        self.waiting(chat).is_some() && !self.reply_under_way(chat)
    }

    // Words that were not in view

    /// How many, and the number of the last thing that told of them.
    fn unread(&self, of: impl Fn(&Told) -> bool, chat: Chat, seen: impl Fn(&Self) -> bool) -> (u32, usize) {
        let mut unread = (0, 0);
        for (number, (_, told)) in self.told.iter().enumerate() {
            if of(told) {
                unread = (unread.0 + 1, number);
            }
            let fresh = matches!(told, Told::Mine { chat: of, .. } if *of == chat);
            if fresh || seen(&self.after(number)) {
                unread = (0, number);
            }
        }
        unread
    }

    fn unread_words(&self, chat: Chat) -> (u32, usize) {
        let words = |told: &Told| matches!(told, Told::ContactWrote(of) | Told::ColleagueWrote(of) if *of == chat);
        self.unread(words, chat, |then| then.in_view(chat))
    }

    fn unread_private(&self, private: Private) -> (u32, usize) {
        let words = |told: &Told| *told == Told::PrivateWords(private);
        self.unread(words, private.0, |then| then.consultation_in_view(private))
    }

    /// Consultations of chats that stand here, with words that were not in view.
    pub fn unread_consultations(&self) -> Vec<Private> {
        let unread = |private: &Private| self.is_here(private.0) && self.unread_private(*private).0 > 0;
        PRIVATES.into_iter().filter(unread).collect()
    }

    // Invitations

    /// Open, and my answer is not under way.
    pub fn is_invited(&self, chat: Chat) -> bool {
        let invited = self.told.iter().rev().find(|(_, told)| *told == Told::Invited(chat));
        if invited.is_none_or(|(at, _)| self.now >= at.plus_ms(OFFERED_MS)) {
            return false;
        }
        self.last(|told| match told {
            Told::Invited(of) | Told::AnswerRefused(of) if *of == chat => Some(true),
            Told::AnswerBegun(of) | Told::InvitationOver(of) if *of == chat => Some(false),
            _ => None,
        })
        .unwrap_or(false)
    }

    // Signs

    /// 7.2, 7.4
    pub fn flashing(&self) -> BTreeSet<WindowId> {
        if !self.is_on(Switch::Flash) || self.is_quiet() {
            return BTreeSet::new();
        }
        let away = |window: &WindowId| self.active() != Some(*window);
        let replies = CHATS.into_iter().filter(|chat| self.pending(chat) && !self.is_silenced(chat));
        let replies = replies.map(|chat| self.holding(chat)).filter(away);
        let private = self.unread_consultations().into_iter().map(|(chat, _)| chat);
        let private = private.filter(|chat| self.is_on(Switch::FlashConsultations) && !self.is_silenced(chat));
        let private = private.map(|chat| self.holding(chat));
        let invited = CHATS.into_iter().any(|chat| self.is_invited(chat)).then_some(WindowId::Main);
        replies.chain(private).chain(invited.filter(away)).collect()
    }

    /// 7.6: "chats with my pending reply + open invitations to me + consultations with an unread message, each once".
    pub fn badge(&self) -> u32 {
        let private: Vec<_> = self.unread_consultations().into_iter().map(|(chat, _)| chat).collect();
        let needs_me = |chat: &Chat| self.pending(chat) || self.is_invited(chat) || private.contains(chat);
        u32::try_from(CHATS.into_iter().filter(needs_me).count()).unwrap()
    }

    /// 7.5: "for an invitation, and for a chat that is not in view and gets a message; one per chat, replaced and not
    /// stacked, withdrawn when handled or read".
    pub fn notifications(&self) -> BTreeMap<Chat, About> {
        let mut standing = BTreeMap::new();
        if self.is_quiet() {
            return standing;
        }
        for chat in CHATS {
            if self.is_invited(chat) && self.is_on(Switch::NotifyInvitations) {
                let invited = self.number_of(|told| *told == Told::Invited(chat));
                if !self.waved_since(chat, invited) {
                    standing.insert(chat, About::Invitation);
                }
                continue;
            }
            if !self.is_mine(chat) || self.is_silenced(chat) || !self.is_on(Switch::NotifyMessages) {
                continue;
            }
            let private = PRIVATES.into_iter().filter(|private| private.0 == chat);
            let unread = private.map(|private| self.unread_private(private)).chain([self.unread_words(chat)]);
            let newest = unread.filter(|(count, _)| *count > 0).map(|(_, number)| number).max();
            if newest.is_some_and(|newest| !self.waved_since(chat, newest)) {
                standing.insert(chat, About::Words);
            }
        }
        standing
    }

    /// Words of this chat and its consultations that were not in view.
    pub fn unread_in(&self, chat: Chat) -> u32 {
        let private = PRIVATES.into_iter().filter(|private| private.0 == chat);
        let private: u32 = private.map(|private| self.unread_private(private).0).sum();
        private + self.unread_words(chat).0
    }

    /// What has happened is something that the chat's notification would tell.
    pub fn is_news(&self, told: &Told, chat: Chat) -> bool {
        match told {
            Told::Invited(of) => *of == chat,
            Told::ContactWrote(of) | Told::ColleagueWrote(of) => *of == chat && !self.in_view(chat),
            Told::PrivateWords(private) => private.0 == chat && !self.consultation_in_view(*private),
            _ => false,
        }
    }

    fn number_of(&self, of: impl Fn(&Told) -> bool) -> usize {
        self.told.iter().rposition(|(_, told)| of(told)).unwrap_or(0)
    }

    fn waved_since(&self, chat: Chat, number: usize) -> bool {
        self.told[number..].iter().any(|(_, told)| *told == Told::Waved(chat))
    }

    /// 7.6: "at most one in 5 s, each kind can be switched off"; an invitation that came too soon sounds once the 5 s
    /// are over, if it is open and a sound may be given then. All that were played.
    pub fn sounds(&self) -> Vec<(Timestamp, SoundKind)> {
        let mut played: Vec<(Timestamp, SoundKind)> = Vec::new();
        let mut owed: Vec<(Chat, usize)> = Vec::new();
        for (number, (at, told)) in self.told.iter().enumerate() {
            let then = self.after(number);
            let audible = !then.is_quiet() && then.volume() > 0;
            let may_sound = |played: &[(Timestamp, SoundKind)]| {
                played.last().is_none_or(|(last, _)| at.since_ms(*last) >= BETWEEN_SOUNDS_MS)
            };
            if may_sound(&played) {
                let open = |(chat, invited): &(Chat, usize)| {
                    then.is_invited(chat) && then.number_of(|told| *told == Told::Invited(chat)) == *invited
                };
                if audible && then.is_on(Switch::SoundInvitation) && owed.iter().any(open) {
                    played.push((*at, SoundKind::Invitation));
                }
                owed.clear();
            }
            let Some(kind) = then.sound_of(told).filter(|_| audible) else { continue };
            if may_sound(&played) {
                played.push((*at, kind));
            } else if let Told::Invited(chat) = told {
                owed.push((chat, number));
            }
        }
        played
    }

    /// Nobody is there to see what is in view, and that shall be heard.
    fn is_heard_in_view(&self) -> bool {
        let idle = self.last(|told| if let Told::Idle(idle) = told { Some(*idle) } else { None });
        idle == Some(true) && self.is_on(Switch::SoundIdle)
    }

    /// The sound that what has just happened asks for.
    fn sound_of(&self, told: &Told) -> Option<SoundKind> {
        match told {
            Told::Invited(_) => self.is_on(Switch::SoundInvitation).then_some(SoundKind::Invitation),
            Told::ContactWrote(chat) | Told::ColleagueWrote(chat) => {
                let unseen = !self.in_view(chat) || self.is_heard_in_view();
                let heard = self.is_on(Switch::SoundMessage) && !self.is_silenced(chat) && unseen;
                heard.then_some(SoundKind::Message)
            }
            Told::PrivateWords(private) => {
                let heard = self.is_on(Switch::SoundConsultation)
                    && !self.is_silenced(private.0)
                    && (!self.consultation_in_view(*private) || self.is_heard_in_view());
                heard.then_some(SoundKind::Consultation)
            }
            _ => None,
        }
    }

    /// 7.7: "opened by the first, updated by the others, closed once with a stated reason". In the order of opening;
    /// the open ones without a reason.
    pub fn episodes(&self, chat: Chat) -> Vec<Option<Closed>> {
        let mut episodes: Vec<Option<Closed>> = Vec::new();
        let mut open = false;
        for (number, (_, told)) in self.told.iter().enumerate() {
            let waits = self.after(number).waiting(chat).is_some();
            if waits && !open {
                episodes.push(None);
            } else if !waits && open {
                *episodes.last_mut().unwrap() = Some(match told {
                    Told::ContactLeft(_) => Closed::ContactLeft,
                    Told::SessionEnded(_) | Told::Gone(_) => Closed::SessionEnded,
                    _ => Closed::Answered,
                });
            }
            open = waits;
        }
        episodes
    }
}
