//! After the commit: what was decided becomes what everybody sees.

use std::{collections::BTreeSet, sync::Arc};

use konsil_protocol::domain::CaseId;

use super::work::Decided;
use crate::hub::{AgentNotice, Changed, Hub};

/// Puts committed decisions where everybody reads, and notifies those whom they concern. Answers which cases wait for
/// other times now, because somebody in them connected, disconnected, changed the state, or has other places free.
pub(crate) fn publish(hub: &Hub, made: &[Decided]) -> BTreeSet<CaseId> {
    let mut retimed = BTreeSet::new();
    hub.publish(|published| {
        for decided in made {
            for (to, invitation, late) in &decided.closed {
                published.invitation_closed(to.clone(), invitation.clone(), late.clone());
            }
            for seat in &decided.change.seats {
                let before = published.put_seat(seat.agent.clone(), seat.after.clone());
                let seat = &seat.after;
                if before.is_none_or(|before| {
                    (before.connection, before.state, &before.places) != (seat.connection, seat.state, &seat.places)
                }) {
                    retimed.extend(seat.invitations.values().chain(&seat.sessions).cloned());
                }
            }
            if let Some(case) = &decided.change.case {
                published.put(case.after.clone());
            }
        }
    });
    for decided in made {
        for seat in &decided.change.seats {
            hub.presence.notify_agent(&seat.agent, AgentNotice::Seat);
        }
        if let Some(case) = &decided.change.case {
            let changed = Changed { record: case.after.clone(), events: case.events.clone() };
            hub.tell(decided.before.as_deref(), &Arc::new(changed));
        }
    }
    hub.spread();
    retimed
}
