//! How a command reaches the server that runs on the same data folder, on every system alike: the server listens on a port
//! of this computer only, and the folder, which only its owner can read, says on which, with a secret that is drawn at each
//! start. A request is one line, the answer a line that says how it ended and then what there is to say.

use std::{
    convert::Infallible,
    fs,
    io::{self, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};
use konsil_server::clock::{Ids, RandomIds};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    time::timeout,
};

/// In the data folder, while a server runs.
const FILE: &str = "server.control";
/// Who has not said by then what it wants, wants nothing.
const SAID_WITHIN: Duration = Duration::from_secs(5);
/// A command that is not answered by then is told so.
const ANSWERED_WITHIN: Duration = Duration::from_secs(60);
const MAX_REQUEST_BYTES: u64 = 256;

/// How a request ended, and what there is to say, line by line.
pub struct Done {
    pub result: Result<(), ()>,
    pub text: String,
}

/// Listens for commands as long as it is there.
pub struct Control {
    listener: TcpListener,
    secret: String,
    file: PathBuf,
}

impl Control {
    /// # Errors
    /// When no port of this computer can be had, or the data folder cannot be written.
    pub async fn open(data: &Path) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let secret: String = RandomIds.secret().iter().map(|byte| format!("{byte:02x}")).collect();
        let file = data.join(FILE);
        // Made anew, so that nobody has it open from before.
        match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&file)?.write_all(format!("{} {secret}\n", listener.local_addr()?).as_bytes())?;
        Ok(Self { listener, secret, file })
    }

    /// Answers one request after the other.
    pub async fn answer(&self, reload: impl AsyncFn() -> Done) -> Infallible {
        loop {
            let Ok((mut stream, _)) = self.listener.accept().await else {
                // Too many files are open, say: later there may be fewer.
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            };
            let mut said = String::new();
            let mut reader = (&mut stream).take(MAX_REQUEST_BYTES);
            let heard = timeout(SAID_WITHIN, async {
                while !said.ends_with('\n') {
                    let mut byte = [0];
                    if reader.read(&mut byte).await? == 0 {
                        break;
                    }
                    said.push(char::from(byte[0]));
                }
                io::Result::Ok(())
            });
            if !matches!(heard.await, Ok(Ok(()))) || !self.is_reload(&said) {
                continue;
            }
            let Done { result, text } = reload().await;
            let word = if result.is_ok() { "done" } else { "refused" };
            // Whoever asked may not wait any more.
            let _ = timeout(SAID_WITHIN, stream.write_all(format!("{word}\n{text}").as_bytes())).await;
        }
    }

    fn is_reload(&self, said: &str) -> bool {
        let expected = format!("{} reload\n", self.secret);
        // Looks at every byte, wherever the first one differs.
        said.len() == expected.len() && said.bytes().zip(expected.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        // A file that stays leads nowhere.
        let _ = fs::remove_file(&self.file);
    }
}

/// Asks the server of this data folder.
///
/// # Errors
/// When no server runs there, or it does not answer.
pub fn ask_to_reload(data: &Path) -> anyhow::Result<Done> {
    let none = || format!("no konsil-server is running with the data folder {}", data.display());
    let told = match fs::read_to_string(data.join(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(none()),
        told => told.with_context(|| format!("{} cannot be read", data.join(FILE).display()))?,
    };
    let (address, secret) = told.trim().split_once(' ').with_context(none)?;
    let address: SocketAddr = address.parse().ok().with_context(none)?;
    let mut stream = TcpStream::connect(address).with_context(none)?;
    stream.set_read_timeout(Some(ANSWERED_WITHIN))?;
    stream.write_all(format!("{secret} reload\n").as_bytes()).with_context(none)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).context("the server did not answer; its log may say why")?;
    match answer.split_once('\n') {
        Some(("done", text)) => Ok(Done { result: Ok(()), text: text.to_owned() }),
        Some(("refused", text)) => Ok(Done { result: Err(()), text: text.to_owned() }),
        // Another program listens there now, say.
        Some(_) | None => bail!(none()),
    }
}
