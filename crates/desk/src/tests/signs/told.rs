//! What a history is made of: things that happened, in the words of `docs/behaviour.md`. The model knows nothing else.

use konsil_protocol::domain::{CommandId, Timestamp};

use crate::WindowId;

/// A chat, by its name.
pub type Chat = &'static str;

/// A consultation: the chat that it belongs to, and its name.
pub type Private = (Chat, &'static str);

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// The chat became mine; the contact has been waiting for a reply since, or not at all.
    Mine {
        chat: Chat,
        waits_since: Option<Timestamp>,
    },
    ContactWrote(Chat),
    /// Katrin, who is in the conference, wrote to the contact.
    ColleagueWrote(Chat),
    /// A reply of mine went into the outbox.
    PutOut(Chat, CommandId),
    /// It is in the chat now.
    Arrived(Chat, CommandId),
    /// It came back.
    CameBack(Chat, CommandId),
    /// Words in a consultation, not mine.
    PrivateWords(Private),
    Invited(Chat),
    /// I pressed *Annehmen* or *Ablehnen*.
    AnswerBegun(Chat),
    /// The centre did not take my answer; the invitation stands.
    AnswerRefused(Chat),
    /// Accepted, declined, expired or withdrawn.
    InvitationOver(Chat),
    ContactLeft(Chat),
    /// My session is over; the chat waits for mark done.
    SessionEnded(Chat),
    /// Nothing of it is left here.
    Gone(Chat),
    Focus(Option<WindowId>),
    Locked(bool),
    /// In the main window.
    Selected(Chat),
    TornOff(Chat, WindowId),
    Docked(Chat),
    /// The consultation that is shown in its chat.
    Chosen(Private),
    Silenced(Chat, bool),
    DoNotDisturb(Option<Timestamp>),
    SystemQuiet(bool),
    /// Nobody has used the computer for a minute, or somebody does.
    Idle(bool),
    Switched(Switch, bool),
    Volume(u8),
    /// The agent waved the chat's notification away.
    Waved(Chat),
    /// Nothing but time.
    Passed,
}

/// The switches of the settings that signs depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    Flash,
    FlashConsultations,
    NotifyInvitations,
    NotifyMessages,
    SoundInvitation,
    SoundMessage,
    SoundConsultation,
    SoundIdle,
    RespectSystem,
}

/// With the moment at which it happened.
pub type History = Vec<(Timestamp, Told)>;
