//! Rows of the Team Communicator.

use konsil_protocol::domain::{ConsultTarget, SkillLevel, TargetKind, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::phrase::Phrase;
use crate::boundary::input::{Purpose, TargetFilter};

/// Rows of the Team Communicator.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Targets {
    pub groups: Vec<TargetGroup>,
    /// What the search can be narrowed to: only kinds that the backend can ask.
    pub filters: Vec<TargetFilter>,
    /// So many fit beside those that are suggested; 0 where the agent goes through all.
    pub more: u32,
    /// Without headings for each kind.
    pub flat: bool,
    /// Of the agent's own favourites, by the alphabet.
    pub categories: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TargetGroup {
    pub heading: TargetHeading,
    /// Of favourites.
    pub category: Option<String>,
    /// So many stand above the rows that were asked for, …
    pub above: u32,
    pub rows: Vec<TargetRow>,
    /// … and so many below.
    pub below: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TargetHeading {
    ActiveConsultations,
    /// The agent's own favourites, …
    Favourites,
    /// … and those that the centre proposes.
    CentreFavourites,
    Recent,
    /// Everything, without headings for each kind.
    All,
    #[serde(untagged)]
    Of(TargetKind),
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TargetRow {
    pub target: ConsultTarget,
    pub name: String,
    /// What was found beside the name, of a colleague: a skill with its level, a group, a queue, the name for contacts.
    pub beside: Option<String>,
    /// The least levels that can be chosen, the lowest first; for a skill only.
    pub levels: Vec<SkillLevel>,
    pub initials: String,
    /// Presence and why: ready, n chats, after work, not ready: reason, logged out; for groups, skills and queues how many are available.
    pub detail: Phrase,
    /// Since when a colleague is in that state. None: that is not known, or the detail says something else.
    pub since: Option<Timestamp>,
    /// The shape beside it: gone for whoever cannot be asked. None: it is not known (yet).
    pub presence: Option<Presence>,
    /// What can be done with this target, the purpose's action first. Empty: `why_not` says why.
    pub actions: Vec<Purpose>,
    pub why_not: Option<Phrase>,
    /// The category of the agent's own favourite, empty where it is in none. None: it is no favourite.
    pub favourite: Option<String>,
}

/// What somebody is doing, as a shape. It never stands without a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Presence {
    /// Filled, green.
    Ready,
    /// Filled, orange.
    Busy,
    /// A ring, orange: away, not ready.
    Away,
    /// A ring, grey: not there, or not to be asked.
    Gone,
}
