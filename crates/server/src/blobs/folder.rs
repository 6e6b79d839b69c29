//! Contents as files: `blobs/ab/abcd…`, named by their hash.

use std::{
    fs::{self, File},
    io::{ErrorKind, Read, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use super::{BlobHash, BlobStore, pass_on};
use crate::store::StoreError;

/// The folder in the data folder.
const BLOBS: &str = "blobs";
/// In it, what is still arriving.
const ARRIVING: &str = "arriving";

/// Contents in a data folder. A content arrives under a name of its own, is synced, and gets its place by renaming: a
/// crash leaves the whole of it or a leftover, which the next start removes.
pub struct FolderBlobs {
    folder: PathBuf,
    next: AtomicU64,
}

impl FolderBlobs {
    /// Opens the contents of a data folder. The caller holds the folder's [`DataLock`](crate::store::DataLock): what
    /// still seems to arrive was left by a crash and is removed.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn open(data: &Path) -> Result<Self, StoreError> {
        let folder = data.join(BLOBS);
        let arriving = folder.join(ARRIVING);
        match fs::remove_dir_all(&arriving) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        fs::create_dir_all(&arriving)?;
        Ok(Self { folder, next: AtomicU64::new(0) })
    }

    fn place(&self, hash: &BlobHash) -> PathBuf {
        let hex = hash.to_hex();
        self.folder.join(hex.get(..2).unwrap_or_default()).join(hex)
    }

    fn arrive(&self, content: &mut dyn Read, at: &Path) -> Result<BlobHash, StoreError> {
        let mut file = File::create_new(at)?;
        let hash = pass_on(content, |part| Ok(file.write_all(part)?))?;
        file.sync_all()?;
        let place = self.place(&hash);
        let parent = place.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)?;
        fs::rename(at, &place)?;
        sync_folder(parent)?;
        sync_folder(&self.folder)?;
        Ok(hash)
    }
}

impl BlobStore for FolderBlobs {
    fn put(&self, content: &mut dyn Read) -> Result<BlobHash, StoreError> {
        let name = self.next.fetch_add(1, Ordering::Relaxed).to_string();
        let at = self.folder.join(ARRIVING).join(name);
        let kept = self.arrive(content, &at);
        if kept.is_err() {
            // If even that fails, the next start removes it.
            let _ = fs::remove_file(&at);
        }
        kept
    }

    fn open(&self, hash: &BlobHash) -> Result<Option<Box<dyn Read + Send>>, StoreError> {
        match File::open(self.place(hash)) {
            Ok(file) => Ok(Some(Box::new(file))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// A new name in a folder is on disk only when the folder is. Windows has no such call and needs none.
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
