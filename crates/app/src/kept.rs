//! What a store keeps for the desk, as the desk takes it.

use std::collections::BTreeMap;

use konsil_desk::{Kept, KeptCommand, KeptContact, KeptDraft, KeptSilenced, KeptTargets, KeptWhy, KeptWords};
use konsil_link::{LocalStore, StoreError, Unreadable, Unsent, UnsentContent, UnsentWhy};
use konsil_protocol::domain::{CaseId, Command, ConsultTarget, MessageContent, QueueId, Thread, Timestamp};

/// The names under which the store keeps settings.
pub(crate) const SILENCED: &str = "silenced-chats";
pub(crate) const WORDS: &str = "request-words";
pub(crate) const CONTACTS: &str = "contacts";
/// Former programs kept there whom somebody asked last; now it stands with each agent's targets.
pub(crate) const RECENT: &str = "recent";
pub(crate) const TARGETS: &str = "targets";

/// Reads everything. Commands of which not even the chat can be read are shown in a chat of their own, whose
/// contact's name is `nameless`.
///
/// # Errors
/// [`StoreError`] if the file cannot be read.
pub(crate) fn read(store: &LocalStore, now: Timestamp, nameless: &str) -> Result<Kept, StoreError> {
    let pending = store.pending(now)?.into_iter();
    let drafts = store.drafts::<KeptDraft>()?.into_iter();
    let mut contacts = store.setting::<BTreeMap<CaseId, KeptContact>>(CONTACTS)?.unwrap_or_default();
    let mut unsent = Vec::new();
    for one in store.unsent(now)? {
        unsent.extend(kept_unsent(one, nameless, &mut contacts));
    }
    Ok(Kept {
        pending: pending.map(|queued| KeptCommand { id: queued.id, command: queued.command, at: queued.at }).collect(),
        unsent,
        drafts: drafts.map(|saved| (saved.thread, saved.draft)).collect(),
        contacts,
        recent: store.setting::<Vec<ConsultTarget>>(RECENT)?.unwrap_or_default(),
        targets: store.setting(TARGETS)?.unwrap_or_default(),
        silenced: store.setting(SILENCED)?.unwrap_or_default(),
        words: store.setting(WORDS)?.unwrap_or_default(),
    })
}

/// None only if the fixed names below were no ids.
fn kept_unsent(
    unsent: Unsent,
    nameless: &str,
    contacts: &mut BTreeMap<CaseId, KeptContact>,
) -> Option<(KeptCommand, KeptWhy)> {
    let Unsent { id, content, at, why } = unsent;
    let why = match why {
        UnsentWhy::Refused { refusal } => KeptWhy::Refused(refusal),
        UnsentWhy::TooOld => KeptWhy::TooOld,
        UnsentWhy::Uncertain => KeptWhy::Uncertain,
        UnsentWhy::Unreadable { cause: Unreadable::Newer } => KeptWhy::Newer,
        UnsentWhy::Unreadable { cause: Unreadable::Damaged } => KeptWhy::Damaged,
    };
    let command = match content {
        UnsentContent::Command(command) => command,
        UnsentContent::Remains(remains) => {
            let case = match remains.case {
                Some(case) => case,
                None => {
                    let case = CaseId::new("unreadable").ok()?;
                    let contact = KeptContact { name: nameless.to_owned(), queue: QueueId::new("-").ok()? };
                    contacts.entry(case.clone()).or_insert(contact);
                    case
                }
            };
            let (thread, text) = (remains.thread.unwrap_or(Thread::Main), remains.text.unwrap_or_default());
            Command::SendMessage { case, thread, content: MessageContent::Text(text) }
        }
    };
    Some((KeptCommand { id, command, at }, why))
}

/// Several agents may sign in here, one after the other.
pub(crate) fn save_silenced(store: &LocalStore, silenced: KeptSilenced) -> Result<(), StoreError> {
    let mut all: Vec<KeptSilenced> = store.setting(SILENCED)?.unwrap_or_default();
    all.retain(|kept| !kept.is_of_the_same(&silenced));
    if !silenced.cases.is_empty() {
        all.push(silenced);
    }
    store.set_setting(SILENCED, &all)
}

/// Likewise.
pub(crate) fn save_words(store: &LocalStore, words: KeptWords) -> Result<(), StoreError> {
    let mut all: Vec<KeptWords> = store.setting(WORDS)?.unwrap_or_default();
    all.retain(|kept| !kept.is_of_the_same(&words));
    if !words.cases.is_empty() {
        all.push(words);
    }
    store.set_setting(WORDS, &all)
}

/// Likewise. What a former program kept of anybody is of no account from now on.
pub(crate) fn save_targets(store: &LocalStore, targets: KeptTargets) -> Result<(), StoreError> {
    let mut all: Vec<KeptTargets> = store.setting(TARGETS)?.unwrap_or_default();
    all.retain(|kept| !kept.is_of_the_same(&targets));
    all.push(targets);
    store.set_setting(TARGETS, &all)?;
    store.remove_setting(RECENT)
}
