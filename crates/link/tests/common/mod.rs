//! A real server, a line to it that can be cut, a contact, and an agent's desktop on top of the backend.

#![allow(dead_code, clippy::unwrap_used)]

pub mod connect;
pub mod contact;
pub mod desk;
pub mod encrypted;
pub mod front;
pub mod proxy;
pub mod script;

use std::path::PathBuf;

use konsil_protocol::domain::{AgentId, Timestamp};
use konsil_server::centre_file::Centre;
use konsil_server::limits::Limits;
use konsil_server::{Options, Running};

pub const PASSWORD: &str = "correct horse battery";

pub const CENTRE: &str = r#"
[centre]
name = "Teststelle"
languages = ["de", "en"]
privacy = { de = "https://example.org/de", en = "https://example.org/en" }
time_zone = "Europe/Berlin"

[agents.jana]
name = "Jana Becker"
capacity = 3

[agents.katrin]
name = "Katrin Richter"
capacity = 3

[queues.billing]
name = { de = "Rechnung", en = "Billing" }
agents = ["jana"]
"#;

/// A folder of its own, removed at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("konsil-link-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub struct TestServer {
    pub running: Running,
    _data: Folder,
}

impl TestServer {
    pub async fn start(name: &str) -> Self {
        let data = Folder::new(&format!("server-{name}"));
        let centre = Centre::parse(CENTRE).unwrap();
        let listen = "127.0.0.1:0".parse().unwrap();
        let options = Options { centre, data: data.0.clone(), listen, limits: Limits::none() };
        let running = konsil_server::start(options).await.unwrap();
        for agent in ["jana", "katrin"] {
            running.accounts.add(&AgentId::new(agent).unwrap(), PASSWORD, Timestamp(0)).unwrap();
        }
        Self { running, _data: data }
    }

    pub fn address(&self) -> String {
        format!("http://{}", self.running.address)
    }
}
