//! Invitations to me, as cards: in the left column, above the chat that they belong to, and for what counts them.

use konsil_protocol::domain::{InvitationKind, InvitationView};

use crate::boundary::view::InvitationCard;
use crate::pending::workspace::Workspace;
use crate::thread::line::Naming as _;

/// Those that are wanted, oldest first.
pub(crate) fn cards(workspace: &Workspace<'_>, which: impl Fn(&InvitationView) -> bool) -> Vec<InvitationCard> {
    let invitations = workspace.identity.invitations().filter(|invitation| which(invitation));
    invitations.filter_map(|invitation| card(workspace, invitation)).collect()
}

fn card(workspace: &Workspace<'_>, invitation: &InvitationView) -> Option<InvitationCard> {
    Some(InvitationCard {
        invitation: invitation.invitation.clone(),
        case: invitation.case.clone(),
        kind: invitation.kind,
        by: invitation.by.as_ref().map(|by| workspace.names().agent(by).to_owned()),
        contact: invitation.contact_name.clone(),
        queue: workspace.names().queue(&invitation.queue, workspace.language).to_owned(),
        text: invitation.text.clone(),
        expires_at: workspace.identity.expires_at(&invitation.invitation)?,
        busy: workspace.pending.is_answering(&invitation.invitation),
        interrupted: invitation.contact_interrupted,
        refusable: workspace.identity.can_decline(invitation.kind),
    })
}

/// One that only a newer program knows cannot be answered here.
pub(crate) fn is_understood(invitation: &InvitationView) -> bool {
    match invitation.kind {
        InvitationKind::Chat | InvitationKind::Consultation | InvitationKind::Conference | InvitationKind::Transfer => {
            true
        }
        InvitationKind::Unsupported => false,
    }
}
