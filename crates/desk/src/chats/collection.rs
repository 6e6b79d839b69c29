//! All chats of the agent: what the centre reports of them, what the agent does to them, and which of their lines have
//! changed for the windows.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{
    AgentId, BackendRequest, CaseId, CaseView, ConsultTarget, ConsultationId, EntriesChange, InvitationId,
    InvitationKind, InvitationView, Party, Thread, ThreadRef, Timestamp,
};

use super::case::{CaseState, Confirmation};
use super::chat::Chat;
use super::kept::KeptChat;
use super::order::{Hold, Order};
use super::typing::Typing;
use crate::boundary::effect::{Effect, KeptContact, KeptSilenced};
use crate::boundary::input::ScrollAnchor;
use crate::boundary::view::Lines;
use crate::people::who::People;
use crate::session::identity::Identity;
use crate::thread::local::Local;
use crate::thread::log::{OlderLines, Sight, ThreadLog};

#[derive(Debug, Default)]
pub(crate) struct Chats {
    pub(super) chats: BTreeMap<CaseId, Chat>,
    /// The chat that the main window shows.
    selected: Option<CaseId>,
    /// What was selected before the Team view took its place.
    set_aside: Option<CaseId>,
    order: Order,
    pub(super) typing: Typing,
    /// Chats that make no noise.
    silenced: BTreeSet<CaseId>,
    /// Chats that I marked done, or a consultation in them.
    done: BTreeSet<CaseId>,
    /// Chats that I asked somebody to take over, and whom.
    handing_over: BTreeMap<CaseId, ConsultTarget>,
    /// The invitation that I accepted last, and its case.
    accepting: Option<(InvitationId, CaseId)>,
    /// I accepted an invitation of this case, or took it by hand: it is shown when it arrives.
    awaited: Option<CaseId>,
    /// Changes of lines that the windows do not have yet.
    lines: Vec<(ThreadRef, Lines)>,
}

/// Whether a chat makes noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noise {
    On,
    Silenced,
}

/// How a chat went away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Departure {
    HandedOver { to: ConsultTarget, contact: String },
    Other,
}

impl Chats {
    pub fn get(&self, id: &CaseId) -> Option<&Chat> {
        self.chats.get(id)
    }

    /// The chat, if the centre reports it.
    pub fn case(&self, id: &CaseId) -> Option<&CaseState> {
        self.chats.get(id)?.case()
    }

    pub fn contains(&self, id: &CaseId) -> bool {
        self.chats.contains_key(id)
    }

    pub fn all(&self) -> impl Iterator<Item = (&CaseId, &Chat)> {
        self.chats.iter()
    }

    /// The chats that the centre reports.
    pub fn cases(&self) -> impl Iterator<Item = (&CaseId, &CaseState)> {
        self.chats.iter().filter_map(|(id, chat)| Some((id, chat.case()?)))
    }

    pub fn thread(&self, thread: &ThreadRef) -> Option<&ThreadLog> {
        self.chats.get(&thread.case)?.conversation().thread(&thread.thread)
    }

    pub fn locals(&self) -> impl Iterator<Item = &Local> {
        self.chats.values().flat_map(|chat| chat.conversation().locals())
    }

    pub fn selected(&self) -> Option<&CaseId> {
        self.selected.as_ref()
    }

    pub fn order(&self) -> &Order {
        &self.order
    }

    pub fn typists(&self, thread: &ThreadRef) -> impl Iterator<Item = &Party> {
        self.typing.who(thread)
    }

    pub fn is_silenced(&self, id: &CaseId) -> bool {
        self.silenced.contains(id)
    }

    /// The consultation that is open in this chat.
    pub fn selected_consultation(&self, id: &CaseId) -> Option<&ConsultationId> {
        self.chats.get(id)?.conversation().selected_consultation()
    }

    /// An invitation into the conference or to take over is shown in the chat, if that has a place here.
    pub fn holds(&self, invitation: &InvitationView) -> bool {
        let into_chat = match invitation.kind {
            InvitationKind::Conference | InvitationKind::Transfer => true,
            InvitationKind::Chat | InvitationKind::Consultation | InvitationKind::Unsupported => false,
        };
        into_chat && self.case(&invitation.case).is_some()
    }

    // What the centre reports

    /// The connection is new: whether the centre still reports the cases is not known yet.
    pub fn unconfirm(&mut self) {
        for chat in self.chats.values_mut() {
            if let Chat::Case(case) = chat {
                case.confirmation = Confirmation::Unconfirmed;
            }
        }
    }

    /// Everything has arrived: these were not named.
    pub fn unconfirmed(&self) -> Vec<CaseId> {
        let gone = self.cases().filter(|(_, case)| case.confirmation == Confirmation::Unconfirmed);
        gone.map(|(id, _)| id.clone()).collect()
    }

    /// Gives the chat that is to be shown now: I have accepted an invitation to it.
    pub fn on_view(&mut self, view: CaseView, me: Option<&AgentId>, now: Timestamp) -> Option<CaseId> {
        let id = view.case.clone();
        let chat = match self.chats.remove(&id) {
            Some(Chat::Case(mut case)) => {
                case.update(view, me, now);
                case
            }
            Some(Chat::Kept(kept)) => Box::new(kept.back(view, now)),
            None => Box::new(CaseState::new(view, now)),
        };
        if chat.asked_to_take_over().is_none() {
            self.handing_over.remove(&id);
        }
        self.chats.insert(id.clone(), Chat::Case(chat));
        self.awaited.take_if(|awaited| *awaited == id)
    }

    /// The agent's part in that case is over. It stays visible only as long as a text in it was not sent.
    pub fn gone(&mut self, id: &CaseId) -> Departure {
        let departure = self.departure(id);
        if self.chats.get(id).is_some_and(|chat| !chat.conversation().has_texts()) {
            self.chats.remove(id);
        }
        if let Some(chat) = self.chats.remove(id) {
            let kept = match chat {
                Chat::Case(case) => KeptChat::left(*case),
                Chat::Kept(kept) => kept,
            };
            self.chats.insert(id.clone(), Chat::Kept(kept));
        }
        departure
    }

    fn departure(&mut self, id: &CaseId) -> Departure {
        let answered = self.handing_over.remove(id);
        let Some(case) = self.case(id) else { return Departure::Other };
        match case.asked_to_take_over().cloned().or(answered) {
            Some(to) => Departure::HandedOver { to, contact: case.view.contact.name.clone() },
            None => Departure::Other,
        }
    }

    /// Whether I had closed something in that chat.
    pub fn take_done(&mut self, id: &CaseId) -> bool {
        self.done.remove(id)
    }

    /// A chat that is gone, for the texts that were kept for it.
    pub fn keep_place(&mut self, id: &CaseId, contact: Option<&KeptContact>, now: Timestamp) {
        if !self.chats.contains_key(id) {
            self.chats.insert(id.clone(), Chat::Kept(KeptChat::unknown(id, contact, now)));
        }
    }

    /// The last text of a chat that is gone was dealt with.
    pub fn remove_if_empty(&mut self, id: &CaseId) -> bool {
        let empty = self.chats.get(id).is_some_and(|chat| chat.case().is_none() && !chat.conversation().has_texts());
        if empty {
            self.chats.remove(id);
        }
        empty
    }

    pub fn on_entries(&mut self, people: People<'_>, thread: &ThreadRef, change: EntriesChange, sight: Sight) {
        let Some(chat) = self.chats.get_mut(&thread.case) else { return };
        if let EntriesChange::Appended { entries } = &change {
            self.typing.wrote(thread, entries);
        }
        let sight = if chat.conversation().is_at_end(&thread.thread) { sight } else { Sight::Elsewhere };
        let (log, reader) = chat.log_and_reader(&thread.thread, people);
        let lines = match change {
            EntriesChange::Reset { entries, earlier } => vec![log.reset(entries, earlier, sight, &reader)],
            EntriesChange::Appended { entries } => log.append(entries, sight, &reader),
            EntriesChange::Prepended { entries, earlier } => {
                log.prepend(entries, earlier, &reader).into_iter().collect()
            }
        };
        self.changed(thread, lines);
    }

    pub fn on_typing(&mut self, thread: ThreadRef, who: Party, now: Timestamp) {
        self.typing.on_typing(thread, who, now);
    }

    /// What was asked for will not be answered: the connection is new.
    pub fn forget_asking(&mut self) {
        for chat in self.chats.values_mut() {
            for log in chat.conversation_mut().threads.values_mut() {
                log.forget_asking();
            }
        }
    }

    pub fn forget_typing(&mut self) {
        self.typing.forget();
    }

    pub fn fade_typing(&mut self, now: Timestamp) {
        self.typing.fade(now);
    }

    pub fn next_change(&self) -> Option<Timestamp> {
        self.typing.next_change()
    }

    /// Somebody must sign in first: what was awaited does not arrive.
    pub fn await_nothing(&mut self) {
        self.awaited = None;
    }

    // What follows from my commands

    pub fn accepting(&mut self, invitation: InvitationId, case: CaseId) {
        self.accepting = Some((invitation, case));
    }

    /// My answer was taken: gives the chat if it is here to be shown.
    pub fn accepted(&mut self, invitation: &InvitationId) -> Option<CaseId> {
        let (accepted, case) = self.accepting.take()?;
        if &accepted != invitation {
            return None;
        }
        self.taken(case)
    }

    /// The chat is mine now: gives it if it is here to be shown.
    pub fn taken(&mut self, case: CaseId) -> Option<CaseId> {
        if self.chats.contains_key(&case) {
            return Some(case);
        }
        self.awaited = Some(case);
        None
    }

    pub fn marked_done(&mut self, id: &CaseId) {
        // Whoever still is in the chat has only closed a consultation.
        if self.case(id).is_some_and(|case| !case.is_member()) {
            self.done.insert(id.clone());
        }
    }

    pub fn hand_over(&mut self, id: &CaseId, to: &ConsultTarget) {
        self.handing_over.insert(id.clone(), to.clone());
    }

    /// I ask somebody again: what was said about the last time is read.
    pub fn forget_offers_to_pick_another(&mut self, id: &CaseId) {
        if let Some(chat) = self.chats.get_mut(id) {
            chat.conversation_mut().forget_offers_to_pick_another();
        }
    }

    pub fn withdraw(&mut self, id: &CaseId, request: &InvitationId) {
        if let Some(Chat::Case(case)) = self.chats.get_mut(id) {
            case.withdraw(request.clone());
        }
    }

    pub fn not_withdrawn(&mut self, id: &CaseId, request: &InvitationId) {
        if let Some(Chat::Case(case)) = self.chats.get_mut(id) {
            case.not_withdrawn(request);
        }
    }

    /// The centre has taken what I noted down: it is so before the next view says it.
    pub fn amend(&mut self, id: &CaseId, amend: impl FnOnce(&mut CaseView)) {
        if let Some(Chat::Case(case)) = self.chats.get_mut(id) {
            amend(&mut case.view);
        }
    }

    // What I do here

    pub fn select(&mut self, id: &CaseId) {
        if self.chats.contains_key(id) {
            self.selected = Some(id.clone());
        }
    }

    /// The Team view takes the place of the selected chat.
    ///
    /// When it is closed: gives what it took the place of, unless another chat is shown.
    pub fn set_selected_aside(&mut self, open: bool) -> Option<CaseId> {
        if !open {
            return self.set_aside.take().filter(|id| self.selected.is_none() && self.chats.contains_key(id));
        }
        if let Some(selected) = self.selected.take() {
            self.set_aside = Some(selected);
        }
        None
    }

    /// The chat whose place the Team view has taken.
    pub fn set_aside(&self) -> Option<&CaseId> {
        self.set_aside.as_ref()
    }

    pub fn deselect(&mut self) {
        self.selected = None;
    }

    pub fn select_consultation(&mut self, id: &CaseId, consultation: &ConsultationId) {
        if let Some(chat) = self.chats.get_mut(id)
            && chat.has_consultation(consultation)
        {
            chat.conversation_mut().selected_consultation = Some(consultation.clone());
        }
    }

    pub fn dismiss_notice(&mut self, id: &CaseId, notice: &str) {
        if let Some(chat) = self.chats.get_mut(id) {
            chat.conversation_mut().dismiss_notice(notice);
        }
    }

    pub fn scrolled(&mut self, thread: ThreadRef, anchor: ScrollAnchor) {
        if let Some(chat) = self.chats.get_mut(&thread.case) {
            chat.conversation_mut().scroll.insert(thread.thread, anchor);
        }
    }

    pub fn hold_order(&mut self, hold: Hold) {
        self.order.hold(hold);
    }

    pub fn arrange(&mut self) {
        self.order.arrange(self.chats.iter(), self.selected.as_ref());
    }

    /// What is shown in this chat is read now, as far as its reader is at its end.
    pub fn mark_seen(&mut self, id: &CaseId) {
        let Some(chat) = self.chats.get_mut(id) else { return };
        let conversation = chat.conversation_mut();
        let consultation = conversation.selected_consultation.clone();
        let threads = consultation.map(|consultation| Thread::Consultation { consultation });
        for thread in threads.into_iter().chain([Thread::Main]) {
            if conversation.is_at_end(&thread) {
                conversation.threads.entry(thread).or_default().mark_seen();
            }
        }
    }

    /// Shows older lines, or gives the request for them. Without a connection there is none.
    pub fn show_older(&mut self, people: People<'_>, thread: &ThreadRef, online: Reach) -> Option<Effect> {
        let chat = self.chats.get_mut(&thread.case)?;
        let (log, reader) = chat.log_and_reader(&thread.thread, people);
        match log.show_older(&reader) {
            OlderLines::Show(lines) => self.changed(thread, vec![lines]),
            OlderLines::AskBackend => match online {
                Reach::Online => {
                    return Some(Effect::Request(BackendRequest::Older { thread: thread.clone() }));
                }
                Reach::Offline => log.forget_asking(),
            },
            OlderLines::Nothing => {}
        }
        None
    }

    // Silence

    pub fn restore_silenced(&mut self, silenced: BTreeSet<CaseId>) {
        self.silenced = silenced;
    }

    pub fn silence(&mut self, id: CaseId, noise: Noise, identity: &Identity) -> Option<Effect> {
        let changed = match noise {
            Noise::Silenced => self.case(&id).is_some() && self.silenced.insert(id),
            Noise::On => self.silenced.remove(&id),
        };
        if changed { self.save_silenced(identity) } else { None }
    }

    /// Everything has arrived: what was silenced and is not there any more is forgotten.
    pub fn forget_silenced(&mut self, identity: &Identity) -> Option<Effect> {
        let kept: BTreeSet<_> = self.silenced.iter().filter(|id| self.case(id).is_some()).cloned().collect();
        if kept == self.silenced {
            return None;
        }
        self.silenced = kept;
        self.save_silenced(identity)
    }

    fn save_silenced(&self, identity: &Identity) -> Option<Effect> {
        let agent = identity.agent()?.clone();
        let (server, cases) = (identity.server().to_owned(), self.silenced.clone());
        Some(Effect::SaveSilenced { silenced: KeptSilenced { agent, server, cases } })
    }

    // For the windows

    pub(super) fn changed(&mut self, thread: &ThreadRef, lines: Vec<Lines>) {
        self.lines.extend(lines.into_iter().map(|lines| (thread.clone(), lines)));
    }

    pub fn take_lines(&mut self) -> Vec<(ThreadRef, Lines)> {
        std::mem::take(&mut self.lines)
    }

    /// A window begins to show these threads of a chat.
    pub fn begin_to_show(&mut self, id: &CaseId, threads: &[Thread]) {
        let Some(chat) = self.chats.get_mut(id) else { return };
        for thread in threads {
            chat.conversation_mut().threads.entry(thread.clone()).or_default().hide_older();
        }
    }
}

/// Whether the backend can be asked for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Online,
    Offline,
}
