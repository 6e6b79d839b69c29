//! What an onlooker writes down of the day, from what happens alone: who came when, who was asked for whom, who has whom.

use std::collections::{BTreeMap, BTreeSet};

use konsil_centre::{CaseEvent, PlaceUntil, Rules};
use konsil_protocol::domain::{AgentId, CaseId, InvitationOutcome, KindId, QueueId, Timestamp};

#[derive(Debug, Default)]
pub struct Ledger {
    /// Of those that somebody has still to do with.
    pub chats: BTreeMap<CaseId, Chat>,
    pub served: BTreeSet<CaseId>,
    /// The chats that take a place of each agent's.
    places: BTreeMap<AgentId, BTreeSet<CaseId>>,
}

#[derive(Debug)]
pub struct Chat {
    pub queue: QueueId,
    pub arrived: Timestamp,
    /// Since when it waits where it is.
    pub queued: Timestamp,
    pub waits: bool,
    pub last_agent: Option<AgentId>,
    pub offered_to: Option<AgentId>,
    pub in_vain: BTreeMap<AgentId, Timestamp>,
}

impl Ledger {
    pub fn writes_down(&mut self, id: &CaseId, event: &CaseEvent, now: Timestamp, rules: &Rules) {
        if let CaseEvent::ChatOpened { queue, last_agent, .. } = event {
            let chat = Chat {
                queue: queue.clone(),
                arrived: now,
                queued: now,
                waits: true,
                last_agent: last_agent.clone(),
                offered_to: None,
                in_vain: BTreeMap::new(),
            };
            self.chats.insert(id.clone(), chat);
        }
        let chat = self.chats.get_mut(id).unwrap();
        if let CaseEvent::InvitationOffered { to, .. } = event {
            assert_eq!(chat.offered_to, None, "{id} is offered to {to}, too");
            chat.offered_to = Some(to.clone());
        } else if let CaseEvent::InvitationClosed { outcome, .. } = event {
            let asked = chat.offered_to.take().unwrap();
            if *outcome != InvitationOutcome::Accepted {
                chat.in_vain.insert(asked, now);
            }
        } else if let CaseEvent::PassedOverForgotten = event {
            chat.in_vain.clear();
        } else if let CaseEvent::AgentJoined { agent, .. } = event {
            chat.waits = false;
            chat.in_vain.clear();
            self.served.insert(id.clone());
            self.places.entry(agent.clone()).or_default().insert(id.clone());
        } else if let CaseEvent::BackInQueue { .. } = event {
            (chat.waits, chat.queued) = (true, now);
            chat.in_vain.clear();
        } else if let CaseEvent::ContactLeft { .. } = event {
            chat.waits = false;
        } else if let CaseEvent::AgentLeft { agent, .. } = event {
            if rules.queues[&chat.queue].place_until == PlaceUntil::End {
                self.places.get_mut(agent).unwrap().remove(id);
            }
        } else if let CaseEvent::MarkedDone { agent } = event {
            self.places.get_mut(agent).unwrap().remove(id);
        }
    }

    /// How many chats take a place of this agent's, and what it is asked to take; of one kind, or of all.
    pub fn taken(&self, agent: &AgentId, kind: Option<&KindId>, rules: &Rules) -> (u32, u32) {
        let counts = |chat: &Chat| kind.is_none() || rules.queues[&chat.queue].routing.kind.as_ref() == kind;
        let places = self.places.get(agent).into_iter().flatten().filter(|id| counts(&self.chats[*id])).count();
        let asked = self.chats.values().filter(|chat| chat.offered_to.as_ref() == Some(agent) && counts(chat)).count();
        (u32::try_from(places).unwrap(), u32::try_from(asked).unwrap())
    }
}
