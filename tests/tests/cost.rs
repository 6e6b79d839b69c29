//! What one event costs, whole: from the frame that arrives to the frames that leave, over real sockets. Work is counted,
//! not timed: memory asked for, rows that the store reads and writes, bytes that reach those whom it does not concern.
//! None of it may grow with those who merely stand in the file or wait.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]
#![allow(clippy::print_stdout, reason = "what was counted is worth reading")]

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use allocation_counter::measure;
use konsil_centre::{AgentRules, QueueRules, Recorded, Rules};
use konsil_protocol::domain::{AgentId, CaseId, QueueId, ThreadRef, Timestamp};
use konsil_server::store::{Change, LogRange, MemoryStore, Outcome, Restored, Slice, Store, StoreError, StoreKey};
use konsil_tests::story::{AgentDesk, ContactPage, Story};
use tokio::runtime::{Builder, Runtime};

/// So many messages are counted together.
const MESSAGES: u64 = 20;

/// What the messages have cost.
#[derive(Debug, Clone, Copy)]
struct Cost {
    allocations: u64,
    rows_read: u64,
    rows_written: u64,
    bytes_to_a_bystander: u64,
}

impl Cost {
    fn named(self) -> [(&'static str, u64); 4] {
        [
            ("allocations", self.allocations),
            ("rows read", self.rows_read),
            ("rows written", self.rows_written),
            ("bytes to a bystander", self.bytes_to_a_bystander),
        ]
    }
}

/// Counts the rows that a store is asked for and given.
#[derive(Default)]
struct Counting {
    store: MemoryStore,
    read: AtomicU64,
    written: AtomicU64,
}

impl Store for Counting {
    fn restore(&self) -> Result<Restored, StoreError> {
        self.store.restore()
    }

    fn load(&self, keys: &[StoreKey]) -> Result<Slice, StoreError> {
        self.read.fetch_add(keys.len() as u64, Ordering::Relaxed);
        self.store.load(keys)
    }

    fn commit(&self, changes: &[Change]) -> Result<Vec<Outcome>, StoreError> {
        for change in changes {
            let case = change.case.iter().map(|case| 1 + case.events.len()).sum::<usize>();
            let rows = case + change.seats.len() + usize::from(change.answer.is_some());
            self.written.fetch_add(rows as u64, Ordering::Relaxed);
        }
        self.store.commit(changes)
    }

    fn log(&self, thread: &ThreadRef, range: LogRange) -> Result<Vec<Recorded>, StoreError> {
        let rows = self.store.log(thread, range)?;
        self.read.fetch_add(rows.len() as u64, Ordering::Relaxed);
        Ok(rows)
    }

    fn contact_log(&self, case: &CaseId, after: u64, limit: u32) -> Result<Vec<Recorded>, StoreError> {
        let rows = self.store.contact_log(case, after, limit)?;
        self.read.fetch_add(rows.len() as u64, Ordering::Relaxed);
        Ok(rows)
    }

    fn forget_answers(&self, before: Timestamp, at_most: u32) -> Result<usize, StoreError> {
        self.store.forget_answers(before, at_most)
    }

    fn blocks(&self) -> bool {
        self.store.blocks()
    }
}

/// Everything happens on this thread, the server too: so all of it is counted.
fn alone<T>(story: impl Future<Output = T>) -> (Runtime, T) {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let there = runtime.block_on(story);
    (runtime, there)
}

/// Jana takes one chat. So many others stand in the file, in a queue of their own.
fn with_others(rules: &mut Rules, others: usize) {
    if let Some(jana) = rules.agents.get_mut(&AgentId::new("jana").unwrap()) {
        jana.capacity = 1;
    }
    let names: Vec<_> = (0..others).map(|n| AgentId::new(format!("other-{n:05}")).unwrap()).collect();
    for name in &names {
        rules.agents.insert(
            name.clone(),
            AgentRules { name: name.to_string(), nickname: None, capacity: 2, capacity_of: BTreeMap::new() },
        );
    }
    let elsewhere = QueueRules { agents: names, ..rules.queues[&QueueId::new("billing").unwrap()].clone() };
    rules.queues.insert(QueueId::new("elsewhere").unwrap(), elsewhere);
}

/// Jana writes and her contact reads, while so many wait in Jana's queue and Katrin, who has no part in it, is signed in.
fn messages_among(others: usize, waiting: usize) -> Cost {
    let store = Arc::new(Counting::default());
    let (runtime, (story, jana, katrin, contact, case, crowd)) = alone(async {
        let story = Story::with_on(|rules| with_others(rules, others), store.clone()).await;
        let (contact, jana, case) = story.chat("Hello").await;
        let katrin = story.agent("katrin").await;
        let mut crowd = Vec::new();
        for n in 0..waiting {
            crowd.push(story.contact(&format!("Kundin {n}"), "billing", "Ich warte").await);
        }
        for contact in &crowd {
            contact.sees("that it waits", |page| page.state.clone()).await;
        }
        // How a queue stands is told to its members once a second.
        let billing = QueueId::new("billing").unwrap();
        katrin
            .sees("how many wait", |desk| (desk.queues.get(&billing)?.waiting as usize == waiting).then_some(()))
            .await;
        // The first messages fill caches and make room.
        talk(&jana, &contact, &case, "warm").await;
        katrin_has_heard_everything(&katrin).await;
        (story, jana, katrin, contact, case, crowd)
    });
    let (read, written) = (store.read.load(Ordering::Relaxed), store.written.load(Ordering::Relaxed));
    let heard = received(&katrin);
    let counted = measure(|| runtime.block_on(talk(&jana, &contact, &case, "counted")));
    runtime.block_on(katrin_has_heard_everything(&katrin));
    let cost = Cost {
        allocations: counted.count_total,
        rows_read: store.read.load(Ordering::Relaxed) - read,
        rows_written: store.written.load(Ordering::Relaxed) - written,
        bytes_to_a_bystander: received(&katrin) - heard,
    };
    runtime.block_on(async {
        drop(crowd);
        story.ends().await;
    });
    cost
}

async fn talk(jana: &AgentDesk, contact: &ContactPage, case: &CaseId, what: &str) {
    for n in 0..MESSAGES {
        let text = format!("{what} {n}");
        jana.writes(case, &text).await;
        contact.reads(&text).await;
    }
}

/// After a round trip nothing that was sent before is still under way.
async fn katrin_has_heard_everything(katrin: &AgentDesk) {
    katrin.settles().await;
}

/// Bytes of all frames but pings and the answers to them.
fn received(agent: &AgentDesk) -> u64 {
    let frames = agent.desk().frames;
    frames
        .iter()
        .filter(|frame| !frame.contains("\"ping\"") && !frame.contains("\"pong\""))
        .map(|frame| frame.len() as u64)
        .sum()
}

fn grows_by_a_fifth_at_most(what: &str, few: Cost, many: Cost) {
    for ((name, few), (_, many)) in few.named().into_iter().zip(many.named()) {
        println!("{MESSAGES} messages, {what}: {name} {few} → {many}");
        assert!(many * 10 <= few * 12, "{what}: {name} grew from {few} to {many}");
    }
    assert_eq!(many.bytes_to_a_bystander, 0, "{what}: who has no part in a chat is sent nothing of it");
}

#[test]
fn a_message_costs_the_same_among_ten_and_among_a_thousand_agents() {
    let [few, many] = [10, 1_000].map(|others| messages_among(others, 0));
    grows_by_a_fifth_at_most("10 → 1,000 agents", few, many);
}

#[test]
fn a_message_costs_the_same_while_ten_and_while_a_thousand_contacts_wait() {
    let [few, many] = [10, 1_000].map(|waiting| messages_among(10, waiting));
    grows_by_a_fifth_at_most("10 → 1,000 who wait", few, many);
}
