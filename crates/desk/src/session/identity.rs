//! Who is signed in, and what the centre says about me and around me: my state, my invitations, who and what there is,
//! and what this backend can do. What others are doing is in [`super::others`].

use std::collections::BTreeMap;
use std::sync::Arc;

use konsil_protocol::domain::{
    AgentId, AgentState, Capabilities, CaseId, Command, InvitationId, InvitationKind, InvitationView, Language,
    ListedQueue, Listing, Me, NotReadyReason, QueueId, QueueStatus, TargetKind, Timestamp,
};

use super::do_not_disturb::AtCentre;
use super::others::Others;
use crate::people::names::Names;
use crate::people::who::People;

/// Two deadlines of the same invitation that lie closer than this are the same one, read at two moments.
const JITTER_MS: u64 = 1_500;

/// The agent who is signed in.
#[derive(Debug, Default)]
pub(crate) struct Identity {
    agent: Option<AgentId>,
    /// Of this session; empty in practice mode.
    server: String,
    me: Option<Me>,
    my_name: String,
    capabilities: Option<Capabilities>,
    names: Names,
    others: Others,
    /// When invitations to me expire.
    invitations: BTreeMap<InvitationId, Timestamp>,
    at_centre: AtCentre,
    kept: KeptRequest,
    made_not_ready: MadeNotReady,
}

/// Whether the centre has made the agent not ready, because an offer from a queue ran out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum MadeNotReady {
    #[default]
    No,
    /// And nobody has said yet that it was read.
    Told,
    Read,
}

/// Whether what is kept on disk for this agent was asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum KeptRequest {
    #[default]
    NotMade,
    Made,
}

/// Whether names that are already shown are other ones now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamesChange {
    Same,
    Changed,
}

impl Identity {
    pub fn agent(&self) -> Option<&AgentId> {
        self.agent.as_ref()
    }

    pub fn server(&self) -> &str {
        &self.server
    }

    pub fn is_me(&self, agent: &AgentId) -> bool {
        self.agent.as_ref() == Some(agent)
    }

    pub fn me(&self) -> Option<&Me> {
        self.me.as_ref()
    }

    pub fn state(&self) -> Option<AgentState> {
        self.me.as_ref().map(|me| me.state)
    }

    pub fn names(&self) -> &Names {
        &self.names
    }

    pub fn people(&self, language: Language) -> People<'_> {
        People { names: &self.names, me: self.agent.as_ref(), my_name: &self.my_name, language }
    }

    pub fn signed_in(&mut self, agent: AgentId, server: String, capabilities: Capabilities) {
        self.agent = Some(agent);
        self.server = server;
        self.capabilities = Some(capabilities);
        self.at_centre = AtCentre::default();
    }

    /// Once per agent: what is kept on disk for this agent is to be loaded.
    pub fn agent_to_load(&mut self) -> Option<AgentId> {
        let former = std::mem::replace(&mut self.kept, KeptRequest::Made);
        self.agent.clone().filter(|_| former == KeptRequest::NotMade)
    }

    pub fn on_me(&mut self, me: Me, now: Timestamp) -> NamesChange {
        let former = std::mem::take(&mut self.invitations);
        for invitation in &me.invitations {
            let at = debounced_until(former.get(&invitation.invitation), now.plus_ms(invitation.remaining_ms));
            self.invitations.insert(invitation.invitation.clone(), at);
        }
        self.follow_made_not_ready(&me);
        let names = if self.my_name == me.name { NamesChange::Same } else { NamesChange::Changed };
        self.my_name.clone_from(&me.name);
        self.at_centre.hear(&me, now);
        self.me = Some(me);
        names
    }

    /// Told once, by the offer that ran out: one who comes back to this state, from wrap-up or by signing in, was not made so.
    fn follow_made_not_ready(&mut self, me: &Me) {
        let no_answer = AgentState::NotReady { reason: NotReadyReason::NoAnswer };
        let is_over = |before: &InvitationView| {
            let is_it = |open: &InvitationView| open.invitation == before.invitation;
            before.kind == InvitationKind::Chat && !me.invitations.iter().any(is_it)
        };
        let ran_out = |before: &Me| before.state != no_answer && before.invitations.iter().any(is_over);
        if me.state != no_answer {
            self.made_not_ready = MadeNotReady::No;
        } else if self.me.as_ref().is_some_and(ran_out) {
            self.made_not_ready = MadeNotReady::Told;
        }
    }

    /// The centre has made me not ready, and I still am.
    pub fn is_made_not_ready(&self) -> bool {
        self.made_not_ready != MadeNotReady::No
    }

    pub fn is_notice_open(&self) -> bool {
        self.made_not_ready == MadeNotReady::Told
    }

    pub fn read_notice(&mut self) {
        if self.is_notice_open() {
            self.made_not_ready = MadeNotReady::Read;
        }
    }

    pub fn on_names(&mut self, listing: Arc<Listing>) -> NamesChange {
        if *listing == *self.names.listing() {
            return NamesChange::Same;
        }
        self.names = Names::of(listing);
        NamesChange::Changed
    }

    pub fn others(&self) -> &Others {
        &self.others
    }

    pub fn others_mut(&mut self) -> &mut Others {
        &mut self.others
    }

    pub fn at_centre(&mut self) -> &mut AtCentre {
        &mut self.at_centre
    }

    pub fn invitations(&self) -> impl Iterator<Item = &InvitationView> {
        self.me.iter().flat_map(|me| &me.invitations)
    }

    pub fn invitation(&self, id: &InvitationId) -> Option<&InvitationView> {
        self.invitations().find(|invitation| &invitation.invitation == id)
    }

    pub fn expires_at(&self, id: &InvitationId) -> Option<Timestamp> {
        self.invitations.get(id).copied()
    }

    /// The invitation into this case that has not run out. It runs out here too, with or without a connection.
    pub fn open_invitation(&self, case: &CaseId, now: Timestamp) -> Option<&InvitationView> {
        let runs = |id: &InvitationId| self.invitations.get(id).is_some_and(|end| *end > now);
        self.invitations().find(|found| &found.case == case && runs(&found.invitation))
    }

    /// When the next invitation runs out.
    pub fn next_expiry(&self, now: Timestamp) -> Option<Timestamp> {
        self.invitations.values().filter(|end| **end > now).min().copied()
    }

    /// The queues that I belong to, as far as it is told how they stand.
    pub fn my_queues(&self) -> impl Iterator<Item = (&ListedQueue, &QueueStatus)> {
        let mine = self.agent.as_ref().and_then(|me| self.names.listed(me)).map_or(&[][..], |me| &me.queues);
        let listed = self.names.listing().queues.iter().filter(|queue| mine.contains(&queue.queue));
        listed.filter_map(|queue| Some((queue, self.others.queue(&queue.queue)?)))
    }

    pub fn queue(&self, queue: &QueueId) -> Option<&ListedQueue> {
        self.names.listing().queues.iter().find(|found| &found.queue == queue)
    }

    /// A colleague in do-not-disturb is not asked by name (`docs/behaviour.md` 3.2).
    pub fn wants_no_disturbance(&self, agent: &AgentId) -> bool {
        self.others.doing(agent).is_some_and(|doing| doing.do_not_disturb)
    }

    // What the backend can do. Before it has said anything, everything.

    pub fn consults_in_parallel(&self) -> bool {
        self.capabilities.as_ref().is_none_or(|can| can.parallel_consultations)
    }

    pub fn can_withdraw(&self) -> bool {
        self.capabilities.as_ref().is_none_or(|can| can.withdraw)
    }

    pub fn can_decline(&self, kind: InvitationKind) -> bool {
        match kind {
            InvitationKind::Conference => self.capabilities.as_ref().is_none_or(|can| can.refusable_conference),
            InvitationKind::Chat
            | InvitationKind::Consultation
            | InvitationKind::Transfer
            | InvitationKind::Unsupported => true,
        }
    }

    pub fn can_ask(&self, kind: TargetKind) -> bool {
        self.capabilities.as_ref().is_none_or(|can| can.consult_targets.contains(&kind))
    }

    /// A text that may have arrived can be sent once more without being there twice.
    pub fn sends_idempotently(&self) -> bool {
        self.capabilities.as_ref().is_none_or(|can| can.idempotent_send)
    }

    /// The centre takes do-not-disturb, and has said who I am.
    pub fn takes_do_not_disturb(&self) -> bool {
        self.me.is_some() && self.capabilities.as_ref().is_some_and(|can| can.do_not_disturb)
    }

    /// What waits in a queue can be listed, and taken.
    pub fn lists_waiting(&self) -> bool {
        self.capabilities.as_ref().is_some_and(|can| can.waiting_lists)
    }

    /// What the backend cannot do at all, whatever it says about the case.
    pub fn is_possible(&self, command: &Command) -> bool {
        match command {
            Command::WithdrawInvitation { .. } => self.can_withdraw(),
            Command::TakeChat { .. } => self.lists_waiting(),
            Command::DeclineInvitation { invitation } => {
                self.invitation(invitation).is_none_or(|found| self.can_decline(found.kind))
            }
            Command::StartConsultation { target, .. }
            | Command::AskConference { target, .. }
            | Command::AskTransfer { target, .. } => target.kind().is_none_or(|kind| self.can_ask(kind)),
            Command::SetState { .. }
            | Command::SetDoNotDisturb { .. }
            | Command::AcceptInvitation { .. }
            | Command::SendMessage { .. }
            | Command::EndConsultation { .. }
            | Command::RemoveParticipant { .. }
            | Command::EndInteraction { .. }
            | Command::MarkDone { .. }
            | Command::SetNote { .. }
            | Command::SetDisposition { .. }
            | Command::SetCaseData { .. } => true,
        }
    }
}

/// The time that was shown before, unless it really changed.
pub(crate) fn debounced_until(shown: Option<&Timestamp>, at: Timestamp) -> Timestamp {
    match shown {
        Some(shown) if shown.since_ms(at) <= JITTER_MS && at.since_ms(*shown) <= JITTER_MS => *shown,
        Some(_) | None => at,
    }
}
