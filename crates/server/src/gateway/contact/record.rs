//! The case of a contact's page, as it is committed.

use std::sync::Arc;

use konsil_protocol::domain::CaseId;

use crate::{
    commit::offload,
    state::AppState,
    store::{CaseRecord, StoreKey},
};

/// The case, also one that is over for all agents. None: it cannot be read just now.
pub(super) async fn record(state: &AppState, case: &CaseId) -> Option<Arc<CaseRecord>> {
    if let Some(record) = state.hub.published().cases.get(case).cloned() {
        return Some(record);
    }
    let key = StoreKey::Case(case.clone());
    let slice = offload(&state.store, move |store| store.peek(&[key])).await;
    slice.ok().and_then(|mut slice| slice.cases.remove(case)).map(Arc::new)
}
