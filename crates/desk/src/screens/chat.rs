//! The middle and right column: one chat with its consultations, as it is drawn.

use konsil_protocol::domain::{
    CaseAction, CaseId, CaseView, Command, ConsultTarget, ContactPresence, EndEffect, InvitationView, Left,
    MAX_TEXT_BYTES, Party, Standing, Thread, ThreadRef,
};

use super::cards::cards;
use super::consultation::pane;
use super::dispositions::dispositions;
use super::notice::notice;
use super::reminder::reminder;
use crate::boundary::phrases;
use crate::boundary::view::{
    ChatView, ContactStateView, DataRow, ParticipantView, Phrase, RequestRow, RequestWords, StandingView,
};
use crate::chats::case::CaseState;
use crate::chats::chat::Chat;
use crate::pending::permitted::can;
use crate::pending::workspace::Workspace;
use crate::people::names::initials;
use crate::thread::line::{Naming as _, PartyShown};

/// One chat, as it is shown in whichever window.
pub(crate) fn chat(workspace: &Workspace<'_>, id: &CaseId, chat: &Chat) -> ChatView {
    match chat.view() {
        Some(view) => described(workspace, chat, view),
        None => unknown(workspace, id, chat),
    }
}

/// A chat that the centre has described.
fn described(workspace: &Workspace<'_>, chat: &Chat, view: &CaseView) -> ChatView {
    let names = workspace.names();
    let mine = |command: &&Command| command.case() == Some(&view.case);
    let asked: Vec<_> = workspace.pending.iter().filter(mine).collect();
    let conversation = chat.conversation();
    let (note, disposition, case_data) = with_what_is_asked(view, &asked);
    let stands_here = |invitation: &InvitationView| invitation.case == view.case && workspace.chats.holds(invitation);
    ChatView {
        case: view.case.clone(),
        contact: view.contact.name.clone(),
        contact_language: view.contact.language,
        queue: names.queue(&view.queue, workspace.language).to_owned(),
        opened_at: view.opened_at,
        subtitle: subtitle(workspace, view),
        contact_state: match view.contact.presence {
            ContactPresence::Present | ContactPresence::Unsupported => ContactStateView::Present,
            ContactPresence::Interrupted { since } => ContactStateView::Interrupted { since },
            ContactPresence::Left { at, why: _ } => ContactStateView::Left { at },
        },
        standing: standing(workspace, chat, view),
        owner: view.owner.as_ref().map(|owner| names.agent(owner).to_owned()),
        participants: participants(workspace, view),
        reminder: chat.case().and_then(|case| reminder(workspace, case)),
        silenced: workspace.chats.is_silenced(&view.case),
        can: chat.case().map(|case| possible(workspace, case)).unwrap_or_default(),
        end_effect: view.end_effect,
        notices: conversation.notices().iter().filter_map(|found| notice(workspace, found)).collect(),
        requests: chat.case().map(|case| requests(workspace, case, &asked)).unwrap_or_default(),
        invitation: cards(workspace, stands_here).pop(),
        consultations: view.consultations.iter().map(|found| pane(workspace, conversation, found)).collect(),
        selected_consultation: conversation.selected_consultation().cloned(),
        note,
        disposition,
        disposition_required: view.disposition_required,
        dispositions: dispositions(workspace, view),
        case_data,
        scroll: conversation.scroll(&Thread::Main),
        busy: asked.iter().filter_map(|command| busy_name(command)).collect(),
        torn_off: workspace.layout.torn_off.contains_key(&view.case),
        has_draft: has_draft(workspace, &view.case),
        words: conversation.words().clone(),
        text_limit_bytes: MAX_TEXT_BYTES,
    }
}

/// A chat that is only known from the texts that were kept for it.
fn unknown(workspace: &Workspace<'_>, id: &CaseId, chat: &Chat) -> ChatView {
    let queue = match chat {
        Chat::Kept(kept) => kept.queue().map_or("-", |queue| workspace.names().queue(queue, workspace.language)),
        Chat::Case(_) => "-",
    };
    let at = chat.last_activity();
    ChatView {
        case: id.clone(),
        contact: chat.contact().to_owned(),
        contact_language: None,
        queue: queue.to_owned(),
        opened_at: at,
        subtitle: phrases::chat_ended_at(queue, at),
        contact_state: ContactStateView::Present,
        standing: StandingView::Former { at, notice: phrases::former_gone() },
        owner: None,
        participants: Vec::new(),
        reminder: None,
        silenced: false,
        can: Vec::new(),
        end_effect: EndEffect::MySession,
        notices: Vec::new(),
        requests: Vec::new(),
        invitation: None,
        consultations: Vec::new(),
        selected_consultation: None,
        note: String::new(),
        disposition: None,
        disposition_required: false,
        dispositions: Vec::new(),
        case_data: Vec::new(),
        scroll: chat.conversation().scroll(&Thread::Main),
        busy: Vec::new(),
        torn_off: workspace.layout.torn_off.contains_key(id),
        has_draft: has_draft(workspace, id),
        words: RequestWords::default(),
        text_limit_bytes: MAX_TEXT_BYTES,
    }
}

fn has_draft(workspace: &Workspace<'_>, case: &CaseId) -> bool {
    workspace.texts.draft(&ThreadRef::main(case.clone())).is_some_and(|draft| !draft.text.trim().is_empty())
}

/// What the centre allows and the backend can do.
fn possible(workspace: &Workspace<'_>, case: &CaseState) -> Vec<CaseAction> {
    case.view().can.iter().copied().filter(|action| can(workspace.identity, case, *action)).collect()
}

fn subtitle(workspace: &Workspace<'_>, view: &CaseView) -> Phrase {
    let names = workspace.names();
    let queue = names.queue(&view.queue, workspace.language);
    match (&view.standing, view.contact.presence) {
        (Standing::Former { at, .. }, _) => phrases::chat_ended_at(queue, *at),
        (Standing::Member | Standing::Unsupported, ContactPresence::Left { at, .. }) => {
            phrases::chat_contact_left_at(queue, at)
        }
        (Standing::ConsultTarget { by }, _) => {
            phrases::chat_of_colleague(queue, names.agent(view.owner.as_ref().unwrap_or(by)))
        }
        (
            Standing::Member | Standing::Unsupported,
            ContactPresence::Present | ContactPresence::Interrupted { .. } | ContactPresence::Unsupported,
        ) => phrases::chat_since(queue, view.opened_at),
    }
}

fn standing(workspace: &Workspace<'_>, chat: &Chat, view: &CaseView) -> StandingView {
    let names = workspace.names();
    let gone = chat.case().is_none();
    match &view.standing {
        Standing::Member | Standing::ConsultTarget { .. } | Standing::Unsupported if gone => {
            StandingView::Former { at: chat.last_activity(), notice: phrases::former_gone() }
        }
        Standing::Member => StandingView::Member,
        // It reads like a chat that one is no longer in; what `can` allows all the same is offered.
        Standing::Unsupported => StandingView::Former { at: view.opened_at, notice: phrases::former_unsupported() },
        Standing::ConsultTarget { by } => StandingView::ConsultTarget { by: names.agent(by).to_owned() },
        Standing::Former { at, why } => StandingView::Former {
            at: *at,
            notice: match why {
                _ if gone => phrases::former_gone(),
                Left::Ended => phrases::former_ended(),
                Left::Removed { by } => phrases::former_removed(names.agent(by)),
                Left::Transferred { to } => phrases::former_transferred(names.target(to, workspace.language)),
                Left::Vanished => phrases::former_vanished(),
                Left::Unsupported => phrases::former_gone(),
            },
        },
    }
}
fn participants(workspace: &Workspace<'_>, view: &CaseView) -> Vec<ParticipantView> {
    let others = view.members.iter().enumerate().filter(|(_, member)| !is_me(workspace, &member.party));
    others
        .map(|(place, member)| {
            let PartyShown { name, role } = workspace.names().party(&member.party, &view.contact.name);
            let agent = member.party.as_agent();
            ParticipantView {
                key: participant_key(&member.party, place),
                agent: agent.cloned(),
                name: name.to_owned(),
                initials: initials(name),
                role,
                owner: agent.is_some() && view.owner.as_ref() == agent,
                connected: member.connected,
                me: false,
                removable: agent.is_some_and(|agent| view.removable.contains(agent)),
            }
        })
        .collect()
}

fn is_me(workspace: &Workspace<'_>, party: &Party) -> bool {
    match party {
        Party::Agent { agent } | Party::Supervisor { agent } => workspace.identity.is_me(agent),
        Party::Contact | Party::Expert { .. } | Party::Unsupported { .. } => false,
    }
}

fn participant_key(party: &Party, place: usize) -> String {
    match party {
        Party::Contact => "contact".to_owned(),
        Party::Agent { agent } => format!("agent {agent}"),
        Party::Expert { expert, .. } => format!("expert {expert}"),
        Party::Supervisor { agent } => format!("supervisor {agent}"),
        // Several may be of the same kind, and nothing tells them apart.
        Party::Unsupported { .. } => format!("unsupported {place}"),
    }
}

fn requests(workspace: &Workspace<'_>, case: &CaseState, asked: &[&Command]) -> Vec<RequestRow> {
    let withdrawn = |id| {
        asked
            .iter()
            .any(|command| matches!(command, Command::WithdrawInvitation { invitation, .. } if invitation == id))
    };
    let rows = case.view().requests.iter().filter_map(|request| {
        let expires_at = case.expires_at(&request.invitation)?;
        Some(RequestRow {
            invitation: request.invitation.clone(),
            kind: request.kind,
            target: workspace.names().target(&request.target, workspace.language).to_owned(),
            least: match request.target {
                ConsultTarget::Skill { least, .. } => Some(least),
                ConsultTarget::Agent { .. }
                | ConsultTarget::Group { .. }
                | ConsultTarget::Queue { .. }
                | ConsultTarget::Unsupported { .. } => None,
            },
            expires_at: request.target.agent().map(|_| expires_at),
            busy: withdrawn(&request.invitation),
            withdrawable: workspace.identity.can_withdraw(),
        })
    });
    rows.collect()
}

/// Note, disposition and case data as the agent has left them, though the centre may not have them yet.
fn with_what_is_asked(
    view: &CaseView,
    asked: &[&Command],
) -> (String, Option<konsil_protocol::domain::DispositionId>, Vec<DataRow>) {
    let mut note = &view.note;
    let mut disposition = &view.disposition;
    let mut data = view.case_data.clone();
    for command in asked {
        if let Command::SetNote { text, .. } = command {
            note = text;
        } else if let Command::SetDisposition { disposition: chosen, .. } = command {
            disposition = chosen;
        } else if let Command::SetCaseData { key, value, .. } = command {
            match value {
                Some(value) => data.insert(key.clone(), value.clone()),
                None => data.remove(key),
            };
        }
    }
    let rows = data.into_iter().map(|(key, value)| DataRow { key, value }).collect();
    (note.clone(), disposition.clone(), rows)
}

/// What the window calls the button whose answer is awaited. With an id where there are several of its kind.
fn busy_name(command: &Command) -> Option<String> {
    Some(match command {
        Command::StartConsultation { .. } => "consult".to_owned(),
        Command::EndConsultation { consultation, .. } => format!("end_consultation:{consultation}"),
        Command::AskConference { .. } => "conference".to_owned(),
        Command::AskTransfer { .. } => "transfer".to_owned(),
        Command::RemoveParticipant { agent, .. } => format!("remove:{agent}"),
        Command::EndInteraction { .. } => "end".to_owned(),
        Command::MarkDone { thread: Thread::Main, .. } => "mark_done".to_owned(),
        Command::MarkDone { thread: Thread::Consultation { consultation }, .. } => format!("mark_done:{consultation}"),
        Command::WithdrawInvitation { .. }
        | Command::SetState { .. }
        | Command::SetDoNotDisturb { .. }
        | Command::AcceptInvitation { .. }
        | Command::TakeChat { .. }
        | Command::DeclineInvitation { .. }
        | Command::SendMessage { .. }
        | Command::SetNote { .. }
        | Command::SetDisposition { .. }
        | Command::SetCaseData { .. } => return None,
    })
}
