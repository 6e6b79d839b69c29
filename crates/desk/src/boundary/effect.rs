//! What the desk wants done. The app does it in order, before the windows see the updates of the same event.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{
    AgentId, BackendRequest, CaseId, Command, CommandId, ConsultTarget, QueueId, Refusal, ThreadRef, Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::boundary::input::Draft;
use crate::boundary::settings::{Settings, Shortcut, SoundOutput, Theme, Zoom};
use crate::boundary::system::SoundKind;
use crate::boundary::view::{Notification, Phrase, RequestWords, TrayView};
use crate::boundary::window::WindowId;

/// An effect is an order to the outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    // On disk
    /// A durable command, before the window says "sending". If it fails: [`crate::Event::NotStored`].
    Enqueue {
        id: CommandId,
        command: Command,
        at: Timestamp,
    },
    /// Takes a command out of the outbox, sent or not.
    Discard {
        id: CommandId,
    },
    SaveDraft {
        thread: ThreadRef,
        draft: Option<KeptDraft>,
    },
    SaveContacts {
        contacts: BTreeMap<CaseId, KeptContact>,
    },
    SaveSettings {
        settings: Settings,
    },
    /// Somebody is signed in: hand [`Kept`] over in [`crate::Event::Kept`].
    LoadKept {
        agent: AgentId,
    },
    // The other side
    Request(BackendRequest),
    /// Begin a session with a server.
    SignIn {
        server: String,
        login: String,
        password: String,
    },
    /// Go on with the session that is stored for this server.
    Resume {
        server: String,
    },
    /// The session is over for this desktop: let go of its backend (and of the practice centre).
    Leave,
    StartPractice,
    /// Stop the practice centre, delete what it has, start it again.
    RestartPractice,
    /// In practice mode one more contact writes in, as soon as the agent can take a chat.
    CallContact,
    /// Whether the contacts of practice mode stay, however long they wait.
    ContactsStay {
        stay: bool,
    },
    // Windows
    OpenChatWindow {
        window: WindowId,
        title: Phrase,
        by: OpenedBy,
    },
    CloseWindow {
        window: WindowId,
    },
    FocusWindow {
        window: WindowId,
    },
    SetTitle {
        window: WindowId,
        title: Phrase,
    },
    SetTheme {
        theme: Theme,
    },
    SetZoom {
        zoom: Zoom,
    },
    // Signs
    /// The window's button in the taskbar. `Begin` may come again: what the system has dropped meanwhile is asserted anew.
    Flash {
        window: WindowId,
        flash: Flash,
    },
    /// The number of chats that need me.
    Badge {
        count: u32,
    },
    /// Shown in place of the former one of that case.
    Notify {
        notification: Notification,
    },
    Withdraw {
        case: CaseId,
    },
    /// `volume` in percent, never 0. Where that device is not there, the system's own takes its place, and
    /// [`crate::SignFault::PlayedElsewhere`] says so.
    Play {
        sound: SoundKind,
        volume: u8,
        output: SoundOutput,
    },
    /// Look what there is to play sounds on: [`crate::SystemEvent::SoundDevices`].
    LookForSoundDevices,
    Tray {
        tray: TrayView,
    },
    SetShortcut {
        shortcut: Shortcut,
    },
    /// In place of what is kept for this agent; what others keep stays.
    SaveSilenced {
        silenced: KeptSilenced,
    },
    /// The same for what is written for the next whom the agent asks.
    SaveWords {
        words: KeptWords,
    },
    /// The same for whom the agent asks often.
    SaveTargets {
        targets: KeptTargets,
    },
    /// The agent wants the program to end.
    Quit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flash {
    Begin,
    End,
}

/// What opened a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenedBy {
    /// The agent opened it: it may take the keyboard.
    Agent,
    /// It opened by itself and must not interrupt.
    Itself,
}

/// A draft as it is kept, with what is needed to show it when its chat is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    pub agent: AgentId,
    /// Of the session in which it was written; empty in practice mode.
    #[serde(default)]
    pub server: String,
    pub draft: Draft,
}

/// The chats of an agent that make no noise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSilenced {
    pub agent: AgentId,
    /// As in [`KeptDraft`].
    pub server: String,
    pub cases: BTreeSet<CaseId>,
}

impl KeptSilenced {
    /// Both are of one agent at one server.
    #[must_use]
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        self.agent == other.agent && self.server == other.server
    }
}

/// What an agent has written for the next whom it asks, and has given to nobody yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptWords {
    pub agent: AgentId,
    /// As in [`KeptDraft`].
    pub server: String,
    pub cases: BTreeMap<CaseId, RequestWords>,
}

impl KeptWords {
    /// Both are of one agent at one server.
    #[must_use]
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        self.agent == other.agent && self.server == other.server
    }
}

/// Whom an agent asks often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptTargets {
    pub agent: AgentId,
    /// As in [`KeptDraft`].
    pub server: String,
    /// In the order in which they were made.
    #[serde(default)]
    pub favourites: Vec<Favourite>,
    /// The last ones that were asked, newest first.
    #[serde(default)]
    pub recent: Vec<ConsultTarget>,
}

impl KeptTargets {
    /// Both are of one agent at one server.
    #[must_use]
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        self.agent == other.agent && self.server == other.server
    }
}

/// A target that an agent has made a favourite of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Favourite {
    pub target: ConsultTarget,
    /// As it was called then: the centre's file may not list it any more.
    pub name: String,
    /// Empty: in none.
    #[serde(default)]
    pub category: String,
}

/// Who the contact of a kept text was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptContact {
    pub name: String,
    pub queue: QueueId,
}

/// What was found on disk for the agent who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// Waits to be sent, oldest first.
    pub pending: Vec<KeptCommand>,
    /// Will not be sent by itself.
    pub unsent: Vec<(KeptCommand, KeptWhy)>,
    pub drafts: Vec<(ThreadRef, KeptDraft)>,
    pub contacts: BTreeMap<CaseId, KeptContact>,
    /// Whom somebody asked last, as a former program kept it; of no account beside `targets`.
    pub recent: Vec<ConsultTarget>,
    /// Of every agent who was signed in here.
    pub targets: Vec<KeptTargets>,
    /// Likewise.
    pub silenced: Vec<KeptSilenced>,
    /// Likewise.
    pub words: Vec<KeptWords>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCommand {
    pub id: CommandId,
    pub command: Command,
    pub at: Timestamp,
}

/// Why a kept command was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptWhy {
    Refused(Refusal),
    TooOld,
    /// See [`konsil_protocol::domain::WorkspaceEvent::Uncertain`].
    Uncertain,
    /// A newer program kept it, in a form that this one cannot send. Its text may be empty.
    Newer,
    /// What is on disk of it is damaged. Its text may be empty.
    Damaged,
}
