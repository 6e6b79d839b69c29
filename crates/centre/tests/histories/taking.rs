//! The plain model: how somebody gets a chat that waits.

use konsil_protocol::domain::{AgentId, AgentState, CaseId, InvitationKind, Refusal};

use crate::model::{Model, Verdict, asked_for, members_of};

impl Model {
    /// Somebody gets a chat that has waited.
    pub fn gets(&mut self, id: &CaseId, who: &AgentId) {
        self.joins(id, who);
        let chat = self.chats.get_mut(id).unwrap();
        chat.owner = Some(who.clone());
        chat.in_vain.clear();
        chat.sender = None;
    }

    /// Somebody takes a chat out of the list of those that wait. In `rates` that is allowed.
    pub fn takes(&mut self, id: &CaseId, who: &AgentId) -> Verdict {
        let chat = &self.chats[id];
        let in_rates = chat.opened && chat.queue.as_str() == "rates" && members_of(&chat.queue).contains(&who.as_str());
        if !in_rates || !asked_for(chat).contains(&who.as_str()) {
            return Err(Refusal::NoSuchCase);
        }
        if chat.over {
            return Err(Refusal::ContactLeft);
        }
        if !chat.waiting {
            return Err(Refusal::AlreadyTaken);
        }
        if chat.pending.iter().any(|p| p.kind == InvitationKind::Chat) {
            return Err(Refusal::BeingOffered);
        }
        if self.people[who].state == AgentState::LoggedOut || !self.connected(who) {
            return Err(Refusal::StateNotPossible);
        }
        let asked = self.chats.values().flat_map(|c| &c.pending).filter(|p| &p.to == who).count();
        if self.places(who).len() + asked >= Self::capacity(who) {
            return Err(Refusal::NoFreePlace);
        }
        self.gets(id, who);
        Ok(())
    }
}
