//! Contents of files, each under the hash of its bytes. The same bytes are kept once; what is kept never changes.

#[cfg(test)]
mod conformance;
mod folder;
mod memory;

use std::{fmt::Write as _, io::Read};

use sha2::{Digest, Sha256};

pub use folder::FolderBlobs;
pub use memory::MemoryBlobs;

use crate::store::StoreError;

/// SHA-256 of a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobHash(pub [u8; 32]);

impl BlobHash {
    /// Lower-case hexadecimal, 64 letters.
    #[must_use]
    pub fn to_hex(&self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// Where contents are kept. Calls may block; make them where that is allowed. Every implementation passes the same
/// conformance suite.
pub trait BlobStore: Send + Sync + 'static {
    /// Keeps everything that `content` yields. When this returns it is on disk; if it fails, nothing of it can be read.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Unavailable`] if `content` itself cannot be read to its end.
    fn put(&self, content: &mut dyn Read) -> Result<BlobHash, StoreError>;

    /// The content with that hash from its first byte; none if it is not kept.
    ///
    /// # Errors
    /// [`StoreError`]
    fn open(&self, hash: &BlobHash) -> Result<Option<Box<dyn Read + Send>>, StoreError>;
}

/// Bytes that are read and written at once.
const PART: usize = 64 * 1024;

/// Passes `content` on part by part, and gives its hash.
fn pass_on(
    content: &mut dyn Read,
    mut write: impl FnMut(&[u8]) -> Result<(), StoreError>,
) -> Result<BlobHash, StoreError> {
    let (mut hasher, mut part) = (Sha256::new(), vec![0_u8; PART]);
    loop {
        match content.read(&mut part) {
            Ok(0) => return Ok(BlobHash(hasher.finalize().into())),
            Ok(count) => {
                let read = part.get(..count).unwrap_or_default();
                hasher.update(read);
                write(read)?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(StoreError::Unavailable(error.to_string())),
        }
    }
}
