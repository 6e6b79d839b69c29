//! Another centre file, put in force between two batches.

use std::sync::Arc;

use konsil_protocol::domain::AgentState;

use super::{
    Who,
    centre::{Reload, Reloaded, queues_in_use},
    run::CommitLoop,
};

impl CommitLoop {
    /// Looks whether it can be put in force, does so, and decides what follows from it.
    pub(super) fn reload(&mut self, Reload { centre, reply }: Reload) {
        let in_use = queues_in_use(&self.parts.hub.published(), &centre.rules);
        if !in_use.is_empty() {
            // Nobody may wait for it any more.
            let _ = reply.send(Reloaded::QueuesInUse(in_use));
            return;
        }
        let centre = Arc::new(centre.following(&self.parts.hub.centre()));
        self.parts.hub.put_centre(&centre);
        self.parts.metrics.centre_changed(&centre);
        self.arm_all();
        self.sign_out_strangers();
        // What agents have left behind who were taken out, and offers that have become possible.
        self.turn(Vec::new());
        let _ = reply.send(Reloaded::InForce);
    }

    /// Agents who are in the centre file no more are to be logged out.
    pub(super) fn sign_out_strangers(&mut self) {
        let now = self.parts.clock.now();
        let hub = self.parts.hub.clone();
        let published = hub.published();
        for (agent, seat) in published.roster.iter() {
            let is_out = seat.state == AgentState::LoggedOut && !seat.is_connected();
            if !is_out && !published.centre.rules.agents.contains_key(agent) {
                self.schedule.reconcile(now, Who::Agent(agent.clone()));
            }
        }
    }
}
