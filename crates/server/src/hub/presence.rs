//! Who is connected, and how a notice reaches them.

use std::{collections::BTreeSet, sync::Arc};

use konsil_protocol::domain::{AgentId, CaseId};
use tokio::sync::{mpsc, oneshot};

use super::{
    notice::{AgentNotice, ContactNotice},
    stirred::{Stir, Stirred},
};

/// The receiving end of an agent's socket.
pub(crate) struct AgentLine {
    pub(crate) notices: mpsc::Receiver<AgentNotice>,
    /// What is different around the agent.
    pub(crate) stirred: Arc<Stirred>,
    /// Resolves when this socket must end: `Ok` when another desktop took over, `Err` when it was too slow.
    pub(crate) end: oneshot::Receiver<()>,
}

/// The receiving end of a contact's socket.
pub(crate) struct ContactLine {
    pub(crate) notices: mpsc::Receiver<ContactNotice>,
    /// Resolves when this socket was too slow.
    pub(crate) end: oneshot::Receiver<()>,
}

/// What a desktop wants if another one of the same agent is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IfElsewhere {
    /// It leaves the other one connected and gets [`Seated::Elsewhere`].
    Ask,
    /// It takes the other one's place.
    TakeOver,
}

/// The answer to a desktop that connects.
pub(crate) enum Seated {
    Here(AgentLine),
    /// Another desktop is connected.
    Elsewhere,
}

/// Knows who is connected: one desktop per agent, any number of pages per contact's chat. Passes notices to them.
///
/// A **notice** must arrive: a socket that cannot take it is cut, and its reader resumes from the store. A **hint** may
/// be lost. No call blocks.
pub(crate) trait Presence: Send + Sync + 'static {
    /// Makes this socket the agent's desktop. The same device again replaces its own, perhaps half-dead, socket.
    fn seat(&self, agent: &AgentId, socket: u64, device: &str, if_elsewhere: IfElsewhere) -> Seated;

    /// Removes the agent's socket. False if another one has taken its place before.
    fn unseat(&self, agent: &AgentId, socket: u64) -> bool;

    /// All who have a desktop connected.
    fn seated(&self) -> Vec<AgentId>;

    /// The chats of all pages that are connected.
    fn contacts(&self) -> Vec<CaseId>;

    fn is_seated(&self, agent: &AgentId) -> bool;

    fn notify_agent(&self, agent: &AgentId, notice: AgentNotice);

    fn hint_agent(&self, agent: &AgentId, hint: AgentNotice);

    /// Something is different around these agents, as far as they are connected.
    fn stir(&self, agents: &mut dyn Iterator<Item = &AgentId>, stir: Stir);

    /// Cuts these agents' sockets, so that they read everything again.
    fn resync(&self, agents: &BTreeSet<AgentId>);

    fn connect_contact(&self, case: &CaseId, socket: u64) -> ContactLine;

    fn disconnect_contact(&self, case: &CaseId, socket: u64);

    fn is_contact_connected(&self, case: &CaseId) -> bool;

    fn notify_contact(&self, case: &CaseId, notice: &ContactNotice);

    fn hint_contact(&self, case: &CaseId, hint: &ContactNotice);

    /// Cuts all pages of that chat, so that they read it again.
    fn resync_contact(&self, case: &CaseId);
}
