//! Colleagues do what they are known for, and leave nothing lying.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, CaseView, Command, CommandId, Connection, Directory, DirectoryAgent, DirectoryQueue,
    DispositionId, EntriesChange, Entry, EntryBody, EventId, InvitationId, InvitationKind, InvitationView, Language,
    Me, MessageContent, NotReadyReason, Party, Placed, QueueId, Rest, Thread, ThreadRef, Timestamp, Words as Names,
    WorkspaceEvent,
};
use serde_json::json;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::brain::{Brain, Deed, Surroundings};
use super::persona::PERSONAS;
use crate::chance::Chance;
use crate::contact::Patience;
use crate::pace::Pace;
use crate::served::Served;
use crate::texts::Texts;

/// A colleague with a clock of its own.
struct Someone {
    brain: Brain,
    served: Arc<Served>,
    patience: watch::Sender<Patience>,
    calls: mpsc::UnboundedReceiver<()>,
    now: Instant,
    me: Me,
    order: u64,
}

impl Someone {
    fn new(login: &str, asks_after: Option<Duration>) -> Self {
        let served = Arc::new(Served::default());
        let (patience, waits) = watch::channel(Patience::Ordinary);
        let (calls, called) = mpsc::unbounded_channel();
        let now = Instant::now();
        let around = Surroundings {
            persona: PERSONAS.iter().find(|persona| persona.login == login).unwrap(),
            learner: AgentId::new("jana").unwrap(),
            pace: Pace::Learner,
            texts: Arc::new(Texts::load().unwrap()),
            served: served.clone(),
            asks_after,
            language: Language::De,
            patience: waits,
            calls,
        };
        let mut count = 0;
        let fresh = move || {
            count += 1;
            CommandId::new(format!("c-{count}")).ok()
        };
        let me = Me {
            do_not_disturb_ms: None,
            agent: AgentId::new(login).unwrap(),
            version: 1,
            name: login.to_owned(),
            nickname: None,
            state: AgentState::Ready,
            state_since: Timestamp(0),
            places_taken: 0,
            capacity: 3,
            invitations: Vec::new(),
        };
        let brain = Brain::new(around, Chance::new(1, login), fresh, now);
        let mut someone = Self { brain, served, patience, calls: called, now, me, order: 0 };
        someone.sees_directory(Directory { queues: vec![queue()], ..Directory::default() });
        someone.sees(&WorkspaceEvent::Connection(Connection::Online));
        someone.sees_itself();
        someone
    }

    fn sees_directory(&mut self, directory: Directory) {
        let (names, mine) = directory.parts();
        self.sees(&WorkspaceEvent::Names(Arc::new(names)));
        self.sees(&WorkspaceEvent::Mine(mine));
    }

    fn sees(&mut self, event: &WorkspaceEvent) {
        self.brain.see(self.now, event);
    }

    fn sees_itself(&mut self) {
        self.sees(&WorkspaceEvent::Me(self.me.clone()));
    }

    fn is_invited(&mut self, id: &str, kind: InvitationKind, queue: &str, text: &str) {
        self.me.invitations.push(InvitationView {
            invitation: InvitationId::new(id).unwrap(),
            case: case(),
            kind,
            by: None,
            contact_name: "Frau Lindner".to_owned(),
            contact_language: Some(Language::De),
            queue: QueueId::new(queue).unwrap(),
            text: Some(text.to_owned()),
            remaining_ms: 30_000,
            contact_interrupted: false,
        });
        self.sees_itself();
    }

    fn reads(&mut self, thread: &Thread, from: &Party, text: &str) {
        self.order += 1;
        let message = CommandId::new(format!("m-{}", self.order)).unwrap();
        let body =
            EntryBody::Message { origin: from.clone().into(), message, content: MessageContent::Text(text.to_owned()) };
        let id = EventId::new(format!("e-{}", self.order)).unwrap();
        let entries = vec![Placed { order: self.order, entry: Entry { id, at: Timestamp(0), body } }];
        let change = EntriesChange::Appended { entries };
        self.sees(&WorkspaceEvent::Entries { thread: ThreadRef { case: case(), thread: thread.clone() }, change });
    }

    /// What it asks of the centre within that time.
    fn within(&mut self, seconds: u64) -> Vec<Command> {
        let end = self.now + Duration::from_secs(seconds);
        let mut commands = Vec::new();
        while let Some(at) = self.brain.wake_at().filter(|at| *at <= end) {
            self.now = at;
            commands.extend(self.brain.due(at).into_iter().filter_map(|deed| match deed {
                Deed::Do { command, .. } => Some(command),
                Deed::Signal(_) => None,
            }));
        }
        self.now = end;
        commands
    }

    fn says_within(&mut self, seconds: u64) -> Vec<String> {
        let said = |command| {
            if let Command::SendMessage { content: MessageContent::Text(text), .. } = command {
                text
            } else {
                panic!("{command:?}")
            }
        };
        self.within(seconds).into_iter().map(said).collect()
    }
}

fn case() -> CaseId {
    CaseId::new("case-1").unwrap()
}

fn accept(id: &str) -> Command {
    Command::AcceptInvitation { invitation: InvitationId::new(id).unwrap() }
}

fn decline(id: &str) -> Command {
    Command::DeclineInvitation { invitation: InvitationId::new(id).unwrap() }
}

fn queue() -> DirectoryQueue {
    DirectoryQueue {
        reminder: konsil_protocol::domain::ReminderThresholds::default(),
        queue: QueueId::new("billing").unwrap(),
        name: Names::default(),
        mine: true,
        members: 3,
        available: 3,
        waiting: 0,
        longest_waiting_since: None,
        dispositions: vec![DispositionId::new("solved").unwrap()],
    }
}

/// A chat in the billing queue. `changes` replaces parts of the view.
fn view(changes: serde_json::Value) -> WorkspaceEvent {
    let mut view = json!({
        "case": "case-1", "version": 1, "queue": "billing", "opened_at": 0, "first_accepted_at": 0,
        "contact": { "name": "Herr Brandt", "language": "en", "presence": { "kind": "present" } },
        "standing": { "kind": "member" }, "members": [], "owner": "katrin", "consultations": [], "requests": [],
        "outcomes": [], "unanswered_since": null, "note": "", "disposition": null, "disposition_required": false,
        "case_data": {}, "can": ["write", "end"], "removable": [], "not_askable": [], "end_effect": "whole_chat",
        "threads": [{ "kind": "main" }],
    });
    if let (Some(view), serde_json::Value::Object(changes)) = (view.as_object_mut(), changes) {
        view.extend(changes);
    }
    let view: CaseView = serde_json::from_value(view).unwrap();
    WorkspaceEvent::Case(Box::new(view))
}

#[test]
fn each_answers_requests_as_they_are_known_to() {
    let request = InvitationKind::Consultation;
    for (login, queue, answer) in [
        ("katrin", "technical", Some(accept("i"))),
        ("sven", "technical", Some(decline("i"))),
        ("lukas", "billing", None),
        ("rita", "technical", Some(accept("i"))),
        ("rita", "billing", Some(decline("i"))),
        ("petra", "contract", Some(accept("i"))),
    ] {
        let mut colleague = Someone::new(login, None);
        colleague.is_invited("i", request, queue, "Darf ich das?");
        assert_eq!(colleague.within(300), answer.into_iter().collect::<Vec<_>>(), "{login}");
    }
}

#[test]
fn a_chat_from_the_queue_is_left_to_the_learner_but_not_for_ever() {
    let mut katrin = Someone::new("katrin", None);
    let opening = Texts::load().unwrap().say(Language::De, "practice-double-charge-opening");
    katrin.is_invited("first", InvitationKind::Chat, "billing", &opening);
    assert_eq!(katrin.within(10), [decline("first")]);
    assert!(katrin.calls.is_empty());
    katrin.me.invitations.clear();
    katrin.is_invited("second", InvitationKind::Chat, "billing", &opening);
    assert_eq!(katrin.within(10), [accept("second")], "nobody else took it");
    assert_eq!(katrin.calls.len(), 1, "the learner gets another one");
}

#[test]
fn a_chat_to_ask_the_learner_about_is_taken_unless_the_learner_is_taught_or_not_to_be_disturbed() {
    let asker = PERSONAS.iter().find(|persona| persona.asks).unwrap().login;
    for (do_not_disturb, patience, does) in [
        (false, Patience::Ordinary, accept("i")),
        (true, Patience::Ordinary, decline("i")),
        (false, Patience::Endless, decline("i")),
    ] {
        let mut colleague = Someone::new(asker, Some(Duration::ZERO));
        colleague.patience.send_replace(patience);
        let learner = DirectoryAgent {
            agent: AgentId::new("jana").unwrap(),
            name: "Jana Becker".to_owned(),
            state: AgentState::Ready,
            connected: true,
            chats: 0,
            queues: Vec::new(),
            available: true,
            do_not_disturb,
        };
        let directory = Directory { agents: vec![learner], queues: vec![queue()], ..Directory::default() };
        colleague.sees_directory(directory);
        let opening = Texts::load().unwrap().say(Language::De, "practice-double-charge-opening");
        colleague.is_invited("i", InvitationKind::Chat, "billing", &opening);
        let taken = usize::from(does == accept("i"));
        assert_eq!(colleague.within(10), [does], "do not disturb: {do_not_disturb}, {patience:?}");
        assert_eq!(colleague.calls.len(), taken, "the learner gets another one");
    }
}

#[test]
fn a_chat_that_was_handed_over_to_the_queue_is_taken() {
    let mut katrin = Someone::new("katrin", None);
    katrin.served.insert("Guten Tag");
    katrin.is_invited("i", InvitationKind::Chat, "billing", "Guten Tag");
    assert_eq!(katrin.within(10), [accept("i")]);
}

#[test]
fn whoever_is_set_to_not_ready_goes_back_to_work() {
    let mut rita = Someone::new("rita", None);
    rita.me.state = AgentState::NotReady { reason: NotReadyReason::NoAnswer };
    rita.sees_itself();
    assert_eq!(rita.within(2).first(), Some(&Command::SetState { state: AgentState::Ready }));
}

#[test]
fn a_question_is_answered_in_the_learners_language_and_from_knowledge() {
    let mut katrin = Someone::new("katrin", None);
    let aside = json!({ "kind": "consultation", "consultation": "k" });
    katrin.sees(&view(json!({
        "standing": { "kind": "consult_target", "by": "jana" }, "owner": "jana", "can": [],
        "threads": [{ "kind": "main" }, aside],
        "consultations": [{ "consultation": "k", "by": "jana", "target": { "kind": "agent", "agent": "katrin" },
            "with": "jana", "question": "Geht das?", "state": { "kind": "active" }, "asked_at": 0, "can": ["write", "end"] }],
    })));
    let opening = Texts::load().unwrap().say(Language::En, "practice-double-charge-opening");
    katrin.reads(&Thread::Main, &Party::Contact, &opening);
    let thread: Thread = serde_json::from_value(aside).unwrap();
    let change = EntriesChange::Reset { entries: Vec::new(), earlier: Rest::Nothing };
    katrin.sees(&WorkspaceEvent::Entries { thread: ThreadRef { case: case(), thread: thread.clone() }, change });
    let said = katrin.says_within(30);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("Lastschriftlauf"), "{said:?}");
    assert_eq!(katrin.says_within(300), Vec::<String>::new(), "not twice");
    katrin.reads(&thread, &Party::Agent { agent: AgentId::new("jana").unwrap() }, "Und die Gebühren?");
    assert!(katrin.says_within(30)[0].contains("Gebühren"));
}

#[test]
fn who_takes_a_chat_over_finishes_it() {
    let mut katrin = Someone::new("katrin", None);
    katrin.sees(&view(json!({})));
    katrin.reads(&Thread::Main, &Party::Contact, "Hello, a question about my bill.");
    katrin.reads(&Thread::Main, &Party::Agent { agent: AgentId::new("jana").unwrap() }, "Moment, ich gebe weiter.");
    let said = katrin.within(200);
    let texts = said.iter().filter(|command| matches!(command, Command::SendMessage { .. })).count();
    assert_eq!(texts, 3, "what she has to say, even if nobody answers: {said:?}");
    assert_eq!(said.last(), Some(&Command::EndInteraction { case: case() }));

    katrin.sees(&view(json!({ "can": ["mark_done"], "disposition_required": true,
        "standing": { "kind": "former", "at": 0, "why": { "why": "ended" } } })));
    let solved = Some(DispositionId::new("solved").unwrap());
    let done = [
        Command::SetDisposition { case: case(), disposition: solved },
        Command::MarkDone { case: case(), thread: Thread::Main },
    ];
    assert_eq!(katrin.within(8)[..2], done);
}

#[test]
fn a_contact_who_has_left_is_not_talked_to() {
    let mut katrin = Someone::new("katrin", None);
    katrin.sees(&view(json!({
        "contact": { "name": "K", "language": "de", "presence": { "kind": "left", "at": 0, "why": "ended" } },
    })));
    katrin.reads(&Thread::Main, &Party::Contact, "Hallo");
    let commands: BTreeSet<String> = katrin.within(8).iter().map(|command| format!("{command:?}")).collect();
    let end = format!("{:?}", Command::EndInteraction { case: case() });
    assert_eq!(commands, BTreeSet::from([end]));
}

#[test]
fn somebody_else_who_speaks_is_waited_for_in_a_conference() {
    let mut katrin = Someone::new("katrin", None);
    katrin.sees(&view(json!({ "owner": "jana", "end_effect": "my_session" })));
    katrin.reads(&Thread::Main, &Party::Agent { agent: AgentId::new("jana").unwrap() }, "Guten Tag");
    assert_eq!(katrin.says_within(60).len(), 1, "says who she is");
    assert_eq!(katrin.within(600), [], "the chat is Jana's");
    katrin.reads(&Thread::Main, &Party::Contact, "And now?");
    assert_eq!(katrin.says_within(60).len(), 1);
    katrin.reads(&Thread::Main, &Party::Contact, "Thanks!");
    assert_eq!(katrin.within(600), [], "the end is Jana's");
}
