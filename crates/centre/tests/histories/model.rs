//! What must be so, written down plainly by the words of the rules, without looking at how the centre does it. Here:
//! the people, routing, and what the centre does by itself.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use konsil_centre::CentreAct;
use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, ConsultTarget, InvitationId, InvitationKind, InvitationOutcome, NotReadyReason,
    QueueId, Refusal,
};

use crate::chat::{Chat, Line, Out, Pending, Why};
use crate::world::{
    AGENT_GRACE_MS, AGENTS, CHATS, CONTACT_GRACE_MS, HEAD_START_MS, INVITATION_MS, OFFERS_WITHDRAWN_MS, WIDENED_MS,
    agent,
};

pub type Verdict = Result<(), Refusal>;

#[derive(Debug, Clone)]
pub struct Person {
    pub lost: Option<i64>,
    pub state: AgentState,
    pub since: i64,
    pub before: Option<AgentState>,
    pub idle: i64,
    /// Does not want to be asked by name until then.
    pub quiet_until: i64,
}

pub struct Model {
    pub now: i64,
    pub people: BTreeMap<AgentId, Person>,
    pub chats: BTreeMap<CaseId, Chat>,
}

pub fn contact_name(who: &AgentId) -> String {
    if who.as_str() == "anna" { "Frau A.".to_owned() } else { who.as_str().to_owned() }
}

/// Who belongs to a group, a skill or a queue, and how well each has what is asked for. None for an agent, and for what there
/// is not.
pub fn belong_to(target: &ConsultTarget) -> Option<Vec<(&'static str, u8)>> {
    let alike = |names: [&'static str; 3]| names.into_iter().map(|name| (name, 1)).collect();
    match target {
        ConsultTarget::Group { group } if group.as_str() == "evening" => Some(alike(["ben", "cleo", "emil"])),
        ConsultTarget::Skill { skill, least } if skill.as_str() == "english" => {
            let levels = [("anna", 2), ("ben", 1), ("cleo", 3), ("emil", 3)];
            Some(levels.into_iter().filter(|(_, level)| level >= least).collect())
        }
        ConsultTarget::Queue { queue } if ["rates", "loans"].contains(&queue.as_str()) => {
            Some(alike(members_of(queue)))
        }
        ConsultTarget::Agent { .. }
        | ConsultTarget::Group { .. }
        | ConsultTarget::Skill { .. }
        | ConsultTarget::Queue { .. }
        | ConsultTarget::Unsupported { .. } => None,
    }
}

pub fn members_of(queue: &QueueId) -> [&'static str; 3] {
    if queue.as_str() == "rates" { ["anna", "ben", "cleo"] } else { ["cleo", "dora", "emil"] }
}

/// Whom a waiting chat may be offered to: first who speaks english well, then all of its queue, then the others too.
pub fn asked_for(chat: &Chat) -> Vec<&'static str> {
    match (chat.queue.as_str(), chat.widened) {
        ("rates", 0) => vec!["anna", "cleo"],
        ("rates", 1) => vec!["anna", "ben", "cleo"],
        ("rates", _) => vec!["anna", "ben", "cleo", "dora", "emil"],
        _ => vec!["cleo", "dora", "emil"],
    }
}

impl Model {
    pub fn new(chats: usize) -> Self {
        let person =
            Person { lost: Some(0), state: AgentState::LoggedOut, since: 0, before: None, idle: 0, quiet_until: 0 };
        let chat = Chat::new();
        Self {
            now: 1_000_000,
            people: AGENTS.iter().map(|name| (agent(name), person.clone())).collect(),
            chats: CHATS[..chats].iter().map(|id| (CaseId::new(*id).unwrap(), chat.clone())).collect(),
        }
    }

    pub fn connected(&self, who: &AgentId) -> bool {
        self.people[who].lost.is_none()
    }

    /// For how long nobody may ask this agent by name.
    pub fn quiet_for(&self, who: &AgentId) -> i64 {
        (self.people[who].quiet_until - self.now).max(0)
    }

    pub fn sessions(&self, who: &AgentId) -> Vec<CaseId> {
        self.chats.iter().filter(|(_, c)| c.is_in(who)).map(|(id, _)| id.clone()).collect()
    }

    pub fn wrap_ups(&self, who: &AgentId) -> Vec<CaseId> {
        self.chats.iter().filter(|(_, c)| c.out.contains_key(who)).map(|(id, _)| id.clone()).collect()
    }

    pub fn places(&self, who: &AgentId) -> Vec<CaseId> {
        let takes = |c: &Chat| c.is_in(who) || c.out.get(who).is_some_and(|out| out.holds_place);
        self.chats.iter().filter(|(_, c)| takes(c)).map(|(id, _)| id.clone()).collect()
    }

    pub fn asked_into(&self, who: &AgentId) -> usize {
        self.chats.values().flat_map(|c| &c.talks).filter(|t| t.open && &t.with == who).count()
    }

    pub fn is_being_asked(&self, who: &AgentId) -> bool {
        self.chats.values().flat_map(|c| &c.pending).any(|p| &p.to == who)
    }

    pub fn capacity(who: &AgentId) -> usize {
        if who.as_str() == "ben" { 1 } else { 2 }
    }

    /// Cleo takes one loan at a time.
    fn can_take_of_kind(&self, who: &AgentId, queue: &QueueId) -> bool {
        let loans = || {
            let places = self.places(who);
            places.iter().filter(|id| self.chats[*id].joined_in[who].as_str() == "loans").count()
        };
        queue.as_str() == "rates" || who.as_str() != "cleo" || loans() < 1
    }

    /// A free place for a chat of that queue.
    pub fn has_place(&self, who: &AgentId, queue: &QueueId) -> bool {
        self.places(who).len() < Self::capacity(who) && self.can_take_of_kind(who, queue)
    }

    /// Ready, connected, a free place.
    fn is_free(&self, who: &AgentId) -> bool {
        let works = self.people[who].state == AgentState::Ready && self.connected(who);
        works && self.places(who).len() < Self::capacity(who)
    }

    fn can_take(&self, who: &AgentId, queue: &QueueId) -> bool {
        self.is_free(who) && self.can_take_of_kind(who, queue)
    }

    /// For whatever takes no place.
    pub fn available(&self, who: &AgentId) -> bool {
        self.is_free(who) && !self.is_being_asked(who)
    }

    /// Whom routing may ask for a waiting chat, best first.
    pub fn routable(&self, id: &CaseId) -> Vec<AgentId> {
        let chat = &self.chats[id];
        if !chat.waiting || chat.pending.iter().any(|p| p.kind == InvitationKind::Chat) {
            return vec![];
        }
        let mut first = vec![];
        let mut second = vec![];
        for name in asked_for(chat) {
            let who = agent(name);
            match chat.in_vain.iter().find(|(w, _)| *w == who) {
                None => first.push(who),
                // Asked in vain, and has become ready anew.
                Some((_, at)) if self.people[&who].since > *at => second.push(who),
                Some(_) => {}
            }
        }
        let others_can =
            first.iter().chain(&second).any(|w| Some(w) != chat.sender.as_ref() && self.can_take(w, &chat.queue));
        let mut all = vec![];
        for (mut group, last) in [(first, chat.last.as_ref()), (second, None)] {
            group.sort_by_key(|w| (Some(w) != last, self.people[w].idle, w.clone()));
            all.extend(group);
        }
        all.retain(|w| {
            self.available(w)
                && self.can_take_of_kind(w, &chat.queue)
                && !(others_can && Some(w) == chat.sender.as_ref())
        });
        all
    }

    pub fn route(&self) -> Option<(CaseId, AgentId)> {
        let mut chats: Vec<_> = self.chats.iter().collect();
        chats.sort_by_key(|(id, c)| {
            let head_start = if c.queue.as_str() == "rates" { HEAD_START_MS as i64 } else { 0 };
            (matches!(c.contact, Line::Lost { .. }), c.arrived - head_start, (*id).clone())
        });
        chats.into_iter().find_map(|(id, _)| Some((id.clone(), self.routable(id).first()?.clone())))
    }

    /// The member of a queue who is asked next for a consultation or to join.
    /// Whoever of those who belong to the target is asked next: who is best at it, then who is longest idle.
    pub fn next_of(
        &self,
        id: &CaseId,
        target: &ConsultTarget,
        kind: InvitationKind,
        by: &AgentId,
        asked: &[AgentId],
    ) -> Option<AgentId> {
        let chat = &self.chats[id];
        let belong = belong_to(target)?;
        let level = |w: &AgentId| belong.iter().find(|(name, _)| *name == w.as_str()).map(|(_, level)| *level);
        let mut who: Vec<AgentId> = belong.iter().map(|(name, _)| agent(name)).collect();
        who.retain(|w| self.available(w) && w != by && !asked.contains(w) && !chat.is_in(w));
        if kind != InvitationKind::Consultation {
            who.retain(|w| self.can_take_of_kind(w, &chat.queue));
        } else {
            who.retain(|w| self.asked_into(w) < 3);
            who.retain(|w| !chat.talks.iter().any(|t| t.open && t.has(by) && t.has(w)));
        }
        who.into_iter().min_by_key(|w| (Reverse(level(w)), self.people[w].idle, w.clone()))
    }

    pub fn ask(
        &mut self,
        id: &CaseId,
        new: &str,
        kind: InvitationKind,
        by: Option<AgentId>,
        target: ConsultTarget,
        to: AgentId,
    ) {
        self.people.get_mut(&to).unwrap().idle = self.now;
        let until = self.now + INVITATION_MS as i64;
        let id_ = InvitationId::new(new).unwrap();
        let pending = Pending { id: id_, kind, by, target, to, asked: vec![], until };
        self.chats.get_mut(id).unwrap().pending.push(pending);
    }

    /// Declined, expired, or not there any more: the next of the queue, or it is over.
    pub fn not_accepted(&mut self, id: &CaseId, invitation: &InvitationId, how: InvitationOutcome) {
        let chat = self.chats.get_mut(id).unwrap();
        let at = chat.pending.iter().position(|p| &p.id == invitation).unwrap();
        let mut pending = chat.pending.remove(at);
        chat.finished.push((invitation.clone(), pending.to.clone(), how));
        if let (Some(_), Some(by)) = (belong_to(&pending.target), &pending.by) {
            pending.asked.push(pending.to.clone());
            if let Some(next) = self.next_of(id, &pending.target, pending.kind, by, &pending.asked) {
                self.people.get_mut(&next).unwrap().idle = self.now;
                pending.to = next;
                pending.until = self.now + INVITATION_MS as i64;
                self.chats.get_mut(id).unwrap().pending.push(pending);
                return;
            }
        }
        let chat = self.chats.get_mut(id).unwrap();
        if pending.kind == InvitationKind::Chat && how != InvitationOutcome::Withdrawn {
            chat.in_vain.retain(|(w, _)| *w != pending.to);
            chat.in_vain.push((pending.to.clone(), self.now));
        }
        if let Some(by) = pending.by {
            let told = match (pending.target, how) {
                (ConsultTarget::Group { .. } | ConsultTarget::Skill { .. } | ConsultTarget::Queue { .. }, _) => {
                    InvitationOutcome::Declined
                }
                (_, InvitationOutcome::Withdrawn) => InvitationOutcome::Expired,
                (_, how) => how,
            };
            chat.finished.push((invitation.clone(), by, told));
        }
    }

    pub fn joins(&mut self, id: &CaseId, who: &AgentId) {
        let chat = self.chats.get_mut(id).unwrap();
        chat.here.push(who.clone());
        chat.joined_in.insert(who.clone(), chat.queue.clone());
        chat.out.remove(who);
        chat.waiting = false;
        chat.contact_reads(format!("+{}", contact_name(who)));
    }

    /// Out of the chat, with the window left open for wrap-up.
    pub fn goes_out(&mut self, id: &CaseId, who: &AgentId, why: Why) {
        let chat = self.chats.get_mut(id).unwrap();
        chat.here.retain(|w| w != who);
        chat.away.remove(who);
        chat.contact_reads(format!("-{}", contact_name(who)));
        let holds_place = chat.queue.as_str() == "rates";
        chat.out.insert(who.clone(), Out { why, read: chat.texts.len(), holds_place });
        self.session_over(who);
    }

    /// After work, when the last session ended and something waits for mark done.
    pub fn session_over(&mut self, who: &AgentId) {
        self.people.get_mut(who).unwrap().idle = self.now;
        let waits = !self.wrap_ups(who).is_empty();
        let state = self.people[who].state;
        if self.sessions(who).is_empty() && waits && matches!(state, AgentState::Ready | AgentState::NotReady { .. }) {
            self.set_state(who, AgentState::AfterWork, Some(state));
        }
    }

    /// The last mark done gives the state back.
    pub fn maybe_back_from_after_work(&mut self, who: &AgentId) {
        let nothing = self.sessions(who).is_empty() && self.wrap_ups(who).is_empty();
        let person = &self.people[who];
        if let (true, AgentState::AfterWork, Some(before)) = (nothing, person.state, person.before) {
            // Who was asked in before ever being ready has not just signed in any more.
            let just_signed_in = before == AgentState::NotReady { reason: NotReadyReason::SignedIn };
            let claims_least = AgentState::NotReady { reason: NotReadyReason::OTHER_WORK };
            self.set_state(who, if just_signed_in { claims_least } else { before }, None);
        }
    }

    pub fn set_state(&mut self, who: &AgentId, state: AgentState, before: Option<AgentState>) {
        let now = self.now;
        let person = self.people.get_mut(who).unwrap();
        (person.state, person.since, person.before) = (state, now, before);
        // A break makes nobody longer idle than a colleague who could be asked all the time.
        if state == AgentState::Ready {
            person.idle = now;
        }
    }

    /// Longest in the chat, connected before not connected.
    pub fn heir(&self, id: &CaseId) -> Option<AgentId> {
        let here = &self.chats[id].here;
        here.iter().find(|w| self.connected(w)).or(here.first()).cloned()
    }

    /// The centre acts because a time has come.
    pub fn centre(&mut self, id: &CaseId, act: &CentreAct, new: &str) -> Verdict {
        let now = self.now;
        let chat = self.chats.get_mut(id).unwrap();
        if !chat.opened {
            return Err(Refusal::NoSuchCase);
        }
        match act {
            CentreAct::Offer { agent: who } => {
                if chat.over {
                    return Err(Refusal::ChatEnded);
                }
                if !chat.waiting {
                    return Err(Refusal::NotPermitted);
                }
                if chat.pending.iter().any(|p| p.kind == InvitationKind::Chat) {
                    return Err(Refusal::AlreadyInvited);
                }
                if !self.routable(id).contains(who) {
                    return Err(Refusal::NobodyAvailable);
                }
                let target = ConsultTarget::Queue { queue: self.chats[id].queue.clone() };
                self.ask(id, new, InvitationKind::Chat, None, target, who.clone());
            }
            CentreAct::Expire { invitation } => {
                let Some(pending) = chat.pending.iter().find(|p| &p.id == invitation).cloned() else {
                    return Err(Refusal::NoSuchInvitation);
                };
                if now < pending.until {
                    return Err(Refusal::NotPermitted);
                }
                // It was the contact who was not there.
                let lost = matches!(chat.contact, Line::Lost { .. });
                self.not_accepted(id, invitation, InvitationOutcome::Expired);
                if pending.kind == InvitationKind::Chat && !lost && self.people[&pending.to].state == AgentState::Ready
                {
                    let state = AgentState::NotReady { reason: NotReadyReason::NoAnswer };
                    self.set_state(&pending.to, state, None);
                }
            }
            CentreAct::WithdrawOffersTo { agent: who } => {
                let person = &self.people[who];
                let long_gone = person.lost.is_some_and(|since| now >= since + OFFERS_WITHDRAWN_MS as i64);
                let gone = person.state == AgentState::LoggedOut || long_gone;
                let chat = &self.chats[id];
                // The place that it was offered for is taken.
                let taken = |p: &Pending| p.kind == InvitationKind::Chat && !self.has_place(who, &chat.queue);
                let asked = chat.pending.iter().filter(|p| &p.to == who && (gone || taken(p)));
                let asked: Vec<_> = asked.map(|p| p.id.clone()).collect();
                if asked.is_empty() {
                    return Err(if gone { Refusal::NoSuchInvitation } else { Refusal::NotPermitted });
                }
                for invitation in asked {
                    self.not_accepted(id, &invitation, InvitationOutcome::Withdrawn);
                }
            }
            CentreAct::AgentVanished { agent: who } => return self.vanishes(id, who),
            CentreAct::AgentReturned { agent: who } => {
                if !chat.away.contains(who) || self.people[who].lost.is_some() {
                    return Err(Refusal::NotPermitted);
                }
                chat.away.remove(who);
                chat.contact_reads(format!("back {}", contact_name(who)));
            }
            CentreAct::ContactTimedOut => match chat.contact {
                Line::Lost { since } if !chat.over && now >= since + CONTACT_GRACE_MS as i64 => self.contact_goes(id),
                Line::Lost { .. } | Line::There | Line::Gone => return Err(Refusal::NotPermitted),
            },
            // Everybody of the histories stays in the file.
            CentreAct::AgentTakenOut { .. } => return Err(Refusal::NotPermitted),
            CentreAct::Widen => {
                let next = WIDENED_MS.get(chat.widened).filter(|_| chat.waiting && chat.queue.as_str() == "rates");
                if next.is_none_or(|after| now < chat.queued + *after as i64) {
                    return Err(Refusal::NotPermitted);
                }
                chat.widened += 1;
            }
            CentreAct::AskAgain => {
                let offered = chat.pending.iter().any(|p| p.kind == InvitationKind::Chat);
                let last = chat.in_vain.iter().map(|(_, at)| *at).max();
                if !chat.waiting || offered || last.is_none_or(|at| now < at + 60_000) {
                    return Err(Refusal::NotPermitted);
                }
                chat.in_vain.clear();
            }
        }
        Ok(())
    }

    fn vanishes(&mut self, id: &CaseId, who: &AgentId) -> Verdict {
        let grace = AGENT_GRACE_MS as i64;
        let over = |w: &AgentId| self.people[w].lost.is_some_and(|since| self.now >= since + grace);
        let chat = &self.chats[id];
        if chat.owner.as_ref() != Some(who) || !chat.is_in(who) || !over(who) {
            return Err(Refusal::NotPermitted);
        }
        if let Some(heir) = chat.here.iter().find(|w| self.connected(w)).cloned() {
            let chat = self.chats.get_mut(id).unwrap();
            chat.withdraw(|p| p.kind == InvitationKind::Transfer && p.by.as_ref() == Some(who));
            chat.owner = Some(heir);
            return Ok(());
        }
        if chat.contact == Line::Gone {
            return Err(Refusal::NotPermitted);
        }
        if chat.queue.as_str() == "rates" {
            if chat.away.contains(who) {
                return Err(Refusal::NotPermitted);
            }
            let chat = self.chats.get_mut(id).unwrap();
            chat.away.insert(who.clone());
            chat.contact_reads(format!("away {}", contact_name(who)));
            return Ok(());
        }
        if !chat.here.iter().all(over) {
            return Err(Refusal::NotPermitted);
        }
        let mut everybody = chat.here.clone();
        everybody.sort();
        self.chats.get_mut(id).unwrap().withdraw(|_| true);
        for w in everybody {
            self.goes_out(id, &w, Why::Vanished);
        }
        self.waits_again(id, None);
        Ok(())
    }

    pub fn waits_again(&mut self, id: &CaseId, sender: Option<AgentId>) {
        let chat = self.chats.get_mut(id).unwrap();
        chat.waiting = true;
        chat.queued = self.now;
        chat.widened = 0;
        chat.last = None;
        chat.owner = None;
        chat.in_vain.clear();
        chat.sender = sender;
        chat.contact_reads("waiting".to_owned());
    }

    pub fn contact_goes(&mut self, id: &CaseId) {
        let chat = self.chats.get_mut(id).unwrap();
        chat.contact_reads("ended".to_owned());
        chat.contact = Line::Gone;
        chat.unanswered = false;
        chat.withdraw(|p| p.kind != InvitationKind::Consultation);
        if chat.waiting {
            chat.over_without_contact = true;
            chat.everything_ends();
        }
    }
}
