//! The main job with real desktops, the real server and a contact: answer, ask a colleague privately, bring the
//! colleague in, hand the chat over, finish.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use konsil_desk::input::{Draft, FindTargets, Input, Purpose, TargetFilter};
use konsil_desk::view::{ConnectionView, LineBody, SendState, StandingView, TargetHeading, Targets};
use konsil_link::native::SignInWith;
use konsil_link::{Backend, Keys, LocalStore};
use konsil_protocol::domain::*;
use konsil_server::centre_file::{Centre, Hours};
use konsil_server::limits::Limits;
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::Message;

use super::stage::*;
use crate::Backends;

pub(super) const PASSWORD: &str = "ein langes Passwort";

/// The real network, with secrets in a file.
pub(super) struct Wired;

impl Backends for Wired {
    fn start(&mut self, server: &str, sign_in: SignInWith, device: &str, store: LocalStore) -> Backend {
        crate::Native.start(server, sign_in, device, store)
    }

    fn keys(&self) -> Keys {
        Keys::File
    }
}

/// A server with accounts for these agents.
pub(super) async fn server(folders: &Folders, agents: &[&str]) -> konsil_server::Running {
    let mut centre = Centre::parse(konsil_practice::CENTRE).unwrap();
    for topic in &mut centre.topics {
        topic.hours = Hours::Always;
    }
    let data = folders.options().data_dir.join("server");
    std::fs::create_dir_all(&data).unwrap();
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let server =
        konsil_server::start(konsil_server::Options { centre, data, listen, limits: Limits::none() }).await.unwrap();
    for name in agents {
        let (accounts, agent) = (server.accounts.clone(), agent(name));
        tokio::task::spawn_blocking(move || accounts.add(&agent, PASSWORD, Timestamp(0)).unwrap()).await.unwrap();
    }
    server
}

async fn desktop(folders: &Folders, server: &konsil_server::Running, login: &str) -> Desktop {
    let desktop = Desktop::start_wired(folders.options(), Wired).await;
    let address = format!("http://{}", server.address);
    desktop.act(Input::SignIn { server: address, login: login.to_owned(), password: PASSWORD.to_owned() }).await;
    desktop.sees(Page::in_workspace).await;
    desktop
}

/// A contact who writes in; what the page was told is kept.
pub(super) struct Contact {
    say: tokio::sync::mpsc::UnboundedSender<String>,
    frames: watch::Receiver<String>,
}

impl Contact {
    pub(super) async fn writes(server: &konsil_server::Running, text: &str) -> Self {
        let (socket, _) =
            tokio_tungstenite::connect_async(format!("ws://{}/v1/contact", server.address)).await.unwrap();
        let (mut write, mut read) = socket.split();
        let (say, mut said) = tokio::sync::mpsc::unbounded_channel::<String>();
        let (show, frames) = watch::channel(String::new());
        say.send(format!(
            r#"{{"type":"open","protocol":{{"min":1,"max":1}},"name":"Martin Hoffmann","topic":"billing","language":"de","text":"{text}","page":null}}"#
        ))
        .unwrap();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    Some(text) = said.recv() => write.send(Message::text(text)).await.unwrap(),
                    Some(Ok(frame)) = read.next() => {
                        if let Message::Text(text) = frame {
                            show.send_modify(|frames| frames.push_str(text.as_str()));
                        }
                    }
                    else => return,
                }
            }
        });
        Self { say, frames }
    }

    fn says(&self, text: &str) {
        self.say.send(format!(r#"{{"type":"say","id":"{}","text":"{text}"}}"#, text.len())).unwrap();
    }

    pub(super) async fn reads(&mut self, text: &str) {
        let seen = self.frames.wait_for(|frames| frames.contains(text));
        tokio::time::timeout(Duration::from_secs(30), seen).await.unwrap().unwrap();
    }
}

/// Takes the first invitation of the list, or the one that stands in the chat.
pub(super) async fn accepts(desktop: &Desktop) {
    let has = |page: &Page| {
        page.list.as_ref().is_some_and(|list| !list.invitations.is_empty())
            || page.chat.as_ref().is_some_and(|chat| chat.invitation.is_some())
    };
    let page = desktop.sees(has).await;
    let in_list = page.list.and_then(|list| list.invitations.first().cloned());
    let card = in_list.or_else(|| page.chat.and_then(|chat| chat.invitation)).unwrap();
    desktop.act(Input::Do { command: Command::AcceptInvitation { invitation: card.invitation } }).await;
}

pub(super) async fn says(desktop: &Desktop, case: &CaseId, thread: &Thread, text: &str) {
    desktop
        .act(Input::Send { thread: ThreadRef { case: case.clone(), thread: thread.clone() }, text: text.to_owned() })
        .await;
    desktop.sees(|page| page.said(thread).contains(&(text, &SendState::Sent))).await;
}

async fn reads(desktop: &Desktop, thread: &Thread, text: &str) {
    desktop.sees(|page| page.said(thread).iter().any(|(said, _)| *said == text)).await;
}

/// Rows of which the first can be asked. Who has just signed in is seen a moment later: presence is told at most four
/// times a second.
async fn finds(desktop: &Desktop, find: &FindTargets) -> Targets {
    let found = async {
        loop {
            let targets = desktop.handle.find_targets(find.clone()).await.unwrap();
            if targets.groups.first().is_some_and(|group| group.rows[0].actions.contains(&find.purpose)) {
                return targets;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), found).await.unwrap()
}

pub(super) fn chat_of(page: &Page) -> &konsil_desk::view::ChatView {
    page.chat.as_deref().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chat_goes_from_the_first_word_over_consultation_and_conference_into_other_hands() {
    let (of_jana, of_katrin, of_server) = (Folders::new(), Folders::new(), Folders::new());
    let server = server(&of_server, &["jana", "katrin"]).await;
    let jana = desktop(&of_jana, &server, "jana").await;
    let katrin = desktop(&of_katrin, &server, "katrin").await;

    // Jana answers.
    jana.act(Input::SetState { state: AgentState::Ready }).await;
    let mut contact = Contact::writes(&server, "Auf meiner Rechnung stehen 38,90 Euro.").await;
    accepts(&jana).await;
    let page = jana.sees(|page| page.chat.is_some()).await;
    let case = chat_of(&page).case.clone();
    reads(&jana, &Thread::Main, "Auf meiner Rechnung stehen 38,90 Euro.").await;
    assert!(chat_of(&jana.page()).reminder.is_some());
    says(&jana, &case, &Thread::Main, "Guten Tag, ich sehe nach.").await;
    jana.sees(|page| chat_of(page).reminder.is_none()).await;
    contact.reads("Guten Tag, ich sehe nach.").await;

    // She asks Katrin, privately.
    let find = |purpose| FindTargets {
        case: case.clone(),
        purpose,
        text: "katrin".to_owned(),
        filter: TargetFilter::All,
        levels: BTreeMap::new(),
        from: None,
    };
    let targets = finds(&jana, &find(Purpose::Consult)).await;
    assert_eq!(targets.groups[0].rows[0].actions[0], Purpose::Consult, "{targets:#?}");
    let target = targets.groups[0].rows[0].target.clone();
    let question = Some("Darf ich gutschreiben?".to_owned());
    jana.act(Input::Do {
        command: Command::StartConsultation { case: case.clone(), target: target.clone(), question },
    })
    .await;
    jana.sees(|page| chat_of(page).requests.first().is_some_and(|request| request.target == "Katrin Richter")).await;
    accepts(&katrin).await;
    let page = katrin.sees(|page| page.chat.is_some()).await;
    assert_eq!(chat_of(&page).standing, StandingView::ConsultTarget { by: "Jana Becker".to_owned() });
    assert_eq!(page.list.as_ref().unwrap().consultations[0].contact, "Jana Becker");
    assert!(!chat_of(&page).can.contains(&CaseAction::Write));
    let thread = Thread::Consultation { consultation: chat_of(&page).selected_consultation.clone().unwrap() };
    reads(&katrin, &Thread::Main, "Guten Tag, ich sehe nach.").await;
    let asked = |page: &Page| {
        let lines = page.lines.get(&thread).map(Vec::as_slice).unwrap_or_default();
        lines
            .iter()
            .any(|line| matches!(&line.body, LineBody::Question { text, .. } if text == "Darf ich gutschreiben?"))
    };
    katrin.sees(asked).await;
    says(&katrin, &case, &thread, "Ja, bis 50 Euro.").await;
    reads(&jana, &thread, "Ja, bis 50 Euro.").await;

    // The contact writes meanwhile; both read it.
    contact.says("Sind Sie noch da?");
    reads(&jana, &Thread::Main, "Sind Sie noch da?").await;
    reads(&katrin, &Thread::Main, "Sind Sie noch da?").await;

    // Katrin comes into the chat.
    let targets = finds(&jana, &find(Purpose::Conference)).await;
    assert_eq!(targets.groups[0].heading, TargetHeading::ActiveConsultations);
    assert_eq!(targets.groups[0].rows[0].actions[0], Purpose::Conference);
    jana.act(Input::Do { command: Command::AskConference { case: case.clone(), target: target.clone() } }).await;
    let page = katrin.sees(|page| page.chat.as_ref().is_some_and(|chat| chat.invitation.is_some())).await;
    assert!(page.list.as_ref().unwrap().invitations.is_empty(), "it stands in the chat");
    accepts(&katrin).await;
    katrin.sees(|page| chat_of(page).can.contains(&CaseAction::Write)).await;
    jana.sees(|page| chat_of(page).participants.iter().any(|other| other.name == "Katrin Richter" && other.removable))
        .await;
    jana.sees(|page| chat_of(page).consultations.iter().all(|pane| pane.ended.is_some())).await;
    says(&katrin, &case, &Thread::Main, "Ich schreibe Ihnen 38,90 Euro gut.").await;
    contact.reads("Ich schreibe Ihnen 38,90 Euro gut.").await;

    // Jana hands the chat over; it leaves her desktop, and Katrin answers for it.
    jana.act(Input::Do { command: Command::AskTransfer { case: case.clone(), target, note: None } }).await;
    accepts(&katrin).await;
    jana.sees(|page| page.chat.is_none() && page.rows().is_empty()).await;
    katrin
        .sees(|page| chat_of(page).participants.is_empty() && chat_of(page).owner.as_deref() == Some("Katrin Richter"))
        .await;

    // Katrin ends, names the result, and is done.
    katrin.act(Input::Do { command: Command::EndInteraction { case: case.clone() } }).await;
    katrin.sees(|page| chat_of(page).can.contains(&CaseAction::MarkDone)).await;
    assert!(matches!(chat_of(&katrin.page()).standing, StandingView::Former { .. }));
    katrin.act(Input::Do { command: Command::MarkDone { case: case.clone(), thread: Thread::Main } }).await;
    let page = katrin.sees(|page| page.toasts.iter().any(|toast| toast.id == "refusal-disposition-missing")).await;
    assert!(chat_of(&page).disposition_required);
    let disposition = Some(chat_of(&page).dispositions[0].disposition.clone());
    katrin.act(Input::Do { command: Command::SetDisposition { case: case.clone(), disposition } }).await;
    katrin.act(Input::Do { command: Command::MarkDone { case: case.clone(), thread: Thread::Main } }).await;
    // The consultation is a thread of its own to be done with.
    let consultation = Command::MarkDone { case: case.clone(), thread: thread.clone() };
    katrin.sees(|page| page.chat.as_ref().is_none_or(|chat| chat.busy.is_empty())).await;
    if katrin.page().chat.is_some() {
        katrin.act(Input::Do { command: consultation }).await;
    }
    katrin.sees(|page| page.chat.is_none() && page.rows().is_empty()).await;
    assert!(!contact.frames.borrow().contains("gutschreiben?"), "the contact read nothing of the consultation");
    katrin.handle.shutdown().await;
    jana.handle.shutdown().await;
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_written_while_the_server_is_away_is_sent_when_it_is_back_and_a_draft_waits() {
    let (of_jana, of_server) = (Folders::new(), Folders::new());
    let running = server(&of_server, &["jana"]).await;
    let jana = desktop(&of_jana, &running, "jana").await;
    jana.act(Input::SetState { state: AgentState::Ready }).await;
    let _contact = Contact::writes(&running, "Hallo").await;
    accepts(&jana).await;
    let case = chat_of(&jana.sees(|page| page.chat.is_some()).await).case.clone();
    reads(&jana, &Thread::Main, "Hallo").await;

    let address = running.address;
    running.stop().await;
    jana.sees(|page| matches!(page.connection, Some(ConnectionView::Offline { .. }))).await;
    jana.act(Input::Send { thread: ThreadRef::main(case.clone()), text: "Ich bin gleich da.".to_owned() }).await;
    jana.sees(|page| page.said(&Thread::Main).contains(&("Ich bin gleich da.", &SendState::Queued))).await;
    let draft = Draft { text: "und dann".to_owned(), start: 8, end: 8 };
    jana.act(Input::Draft { thread: ThreadRef::main(case.clone()), draft: draft.clone() }).await;

    // The program is ended, the server comes back, the program is started again.
    jana.handle.shutdown().await;
    drop(jana);
    let mut centre = Centre::parse(konsil_practice::CENTRE).unwrap();
    for topic in &mut centre.topics {
        topic.hours = Hours::Always;
    }
    let data = of_server.options().data_dir.join("server");
    let options = konsil_server::Options { centre, data, listen: address, limits: Limits::none() };
    let running = konsil_server::start(options).await.unwrap();
    let jana = Desktop::start_wired(of_jana.options(), Wired).await;
    jana.sees(|page| page.rows() == ["Martin Hoffmann"]).await;
    jana.act(Input::Select { case }).await;
    jana.sees(|page| {
        page.said(&Thread::Main) == [("Hallo", &SendState::Sent), ("Ich bin gleich da.", &SendState::Sent)]
    })
    .await;
    assert_eq!(jana.page().composers[&Thread::Main], draft);
    jana.handle.shutdown().await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_desktop_takes_over_and_the_first_keeps_its_texts_and_can_go_on() {
    let (here, there, of_server) = (Folders::new(), Folders::new(), Folders::new());
    let running = server(&of_server, &["jana"]).await;
    let first = desktop(&here, &running, "jana").await;
    first.act(Input::SetState { state: AgentState::Ready }).await;
    let mut contact = Contact::writes(&running, "Hallo").await;
    accepts(&first).await;
    let case = chat_of(&first.sees(|page| page.chat.is_some()).await).case.clone();
    let draft = Draft { text: "hier angefangen".to_owned(), start: 15, end: 15 };
    first.act(Input::Draft { thread: ThreadRef::main(case.clone()), draft: draft.clone() }).await;

    let second = desktop(&there, &running, "jana").await;
    first.sees(|page| matches!(page.connection, Some(ConnectionView::Elsewhere { .. }))).await;
    second.sees(|page| page.rows() == ["Martin Hoffmann"]).await;
    first.act(Input::Send { thread: ThreadRef::main(case.clone()), text: "Von hier.".to_owned() }).await;
    let page = first.sees(|page| page.connection == Some(ConnectionView::Elsewhere { unsent: 1 })).await;
    assert!(page.said(&Thread::Main).contains(&("Von hier.", &SendState::Queued)));

    first.act(Input::ContinueHere).await;
    first.sees(|page| page.connection == Some(ConnectionView::Online)).await;
    contact.reads("Von hier.").await;
    first.sees(|page| page.said(&Thread::Main).contains(&("Von hier.", &SendState::Sent))).await;
    second.sees(|page| matches!(page.connection, Some(ConnectionView::Elsewhere { unsent: 0 }))).await;
    first.handle.shutdown().await;
    second.handle.shutdown().await;
    running.stop().await;
}
