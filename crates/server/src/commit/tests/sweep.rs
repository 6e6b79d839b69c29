//! Old answers are forgotten beside the work, never instead of it.

use super::*;
use crate::{
    commit::ANSWERS_KEPT_MS,
    store::{Fingerprint, StoredAnswer},
};

fn old_answer(number: usize) -> Change {
    let stored =
        StoredAnswer { fingerprint: Fingerprint::Arrived([7; 32]), at: Timestamp(0), answer: Answer::Accepted };
    let key = (agent("bert"), CommandId::new(format!("old-{number}")).unwrap());
    Change { case: None, seats: Vec::new(), answer: Some((key, stored)), secret: None }
}

#[tokio::test]
async fn many_old_answers_go_in_portions_and_commits_have_their_turn_in_between() {
    let store: Arc<FaultyStore> = Arc::default();
    store.commit(&(0..1_200).map(old_answer).collect::<Vec<_>>()).unwrap();
    let bench = Bench::over(store, i64::try_from(ANSWERS_KEPT_MS).unwrap() + 1_000_000);
    let _anna = bench.arrives("anna").await;
    let mut commands = 0;
    for expected in [&[500][..], &[500, 500], &[500, 500, 200], &[500, 500, 200]] {
        // After the answer to the second one what followed from the first one is over.
        for _ in 0..2 {
            commands += 1;
            let reason = if commands % 2 == 0 { NotReadyReason::BREAK } else { NotReadyReason::MEETING };
            let state = AgentState::NotReady { reason };
            bench.command("anna", &format!("c{commands}"), Command::SetState { state }).await.unwrap();
        }
        assert_eq!(*bench.store.forgotten.lock().unwrap(), expected);
        bench.later(100);
    }
}
