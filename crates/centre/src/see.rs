//! Who may see what: one function, for live delivery, history and export alike.

use konsil_protocol::domain::{AgentId, ConsultationId, ContactLeft, Entry, EntryBody, Party, SystemMessage, Thread};
use konsil_protocol::wire::contact::{ContactEvent, EndedBy};

use crate::{Audience, Case, CaseEvent, ConsultState, Membership, Recorded, Rules};

/// Somebody who looks at a thread of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewer {
    Contact,
    /// Of `Main`: an agent in the chat.
    Member {
        agent: AgentId,
        owner: bool,
    },
    /// Of `Main`: the target of an open consultation, who reads the chat along from its beginning.
    ConsultTarget {
        agent: AgentId,
    },
    /// Of that consultation: one of its two agents.
    Consulting {
        agent: AgentId,
        consultation: ConsultationId,
    },
    /// Sees what it could see up to that version, and nothing later.
    Former {
        agent: AgentId,
        until: u64,
        was: Box<Viewer>,
    },
    Supervisor {
        agent: AgentId,
    },
}

/// Whether this viewer may see the event.
#[must_use]
pub fn may_see(viewer: &Viewer, event: &Recorded) -> bool {
    match (viewer, &event.thread) {
        (Viewer::Contact, Thread::Main) => event.audience == Audience::Everyone,
        (Viewer::Member { agent: _, owner }, Thread::Main) => match event.audience {
            Audience::Everyone | Audience::Agents => true,
            Audience::Owner => *owner,
            Audience::Record => false,
        },
        (Viewer::ConsultTarget { .. }, Thread::Main) => for_agents(&event.audience),
        (Viewer::Consulting { agent: _, consultation: own }, Thread::Consultation { consultation }) => {
            own == consultation && for_agents(&event.audience)
        }
        (Viewer::Former { agent: _, until, was }, _) => event.version <= *until && may_see(was, event),
        (Viewer::Contact | Viewer::Member { .. } | Viewer::ConsultTarget { .. }, Thread::Consultation { .. })
        | (Viewer::Consulting { .. }, Thread::Main)
        // Has no rights yet; a place is kept.
        | (Viewer::Supervisor { .. }, _) => false,
    }
}

fn for_agents(audience: &Audience) -> bool {
    match audience {
        Audience::Everyone | Audience::Agents => true,
        Audience::Owner | Audience::Record => false,
    }
}

/// What this agent is to that thread now; none if it may not see it at all.
#[must_use]
pub fn viewer(case: &Case, agent: &AgentId, thread: &Thread) -> Option<Viewer> {
    match thread {
        Thread::Main => main_viewer(case, agent),
        Thread::Consultation { consultation: id } => {
            let consultation = case.consultations.get(id).filter(|c| c.is_open_to(agent))?;
            let viewer = Viewer::Consulting { agent: agent.clone(), consultation: id.clone() };
            Some(match consultation.state {
                ConsultState::Active => viewer,
                ConsultState::Ended { until, .. } => former(agent, until, viewer),
            })
        }
    }
}

/// An agent in the chat sees all of it; the target of an open consultation likewise. Others keep what they had up to
/// the end: of their session, or of the last consultation into which they were asked.
fn main_viewer(case: &Case, agent: &AgentId) -> Option<Viewer> {
    let member = case.members.get(agent);
    if member.is_some_and(crate::Member::is_active) {
        return Some(Viewer::Member { agent: agent.clone(), owner: case.is_owner(agent) });
    }
    let asked = || case.consultations.values().filter(|c| c.has_asked(agent) && c.is_open_to(agent));
    if asked().any(crate::Consultation::is_active) {
        return Some(Viewer::ConsultTarget { agent: agent.clone() });
    }
    let session_until = member.and_then(|member| match member.session {
        Membership::Active => None,
        Membership::Ended { until, .. } => Some(until),
    });
    let asked_until = asked().filter_map(|c| match c.state {
        ConsultState::Active => None,
        ConsultState::Ended { until, .. } => Some(until),
    });
    let until = asked_until.chain(session_until).max()?;
    let was = if session_until == Some(until) {
        Viewer::Member { agent: agent.clone(), owner: false }
    } else {
        Viewer::ConsultTarget { agent: agent.clone() }
    };
    Some(former(agent, until, was))
}

fn former(agent: &AgentId, until: u64, was: Viewer) -> Viewer {
    Viewer::Former { agent: agent.clone(), until, was: Box::new(was) }
}

/// The line an agent reads. None for what shows in views only.
#[must_use]
pub fn entry(event: &Recorded) -> Option<Entry> {
    let system = |system| Some(EntryBody::System { system });
    let body = match &event.event {
        CaseEvent::ChatOpened { .. } => system(SystemMessage::ChatOpened),
        CaseEvent::MessageSent { origin, message, contact_id: _, content } => {
            Some(EntryBody::Message { origin: origin.clone(), message: message.clone(), content: content.clone() })
        }
        CaseEvent::AgentJoined { agent, how } => {
            system(SystemMessage::AgentJoined { agent: agent.clone(), how: how.clone() })
        }
        CaseEvent::AgentLeft { agent, why } => {
            system(SystemMessage::AgentLeft { agent: agent.clone(), why: why.clone() })
        }
        CaseEvent::OwnerChanged { agent, note } => {
            system(SystemMessage::OwnerChanged { agent: agent.clone(), note: note.clone() })
        }
        CaseEvent::BackInQueue { by, queue: _, note } => {
            system(SystemMessage::BackInQueue { by: by.clone(), note: note.clone() })
        }
        CaseEvent::ContactInterrupted => system(SystemMessage::ContactInterrupted),
        CaseEvent::ContactReturned => system(SystemMessage::ContactReturned),
        CaseEvent::ContactLeft { why } => system(SystemMessage::ContactLeft { why: *why }),
        CaseEvent::ChatEnded => system(SystemMessage::ChatEnded),
        CaseEvent::ConsultationStarted { by, target, question, .. } => system(SystemMessage::ConsultationAsked {
            by: by.clone(),
            target: target.clone(),
            question: question.clone(),
        }),
        CaseEvent::ConsultationEnded { by, why, .. } => {
            system(SystemMessage::ConsultationEnded { by: by.clone(), why: *why })
        }
        CaseEvent::AgentAway { .. }
        | CaseEvent::AgentBack { .. }
        | CaseEvent::ContactAnswered
        | CaseEvent::LanguageSwitched { .. }
        | CaseEvent::SearchWidened { .. }
        | CaseEvent::PassedOverForgotten
        | CaseEvent::NoteSet { .. }
        | CaseEvent::DispositionSet { .. }
        | CaseEvent::CaseDataSet { .. }
        | CaseEvent::MarkedDone { .. }
        | CaseEvent::InvitationOffered { .. }
        | CaseEvent::InvitationPassedOn { .. }
        | CaseEvent::InvitationClosed { .. }
        | CaseEvent::RequestEnded { .. }
        | CaseEvent::ConsultationMarkedDone { .. } => None,
    }?;
    Some(Entry { id: event.id.clone(), at: event.at, body })
}

/// What the contact reads. None for what the contact does not see: asked only after [`may_see`]. Every event for
/// everyone has a line here, so that the contact's numbers have no gap.
#[must_use]
pub fn contact_event(event: &Recorded, rules: &Rules) -> Option<ContactEvent> {
    let name = |agent: &AgentId| rules.agent_for_contact(agent).unwrap_or_default().to_owned();
    match &event.event {
        CaseEvent::ChatOpened { .. } | CaseEvent::BackInQueue { .. } => Some(ContactEvent::Waiting),
        CaseEvent::MessageSent { origin, message: _, contact_id, content } => {
            let content = content.clone();
            // Of an expert the contact reads the name, and nothing else.
            Some(match &origin.by {
                Party::Contact => ContactEvent::Mine { id: contact_id.clone().unwrap_or_default(), content },
                by @ (Party::Agent { .. }
                | Party::Expert { .. }
                | Party::Supervisor { .. }
                | Party::Unsupported { .. }) => {
                    ContactEvent::Message { name: rules.name_for_contact(by).unwrap_or_default().to_owned(), content }
                }
            })
        }
        CaseEvent::AgentJoined { agent, .. } => Some(ContactEvent::Joined { name: name(agent) }),
        CaseEvent::AgentLeft { agent, .. } => Some(ContactEvent::Left { name: name(agent) }),
        CaseEvent::AgentAway { agent } => Some(ContactEvent::AgentAway { name: name(agent) }),
        CaseEvent::AgentBack { agent } => Some(ContactEvent::AgentBack { name: name(agent) }),
        CaseEvent::ContactLeft { why: ContactLeft::Ended | ContactLeft::Unsupported } => {
            Some(ContactEvent::Ended { by: EndedBy::Contact })
        }
        CaseEvent::ContactLeft { why: ContactLeft::TimedOut } => Some(ContactEvent::Ended { by: EndedBy::TimedOut }),
        CaseEvent::ChatEnded => Some(ContactEvent::Ended { by: EndedBy::Agent }),
        CaseEvent::OwnerChanged { .. }
        | CaseEvent::ContactInterrupted
        | CaseEvent::ContactReturned
        | CaseEvent::ContactAnswered
        | CaseEvent::LanguageSwitched { .. }
        | CaseEvent::SearchWidened { .. }
        | CaseEvent::PassedOverForgotten
        | CaseEvent::NoteSet { .. }
        | CaseEvent::DispositionSet { .. }
        | CaseEvent::CaseDataSet { .. }
        | CaseEvent::MarkedDone { .. }
        | CaseEvent::InvitationOffered { .. }
        | CaseEvent::InvitationPassedOn { .. }
        | CaseEvent::InvitationClosed { .. }
        | CaseEvent::RequestEnded { .. }
        | CaseEvent::ConsultationStarted { .. }
        | CaseEvent::ConsultationEnded { .. }
        | CaseEvent::ConsultationMarkedDone { .. } => None,
    }
}
