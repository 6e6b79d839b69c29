//! What the agent does in a window.

use std::collections::BTreeMap;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseAction, CaseId, Command, CommandId, ConsultTarget, ConsultationAction, ConsultationId,
    InvitationId, InvitationKind, QueueId, Signal, SkillId, SkillLevel, TargetKind, ThreadRef, Timestamp,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::boundary::settings::{Setting, SettingValue};
use crate::boundary::system::TrialSign;

/// One act of the agent. Sent by the UI with `execute`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Input {
    // First start and sign-in
    /// "Hier ausprobieren": starts the embedded practice centre and signs in.
    StartPractice,
    /// Deletes what happened in practice mode and begins anew.
    RestartPractice,
    /// Back to the first choice, whatever is open in practice mode.
    LeavePractice,
    /// One more contact in practice mode, please.
    CallContact,
    SignIn {
        server: String,
        login: String,
        password: String,
    },
    SignOut,
    /// From the sign-in page back to the first choice.
    ChooseAnew,
    ContinueHere,
    Reconnect,
    // Settings
    Set {
        setting: Setting,
        value: SettingValue,
    },
    /// Until then, at most a day ahead; none ends it.
    SetDoNotDisturb {
        until: Option<Timestamp>,
    },
    /// No flashing, no notification, no sound for this chat.
    Silence {
        case: CaseId,
        silenced: bool,
    },
    Try {
        sign: TrialSign,
    },
    /// The page that lets one choose among them was opened.
    LookForSoundDevices,
    // Workspace
    SetState {
        state: AgentState,
    },
    /// Anything that the centre decides on.
    Do {
        command: Command,
    },
    Select {
        case: CaseId,
    },
    /// The pointer or the focus came into the list (`busy`) or left it: rows do not move meanwhile.
    ListBusy {
        busy: bool,
    },
    /// The Team Communicator opened in this window, or closed. While one is open, it is asked what all are doing.
    Communicator {
        open: bool,
    },
    /// The list of the chats that wait in this queue opens in the main window, in place of another one; none: it closes. While
    /// it is open, it is asked who waits there.
    Waiting {
        queue: Option<QueueId>,
    },
    /// The Team view opened in the main window, in the place of the chat that was selected there, or closed: then that chat is
    /// shown again, unless another one is. While it is open, it is asked what all are doing.
    Team {
        open: bool,
    },
    /// Shows the next chat that needs me. `from`: the invitation on whose answer the keyboard stands.
    NextChat {
        from: Option<InvitationId>,
    },
    SelectConsultation {
        case: CaseId,
        consultation: ConsultationId,
    },
    TearOff {
        case: CaseId,
    },
    Dock {
        case: CaseId,
    },
    /// What stands in a composer now. Sent 150 ms after the last key, and before blur and moving.
    Draft {
        #[serde(flatten)]
        thread: ThreadRef,
        draft: Draft,
    },
    /// What is written for the next whom the agent asks for this: the question, or the note. Sent like a draft.
    Words {
        case: CaseId,
        purpose: Purpose,
        text: String,
    },
    /// Enter: the draft of this thread becomes a message.
    Send {
        #[serde(flatten)]
        thread: ThreadRef,
        text: String,
    },
    /// An unsent text: into the composer again.
    TakeBack {
        #[serde(flatten)]
        thread: ThreadRef,
        message: CommandId,
    },
    /// An unsent text: sent once more, as a new message in the same thread.
    SendAgain {
        #[serde(flatten)]
        thread: ThreadRef,
        message: CommandId,
    },
    DiscardUnsent {
        #[serde(flatten)]
        thread: ThreadRef,
        message: CommandId,
    },
    /// Makes a favourite, or puts one into another category; an empty one is none.
    Favour {
        target: ConsultTarget,
        category: String,
    },
    Disfavour {
        target: ConsultTarget,
    },
    /// To an empty name: its favourites stay, and are in none.
    RenameCategory {
        from: String,
        to: String,
    },
    DismissNotice {
        case: CaseId,
        notice: String,
    },
    /// That an offer ran out, and no chats come now, is read.
    DismissNotReady,
    /// How much of a chat's height its consultation takes, in thousandths: dragged so, and remembered.
    ConsultationShare {
        share: u16,
    },
    Typing {
        signal: Signal,
    },
    LoadOlder {
        #[serde(flatten)]
        thread: ThreadRef,
    },
    /// All of a thread is wanted, because it is searched or written out: earlier pages are asked for until its first entry is
    /// here. They are not shown for that.
    ReadWhole {
        #[serde(flatten)]
        thread: ThreadRef,
        wanted: bool,
    },
    /// A line that was found is to be shown, with those that follow it.
    ShowLine {
        #[serde(flatten)]
        thread: ThreadRef,
        key: String,
    },
    Scrolled {
        #[serde(flatten)]
        thread: ThreadRef,
        anchor: ScrollAnchor,
    },
    /// The agent wants the program to end, by keyboard.
    WantQuit,
    /// The answer to whether to end the program although chats are open.
    Quit {
        really: bool,
    },
    // Tour
    TourNext,
    TourClose,
    TourOpen,
}

/// A composer's content.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Draft {
    pub text: String,
    /// Selection in UTF-16 units, as the web counts.
    pub start: u32,
    pub end: u32,
}

/// Where the reader is in a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum ScrollAnchor {
    /// At the newest, following.
    Bottom,
    /// This entry's key stands at the top, so many pixels above the edge.
    At { key: String, offset: i32 },
}

/// What the Team Communicator is open for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Purpose {
    Consult,
    Conference,
    Transfer,
}

impl Purpose {
    /// What I must be allowed to do in the chat. A transfer to a queue is another action.
    #[must_use]
    pub fn action(self) -> CaseAction {
        match self {
            Self::Consult => CaseAction::Consult,
            Self::Conference => CaseAction::AskConference,
            Self::Transfer => CaseAction::AskTransfer,
        }
    }

    /// What I must be allowed to do in the header of a consultation; nothing can be consulted about there.
    #[must_use]
    pub fn action_beside(self) -> Option<ConsultationAction> {
        match self {
            Self::Consult => None,
            Self::Conference => Some(ConsultationAction::AskConference),
            Self::Transfer => Some(ConsultationAction::AskTransfer),
        }
    }

    /// The invitation that is sent for it.
    #[must_use]
    pub fn kind(self) -> InvitationKind {
        match self {
            Self::Consult => InvitationKind::Consultation,
            Self::Conference => InvitationKind::Conference,
            Self::Transfer => InvitationKind::Transfer,
        }
    }
}

/// A question to the Team Communicator; answered locally.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindTargets {
    pub case: CaseId,
    pub purpose: Purpose,
    pub text: String,
    pub filter: TargetFilter,
    /// The least level that was chosen for a skill; the lowest where none was.
    pub levels: BTreeMap<SkillId, SkillLevel>,
    /// None: the ten that fit best. Else all of them, of which the next 100 from here on are wanted.
    pub from: Option<u32>,
}

/// What the Team view shows; answered locally.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindTeam {
    pub text: String,
    pub part: TeamPart,
    /// Those of one group, skill or queue.
    pub only: Option<ConsultTarget>,
    /// The first row that can be seen, and how many can.
    pub from: u32,
    pub count: u32,
    /// Somebody points at the rows: they stay in their places.
    pub hold: bool,
}

/// By what they are doing. Who is not connected is not ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TeamPart {
    All,
    Ready,
    NotReady,
    LoggedOut,
}

/// A search in a thread; answered from what is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindLines {
    #[serde(flatten)]
    pub thread: ThreadRef,
    pub text: String,
}

/// A chat to be written out; answered from what is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AskTranscript {
    pub case: CaseId,
    pub readers: Readers,
}

/// For whom a chat is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Readers {
    /// What the contact has read, and nothing else.
    Contact,
    /// All that the agent may read, with what the contact does not see.
    Inside,
}

/// Which targets are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TargetFilter {
    #[default]
    All,
    /// The agent's own, and the centre's.
    Favourites,
    /// The last 10 targets.
    Recent,
    /// Those of one kind.
    #[serde(untagged)]
    Of(TargetKind),
}

/// A target that the agent chose, as it stands in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChosenTarget {
    pub target: ConsultTarget,
    pub agent: Option<AgentId>,
}
