//! Where secrets of this desktop are kept: in the key store of the system (Secret Service, Keychain, Credential
//! Manager) or, where none answers, in a file that only its owner may read.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// A key store that has not answered by then does not answer. It may be showing a dialog, so this is long.
const ANSWERS_WITHIN: Duration = Duration::from_secs(30);
/// Whether there is a key store at all shows sooner: no dialog belongs to that.
const FOUND_WITHIN: Duration = Duration::from_secs(5);
const SERVICE: &str = "Konsil";

/// Which place for secrets a [`LocalStore`](crate::LocalStore) uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// The system's key store; the file where none answers, which the log then says.
    System,
    /// The file `keys.json` (mode 0600) beside the store.
    File,
    /// Nowhere: gone with the process.
    Memory,
}

/// Why a secret could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the system's key store does not answer: {0}")]
    System(String),
    #[error("the key file {path} cannot be used: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
}

/// One place for secrets, by name.
#[derive(Debug)]
pub(crate) enum KeyPlace {
    System { owner: String },
    File { path: PathBuf },
    Memory { secrets: BTreeMap<String, Vec<u8>> },
}

impl KeyPlace {
    /// `owner` tells the entries of one store from those of another one.
    pub(crate) fn choose(keys: Keys, dir: &Path, owner: &str) -> Self {
        match keys {
            Keys::Memory => Self::Memory { secrets: BTreeMap::new() },
            Keys::File => Self::file(dir),
            Keys::System => match system_answers() {
                Ok(()) => Self::System { owner: owner.to_owned() },
                Err(cause) => {
                    tracing::warn!(%cause, "no key store answers on this system: secrets are kept in keys.json, readable by their owner only");
                    Self::file(dir)
                }
            },
        }
    }

    pub(crate) fn file(dir: &Path) -> Self {
        Self::File { path: dir.join("keys.json") }
    }

    pub(crate) fn system(owner: &str) -> Self {
        Self::System { owner: owner.to_owned() }
    }

    pub(crate) fn get(&self, name: &str) -> Result<Option<Vec<u8>>, KeyError> {
        match self {
            Self::Memory { secrets } => Ok(secrets.get(name).cloned()),
            Self::File { path } => Ok(read_file(path)?.remove(name)),
            Self::System { owner } => {
                let user = format!("{owner}/{name}");
                ask_system(ANSWERS_WITHIN, move || match keyring::Entry::new(SERVICE, &user)?.get_secret() {
                    Ok(secret) => Ok(Some(secret)),
                    Err(keyring::Error::NoEntry) => Ok(None),
                    Err(other) => Err(other),
                })
            }
        }
    }

    pub(crate) fn set(&mut self, name: &str, secret: &[u8]) -> Result<(), KeyError> {
        match self {
            Self::Memory { secrets } => {
                secrets.insert(name.to_owned(), secret.to_vec());
                Ok(())
            }
            Self::File { path } => {
                let mut all = read_file(path)?;
                all.insert(name.to_owned(), secret.to_vec());
                write_file(path, &all)
            }
            Self::System { owner } => {
                let user = format!("{owner}/{name}");
                let secret = secret.to_vec();
                ask_system(ANSWERS_WITHIN, move || keyring::Entry::new(SERVICE, &user)?.set_secret(&secret))
            }
        }
    }

    pub(crate) fn delete(&mut self, name: &str) -> Result<(), KeyError> {
        match self {
            Self::Memory { secrets } => {
                secrets.remove(name);
                Ok(())
            }
            Self::File { path } => {
                let mut all = read_file(path)?;
                all.remove(name);
                write_file(path, &all)
            }
            Self::System { owner } => {
                let user = format!("{owner}/{name}");
                ask_system(ANSWERS_WITHIN, move || match keyring::Entry::new(SERVICE, &user)?.delete_credential() {
                    Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
                    Err(other) => Err(other),
                })
            }
        }
    }
}

fn system_answers() -> Result<(), KeyError> {
    ask_system(FOUND_WITHIN, || match keyring::Entry::new(SERVICE, "is-there")?.get_secret() {
        Ok(_) | Err(keyring::Error::NoEntry) => Ok(()),
        Err(other) => Err(other),
    })
}

/// On a thread of its own: the key store's client blocks, and may bring a runtime along.
fn ask_system<T: Send + 'static>(
    within: Duration,
    ask: impl FnOnce() -> Result<T, keyring::Error> + Send + 'static,
) -> Result<T, KeyError> {
    let (answer, answered) = mpsc::channel();
    std::thread::spawn(move || {
        // Nobody may be waiting any more.
        let _ = answer.send(ask());
    });
    match answered.recv_timeout(within) {
        Ok(result) => result.map_err(|cause| KeyError::System(cause.to_string())),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            Err(KeyError::System(format!("no answer within {} s", within.as_secs())))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(KeyError::System("its client gave up".to_owned())),
    }
}

fn read_file(path: &Path) -> Result<BTreeMap<String, Vec<u8>>, KeyError> {
    let failed = |cause| KeyError::File { path: path.to_owned(), cause };
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|bad| failed(std::io::Error::other(bad))),
        Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(cause) => Err(failed(cause)),
    }
}

/// Replaced as a whole, so that a crash leaves the old one or the new one. A temporary file is for its owner only.
fn write_file(path: &Path, all: &BTreeMap<String, Vec<u8>>) -> Result<(), KeyError> {
    let failed = |cause| KeyError::File { path: path.to_owned(), cause };
    let bytes = serde_json::to_vec(all).map_err(|bad| failed(std::io::Error::other(bad)))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(&bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|fault| failed(fault.error))?;
    Ok(())
}
