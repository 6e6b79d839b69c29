//! What follows from a command: events, or a refusal that says what is so.

use konsil_protocol::domain::{AgentId, CaseId, Command, CommandId, InvitationId, Language, QueueId, Refusal, Timestamp};

use crate::{Addressed, Case, Moment, Roster, Rules, Seat, SeatEvent};

/// Who acts on a case, and what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// An agent's command about a case. Accept and decline are brought to the case their invitation stands in.
    Agent { agent: AgentId, id: CommandId, command: Command },
    Contact(ContactAct),
    Centre(CentreAct),
}

/// What a contact can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactAct {
    /// The first act of a case. The first message follows in the same decision.
    Open { name: String, language: Language, queue: QueueId, page: Option<String>, contact_id: String, text: String },
    /// The same `contact_id` again changes nothing and is no refusal.
    Say { contact_id: String, text: String },
    SwitchLanguage { language: Language },
    Leave,
    Interrupted,
    Returned,
}

/// What the centre does by itself, mostly because a time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CentreAct {
    /// Offer the waiting chat to this agent. Refused when it waits no more or the agent is not available.
    Offer { agent: AgentId },
    /// Refused when the invitation is gone or its time has not come.
    Expire { invitation: InvitationId },
    /// The agent was without connection for [`Rules::offers_withdrawn_after_ms`]: its open offers are withdrawn.
    WithdrawOffersTo { agent: AgentId },
    /// The agent was without connection for [`Rules::agent_grace_ms`].
    AgentVanished { agent: AgentId },
    /// The agent is back after having vanished.
    AgentReturned { agent: AgentId },
    ContactTimedOut,
}

/// What an agent, or its connection, does outside any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatAct {
    Connected,
    Disconnected,
    SetState { state: konsil_protocol::domain::AgentState },
}

/// Something that the centre must do at a time, if the case or seat still asks for it then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    pub at: Timestamp,
    pub act: CentreAct,
}

/// Decides an act on a case.
///
/// # Errors
/// A [`Refusal`]; nothing changes then.
pub fn decide(case: &Case, roster: &Roster, rules: &Rules, act: &Act, moment: &Moment) -> Result<Vec<Addressed>, Refusal> {
    let _ = (case, roster, rules, act, moment);
    Err(Refusal::NoSuchCase)
}

/// Decides what an agent does outside any case.
///
/// # Errors
/// A [`Refusal`]; nothing changes then.
pub fn decide_seat(seat: &Seat, act: &SeatAct, moment: &Moment) -> Result<Vec<SeatEvent>, Refusal> {
    let _ = (seat, act, moment);
    Err(Refusal::StateNotPossible)
}

/// What must happen to this case by itself, and when. Derived from the state alone, so that nothing is forgotten over
/// a restart.
pub fn deadlines(case: &Case, roster: &Roster, rules: &Rules) -> Vec<Deadline> {
    let _ = (case, roster, rules);
    Vec::new()
}

/// Which waiting chat is offered to whom next: oldest arrival first, longest idle agent first. Ask again after it was done.
pub fn route<'a>(waiting: impl Iterator<Item = &'a Case>, roster: &Roster, rules: &Rules) -> Option<(CaseId, AgentId)> {
    let _ = (waiting.count(), roster, rules);
    None
}
