//! What every store of contents must do, and what only a folder can.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use super::{BlobHash, BlobStore, FolderBlobs, MemoryBlobs};
use crate::store::StoreError;

/// Yields some bytes, then breaks off.
struct BreaksOff(usize);

impl Read for BreaksOff {
    fn read(&mut self, part: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("the sender is gone"));
        }
        let count = part.len().min(self.0);
        part[..count].fill(7);
        self.0 -= count;
        Ok(count)
    }
}

fn read(store: &dyn BlobStore, hash: &BlobHash) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    store.open(hash).unwrap()?.read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

fn in_each_store(story: impl Fn(&dyn BlobStore)) {
    let data = tempfile::tempdir().unwrap();
    story(&FolderBlobs::open(data.path()).unwrap());
    story(&MemoryBlobs::default());
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path.display().to_string()) }
    }
    found
}

#[test]
fn a_content_comes_back_under_the_hash_of_its_bytes() {
    in_each_store(|store| {
        let large: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        for content in [&b"abc"[..], &[], &large] {
            let hash = store.put(&mut &*content).unwrap();
            assert_eq!(read(store, &hash).as_deref(), Some(content));
        }
        let of_abc = store.put(&mut &b"abc"[..]).unwrap().to_hex();
        assert_eq!(of_abc, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    });
}

#[test]
fn a_content_that_is_not_kept_is_none() {
    in_each_store(|store| assert_eq!(read(store, &BlobHash([1; 32])), None));
}

#[test]
fn a_content_that_breaks_off_is_not_kept_and_leaves_no_file() {
    in_each_store(|store| {
        let broken = store.put(&mut BreaksOff(100_000)).unwrap_err();
        assert!(matches!(broken, StoreError::Unavailable(_)));
    });
    let data = tempfile::tempdir().unwrap();
    FolderBlobs::open(data.path()).unwrap().put(&mut BreaksOff(100_000)).unwrap_err();
    assert_eq!(files(data.path()), [""; 0]);
}

#[test]
fn the_same_bytes_are_kept_once() {
    let data = tempfile::tempdir().unwrap();
    let store = FolderBlobs::open(data.path()).unwrap();
    assert_eq!(store.put(&mut &b"abc"[..]).unwrap(), store.put(&mut &b"abc"[..]).unwrap());
    assert_eq!(files(data.path()).len(), 1);
}

#[test]
fn after_a_crash_what_was_kept_is_there_and_what_was_arriving_is_gone() {
    let data = tempfile::tempdir().unwrap();
    let hash = FolderBlobs::open(data.path()).unwrap().put(&mut &b"abc"[..]).unwrap();
    // A process that dies while a content arrives leaves this.
    fs::write(data.path().join("blobs/arriving/0"), "half of").unwrap();
    let store = FolderBlobs::open(data.path()).unwrap();
    assert_eq!(read(&store, &hash).as_deref(), Some(&b"abc"[..]));
    assert_eq!(files(data.path()).len(), 1);
    assert!(store.put(&mut &b"more"[..]).is_ok(), "under the name that the leftover had");
}
