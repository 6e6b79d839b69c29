//! How an entry reads: a message, a system message in keys and arguments, a question.

use konsil_protocol::domain::{
    AgentId, ConsultTarget, ConsultationEnd, Entry, EntryBody, HandoverNote, InvitationKind, InvitationOutcome, Joined,
    Language, Left, Origin, Party, SystemMessage,
};

use super::local::Local;
use super::outcome::request_ended;
use crate::boundary::phrases;
use crate::boundary::view::{Line, LineBody, NoteShown, Phrase, SendState, Side};

/// Takes the place of a name that this program cannot know.
pub(crate) const NOBODY_KNOWN: &str = "–";

/// How a party is shown: by its name, and, where that is not plain, by what it is to the chat.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PartyShown<'a> {
    pub name: &'a str,
    pub role: Option<Phrase>,
}

/// The names of those who occur in lines.
pub(crate) trait Naming: std::fmt::Debug {
    /// `contact` is the name of the chat's contact.
    fn party<'a>(&'a self, party: &'a Party, contact: &'a str) -> PartyShown<'a>;
    fn agent<'a>(&'a self, agent: &'a AgentId) -> &'a str;
    fn target<'a>(&'a self, target: &'a ConsultTarget, language: Language) -> &'a str;
}

/// What is needed to read the entries of one thread.
pub(crate) struct Reader<'a> {
    pub names: &'a dyn Naming,
    pub me: Option<&'a AgentId>,
    pub my_name: &'a str,
    pub contact: &'a str,
    pub language: Language,
    pub privacy: Privacy,
}

/// Whether the thread is one that the contact never sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Privacy {
    Contact,
    Private,
}

#[cfg(test)]
thread_local! {
    /// Lines made so far, to count what an event costs.
    pub(crate) static LINES_MADE: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

impl Reader<'_> {
    fn is_me(&self, agent: &AgentId) -> bool {
        self.me == Some(agent)
    }

    /// Which of the people named is the reader, as [`phrases`] says it.
    fn me_of(&self, agent: Option<&AgentId>, by: Option<&AgentId>) -> &'static str {
        if agent.is_some_and(|agent| self.is_me(agent)) {
            "agent"
        } else if by.is_some_and(|by| self.is_me(by)) {
            "by"
        } else {
            "none"
        }
    }

    /// Likewise of what was asked or handed over: the target is named by its argument.
    fn me_or_target(&self, by: (&'static str, &AgentId), target: (&'static str, &ConsultTarget)) -> &'static str {
        let (asked, target) = target;
        if self.is_me(by.1) {
            by.0
        } else if target.agent().is_some_and(|agent| self.is_me(agent)) {
            asked
        } else {
            "none"
        }
    }

    /// Whether it went out from this agent's desktop, as the agent's own words or as those of an expert.
    fn was_sent_by_me(&self, origin: &Origin) -> bool {
        match (&origin.submitted_by, &origin.by) {
            (Some(agent), _) | (None, Party::Agent { agent } | Party::Supervisor { agent }) => self.is_me(agent),
            (None, Party::Contact | Party::Expert { .. } | Party::Unsupported { .. }) => false,
        }
    }

    /// What I sent is named by the id under which I sent it, so that the local echo and the entry are one line.
    pub fn key(&self, entry: &Entry) -> String {
        match &entry.body {
            EntryBody::Message { origin, message, .. } if self.was_sent_by_me(origin) => message.to_string(),
            EntryBody::Message { .. } | EntryBody::System { .. } | EntryBody::Unsupported { .. } => {
                entry.id.to_string()
            }
        }
    }

    /// What somebody wrote in it; none for what only happened.
    pub fn words<'b>(&self, entry: &'b Entry) -> Option<&'b str> {
        match &entry.body {
            EntryBody::Message { content, .. } => Some(content.text()),
            EntryBody::System { system: SystemMessage::ConsultationAsked { question, .. } } => question.as_deref(),
            EntryBody::System { system } => handed_over(system).map(|(_, text)| text),
            EntryBody::Unsupported { .. } => None,
        }
    }

    pub fn line(&self, entry: &Entry) -> Line {
        #[cfg(test)]
        LINES_MADE.set(LINES_MADE.get() + 1);
        let body = match &entry.body {
            EntryBody::Message { origin, message, content } => {
                let (PartyShown { name, role }, side) = self.author(&origin.by);
                LineBody::Message {
                    author: name.to_owned(),
                    role: role.map(Box::new),
                    side,
                    content: content.clone(),
                    state: SendState::Sent,
                    message: message.clone(),
                }
            }
            EntryBody::System { system } => self.system(system),
            EntryBody::Unsupported { .. } => self.said(phrases::unsupported_line()),
        };
        Line { key: self.key(entry), at: entry.at, body }
    }

    pub fn local(&self, local: &Local) -> Line {
        #[cfg(test)]
        LINES_MADE.set(LINES_MADE.get() + 1);
        Line {
            key: local.id.to_string(),
            at: local.at,
            body: LineBody::Message {
                author: self.my_name.to_owned(),
                role: None,
                side: Side::Mine,
                content: local.content.clone(),
                state: local.shown(),
                message: local.id.clone(),
            },
        }
    }

    /// Who said it, and whose side that is on.
    pub fn author<'b>(&'b self, by: &'b Party) -> (PartyShown<'b>, Side) {
        let shown = self.names.party(by, self.contact);
        match by {
            Party::Agent { agent } | Party::Supervisor { agent } if self.is_me(agent) => {
                (PartyShown { name: self.my_name, ..shown }, Side::Mine)
            }
            Party::Contact => (shown, Side::Contact),
            Party::Agent { .. } | Party::Expert { .. } | Party::Supervisor { .. } | Party::Unsupported { .. } => {
                (shown, Side::Colleague)
            }
        }
    }

    fn said(&self, phrase: Phrase) -> LineBody {
        LineBody::System { phrase, private: self.privacy == Privacy::Private, note: None }
    }

    fn system(&self, system: &SystemMessage) -> LineBody {
        let name = |agent: &'_ AgentId| self.names.agent(agent).to_owned();
        let phrase = match system {
            SystemMessage::ChatOpened => phrases::chat_opened(),
            SystemMessage::BackInQueue { by: None, note: _ } => phrases::back_in_queue(),
            SystemMessage::BackInQueue { by: Some(by), note: _ } => {
                phrases::back_in_queue_by(&name(by), self.me_of(None, Some(by)))
            }
            SystemMessage::AgentJoined { agent, how } => match how {
                Joined::Unsupported => phrases::agent_joined(&name(agent), self.me_of(Some(agent), None)),
                Joined::Routed => phrases::agent_joined_routed(&name(agent), self.me_of(Some(agent), None)),
                Joined::Conference { by } => {
                    phrases::agent_joined_conference(&name(agent), &name(by), self.me_of(Some(agent), Some(by)))
                }
                Joined::Transfer { by, note: _ } => {
                    phrases::agent_joined_transfer(&name(agent), &name(by), self.me_of(Some(agent), Some(by)))
                }
            },
            SystemMessage::AgentLeft { agent, why } => match why {
                Left::Ended => phrases::agent_left_ended(&name(agent), self.me_of(Some(agent), None)),
                Left::Removed { by } => {
                    phrases::agent_left_removed(&name(agent), &name(by), self.me_of(Some(agent), Some(by)))
                }
                Left::Transferred { to } => phrases::agent_left_transferred(
                    &name(agent),
                    self.names.target(to, self.language),
                    self.me_or_target(("agent", agent), ("to", to)),
                ),
                Left::Vanished => phrases::agent_left_vanished(&name(agent), self.me_of(Some(agent), None)),
                Left::Unsupported => phrases::agent_left(&name(agent), self.me_of(Some(agent), None)),
            },
            SystemMessage::OwnerChanged { agent, note: _ } => {
                phrases::owner_changed(&name(agent), self.me_of(Some(agent), None))
            }
            SystemMessage::ContactInterrupted => phrases::contact_interrupted(self.contact),
            SystemMessage::ContactReturned => phrases::contact_returned(self.contact),
            SystemMessage::ContactLeft { why } => phrases::contact_left(*why, self.contact),
            SystemMessage::ChatEnded => phrases::chat_ended(),
            SystemMessage::ConsultationAsked { by, target, question } => {
                return match question {
                    Some(question) => LineBody::Question { author: name(by), text: question.clone() },
                    None => private(phrases::consultation_asked(
                        &name(by),
                        self.names.target(target, self.language),
                        self.me_or_target(("by", by), ("target", target)),
                    )),
                };
            }
            SystemMessage::ConsultationStarted { agent } => {
                return private(phrases::consultation_started(&name(agent), self.me_of(Some(agent), None)));
            }
            SystemMessage::ConsultationNotAccepted { target, outcome } => {
                let asked = target;
                let target = self.names.target(target, self.language);
                return private(match outcome {
                    InvitationOutcome::Accepted => phrases::consultation_accepted(target),
                    InvitationOutcome::Declined
                    | InvitationOutcome::Expired
                    | InvitationOutcome::Withdrawn
                    | InvitationOutcome::Unsupported => {
                        request_ended(InvitationKind::Consultation, *outcome, (asked, target))
                            .unwrap_or_else(phrases::unsupported_line)
                    }
                });
            }
            SystemMessage::ConsultationEnded { by, why } => {
                return private(match (by, why) {
                    (Some(by), ConsultationEnd::ByAgent) => {
                        phrases::consultation_ended_by_agent(&name(by), self.me_of(None, Some(by)))
                    }
                    (_, why) => phrases::consultation_ended(*why),
                });
            }
        };
        let note = handed_over(system).map(|(by, text)| NoteShown { author: name(by), text: text.to_owned() });
        LineBody::System { phrase, private: self.privacy == Privacy::Private, note: note.map(Box::new) }
    }
}

/// What was written for whoever took the chat over then, and by whom.
fn handed_over(system: &SystemMessage) -> Option<(&AgentId, &str)> {
    if let SystemMessage::OwnerChanged { note: Some(HandoverNote { by, text }), .. }
    | SystemMessage::AgentJoined { how: Joined::Transfer { by, note: Some(text) }, .. }
    | SystemMessage::BackInQueue { by: Some(by), note: Some(text) } = system
    {
        Some((by, text))
    } else {
        None
    }
}

fn private(phrase: Phrase) -> LineBody {
    LineBody::System { phrase, private: true, note: None }
}
