//! One `konsil-server` process with its accounts, as an operator sets it up.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use super::desktop::free_port;
use super::{Scenario, program, until};

/// The same password for everybody here.
pub const PASSWORD: &str = "kaffee-im-garten-7";

/// A running server.
pub struct Server {
    process: Option<Child>,
    port: u16,
    centre: PathBuf,
    data: PathBuf,
    folder: PathBuf,
}

impl Server {
    /// Writes the centre file, makes the accounts and starts.
    pub async fn start(scenario: &Scenario, centre: &str, logins: &[&str]) -> Self {
        let folder = scenario.folder().to_path_buf();
        let mut server = Self {
            process: None,
            port: free_port(),
            centre: folder.join("centre.toml"),
            data: folder.join("server-data"),
            folder,
        };
        fs::write(&server.centre, centre).expect("the centre file can be written");
        for login in logins {
            server.add(login);
        }
        server.begins().await;
        server
    }

    /// Where agents and contacts find it.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn add(&self, login: &str) {
        let mut child = Command::new(program("konsil-server"))
            .args(["agent", "add", login, "--centre"])
            .arg(&self.centre)
            .arg("--data")
            .arg(&self.data)
            .stdin(Stdio::piped())
            .stdout(self.log())
            .stderr(self.log())
            .spawn()
            .expect("konsil-server can be started");
        let mut input = child.stdin.take().expect("its input is piped");
        writeln!(input, "{PASSWORD}").expect("it takes the password");
        drop(input);
        let status = child.wait().expect("it ends");
        assert!(status.success(), "{login} has no account: see server.log");
    }

    /// Starts (again, with everything it knew).
    pub async fn begins(&mut self) {
        let process = Command::new(program("konsil-server"))
            .arg("--centre")
            .arg(&self.centre)
            .arg("--data")
            .arg(&self.data)
            .args(["--listen", &format!("127.0.0.1:{}", self.port)])
            .stdin(Stdio::null())
            .stdout(self.log())
            .stderr(self.log())
            .spawn()
            .expect("konsil-server can be started");
        self.process = Some(process);
        let port = self.port;
        until("the server's port", || async { tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok() }).await;
    }

    /// The power goes.
    pub fn dies(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    fn log(&self) -> File {
        File::options().create(true).append(true).open(self.folder.join("server.log")).expect("a log can be written")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.dies();
    }
}
