//! The plain model, its last part: what agents and contacts do, and why it is refused.

use std::collections::BTreeSet;

use konsil_centre::{ContactAct, SeatAct};
use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, Command, ConsultTarget, InvitationId, InvitationKind, InvitationOutcome,
    MessageContent, NotReadyReason, Refusal, Thread,
};

use crate::chat::{Chat, Line, Pending, Talk, Why};
use crate::model::{Model, Verdict, belong_to, contact_name};
use crate::world::{Step, What};

const A_DAY_MS: u64 = 24 * 60 * 60 * 1_000;

impl Model {
    pub fn take(&mut self, step: &Step) -> Verdict {
        self.now += 1_000;
        let new = step.fresh();
        match &step.what {
            What::Pass { ms } => {
                self.now += *ms as i64;
                Ok(())
            }
            What::Seat { agent, act } => self.seat(agent, act),
            What::Route => {
                let (chat, agent) = self.route().ok_or(Refusal::NobodyAvailable)?;
                self.centre(&chat, &konsil_centre::CentreAct::Offer { agent }, &new)
            }
            What::Centre { chat, act } => self.centre(chat, act, &new),
            What::Contact { chat, act } => self.contact(chat, act),
            What::Agent { agent, chat, command } => self.command(chat, agent, command, &new),
        }
    }

    fn seat(&mut self, who: &AgentId, act: &SeatAct) -> Verdict {
        let now = self.now;
        let person = self.people.get_mut(who).unwrap();
        match act {
            SeatAct::Connected => {
                person.lost = None;
                if person.state == AgentState::LoggedOut {
                    let state = AgentState::NotReady { reason: NotReadyReason::SignedIn };
                    self.set_state(who, state, None);
                }
            }
            SeatAct::Disconnected => person.lost = person.lost.or(Some(now)),
            // What is so already is no news.
            SeatAct::SetState { state } if *state == person.state => {}
            SeatAct::SetState { state: AgentState::NotReady { reason: NotReadyReason::NoAnswer } } => {
                return Err(Refusal::StateNotPossible);
            }
            SeatAct::SetState { state } => {
                let old = person.state;
                let asked_into = |c: &Chat| c.talks.iter().any(|t| t.open && &t.with == who);
                let open = self.chats.iter().filter(|(_, c)| c.is_in(who) || asked_into(c));
                let cases: Vec<_> = open.map(|(id, _)| id.clone()).collect();
                if *state == AgentState::LoggedOut && !cases.is_empty() {
                    return Err(Refusal::SessionsOpen { cases });
                }
                if old != *state {
                    if *state == AgentState::LoggedOut {
                        self.people.get_mut(who).unwrap().quiet_until = 0;
                    }
                    let before = (*state == AgentState::AfterWork).then_some(old);
                    self.set_state(who, *state, before);
                }
            }
            SeatAct::SetDoNotDisturb { for_ms } if *for_ms > A_DAY_MS => {
                return Err(Refusal::DoNotDisturbTooLong { limit_ms: A_DAY_MS });
            }
            SeatAct::SetDoNotDisturb { for_ms: 0 } => person.quiet_until = 0,
            SeatAct::SetDoNotDisturb { for_ms } => person.quiet_until = now + *for_ms as i64,
            // Everybody of the histories stays in the file.
            SeatAct::TakenOut => return Err(Refusal::NotPermitted),
            // It is noted once that it is over. Nobody can see a difference.
            SeatAct::DoNotDisturbOver => {
                if person.quiet_until == 0 || now < person.quiet_until {
                    return Err(Refusal::NotPermitted);
                }
                person.quiet_until = 0;
            }
        }
        Ok(())
    }

    fn contact(&mut self, id: &CaseId, act: &ContactAct) -> Verdict {
        let now = self.now;
        let chat = self.chats.get_mut(id).unwrap();
        if let ContactAct::Open { queue, contact_id, text, former, .. } = act {
            if chat.opened {
                return Err(Refusal::NoSuchCase);
            }
            chat.opened = true;
            chat.waiting = true;
            chat.queue = queue.clone();
            chat.arrived = now;
            chat.queued = now;
            let recent = former.as_ref().filter(|former| now - former.until.0 < A_DAY_MS as i64);
            chat.last = recent.filter(|_| queue.as_str() == "rates").map(|former| former.owner.clone());
            chat.contact_reads("waiting".to_owned());
            chat.contact_reads(format!("me: {text}"));
            chat.texts.push(text.clone());
            chat.said.insert(contact_id.clone());
            chat.unanswered = true;
            return Ok(());
        }
        if let ContactAct::Say { contact_id, .. } = act
            && chat.said.contains(contact_id)
        {
            return Ok(());
        }
        if !chat.opened {
            return Err(Refusal::NoSuchCase);
        }
        if chat.over {
            return Err(Refusal::ChatEnded);
        }
        if chat.contact == Line::Gone {
            return Err(Refusal::ContactLeft);
        }
        match act {
            ContactAct::Open { .. } | ContactAct::SwitchLanguage { .. } => {}
            ContactAct::Say { contact_id, content: MessageContent::Text(text) } => {
                chat.contact_reads(format!("me: {text}"));
                chat.texts.push(text.clone());
                chat.said.insert(contact_id.clone());
                chat.unanswered = true;
            }
            ContactAct::Leave => self.contact_goes(id),
            ContactAct::Interrupted => {
                if chat.contact == Line::There {
                    chat.contact = Line::Lost { since: now };
                }
            }
            ContactAct::Returned => chat.contact = Line::There,
        }
        Ok(())
    }

    fn command(&mut self, id: &CaseId, who: &AgentId, command: &Command, new: &str) -> Verdict {
        if let Command::AcceptInvitation { invitation } | Command::DeclineInvitation { invitation } = command {
            return self.answer(id, who, invitation, command, new);
        }
        let chat = self.chats.get_mut(id).unwrap();
        if matches!(command, Command::TakeChat { .. }) {
            return self.takes(id, who);
        }
        // A case in which one has no part is answered like one that is not there.
        if !chat.has_part(who) {
            return Err(Refusal::NoSuchCase);
        }
        match command {
            Command::SetState { .. }
            | Command::SetDoNotDisturb { .. }
            | Command::TakeChat { .. }
            | Command::AcceptInvitation { .. }
            | Command::DeclineInvitation { .. } => {
                unreachable!("not generated so")
            }
            Command::WithdrawInvitation { invitation, .. } => {
                if !chat.pending.iter().any(|p| &p.id == invitation && p.by.as_ref() == Some(who)) {
                    return Err(chat.too_late(who, invitation));
                }
                chat.withdraw(|p| &p.id == invitation);
            }
            Command::SendMessage { thread: Thread::Main, content: MessageContent::Text(text), .. } => {
                if !chat.is_in(who) {
                    return Err(match &chat.out.get(who).map(|out| &out.why) {
                        None => Refusal::NotPermitted,
                        Some(Why::Removed { by }) => Refusal::RemovedFromConference { by: by.clone() },
                        Some(_) if chat.contact == Line::Gone => Refusal::ContactLeft,
                        Some(_) => ended(chat),
                    });
                }
                contact_is_there(chat)?;
                chat.texts.push(text.clone());
                chat.contact_reads(format!("{}: {text}", contact_name(who)));
                chat.unanswered = false;
            }
            Command::SendMessage {
                thread: Thread::Consultation { consultation },
                content: MessageContent::Text(text),
                ..
            } => {
                let talk = own_talk(chat, who, consultation.as_str())?;
                if !talk.open {
                    return Err(Refusal::AlreadyEnded);
                }
                talk.texts.push(text.clone());
            }
            Command::EndConsultation { consultation, .. } => {
                let talk = own_talk(chat, who, consultation.as_str())?;
                if !talk.open {
                    return Err(Refusal::AlreadyEnded);
                }
                let ending = talk.id.clone();
                chat.end_talks(|t| t.id == ending);
            }
            Command::StartConsultation { target, .. } => {
                in_chat(chat, who)?;
                self.request(id, who, InvitationKind::Consultation, target, new)?;
            }
            Command::AskConference { target, .. } => {
                in_chat(chat, who)?;
                contact_is_there(chat)?;
                nothing_asked(chat)?;
                self.request(id, who, InvitationKind::Conference, target, new)?;
            }
            Command::AskTransfer { target, .. } => {
                in_chat(chat, who)?;
                if chat.owner.as_ref() != Some(who) {
                    return Err(Refusal::NotPermitted);
                }
                contact_is_there(chat)?;
                nothing_asked(chat)?;
                match target {
                    ConsultTarget::Agent { .. } | ConsultTarget::Group { .. } | ConsultTarget::Skill { .. } => {
                        self.request(id, who, InvitationKind::Transfer, target, new)?
                    }
                    ConsultTarget::Queue { queue } => {
                        if chat.here.len() > 1 {
                            return Err(Refusal::OtherAgentInChat);
                        }
                        if !["rates", "loans"].contains(&queue.as_str()) {
                            return Err(Refusal::NoSuchTarget);
                        }
                        self.hands_over(id, who);
                        self.chats.get_mut(id).unwrap().queue = queue.clone();
                        self.waits_again(id, Some(who.clone()));
                    }
                    ConsultTarget::Unsupported { .. } => return Err(Refusal::NoSuchTarget),
                }
            }
            Command::RemoveParticipant { agent: other, .. } => {
                in_chat(chat, who)?;
                if chat.owner.as_ref() != Some(who) {
                    return Err(Refusal::NotPermitted);
                }
                if other == who {
                    return Err(Refusal::TargetIsYourself);
                }
                if !chat.is_in(other) {
                    return Err(Refusal::NoSuchTarget);
                }
                chat.end_talks(|t| t.has(other));
                chat.withdraw(|p| p.by.as_ref() == Some(other));
                self.goes_out(id, other, Why::Removed { by: who.clone() });
            }
            Command::EndInteraction { .. } => {
                in_chat(chat, who)?;
                chat.end_talks(|t| t.has(who));
                chat.withdraw(|p| p.by.as_ref() == Some(who));
                self.goes_out(id, who, Why::Ended);
                if self.chats[id].here.is_empty() {
                    self.chats.get_mut(id).unwrap().everything_ends();
                } else if self.chats[id].owner.as_ref() == Some(who) {
                    self.chats.get_mut(id).unwrap().owner = self.heir(id);
                }
            }
            Command::MarkDone { thread: Thread::Main, .. } => self.marks_done(id, who)?,
            Command::MarkDone { thread: Thread::Consultation { consultation }, .. } => {
                let talk = own_talk(chat, who, consultation.as_str())?;
                if talk.open {
                    return Err(Refusal::NotEndedYet);
                }
                talk.closed_by.insert(who.clone());
            }
            Command::SetNote { .. } | Command::SetCaseData { .. } => notes(chat, who)?,
            Command::SetDisposition { disposition, .. } => {
                notes(chat, who)?;
                let known: &[&str] = if chat.queue.as_str() == "rates" { &["solved"] } else { &["solved", "lost"] };
                if disposition.as_ref().is_some_and(|d| !known.contains(&d.as_str())) {
                    return Err(Refusal::NoSuchDisposition);
                }
                chat.disposition = disposition.clone();
            }
        }
        Ok(())
    }

    /// An invitation is answered.
    fn answer(
        &mut self,
        id: &CaseId,
        who: &AgentId,
        invitation: &InvitationId,
        command: &Command,
        new: &str,
    ) -> Verdict {
        // Wherever it stands.
        let id = &self
            .chats
            .iter()
            .find(|(_, c)| {
                c.pending.iter().any(|p| &p.id == invitation) || c.finished.iter().any(|(i, _, _)| i == invitation)
            })
            .map_or(id.clone(), |(id, _)| id.clone());
        let chat = &self.chats[id];
        let Some(pending) = chat.pending.iter().find(|p| &p.id == invitation && &p.to == who).cloned() else {
            return Err(chat.too_late(who, invitation));
        };
        if matches!(command, Command::DeclineInvitation { .. }) {
            self.not_accepted(id, invitation, InvitationOutcome::Declined);
            return Ok(());
        }
        if self.people[who].state == AgentState::LoggedOut {
            return Err(Refusal::StateNotPossible);
        }
        if pending.kind == InvitationKind::Consultation && self.asked_into(who) >= 3 {
            return Err(Refusal::TargetBusy);
        }
        if pending.kind == InvitationKind::Chat && !self.has_place(who, &chat.queue) {
            return Err(Refusal::NoFreePlace);
        }
        let chat = self.chats.get_mut(id).unwrap();
        chat.pending.retain(|p| &p.id != invitation);
        chat.finished.push((invitation.clone(), who.clone(), InvitationOutcome::Accepted));
        if let Some(by) = &pending.by {
            chat.finished.push((invitation.clone(), by.clone(), InvitationOutcome::Accepted));
        }
        match (pending.kind, pending.by) {
            (InvitationKind::Chat, _) | (_, None) => self.gets(id, who),
            (InvitationKind::Consultation, Some(by)) => {
                chat.talks.push(Talk {
                    id: new.to_owned(),
                    by: by.clone(),
                    with: who.clone(),
                    open: true,
                    closed_by: BTreeSet::new(),
                    texts: vec![],
                    read: 0,
                });
                self.talk_already(id, &by, who);
            }
            (InvitationKind::Conference, Some(by)) => {
                chat.end_talks(|t| t.has(&by) && t.has(who));
                self.joins(id, who);
            }
            (InvitationKind::Transfer, Some(by)) => {
                if !chat.is_in(who) {
                    self.joins(id, who);
                }
                self.chats.get_mut(id).unwrap().owner = Some(who.clone());
                self.hands_over(id, &by);
            }
            (InvitationKind::Unsupported, Some(_)) => return Err(Refusal::NoSuchInvitation),
        }
        Ok(())
    }

    /// Nobody is asked for a second consultation of the same two: of several the next one is asked instead.
    fn talk_already(&mut self, id: &CaseId, one: &AgentId, other: &AgentId) {
        let again = |p: &Pending| {
            let (by, to) = (p.by.as_ref(), &p.to);
            let both = (by, to) == (Some(one), other) || (by, to) == (Some(other), one);
            p.kind == InvitationKind::Consultation && both
        };
        let mut open: Vec<_> = self.chats[id].pending.iter().filter(|p| again(p)).cloned().collect();
        open.sort_by(|a, b| a.id.cmp(&b.id));
        for pending in open {
            if belong_to(&pending.target).is_some() {
                self.not_accepted(id, &pending.id, InvitationOutcome::Withdrawn);
            } else {
                self.chats.get_mut(id).unwrap().withdraw(|p| p.id == pending.id);
            }
        }
    }

    /// The sender of a transfer goes; the window closes without mark done, with the consultations in it.
    fn hands_over(&mut self, id: &CaseId, sender: &AgentId) {
        let chat = self.chats.get_mut(id).unwrap();
        chat.end_talks(|t| t.has(sender));
        chat.withdraw(|p| p.by.as_ref() == Some(sender));
        for talk in chat.talks.iter_mut().filter(|t| t.has(sender)) {
            talk.closed_by.insert(sender.clone());
        }
        chat.here.retain(|w| w != sender);
        chat.away.remove(sender);
        chat.contact_reads(format!("-{}", contact_name(sender)));
        self.session_over(sender);
        self.maybe_back_from_after_work(sender);
    }

    fn marks_done(&mut self, id: &CaseId, who: &AgentId) -> Verdict {
        let chat = self.chats.get_mut(id).unwrap();
        if chat.is_in(who) {
            return Err(Refusal::NotEndedYet);
        }
        if !chat.out.contains_key(who) {
            return Err(Refusal::NotPermitted);
        }
        let mandatory = chat.queue.as_str() == "rates";
        if mandatory && chat.owner.as_ref() == Some(who) && chat.disposition.is_none() {
            return Err(Refusal::DispositionMissing);
        }
        chat.end_talks(|t| &t.by == who);
        for talk in chat.talks.iter_mut().filter(|t| !t.open && t.has(who)) {
            talk.closed_by.insert(who.clone());
        }
        chat.out.remove(who);
        self.maybe_back_from_after_work(who);
        Ok(())
    }

    /// Somebody is asked to be consulted, to join, to take over.
    fn request(
        &mut self,
        id: &CaseId,
        by: &AgentId,
        kind: InvitationKind,
        target: &ConsultTarget,
        new: &str,
    ) -> Verdict {
        let chat = &self.chats[id];
        let to = match target {
            ConsultTarget::Group { .. }
            | ConsultTarget::Skill { .. }
            | ConsultTarget::Queue { .. }
            | ConsultTarget::Unsupported { .. } => {
                belong_to(target).ok_or(Refusal::NoSuchTarget)?;
                self.next_of(id, target, kind, by, &[]).ok_or(Refusal::NobodyAvailable)?
            }
            ConsultTarget::Agent { agent: to } => {
                let Some(person) = self.people.get(to) else { return Err(Refusal::NoSuchTarget) };
                if to == by {
                    return Err(Refusal::TargetIsYourself);
                }
                if kind == InvitationKind::Conference && chat.is_in(to) {
                    return Err(Refusal::AlreadyMember);
                }
                let consultation = kind == InvitationKind::Consultation;
                if consultation && chat.talks.iter().any(|t| t.open && t.has(by) && t.has(to)) {
                    return Err(Refusal::AlreadyConsulting);
                }
                let by_name = |p: &Pending| belong_to(&p.target).is_none();
                if chat.pending.iter().any(|p| &p.to == to && p.by.as_ref() == Some(by) && by_name(p)) {
                    return Err(Refusal::AlreadyInvited);
                }
                if person.state == AgentState::LoggedOut || person.lost.is_some() {
                    return Err(Refusal::TargetLoggedOut);
                }
                if self.quiet_for(to) > 0 {
                    return Err(Refusal::TargetDoNotDisturb);
                }
                if consultation && self.asked_into(to) >= 3 {
                    return Err(Refusal::TargetBusy);
                }
                to.clone()
            }
        };
        self.ask(id, new, kind, Some(by.clone()), target.clone(), to);
        Ok(())
    }
}

fn contact_is_there(chat: &Chat) -> Verdict {
    if chat.contact == Line::Gone { Err(Refusal::ContactLeft) } else { Ok(()) }
}

/// One conference or transfer request at a time.
fn nothing_asked(chat: &Chat) -> Verdict {
    let asked = chat.pending.iter().any(|p| matches!(p.kind, InvitationKind::Conference | InvitationKind::Transfer));
    if asked { Err(Refusal::RequestPending) } else { Ok(()) }
}

fn ended(chat: &Chat) -> Refusal {
    if chat.over { Refusal::ChatEnded } else { Refusal::AlreadyEnded }
}

fn in_chat(chat: &Chat, who: &AgentId) -> Verdict {
    if chat.is_in(who) {
        return Ok(());
    }
    Err(match chat.out.get(who).map(|out| &out.why) {
        None => Refusal::NotPermitted,
        Some(Why::Removed { by }) => Refusal::RemovedFromConference { by: by.clone() },
        Some(Why::Ended | Why::Vanished) => ended(chat),
    })
}

/// Note, disposition and case data: who is in the chat, and who has ended the own session and wraps up.
fn notes(chat: &Chat, who: &AgentId) -> Verdict {
    if chat.out.get(who).is_some_and(|out| out.why == Why::Ended) { Ok(()) } else { in_chat(chat, who) }
}

fn own_talk<'a>(chat: &'a mut Chat, who: &AgentId, id: &str) -> Result<&'a mut Talk, Refusal> {
    chat.talks.iter_mut().find(|t| t.id == id && t.window_of(who)).ok_or(Refusal::NoSuchConsultation)
}
