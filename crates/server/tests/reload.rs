//! The program `konsil-server` is told to read its centre file again.

#![cfg(unix)]
// A test may stop at the first surprise, and so may what it is made of.
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio},
};

use tempfile::TempDir;

const CENTRE: &str = include_str!("../../../docs/examples/centre.toml");

fn konsil(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_konsil-server"));
    command.current_dir(folder).args(line.split_whitespace()).env_remove("KONSIL_LOG");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A running server in a folder of its own. It is killed when the test is over.
struct Running {
    folder: TempDir,
    child: Child,
    _stdout: BufReader<ChildStdout>,
    log: BufReader<ChildStderr>,
}

impl Running {
    fn start(more: &str, prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("centre.toml"), CENTRE).unwrap();
        prepare(folder.path());
        let line = format!("--centre centre.toml --data data --listen 127.0.0.1:0 {more}");
        let mut child = konsil(folder.path(), &line).spawn().unwrap();
        let mut first = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut first).unwrap();
        assert!(first.starts_with("Konsil is listening on "), "{first:?}");
        let log = BufReader::new(child.stderr.take().unwrap());
        Self { folder, child, _stdout: stdout, log }
    }

    fn write(&self, centre: &str) {
        fs::write(self.folder.path().join("centre.toml"), centre).unwrap();
    }

    /// `konsil-server reload`: exit code, stdout, stderr.
    fn reload(&self) -> (i32, String, String) {
        let Output { status, stdout, stderr } = konsil(self.folder.path(), "reload --data data").output().unwrap();
        (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for a line of the log with these words.
    fn logs(&mut self, words: &str) {
        let mut line = String::new();
        while !line.contains(words) {
            line.clear();
            assert_ne!(self.log.read_line(&mut line).unwrap(), 0, "the log ended without {words:?}");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn reload_says_what_is_different_and_a_mistake_keeps_the_file_that_was_in_force() {
    let mut server = Running::start("", |_| {});
    assert_eq!(server.reload(), (0, "nothing changed\n".to_owned(), String::new()));

    server.write(&format!("{CENTRE}\n[agents.zoe]\nname = \"Zoe Zander\"\ncapacity = 0\n"));
    let (code, stdout, stderr) = server.reload();
    let line = CENTRE.lines().count() + 4;
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains(&format!("centre.toml:{line}: `capacity` is 0")), "{stderr}");
    assert!(stderr.ends_with("konsil-server: the centre file that was in force still is\n"), "{stderr}");
    server.logs("`capacity` is 0");

    server.write(&format!("{CENTRE}\n[agents.zoe]\nname = \"Zoe Zander\"\n"));
    assert_eq!(server.reload(), (0, "agent `zoe`: added\n".to_owned(), String::new()));

    // By the signal, too.
    server.write(CENTRE);
    server.signal("-HUP");
    server.logs("agent `zoe`: taken out");
    assert_eq!(server.reload().1, "nothing changed\n");
}

#[test]
fn what_is_read_at_the_start_only_is_said_to_need_a_restart() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let server = Running::start("--tls-cert cert.pem --tls-key key.pem", |folder| {
        fs::write(folder.join("cert.pem"), made.cert.pem()).unwrap();
        fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    });
    assert_eq!(server.reload().1, "nothing changed\n");
    fs::write(server.folder.path().join("cert.pem"), format!("{}\n", made.cert.pem())).unwrap();
    assert_eq!(server.reload().1, "cert.pem: changed; it needs a restart\n");
}

#[test]
fn only_the_owner_of_the_data_folder_reaches_the_server_and_only_while_it_runs() {
    let mut server = Running::start("", |_| {});
    let control = server.folder.path().join("data/server.control");
    assert_eq!(fs::metadata(&control).unwrap().permissions().mode() & 0o077, 0);
    let told = fs::read_to_string(&control).unwrap();
    let (address, secret) = told.trim().split_once(' ').unwrap();
    assert!(address.starts_with("127.0.0.1:"), "{address}");

    server.write(&format!("{CENTRE}\n[agents.zoe]\nname = \"Zoe Zander\"\n"));
    let wrong = secret.chars().map(|c| if c == '0' { '1' } else { '0' }).collect::<String>();
    fs::write(&control, format!("{address} {wrong}\n")).unwrap();
    let (code, _, stderr) = server.reload();
    assert_eq!(code, 1);
    assert_eq!(stderr, "konsil-server: no konsil-server is running with the data folder data\n");
    fs::write(&control, &told).unwrap();
    assert_eq!(server.reload().1, "agent `zoe`: added\n", "nothing was read for whoever did not know the secret");

    server.signal("-TERM");
    assert!(server.child.wait().unwrap().success());
    assert!(!control.exists());
    assert_eq!(server.reload().0, 1);
}
