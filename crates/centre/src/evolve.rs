//! What an event makes of a case or a seat. No rule is decided here.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, InvitationId, InvitationOutcome, Joined, Language, Left, Party, QueueId,
    RequestOutcome, Timestamp,
};

use crate::{
    Asked, Case, CaseEvent, CasePhase, CasePresence, Closed, ConsultState, Consultation, Contact, Invitation, LastView,
    MAX_CLOSED, MAX_CONTACT_IDS, MAX_OUTCOMES, Member, Membership, Seat, SeatConnection, SeatEvent, Shared,
};

/// How much of the contact's first message an offer shows, in characters.
const FIRST_WORDS_CHARS: usize = 200;

impl Case {
    /// A case that nobody has opened yet.
    #[must_use]
    pub fn new(id: CaseId) -> Self {
        Self {
            // No queue is known before the first event; nothing looks at this one. An id of a case is an id of a queue.
            queue: nowhere(&id),
            id,
            version: 0,
            contact: Contact { name: String::new(), language: Language::default(), presence: CasePresence::Present },
            opened_at: Timestamp(0),
            arrived_at: Timestamp(0),
            queued_at: None,
            widened: 0,
            last_agent: None,
            first_accepted_at: None,
            phase: CasePhase::Empty,
            owner: None,
            members: Shared::default(),
            consultations: Shared::default(),
            invitations: Shared::default(),
            passed_over: BTreeMap::new(),
            handed_over_by: None,
            handover_note: None,
            closed: Shared::default(),
            outcomes: Shared::default(),
            first_words: String::new(),
            unanswered_since: None,
            note: String::new(),
            disposition: None,
            case_data: Shared::default(),
            contact_ids: Shared::default(),
        }
    }

    fn kept(&self) -> Box<LastView> {
        Box::new(LastView {
            presence: self.contact.presence,
            queue: self.queue.clone(),
            owner: self.owner.clone(),
            members: self.parties(),
            note: self.note.clone(),
            disposition: self.disposition.clone(),
            case_data: (*self.case_data).clone(),
        })
    }

    fn close(&mut self, invitation: &InvitationId, agent: AgentId, outcome: InvitationOutcome) {
        let closed = Closed { invitation: invitation.clone(), agent, outcome };
        remember(&mut self.closed, closed, MAX_CLOSED);
    }
}

fn remember<T>(last: &mut VecDeque<T>, new: T, at_most: usize) {
    last.push_back(new);
    if last.len() > at_most {
        last.pop_front();
    }
}

fn nowhere(id: &CaseId) -> QueueId {
    match QueueId::new(id.as_str()) {
        Ok(queue) => queue,
        Err(konsil_protocol::domain::NotAnId) => unreachable!("ids of all kinds have the same letters"),
    }
}

/// The case after an event.
pub fn evolve(case: &mut Case, at: Timestamp, event: &CaseEvent) {
    case.version += 1;
    match event {
        CaseEvent::ChatOpened { name, language, queue, page: _, last_agent } => {
            case.contact = Contact { name: name.clone(), language: *language, presence: CasePresence::Present };
            case.queue = queue.clone();
            case.opened_at = at;
            case.arrived_at = at;
            case.last_agent.clone_from(last_agent);
            case.phase = CasePhase::Waiting;
        }
        CaseEvent::MessageSent { origin, message: _, contact_id, content } => match origin.by {
            Party::Contact => {
                if let Some(id) = contact_id {
                    remember(&mut case.contact_ids, id.clone().into(), MAX_CONTACT_IDS);
                }
                case.unanswered_since = case.unanswered_since.or(Some(at));
                if case.first_words.is_empty() {
                    case.first_words = content.text().chars().take(FIRST_WORDS_CHARS).collect();
                }
            }
            Party::Agent { .. } | Party::Expert { .. } | Party::Supervisor { .. } | Party::Unsupported { .. } => {}
        },
        CaseEvent::ContactAnswered => case.unanswered_since = None,
        CaseEvent::LanguageSwitched { language } => case.contact.language = *language,
        CaseEvent::AgentJoined { agent, how } => {
            let member =
                Member { order: case.version, since: at, session: Membership::Active, away: false, kept: None };
            case.members.insert(agent.clone(), member);
            case.first_accepted_at = case.first_accepted_at.or(Some(at));
            case.phase = CasePhase::Open;
            if matches!(how, Joined::Routed) {
                case.passed_over.clear();
                case.handed_over_by = None;
                case.handover_note = None;
            }
        }
        CaseEvent::AgentLeft { agent, why } => agent_left(case, at, agent, why),
        CaseEvent::OwnerChanged { agent, note: _ } => case.owner = Some(agent.clone()),
        CaseEvent::AgentAway { agent } => {
            if let Some(member) = case.members.get_mut(agent) {
                member.away = true;
            }
        }
        CaseEvent::AgentBack { agent } => {
            if let Some(member) = case.members.get_mut(agent) {
                member.away = false;
            }
        }
        CaseEvent::BackInQueue { by, queue, note } => {
            case.queue = queue.clone();
            case.queued_at = Some(at);
            case.widened = 0;
            case.last_agent = None;
            case.phase = CasePhase::Waiting;
            case.owner = None;
            case.passed_over.clear();
            case.handed_over_by.clone_from(by);
            case.handover_note.clone_from(note);
        }
        CaseEvent::SearchWidened { widened } => case.widened = *widened,
        CaseEvent::PassedOverForgotten => case.passed_over.clear(),
        CaseEvent::ContactInterrupted => case.contact.presence = CasePresence::Interrupted { since: at },
        CaseEvent::ContactReturned => case.contact.presence = CasePresence::Present,
        CaseEvent::ContactLeft { why } => {
            case.contact.presence = CasePresence::Left { at, why: *why };
            case.unanswered_since = None;
        }
        CaseEvent::ChatEnded => {
            case.phase = CasePhase::Ended { at };
            case.unanswered_since = None;
            // The end of the chat still belongs to what its last agent, the owner, has seen of it.
            let owner = case.owner.clone();
            if let Some(member) = owner.and_then(|owner| case.members.get_mut(&owner))
                && let Membership::Ended { until, .. } = &mut member.session
            {
                *until = case.version;
            }
        }
        CaseEvent::NoteSet { by: _, text } => case.note.clone_from(text),
        CaseEvent::DispositionSet { by: _, disposition } => case.disposition.clone_from(disposition),
        CaseEvent::CaseDataSet { by: _, key, value } => {
            match value {
                Some(value) => case.case_data.insert(key.clone(), value.clone()),
                None => case.case_data.remove(key),
            };
        }
        CaseEvent::MarkedDone { agent } => {
            case.members.remove(agent);
            case.outcomes.remove(agent);
        }
        CaseEvent::InvitationOffered { invitation, asked, target, to, text, expires_at } => {
            let offered = Invitation {
                asked: asked.clone(),
                target: target.clone(),
                to: to.clone(),
                text: text.clone(),
                expires_at: *expires_at,
                asked_before: BTreeSet::new(),
            };
            case.invitations.insert(invitation.clone(), offered);
        }
        CaseEvent::InvitationPassedOn { invitation, outcome, to, expires_at } => {
            if let Some(open) = case.invitations.get_mut(invitation) {
                let before = std::mem::replace(&mut open.to, to.clone());
                open.asked_before.insert(before.clone());
                open.expires_at = *expires_at;
                case.close(invitation, before, *outcome);
            }
        }
        CaseEvent::InvitationClosed { invitation, outcome } => {
            if let Some(closed) = case.invitations.remove(invitation) {
                let in_vain = matches!(outcome, InvitationOutcome::Declined | InvitationOutcome::Expired);
                if closed.asked == Asked::Routed && in_vain {
                    case.passed_over.insert(closed.to.clone(), at);
                }
                if let Some(by) = closed.asked.by() {
                    case.close(invitation, by.clone(), *outcome);
                }
                case.close(invitation, closed.to, *outcome);
            }
        }
        CaseEvent::RequestEnded { invitation, by, kind, target, outcome } => {
            case.close(invitation, by.clone(), *outcome);
            let outcomes = case.outcomes.entry(by.clone()).or_default();
            outcomes.push(RequestOutcome {
                invitation: invitation.clone(),
                kind: (*kind).into(),
                target: target.clone(),
                outcome: *outcome,
                at,
            });
            if outcomes.len() > MAX_OUTCOMES {
                outcomes.remove(0);
            }
        }
        CaseEvent::ConsultationStarted { consultation, by, target, with, question } => {
            let started = Consultation {
                by: by.clone(),
                target: target.clone(),
                with: with.clone(),
                question: question.clone(),
                started_at: at,
                state: ConsultState::Active,
                done: BTreeSet::new(),
                kept: None,
            };
            case.consultations.insert(consultation.clone(), started);
        }
        CaseEvent::ConsultationEnded { consultation, by: _, why } => {
            let kept = case.kept();
            let until = case.version;
            if let Some(consultation) = case.consultations.get_mut(consultation) {
                consultation.state = ConsultState::Ended { at, until, why: *why };
                consultation.kept = Some(kept);
            }
        }
        CaseEvent::ConsultationMarkedDone { consultation, agent } => {
            if let Some(consultation) = case.consultations.get_mut(consultation) {
                consultation.done.insert(agent.clone());
            }
            drop_finished(case);
        }
    }
}

fn agent_left(case: &mut Case, at: Timestamp, agent: &AgentId, why: &Left) {
    match why {
        // The sender's window closes, together with its consultations, without mark done.
        Left::Transferred { .. } => {
            case.members.remove(agent);
            case.outcomes.remove(agent);
            for consultation in case.consultations.values_mut() {
                if consultation.is_of(agent) {
                    consultation.done.insert(agent.clone());
                }
            }
            drop_finished(case);
        }
        Left::Ended | Left::Removed { .. } | Left::Vanished | Left::Unsupported => {
            let until = case.version;
            if let Some(member) = case.members.get_mut(agent) {
                member.session = Membership::Ended { at, until, why: why.clone() };
                member.away = false;
            }
            let kept = case.kept();
            if let Some(member) = case.members.get_mut(agent) {
                member.kept = Some(kept);
            }
        }
    }
}

/// A consultation that its agents have closed is seen by nobody any more.
fn drop_finished(case: &mut Case) {
    case.consultations.retain(|_, c| !c.agents().all(|agent| c.done.contains(agent)));
}

/// The seat after an event.
pub fn evolve_seat(seat: &mut Seat, at: Timestamp, event: &SeatEvent) {
    seat.version += 1;
    match event {
        SeatEvent::Connected => seat.connection = SeatConnection::Connected,
        SeatEvent::Disconnected => seat.connection = SeatConnection::Gone { since: at },
        SeatEvent::StateSet { state } => {
            seat.before_after_work = match state {
                AgentState::AfterWork => Some(seat.state),
                AgentState::Ready | AgentState::NotReady { .. } | AgentState::LoggedOut | AgentState::Unsupported => {
                    None
                }
            };
            set_state(seat, at, *state);
        }
        SeatEvent::DoNotDisturbSet { until } => seat.do_not_disturb_until = *until,
        SeatEvent::AfterWorkBegan => {
            seat.before_after_work = Some(seat.state);
            set_state(seat, at, AgentState::AfterWork);
        }
        SeatEvent::AfterWorkOver => {
            if let Some(before) = seat.before_after_work.take() {
                set_state(seat, at, before);
            }
        }
        SeatEvent::InvitationOpened { invitation, case } => {
            seat.invitations.insert(invitation.clone(), case.clone());
            seat.idle_since = at;
        }
        SeatEvent::InvitationClosed { invitation } => {
            seat.invitations.remove(invitation);
        }
        SeatEvent::SessionBegan { case, of_kind } => {
            seat.sessions.insert(case.clone());
            seat.places.insert(case.clone());
            match of_kind {
                Some(kind) => seat.kinds.insert(case.clone(), kind.clone()),
                None => seat.kinds.remove(case),
            };
            seat.wrap_ups.remove(case);
        }
        SeatEvent::SessionEnded { case } => {
            seat.sessions.remove(case);
            seat.wrap_ups.insert(case.clone());
            seat.idle_since = at;
        }
        SeatEvent::PlaceFreed { case } => {
            seat.places.remove(case);
            seat.kinds.remove(case);
        }
        SeatEvent::WrapUpDone { case } => {
            seat.wrap_ups.remove(case);
            seat.places.remove(case);
            seat.kinds.remove(case);
        }
        SeatEvent::ConsultedIn { consultation, case } => {
            seat.consulted.insert(consultation.clone());
            seat.consulted_cases.extend(case.iter().map(|case| (consultation.clone(), case.clone())));
        }
        SeatEvent::ConsultedOut { consultation } => {
            seat.consulted.remove(consultation);
            seat.consulted_cases.remove(consultation);
        }
    }
}

fn set_state(seat: &mut Seat, at: Timestamp, state: AgentState) {
    seat.state = state;
    seat.state_since = at;
    // Idle is who could be asked: nobody gets longer idle over a break.
    if state == AgentState::Ready {
        seat.idle_since = at;
    }
}
