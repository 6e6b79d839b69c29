//! The Team view: who is free, who is not and for how long, and how groups, skills and queues stand. A window is given the rows
//! that can be seen, however many there are.

use konsil_protocol::domain::{AgentId, CaseId, ConsultTarget, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::phrase::Phrase;
use super::targets::Presence;

/// What of the team is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TeamView {
    /// Of all whom the search finds, by what they are doing.
    pub counts: TeamCounts,
    /// How many rows there are, headings among them.
    pub total: u32,
    /// The place of the first of `rows`.
    pub from: u32,
    pub rows: Vec<TeamRow>,
    /// The chat that was selected last: what a colleague would be consulted about.
    pub about: Option<TeamChat>,
    pub skills: Vec<TeamPool>,
    pub groups: Vec<TeamPool>,
    pub queues: Vec<TeamPool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[ts(export)]
pub struct TeamCounts {
    pub all: u32,
    pub ready: u32,
    pub not_ready: u32,
    pub logged_out: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TeamChat {
    pub case: CaseId,
    pub contact: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum TeamRow {
    /// A group; none: those who belong to no group.
    Heading {
        name: Option<String>,
        ready: u32,
        members: u32,
    },
    Agent(TeamAgent),
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TeamAgent {
    pub agent: AgentId,
    pub name: String,
    pub initials: String,
    pub me: bool,
    /// What they have learned, or where they belong.
    pub beside: String,
    /// None: it is not known (yet).
    pub presence: Option<Presence>,
    pub word: Phrase,
    /// Since when it is so, in this computer's clock. None: that is not known.
    pub since: Option<Timestamp>,
    pub chats: u32,
    /// Can be consulted about the chat that was selected last.
    pub can_consult: bool,
}

/// How those stand who are asked by one name.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TeamPool {
    pub target: ConsultTarget,
    pub name: String,
    /// Ready; of a queue: available. None: it is not known (yet).
    pub ready: Option<u32>,
    pub members: u32,
    /// Of a queue: how many contacts wait, …
    pub waiting: Option<u32>,
    /// … and since when the first of them, in this computer's clock.
    pub longest_waiting_since: Option<Timestamp>,
}
