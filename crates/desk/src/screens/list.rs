//! The left column: invitations, my chats in the order of `docs/behaviour.md` 7.8, chats in which I was asked, queues.

use konsil_protocol::domain::{CaseId, ConsultationId};

use super::cards::{cards, is_understood};
use super::needs::{Need, Place, needs, place_of};
use super::reminder::reminder;
use super::row::row;
use crate::boundary::view::{FirstChat, FirstChatWhy, InvitationCard, ListView, QueueRow};
use crate::pending::workspace::Workspace;

/// The left column now.
pub(crate) fn list(workspace: &Workspace<'_>) -> ListView {
    let rows =
        |ids: &[CaseId]| ids.iter().filter_map(|id| Some(row(workspace, id, workspace.chats.get(id)?))).collect();
    ListView {
        invitations: cards(workspace, |invitation| !workspace.chats.holds(invitation)),
        oldest: oldest(workspace),
        chats: rows(workspace.chats.order().chats()),
        consultations: rows(workspace.chats.order().consultations()),
        queues: queues(workspace),
        first: first(workspace),
    }
}

/// Without its text: that stands where the invitation is.
fn oldest(workspace: &Workspace<'_>) -> Option<InvitationCard> {
    let mut open = cards(workspace, is_understood).into_iter();
    let oldest = open.find(|card| !card.busy && card.expires_at > workspace.now)?;
    Some(InvitationCard { text: None, ..oldest })
}

/// An invitation in the left column is no chat yet: it is offered there.
fn first(workspace: &Workspace<'_>) -> Option<FirstChat> {
    let in_chat = |need: &Need| match place_of(workspace, need) {
        Place::Chat { .. } | Place::Strip { .. } => true,
        Place::Column { .. } => false,
    };
    let Some(need) = needs(workspace).into_iter().find(in_chat) else {
        let order = workspace.chats.order();
        let id = order.chats().iter().chain(order.consultations()).next()?;
        return offered(workspace, id, None, FirstChatWhy::None);
    };
    match need {
        Need::Reply { case } => offered(workspace, &case, None, FirstChatWhy::Reply),
        Need::Consultation { case, consultation } => {
            offered(workspace, &case, Some(consultation), FirstChatWhy::Consultation)
        }
        Need::Invitation { case, .. } => offered(workspace, &case, None, FirstChatWhy::Invitation),
    }
}

fn offered(
    workspace: &Workspace<'_>,
    case: &CaseId,
    consultation: Option<ConsultationId>,
    why: FirstChatWhy,
) -> Option<FirstChat> {
    let chat = workspace.chats.get(case)?;
    Some(FirstChat {
        case: case.clone(),
        consultation,
        contact: chat.contact().to_owned(),
        why,
        reminder: chat.case().and_then(|case| reminder(workspace, case)),
    })
}

fn queues(workspace: &Workspace<'_>) -> Vec<QueueRow> {
    let mine = workspace.identity.my_queues();
    mine.map(|(queue, status)| QueueRow {
        queue: queue.queue.clone(),
        name: queue.name.in_language(workspace.language).to_owned(),
        waiting: status.waiting,
        longest_waiting_since: status.longest_waiting_since,
        by_hand: queue.by_hand && workspace.identity.lists_waiting(),
    })
    .collect()
}
