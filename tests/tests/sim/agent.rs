//! A desktop in the simulation: the real backend connection, whose local store outlives crashes, and a little desk that
//! accepts what it is offered, says what it is told to say, and remembers what it read.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use konsil_link::LocalStore;
use konsil_link::native::{NativeConfig, SignInWith, start};
use konsil_protocol::domain::*;

use super::network::{SimClock, SimDial, SimHttp};
use konsil_server::clock::Clock;

/// What an agent is to say.
pub struct Say {
    pub thread: Thread,
    pub text: String,
}

/// What outlives a crash of the desktop: its disk, and what the story knows of it.
#[derive(Default)]
pub struct Received {
    /// To be done, in order; taken when it is safely in the outbox.
    pub to_say: VecDeque<Say>,
    pub consult: Option<AgentId>,
    /// Texts handed to the outbox, per thread, in order.
    pub said: Vec<(Thread, String)>,
    pub answered: BTreeMap<CommandId, Result<(), Refusal>>,
    /// Durable commands handed in.
    pub handed_in: usize,
    pub state: Option<AgentState>,
    pub case: Option<CaseView>,
    pub entries: BTreeMap<Thread, Vec<Placed>>,
    /// Threads of which earlier entries are known to exist: a desktop that starts anew reads the end first.
    pub older: BTreeMap<Thread, bool>,
    pub online: bool,
    pub connections: usize,
    /// What the desktop saw that must not be.
    pub complaint: Option<String>,
    next_id: u64,
}

impl Received {
    pub fn consultation(&self) -> Option<ConsultationId> {
        let case = self.case.as_ref()?;
        case.consultations.iter().find(|it| it.state == ConsultationState::Active).map(|it| it.consultation.clone())
    }

    pub fn texts(&self, thread: &Thread) -> Vec<String> {
        self.entries.get(thread).into_iter().flatten().filter_map(|it| text_of(&it.entry.body)).collect()
    }

    pub fn is_done(&self) -> bool {
        let answered = self.answered.keys().filter(|id| id.as_str().contains("-say-")).count();
        self.online && self.to_say.is_empty() && answered == self.handed_in
    }
}

fn text_of(body: &EntryBody) -> Option<String> {
    match body {
        EntryBody::Message { content: MessageContent::Text(text), .. } => Some(text.clone()),
        EntryBody::System { .. } | EntryBody::Unsupported { .. } => None,
    }
}

/// The program of the desktop's host; started again after each crash.
pub async fn run(
    name: String,
    seed: u64,
    http: SimHttp,
    disk: LocalStore,
    desk: Arc<Mutex<Received>>,
) -> turmoil::Result {
    let address = "http://127.0.0.1:47800";
    let by_hand = SignInWith::Password { login: name.clone(), password: String::new() };
    let sign_in = if konsil_link::native::has_session(&disk, address)? { SignInWith::Stored } else { by_hand };
    let mut config = NativeConfig::new(address, sign_in, format!("{name}-desktop"));
    config.dial = Arc::new(SimDial);
    config.http = Arc::new(http);
    config.seed = Some(seed);
    desk.lock().unwrap().online = false;
    let mut backend = start(config, disk.clone());
    let mut tried: BTreeMap<InvitationId, u64> = BTreeMap::new();
    let mut turn = 0_u64;
    loop {
        let event = tokio::time::timeout(Duration::from_millis(50), backend.events.recv()).await;
        let mut desk = desk.lock().unwrap();
        match event {
            Ok(Some(event)) => take(&mut desk, event, &backend.requests, &mut tried, turn, &name),
            Ok(None) => return Ok(()),
            Err(_) => {
                turn += 1;
                act(&mut desk, &backend.requests, &disk, turn, &name);
            }
        }
    }
}

type Requests = tokio::sync::mpsc::UnboundedSender<BackendRequest>;

fn fresh(desk: &mut Received, name: &str, kind: &str) -> CommandId {
    desk.next_id += 1;
    CommandId::new(format!("{name}-{kind}-{}", desk.next_id)).unwrap()
}

fn act(desk: &mut Received, requests: &Requests, disk: &LocalStore, turn: u64, name: &str) {
    // Katrin is there to be asked, not to take chats.
    if name == "jana"
        && desk.online
        && turn.is_multiple_of(40)
        && desk.state.is_some_and(|state| state != AgentState::Ready)
    {
        let id = fresh(desk, name, "ready");
        let _ = requests.send(BackendRequest::Do { id, command: Command::SetState { state: AgentState::Ready } });
    }
    let Some(case) = desk.case.as_ref().map(|view| view.case.clone()) else { return };
    if let (Some(target), true) = (desk.consult.clone(), desk.online) {
        desk.consult = None;
        let id = fresh(desk, name, "consult");
        let target = ConsultTarget::Agent { agent: target };
        let command = Command::StartConsultation { case: case.clone(), target, question: Some("Frage".into()) };
        let _ = requests.send(BackendRequest::Do { id, command });
    }
    while let Some(Say { thread, text }) = desk.to_say.pop_front() {
        let id = fresh(desk, name, "say");
        let command = Command::SendMessage {
            case: case.clone(),
            thread: thread.clone(),
            content: MessageContent::Text(text.clone()),
        };
        // On disk first: from here on it may not be lost.
        disk.enqueue(&id, &command, SimClock.now()).unwrap();
        desk.said.push((thread, text));
        desk.handed_in += 1;
        let _ = requests.send(BackendRequest::Do { id, command });
    }
}

fn take(
    desk: &mut Received,
    event: WorkspaceEvent,
    requests: &Requests,
    tried: &mut BTreeMap<InvitationId, u64>,
    turn: u64,
    name: &str,
) {
    match event {
        WorkspaceEvent::Connection(Connection::Online) => {
            desk.online = true;
            desk.connections += 1;
        }
        WorkspaceEvent::Connection(Connection::Elsewhere) => {
            let _ = requests.send(BackendRequest::ContinueHere);
        }
        WorkspaceEvent::Connection(Connection::Connecting | Connection::Offline { .. }) => desk.online = false,
        WorkspaceEvent::Connection(Connection::SignInNeeded { why }) => {
            desk.complaint.get_or_insert(format!("{name} was asked to sign in: {why:?}"));
        }
        WorkspaceEvent::Me(me) => {
            desk.state = Some(me.state);
            for invitation in me.invitations {
                // Again after a while: the answer may have been lost with the connection.
                if tried.get(&invitation.invitation).is_none_or(|last| turn > last + 40) {
                    tried.insert(invitation.invitation.clone(), turn);
                    let id = fresh(desk, name, "accept");
                    let command = Command::AcceptInvitation { invitation: invitation.invitation };
                    let _ = requests.send(BackendRequest::Do { id, command });
                }
            }
        }
        WorkspaceEvent::Case(view) => desk.case = Some(*view),
        WorkspaceEvent::Gone { case } => {
            desk.complaint.get_or_insert(format!("{name} lost the case {case}"));
        }
        WorkspaceEvent::Entries { thread: ThreadRef { case: _, thread }, change } => read(desk, thread, change, name),
        WorkspaceEvent::Answered { id, result } => {
            if let Err(refusal) = &result
                && id.as_str().contains("-say-")
            {
                desk.complaint.get_or_insert(format!("{name}'s {id} was refused: {refusal:?}"));
            }
            if desk.answered.insert(id.clone(), result).is_some() {
                desk.complaint.get_or_insert(format!("{name} got a second answer to {id}"));
            }
        }
        WorkspaceEvent::SignedIn { .. }
        | WorkspaceEvent::Clock { .. }
        | WorkspaceEvent::Names(_)
        | WorkspaceEvent::Mine(_)
        | WorkspaceEvent::States(_)
        | WorkspaceEvent::Synced
        | WorkspaceEvent::Waiting { .. }
        | WorkspaceEvent::Uncertain { .. }
        | WorkspaceEvent::Typing { .. } => {}
    }
}

fn read(desk: &mut Received, thread: Thread, change: EntriesChange, name: &str) {
    let known = desk.entries.entry(thread.clone()).or_default();
    match change {
        EntriesChange::Reset { entries, earlier } => {
            *known = entries;
            desk.older.insert(thread.clone(), earlier == Rest::More);
        }
        EntriesChange::Appended { entries } => known.extend(entries),
        EntriesChange::Prepended { entries, earlier } => {
            known.splice(0..0, entries);
            desk.older.insert(thread.clone(), earlier == Rest::More);
        }
    }
    if let Some(pair) = known.windows(2).find(|pair| pair[0].order >= pair[1].order) {
        desk.complaint.get_or_insert(format!("{name} read {} after {} in {thread:?}", pair[1].order, pair[0].order));
    }
}
