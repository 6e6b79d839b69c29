//! What an agent is told of others: of those who concern it always, of all while it looks, over version 1 all the time.

use std::{collections::BTreeMap, time::Instant};

use konsil_protocol::{
    domain::{
        AgentId, AgentState, AgentStatus, Command, ConsultTarget, Doing, Listing, NotReadyReason, QueueId, QueueStatus,
    },
    wire::{
        ProtocolRange,
        agent::{FromAgent, ToAgent},
        contact::ToContact,
    },
};

use super::people::{AgentClient, ContactClient, agent, server, token};

/// What a desktop shows.
#[derive(Default)]
struct Shown {
    names: Option<Listing>,
    hash: Option<String>,
    doing: BTreeMap<AgentId, Doing>,
    queues: BTreeMap<QueueId, QueueStatus>,
}

impl Shown {
    fn hears(&mut self, frame: &ToAgent) {
        match frame.clone() {
            ToAgent::Names { hash, names } => {
                assert!(names.is_some() || self.hash.as_ref() == Some(&hash), "names that were never sent");
                self.names = names.or(self.names.take());
                self.hash = Some(hash);
            }
            ToAgent::Mine { mine } => self.told(mine.agents, mine.queues),
            ToAgent::States { whole, agents, queues } => {
                if whole {
                    self.doing.clear();
                    let all = self.names.iter().flat_map(|names| &names.agents);
                    self.doing.extend(all.map(|listed| (listed.agent.clone(), Doing::LOGGED_OUT)));
                }
                let agents = agents.into_iter().map(|row| row.0).collect();
                self.told(agents, queues.into_iter().map(|row| row.0).collect());
            }
            ToAgent::Directory { directory } => {
                let (names, all) = directory.parts();
                self.names = Some(names);
                self.told(all.agents, all.queues);
            }
            _ => {}
        }
    }

    fn told(&mut self, agents: Vec<AgentStatus>, queues: Vec<QueueStatus>) {
        self.doing.extend(agents.into_iter().map(|status| (status.agent, status.doing)));
        self.queues.extend(queues.into_iter().map(|status| (status.queue.clone(), status)));
    }

    fn doing(&self, name: &str) -> Option<Doing> {
        self.doing.get(&agent(name)).copied()
    }

    fn waiting(&self) -> Option<u32> {
        self.queues.get(&QueueId::new("billing").unwrap()).map(|status| status.waiting)
    }
}

/// Bert's desktop, of one version of the wire or the other.
struct Desktop {
    client: AgentClient,
    version: u32,
    shown: Shown,
    looks: bool,
}

impl Desktop {
    async fn connects(address: std::net::SocketAddr, version: u32, mut shown: Shown) -> Self {
        let mut client = AgentClient::dial(address).await;
        let protocol = ProtocolRange { min: 1, max: version };
        let (device, names) = ("desk-of-bert".to_owned(), shown.hash.clone());
        client.send(&FromAgent::Hello { protocol, token: token("bert"), device, take_over: false, names }).await;
        client
            .until(|frame| {
                shown.hears(frame);
                matches!(frame, ToAgent::Ready).then_some(())
            })
            .await;
        Self { client, version, shown, looks: false }
    }

    async fn looks(&mut self, on: bool) {
        self.client.send(&FromAgent::Watch { on }).await;
        self.looks = on;
    }

    async fn shows(&mut self, is_so: impl Fn(&Shown) -> bool) {
        let shown = &mut self.shown;
        if !is_so(shown) {
            self.client
                .until(|frame| {
                    shown.hears(frame);
                    is_so(shown).then_some(())
                })
                .await;
        }
    }

    /// After all that was sent before.
    async fn settles(&mut self, n: u64) {
        self.client.send(&FromAgent::Ping { n }).await;
        let shown = &mut self.shown;
        self.client
            .until(|frame| {
                shown.hears(frame);
                (*frame == ToAgent::Pong { n }).then_some(())
            })
            .await;
    }
}

fn not_ready(reason: NotReadyReason) -> AgentState {
    AgentState::NotReady { reason }
}

#[tokio::test]
async fn a_desktop_shows_what_is_so_after_any_history_over_either_version_of_the_wire() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    let mut bert = Desktop::connects(server.address, 2, Shown::default()).await;
    let mut contacts: Vec<ContactClient> = Vec::new();
    let mut state = not_ready(NotReadyReason::SignedIn);
    let mut random = 11_u64;
    let mut below = |n: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % n
    };
    let reasons = [NotReadyReason::BREAK, NotReadyReason::MEETING, NotReadyReason::TRAINING];
    for step in 0..60_u64 {
        match below(8) {
            0 => {
                let (contact, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
                contacts.push(contact);
            }
            1 => {
                if let Some(mut contact) = contacts.pop() {
                    contact.send(&konsil_protocol::wire::contact::FromContact::Leave).await;
                    contact
                        .until(|frame| match frame {
                            ToContact::State { state } => (state.agents.is_empty()
                                && state.phase == konsil_protocol::wire::contact::ContactPhase::Ended)
                                .then_some(()),
                            _ => None,
                        })
                        .await;
                }
            }
            2 => {
                // Another version now and then; what it knows of names it keeps, or forgets.
                let version = if below(4) == 0 { 1 } else { 2 };
                let mut kept = std::mem::take(&mut bert.shown);
                if below(2) == 0 {
                    kept = Shown::default();
                }
                (kept.doing, kept.queues) = Default::default();
                drop(bert);
                bert = Desktop::connects(server.address, version, kept).await;
            }
            3 | 4 => {
                let on = below(3) > 0;
                if bert.version == 2 {
                    bert.looks(on).await;
                }
            }
            _ => {
                state = not_ready(reasons[usize::try_from(below(3)).unwrap()]);
                anna.command(&format!("state-{step}"), Command::SetState { state }).await.unwrap();
            }
        }
        let waiting = u32::try_from(contacts.len()).unwrap();
        let looks = bert.looks || bert.version == 1;
        bert.shows(|shown| {
            let anna = shown.doing("anna").is_some_and(|anna| anna.connected && anna.state == state);
            shown.waiting() == Some(waiting) && (anna || !looks)
        })
        .await;
        let names = bert.shown.names.as_ref().unwrap();
        assert_eq!(names.agents.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Anna Arendt", "Bert Brandt"]);
    }
}

#[tokio::test]
async fn a_change_sends_nothing_to_whom_it_does_not_concern() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    let mut bert = Desktop::connects(server.address, 2, Shown::default()).await;
    bert.settles(1).await;
    let before = bert.client.seen.len();
    for (n, reason) in (0..).zip([NotReadyReason::BREAK, NotReadyReason::MEETING, NotReadyReason::TRAINING]) {
        let state = not_ready(reason);
        anna.command(&format!("state-{n}"), Command::SetState { state }).await.unwrap();
    }
    bert.looks(true).await;
    bert.shows(|shown| shown.doing("anna").is_some_and(|anna| anna.state == not_ready(NotReadyReason::TRAINING))).await;
    bert.looks(false).await;
    bert.settles(2).await;
    anna.command("on", Command::SetState { state: not_ready(NotReadyReason::BREAK) }).await.unwrap();
    bert.settles(3).await;
    let frames: Vec<_> = bert.client.seen[before..].iter().collect();
    let states = frames.iter().filter(|frame| matches!(frame, ToAgent::States { .. })).count();
    let pongs = frames.iter().filter(|frame| matches!(frame, ToAgent::Pong { .. })).count();
    assert_eq!((frames.len(), pongs), (states + pongs, 2), "nothing but what it looked at: {frames:#?}");
}

#[tokio::test]
async fn whoever_begins_to_look_again_and_again_is_told_everything_four_times_a_second_at_most() {
    let server = server().await;
    let mut bert = Desktop::connects(server.address, 2, Shown::default()).await;
    bert.settles(1).await;
    let begun = Instant::now();
    let before = bert.client.seen.len();
    for _ in 0..1_000 {
        bert.looks(false).await;
        bert.looks(true).await;
    }
    bert.settles(2).await;
    let quarters = begun.elapsed().as_millis() / 250;
    let told = bert.client.seen[before..].iter().filter(|frame| matches!(frame, ToAgent::States { .. })).count();
    assert!(told as u128 <= quarters + 1, "{told} times in {quarters} quarters of a second");
    // What was asked for last is done.
    bert.shows(|shown| shown.doing("bert").is_some_and(|bert| bert.connected)).await;
}

#[tokio::test]
async fn of_those_in_the_own_chats_it_is_told_always_and_never_who_of_a_queue_is_asked() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (_petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    let mut bert = AgentClient::arrives(server.address, "bert").await;
    bert.becomes_ready().await;
    let queue = ConsultTarget::Queue { queue: QueueId::new("billing").unwrap() };
    anna.command("ask", Command::StartConsultation { case: case.clone(), target: queue, question: None })
        .await
        .unwrap();
    let invitation = bert.invited().await;
    anna.command("note", Command::SetNote { case: case.clone(), text: "x".to_owned() }).await.unwrap();
    let mine = |frame: &ToAgent| match frame {
        ToAgent::Mine { mine } => Some(mine.clone()),
        _ => None,
    };
    assert!(anna.seen.iter().filter_map(mine).all(|mine| mine.agents.is_empty()), "nobody is named");

    bert.command("yes", Command::AcceptInvitation { invitation: invitation.invitation }).await.unwrap();
    let of_bert = |frame: &ToAgent| mine(frame)?.agents.into_iter().find(|status| status.agent == agent("bert"));
    anna.until(of_bert).await;
    bert.command("quiet", Command::SetDoNotDisturb { for_ms: 60_000 }).await.unwrap();
    anna.until(|frame| of_bert(frame).filter(|bert| bert.doing.do_not_disturb)).await;
}
