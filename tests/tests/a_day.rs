//! The day that `docs/operating.md` tells of a hotel: the file that stands there, and who gets what.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use konsil_protocol::domain::*;
use konsil_server::centre_file::Centre;
use konsil_tests::story::*;

const PAGE: &str = include_str!("../../docs/operating.md");

/// The centre file of the page.
fn file() -> &'static str {
    let (_, from) = PAGE.split_once("### A day with it").unwrap();
    let (_, from) = from.split_once("```toml\n").unwrap();
    from.split_once("```").unwrap().0
}

fn named(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

#[test]
fn the_hotels_file_has_no_mistakes_and_booking_opens_at_eight() {
    let centre = Centre::parse(file()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let [booking, stay] = ["booking", "stay"].map(|queue| QueueId::new(queue).unwrap());
    /// Midnight of a Monday in Berlin.
    const MIDNIGHT: Timestamp = Timestamp(1_795_993_200_000);
    let at = |hours: u64, minutes: u64| MIDNIGHT.plus_ms((hours * 60 + minutes) * 60_000);
    let open =
        [(7, 55), (8, 0), (19, 59), (20, 0)].map(|(hours, minutes)| centre.is_open(&booking, at(hours, minutes)));
    assert_eq!(open, [false, true, true, false]);
    assert!(centre.is_open(&stay, at(3, 0)));
    let offered: Vec<_> = centre.rules.queues[&booking].dispositions.iter().map(DispositionId::as_str).collect();
    assert_eq!(
        offered,
        ["booked", "changed", "no-room", "noise", "room", "wrong-entry"],
        "what stands below, not the heading"
    );
}

#[tokio::test]
async fn at_eight_the_longest_idle_is_asked_and_who_declines_passes_it_on() {
    let story = Story::in_centre(file()).await;
    let mia = story.ready_agent("mia").await;
    let noah = story.ready_agent("noah").await;
    let lea = story.ready_agent("lea").await;
    let ole = story.ready_agent("ole").await;
    let _first = story.contact("Erste", "booking", "Ein Zimmer, bitte").await;
    mia.is_invited(InvitationKind::Chat).await;
    let _second = story.contact("Zweiter", "booking", "Zwei Zimmer, bitte").await;
    noah.declines(InvitationKind::Chat).await;
    let case = lea.accepts(InvitationKind::Chat).await;
    ole.settles().await;
    ole.has_no_invitation().await;

    lea.does(Command::EndInteraction { case: case.clone() }).await;
    let done = Command::MarkDone { case: case.clone(), thread: Thread::Main };
    assert_eq!(lea.tries(done.clone()).await, Err(Refusal::DispositionMissing));
    let choose = |name: &str| Command::SetDisposition {
        case: case.clone(),
        disposition: Some(DispositionId::new(name).unwrap()),
    };
    assert_eq!(lea.tries(choose("complaint")).await, Err(Refusal::NoSuchDisposition), "a heading");
    lea.does(choose("room")).await;
    lea.does(done).await;
}

#[tokio::test]
async fn whoever_speaks_english_best_is_asked_first_and_a_chat_is_handed_over_to_a_group() {
    let story = Story::in_centre(file()).await;
    let noah = story.ready_agent("noah").await;
    let _guest = story.contact("Guest", "booking", "Hello").await;
    let case = noah.accepts(InvitationKind::Chat).await;
    let mia = story.ready_agent("mia").await;
    let lea = story.ready_agent("lea").await;
    noah.asks(&case, skill("english", 4), "How do I say this?").await;
    let asked = lea.is_invited(InvitationKind::Consultation).await;
    mia.settles().await;
    mia.has_no_invitation().await;
    lea.declines(InvitationKind::Consultation).await;
    assert_eq!(mia.is_invited(InvitationKind::Consultation).await.invitation, asked.invitation);
    mia.accepts(InvitationKind::Consultation).await;

    let ole = story.ready_agent("ole").await;
    noah.does(Command::AskTransfer { case: case.clone(), target: group("duty-managers"), note: None }).await;
    lea.declines(InvitationKind::Transfer).await;
    ole.accepts(InvitationKind::Transfer).await;
    ole.sees_case(&case, "that it is his", |view| view.owner == Some(named("ole"))).await;
    noah.sees_gone(&case).await;
}
