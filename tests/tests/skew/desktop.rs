//! A desktop, from its socket to its windows, and a server that calls things by other names.

use std::collections::BTreeMap;

use konsil_desk::{Desk, Event, Moment, Settings, WindowId, input::Input};
use konsil_link::native::{self, SignInWith};
use konsil_link::{Backend, LocalStore, UnsentWhy};
use konsil_protocol::domain::*;
use konsil_protocol::wire::agent::FromAgent;
use serde_json::{Value, json};

use super::examples::{Mutant, UNKNOWN, frames, mutants};
use super::script::{Line, Scripted};

const NOW: Timestamp = Timestamp(1_795_363_300_000);

struct Desktop {
    server: Scripted,
    line: Line,
    backend: Backend,
    store: LocalStore,
    desk: Desk,
    connection: Option<Connection>,
    answers: BTreeMap<CommandId, Result<(), Refusal>>,
    /// Lines that were added to a thread since it was last asked.
    lines: usize,
    cases: usize,
    pings: u64,
}

impl Desktop {
    async fn begins() -> Self {
        let by_hand = SignInWith::Password { login: "jana".into(), password: "a long enough password".into() };
        let (mut server, config) = Scripted::new(by_hand);
        let store = LocalStore::in_memory().unwrap();
        let backend = native::start(config, store.clone());
        let desk = Desk::new(Settings::default(), Language::De, None);
        let line = server.welcomes().await;
        let (connection, answers) = (None, BTreeMap::new());
        let mut desktop =
            Self { server, line, backend, store, desk, connection, answers, lines: 0, cases: 0, pings: 0 };
        desktop.shows(Event::Attached { window: WindowId::Main });
        desktop.settles().await;
        assert_eq!(desktop.connection, Some(Connection::Online));
        desktop
    }

    fn take(&mut self, event: WorkspaceEvent) {
        match &event {
            WorkspaceEvent::Connection(connection) => self.connection = Some(connection.clone()),
            WorkspaceEvent::Answered { id, result } => drop(self.answers.insert(id.clone(), result.clone())),
            WorkspaceEvent::Entries { change, .. } => {
                self.lines += match change {
                    EntriesChange::Reset { entries, .. }
                    | EntriesChange::Appended { entries }
                    | EntriesChange::Prepended { entries, .. } => entries.len(),
                }
            }
            WorkspaceEvent::Case(_) => self.cases += 1,
            WorkspaceEvent::SignedIn { .. }
            | WorkspaceEvent::Clock { .. }
            | WorkspaceEvent::Me(_)
            | WorkspaceEvent::Names(_)
            | WorkspaceEvent::Mine(_)
            | WorkspaceEvent::States(_)
            | WorkspaceEvent::Waiting { .. }
            | WorkspaceEvent::Gone { .. }
            | WorkspaceEvent::Synced
            | WorkspaceEvent::Uncertain { .. }
            | WorkspaceEvent::Typing { .. } => {}
        }
        self.shows(Event::Backend(event));
    }

    fn shows(&mut self, event: Event) {
        self.pings += 1;
        let moment = Moment::new(NOW, CommandId::new(format!("desk-{}", self.pings)).unwrap());
        drop(self.desk.handle(event, moment));
        drop(self.desk.updates());
    }

    async fn gets(&mut self, frame: &Value) {
        self.line.says_text(frame.to_string()).await;
        self.settles().await;
    }

    /// Whatever was said before has been processed, on the same connection: the desktop answers a later ping.
    async fn settles(&mut self) {
        self.pings += 1;
        let asked = self.pings;
        let ping = json!({ "type": "ping", "n": asked });
        self.line.says_text(ping.to_string()).await;
        loop {
            tokio::select! {
                biased;
                event = self.backend.events.recv() => self.take(event.unwrap()),
                frame = self.line.hears() => if frame == (FromAgent::Pong { n: asked }) { break },
            }
        }
        while let Ok(event) = self.backend.events.try_recv() {
            self.take(event);
        }
    }

    /// The chat of the page's examples, with its first lines.
    async fn has_the_chat(&mut self, frames: &[(String, Value)]) {
        let of = |kind: &str| frames.iter().find(|(of, _)| of == kind).unwrap().1.clone();
        self.gets(&of("gone")).await;
        for kind in ["me", "names", "case", "mine", "entries"] {
            self.gets(&of(kind)).await;
        }
        self.shows(Event::Input { window: WindowId::Main, input: Input::Select { case: case() } });
        (self.lines, self.cases) = (0, 0);
    }

    /// A text is on its way, as the app sends it.
    async fn writes(&mut self, id: &CommandId) {
        let command = serde_json::from_value(json!({
            "kind": "send_message", "case": case(), "thread": { "kind": "main" }, "text": "Einen Moment bitte."
        }));
        let command: Command = command.unwrap();
        let wall = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let wall = Timestamp(i64::try_from(wall.as_millis()).unwrap());
        self.store.enqueue(id, &command, wall).unwrap();
        self.backend.requests.send(BackendRequest::Do { id: id.clone(), command }).unwrap();
        assert_eq!(&self.line.hears_command().await, id, "the one before was answered");
    }

    fn not_sent(&self, id: &CommandId) -> Option<Refusal> {
        let unsent = self.store.unsent(NOW).unwrap();
        let found = unsent.into_iter().find(|unsent| &unsent.id == id)?;
        let UnsentWhy::Refused { refusal } = found.why else { panic!("{found:?}") };
        Some(refusal)
    }
}

fn case() -> CaseId {
    CaseId::new("5f0c8b1e-2a77-4f0e-8f59-6c2b1d9e4a21").unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_desktop_goes_on_whatever_a_newer_server_says() {
    let frames = frames("to_agent");
    let mut desktop = Desktop::begins().await;
    let mut tried = 0;
    for (number, mutant) in mutants("to_agent").into_iter().enumerate() {
        desktop.has_the_chat(&frames).await;
        let known = mutant.frame["type"] != UNKNOWN;
        match mutant.kind.as_str() {
            "answer" => desktop.is_answered(number, mutant, known).await,
            "elsewhere" if known => desktop.goes_elsewhere_and_back(&mutant).await,
            _ => desktop.keeps_places(mutant, known).await,
        }
        tried += 1;
    }
    println!("{tried} frames from a newer server");
    assert!(tried > 250, "only {tried} frames were tried");
}

impl Desktop {
    /// The waiting ends, and a text that was refused comes back.
    async fn is_answered(&mut self, number: usize, mutant: Mutant, known: bool) {
        let id = CommandId::new(format!("skew-{number}")).unwrap();
        self.writes(&id).await;
        let mut frame = mutant.frame.clone();
        frame["id"] = json!(id);
        self.gets(&frame).await;
        let passes = frame["result"]["refusal"]["kind"] == "store_unavailable" && frame["result"]["kind"] == "refused";
        if known && !passes {
            let result = self.answers.get(&id).unwrap_or_else(|| panic!("{} has no end: {frame}", mutant.place));
            assert_eq!(result.as_ref().err(), self.not_sent(&id).as_ref(), "{frame}");
            if mutant.place == "/result/kind" || mutant.place == "/result/refusal/kind" {
                assert_eq!(result, &Err(Refusal::Unsupported { code: UNKNOWN.to_owned() }));
            }
            return;
        }
        assert_eq!(self.answers.get(&id), None, "{frame}");
        if known {
            // It passes: the same text is sent again by itself.
            assert_eq!(self.line.hears_command().await, id);
        }
        self.gets(&json!({ "type": "answer", "id": id, "result": { "kind": "accepted" } })).await;
        assert_eq!(self.answers.get(&id), Some(&Ok(())), "{frame}");
    }

    /// What a frame is about is shown; an entry is a line, whatever it says.
    async fn keeps_places(&mut self, mutant: Mutant, known: bool) {
        self.gets(&mutant.frame).await;
        let place = mutant.place.as_str();
        let readable = known && place != "/log/thread/kind";
        let lines = match mutant.kind.as_str() {
            "entry" if readable => 1,
            "entries" if readable => 3,
            _ => 0,
        };
        // The cursor of the second page is of use, and the first one's entries are not told twice.
        assert_eq!(self.lines, lines, "{place} of {}", mutant.frame);
        assert_eq!(self.cases, usize::from(mutant.kind == "case" && known), "{place} of {}", mutant.frame);
        assert_eq!(self.connection, Some(Connection::Online), "{place} of {}", mutant.frame);
    }

    async fn goes_elsewhere_and_back(&mut self, mutant: &Mutant) {
        self.line.says_text(mutant.frame.to_string()).await;
        while self.connection != Some(Connection::Elsewhere) {
            let event = self.backend.events.recv().await.unwrap();
            self.take(event);
        }
        self.backend.requests.send(BackendRequest::ContinueHere).unwrap();
        self.line = self.server.welcomes().await;
        self.settles().await;
        assert_eq!(self.connection, Some(Connection::Online));
    }
}
