//! A consultation below its chat, as it is drawn.

use konsil_protocol::domain::{ConsultationState, ConsultationView, Party, Thread};

use crate::boundary::phrases;
use crate::boundary::view::ConsultationPane;
use crate::chats::case::is_active;
use crate::chats::conversation::Conversation;
use crate::pending::workspace::Workspace;
use crate::people::names::initials;
use crate::people::presence;
use crate::thread::line::{NOBODY_KNOWN, Naming as _};
use crate::thread::local::Local;
use crate::thread::log::ThreadLog;

/// The other of the two; none while it is a queue that was asked.
fn other(workspace: &Workspace<'_>, consultation: &ConsultationView) -> Option<Party> {
    if workspace.identity.is_me(&consultation.by) {
        consultation.with.clone().or_else(|| consultation.target.agent().cloned().map(Party::from))
    } else {
        Some(consultation.by.clone().into())
    }
}

/// The name of the other of the two.
pub(crate) fn consulted(workspace: &Workspace<'_>, consultation: &ConsultationView) -> String {
    let names = workspace.names();
    match other(workspace, consultation) {
        // The contact is never one of the two.
        Some(party) => names.party(&party, NOBODY_KNOWN).name.to_owned(),
        None => names.target(&consultation.target, workspace.language).to_owned(),
    }
}

pub(super) fn pane(
    workspace: &Workspace<'_>,
    conversation: &Conversation,
    consultation: &ConsultationView,
) -> ConsultationPane {
    let thread = Thread::Consultation { consultation: consultation.consultation.clone() };
    let mine = Some(&consultation.by) == workspace.identity.agent();
    let other = other(workspace, consultation);
    let agent = other.as_ref().and_then(Party::as_agent);
    let with = consulted(workspace, consultation);
    // Of whom nothing is known nothing is said.
    let doing = agent.filter(|_| is_active(consultation)).and_then(|agent| workspace.identity.others().doing(agent));
    let shown = doing.map(|doing| presence::of(doing, workspace.people()));
    let log = conversation.thread(&thread);
    let was_not_sent = |local: &Local| !local.state.is_under_way();
    ConsultationPane {
        consultation: consultation.consultation.clone(),
        initials: initials(&with),
        with,
        with_agent: agent.cloned(),
        presence: shown.as_ref().map(|shown| shown.presence),
        doing: shown.map(|shown| shown.word),
        not_askable: agent
            .filter(|agent| workspace.identity.wants_no_disturbance(agent))
            .map(|_| phrases::not_askable_do_not_disturb()),
        mine,
        question: consultation.question.clone(),
        ended: match consultation.state {
            ConsultationState::Active => None,
            ConsultationState::Ended { at: _, why } => Some(phrases::consultation_ended(why)),
            ConsultationState::Unsupported => Some(phrases::unsupported_line()),
        },
        ended_at: match consultation.state {
            ConsultationState::Ended { at, why: _ } => Some(at),
            ConsultationState::Active | ConsultationState::Unsupported => None,
        },
        unsent: log.is_some_and(|log| log.locals().iter().any(was_not_sent)),
        can: consultation.can.iter().copied().collect(),
        unread: log.map_or(0, ThreadLog::unread),
        scroll: conversation.scroll(&thread),
    }
}
