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

    desktop.act(Input::Send { case, thread: Thread::Main, text: "Guten Tag, ich sehe nach.".to_owned() }).await;
    desktop
        .sees(|page| {
            let sent = ("Guten Tag, ich sehe nach.", &konsil_desk::view::SendState::Sent);
            page.said(&Thread::Main).contains(&sent) && page.chat.as_ref().is_some_and(|chat| chat.unanswered_since.is_none())
        })
        .await;

    let stopping = Instant::now();
    desktop.handle.shutdown().await;
    assert!(stopping.elapsed() <= Duration::from_secs(5), "{:?}", stopping.elapsed());
}
