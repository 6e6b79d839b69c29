//! The middle and right column: one chat.

use konsil_protocol::domain::{
    AgentId, CaseAction, CaseId, ConsultationAction, ConsultationId, DispositionId, EndEffect, InvitationId,
    InvitationKind, Language, SkillLevel, Timestamp,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::attention::ReminderView;
use super::list::InvitationCard;
use super::phrase::Phrase;
use super::targets::Presence;
use crate::boundary::input::{Purpose, ScrollAnchor};

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
    /// Those in the chat besides the contact and me, with what I may do about them.
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
    pub words: RequestWords,
    /// How long a text of mine may be, in bytes of UTF-8.
    pub text_limit_bytes: usize,
}

/// What stands written for the next whom the agent asks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RequestWords {
    /// Of a consultation.
    pub question: String,
    /// Of a transfer.
    pub note: String,
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
    /// Tells the participants of one chat apart.
    pub key: String,
    /// None for one who is no agent: nothing can be done about it.
    pub agent: Option<AgentId>,
    pub name: String,
    /// What it is to the chat, where it is no agent.
    pub role: Option<Phrase>,
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
    /// Of a skill, the level that was asked for.
    pub least: Option<SkillLevel>,
    /// None for a group, a skill or a queue: the request runs on with the next of them, and how often is not told.
    pub expires_at: Option<Timestamp>,
    pub busy: bool,
    /// The backend can take it back.
    pub withdrawable: bool,
}

/// A consultation below the chat, amber.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ConsultationPane {
    pub consultation: ConsultationId,
    /// The other of the two, if it is an agent: *Konferenz* and *Weiterleiten* in the pane's header ask it at once.
    pub with_agent: Option<AgentId>,
    /// Name of the other of the two.
    pub with: String,
    pub initials: String,
    /// What the other is doing, as a shape and in words; none where it is not known, or over.
    pub presence: Option<Presence>,
    pub doing: Option<Phrase>,
    /// Why *Konferenz* and *Weiterleiten* rest although they are among what I can do.
    pub not_askable: Option<Phrase>,
    /// I asked (else I was asked).
    pub mine: bool,
    pub question: Option<String>,
    pub ended: Option<Phrase>,
    pub ended_at: Option<Timestamp>,
    /// A text of mine in it was not sent.
    pub unsent: bool,
    pub can: Vec<ConsultationAction>,
    pub unread: u32,
    pub scroll: ScrollAnchor,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DispositionOption {
    pub disposition: DispositionId,
    pub name: String,
    /// Its name after the names of all that it stands below.
    pub path: String,
    /// How many it stands below.
    pub depth: u32,
    pub standing: DispositionStanding,
}

/// What can be done with an entry of the tree of dispositions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DispositionStanding {
    Choice,
    /// Others stand below it; it cannot be chosen itself.
    Heading,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DataRow {
    pub key: String,
    pub value: String,
}
