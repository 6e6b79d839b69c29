//! What a socket is notified of.

use std::sync::Arc;

use konsil_centre::Recorded;
use konsil_protocol::domain::{Party, Signal};

use crate::store::CaseRecord;

/// What an agent's socket is notified of.
#[derive(Debug, Clone)]
pub(crate) enum AgentNotice {
    Changed(Arc<Changed>),
    /// Something about the agent's own seat.
    Seat,
    /// Another centre file is in force.
    Centre,
    /// The agent is in the centre file no more.
    TakenOut,
    Signal {
        from: Party,
        signal: Signal,
    },
}

/// What a contact's socket is notified of.
#[derive(Debug, Clone)]
pub(crate) enum ContactNotice {
    Changed(Arc<Changed>),
    Typing {
        name: String,
    },
    /// Another centre file is in force.
    Centre,
}

/// One committed decision about a case.
#[derive(Debug)]
pub(crate) struct Changed {
    pub(crate) record: Arc<CaseRecord>,
    pub(crate) events: Vec<Arc<Recorded>>,
}
