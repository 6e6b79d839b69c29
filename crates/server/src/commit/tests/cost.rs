//! What a message costs, counted: it must not matter how many others wait, nor what has been said in the chat before.

use allocation_counter::measure;

use super::*;
use crate::commit::{
    publish::publish,
    turn::{Attempt, Turn},
    work::Work,
};

const MESSAGES: usize = 20;

/// Anna is in a chat, and so many others wait.
async fn a_chat(others: usize) -> (Bench, CaseId) {
    let bench = Bench::new();
    let _anna = bench.arrives("anna").await;
    let case = bench.open("s").await.await.unwrap().unwrap();
    let invitation = bench.hub.me(&agent("anna"), bench.clock.now()).unwrap().invitations[0].invitation.clone();
    bench.command("anna", "accept", Command::AcceptInvitation { invitation }).await.unwrap();
    let a_break = AgentState::NotReady { reason: NotReadyReason::BREAK };
    bench.command("anna", "break", Command::SetState { state: a_break }).await.unwrap();
    let mut opened = Vec::new();
    for other in 0..others {
        opened.push(bench.open(&format!("other-{other}")).await);
        if opened.len() == 100 {
            for opened in opened.drain(..) {
                opened.await.unwrap().unwrap();
            }
        }
    }
    for opened in opened {
        opened.await.unwrap().unwrap();
    }
    (bench, case)
}

fn message(case: &CaseId) -> Command {
    let content = MessageContent::Text("Ein Satz, wie man ihn so schreibt.".to_owned());
    Command::SendMessage { case: case.clone(), thread: Thread::Main, content }
}

#[tokio::test]
async fn a_message_asks_the_store_for_its_answer_and_for_nothing_else() {
    for others in [10, 1_000] {
        let (bench, case) = a_chat(others).await;
        let counts = || [&bench.store.keys, &bench.store.changes, &bench.store.seats].map(|n| n.load(Ordering::SeqCst));
        let before = counts();
        for number in 0..MESSAGES {
            bench.command("anna", &format!("m{number}"), message(&case)).await.unwrap();
        }
        let after_hers = counts();
        assert_eq!([0, 1, 2].map(|n| after_hers[n] - before[n]), [MESSAGES, MESSAGES, 0], "beside {others}");
        for number in 0..MESSAGES {
            bench.say(&case, &format!("c{number}")).await.await.unwrap().unwrap();
        }
        let after_all = counts();
        assert_eq!([0, 1, 2].map(|n| after_all[n] - after_hers[n]), [0, MESSAGES, 0], "beside {others}");
    }
}

/// Decides and publishes messages of both sides in this thread, and counts what is allocated for that.
fn allocations(bench: &Bench, case: &CaseId) -> u64 {
    let hub = &bench.hub;
    let job = |number: usize| {
        if number.is_multiple_of(2) {
            let (reply, _) = oneshot::channel();
            let id = CommandId::new(format!("counted-{number}")).unwrap();
            let fingerprints = Fingerprints::of(&serde_json::Value::Null);
            Job::Agent { agent: agent("anna"), id, command: message(case), fingerprints, reply }
        } else {
            let (reply, _) = oneshot::channel();
            let content = MessageContent::Text("Und noch einer.".to_owned());
            let act = ContactAct::Say { contact_id: format!("counted-{number}"), content };
            Job::Contact { case: case.clone(), act, reply }
        }
    };
    let jobs: Vec<_> = (0..MESSAGES).map(job).collect();
    let (loaded, version) = (Slice::default(), bench.version(case));
    let counted = measure(|| {
        for job in jobs {
            let mut turn = Turn::default();
            let published = hub.published();
            let mut work = Work::new(&RandomIds, bench.clock.now(), &published, &loaded);
            turn.job(&mut work, hub, &loaded, Attempt { job, tries: 0 });
            assert!(work.route().is_empty());
            drop(work);
            drop(published);
            publish(hub, &turn.decided);
        }
    });
    assert!(bench.version(case) >= version + MESSAGES as u64);
    counted.count_total
}

fn assert_alike(few: u64, many: u64) {
    assert!(few > 0 && many * 5 <= few * 6, "{few} allocations became {many}");
}

#[tokio::test]
async fn a_message_costs_the_same_beside_ten_who_wait_and_beside_a_thousand() {
    let ((few, in_few), (many, in_many)) = (a_chat(10).await, a_chat(1_000).await);
    assert_alike(allocations(&few, &in_few), allocations(&many, &in_many));
}

#[tokio::test]
async fn a_message_costs_the_same_in_a_chat_of_ten_lines_and_of_thousands() {
    let ((short, in_short), (long, in_long)) = (a_chat(0).await, a_chat(0).await);
    let mut said = Vec::new();
    for number in 0..2_000 {
        let by_contact = number % 2 == 0;
        if by_contact {
            said.push(long.say(&in_long, &format!("c{number}")).await);
        } else {
            long.command("anna", &format!("m{number}"), message(&in_long)).await.unwrap();
        }
    }
    for said in said {
        said.await.unwrap().unwrap();
    }
    assert_alike(allocations(&short, &in_short), allocations(&long, &in_long));
}
