//! An agent of a story: a client of the wire that keeps what it was sent, and waits for what should come.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use konsil_protocol::domain::*;
use konsil_protocol::wire::agent::{Answer, FromAgent, Numbered, SignIn, SignedIn, ToAgent};
use konsil_protocol::wire::{Cursor, Decoded, MAX_PAGE, PROTOCOL, decode};
use tokio::sync::{Notify, mpsc};
use tokio_tungstenite::tungstenite::Message;

use super::{found_in, fresh_id};

/// What an agent's desktop has been sent so far.
#[derive(Debug, Default, Clone)]
pub struct Received {
    pub me: Option<Me>,
    pub names: Option<Listing>,
    /// What others are doing, as far as it was told.
    pub doing: BTreeMap<AgentId, Doing>,
    pub queues: BTreeMap<QueueId, QueueStatus>,
    /// The lists of those that wait, as asked for.
    pub waiting: BTreeMap<QueueId, Option<WaitingList>>,
    pub cases: BTreeMap<CaseId, CaseView>,
    pub gone: Vec<CaseId>,
    pub logs: BTreeMap<ThreadRef, Vec<Numbered>>,
    pub answers: BTreeMap<CommandId, Answer>,
    pub typing: Vec<String>,
    pub ready: bool,
    pub elsewhere: bool,
    /// Close code, once the server closed.
    pub closed: Option<u16>,
    /// Every frame as it came.
    pub frames: Vec<String>,
}

impl Received {
    fn hears(&mut self, agents: Vec<AgentStatus>, queues: Vec<QueueStatus>) {
        self.doing.extend(agents.into_iter().map(|status| (status.agent, status.doing)));
        self.queues.extend(queues.into_iter().map(|status| (status.queue.clone(), status)));
    }
}

/// What to do where the agent is connected from another desktop already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherDesktop {
    /// Leaves it the session.
    Stays,
    TakenOver,
}

/// An agent with a connected desktop.
#[derive(Clone)]
pub struct AgentDesk {
    pub name: String,
    send: mpsc::UnboundedSender<Message>,
    desk: Arc<Mutex<Received>>,
    news: Arc<Notify>,
}

impl AgentDesk {
    /// Signs in over HTTP and says hello.
    pub async fn sign_in(base: &str, login: &str, password: &str, other: OtherDesktop) -> Self {
        let body = SignIn { login: login.to_owned(), password: password.to_owned() };
        let answer = reqwest::Client::new()
            .post(format!("{base}/v1/sign-in"))
            .json(&body)
            .send()
            .await
            .expect("the server answers a sign-in");
        assert!(answer.status().is_success(), "{login} signs in: {}", answer.status());
        let signed_in: SignedIn = answer.json().await.expect("a sign-in's answer can be read");
        Self::connect(base, login, &signed_in.access, other).await
    }

    /// Says hello with a token.
    pub async fn connect(base: &str, name: &str, token: &str, other: OtherDesktop) -> Self {
        let url = format!("{}/v1/agent", base.replacen("http", "ws", 1));
        let (socket, _) = tokio_tungstenite::connect_async(url).await.expect("the server takes the socket");
        let (mut write, mut read) = socket.split();
        let (send, mut queue) = mpsc::unbounded_channel::<Message>();
        tokio::spawn(async move {
            while let Some(frame) = queue.recv().await {
                if write.send(frame).await.is_err() {
                    break;
                }
            }
        });
        let agent = Self { name: name.to_owned(), send, desk: Arc::default(), news: Arc::default() };
        agent.frame(&FromAgent::Hello {
            protocol: PROTOCOL,
            token: token.to_owned(),
            device: fresh_id("device"),
            take_over: other == OtherDesktop::TakenOver,
            names: None,
        });
        agent.watches();
        let reader = agent.clone();
        tokio::spawn(async move {
            while let Some(Ok(frame)) = read.next().await {
                match frame {
                    Message::Text(text) => reader.take(text.as_str()),
                    Message::Close(close) => {
                        reader.desk.lock().unwrap().closed = Some(close.map_or(1005, |close| close.code.into()));
                    }
                    Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
                }
                reader.news.notify_waiters();
            }
            reader.desk.lock().unwrap().closed.get_or_insert(1006);
            reader.news.notify_waiters();
        });
        agent
    }

    fn take(&self, text: &str) {
        let mut desk = self.desk.lock().unwrap();
        desk.frames.push(text.to_owned());
        let frame = match decode::<ToAgent>(text, ToAgent::KINDS) {
            Decoded::Known(frame) => frame,
            other @ (Decoded::Unsupported { .. } | Decoded::Malformed) => panic!("{} got {other:?}: {text}", self.name),
        };
        match frame {
            ToAgent::Welcome { .. } => desk.ready = false,
            ToAgent::Ready => desk.ready = true,
            ToAgent::Elsewhere => desk.elsewhere = true,
            ToAgent::Me { me } => desk.me = Some(me),
            ToAgent::Names { names, .. } => desk.names = names,
            ToAgent::Mine { mine } => desk.hears(mine.agents, mine.queues),
            ToAgent::States { whole, agents, queues } => {
                if whole {
                    desk.doing.clear();
                }
                let agents = agents.into_iter().map(|row| row.0).collect();
                desk.hears(agents, queues.into_iter().map(|row| row.0).collect());
            }
            ToAgent::Waiting { queue, list } => {
                desk.waiting.insert(queue, list);
            }
            ToAgent::Directory { .. } => panic!("{} speaks version 2", self.name),
            ToAgent::Case { view } => {
                for thread in view.threads.clone() {
                    let log = ThreadRef { case: view.case.clone(), thread };
                    if !desk.logs.contains_key(&log) {
                        desk.logs.insert(log.clone(), Vec::new());
                        self.frame(&FromAgent::Page { log, after: None, limit: MAX_PAGE });
                    }
                }
                desk.cases.insert(view.case.clone(), *view);
            }
            ToAgent::Gone { case } => {
                desk.cases.remove(&case);
                desk.logs.retain(|log, _| log.case != case);
                desk.gone.push(case);
            }
            ToAgent::Entries { log, reset, entries, .. } => {
                let known = desk.logs.entry(log).or_default();
                if reset {
                    known.clear();
                }
                known.extend(entries);
            }
            ToAgent::Entry { log, entry } => {
                let known = desk.logs.entry(log.clone()).or_default();
                let last = known.last().map_or(0, |last| last.seq);
                if entry.after == last {
                    known.push(entry);
                } else if entry.seq > last {
                    // Something lies between that could not be seen before: who joins again may read it now.
                    let after =
                        known.last().map(|last| Cursor { seq: last.seq, tag: last.entry.id.as_str()[..8].to_owned() });
                    self.frame(&FromAgent::Page { log, after, limit: MAX_PAGE });
                }
            }
            ToAgent::Answer { id, result } => {
                desk.answers.insert(id, result);
            }
            ToAgent::Signal { from, signal } => desk.typing.push(format!("{from:?} {signal:?}")),
            ToAgent::Ping { n } => self.frame(&FromAgent::Pong { n }),
            ToAgent::Older { .. } | ToAgent::Pong { .. } | ToAgent::Unreadable { .. } => {}
        }
    }

    /// Looks at what all are doing from now on.
    pub fn watches(&self) {
        self.frame(&FromAgent::Watch { on: true });
    }

    /// Sends any frame.
    pub fn frame(&self, frame: &FromAgent) {
        self.raw(serde_json::to_string(frame).expect("frames can be written"));
    }

    /// Sends any text.
    pub fn raw(&self, text: String) {
        let _ = self.send.send(Message::text(text));
    }

    /// Cuts the connection without a word.
    pub fn vanishes(&self) {
        let _ = self.send.send(Message::Close(None));
    }

    /// What this agent has been sent so far.
    pub fn desk(&self) -> Received {
        self.desk.lock().unwrap().clone()
    }

    /// Waits until `found` finds something in what this agent was sent.
    pub async fn sees<T>(&self, what: &str, found: impl Fn(&Received) -> Option<T>) -> T {
        match found_in(&self.desk, &self.news, found).await {
            Some(it) => it,
            None => {
                let desk = self.desk();
                panic!(
                    "{} never saw {what}.\nme: {:#?}\ncases: {:#?}\nclosed: {:?}",
                    self.name, desk.me, desk.cases, desk.closed
                )
            }
        }
    }

    /// Sends a command and waits for its answer.
    pub async fn tries(&self, command: Command) -> Result<(), Refusal> {
        let id = CommandId::new(fresh_id("c")).expect("an id");
        self.tries_as(id, command).await
    }

    /// Sends a command under a given id and waits for its answer.
    pub async fn tries_as(&self, id: CommandId, command: Command) -> Result<(), Refusal> {
        self.desk.lock().unwrap().answers.remove(&id);
        self.frame(&FromAgent::Command { id: id.clone(), command: command.clone() });
        match self.sees(&format!("an answer to {command:?}"), |desk| desk.answers.get(&id).cloned()).await {
            Answer::Accepted => Ok(()),
            Answer::Refused { refusal } => Err(refusal),
        }
    }

    /// Sends a command that must be accepted.
    pub async fn does(&self, command: Command) {
        if let Err(refusal) = self.tries(command.clone()).await {
            panic!("{} was refused {command:?}: {refusal:?}", self.name);
        }
    }

    pub async fn is_ready(&self) {
        self.does(Command::SetState { state: AgentState::Ready }).await;
    }

    /// Waits for an open invitation of that kind.
    pub async fn is_invited(&self, kind: InvitationKind) -> InvitationView {
        self.sees(&format!("an invitation of kind {kind:?}"), |desk| {
            desk.me.as_ref()?.invitations.iter().find(|it| it.kind == kind).cloned()
        })
        .await
    }

    pub async fn accepts(&self, kind: InvitationKind) -> CaseId {
        let invitation = self.is_invited(kind).await;
        self.does(Command::AcceptInvitation { invitation: invitation.invitation }).await;
        invitation.case
    }

    pub async fn declines(&self, kind: InvitationKind) {
        let invitation = self.is_invited(kind).await;
        self.does(Command::DeclineInvitation { invitation: invitation.invitation }).await;
    }

    /// Waits until no invitation is open.
    pub async fn has_no_invitation(&self) {
        self.sees("no invitation", |desk| desk.me.as_ref()?.invitations.is_empty().then_some(())).await;
    }

    pub async fn writes(&self, case: &CaseId, text: &str) {
        self.does(Command::SendMessage {
            case: case.clone(),
            thread: Thread::Main,
            content: MessageContent::Text(text.to_owned()),
        })
        .await;
    }

    pub async fn writes_in(&self, case: &CaseId, consultation: &ConsultationId, text: &str) {
        self.does(Command::SendMessage {
            case: case.clone(),
            thread: in_consultation(consultation),
            content: MessageContent::Text(text.to_owned()),
        })
        .await;
    }

    /// Asks an agent and gives the consultation's id once it was accepted by `colleague`.
    pub async fn consults(&self, case: &CaseId, colleague: &Self, question: &str) -> ConsultationId {
        self.asks(case, agent(&colleague.name), question).await;
        colleague.accepts(InvitationKind::Consultation).await;
        self.has_consultation_with(case, colleague).await
    }

    pub async fn asks(&self, case: &CaseId, target: ConsultTarget, question: &str) {
        self.does(Command::StartConsultation { case: case.clone(), target, question: Some(question.to_owned()) }).await;
    }

    pub async fn has_consultation_with(&self, case: &CaseId, colleague: &Self) -> ConsultationId {
        self.sees(&format!("an active consultation with {}", colleague.name), |desk| {
            desk.cases.get(case)?.consultations.iter().find_map(|it| {
                let with =
                    it.with.as_ref()?.as_agent()?.as_str() == colleague.name && it.state == ConsultationState::Active;
                with.then(|| it.consultation.clone())
            })
        })
        .await
    }

    /// Waits for a view of the case that satisfies `is`.
    pub async fn sees_case(&self, case: &CaseId, what: &str, is: impl Fn(&CaseView) -> bool) -> CaseView {
        self.sees(what, |desk| desk.cases.get(case).filter(|view| is(view)).cloned()).await
    }

    /// Waits until the case is gone from the desktop.
    pub async fn sees_gone(&self, case: &CaseId) {
        self.sees("the chat to be gone", |desk| {
            (!desk.cases.contains_key(case) && desk.gone.contains(case)).then_some(())
        })
        .await;
    }

    /// Waits for a text in a thread.
    pub async fn reads(&self, case: &CaseId, thread: &Thread, text: &str) {
        let log = ThreadRef { case: case.clone(), thread: thread.clone() };
        self.sees(&format!("the text {text:?} in {thread:?}"), |desk| {
            texts(desk, &log).iter().any(|it| it == text).then_some(())
        })
        .await;
    }

    /// Waits for a system message in a thread.
    pub async fn reads_system(&self, case: &CaseId, thread: &Thread, what: &str, is: impl Fn(&SystemMessage) -> bool) {
        let log = ThreadRef { case: case.clone(), thread: thread.clone() };
        self.sees(what, |desk| {
            desk.logs.get(&log)?.iter().find_map(|it| match &it.entry.body {
                EntryBody::System { system } => is(system).then_some(()),
                EntryBody::Message { .. } | EntryBody::Unsupported { .. } => None,
            })
        })
        .await;
    }

    /// Is writing.
    pub fn types(&self, case: &CaseId, thread: &Thread) {
        self.frame(&FromAgent::Signal {
            signal: Signal::Typing { thread: ThreadRef { case: case.clone(), thread: thread.clone() } },
        });
    }

    /// Asks for a log, whether it may be read or not.
    pub fn pages(&self, case: &CaseId, thread: &Thread) {
        let log = ThreadRef { case: case.clone(), thread: thread.clone() };
        self.frame(&FromAgent::Page { log, after: None, limit: MAX_PAGE });
    }

    /// All texts of a thread that this agent has.
    pub fn texts(&self, case: &CaseId, thread: &Thread) -> Vec<String> {
        texts(&self.desk(), &ThreadRef { case: case.clone(), thread: thread.clone() })
    }

    /// After a round trip to the server, so that anything sent before has arrived.
    pub async fn settles(&self) {
        let n = rand_n();
        self.frame(&FromAgent::Ping { n });
        let pong = format!("\"n\":{n}");
        self.sees("the answer to a ping", |desk| {
            desk.frames.iter().any(|it| it.contains("pong") && it.contains(&pong)).then_some(())
        })
        .await;
    }

    /// Whether a text stands in anything this agent was ever sent.
    pub fn ever_got(&self, text: &str) -> bool {
        self.desk().frames.iter().any(|it| it.contains(text))
    }
}

fn rand_n() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1_000_000);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn texts(desk: &Received, log: &ThreadRef) -> Vec<String> {
    desk.logs
        .get(log)
        .into_iter()
        .flatten()
        .filter_map(|it| match &it.entry.body {
            EntryBody::Message { content: MessageContent::Text(text), .. } => Some(text.clone()),
            EntryBody::System { .. } | EntryBody::Unsupported { .. } => None,
        })
        .collect()
}

/// The thread of a consultation.
pub fn in_consultation(consultation: &ConsultationId) -> Thread {
    Thread::Consultation { consultation: consultation.clone() }
}

/// An agent as a target.
pub fn agent(name: &str) -> ConsultTarget {
    ConsultTarget::Agent { agent: AgentId::new(name).expect("an agent's id") }
}

/// An agent group as a target.
pub fn group(name: &str) -> ConsultTarget {
    ConsultTarget::Group { group: GroupId::new(name).expect("a group's id") }
}

/// Whoever has a skill at this level or a higher one, as a target.
pub fn skill(name: &str, least: SkillLevel) -> ConsultTarget {
    ConsultTarget::Skill { skill: SkillId::new(name).expect("a skill's id"), least }
}

/// A queue as a target.
pub fn queue(name: &str) -> ConsultTarget {
    ConsultTarget::Queue { queue: QueueId::new(name).expect("a queue's id") }
}
