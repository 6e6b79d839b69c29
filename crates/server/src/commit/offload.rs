//! Where a store's calls are made by everybody but the loop.

use std::sync::Arc;

use crate::store::{Store, StoreError};

/// Calls the store where waiting for a disk holds nobody up; a store that never waits is called at once, which keeps a
/// simulation in one thread.
pub(crate) async fn offload<T: Send + 'static>(
    store: &Arc<dyn Store>,
    call: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    if !store.blocks() {
        return call(&**store);
    }
    let store = store.clone();
    match tokio::task::spawn_blocking(move || call(&*store)).await {
        Ok(result) => result,
        Err(error) => Err(StoreError::Unavailable(error.to_string())),
    }
}
