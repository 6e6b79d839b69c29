//! What is sent to a window: everything when it attaches, then what has changed.

use konsil_protocol::domain::{CaseId, InvitationId, Thread, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::attention::AttentionView;
use super::case::ChatView;
use super::lines::Lines;
use super::list::{ListChange, ListView};
use super::phrase::Phrase;
use super::settings::SettingsView;
use super::stage::{ConnectionView, MeView, QuitView, Stage, TourView, WindowView};
use super::waiting::WaitingView;
use crate::boundary::input::Draft;

/// What a window gets when it attaches (revision 0, everything) and after that, in order without gaps.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Update {
    pub revision: u64,
    pub changes: Vec<Change>,
}

/// A part of the window that is new. Each replaces the former part of its kind.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "part", rename_all = "snake_case")]
#[ts(export)]
pub enum Change {
    /// What time it is for the desktop, in milliseconds as [`Timestamp`]s have them. Goes on by itself, whatever becomes of the
    /// computer's clock; told again only when the computer has slept.
    Clock {
        now: Timestamp,
    },
    Window {
        window: WindowView,
    },
    Settings {
        settings: SettingsView,
    },
    /// To all windows: each can open the settings.
    Attention {
        attention: AttentionView,
    },
    /// How many decisions there have been: *Why did it ring?* asks for them again.
    Decided {
        decided: u32,
    },
    Stage {
        stage: Stage,
    },
    Connection {
        connection: ConnectionView,
    },
    Me {
        me: Option<MeView>,
    },
    /// The whole left column, as a window gets it when it attaches.
    List {
        list: ListView,
    },
    /// What has become of it since.
    ListChanged {
        changed: ListChange,
    },
    /// Those that wait in the queue whose list is open. To the main window.
    Waiting {
        waiting: Option<WaitingView>,
    },
    /// The chat that this window shows; none for an empty workspace.
    Chat {
        chat: Option<Box<ChatView>>,
    },
    /// Lines of a thread of the shown chat.
    Entries {
        case: CaseId,
        thread: Thread,
        lines: Lines,
    },
    /// While all of a thread is wanted: how much of it is here.
    Pulled {
        case: CaseId,
        thread: Thread,
        entries: u32,
        /// Its first entry is among them.
        whole: bool,
    },
    Typing {
        case: CaseId,
        thread: Thread,
        names: Vec<String>,
    },
    /// Others are doing something else now: the Team Communicator asks for its rows again. To windows where it is open.
    Others {
        version: u32,
    },
    /// Something to tell once, by itself (a refused command, say).
    Toast {
        toast: Phrase,
    },
    /// The keyboard goes to the answer of this invitation: it is the next thing that needs me.
    Attend {
        invitation: InvitationId,
    },
    Tour {
        tour: Option<TourView>,
    },
    /// To the main window.
    Quit {
        quit: Option<QuitView>,
    },
    /// Put this into the composer: after a move between windows, a restart, or taking a text back.
    Composer {
        case: CaseId,
        thread: Thread,
        draft: Draft,
    },
}
