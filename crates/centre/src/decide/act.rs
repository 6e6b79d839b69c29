//! Who acts on a case, and what each of them can do.

use konsil_protocol::domain::{
    AgentId, Command, CommandId, InvitationId, Language, MessageContent, QueueId, Timestamp,
};

#[cfg(doc)]
use crate::Rules;
use crate::{Case, CasePhase, Moment};

/// Who acts on a case, and what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// An agent's command about a case. Accept and decline go to the case that holds their invitation.
    Agent {
        agent: AgentId,
        id: CommandId,
        command: Command,
    },
    Contact(ContactAct),
    Centre(CentreAct),
}

impl Act {
    /// How many fresh ids deciding it can need. An agent's message brings its own, a contact's takes one.
    #[must_use]
    pub fn fresh_ids(&self) -> usize {
        match self {
            Self::Agent { command: Command::SendMessage { .. }, .. } => 0,
            Self::Contact(ContactAct::Say { .. }) => 1,
            Self::Agent { .. } | Self::Contact(_) | Self::Centre(_) => Moment::FRESH,
        }
    }
}

/// What a contact can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactAct {
    /// The first act of a case. The first message follows in the same decision.
    Open {
        name: String,
        language: Language,
        queue: QueueId,
        page: Option<String>,
        contact_id: String,
        text: String,
        /// The contact's last chat, if it can show that it had one.
        former: Option<FormerChat>,
    },
    /// The same `contact_id` again changes nothing and is no refusal.
    Say {
        contact_id: String,
        content: MessageContent,
    },
    SwitchLanguage {
        language: Language,
    },
    Leave,
    Interrupted,
    Returned,
}

/// Who had a contact's last chat, and when it ended; while it has not, now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerChat {
    pub owner: AgentId,
    pub until: Timestamp,
}

impl FormerChat {
    /// None: no agent had it.
    #[must_use]
    pub fn of(case: &Case, now: Timestamp) -> Option<Self> {
        let until = match case.phase {
            CasePhase::Ended { at } => at,
            CasePhase::Empty | CasePhase::Waiting | CasePhase::Open => now,
        };
        case.owner.clone().map(|owner| Self { owner, until })
    }
}

/// What the centre does by itself, mostly because a deadline has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CentreAct {
    /// Offer the waiting chat to this agent. Refused when it waits no more or routing would not offer it to this agent.
    Offer {
        agent: AgentId,
    },
    /// Refused when the invitation is gone or its time is not over yet.
    Expire {
        invitation: InvitationId,
    },
    /// The agent was without connection for [`Rules::offers_withdrawn_after_ms`], or has logged out: its open offers
    /// are withdrawn.
    WithdrawOffersTo {
        agent: AgentId,
    },
    /// The owner was without connection for [`Rules::agent_grace_ms`].
    AgentVanished {
        agent: AgentId,
    },
    /// The agent is back after the contact was notified that it is away.
    AgentReturned {
        agent: AgentId,
    },
    ContactTimedOut,
    /// The agent is in the centre file no more: what it has open here passes to colleagues, or ends. Refused for an agent of
    /// the centre, and when nothing is open.
    AgentTakenOut {
        agent: AgentId,
    },
    /// More agents may be asked for a chat that has waited for so long.
    Widen,
    /// Those who were asked in vain for a waiting chat may be asked again.
    AskAgain,
}
