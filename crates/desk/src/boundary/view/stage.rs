//! What a window is, which page it shows, and who is signed in.

use konsil_protocol::domain::{AgentId, AgentState, CaseId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::phrase::Phrase;
use super::targets::Presence;

/// Which window this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum WindowView {
    Main,
    /// A torn-off chat.
    #[serde(rename = "own")]
    Chat {
        case: CaseId,
    },
}

/// The page that stands in the main window.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Stage {
    /// Connect to a server, or try it here.
    FirstStart,
    /// `error` while it is `busy`: why it takes longer. `kept`: texts of this agent that are kept here unsent, drafts included.
    SignIn {
        server: String,
        login: String,
        busy: bool,
        error: Option<SignInError>,
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

/// What went wrong while signing in.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SignInError {
    pub what: Phrase,
    /// Where it can be mended; none if nothing that was typed is wrong.
    pub field: Option<SignInField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SignInField {
    Server,
    Login,
    Password,
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

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct MeView {
    pub agent: AgentId,
    pub name: String,
    pub initials: String,
    pub state: AgentState,
    /// The state as a shape and in words, both from the table that colleagues are read off.
    pub presence: Presence,
    pub word: Phrase,
    pub state_since: Timestamp,
    /// What can be chosen instead.
    pub choices: Vec<StateChoice>,
    pub places_taken: u32,
    pub capacity: u32,
    /// Told above the chat until it is read or not so any more: an offer ran out, and no chats come now.
    pub notice: Option<Phrase>,
}

/// A state that the agent can choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StateChoice {
    pub state: AgentState,
    /// How the centre calls it; none: a window has a word for it.
    pub name: Option<String>,
    pub presence: Presence,
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
    /// What has to be done first, while what the step asks for cannot be done.
    pub hint: Option<TourHint>,
}

/// Why the button that a step of the tour speaks of is grey or missing, as what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TourHint {
    /// Become ready.
    GetReady,
    /// Mark a chat done: it takes the last free place.
    MakeRoom,
    /// Ask for another chat: there is none, or its contact has left.
    AskForChat,
    /// Begin a consultation: there is none.
    Consult,
    /// Wait for the answer to an invitation, or withdraw it.
    AwaitAnswer,
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
