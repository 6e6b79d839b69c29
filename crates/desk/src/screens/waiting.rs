//! The chats that wait in the queue whose list is open.

use konsil_protocol::domain::Command;

use crate::boundary::view::{WaitingRow, WaitingState, WaitingTold, WaitingView};
use crate::pending::workspace::Workspace;
use crate::session::waiting::{Place, Told, WaitingHere};

pub(super) fn waiting(workspace: &Workspace<'_>) -> Option<WaitingView> {
    let open = workspace.waiting.open()?;
    Some(WaitingView {
        queue: open.queue.clone(),
        name: workspace.names().queue(&open.queue, workspace.language).to_owned(),
        told: match open.told {
            Told::Nothing => WaitingTold::Nothing,
            Told::List => WaitingTold::List,
            Told::NotAllowed => WaitingTold::NotAllowed,
        },
        rows: open.rows.iter().map(|here| row(workspace, here)).collect(),
        more: open.more,
    })
}

fn row(workspace: &Workspace<'_>, here: &WaitingHere) -> WaitingRow {
    let take = Command::TakeChat { case: here.chat.case.clone() };
    WaitingRow {
        case: here.chat.case.clone(),
        contact: here.chat.contact_name.clone(),
        text: here.chat.text.clone(),
        since: here.since,
        interrupted: here.chat.contact_interrupted,
        state: match here.place {
            Place::Waits if workspace.pending.contains(&take) => WaitingState::Busy,
            Place::Waits => WaitingState::Waits,
            Place::Gone => WaitingState::Gone,
        },
        refused: here.refused.clone(),
    }
}
