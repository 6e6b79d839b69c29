//! What every window shows around the chats: settings, connection, who I am, who is typing.

use konsil_protocol::domain::{ContactPresence, Party, Thread, ThreadRef};

use crate::boundary::causes;
use crate::boundary::phrases;
use crate::boundary::settings::{Setting, SettingRow};
use crate::boundary::system::{Disk, SystemView};
use crate::boundary::view::{AttentionView, ConnectionView, MeView, SettingsView};
use crate::pending::workspace::Workspace;
use crate::people::names::initials;
use crate::people::presence::{Shown, choices, of_state};
use crate::session::connection::Link;
use crate::thread::line::Naming as _;

pub(super) fn settings(workspace: &Workspace<'_>, profile: Option<&str>) -> SettingsView {
    SettingsView {
        language: workspace.language,
        theme: workspace.settings.theme,
        profile: profile.map(str::to_owned),
        consultation_share: workspace.settings.consultation_share,
    }
}

pub(super) fn attention(workspace: &Workspace<'_>) -> AttentionView {
    let row = |setting| SettingRow { setting, value: workspace.settings.get(setting, workspace.language) };
    AttentionView {
        settings: Setting::ALL.into_iter().map(row).collect(),
        system: SystemView {
            means: workspace.system.means,
            quiet: workspace.system.quiet,
            shortcut: workspace.system.shortcut,
            chosen: workspace.settings.attention.shortcut,
            sound_devices: workspace.system.sound_devices.clone(),
            not_saved: workspace.system.disk == Disk::TakesNothing,
        },
        do_not_disturb_until: workspace.do_not_disturb_until(),
    }
}

pub(super) fn connection(workspace: &Workspace<'_>) -> ConnectionView {
    let locals = || workspace.chats.locals();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    match workspace.session.link() {
        Link::Online => ConnectionView::Online,
        Link::Connecting => ConnectionView::Connecting,
        Link::Offline { retry_at, cause } => ConnectionView::Offline {
            retry_at,
            queued: number(locals().filter(|local| local.state.is_under_way()).count()),
            cause: causes::offline(cause),
        },
        Link::Elsewhere => ConnectionView::Elsewhere { unsent: number(locals().count()) },
    }
}

pub(super) fn me(workspace: &Workspace<'_>) -> Option<MeView> {
    let me = workspace.identity.me()?;
    let Shown { presence, word } = of_state(me.state, 0, workspace.people());
    Some(MeView {
        agent: me.agent.clone(),
        name: me.name.clone(),
        initials: initials(&me.name),
        state: me.state,
        presence,
        word,
        state_since: workspace.session.here(me.state_since),
        choices: choices(workspace.people()),
        places_taken: me.places_taken,
        capacity: me.capacity,
        notice: workspace.identity.is_notice_open().then(phrases::told_not_ready_no_answer),
    })
}

/// Who has left or was removed does not go on typing until the sign fades.
pub(super) fn typists(workspace: &Workspace<'_>, thread: &ThreadRef) -> Vec<String> {
    let Some(view) = workspace.chats.get(&thread.case).and_then(|chat| chat.view()) else { return Vec::new() };
    let there = |who: &&Party| match (&thread.thread, who) {
        (Thread::Main, Party::Contact) => !matches!(view.contact.presence, ContactPresence::Left { .. }),
        (Thread::Main, Party::Agent { .. } | Party::Expert { .. } | Party::Supervisor { .. }) => {
            view.members.iter().any(|member| member.party.is_same_as(who))
        }
        (
            Thread::Consultation { .. },
            Party::Contact | Party::Agent { .. } | Party::Expert { .. } | Party::Supervisor { .. },
        ) => true,
        // Nobody can say who it is.
        (_, Party::Unsupported { .. }) => false,
    };
    let typists = workspace.chats.typists(thread).filter(there);
    typists.map(|who| workspace.names().party(who, &view.contact.name).name.to_owned()).collect()
}
