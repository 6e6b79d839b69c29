//! Threads that are wanted as a whole, to be searched or written out: earlier entries are pulled, page by page.

use konsil_protocol::domain::{BackendRequest, ThreadRef};

use super::collection::{Chats, Reach};
use crate::boundary::effect::Effect;
use crate::people::who::People;
use crate::thread::log::Extent;

impl Chats {
    pub fn read_whole(&mut self, thread: &ThreadRef, extent: Extent) {
        if let Some(chat) = self.chats.get_mut(&thread.case) {
            chat.conversation_mut().threads.entry(thread.thread.clone()).or_default().want(extent);
        }
    }

    /// The requests for earlier entries of threads of which all are wanted.
    pub fn pull(&mut self, online: Reach) -> Vec<Effect> {
        if online == Reach::Offline {
            return Vec::new();
        }
        let mut requests = Vec::new();
        for (id, chat) in &mut self.chats {
            for (thread, log) in &mut chat.conversation_mut().threads {
                if log.pull() {
                    let thread = ThreadRef { case: id.clone(), thread: thread.clone() };
                    requests.push(Effect::Request(BackendRequest::Older { thread }));
                }
            }
        }
        requests
    }

    /// A line that is known is shown, wherever it stands.
    pub fn show_line(&mut self, people: People<'_>, thread: &ThreadRef, key: &str) {
        let Some(chat) = self.chats.get_mut(&thread.case) else { return };
        let (log, reader) = chat.log_and_reader(&thread.thread, people);
        let lines = log.show_line(key, &reader).into_iter().collect();
        self.changed(thread, lines);
    }
}
