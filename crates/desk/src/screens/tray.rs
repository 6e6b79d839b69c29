//! The tray: my state, the chats that need me, and what can be chosen there.

use konsil_protocol::domain::{AgentState, Me, NotReadyReason, Timestamp};

use crate::boundary::phrases;
use crate::boundary::view::{Phrase, Readiness, TrayIcon, TrayView};
use crate::pending::workspace::Workspace;
use crate::people::sanitize::sanitize_for_os;
use crate::screens::needs::{Need, needing, needs};
use crate::screens::reminder::reminder;
use crate::screens::titles::counted;
use crate::session::connection::Link;

/// Chats in the menu.
const CHATS: usize = 5;
/// Of a name in the menu and in the tooltip (which Windows cuts at 127 characters).
const NAME_CHARS: usize = 40;
const MINUTE_MS: u64 = 60_000;

pub(crate) fn tray_view(workspace: &Workspace<'_>) -> TrayView {
    let needs = needs(workspace);
    let needed = needing(&needs);
    TrayView {
        icon: tray_icon(workspace, needed),
        tooltip: tooltip(workspace, needed),
        readiness: readiness(workspace),
        do_not_disturb: workspace.do_not_disturb_until().is_some(),
        chats: most_urgent(&needs)
            .filter_map(|need| Some((need.case().clone(), tray_label(workspace, need)?)))
            .collect(),
    }
}

/// Who works here; none while somebody must sign in first.
fn at_work<'a>(workspace: &Workspace<'a>) -> Option<&'a Me> {
    let me = workspace.identity.me().filter(|me| me.state != AgentState::LoggedOut)?;
    workspace.session.shows_workspace().then_some(me)
}

fn tray_icon(workspace: &Workspace<'_>, needed: u32) -> TrayIcon {
    let needed = needed > 0;
    match (at_work(workspace), workspace.session.link()) {
        (None, _) => TrayIcon::SignedOut,
        (Some(_), Link::Connecting | Link::Offline { .. } | Link::Elsewhere) => TrayIcon::Offline,
        (Some(me), Link::Online) => match me.state {
            AgentState::Ready => TrayIcon::Ready { needed },
            AgentState::NotReady { .. } | AgentState::AfterWork | AgentState::LoggedOut | AgentState::Unsupported => {
                TrayIcon::NotReady { needed }
            }
        },
    }
}

/// It is the centre's to change: only while there is a connection. After work is not ready.
fn readiness(workspace: &Workspace<'_>) -> Option<Readiness> {
    let me = at_work(workspace).filter(|_| workspace.session.is_online())?;
    Some(if me.state == AgentState::Ready { Readiness::Ready } else { Readiness::NotReady })
}

fn tooltip(workspace: &Workspace<'_>, needed: u32) -> Phrase {
    let Some(me) = at_work(workspace) else { return phrases::tray_tooltip_signed_out() };
    let name = sanitize_for_os(&me.name, NAME_CHARS);
    let state = match (workspace.session.link(), me.state) {
        (Link::Connecting | Link::Offline { .. } | Link::Elsewhere, _) => "offline",
        (Link::Online, AgentState::Ready) => "ready",
        (Link::Online, AgentState::AfterWork) => "after-work",
        (Link::Online, AgentState::NotReady { .. } | AgentState::LoggedOut | AgentState::Unsupported) => "not-ready",
    };
    let quiet = if workspace.do_not_disturb_until().is_some() { "yes" } else { "no" };
    phrases::tray_tooltip(&name, state, needed, quiet)
}

fn tray_label(workspace: &Workspace<'_>, need: &Need) -> Option<Phrase> {
    match need {
        Need::Reply { case } => {
            let case = workspace.chats.case(case)?;
            let minutes = workspace.now.since_ms(reminder(workspace, case)?.counts_from) / MINUTE_MS;
            let contact = sanitize_for_os(&case.view().contact.name, NAME_CHARS);
            Some(phrases::tray_chat_waits(&contact, u32::try_from(minutes).unwrap_or(u32::MAX)))
        }
        Need::Consultation { case, .. } => {
            let contact = &workspace.chats.case(case)?.view().contact.name;
            Some(phrases::tray_chat_consultation(&sanitize_for_os(contact, NAME_CHARS)))
        }
        Need::Invitation { invitation, .. } => {
            let found = workspace.identity.invitation(invitation)?;
            Some(phrases::tray_chat_invitation(&sanitize_for_os(&found.contact_name, NAME_CHARS)))
        }
    }
}

/// When the next waiting time in the menu is another one.
pub(crate) fn next_tray(workspace: &Workspace<'_>) -> Option<Timestamp> {
    let waiting = workspace.chats.cases().filter_map(|(_, case)| counted(workspace, case));
    let next = waiting.map(|reminder| {
        let minutes = workspace.now.since_ms(reminder.counts_from) / MINUTE_MS;
        reminder.counts_from.plus_ms((minutes + 1) * MINUTE_MS)
    });
    next.min()
}

/// The state to ask for when the agent chooses there. What is so already stays as it is, with its reason. The menu
/// asks for none, so the one that claims least is given: a break or a meeting would say that nobody is there.
pub(crate) fn state_to_set(workspace: &Workspace<'_>, wanted: Readiness) -> Option<AgentState> {
    match (wanted, workspace.identity.state()) {
        (Readiness::Ready, Some(AgentState::Ready)) | (Readiness::NotReady, Some(AgentState::NotReady { .. })) => None,
        (Readiness::Ready, _) => Some(AgentState::Ready),
        (Readiness::NotReady, _) => Some(AgentState::NotReady { reason: NotReadyReason::OTHER_WORK }),
    }
}

/// Each chat once, by what is most urgent in it.
fn most_urgent(needs: &[Need]) -> impl Iterator<Item = &Need> {
    let first = |(at, need): &(usize, &Need)| !needs[..*at].iter().any(|earlier| earlier.case() == need.case());
    needs.iter().enumerate().filter(first).map(|(_, need)| need).take(CHATS)
}
