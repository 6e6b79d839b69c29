//! What is told of others costs by those whom it concerns, and is written once. Work is counted, not time.

use std::{cell::Cell, collections::BTreeMap, time::Duration};

use allocation_counter::measure;
use axum::extract::ws::Utf8Bytes;
use konsil_centre::{AgentRules, Case, CasePhase, Member, Membership, QueueRules, SeatConnection};
use konsil_protocol::{
    domain::{AgentState, AgentStatus, Directory, Doing, Extent, NotReadyReason, QueueStatus, States},
    wire::{Decoded, agent::ToAgent, decode},
};

use super::*;
use crate::store::{CaseRecord, Counters, Restored};

fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

/// Anna and Bert, and so many others in a queue of their own.
fn hub(others: usize) -> Hub {
    let mut centre = crate::gateway::centre_for_tests();
    let names: Vec<_> = (0..others).map(|n| agent(&format!("other-{n:05}"))).collect();
    for name in &names {
        let rules = AgentRules { name: name.to_string(), nickname: None, capacity: 2, capacity_of: BTreeMap::new() };
        centre.rules.agents.insert(name.clone(), rules);
    }
    let billing = QueueId::new("billing").unwrap();
    let elsewhere = QueueRules { agents: names, ..centre.rules.queues[&billing].clone() };
    centre.rules.queues.insert(QueueId::new("elsewhere").unwrap(), elsewhere);
    let centre = Arc::new(centre);
    Hub::new(Published::restored(Restored::default(), centre))
}

fn becomes(hub: &Hub, name: &AgentId, state: AgentState) {
    hub.publish(|published| {
        let mut seat = published.roster.get(name).cloned().unwrap_or_default();
        (seat.state, seat.connection) = (state, SeatConnection::Connected);
        published.put_seat(name.clone(), seat);
    });
    hub.spread();
}

fn chat(hub: &Hub, id: &str, agents: &[&str]) {
    let mut case = Case::new(CaseId::new(id).unwrap());
    case.phase = CasePhase::Open;
    for (order, name) in (0..).zip(agents) {
        let since = Timestamp(0);
        let member = Member { order, since, session: Membership::Active, away: false, kept: None };
        case.members.insert(agent(name), member);
    }
    hub.publish(|published| published.put(Arc::new(CaseRecord { case, counters: Counters::default() })));
}

fn line(hub: &Hub, name: &str) -> AgentLine {
    match hub.presence.seat(&agent(name), hub.fresh_socket(), "desk", IfElsewhere::Ask) {
        Seated::Here(line) => line,
        Seated::Elsewhere => panic!("{name} is elsewhere"),
    }
}

fn write(frame: &ToAgent) -> Option<Utf8Bytes> {
    Some(serde_json::to_string(frame).unwrap().into())
}

fn not_ready() -> AgentState {
    AgentState::NotReady { reason: NotReadyReason::BREAK }
}

async fn the_next_edition() {
    tokio::time::advance(Duration::from_millis(250)).await;
}

#[tokio::test(start_paused = true)]
async fn each_edition_is_written_once_however_many_look() {
    let hub = hub(50);
    let written = Cell::new(0);
    let render = |frame: &ToAgent| {
        written.set(written.get() + 1);
        write(frame)
    };
    let first: Vec<_> = (0..200).map(|_| hub.states(None, Timestamp(0), &render)).collect();
    assert_eq!(written.get(), 1);
    let bytes = |told: &Told| told.frames.iter().map(|frame| frame.as_ptr()).collect::<Vec<_>>();
    assert!(first.iter().all(|told| bytes(told) == bytes(&first[0])), "and lies in memory once");
    becomes(&hub, &agent("anna"), AgentState::Ready);
    becomes(&hub, &agent("bert"), AgentState::Ready);
    the_next_edition().await;
    let changes: Vec<_> = first.iter().map(|told| hub.states(Some(told.edition), Timestamp(0), &render)).collect();
    assert_eq!(written.get(), 2, "both changes in one");
    assert!(changes.iter().all(|told| bytes(told) == bytes(&changes[0]) && told.frames.len() == 1));
    for _ in 0..200 {
        hub.names(&render).frame(None);
        hub.names(&render).frame(Some("another"));
    }
    assert_eq!(written.get(), 4, "the names, and their confirmation");
}

#[tokio::test(start_paused = true)]
async fn a_former_directory_is_drawn_once_in_two_seconds_and_differs_only_in_whose_queues_they_are() {
    let hub = hub(5);
    let read = |told: &Told| {
        let frame = decode::<ToAgent>(told.frames[0].as_str(), ToAgent::KINDS);
        let Decoded::Known(ToAgent::Directory { directory }) = frame else { panic!("{frame:?}") };
        directory
    };
    let mine = |directory: &Directory| directory.queues.iter().map(|queue| queue.mine).collect::<Vec<_>>();
    let [anna, other] = ["anna", "other-00001"].map(|name| read(&hub.directory(&agent(name), None, Timestamp(0))));
    assert_eq!((mine(&anna), mine(&other)), (vec![true, false], vec![false, true]));
    assert_eq!(anna.agents, other.agents);
    let drawn = konsil_centre::directory(
        anna.version,
        &hub.centre().name,
        &agent("anna"),
        &hub.published().roster,
        &hub.centre().rules,
        std::iter::empty(),
        Timestamp(0),
    );
    assert_eq!(anna, drawn);
    becomes(&hub, &agent("bert"), AgentState::Ready);
    let told = hub.directory(&agent("anna"), Some(anna.version), Timestamp(0));
    assert!(told.frames.is_empty() && told.next_at.is_some(), "not yet");
    tokio::time::advance(Duration::from_secs(2)).await;
    let told = hub.directory(&agent("anna"), Some(anna.version), Timestamp(0));
    assert_eq!(read(&told).agents[1].state, AgentState::Ready);
    assert!(hub.directory(&agent("anna"), Some(told.edition), Timestamp(0)).frames.is_empty(), "once");
}

#[tokio::test(start_paused = true)]
async fn a_change_costs_those_who_look_the_same_among_ten_and_among_a_thousand() {
    let [few, many] = [10, 1_000].map(|others| {
        let hub = hub(others);
        let now = Timestamp(0);
        let names: Vec<_> = hub.centre().rules.agents.keys().cloned().collect();
        for name in &names {
            becomes(&hub, name, AgentState::Ready);
        }
        chat(&hub, "a", &["anna", "bert"]);
        let first = hub.states(None, now, &write);
        (hub, first.edition)
    });
    let mut counted = Vec::new();
    for (hub, edition) in [few, many] {
        the_next_edition().await;
        let (mut bytes, mut edition) = (Vec::new(), edition);
        let mut work = 0;
        for state in [not_ready(), AgentState::Ready, not_ready()] {
            the_next_edition().await;
            let cost = measure(|| {
                becomes(&hub, &agent("anna"), state);
                let told = hub.states(Some(edition), Timestamp(0), &write);
                edition = told.edition;
                bytes.extend(told.frames.iter().map(|frame| frame.len()));
            });
            work += cost.count_total;
        }
        counted.push((work, bytes));
    }
    let [(few, few_bytes), (many, many_bytes)] = [counted[0].clone(), counted[1].clone()];
    println!("{few} allocations among ten others, {many} among a thousand; frames of {many_bytes:?} bytes");
    assert!(many * 10 <= few * 12, "{few} became {many}");
    assert_eq!(few_bytes, many_bytes);
    assert_eq!(many_bytes.len(), 3);
}

#[test]
fn a_change_stirs_those_who_share_a_case_and_nobody_else() {
    let hub = hub(3);
    let [anna, bert, other] = ["anna", "bert", "other-00000"].map(|name| line(&hub, name));
    chat(&hub, "a", &["anna", "bert"]);
    chat(&hub, "b", &["other-00000"]);
    hub.spread();
    for line in [&anna, &bert, &other] {
        line.stirred.take(Stir::People);
        line.stirred.take(Stir::Counts);
    }
    becomes(&hub, &agent("bert"), AgentState::Ready);
    assert!(anna.stirred.is(Stir::People) && bert.stirred.is(Stir::People), "it shows in their views");
    assert!(anna.stirred.is(Stir::Counts) && bert.stirred.is(Stir::Counts), "one more is available in their queue");
    assert!(!other.stirred.is(Stir::People) && !other.stirred.is(Stir::Counts));
    anna.stirred.take(Stir::People);
    becomes(&hub, &agent("bert"), AgentState::Ready);
    assert!(!anna.stirred.is(Stir::People), "nothing is different");
}

#[test]
fn whoever_has_enough_consultations_is_shown_in_every_chat() {
    use konsil_protocol::domain::ConsultationId;
    let hub = hub(1);
    let anna = line(&hub, "anna");
    chat(&hub, "a", &["anna"]);
    hub.spread();
    anna.stirred.take(Stir::People);
    hub.publish(|published| {
        let mut seat = published.roster[&agent("other-00000")].clone();
        seat.consulted = ["x", "y", "z"].map(|id| ConsultationId::new(id).unwrap()).into();
        published.put_seat(agent("other-00000"), seat);
    });
    hub.spread();
    assert!(anna.stirred.is(Stir::People));
}

/// What a reader shows.
#[derive(Default)]
struct Reader {
    edition: Option<u64>,
    doing: BTreeMap<AgentId, Doing>,
    queues: BTreeMap<QueueId, QueueStatus>,
}

impl Reader {
    fn reads(&mut self, hub: &Hub) {
        let told = hub.states(self.edition, Timestamp(0), &write);
        self.edition = Some(told.edition);
        for frame in &told.frames {
            let frame = decode::<ToAgent>(frame.as_str(), ToAgent::KINDS);
            let Decoded::Known(ToAgent::States { whole, agents, queues }) = frame else { panic!("{frame:?}") };
            let states = States {
                extent: if whole { Extent::Everybody } else { Extent::Changed },
                agents: agents.into_iter().map(|row| row.0).collect(),
                queues: queues.into_iter().map(|row| row.0).collect(),
            };
            if states.extent == Extent::Everybody {
                self.doing.clear();
            }
            self.doing.extend(states.agents.into_iter().map(|AgentStatus { agent, doing }| (agent, doing)));
            self.queues.extend(states.queues.into_iter().map(|status| (status.queue.clone(), status)));
        }
    }

    /// Everything stands there as it is.
    fn assert_level(&self, hub: &Hub, what: &str) {
        let now = Timestamp(0);
        let directory = {
            let published = hub.published();
            let waiting = published.waiting().map(|record| &record.case);
            konsil_centre::directory(1, "", &agent("anna"), &published.roster, &hub.centre().rules, waiting, now)
        };
        let (_, all) = directory.parts();
        for AgentStatus { agent, doing } in all.agents {
            let shown = self.doing.get(&agent).copied().unwrap_or(Doing::LOGGED_OUT);
            assert_eq!(shown, doing, "{agent}, {what}");
        }
        for status in all.queues {
            assert_eq!(self.queues.get(&status.queue), Some(&status), "{what}");
            let members = &hub.centre().rules.queues[&status.queue].agents;
            let signed_in = |agent: &AgentId| self.doing.get(agent).is_some_and(|doing| doing.connected);
            assert_eq!(hub.is_staffed(&status.queue), members.iter().any(signed_in), "{}, {what}", status.queue);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_looks_sees_everything_as_it_is_after_any_history() {
    let mut random = 7_u64;
    let mut below = |n: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % n
    };
    let hub = hub(20);
    let names: Vec<_> = hub.centre().rules.agents.keys().cloned().collect();
    let mut readers: Vec<Reader> = (0..5).map(|_| Reader::default()).collect();
    let states = [AgentState::Ready, not_ready(), AgentState::LoggedOut, AgentState::AfterWork];
    for step in 0..2_000_u64 {
        match below(10) {
            0 => {
                let mut case = Case::new(CaseId::new(format!("case-{}", below(8))).unwrap());
                case.queue = QueueId::new(if below(2) == 0 { "billing" } else { "elsewhere" }).unwrap();
                case.phase = if below(2) == 0 { CasePhase::Waiting } else { CasePhase::Open };
                case.arrived_at = Timestamp(i64::try_from(step).unwrap());
                hub.publish(|published| published.put(Arc::new(CaseRecord { case, counters: Counters::default() })));
                hub.spread();
            }
            1 => {
                let id = CaseId::new(format!("case-{}", below(8))).unwrap();
                hub.publish(|published| published.drop_case(&id));
                hub.spread();
            }
            _ => {
                let name = &names[usize::try_from(below(22)).unwrap()];
                becomes(&hub, name, states[usize::try_from(below(4)).unwrap()]);
            }
        }
        tokio::time::advance(Duration::from_millis(below(400))).await;
        // Each reads in a rhythm of its own, some so seldom that they fall behind, and one begins anew.
        for (rhythm, reader) in (1..).zip(&mut readers) {
            if step % (rhythm * rhythm) == 0 {
                reader.reads(&hub);
            }
        }
        if below(20) == 0 {
            readers[0] = Reader::default();
        }
        if step % 50 == 0 {
            the_next_edition().await;
            for (place, reader) in readers.iter_mut().enumerate() {
                reader.reads(&hub);
                reader.assert_level(&hub, &format!("reader {place} at step {step}"));
            }
        }
    }
}
