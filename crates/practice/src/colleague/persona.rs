//! Who the colleagues are.

use konsil_protocol::domain::{AgentState, InvitationKind};

/// How a colleague takes an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Accepts,
    /// Accepts what belongs to a topic of the own, declines the rest.
    AcceptsOwnTopics,
    Declines,
    Ignores,
}

#[derive(Debug)]
pub(crate) struct Persona {
    pub login: &'static str,
    /// The state this colleague works in.
    pub state: AgentState,
    /// Queues it knows about.
    pub topics: &'static [&'static str],
    pub consultation: Answer,
    pub conference: Answer,
    pub transfer: Answer,
    /// Takes chats that were handed over to a queue.
    pub takes_over: bool,
    /// Now and then has a chat of its own and asks the learner about it.
    pub asks: bool,
}

pub(crate) const PERSONAS: [Persona; 5] = [
    Persona {
        login: "katrin",
        state: AgentState::Ready,
        topics: &["billing"],
        consultation: Answer::Accepts,
        conference: Answer::Accepts,
        transfer: Answer::Accepts,
        takes_over: true,
        asks: true,
    },
    Persona {
        login: "sven",
        state: AgentState::Ready,
        topics: &["technical"],
        consultation: Answer::Declines,
        conference: Answer::Declines,
        transfer: Answer::Declines,
        takes_over: false,
        asks: false,
    },
    Persona {
        login: "lukas",
        state: AgentState::Ready,
        topics: &["billing", "contract"],
        consultation: Answer::Ignores,
        conference: Answer::Ignores,
        transfer: Answer::Ignores,
        takes_over: true,
        asks: false,
    },
    Persona {
        login: "rita",
        state: AgentState::Ready,
        topics: &["technical"],
        consultation: Answer::AcceptsOwnTopics,
        conference: Answer::AcceptsOwnTopics,
        transfer: Answer::AcceptsOwnTopics,
        takes_over: true,
        asks: false,
    },
    Persona {
        login: "petra",
        state: AgentState::AfterWork,
        topics: &["contract"],
        consultation: Answer::AcceptsOwnTopics,
        conference: Answer::AcceptsOwnTopics,
        transfer: Answer::Declines,
        takes_over: false,
        asks: false,
    },
];

impl Persona {
    pub(crate) fn knows(&self, queue: &str) -> bool {
        self.topics.contains(&queue)
    }

    /// None for a routed chat, which is another question.
    pub(crate) fn answer_to(&self, kind: InvitationKind) -> Option<Answer> {
        match kind {
            InvitationKind::Chat => None,
            InvitationKind::Consultation => Some(self.consultation),
            InvitationKind::Conference => Some(self.conference),
            InvitationKind::Transfer => Some(self.transfer),
            InvitationKind::Unsupported => Some(Answer::Declines),
        }
    }
}
