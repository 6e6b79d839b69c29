//! Contents in memory, for tests and simulations.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
    sync::{Mutex, PoisonError},
};

use super::{BlobHash, BlobStore, pass_on};
use crate::store::StoreError;

#[derive(Default)]
pub struct MemoryBlobs {
    kept: Mutex<BTreeMap<BlobHash, Vec<u8>>>,
}

impl BlobStore for MemoryBlobs {
    fn put(&self, content: &mut dyn Read) -> Result<BlobHash, StoreError> {
        let mut bytes = Vec::new();
        let hash = pass_on(content, |part| {
            bytes.extend_from_slice(part);
            Ok(())
        })?;
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, bytes);
        Ok(hash)
    }

    fn open(&self, hash: &BlobHash) -> Result<Option<Box<dyn Read + Send>>, StoreError> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned();
        Ok(kept.map(|bytes| Box::new(Cursor::new(bytes)) as Box<dyn Read + Send>))
    }
}
