//! Who is who, for whatever is drawn.

use konsil_protocol::domain::{AgentId, Language, Thread};

use super::names::Names;
use crate::thread::line::{Privacy, Reader};

/// Everybody's names as one agent reads them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct People<'a> {
    pub names: &'a Names,
    pub me: Option<&'a AgentId>,
    pub my_name: &'a str,
    pub language: Language,
}

impl<'a> People<'a> {
    /// What is needed to read a thread of the chat with this contact.
    pub fn reader<'b>(self, contact: &'b str, thread: &Thread) -> Reader<'b>
    where
        'a: 'b,
    {
        Reader {
            names: self.names,
            me: self.me,
            my_name: self.my_name,
            contact,
            language: self.language,
            privacy: match thread {
                Thread::Main => Privacy::Contact,
                Thread::Consultation { .. } => Privacy::Private,
            },
        }
    }
}
