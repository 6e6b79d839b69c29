//! A do-not-disturb ends by itself, whatever happens in between.

use super::*;

const A_MINUTE: u64 = 60_000;

impl Bench {
    async fn does_not_want_to_be_disturbed(&self, by: &str, id: &str, for_ms: u64) {
        self.command(by, id, Command::SetDoNotDisturb { for_ms }).await.unwrap();
    }

    /// The loop looks at the clock, and at nobody in particular.
    async fn turns(&self) -> Result<(), Refusal> {
        self.jobs.reconcile_now(Who::Contact(CaseId::new("nowhere").unwrap())).await
    }

    fn until(&self, name: &str) -> Option<Timestamp> {
        self.hub.published().roster[&agent(name)].do_not_disturb_until
    }

    fn colleagues_see(&self, name: &str) -> bool {
        let mine = self.hub.mine(&agent("bert"), &[agent(name)].into(), self.clock.now());
        mine.agents[0].doing.do_not_disturb
    }
}

#[tokio::test]
async fn when_it_is_over_the_agent_and_its_colleagues_are_told_without_anybody_asking() {
    let bench = Bench::new();
    let mut anna = bench.arrives("anna").await;
    bench.does_not_want_to_be_disturbed("anna", "dnd", A_MINUTE).await;
    bench.later(59_999);
    bench.turns().await.unwrap();
    assert!(bench.until("anna").is_some() && bench.colleagues_see("anna"));
    let changed = bench.hub.watch_newest();
    while anna.notices.try_recv().is_ok() {}

    bench.later(1);
    bench.turns().await.unwrap();
    assert_eq!(bench.until("anna"), None);
    assert!(changed.has_changed().unwrap() && !bench.colleagues_see("anna"));
    assert!(matches!(anna.notices.try_recv(), Ok(AgentNotice::Seat)));
    let changes = bench.store.changes.load(Ordering::SeqCst);
    bench.later(1);
    bench.turns().await.unwrap();
    assert_eq!(bench.store.changes.load(Ordering::SeqCst), changes, "it ends once");
}

#[tokio::test]
async fn an_earlier_end_does_not_cut_short_one_that_was_prolonged() {
    let bench = Bench::new();
    let _anna = bench.arrives("anna").await;
    bench.does_not_want_to_be_disturbed("anna", "1", A_MINUTE).await;
    bench.does_not_want_to_be_disturbed("anna", "2", 2 * A_MINUTE).await;
    bench.later(60_001);
    bench.turns().await.unwrap();
    assert!(bench.until("anna").is_some());
    bench.later(60_000);
    bench.turns().await.unwrap();
    assert_eq!(bench.until("anna"), None);
}

#[tokio::test]
async fn an_agent_whose_connection_breaks_at_the_very_end_loses_both() {
    let bench = Bench::new();
    let _anna = bench.arrives("anna").await;
    let socket = bench.hub.fresh_socket();
    let Seated::Here(_line) = bench.hub.presence.seat(&agent("anna"), socket, "desk", IfElsewhere::Ask) else {
        panic!("elsewhere")
    };
    bench.does_not_want_to_be_disturbed("anna", "dnd", A_MINUTE).await;
    bench.hub.presence.unseat(&agent("anna"), socket);
    bench.later(60_000);
    bench.turns().await.unwrap();
    let seat = bench.hub.published().roster[&agent("anna")].clone();
    assert_eq!((seat.do_not_disturb_until, seat.is_connected()), (None, false));
}

#[tokio::test]
async fn one_that_the_store_could_not_end_in_time_is_ended_a_moment_later() {
    let bench = Bench::new();
    let _anna = bench.arrives("anna").await;
    bench.does_not_want_to_be_disturbed("anna", "dnd", A_MINUTE).await;
    bench.later(60_000);
    bench.store.next(Fault::Fails);
    assert_eq!(bench.turns().await, Err(Refusal::StoreUnavailable));
    assert!(bench.until("anna").is_some(), "nothing is told that is not on disk");
    assert!(!bench.colleagues_see("anna"), "though by the clock it is over");
    bench.later(1_001);
    bench.turns().await.unwrap();
    assert_eq!(bench.until("anna"), None);
}

#[tokio::test]
async fn one_that_turns_out_to_be_stored_ends_in_its_time_as_well() {
    let bench = Bench::new();
    let _anna = bench.arrives("anna").await;
    let quiet = Command::SetDoNotDisturb { for_ms: A_MINUTE };
    bench.store.next(Fault::FailsAfterwards);
    assert_eq!(bench.command("anna", "dnd", quiet.clone()).await, Err(Refusal::StoreUnavailable));
    assert_eq!(bench.command("anna", "dnd", quiet).await, Ok(()));
    assert!(bench.until("anna").is_some());
    bench.later(60_000);
    bench.turns().await.unwrap();
    assert_eq!(bench.until("anna"), None);
}

#[tokio::test]
async fn it_outlives_a_restart_and_ends_in_its_time_from_the_stored_state_alone() {
    let bench = Bench::new();
    let anna = bench.arrives("anna").await;
    let socket = bench.hub.fresh_socket();
    let Seated::Here(bert) = bench.hub.presence.seat(&agent("bert"), socket, "desk", IfElsewhere::Ask) else {
        panic!("elsewhere")
    };
    bench.does_not_want_to_be_disturbed("anna", "dnd", A_MINUTE).await;
    bench.does_not_want_to_be_disturbed("bert", "dnd", A_MINUTE).await;
    bench.hub.presence.unseat(&agent("bert"), socket);
    bench.jobs.reconcile_now(Who::Agent(agent("bert"))).await.unwrap();
    let (store, now) = (bench.store.clone(), bench.clock.now().0);
    drop((bench, anna, bert));

    // One was there when the server stopped, the other was not: nothing else happens to that seat.
    let again = Bench::over(store, now + 30_000);
    again.turns().await.unwrap();
    assert!(!again.hub.published().roster[&agent("anna")].is_connected());
    assert!(again.until("anna").is_some() && again.until("bert").is_some());
    again.later(30_000);
    again.turns().await.unwrap();
    assert_eq!((again.until("anna"), again.until("bert")), (None, None));
}
