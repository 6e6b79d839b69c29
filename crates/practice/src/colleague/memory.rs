//! What a colleague has before its eyes: its own page, names and states, its cases with their threads.

use std::collections::BTreeMap;
use std::sync::Arc;

use konsil_protocol::domain::{
    AgentId, AgentStatus, CaseId, CaseView, CommandId, ConsultationId, Doing, EntriesChange, Entry, EntryBody, Extent,
    Listing, Me, Party, Placed, QueueId, QueueStatus, States, Thread, WorkspaceEvent,
};

/// A message in a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub id: CommandId,
    pub from: Party,
    pub text: String,
}

#[derive(Debug)]
pub(super) struct Open {
    pub view: CaseView,
    threads: BTreeMap<Thread, Vec<Said>>,
}

#[derive(Debug, Default)]
pub(super) struct Memory {
    pub me: Option<Me>,
    pub names: Arc<Listing>,
    doing: BTreeMap<AgentId, Doing>,
    queues: BTreeMap<QueueId, QueueStatus>,
    pub cases: BTreeMap<CaseId, Open>,
    /// Named since the last (re)connection.
    named: Vec<CaseId>,
}

impl Memory {
    pub(super) fn see(&mut self, event: &WorkspaceEvent) {
        match event {
            WorkspaceEvent::SignedIn { .. } => self.named.clear(),
            WorkspaceEvent::Me(me) => self.me = Some(me.clone()),
            WorkspaceEvent::Names(names) => self.names = names.clone(),
            WorkspaceEvent::Mine(mine) => self.hear(&mine.agents, &mine.queues),
            WorkspaceEvent::States(States { extent, agents, queues }) => {
                if *extent == Extent::Everybody {
                    self.doing.clear();
                }
                self.hear(agents, queues);
            }
            WorkspaceEvent::Case(view) => {
                self.named.push(view.case.clone());
                match self.cases.get_mut(&view.case) {
                    Some(open) => open.view = (**view).clone(),
                    None => {
                        let open = Open { view: (**view).clone(), threads: BTreeMap::new() };
                        self.cases.insert(view.case.clone(), open);
                    }
                }
            }
            WorkspaceEvent::Gone { case } => {
                self.cases.remove(case);
            }
            WorkspaceEvent::Synced => {
                let named = std::mem::take(&mut self.named);
                self.cases.retain(|case, _| named.contains(case));
            }
            WorkspaceEvent::Entries { thread, change } => {
                if let Some(open) = self.cases.get_mut(&thread.case) {
                    open.take(&thread.thread, change);
                }
            }
            WorkspaceEvent::Answered { id, result: Err(_) } => {
                for open in self.cases.values_mut() {
                    for said in open.threads.values_mut() {
                        said.retain(|said| said.id != *id);
                    }
                }
            }
            WorkspaceEvent::Answered { result: Ok(()), .. }
            | WorkspaceEvent::Waiting { .. }
            | WorkspaceEvent::Clock { .. }
            | WorkspaceEvent::Connection(_)
            | WorkspaceEvent::Uncertain { .. }
            | WorkspaceEvent::Typing { .. } => {}
        }
    }
}

impl Memory {
    fn hear(&mut self, agents: &[AgentStatus], queues: &[QueueStatus]) {
        self.doing.extend(agents.iter().map(|status| (status.agent.clone(), status.doing)));
        self.queues.extend(queues.iter().map(|status| (status.queue.clone(), status.clone())));
    }

    pub(super) fn doing(&self, agent: &AgentId) -> Doing {
        self.doing.get(agent).copied().unwrap_or(Doing::LOGGED_OUT)
    }

    /// In all queues.
    pub(super) fn waiting(&self) -> u32 {
        self.queues.values().map(|queue| queue.waiting).sum()
    }
}

impl Open {
    fn take(&mut self, thread: &Thread, change: &EntriesChange) {
        let said = self.threads.entry(thread.clone()).or_default();
        match change {
            EntriesChange::Reset { entries, .. } => *said = messages(entries).collect(),
            EntriesChange::Prepended { entries, .. } => {
                said.splice(0..0, messages(entries));
            }
            EntriesChange::Appended { entries } => {
                for message in messages(entries) {
                    // My own stands here since I sent it.
                    said.retain(|known| known.id != message.id);
                    said.push(message);
                }
            }
        }
    }

    /// What I say stands here at once, so that I do not say it twice.
    pub(super) fn say(&mut self, thread: &Thread, said: Said) {
        self.threads.entry(thread.clone()).or_default().push(said);
    }

    pub(super) fn thread(&self, thread: &Thread) -> &[Said] {
        self.threads.get(thread).map_or(&[], Vec::as_slice)
    }

    pub(super) fn main(&self) -> &[Said] {
        self.thread(&Thread::Main)
    }

    pub(super) fn consultation(&self, consultation: &ConsultationId) -> &[Said] {
        self.thread(&Thread::Consultation { consultation: consultation.clone() })
    }

    pub(super) fn is_read(&self, thread: &Thread) -> bool {
        self.threads.contains_key(thread)
    }

    /// What the contact opened with.
    pub(super) fn first_words(&self) -> Option<&str> {
        self.main().iter().find(|said| said.from == Party::Contact).map(|said| said.text.as_str())
    }
}

fn messages(entries: &[Placed]) -> impl Iterator<Item = Said> + '_ {
    entries.iter().filter_map(|Placed { entry: Entry { body, .. }, .. }| match body {
        EntryBody::Message { origin, message, content } => {
            Some(Said { id: message.clone(), from: origin.by.clone(), text: content.text().to_owned() })
        }
        EntryBody::System { .. } | EntryBody::Unsupported { .. } => None,
    })
}
