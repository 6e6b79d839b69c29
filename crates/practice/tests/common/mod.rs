//! The practice centre as the desktop runs it: the real server with its people, and a learner at a desk.

#![allow(dead_code, clippy::unwrap_used)]

#[path = "../../../link/tests/common/desk.rs"]
pub mod desk;

use std::path::PathBuf;
use std::time::Duration;

use desk::Desk;
use konsil_practice::{CENTRE, COLLEAGUES, LEARNER, Pace, Practice, PracticeConfig};
use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, Command, ConsultTarget, ConsultationId, Language, Party, Thread, ThreadRef, Timestamp,
};
use konsil_server::centre_file::{Centre, Hours};
use konsil_server::limits::Limits;
use konsil_server::{Options, Running};

pub const PASSWORD: &str = "practice makes perfect";

pub struct PracticeCentre {
    pub server: Running,
    pub people: Practice,
    data: PathBuf,
}

impl PracticeCentre {
    pub async fn opens(name: &str, language: Language, colleague_asks_after: Option<Duration>) -> Self {
        let data = std::env::temp_dir().join(format!("konsil-practice-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&data);
        std::fs::create_dir_all(&data).unwrap();
        let mut centre = Centre::parse(CENTRE).unwrap();
        for topic in &mut centre.topics {
            topic.hours = Hours::Always;
        }
        // Who ignores an invitation keeps nobody waiting for half a minute here.
        centre.rules.invitation_ms = 2_500;
        let listen = "127.0.0.1:0".parse().unwrap();
        let options = Options { centre, data: data.clone(), listen, limits: Limits::none() };
        let server = konsil_server::start(options).await.unwrap();
        for login in COLLEAGUES.into_iter().chain([LEARNER]) {
            server.accounts.add(&agent(login), PASSWORD, Timestamp(0)).unwrap();
        }
        let mut config = PracticeConfig::new(format!("http://{}", server.address), language, 7, PASSWORD);
        config.pace = Pace::Brisk;
        config.colleague_asks_after = colleague_asks_after;
        let people = konsil_practice::start(config).unwrap();
        Self { server, people, data }
    }

    /// The learner signs in when everybody else is at work.
    pub async fn learner(&self) -> Desk {
        let mut learner = Desk::signs_in(&format!("http://{}", self.server.address), LEARNER, "desk");
        learner.online().await;
        learner.watches();
        learner
            .until("colleagues at work", |desk| {
                ["katrin", "sven", "lukas", "rita"].iter().all(|login| state_of(desk, login) == Some(AgentState::Ready))
                    && state_of(desk, "petra") == Some(AgentState::AfterWork)
            })
            .await;
        learner
    }

    pub async fn closes(self) {
        self.people.stop().await;
        self.server.stop().await;
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

pub fn agent(login: &str) -> AgentId {
    AgentId::new(login).unwrap()
}

pub fn ask(login: &str) -> ConsultTarget {
    ConsultTarget::Agent { agent: agent(login) }
}

pub fn state_of(desk: &Desk, login: &str) -> Option<AgentState> {
    desk.doing.get(&agent(login)).map(|doing| doing.state)
}

pub fn chats_of(desk: &Desk, login: &str) -> u32 {
    desk.doing.get(&agent(login)).map_or(0, |doing| doing.chats)
}

impl PracticeCentre {
    /// A contact is called for the learner, who takes the chat.
    pub async fn calls(&self, learner: &mut Desk) -> CaseId {
        self.people.call_contact();
        learner.takes_a_chat().await
    }
}

/// How many messages of this agent stand in the thread.
pub fn said_by(desk: &Desk, thread: &ThreadRef, login: &str) -> usize {
    let by = Party::Agent { agent: agent(login) };
    desk.said(thread).iter().filter(|(from, _)| *from == by).count()
}

pub fn said_by_contact(desk: &Desk, case: &CaseId) -> usize {
    desk.said(&ThreadRef::main(case.clone())).iter().filter(|(from, _)| *from == Party::Contact).count()
}

pub fn aside(case: &CaseId, consultation: &ConsultationId) -> ThreadRef {
    ThreadRef::consultation(case.clone(), consultation.clone())
}

/// Ends the own session where there is one, and marks the chat done.
pub async fn finishes(learner: &mut Desk, case: &CaseId) {
    if learner.cases[case].can.contains(&konsil_protocol::domain::CaseAction::End) {
        learner.tries(Command::EndInteraction { case: case.clone() }).await.unwrap();
    }
    let queue = learner.cases[case].queue.clone();
    let disposition = learner.names.queues.iter().find(|known| known.queue == queue).unwrap().dispositions[0].clone();
    let command = Command::SetDisposition { case: case.clone(), disposition: Some(disposition) };
    learner.tries(command).await.unwrap();
    learner.tries(Command::MarkDone { case: case.clone(), thread: Thread::Main }).await.unwrap();
    learner.until("the chat closed", |desk| !desk.cases.contains_key(case)).await;
}
