//! The program `konsil-server` itself, as an operator starts it.

#![cfg(unix)]
// A test may stop at the first surprise, and so may what it is made of.
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, Output, Stdio},
    time::{Duration, Instant},
};

use futures_util::{SinkExt, StreamExt};
use konsil_protocol::wire::{
    PROTOCOL,
    agent::{FromAgent, SignIn, SignedIn},
};
use tempfile::TempDir;
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest};

const PASSWORD: &str = "correct horse battery";
const CENTRE: &str = include_str!("../../../docs/examples/centre.toml");

/// A folder with a centre file in it, and `data` beside it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("centre.toml"), CENTRE).unwrap();
    folder
}

/// The program, started within the folder.
fn konsil(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_konsil-server"));
    command.current_dir(folder).args(line.split_whitespace()).env_remove("KONSIL_LOG");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it to its end: exit code, stdout, stderr.
fn run(folder: &Path, line: &str) -> (i32, String, String) {
    said(konsil(folder, line).output().unwrap())
}

fn said(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn with_password(folder: &Path, line: &str, password: &str) -> (i32, String, String) {
    let mut child = konsil(folder, line).stdin(Stdio::piped()).spawn().unwrap();
    // One that refuses without asking has closed its input.
    let _ = writeln!(child.stdin.take().unwrap(), "{password}");
    said(child.wait_with_output().unwrap())
}

/// A running server. It is killed when the test is over.
struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    address: SocketAddr,
}

impl Running {
    fn start(folder: &Path, line: &str) -> Self {
        let mut child = konsil(folder, line).stderr(Stdio::null()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        let address =
            first.trim().rsplit('/').next().unwrap().parse().unwrap_or_else(|_| panic!("no address in {first:?}"));
        Self { child, stdout, address }
    }

    /// Sends SIGTERM and waits for the end: exit code, how long it took, what else it said.
    fn terminate(mut self) -> (Option<i32>, Duration, String) {
        let since = Instant::now();
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let status = self.child.wait().unwrap();
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        (status.code(), since.elapsed(), rest)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const SERVE: &str = "--centre centre.toml --data data --listen 127.0.0.1:0";

#[test]
fn check_names_every_mistake_with_file_and_line() {
    let folder = folder();
    let (code, stdout, stderr) = run(folder.path(), "check centre.toml");
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.contains("centre.toml: no mistakes"), "{stdout}");

    let broken = CENTRE.replacen("capacity = 3", "capacity = 0", 1).replacen("Europe/Berlin", "Mars", 1);
    let broken = broken.replacen("red = \"50 s\"", "red = \"30 s\"", 1);
    fs::write(folder.path().join("centre.toml"), broken).unwrap();
    let (code, _, stderr) = run(folder.path(), "check centre.toml");
    let lines: Vec<&str> = stderr.lines().collect();
    assert_eq!((code, lines.len()), (1, 4), "{stderr}");
    assert!(lines[0].starts_with("centre.toml:15: \"Mars\" is no time zone"), "{stderr}");
    assert!(lines[1].contains(": `capacity` is 0"), "{stderr}");
    assert!(lines[2].contains(": the `reminder` of `billing` must turn `yellow` (30 s) before `red`"), "{stderr}");
    assert_eq!(lines[3], "konsil-server: 3 mistakes in centre.toml");

    let (code, _, stderr) = run(folder.path(), SERVE);
    assert_eq!(code, 1);
    assert!(stderr.contains("3 mistakes in centre.toml"), "{stderr}");
    assert!(!folder.path().join("data").exists());

    let (code, _, stderr) = run(folder.path(), "check missing.toml");
    assert_eq!((code, stderr.lines().count()), (1, 1));
    assert!(stderr.starts_with("konsil-server: missing.toml: No such file"), "{stderr}");
}

/// The example with so many agents more.
fn with_agents(folder: &Path, more: usize) {
    let agents: String = (0..more).map(|n| format!("\n[agents.more{n:05}]\nname = \"Agentin Nummer {n}\"\n")).collect();
    fs::write(folder.join("centre.toml"), format!("{CENTRE}{agents}")).unwrap();
}

#[test]
fn check_names_the_limits_that_a_centre_meets_and_fails_where_nobody_could_work() {
    let folder = folder();
    with_agents(folder.path(), 6_000);
    let (code, stdout, stderr) = run(folder.path(), "check centre.toml");
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("centre.toml: no mistakes"), "{stdout}");
    assert!(stdout.contains("centre.toml: note: if all 6007 agents sign in with their passwords"), "{stdout}");
    // Whether it may open enough files depends on this machine.
    assert!(stderr.lines().all(|line| line.contains("files and sockets are open")), "{stderr}");

    with_agents(folder.path(), 80_000);
    let (code, _, stderr) = run(folder.path(), "check centre.toml");
    assert_eq!(code, 1);
    assert!(stderr.contains("bytes, and no desktop takes more than 4194304: none could connect."), "{stderr}");
    assert_eq!(stderr.lines().last(), Some("konsil-server: nobody could work with centre.toml"));
}

#[test]
fn without_an_account_the_server_says_so_with_the_command_that_then_works() {
    let folder = folder();
    let mut server = Running::start(folder.path(), SERVE);
    let mut lines = String::new();
    server.stdout.read_line(&mut lines).unwrap();
    assert_eq!(lines, "Nobody can sign in yet. Give each agent an account with:\n");
    let mut command = String::new();
    server.stdout.read_line(&mut command).unwrap();
    let command = command.trim().strip_prefix("konsil-server ").unwrap().to_owned();
    assert_eq!(command, "agent add jana --data data --centre centre.toml");

    // While the server is running.
    assert_eq!(
        with_password(folder.path(), &command, PASSWORD),
        (0, "jana can sign in now.\n".to_owned(), String::new())
    );
    assert_eq!(sign_in(server.address, PASSWORD).0, 200);
    let (code, _, rest) = server.terminate();
    assert_eq!((code, rest.as_str()), (Some(0), ""));

    // With an account it is not said again.
    let server = Running::start(folder.path(), SERVE);
    assert_eq!(server.terminate().2, "");
}

#[tokio::main(flavor = "current_thread")]
async fn sign_in(server: SocketAddr, password: &str) -> (u16, Option<SignedIn>) {
    let body = SignIn { login: "jana".to_owned(), password: password.to_owned() };
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client.post(format!("http://{server}/v1/sign-in")).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.ok())
}

#[test]
fn accounts_are_added_changed_disabled_enabled_and_listed() {
    let folder = folder();
    let agent = |line: &str| run(folder.path(), &format!("agent {line} --data data --centre centre.toml"));
    let typed = |line: &str, password: &str| {
        with_password(folder.path(), &format!("agent {line} --data data --centre centre.toml"), password)
    };
    let refused = |(code, stdout, stderr): (i32, String, String), why: &str| {
        assert_eq!((code, stdout.as_str(), stderr.lines().count()), (1, "", 1), "{stderr}");
        assert!(stderr.contains(why), "{stderr}");
    };
    refused(agent("list"), "there are no accounts in data");
    refused(agent("disable jana"), "there are no accounts in data");
    assert!(!folder.path().join("data").exists());
    refused(typed("add nobody", PASSWORD), "there is no agent `nobody` in centre.toml; it has jana, katrin, lukas");
    refused(typed("add jürgen", PASSWORD), "an id has 1 to 64 characters");
    refused(typed("add jana", "too short"), "a password has at least 10 characters");
    assert_eq!(typed("add jana", PASSWORD).0, 0);
    refused(typed("add jana", PASSWORD), "`jana` already has an account");
    refused(typed("passwd katrin", PASSWORD), "`katrin` has no account");

    let server = Running::start(folder.path(), SERVE);
    assert_eq!(sign_in(server.address, PASSWORD).0, 200);
    assert!(agent("list").1.contains("jana                 signed in on 1 desktop\n"));
    assert_eq!(typed("passwd jana", "another long one").0, 0);
    assert_eq!((sign_in(server.address, PASSWORD).0, sign_in(server.address, "another long one").0), (401, 200));
    assert_eq!(agent("disable jana").0, 0);
    assert_eq!(sign_in(server.address, "another long one").0, 401);
    let (_, list, _) = agent("list");
    assert!(
        list.contains("jana                 disabled\n") && list.contains("sven                 no account\n"),
        "{list}"
    );
    assert_eq!(agent("enable jana").0, 0);
    assert_eq!(sign_in(server.address, "another long one").0, 200);
}

#[test]
fn the_data_folder_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let server = Running::start(folder.path(), SERVE);
    let mode = fs::metadata(folder.path().join("data")).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
    server.terminate();
}

#[test]
fn what_keeps_it_from_starting_is_said_in_one_line() {
    let folder = folder();
    let one_line = |line: &str, why: &str| {
        let (code, stdout, stderr) = run(folder.path(), line);
        let said = stderr.lines().filter(|line| line.starts_with("konsil-server: ")).collect::<Vec<_>>();
        assert_eq!((code, stdout.as_str(), said.len()), (1, "", 1), "{stderr}");
        assert!(said[0].contains(why), "{stderr}");
    };
    // The port is taken.
    let taken = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let listener = TcpListener::bind(taken).unwrap();
    one_line(
        &format!("--centre centre.toml --data data --listen {taken}"),
        &format!("something else is listening on {taken} already"),
    );
    drop(listener);
    // Another server has the data folder.
    let server = Running::start(folder.path(), SERVE);
    one_line(SERVE, "data: another konsil-server is using this data folder");
    server.terminate();
    // A newer server has written it.
    for file in ["accounts.sqlite", "centre.sqlite"] {
        let path = folder.path().join("data").join(file);
        assert!(path.is_file(), "{file}");
        let db = rusqlite::Connection::open(&path).unwrap();
        let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        one_line(SERVE, "data: written by a newer konsil-server (schema 99;");
        db.pragma_update(None, "user_version", version).unwrap();
    }
    // The data folder is a file.
    fs::write(folder.path().join("file"), "").unwrap();
    one_line("--centre centre.toml --data file --listen 127.0.0.1:0", "the data folder file cannot be made");
    // An address of somebody else.
    one_line(
        "--centre centre.toml --data data --listen 192.0.2.1:80 --insecure-behind-proxy",
        "cannot listen on 192.0.2.1:80",
    );
    // Certificates.
    one_line(&format!("{SERVE} --tls-cert no.pem --tls-key no.pem"), "no.pem: No such file");
    one_line(
        &format!("{SERVE} --tls-cert centre.toml --tls-key centre.toml"),
        "centre.toml: there is no certificate in it",
    );
}

#[test]
fn without_encryption_only_loopback_is_listened_on_unless_a_proxy_does_it() {
    let folder = folder();
    let line = "--centre centre.toml --data data --listen 0.0.0.0:0";
    let (code, stdout, stderr) = run(folder.path(), line);
    assert_eq!((code, stdout.as_str(), stderr.lines().count()), (1, "", 1));
    for word in ["--tls-cert", "127.0.0.1", "--insecure-behind-proxy"] {
        assert!(stderr.contains(word), "{stderr}");
    }
    let server = Running::start(folder.path(), &format!("{line} --insecure-behind-proxy"));
    assert_eq!(server.terminate().0, Some(0));
}

#[test]
fn metrics_are_read_on_this_computer_only_unless_others_are_let_on_purpose() {
    let folder = folder();
    let (code, _, stderr) = run(folder.path(), &format!("{SERVE} --metrics 0.0.0.0:0"));
    assert_eq!((code, stderr.lines().count()), (1, 1), "{stderr}");
    assert!(stderr.contains("--insecure-metrics"), "{stderr}");

    let address = |line: &str| {
        let mut server = Running::start(folder.path(), line);
        let mut second = String::new();
        server.stdout.read_line(&mut second).unwrap();
        let address = second.trim().strip_prefix("Metrics are on http://").unwrap().strip_suffix("/metrics").unwrap();
        (server, address.parse::<SocketAddr>().unwrap())
    };
    let (server, metrics) = address(&format!("{SERVE} --metrics 0"));
    assert!(metrics.ip().is_loopback() && metrics.port() != 0);
    let mut asking = TcpStream::connect(metrics).unwrap();
    asking.write_all(b"GET /metrics HTTP/1.0\r\nhost: localhost\r\n\r\n").unwrap();
    let mut answer = String::new();
    asking.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.0 200") && answer.contains("\nkonsil_chats 0\n"), "{answer}");
    assert_eq!(server.terminate().0, Some(0));
    let (server, metrics) = address(&format!("{SERVE} --metrics 0.0.0.0:0 --insecure-metrics"));
    assert!(metrics.ip().is_unspecified());
    assert_eq!(server.terminate().0, Some(0));
}

#[tokio::test]
async fn with_a_certificate_it_speaks_tls() {
    let folder = folder();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    fs::write(folder.path().join("cert.pem"), made.cert.pem()).unwrap();
    fs::write(folder.path().join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    let server = Running::start(folder.path(), &format!("{SERVE} --tls-cert cert.pem --tls-key key.pem"));
    let trusted = reqwest::Certificate::from_pem(made.cert.pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([trusted]).build().unwrap();
    let answer = client.get(format!("https://localhost:{}/health", server.address.port())).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "ok\n");
    assert_eq!(server.terminate().0, Some(0));
}

#[tokio::test]
async fn told_to_stop_it_says_good_bye_on_every_socket_and_is_gone_within_five_seconds() {
    let folder = folder();
    let server = Running::start(folder.path(), SERVE);
    let request = format!("ws://{}/v1/contact", server.address).into_client_request().unwrap();
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
    // And one that has connected and says nothing.
    let silent = TcpStream::connect(server.address).unwrap();
    let stopping = tokio::task::spawn_blocking(move || server.terminate());
    assert_eq!(close_code(&mut socket).await, 1001);
    let (exit, took, _) = stopping.await.unwrap();
    assert_eq!(exit, Some(0));
    assert!(took < Duration::from_millis(5_500), "{took:?}");
    drop(silent);
}

#[tokio::test]
async fn an_agent_disabled_in_the_middle_of_the_work_is_out_with_the_next_ping() {
    let folder = folder();
    let add = with_password(folder.path(), "agent add jana --data data", PASSWORD);
    assert_eq!(add.0, 0, "{}", add.2);
    let server = Running::start(folder.path(), SERVE);
    let address = server.address;
    let signed_in = tokio::task::spawn_blocking(move || sign_in(address, PASSWORD).1.unwrap()).await.unwrap();
    let hello = FromAgent::Hello {
        protocol: PROTOCOL,
        token: signed_in.access,
        device: "this desktop".to_owned(),
        take_over: false,
        names: None,
    };
    let hello = || Message::text(serde_json::to_string(&hello).unwrap());
    let (mut socket, _) = tokio_tungstenite::connect_async(format!("ws://{address}/v1/agent")).await.unwrap();
    socket.send(hello()).await.unwrap();
    let first = socket.next().await.unwrap().unwrap();
    assert!(first.to_text().unwrap().starts_with("{\"type\":\"welcome\""), "{first:?}");

    assert_eq!(run(folder.path(), "agent disable jana --data data").0, 0);
    assert_eq!(close_code(&mut socket).await, 4401);
    let (mut socket, _) = tokio_tungstenite::connect_async(format!("ws://{address}/v1/agent")).await.unwrap();
    socket.send(hello()).await.unwrap();
    assert_eq!(close_code(&mut socket).await, 4401);
}

type Socket = tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

/// Hears on until the server closes.
async fn close_code(socket: &mut Socket) -> u16 {
    loop {
        match socket.next().await {
            Some(Ok(Message::Close(Some(frame)))) => return u16::from(frame.code),
            Some(Ok(_)) => {}
            other => panic!("no good-bye: {other:?}"),
        }
    }
}
