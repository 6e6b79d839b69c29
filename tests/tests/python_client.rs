//! The example clients of `docs/examples`, written from `docs/protocol.md` alone, against the real server.

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use konsil_protocol::domain::{AgentId, Command as DomainCommand, InvitationKind, MessageContent, Thread};
use konsil_server::clock::{Clock, SystemClock};
use konsil_tests::story::{PATIENCE, Story};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Notify;

const PASSWORD: &str = "a long enough password";

/// A running example and what it has printed.
struct Example {
    name: String,
    child: Child,
    printed: Arc<Mutex<String>>,
    news: Arc<Notify>,
}

impl Example {
    fn start(program: &str, arguments: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples");
        let mut child = Command::new("python3")
            .arg("-B")
            .arg(folder.join(program))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("python3 (3.11 or newer) cannot be started: {error}"));
        let (printed, news) = (Arc::default(), Arc::new(Notify::new()));
        collect(child.stdout.take().expect("stdout is piped"), &printed, &news);
        collect(child.stderr.take().expect("stderr is piped"), &printed, &news);
        Self { name: format!("{program} {}", arguments.join(" ")), child, printed, news }
    }

    async fn agent(story: &Story, arguments: &[&str]) -> Self {
        let agent = AgentId::new(arguments[0]).expect("an agent's id");
        let accounts = story.accounts.clone();
        let adding = move || accounts.add(&agent, PASSWORD, SystemClock::new().now());
        tokio::task::spawn_blocking(adding).await.expect("hashing does not fail").expect("the account can be made");
        let arguments = [&[story.base.as_str()], arguments].concat();
        let mut agent = Self::start("agent.py", &arguments);
        agent.is_told(PASSWORD).await;
        agent
    }

    async fn is_told(&mut self, line: &str) {
        let stdin = self.child.stdin.as_mut().expect("stdin is open");
        stdin.write_all(format!("{line}\n").as_bytes()).await.expect("it listens");
    }

    async fn prints(&self, text: &str) {
        let waiting = async {
            while !self.printed().contains(text) {
                let news = self.news.notified();
                tokio::select! { () = news => {}, () = tokio::time::sleep(Duration::from_millis(50)) => {} }
            }
        };
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            panic!("{} never printed {text:?}, but:\n{}", self.name, self.printed());
        }
    }

    /// Its input ends; it comes to its own end.
    async fn ends_well(mut self) -> String {
        drop(self.child.stdin.take());
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        let status = ended.unwrap_or_else(|_| panic!("{} does not end:\n{}", self.name, self.printed()));
        assert!(status.expect("its end can be seen").success(), "{}:\n{}", self.name, self.printed());
        self.printed()
    }

    fn printed(&self) -> String {
        self.printed.lock().expect("nobody panicked").clone()
    }
}

fn collect(from: impl AsyncRead + Unpin + Send + 'static, printed: &Arc<Mutex<String>>, news: &Arc<Notify>) {
    let (printed, news) = (Arc::clone(printed), Arc::clone(news));
    let mut lines = BufReader::new(from).lines();
    tokio::spawn(async move {
        while let Ok(Some(line)) = lines.next_line().await {
            printed.lock().expect("nobody panicked").extend([line.as_str(), "\n"]);
            news.notify_waiters();
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_python_agent_takes_a_chat_asks_a_colleague_privately_and_passes_the_answer_on() {
    let story = Story::begin().await;
    let sven = Example::agent(&story, &["sven"]).await;
    sven.prints("'accepted'").await;
    let jana = Example::agent(&story, &["jana", "sven"]).await;
    let contact = story.contact("Martin Hoffmann", "contract", "Auf meiner Rechnung stehen 38,90 € zu viel.").await;

    contact.reads("Guten Tag, ich sehe mir das an.").await;
    jana.prints("consultation: sven: Ja, das schreiben wir gut.").await;
    contact.reads("Ja, das schreiben wir gut.").await;
    contact.leaves().await;

    let asked = sven.ends_well().await;
    assert!(asked.contains("invited: consultation Martin Hoffmann Was sagen wir dazu?"), "{asked}");
    assert!(asked.contains("main: contact: Auf meiner Rechnung"), "the colleague reads the chat along:\n{asked}");
    let asker = jana.ends_well().await;
    assert!(!asker.contains("refused"), "{asker}");
    assert!(!contact.ever_got("Was sagen wir dazu?") && !contact.ever_got("sven"), "{:#?}", contact.page().frames);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_python_contact_opens_a_chat_writes_in_order_reads_and_ends_it() {
    let story = Story::begin().await;
    let jana = story.ready_agent("jana").await;
    let arguments = [story.base.as_str(), "contract", "Martin Hoffmann", "Guten Tag"];
    let mut contact = Example::start("contact.py", &arguments);
    let case = jana.accepts(InvitationKind::Chat).await;
    contact.prints("'joined', 'name': 'Jana'").await;
    for line in ["eins", "zwei", "drei"] {
        contact.is_told(line).await;
    }
    contact.prints("'text': 'drei'").await;
    let text = "Ich sehe mir das an.".to_owned();
    jana.does(DomainCommand::SendMessage { case, thread: Thread::Main, content: MessageContent::Text(text) }).await;
    contact.prints("Ich sehe mir das an.").await;

    let printed = contact.ends_well().await;
    let places: Vec<_> = ["eins", "zwei", "drei", "Ich sehe", "ended"].iter().map(|it| printed.find(it)).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{printed}");
}
