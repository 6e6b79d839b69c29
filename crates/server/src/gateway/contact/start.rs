//! The first frame of a contact's page: a new chat, or the secret of one.

use std::{net::IpAddr, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use konsil_centre::{ContactAct, FormerChat, NameRefused, contact_name, message_text};
use konsil_protocol::{
    domain::{CaseId, Language, QueueId},
    wire::{
        CLOSE_LATE, CLOSE_MALFORMED, Decoded, HELLO_WITHIN_MS,
        contact::{ContactRefusal, FromContact, ToContact},
        decode,
    },
};
use tokio::{
    sync::oneshot,
    time::{Instant, timeout_at},
};

use super::{record::record, refusals::for_contact};
use crate::{
    commit::{Job, offload},
    gateway::wire::{CLOSE_TOO_BIG, Heard, Over, Wire},
    state::AppState,
    store::{SecretHash, StoreKey},
};

/// 256 bits in base64url without padding.
const SECRET_CHARS: usize = 43;
/// The address of the page that the chat was opened on, in bytes.
const MAX_PAGE_BYTES: usize = 2_048;

/// A page that has its chat.
pub(super) struct Started {
    pub(super) case: CaseId,
    /// Sent to the page if the server drew it.
    pub(super) secret: Option<String>,
    /// What the page has already.
    pub(super) after: u64,
}

struct Opening {
    secret: Option<String>,
    name: String,
    topic: QueueId,
    language: Language,
    text: String,
    page: Option<String>,
    /// What the secret of the contact's last chat is known by.
    former: Option<String>,
}

/// Waits for a first frame that leads to a chat. After a refusal the page may try again on the same socket.
pub(super) async fn start(state: &AppState, wire: &mut Wire, address: IpAddr) -> Result<Started, Over> {
    let within = Duration::from_millis(HELLO_WITHIN_MS);
    let mut deadline = Instant::now() + within;
    loop {
        // Whoever says something else without a pause is late all the same.
        if Instant::now() >= deadline {
            return Err(Over::Close(CLOSE_LATE));
        }
        let heard = timeout_at(deadline, wire.hear()).await;
        let text = match heard.map_err(|_| Over::Close(CLOSE_LATE))? {
            Heard::Text(text) => text,
            Heard::Alive => continue,
            Heard::Malformed => return Err(Over::Close(CLOSE_MALFORMED)),
            Heard::TooBig => return Err(Over::Close(CLOSE_TOO_BIG)),
            Heard::Closed => return Err(Over::Gone),
        };
        let result = match decode(text.as_str(), FromContact::KINDS) {
            Decoded::Known(FromContact::Hello { protocol, secret, after }) => {
                wire.agree(protocol)?;
                let found = find(state, SecretHash::of(&secret)).await;
                found.map(|case| Started { case, secret: None, after })
            }
            Decoded::Known(FromContact::Open { protocol, secret, name, topic, language, text, page, former }) => {
                wire.agree(protocol)?;
                // Somebody whose language is not known here is answered in the one the centre speaks first.
                let language = language.or(state.hub.centre().languages.first().copied()).unwrap_or_default();
                open(state, address, Opening { secret, name, topic, language, text, page, former }).await
            }
            Decoded::Known(FromContact::Ping { n }) => {
                wire.say(&ToContact::Pong { n }).await?;
                continue;
            }
            Decoded::Known(FromContact::Pong { .. }) => continue,
            Decoded::Known(
                FromContact::Say { .. } | FromContact::Typing | FromContact::Language { .. } | FromContact::Leave,
            )
            | Decoded::Malformed => Err(ContactRefusal::Malformed),
            Decoded::Unsupported { .. } => {
                wire.say(&ToContact::Refused { id: None, refusal: ContactRefusal::Malformed }).await?;
                continue;
            }
        };
        match result {
            Ok(started) => return Ok(started),
            Err(refusal) => {
                wire.say(&ToContact::Refused { id: None, refusal }).await?;
                if wire.too_many_malformed() {
                    return Err(Over::Close(CLOSE_MALFORMED));
                }
                deadline = Instant::now() + within;
            }
        }
    }
}

async fn find(state: &AppState, hash: SecretHash) -> Result<CaseId, ContactRefusal> {
    let slice = offload(&state.store, move |store| store.peek(&[StoreKey::Secret(hash)])).await;
    let slice = slice.map_err(|_| ContactRefusal::NotStored)?;
    slice.secrets.get(&hash).cloned().ok_or(ContactRefusal::NoSuchChat)
}

/// Who had the contact's last chat. That it is not known, or cannot be read just now, keeps nobody from a new one.
async fn former_chat(state: &AppState, hash: &str) -> Option<FormerChat> {
    let bytes = URL_SAFE_NO_PAD.decode(hash).ok()?;
    let case = find(state, SecretHash(bytes.try_into().ok()?)).await.ok()?;
    let record = record(state, &case).await?;
    FormerChat::of(&record.case, state.clock.now())
}

async fn open(state: &AppState, address: IpAddr, opening: Opening) -> Result<Started, ContactRefusal> {
    let Opening { secret, name, topic, language, text, page, former } = opening;
    if let Some(secret) = &secret {
        let bytes = URL_SAFE_NO_PAD.decode(secret).map_err(|_| ContactRefusal::Malformed)?;
        if secret.len() != SECRET_CHARS || bytes.len() != 32 {
            return Err(ContactRefusal::Malformed);
        }
        // Sent again, because its answer was lost.
        match find(state, SecretHash::of(secret)).await {
            Ok(case) => return Ok(Started { case, secret: None, after: 0 }),
            Err(ContactRefusal::NoSuchChat) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    let name = contact_name(&name).map_err(|refused| match refused {
        NameRefused::Missing => ContactRefusal::NameMissing,
        NameRefused::TooLong { limit } => ContactRefusal::NameTooLong { limit },
    })?;
    let text = message_text(&text).map_err(|refusal| for_contact(&refusal))?;
    if page.as_ref().is_some_and(|page| page.len() > MAX_PAGE_BYTES) {
        return Err(ContactRefusal::Malformed);
    }
    let centre = state.hub.centre();
    let Some(queue) = centre.rules.queues.get(&topic) else { return Err(ContactRefusal::NoSuchTopic) };
    let now = state.clock.now();
    if !state.hub.centre().is_open(&topic, now) {
        return Err(ContactRefusal::Closed);
    }
    let counted = state.gate.new_chats.count(address, now);
    counted.map_err(|retry_after_ms| ContactRefusal::TooManyChats { retry_after_ms })?;

    let (secret, drawn) = match secret {
        Some(secret) => (secret, None),
        None => {
            let secret = URL_SAFE_NO_PAD.encode(state.ids.secret());
            (secret.clone(), Some(secret))
        }
    };
    let former = match former.filter(|_| queue.routing.last_agent_first) {
        Some(former) => former_chat(state, &former).await,
        None => None,
    };
    let (reply, opened) = oneshot::channel();
    let act = ContactAct::Open { name, language, queue: topic, page, contact_id: state.ids.id(), text, former };
    state.jobs.submit(Job::Open { secret: SecretHash::of(&secret), act, reply }).await;
    match opened.await {
        Ok(Ok(case)) => Ok(Started { case, secret: drawn, after: 0 }),
        Ok(Err(refusal)) => Err(for_contact(&refusal)),
        Err(_) => Err(ContactRefusal::NotStored),
    }
}
