//! View models: what a window draws. Keys and arguments, no prose. Times are absolute; the window counts.

mod attention;
mod lines;
mod targets;

use std::collections::BTreeMap;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseAction, CaseId, ConsultationAction, ConsultationId, DispositionId, EndEffect,
    InvitationId, InvitationKind, Language, QueueId, Thread, Timestamp,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::boundary::input::{Draft, Purpose, ScrollAnchor, Theme};
pub use attention::*;
pub use lines::*;
pub use targets::*;

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
    Stage {
        stage: Stage,
    },
    Connection {
        connection: ConnectionView,
    },
    Me {
        me: Option<MeView>,
    },
    List {
        list: ListView,
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
    Typing {
        case: CaseId,
        thread: Thread,
        names: Vec<String>,
    },
    /// Something to tell once, by itself (a refused command, say).
    Toast {
        toast: Phrase,
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

/// A Fluent message with its arguments.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Phrase {
    pub id: String,
    pub args: BTreeMap<String, Arg>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(untagged)]
#[ts(export)]
pub enum Arg {
    Number(f64),
    Text(String),
}

/// Which window this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum WindowView {
    Main,
    /// A torn-off chat.
    Own {
        case: CaseId,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SettingsView {
    pub language: Language,
    pub theme: Theme,
    pub own_windows: bool,
    pub profile: Option<String>,
}

/// The page that stands in the main window.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Stage {
    /// Connect to a server, or try it here.
    FirstStart,
    /// `kept`: texts of this agent that are kept here unsent, drafts included.
    SignIn {
        server: String,
        login: String,
        busy: bool,
        error: Option<Phrase>,
        kept: u32,
    },
    /// The practice centre is being started, or the session is being resumed.
    Starting {
        practice: bool,
    },
    Workspace {
        practice: Option<PracticeView>,
    },
    /// The embedded centre could not be started.
    Failed {
        error: Phrase,
    },
}

/// Practice mode's own facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PracticeView {
    /// The address of the contact's page.
    pub contact_page: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum ConnectionView {
    Online,
    Connecting,
    /// `queued` texts are kept and will be sent.
    Offline {
        retry_at: Timestamp,
        queued: u32,
        cause: Phrase,
    },
    /// Another desktop of mine has the session.
    Elsewhere {
        unsent: u32,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MeView {
    pub agent: AgentId,
    pub name: String,
    pub initials: String,
    pub state: AgentState,
    pub state_since: Timestamp,
    pub places_taken: u32,
    pub capacity: u32,
}

/// The left column.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ListView {
    /// Open invitations except those to a conference or transfer of a chat that has a place here: these stand there.
    pub invitations: Vec<InvitationCard>,
    /// In the order of `behaviour.md` 7.8.
    pub chats: Vec<ChatRow>,
    /// Chats in which I was asked.
    pub consultations: Vec<ChatRow>,
    pub queues: Vec<QueueRow>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct InvitationCard {
    pub invitation: InvitationId,
    pub case: CaseId,
    pub kind: InvitationKind,
    /// Who asks; none for a chat from the queue.
    pub by: Option<String>,
    pub contact: String,
    pub queue: String,
    pub text: Option<String>,
    pub expires_at: Timestamp,
    /// An answer is under way.
    pub busy: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ChatRow {
    pub case: CaseId,
    /// The contact's name; in a row of consultations, who asks me (the contact stands in `preview`).
    pub contact: String,
    pub initials: String,
    /// Last line, or what is so (ended, read-only, …).
    pub preview: Phrase,
    pub group: RowGroup,
    /// Of a pending reply; none: no time is shown.
    pub reminder: Option<ReminderView>,
    pub silenced: bool,
    pub unread: u32,
    /// All that is unread here was said in consultations; false if nothing is.
    pub unread_private: bool,
    pub selected: bool,
    /// Torn off into a window of its own.
    pub torn_off: bool,
    /// Connection of the contact is interrupted.
    pub interrupted: bool,
    /// Something of mine could not be sent.
    pub unsent: bool,
    /// An invitation of mine stands in this chat (into the conference, to take over) and runs out then.
    pub invited_until: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RowGroup {
    Pending,
    Answered,
    Ended,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct QueueRow {
    pub queue: QueueId,
    pub name: String,
    pub waiting: u32,
    pub longest_waiting_since: Option<Timestamp>,
}

/// The middle and right column.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ChatView {
    pub case: CaseId,
    pub contact: String,
    /// None: one that this program does not know.
    pub contact_language: Option<Language>,
    pub queue: String,
    pub opened_at: Timestamp,
    /// Second line of the header: `chat-since`, `chat-ended-at`, `chat-of-colleague`, …
    pub subtitle: Phrase,
    pub contact_state: ContactStateView,
    pub standing: StandingView,
    pub owner: Option<String>,
    /// Agents in the chat besides me, with what I may do about them.
    pub participants: Vec<ParticipantView>,
    pub reminder: Option<ReminderView>,
    /// No flashing, no notification, no sound.
    pub silenced: bool,
    pub can: Vec<CaseAction>,
    pub end_effect: EndEffect,
    /// System messages above the chat, newest last, until dismissed.
    pub notices: Vec<NoticeView>,
    pub requests: Vec<RequestRow>,
    /// An invitation of mine that belongs to this chat (into the conference, to take over).
    pub invitation: Option<InvitationCard>,
    pub consultations: Vec<ConsultationPane>,
    pub selected_consultation: Option<ConsultationId>,
    pub note: String,
    pub disposition: Option<DispositionId>,
    pub disposition_required: bool,
    pub dispositions: Vec<DispositionOption>,
    pub case_data: Vec<DataRow>,
    /// Scroll position to restore, per thread, when the chat is shown anew.
    pub scroll: ScrollAnchor,
    /// Commands of mine that wait for their answer, by name (`end`, `mark_done`, …): their buttons rest.
    pub busy: Vec<String>,
    pub torn_off: bool,
    /// Draft text exists in the main thread (a transfer asks about it first).
    pub has_draft: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum ContactStateView {
    Present,
    Interrupted { since: Timestamp },
    Left { at: Timestamp },
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum StandingView {
    Member,
    /// Reading along; writes in the consultation only.
    ConsultTarget {
        by: String,
    },
    /// Wrap-up: read-only, waits for mark done. `notice` says how it ended.
    Former {
        at: Timestamp,
        notice: Phrase,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ParticipantView {
    pub agent: AgentId,
    pub name: String,
    pub initials: String,
    pub owner: bool,
    pub connected: bool,
    pub me: bool,
    /// *Aus Konferenz löschen*
    pub removable: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct NoticeView {
    pub id: String,
    pub private: bool,
    pub text: Phrase,
    /// The message offers to pick another target for this purpose.
    pub pick_another: Option<Purpose>,
    pub at: Timestamp,
}

/// "eingeladen · 0:24" with *Zurückziehen*.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct RequestRow {
    pub invitation: InvitationId,
    pub kind: InvitationKind,
    pub target: String,
    pub expires_at: Timestamp,
    pub busy: bool,
}

/// A consultation below the chat, amber.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ConsultationPane {
    pub consultation: ConsultationId,
    /// The other of the two: *Konferenz* and *Weiterleiten* in the pane's header ask this agent at once.
    pub with_agent: Option<AgentId>,
    /// Name of the other of the two.
    pub with: String,
    pub initials: String,
    pub with_connected: bool,
    /// Why *Konferenz* and *Weiterleiten* rest although they are among what I can do.
    pub not_askable: Option<Phrase>,
    /// I asked (else I was asked).
    pub mine: bool,
    pub question: Option<String>,
    pub ended: Option<Phrase>,
    pub can: Vec<ConsultationAction>,
    pub unread: u32,
    pub scroll: ScrollAnchor,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DispositionOption {
    pub disposition: DispositionId,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DataRow {
    pub key: String,
    pub value: String,
}

/// Whether to end the program although not everything is finished.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct QuitView {
    /// What is open.
    pub open: Vec<Phrase>,
    /// What becomes of it.
    pub then: Vec<Phrase>,
}

/// The guided tour of practice mode.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TourView {
    pub step: TourStep,
    pub number: u32,
    pub of: u32,
    /// The agent did what the step asks for.
    pub done: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TourStep {
    GetReady,
    AcceptChat,
    Answer,
    Consult,
    ReadReply,
    Conference,
    Transfer,
    Finish,
}
