//! Practice mode for real: the server, its sockets, and the people who are played.

use std::time::{Duration, Instant};

use konsil_desk::input::Input;
use konsil_desk::view::Stage;
use konsil_protocol::domain::*;

use super::stage::*;
use crate::StartIn;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_who_tries_it_out_gets_ready_and_answers_a_contact() {
    let folders = Folders::new();
    let options = crate::AppOptions { start_in: StartIn::Practice, ..folders.options() };
    let desktop = Desktop::start_wired(options, crate::Native).await;
    let page = desktop.sees(Page::in_workspace).await;
    let Some(Stage::Workspace { practice: Some(practice) }) = page.stage else { panic!("in practice mode") };
    assert!(practice.contact_page.starts_with("http://127.0.0.1:"), "{}", practice.contact_page);

    desktop.act(Input::SetState { state: AgentState::Ready }).await;
    let page = desktop.sees(|page| page.list.as_ref().is_some_and(|list| !list.invitations.is_empty())).await;
    let card = page.list.unwrap().invitations[0].clone();
    desktop.act(Input::Do { command: Command::AcceptInvitation { invitation: card.invitation } }).await;
    let page = desktop.sees(|page| page.chat.as_ref().is_some_and(|chat| chat.can.contains(&CaseAction::Write))).await;
    let case = page.chat.unwrap().case;
    assert_eq!(case, card.case);
    desktop.sees(|page| !page.said(&Thread::Main).is_empty()).await;

    desktop.act(Input::Send { thread: ThreadRef::main(case), text: "Guten Tag, ich sehe nach.".to_owned() }).await;
    desktop
        .sees(|page| {
            let sent = ("Guten Tag, ich sehe nach.", &konsil_desk::view::SendState::Sent);
            page.said(&Thread::Main).contains(&sent) && page.chat.as_ref().is_some_and(|chat| chat.reminder.is_none())
        })
        .await;

    let stopping = Instant::now();
    desktop.handle.shutdown().await;
    assert!(stopping.elapsed() <= Duration::from_secs(5), "{:?}", stopping.elapsed());
}

fn contact_page(page: &Page) -> Option<String> {
    match &page.stage {
        Some(Stage::Workspace { practice: Some(practice) }) => Some(practice.contact_page.clone()),
        Some(
            Stage::Workspace { practice: None }
            | Stage::FirstStart
            | Stage::SignIn { .. }
            | Stage::Starting { .. }
            | Stage::Failed { .. },
        )
        | None => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_port_that_is_taken_is_passed_over_and_the_address_shown() {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = taken.local_addr().unwrap().port();
    let folders = Folders::new();
    let options = crate::AppOptions { practice_port: port, ..folders.options() };
    let desktop = Desktop::start_wired(options, crate::Native).await;
    desktop.sees(|page| page.stage == Some(Stage::FirstStart)).await;
    desktop.act(Input::StartPractice).await;
    let page = desktop.sees(|page| contact_page(page).is_some()).await;
    let address = contact_page(&page).unwrap();
    let shown: u16 = address.trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
    assert!(shown > port, "{address}");
    desktop.handle.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn practice_can_be_left_begun_again_and_gone_on_with_after_a_restart() {
    let folders = Folders::new();
    let desktop = Desktop::start_wired(folders.options(), crate::Native).await;
    desktop.act(Input::StartPractice).await;
    desktop.sees(|page| contact_page(page).is_some()).await;
    desktop.act(Input::SetState { state: AgentState::NotReady { reason: NotReadyReason::TRAINING } }).await;
    let in_training = |page: &Page| {
        page.me.as_ref().is_some_and(|me| me.state == AgentState::NotReady { reason: NotReadyReason::TRAINING })
    };
    desktop.sees(in_training).await;

    // Over a restart practice mode goes on.
    desktop.handle.shutdown().await;
    let desktop = Desktop::start_wired(folders.options(), crate::Native).await;
    desktop.sees(|page| contact_page(page).is_some() && page.me.is_some()).await;

    // Begun anew, nothing is left of before.
    let kept = folders.options().data_dir.join("practice").join("a-file-of-before");
    std::fs::write(&kept, "").unwrap();
    desktop.act(Input::RestartPractice).await;
    desktop.sees(|page| page.stage == Some(Stage::Starting { practice: true })).await;
    desktop.sees(|page| contact_page(page).is_some() && page.me.is_some()).await;
    assert!(!kept.exists());

    // Left by signing out, and begun at once again.
    desktop.act(Input::SignOut).await;
    desktop.sees(|page| page.stage == Some(Stage::FirstStart)).await;
    desktop.act(Input::StartPractice).await;
    desktop.sees(|page| contact_page(page).is_some() && page.me.is_some()).await;
    desktop.handle.shutdown().await;
}
