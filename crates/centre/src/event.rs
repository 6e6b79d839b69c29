//! What has happened. Stored in exactly this form (`v` 1), a type apart from what goes over the wire.

use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, CommandId, ConsultTarget, ConsultationEnd, ConsultationId, ContactLeft, DispositionId,
    EventId, HandoverNote, InvitationId, InvitationOutcome, Joined, KindId, Language, Left, MessageContent, Origin,
    Party, QueueId, Thread, Timestamp, agent_or_party,
};
use serde::{Deserialize, Serialize};

use crate::stored;
use crate::{Asked, RequestKind};

/// Who of those who may see the thread at all may see the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// All of the thread; in `Main` the contact too.
    Everyone,
    /// All agents of the thread.
    Agents,
    /// The owner only.
    Owner,
    /// Nobody: it changes the case and shows in views, not as a line.
    Record,
}

/// What a decision gives: an event of the case, to a thread's log and an audience, or an event of an agent's seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Addressed {
    Case { thread: Thread, audience: Audience, event: CaseEvent },
    Seat { agent: AgentId, event: SeatEvent },
}

/// A case's event in its place, as the store gives it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    pub id: EventId,
    pub at: Timestamp,
    /// The case's version after it: one number over all threads. Never leaves the server.
    pub version: u64,
    pub thread: Thread,
    /// Place in the thread's log, from 1, without gaps.
    pub seq: u64,
    /// Place among what the contact sees, from 1, without gaps.
    pub contact_seq: Option<u64>,
    pub audience: Audience,
    pub event: CaseEvent,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum CaseEvent {
    ChatOpened {
        name: String,
        language: Language,
        queue: QueueId,
        page: Option<String>,
        /// Who had the contact's last chat, where the queue asks that agent first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_agent: Option<AgentId>,
    },
    /// `contact_id` is the page's own id of a contact's message; `message` the id of the command that sent it.
    MessageSent {
        #[serde(flatten, with = "stored::origin")]
        origin: Origin,
        message: CommandId,
        contact_id: Option<String>,
        #[serde(flatten)]
        content: MessageContent,
    },
    /// An agent's message in `Main` has answered what the contact wrote.
    ContactAnswered,
    LanguageSwitched {
        language: Language,
    },
    AgentJoined {
        agent: AgentId,
        how: Joined,
    },
    AgentLeft {
        agent: AgentId,
        why: Left,
    },
    /// `note` is what somebody who handed the chat over to this agent wrote.
    OwnerChanged {
        agent: AgentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<HandoverNote>,
    },
    /// An owner without connection for longer than the grace time, with the policy *wait*.
    AgentAway {
        agent: AgentId,
    },
    AgentBack {
        agent: AgentId,
    },
    /// `note` is for the agent who takes it next.
    BackInQueue {
        by: Option<AgentId>,
        queue: QueueId,
        note: Option<String>,
    },
    /// It has waited for so long that so many of its queue's widenings are made: more agents may be asked.
    SearchWidened {
        widened: u32,
    },
    /// Agents who were asked in vain may be asked again.
    PassedOverForgotten,
    ContactInterrupted,
    ContactReturned,
    ContactLeft {
        why: ContactLeft,
    },
    ChatEnded,
    NoteSet {
        by: AgentId,
        text: String,
    },
    DispositionSet {
        by: AgentId,
        disposition: Option<DispositionId>,
    },
    CaseDataSet {
        by: AgentId,
        key: String,
        value: Option<String>,
    },
    MarkedDone {
        agent: AgentId,
    },
    InvitationOffered {
        invitation: InvitationId,
        #[serde(flatten)]
        asked: Asked,
        target: ConsultTarget,
        to: AgentId,
        text: Option<String>,
        expires_at: Timestamp,
    },
    /// The member of the queue who was asked did not accept; the same invitation goes to the next one.
    InvitationPassedOn {
        invitation: InvitationId,
        outcome: InvitationOutcome,
        to: AgentId,
        expires_at: Timestamp,
    },
    InvitationClosed {
        invitation: InvitationId,
        outcome: InvitationOutcome,
    },
    /// The request as a whole (for a queue: nobody is left) was not accepted.
    RequestEnded {
        invitation: InvitationId,
        by: AgentId,
        kind: RequestKind,
        target: ConsultTarget,
        outcome: InvitationOutcome,
    },
    ConsultationStarted {
        consultation: ConsultationId,
        by: AgentId,
        target: ConsultTarget,
        #[serde(with = "agent_or_party")]
        with: Party,
        question: Option<String>,
    },
    ConsultationEnded {
        consultation: ConsultationId,
        by: Option<AgentId>,
        why: ConsultationEnd,
    },
    ConsultationMarkedDone {
        consultation: ConsultationId,
        agent: AgentId,
    },
}

impl CaseEvent {
    /// A message, and what follows from one: most of what happens. Of all that views show it can change only since when
    /// the contact waits for an answer.
    #[must_use]
    pub fn is_said(&self) -> bool {
        matches!(self, Self::MessageSent { .. } | Self::ContactAnswered)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SeatEvent {
    Connected,
    Disconnected,
    StateSet {
        state: AgentState,
    },
    /// None: it ended, by the agent, by logging out, or because its time is over.
    DoNotDisturbSet {
        until: Option<Timestamp>,
    },
    /// After work by the centre; remembers what to give back.
    AfterWorkBegan,
    AfterWorkOver,
    InvitationOpened {
        invitation: InvitationId,
        case: CaseId,
    },
    InvitationClosed {
        invitation: InvitationId,
    },
    /// `of_kind` is the chat's kind, if its queue names one.
    SessionBegan {
        case: CaseId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of_kind: Option<KindId>,
    },
    SessionEnded {
        case: CaseId,
    },
    /// The chat's queue asks for a place until the end only.
    PlaceFreed {
        case: CaseId,
    },
    WrapUpDone {
        case: CaseId,
    },
    ConsultedIn {
        consultation: ConsultationId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        case: Option<CaseId>,
    },
    ConsultedOut {
        consultation: ConsultationId,
    },
}
