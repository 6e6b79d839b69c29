//! An agent, Jana, with her workspace, and the other side that a test plays.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use konsil_protocol::domain::*;

use super::page::Page;
use crate::boundary::input::Input;
use crate::{Desk, Effect, Event, Moment, Settings, SystemEvent, WindowId};

pub const START: Timestamp = Timestamp(1_700_000_000_000);

pub struct World {
    pub desk: Desk,
    pub now: Timestamp,
    pub effects: Vec<Effect>,
    pub pages: BTreeMap<WindowId, Page>,
    next_id: u32,
    other_id: u32,
    next_order: u64,
}

pub fn case_id(name: &str) -> CaseId {
    CaseId::new(name).unwrap()
}

pub fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

pub fn queue(name: &str) -> QueueId {
    QueueId::new(name).unwrap()
}

pub fn consultation(name: &str) -> Thread {
    Thread::Consultation { consultation: ConsultationId::new(name).unwrap() }
}

pub fn words(text: &str) -> Words {
    Words { de: text.to_owned(), en: text.to_owned() }
}

/// A chat of mine with this contact, everything allowed.
pub fn chat_with(id: &str, contact: &str) -> CaseView {
    CaseView {
        case: case_id(id),
        version: 1,
        contact: ContactView {
            name: contact.to_owned(),
            language: Some(Language::De),
            presence: ContactPresence::Present,
        },
        queue: queue("billing"),
        opened_at: START,
        first_accepted_at: Some(START),
        standing: Standing::Member,
        members: vec![member("jana")],
        owner: Some(agent("jana")),
        consultations: Vec::new(),
        requests: Vec::new(),
        outcomes: Vec::new(),
        unanswered_since: None,
        note: String::new(),
        disposition: None,
        disposition_required: false,
        case_data: BTreeMap::new(),
        can: BTreeSet::from([
            CaseAction::Write,
            CaseAction::Consult,
            CaseAction::AskConference,
            CaseAction::AskTransfer,
            CaseAction::AskTransferToQueue,
            CaseAction::End,
            CaseAction::SetNote,
            CaseAction::SetDisposition,
            CaseAction::SetCaseData,
        ]),
        removable: BTreeSet::new(),
        not_askable: Vec::new(),
        end_effect: EndEffect::WholeChat,
        threads: vec![Thread::Main],
    }
}

pub fn member(name: &str) -> MemberView {
    MemberView { party: agent(name).into(), since: START, connected: true }
}

/// Dr. Paula Weber, whom that agent answers for.
pub fn expert(sponsor: &str) -> Party {
    Party::Expert {
        expert: ExpertId::new("teams:4f1d2c").unwrap(),
        name: "Dr. Paula Weber".to_owned(),
        sponsor: agent(sponsor),
    }
}

/// A consultation that I asked for.
pub fn consulting(id: &str, with: &str) -> ConsultationView {
    ConsultationView {
        consultation: ConsultationId::new(id).unwrap(),
        by: agent("jana"),
        target: ConsultTarget::Agent { agent: agent(with) },
        with: Some(agent(with).into()),
        question: None,
        state: ConsultationState::Active,
        asked_at: START,
        can: BTreeSet::from([
            ConsultationAction::Write,
            ConsultationAction::End,
            ConsultationAction::AskConference,
            ConsultationAction::AskTransfer,
        ]),
    }
}

pub fn with_consultation(mut view: CaseView, consultation: ConsultationView) -> CaseView {
    view.version += 1;
    view.threads.push(Thread::Consultation { consultation: consultation.consultation.clone() });
    view.consultations.push(consultation);
    view
}

/// My session is over; the rest is read-only until mark done.
pub fn former(mut view: CaseView, why: Left) -> CaseView {
    view.version += 1;
    view.standing = Standing::Former { at: START, why };
    view.can = BTreeSet::from([CaseAction::MarkDone]);
    view
}

pub fn offer(id: &str, case: &str, kind: InvitationKind, by: Option<&str>) -> InvitationView {
    InvitationView {
        invitation: InvitationId::new(id).unwrap(),
        case: case_id(case),
        kind,
        by: by.map(agent),
        contact_name: "Martin Hoffmann".to_owned(),
        contact_language: Some(Language::De),
        queue: queue("billing"),
        text: None,
        remaining_ms: 30_000,
        contact_interrupted: false,
    }
}

fn colleague(id: &str, name: &str, state: AgentState, queues: &[&str]) -> DirectoryAgent {
    DirectoryAgent {
        do_not_disturb: false,
        agent: agent(id),
        name: name.to_owned(),
        state,
        connected: state != AgentState::LoggedOut,
        chats: 1,
        queues: queues.iter().map(|name| queue(name)).collect(),
        available: state == AgentState::Ready,
    }
}

pub fn directory() -> Directory {
    let entry = |id: &str, name: &str, mine, available| DirectoryQueue {
        reminder: ReminderThresholds::default(),
        queue: queue(id),
        name: words(name),
        mine,
        members: 3,
        available,
        waiting: 2,
        longest_waiting_since: Some(START),
        dispositions: vec![DispositionId::new("solved").unwrap()],
    };
    Directory {
        version: 1,
        centre: "Beispiel GmbH".to_owned(),
        agents: vec![
            colleague("jana", "Jana Becker", AgentState::Ready, &["billing"]),
            colleague("katrin", "Katrin Richter", AgentState::Ready, &["billing"]),
            colleague("sven", "Sven Köhler", AgentState::NotReady { reason: NotReadyReason::BREAK }, &["technology"]),
            colleague("rita", "Rita Maurer", AgentState::LoggedOut, &["technology"]),
        ],
        queues: vec![entry("billing", "Rechnung", true, 2), entry("technology", "Technik", false, 0)],
        dispositions: vec![DispositionEntry {
            disposition: DispositionId::new("solved").unwrap(),
            name: words("Gelöst"),
            parent: None,
        }],
    }
}

pub fn me() -> Me {
    Me {
        do_not_disturb_ms: None,
        agent: agent("jana"),
        version: 1,
        name: "Jana Becker".to_owned(),
        nickname: None,
        state: AgentState::Ready,
        state_since: START,
        places_taken: 0,
        capacity: 4,
        invitations: Vec::new(),
    }
}

pub fn capabilities() -> Capabilities {
    Capabilities {
        do_not_disturb: true,
        parallel_consultations: true,
        refusable_conference: true,
        withdraw: true,
        consult_targets: TargetKind::ALL.into(),
        idempotent_send: true,
        waiting_lists: true,
    }
}

impl World {
    /// Jana's main window is open and has the keyboard; she is signed in and has these chats.
    pub fn with(chats: Vec<CaseView>) -> Self {
        let mut world = Self::before_sign_in(Settings::default());
        world.sign_in(chats);
        world
    }

    pub fn before_sign_in(settings: Settings) -> Self {
        let mut world = Self {
            desk: Desk::new(settings, Language::De, None),
            now: START.plus_ms(60_000),
            effects: Vec::new(),
            pages: BTreeMap::new(),
            next_id: 0,
            other_id: 0,
            next_order: 0,
        };
        world.attach(WindowId::Main);
        world.focus(Some(WindowId::Main));
        world
    }

    pub fn sign_in(&mut self, chats: Vec<CaseView>) {
        self.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
        self.hear(WorkspaceEvent::Me(me()));
        self.hear_directory(directory());
        for view in chats {
            self.hear(WorkspaceEvent::Case(Box::new(view)));
        }
        self.hear(WorkspaceEvent::Synced);
        self.hear(WorkspaceEvent::Connection(Connection::Online));
    }

    pub fn attach(&mut self, window: WindowId) {
        self.pages.insert(window, Page::default());
        self.tell(Event::Attached { window });
    }

    pub fn focus(&mut self, window: Option<WindowId>) {
        self.tell(Event::Focus { active: window });
    }

    /// Names and states in one, all states told always: as a former server tells them.
    pub fn hear_directory(&mut self, directory: Directory) {
        let (names, mine) = directory.parts();
        self.hear(WorkspaceEvent::Names(Arc::new(names)));
        self.hear(WorkspaceEvent::Mine(mine));
    }

    /// The backend tells something.
    pub fn hear(&mut self, event: WorkspaceEvent) {
        self.tell(Event::Backend(event));
    }

    pub fn case(&mut self, view: CaseView) {
        self.hear(WorkspaceEvent::Case(Box::new(view)));
    }

    /// Jana does something in the main window.
    pub fn act(&mut self, input: Input) {
        self.act_in(WindowId::Main, input);
    }

    pub fn act_in(&mut self, window: WindowId, input: Input) {
        self.next_id += 1;
        self.tell(Event::Input { window, input });
    }

    /// News from the system.
    pub fn system(&mut self, event: SystemEvent) {
        self.next_id += 1;
        self.tell(Event::System(event));
    }

    /// Something happens. The ids of what the agent does are `c1`, `c2`, …; those of anything else are of no interest.
    pub fn tell(&mut self, event: Event) {
        let (name, number) = match &event {
            Event::Input { .. } | Event::System(_) => ("c", self.next_id),
            Event::Begin(_)
            | Event::Backend(_)
            | Event::Tick
            | Event::Focus { .. }
            | Event::Attached { .. }
            | Event::Detached { .. }
            | Event::WindowClosed { .. }
            | Event::PracticeStarted(_)
            | Event::PracticeFailed { .. }
            | Event::SignInFailed { .. }
            | Event::Kept { .. }
            | Event::NotStored { .. }
            | Event::NotSaved
            | Event::Saved
            | Event::NotRead => {
                self.other_id += 1;
                ("o", self.other_id)
            }
        };
        let moment = Moment::new(self.now, CommandId::new(format!("{name}{number}")).unwrap());
        let effects = self.desk.handle(event, moment);
        self.after(effects);
    }

    pub fn wait(&mut self, ms: u64) {
        self.now = self.now.plus_ms(ms);
        self.tell(Event::Tick);
    }

    fn after(&mut self, effects: Vec<Effect>) {
        self.effects = effects;
        for (window, update) in self.desk.updates() {
            let page = self.pages.get_mut(&window).expect("only attached windows are told");
            page.apply(update);
            assert_eq!(
                page.list.as_ref(),
                self.desk.pages.list_of(window),
                "of what has changed the page makes what is so"
            );
        }
    }

    pub fn main(&self) -> &Page {
        &self.pages[&WindowId::Main]
    }

    pub fn select(&mut self, case: &str) {
        self.act(Input::Select { case: case_id(case) });
    }

    pub fn send(&mut self, case: &str, thread: Thread, text: &str) -> CommandId {
        self.act(Input::Send { thread: ThreadRef { case: case_id(case), thread }, text: text.to_owned() });
        CommandId::new(format!("c{}", self.next_id)).unwrap()
    }

    pub fn do_it(&mut self, command: Command) -> CommandId {
        self.act(Input::Do { command });
        CommandId::new(format!("c{}", self.next_id)).unwrap()
    }

    pub fn answered(&mut self, id: &CommandId, result: Result<(), Refusal>) {
        self.hear(WorkspaceEvent::Answered { id: id.clone(), result });
    }

    pub fn entry(&mut self, body: EntryBody) -> Placed {
        self.next_order += 1;
        let id = EventId::new(format!("e{}", self.next_order)).unwrap();
        Placed { order: self.next_order, entry: Entry { id, at: self.now, body } }
    }

    pub fn by_contact(&mut self, text: &str) -> Placed {
        let message = CommandId::new(format!("page-{}", self.next_order)).unwrap();
        self.entry(EntryBody::Message {
            origin: Party::Contact.into(),
            message,
            content: MessageContent::Text(text.to_owned()),
        })
    }

    pub fn by_agent(&mut self, name: &str, message: &CommandId, text: &str) -> Placed {
        let from = Party::Agent { agent: agent(name) };
        self.entry(EntryBody::Message {
            origin: from.into(),
            message: message.clone(),
            content: MessageContent::Text(text.to_owned()),
        })
    }

    pub fn appended(&mut self, case: &str, thread: Thread, entries: Vec<Placed>) {
        self.hear(WorkspaceEvent::Entries {
            thread: ThreadRef { case: case_id(case), thread },
            change: EntriesChange::Appended { entries },
        });
    }

    pub fn contact_says(&mut self, case: &str, text: &str) {
        let entry = self.by_contact(text);
        self.appended(case, Thread::Main, vec![entry]);
    }

    /// A message of mine has become an entry.
    pub fn arrived(&mut self, case: &str, thread: Thread, message: &CommandId, text: &str) {
        let entry = self.by_agent("jana", message, text);
        self.appended(case, thread, vec![entry]);
    }

    pub fn offline(&mut self) {
        let cause = OfflineCause::Unreachable;
        self.hear(WorkspaceEvent::Connection(Connection::Offline { retry_in_ms: 2_000, cause }));
    }

    pub fn online(&mut self) {
        self.hear(WorkspaceEvent::Connection(Connection::Online));
    }
}
