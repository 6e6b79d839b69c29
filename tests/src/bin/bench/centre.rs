//! A centre of any size: its file, and its agents' accounts.
//!
//! One account is made by the build that is measured. The others are copies of its rows, with the same password, and each
//! has a session whose token is known: hashing thousands of passwords is not what is measured, except where it is.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::process::Build;

/// The same for everybody.
pub const PASSWORD: &str = "kaffee-im-garten-7";
/// Agents of one queue.
const IN_A_QUEUE: usize = 125;

pub fn agent(n: usize) -> String {
    format!("agent{n:05}")
}

pub fn queue(n: usize) -> String {
    format!("queue{n:03}")
}

/// The token of an agent's session.
pub fn token(n: usize) -> String {
    format!("bench-token-of-agent-{n:05}")
}

/// Each agent is in one queue of about a hundred and twenty, and takes up to `capacity` chats.
pub fn write(build: &Build, folder: &Path, agents: usize, capacity: usize) -> Result<()> {
    fs::write(folder.join("centre.toml"), file(agents, capacity))?;
    add_first(build, folder)?;
    copy_accounts(&folder.join("data/accounts.sqlite"), agents)
}

pub fn queues(agents: usize) -> usize {
    agents.div_ceil(IN_A_QUEUE)
}

fn file(agents: usize, capacity: usize) -> String {
    let mut file = String::from(
        "[centre]\nname = \"Nordlicht Telekom\"\nlanguages = [\"de\", \"en\"]\n\
         privacy = { de = \"https://nordlicht.example/datenschutz\", en = \"https://nordlicht.example/privacy\" }\n\
         time_zone = \"Europe/Berlin\"\n\n[dispositions]\nsolved = { de = \"Gelöst\", en = \"Solved\" }\n",
    );
    for n in 0..agents {
        let _ = write!(file, "\n[agents.{}]\nname = \"Anna-Katharina Nummer {n}\"\ncapacity = {capacity}\n", agent(n));
    }
    let queues = queues(agents);
    for n in 0..queues {
        let members = (0..agents).filter(|agent| agent % queues == n);
        let members: Vec<_> = members.map(|n| format!("{:?}", agent(n))).collect();
        let _ = write!(
            file,
            "\n[queues.{}]\nname = {{ de = \"Warteschlange {n}\", en = \"Queue {n}\" }}\nagents = [{}]\n\
             dispositions = [\"solved\"]\n",
            queue(n),
            members.join(", ")
        );
    }
    file
}

fn add_first(build: &Build, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder.join("data"))?;
    let mut child = Command::new(&build.program)
        .args(["agent", "add", &agent(0), "--data"])
        .arg(folder.join("data"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let mut input = child.stdin.take().context("its input is piped")?;
    writeln!(input, "{PASSWORD}")?;
    drop(input);
    ensure!(child.wait()?.success(), "the first account cannot be made");
    Ok(())
}

fn copy_accounts(file: &Path, agents: usize) -> Result<()> {
    let mut db = Connection::open(file)?;
    let first = agent(0);
    let tx = db.transaction()?;
    {
        let mut account = tx.prepare(
            "INSERT INTO account (agent, created_at, disabled) SELECT ?1, created_at, 0 FROM account WHERE agent = ?2",
        )?;
        let mut identity = tx.prepare("INSERT INTO identity (issuer, subject, agent) VALUES ('local', ?1, ?1)")?;
        let mut password =
            tx.prepare("INSERT INTO password (agent, phc) SELECT ?1, phc FROM password WHERE agent = ?2")?;
        let mut session =
            tx.prepare("INSERT INTO session (agent, used_at) SELECT agent, ?2 FROM account WHERE agent = ?1")?;
        let mut access = tx.prepare("INSERT INTO access (hash, session, expires_at) VALUES (?1, ?2, ?3)")?;
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis() as i64;
        for n in 0..agents {
            let agent = agent(n);
            if n > 0 {
                account.execute((&agent, &first))?;
                identity.execute([&agent])?;
                password.execute((&agent, &first))?;
            }
            session.execute((&agent, now))?;
            let hash = Sha256::digest(token(n).as_bytes()).to_vec();
            access.execute((hash, tx.last_insert_rowid(), now + 24 * 60 * 60 * 1_000))?;
        }
    }
    tx.commit()?;
    Ok(())
}
