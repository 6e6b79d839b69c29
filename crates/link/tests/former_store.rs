//! A text that a former program left in its outbox (`tests/stored/v1/desktop`) reaches today's server, once.

#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::contact::Contact;
use common::desk::Desk;
use common::{CENTRE, Folder, PASSWORD};
use konsil_link::native::{Dial, Dialling, NativeConfig, SignInWith, Stream};
use konsil_link::{Keys, LocalStore, wall_clock};
use konsil_protocol::domain::{AgentId, CommandId, Timestamp};
use konsil_server::Parts;
use konsil_server::centre_file::Centre;
use konsil_server::clock::{Ids, RandomIds};
use tokio::net::{TcpListener, TcpStream};

const SQL: &str = include_str!("../../../tests/stored/v1/desktop/konsil.sql");
const KEYS: &str = include_str!("../../../tests/stored/v1/desktop/keys.json");
/// The chat for which the former program's text was written.
const CASE: &str = "case-v1";

/// Ids of the server of which one is given.
struct OneGiven {
    given_at: Option<usize>,
    count: AtomicUsize,
}

impl Ids for OneGiven {
    fn id(&self) -> String {
        let n = self.count.fetch_add(1, Ordering::Relaxed);
        if Some(n) == self.given_at { CASE.to_owned() } else { format!("id-{n}") }
    }

    fn secret(&self) -> [u8; 32] {
        RandomIds.secret()
    }
}

/// Every address leads to this port of this machine.
struct Redirected(u16);

impl Dial for Redirected {
    fn connect<'a>(&'a self, _host: &'a str, _port: u16) -> Dialling<'a> {
        let to = self.0;
        Box::pin(async move { Ok(Box::new(TcpStream::connect(("127.0.0.1", to)).await?) as Box<dyn Stream>) })
    }
}

/// A server, and jana with the chat of a contact.
async fn served(name: &str, given_at: Option<usize>) -> (Folder, Arc<Redirected>, Contact, Desk) {
    let folder = Folder::new(name);
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = tcp.local_addr().unwrap().port();
    let mut parts = Parts::on_disk(Centre::parse(CENTRE).unwrap(), &folder.0).unwrap();
    parts.ids = Arc::new(OneGiven { given_at, count: AtomicUsize::new(0) });
    parts.accounts.add(&AgentId::new("jana").unwrap(), PASSWORD, Timestamp(0)).unwrap();
    tokio::spawn(konsil_server::serve(tcp, parts, std::future::pending()));
    let dial = Arc::new(Redirected(port));
    let contact = Contact::opens(&format!("http://127.0.0.1:{port}"), "Guten Tag").await;
    let mut jana = signs_in(&dial, LocalStore::in_memory().unwrap());
    jana.online().await;
    jana.takes_a_chat().await;
    (folder, dial, contact, jana)
}

fn signs_in(dial: &Arc<Redirected>, store: LocalStore) -> Desk {
    let by_hand = SignInWith::Password { login: "jana".into(), password: PASSWORD.into() };
    Desk::starts(NativeConfig::new("http://localhost:1", by_hand, "desk-1").over(dial.clone()), store)
}

/// A copy of the former store. Its times are moved to now: what is older than three days is not sent.
fn former_store(folder: &Folder, name: &str) -> LocalStore {
    let dir = folder.0.join(name);
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("keys.json"), KEYS).unwrap();
    let db = rusqlite::Connection::open(dir.join("konsil.sqlite")).unwrap();
    db.execute_batch(SQL).unwrap();
    db.execute("UPDATE outbox SET at = ?1", [wall_clock().0]).unwrap();
    drop(db);
    LocalStore::open_with(&dir, Keys::File).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_of_the_former_programs_outbox_is_sent_and_sent_again_it_arrives_once() {
    // Which of the server's ids becomes the chat's.
    let (_folder, _, _, jana) = served("former-which", None).await;
    let case = jana.cases.keys().next().unwrap().to_string();
    let nth = case.strip_prefix("id-").unwrap().parse().unwrap();

    let (folder, dial, mut contact, first) = served("former-sent", Some(nth)).await;
    assert_eq!(first.cases.keys().next().unwrap().as_str(), CASE);
    drop(first);
    let sent = CommandId::new("sent-once").unwrap();
    for copy in ["first", "again"] {
        let mut jana = signs_in(&dial, former_store(&folder, copy));
        jana.until("the answer", |desk| desk.answers.contains_key(&sent)).await;
        assert_eq!(jana.answers[&sent], Ok(()), "{copy}");
        assert_eq!(jana.store.pending(wall_clock()).unwrap(), []);
        if copy == "again" {
            let case = jana.cases.keys().next().unwrap().clone();
            jana.writes(&case, "Und das zuletzt.");
            assert_eq!(contact.reads().await, "Vom früheren Programm");
            assert_eq!(contact.reads().await, "Und das zuletzt.", "the repetition did not arrive again");
        }
    }
}
