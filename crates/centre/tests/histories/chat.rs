//! The plain model, its middle: one chat as lists of who is in it, who is out of it, who is asked, who talks to whom, and
//! what each must have read.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{
    AgentId, ConsultTarget, DispositionId, InvitationId, InvitationKind, InvitationOutcome, QueueId, Refusal,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    There,
    Lost { since: i64 },
    Gone,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    Ended,
    Removed { by: AgentId },
    Vanished,
}

/// Somebody whose session ended and who has not marked it done.
#[derive(Debug, Clone)]
pub struct Out {
    pub why: Why,
    /// Texts of the chat read until then.
    pub read: usize,
    pub holds_place: bool,
}

/// Somebody is asked something.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    pub id: InvitationId,
    pub kind: InvitationKind,
    pub by: Option<AgentId>,
    pub target: ConsultTarget,
    pub to: AgentId,
    pub asked: Vec<AgentId>,
    pub until: i64,
}

/// A consultation.
#[derive(Debug, Clone)]
pub struct Talk {
    pub id: String,
    pub by: AgentId,
    pub with: AgentId,
    pub open: bool,
    pub closed_by: BTreeSet<AgentId>,
    pub texts: Vec<String>,
    /// Texts of the chat that the target had read when it ended.
    pub read: usize,
}

impl Talk {
    pub fn has(&self, who: &AgentId) -> bool {
        &self.by == who || &self.with == who
    }
    pub fn window_of(&self, who: &AgentId) -> bool {
        self.has(who) && !self.closed_by.contains(who)
    }
}

#[derive(Debug, Clone)]
pub struct Chat {
    pub opened: bool,
    pub waiting: bool,
    pub over: bool,
    /// Over because the contact left while it waited.
    pub over_without_contact: bool,
    pub queue: QueueId,
    pub arrived: i64,
    /// Since when it waits where it is.
    pub queued: i64,
    /// How often more agents were let in to it since then.
    pub widened: usize,
    /// Who had the contact the last time.
    pub last: Option<AgentId>,
    pub contact: Line,
    pub owner: Option<AgentId>,
    /// In which queue each joined it.
    pub joined_in: BTreeMap<AgentId, QueueId>,
    /// In the chat, in the order of joining.
    pub here: Vec<AgentId>,
    pub out: BTreeMap<AgentId, Out>,
    pub away: BTreeSet<AgentId>,
    pub pending: Vec<Pending>,
    /// How it ended, for whom.
    pub finished: Vec<(InvitationId, AgentId, InvitationOutcome)>,
    pub talks: Vec<Talk>,
    /// Texts between contact and agents.
    pub texts: Vec<String>,
    /// Everything the contact must have read.
    pub contact_read: Vec<String>,
    pub said: BTreeSet<String>,
    pub disposition: Option<DispositionId>,
    pub in_vain: Vec<(AgentId, i64)>,
    pub sender: Option<AgentId>,
    pub unanswered: bool,
}

impl Chat {
    /// Not opened yet.
    pub fn new() -> Self {
        Self {
            opened: false,
            waiting: false,
            over: false,
            over_without_contact: false,
            queue: QueueId::new("rates").unwrap(),
            arrived: 0,
            queued: 0,
            widened: 0,
            last: None,
            joined_in: BTreeMap::new(),
            contact: Line::There,
            owner: None,
            here: vec![],
            out: BTreeMap::new(),
            away: BTreeSet::new(),
            pending: vec![],
            finished: vec![],
            talks: vec![],
            texts: vec![],
            contact_read: vec![],
            said: BTreeSet::new(),
            disposition: None,
            in_vain: vec![],
            sender: None,
            unanswered: false,
        }
    }

    pub fn is_in(&self, who: &AgentId) -> bool {
        self.here.contains(who)
    }

    pub fn has_part(&self, who: &AgentId) -> bool {
        self.is_in(who) || self.out.contains_key(who) || self.talks.iter().any(|t| t.window_of(who))
    }

    /// How many texts of the chat this agent must have read; none: it may not look at all.
    pub fn must_have_read(&self, who: &AgentId) -> Option<usize> {
        let asked = || self.talks.iter().filter(|t| &t.with == who && t.window_of(who));
        if self.is_in(who) || asked().any(|t| t.open) {
            return Some(self.texts.len());
        }
        asked().map(|t| t.read).chain(self.out.get(who).map(|out| out.read)).max()
    }

    pub fn contact_reads(&mut self, line: String) {
        if self.contact != Line::Gone {
            self.contact_read.push(line);
        }
    }

    pub fn end_talks(&mut self, which: impl Fn(&Talk) -> bool) {
        let read = self.texts.len();
        for talk in self.talks.iter_mut().filter(|t| t.open && which(t)) {
            talk.open = false;
            talk.read = read;
        }
    }

    pub fn withdraw(&mut self, which: impl Fn(&Pending) -> bool) {
        let (gone, stay) = self.pending.drain(..).partition::<Vec<_>, _>(|p| which(p));
        self.pending = stay;
        for pending in gone {
            self.finished.push((pending.id.clone(), pending.to, InvitationOutcome::Withdrawn));
            if let Some(by) = pending.by {
                self.finished.push((pending.id, by, InvitationOutcome::Withdrawn));
            }
        }
    }

    /// What somebody is told who answers too late.
    pub fn too_late(&self, who: &AgentId, id: &InvitationId) -> Refusal {
        match self.finished.iter().rev().find(|(i, w, _)| i == id && w == who) {
            None => Refusal::NoSuchInvitation,
            Some((_, _, InvitationOutcome::Withdrawn)) if self.over && !self.over_without_contact => Refusal::ChatEnded,
            Some((_, _, InvitationOutcome::Withdrawn)) if self.contact == Line::Gone => Refusal::ContactLeft,
            Some((_, _, outcome)) => Refusal::InvitationClosed { outcome: *outcome },
        }
    }

    pub fn everything_ends(&mut self) {
        self.end_talks(|_| true);
        self.withdraw(|_| true);
        self.contact_reads("ended".to_owned());
        self.over = true;
        self.waiting = false;
        self.unanswered = false;
    }
}
