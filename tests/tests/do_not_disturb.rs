//! The one exception of rule 3.2: by name, nobody in do-not-disturb can be asked. And what else of section 7 the centre
//! knows: the reminder's thresholds.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use std::path::Path;
use std::sync::Arc;

use konsil_protocol::domain::*;
use konsil_server::store::SqliteStore;
use konsil_tests::story::*;

const AN_HOUR: u64 = 60 * 60 * 1_000;

async fn wants_quiet(who: &AgentDesk, for_ms: u64) {
    who.does(Command::SetDoNotDisturb { for_ms }).await;
}

/// Waits until it is told that `name` does not want to be disturbed.
async fn reads_do_not_disturb(reader: &AgentDesk, name: &str) {
    reads(reader, name, |other| other.do_not_disturb).await;
}

/// Waits until it is told that `name` can be asked again.
async fn reads_no_do_not_disturb(reader: &AgentDesk, name: &str) {
    reads(reader, name, |other| !other.do_not_disturb).await;
}

async fn reads(reader: &AgentDesk, name: &str, is_so: impl Fn(&Doing) -> bool) {
    let what = format!("what {name} is doing now");
    reader
        .sees(&what, |desk| {
            let (_, doing) = desk.doing.iter().find(|(other, _)| other.as_str() == name)?;
            is_so(doing).then_some(())
        })
        .await;
}

async fn has_left(who: &AgentDesk, what: &str, fits: impl Fn(Option<u64>) -> bool) {
    who.sees(what, |desk| fits(desk.me.as_ref()?.do_not_disturb_ms).then_some(())).await;
}

fn asks_to_consult(case: &CaseId, target: ConsultTarget) -> Command {
    Command::StartConsultation { case: case.clone(), target, question: None }
}

#[tokio::test]
async fn rule_3_2_who_asks_by_name_somebody_in_do_not_disturb_is_refused_and_told_why() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.ready_agent("katrin").await;
    assert!(jana.ever_got(r#""do_not_disturb":true"#), "the server says that it knows of it");
    reads_no_do_not_disturb(&jana, "katrin").await;

    wants_quiet(&katrin, AN_HOUR).await;

    has_left(&katrin, "how long it lasts", |left| left.is_some_and(|ms| ms <= AN_HOUR)).await;
    reads_do_not_disturb(&jana, "katrin").await;
    let (target, refused) = (agent("katrin"), Err(Refusal::TargetDoNotDisturb));
    assert_eq!(jana.tries(asks_to_consult(&case, target.clone())).await, refused);
    let confer = Command::AskConference { case: case.clone(), target: target.clone() };
    assert_eq!(jana.tries(confer).await, refused);
    let transfer = Command::AskTransfer { case: case.clone(), target, note: None };
    assert_eq!(jana.tries(transfer).await, refused);
    katrin.settles().await;
    katrin.has_no_invitation().await;
    assert!(jana.desk().cases[&case].requests.is_empty());
    martin.settles().await;
    assert!(!martin.ever_got("disturb"));
}

#[tokio::test]
async fn rule_3_2_routing_and_requests_to_a_queue_reach_her_all_the_same() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    jana.does(Command::SetState { state: AgentState::AfterWork }).await;
    let katrin = story.ready_agent("katrin").await;
    wants_quiet(&katrin, AN_HOUR).await;

    jana.asks(&case, queue("contract"), "Kann das jemand ansehen?").await;
    katrin.declines(InvitationKind::Consultation).await;

    let _petra = story.contact("Petra Sommer", "contract", "Ich ziehe um.").await;
    let routed = katrin.accepts(InvitationKind::Chat).await;
    katrin.sees_case(&routed, "the chat", |_| true).await;
    has_left(&katrin, "still undisturbed", |left| left.is_some()).await;
}

#[tokio::test]
async fn an_invitation_that_was_open_already_stays() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    jana.asks(&case, agent("katrin"), "Kurz Zeit?").await;
    katrin.is_invited(InvitationKind::Consultation).await;

    wants_quiet(&katrin, AN_HOUR).await;

    katrin.settles().await;
    katrin.accepts(InvitationKind::Consultation).await;
    jana.has_consultation_with(&case, &katrin).await;
}

#[tokio::test]
async fn when_it_is_over_both_see_it_by_themselves_and_she_can_be_asked_again() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    wants_quiet(&katrin, AN_HOUR).await;
    reads_do_not_disturb(&jana, "katrin").await;
    assert_eq!(jana.tries(asks_to_consult(&case, agent("katrin"))).await, Err(Refusal::TargetDoNotDisturb));

    // Not over yet when everybody is told of the new end; nobody does anything until it is.
    wants_quiet(&katrin, 700).await;
    has_left(&katrin, "that it is over", |left| left.is_none()).await;
    reads_no_do_not_disturb(&jana, "katrin").await;

    jana.asks(&case, agent("katrin"), "Jetzt?").await;
    katrin.is_invited(InvitationKind::Consultation).await;
}

#[tokio::test]
async fn she_can_end_it_herself_and_a_day_is_the_longest() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.agent("katrin").await;
    let limit_ms = Command::LONGEST_DO_NOT_DISTURB_MS;
    let too_long = katrin.tries(Command::SetDoNotDisturb { for_ms: limit_ms + 1 }).await;
    assert_eq!(too_long, Err(Refusal::DoNotDisturbTooLong { limit_ms }));
    wants_quiet(&katrin, limit_ms).await;
    reads_do_not_disturb(&jana, "katrin").await;

    wants_quiet(&katrin, 0).await;

    reads_no_do_not_disturb(&jana, "katrin").await;
    has_left(&katrin, "that it is over", |left| left.is_none()).await;
    jana.asks(&case, agent("katrin"), "Kurz Zeit?").await;
}

#[tokio::test]
async fn it_lasts_over_a_lost_connection_and_ends_with_logging_out() {
    let story = Story::begin().await;
    let jana = story.agent("jana").await;
    let katrin = story.agent("katrin").await;
    wants_quiet(&katrin, AN_HOUR).await;
    katrin.vanishes();
    katrin.sees("the end of the connection", |desk| desk.closed).await;

    let katrin = story.agent_again("katrin").await;
    has_left(&katrin, "still undisturbed", |left| left.is_some()).await;
    reads_do_not_disturb(&jana, "katrin").await;

    katrin.does(Command::SetState { state: AgentState::LoggedOut }).await;
    has_left(&katrin, "that it is over", |left| left.is_none()).await;
    reads_no_do_not_disturb(&jana, "katrin").await;
}

#[tokio::test]
async fn a_restart_of_the_server_keeps_it() {
    let data = tempfile::tempdir().unwrap();
    let on_disk = |data: &Path| Arc::new(SqliteStore::open(data).unwrap());
    let before = Story::on(on_disk(data.path())).await;
    let (_martin, jana, case) = before.chat("Guten Tag").await;
    let katrin = before.agent("katrin").await;
    wants_quiet(&katrin, AN_HOUR).await;
    reads_do_not_disturb(&jana, "katrin").await;
    before.ends().await;

    let after = Story::on(on_disk(data.path())).await;
    let katrin = after.agent("katrin").await;
    let jana = after.agent("jana").await;
    has_left(&katrin, "still undisturbed", |left| left.is_some_and(|ms| ms <= AN_HOUR)).await;
    reads_do_not_disturb(&jana, "katrin").await;
    jana.sees_case(&case, "the chat", |_| true).await;
    assert_eq!(jana.tries(asks_to_consult(&case, agent("katrin"))).await, Err(Refusal::TargetDoNotDisturb));
}

#[tokio::test]
async fn rule_7_3_the_thresholds_of_the_centre_file_arrive_with_each_queue() {
    let story = Story::begin().await;
    let jana = story.agent("jana").await;
    let queues = jana.sees("the queues", |desk| Some(desk.names.clone()?.queues)).await;
    let thresholds: Vec<_> =
        queues.iter().map(|it| (it.queue.as_str(), it.reminder.yellow_ms, it.reminder.red_ms)).collect();
    let expected = [("billing", 30_000, 50_000), ("contract", 30_000, 50_000), ("technical", 45_000, 120_000)];
    assert_eq!(thresholds, expected);
}
