//! One connected page of a contact.

use std::{convert::Infallible, net::IpAddr, sync::Arc, time::Duration};

use konsil_centre::{Case, ContactAct, Recorded, contact_event, contact_state};
use konsil_protocol::{
    domain::{Language, MAX_ID_BYTES, MessageContent, Refusal},
    wire::{
        CLOSE_MALFORMED, Decoded,
        contact::{ContactPhase, ContactRefusal, ContactState, FromContact, ToContact},
        decode,
    },
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until},
};

use super::{record::record, refusals::for_contact, start::Started};
use crate::{
    commit::{Job, offload},
    gateway::wire::{Beat, CLOSE_TOO_BIG, CLOSE_TRY_AGAIN, Heard, Over, Wire},
    hub::{Changed, ContactNotice, SignalLimits},
    state::AppState,
};

/// From one look at its place in line to the next, while the contact waits.
const LOOK_EVERY: Duration = Duration::from_secs(3);
/// Events read from the store at once.
const CHUNK: u32 = 200;

pub(super) struct ContactSession<'a> {
    state: &'a AppState,
    wire: &'a mut Wire,
    address: IpAddr,
    started: Started,
    notices: mpsc::Receiver<ContactNotice>,
    /// The number of the last event that the page has.
    last: u64,
    shown: Option<ContactState>,
    /// When it looks next how the chat stands in line.
    look_at: Option<Instant>,
    signals: SignalLimits,
}

impl<'a> ContactSession<'a> {
    pub(super) fn new(
        state: &'a AppState,
        wire: &'a mut Wire,
        address: IpAddr,
        started: Started,
        notices: mpsc::Receiver<ContactNotice>,
    ) -> Self {
        let last = started.after;
        Self {
            state,
            wire,
            address,
            started,
            notices,
            last,
            shown: None,
            look_at: None,
            signals: SignalLimits::default(),
        }
    }

    pub(super) async fn run(&mut self) -> Over {
        match self.converse().await {
            Ok(never) => match never {},
            Err(over) => over,
        }
    }

    async fn converse(&mut self) -> Result<Infallible, Over> {
        self.welcome().await?;
        loop {
            let beat_at = self.wire.next_beat();
            tokio::select! {
                biased;
                notice = self.notices.recv() => match notice {
                    Some(ContactNotice::Changed(changed)) => self.changed(&changed).await?,
                    Some(ContactNotice::Centre) => self.centre_changed().await?,
                    Some(ContactNotice::Typing { name }) => self.wire.say(&ToContact::Typing { name }).await?,
                    None => return Err(Over::Gone),
                },
                heard = self.wire.hear() => self.heard(heard).await?,
                () = at(self.look_at), if self.look_at.is_some() => self.look().await?,
                () = sleep_until(beat_at) => match self.wire.beat() {
                    Beat::Nothing => {}
                    Beat::Ping(n) => self.wire.say(&ToContact::Ping { n }).await?,
                    Beat::Dead => return Err(Over::Gone),
                },
            }
        }
    }

    async fn welcome(&mut self) -> Result<(), Over> {
        let record = record(self.state, &self.started.case).await.ok_or(Over::Close(CLOSE_TRY_AGAIN))?;
        if self.last > record.counters.contact {
            // The page has more than the store: the database was restored. It is sent everything.
            self.last = 0;
        }
        let state = self.stands(&record.case);
        self.shown = Some(state.clone());
        let welcome = ToContact::Welcome { protocol: self.wire.version(), secret: self.started.secret.take(), state };
        self.wire.say(&welcome).await?;
        loop {
            let (case, after) = (self.started.case.clone(), self.last);
            let events = offload(&self.state.store, move |store| store.contact_log(&case, after, CHUNK)).await;
            let events = events.map_err(|error| {
                tracing::error!(%error, "a contact's log cannot be read");
                Over::Close(CLOSE_TRY_AGAIN)
            })?;
            let whole = events.len() < CHUNK as usize;
            for event in &events {
                self.event(event).await?;
            }
            if whole {
                return Ok(());
            }
        }
    }

    async fn changed(&mut self, changed: &Arc<Changed>) -> Result<(), Over> {
        for event in &changed.events {
            self.event(event).await?;
        }
        self.show(&changed.record.case).await
    }

    /// Another centre file is in force: somebody may have another name.
    async fn centre_changed(&mut self) -> Result<(), Over> {
        let record = record(self.state, &self.started.case).await.ok_or(Over::Close(CLOSE_TRY_AGAIN))?;
        self.show(&record.case).await
    }

    /// Now and then, while it waits: others have come and gone.
    async fn look(&mut self) -> Result<(), Over> {
        self.look_at = None;
        let record = self.state.hub.published().cases.get(&self.started.case).cloned();
        match record {
            Some(record) => self.show(&record.case).await,
            None => Ok(()),
        }
    }

    async fn show(&mut self, case: &Case) -> Result<(), Over> {
        let state = self.stands(case);
        if self.shown.as_ref() != Some(&state) {
            self.shown = Some(state.clone());
            self.wire.say(&ToContact::State { state }).await?;
        }
        Ok(())
    }

    /// How the chat stands, and when to look again.
    fn stands(&mut self, case: &Case) -> ContactState {
        let in_line = self.state.hub.in_line(case, self.state.clock.now());
        let state = ContactState { in_line, ..contact_state(case, &self.state.hub.centre().rules) };
        self.look_at = match state.phase {
            ContactPhase::Waiting => self.look_at.or(Some(Instant::now() + LOOK_EVERY)),
            ContactPhase::Chatting | ContactPhase::AgentAway | ContactPhase::Ended => None,
        };
        state
    }

    async fn event(&mut self, event: &Recorded) -> Result<(), Over> {
        let Some(n) = event.contact_seq.filter(|n| *n > self.last) else { return Ok(()) };
        let Some(seen) = contact_event(event, &self.state.hub.centre().rules) else { return Ok(()) };
        self.last = n;
        self.wire.say(&ToContact::Event { n, at: event.at, event: seen }).await
    }

    async fn heard(&mut self, heard: Heard) -> Result<(), Over> {
        let text = match heard {
            Heard::Text(text) => text,
            Heard::Alive => return Ok(()),
            Heard::Malformed => return self.malformed("").await,
            Heard::TooBig => return Err(Over::Close(CLOSE_TOO_BIG)),
            Heard::Closed => return Err(Over::Gone),
        };
        match decode(text.as_str(), FromContact::KINDS) {
            Decoded::Known(frame) => self.frame(frame).await,
            Decoded::Unsupported { .. } => self.refuse(id_of(text.as_str()), ContactRefusal::Malformed).await,
            Decoded::Malformed => self.malformed(text.as_str()).await,
        }
    }

    async fn malformed(&mut self, text: &str) -> Result<(), Over> {
        if self.wire.too_many_malformed() {
            return Err(Over::Close(CLOSE_MALFORMED));
        }
        self.refuse(id_of(text), ContactRefusal::Malformed).await
    }

    async fn refuse(&mut self, id: Option<String>, refusal: ContactRefusal) -> Result<(), Over> {
        self.wire.say(&ToContact::Refused { id, refusal }).await
    }

    async fn frame(&mut self, frame: FromContact) -> Result<(), Over> {
        match frame {
            FromContact::Say { id, content } => self.speak(id, content).await,
            FromContact::Typing => {
                self.state.hub.contact_typing(&self.started.case, &mut self.signals);
                Ok(())
            }
            FromContact::Language { language } => self.language(language).await,
            FromContact::Leave => match self.act(ContactAct::Leave).await {
                // Left before: that is what was wanted.
                Ok(()) | Err(ContactRefusal::ChatEnded) => Ok(()),
                Err(refusal) => self.refuse(None, refusal).await,
            },
            FromContact::Ping { n } => self.wire.say(&ToContact::Pong { n }).await,
            FromContact::Pong { .. } => Ok(()),
            FromContact::Hello { .. } | FromContact::Open { .. } => self.malformed("").await,
        }
    }

    async fn speak(&mut self, id: String, content: MessageContent) -> Result<(), Over> {
        if id.is_empty() || id.len() > MAX_ID_BYTES {
            return self.malformed("").await;
        }
        let now = self.state.clock.now();
        let result = match self.state.gate.messages.count(self.address, now) {
            Ok(()) => self.act(ContactAct::Say { contact_id: id.clone(), content }).await,
            Err(retry_after_ms) => Err(ContactRefusal::TooFast { retry_after_ms }),
        };
        match result {
            Ok(()) => self.wire.say(&ToContact::Said { id }).await,
            Err(refusal) => self.refuse(Some(id), refusal).await,
        }
    }

    async fn language(&mut self, language: Language) -> Result<(), Over> {
        let now = self.state.clock.now();
        if self.state.gate.messages.count(self.address, now).is_err() {
            return Ok(());
        }
        match self.act(ContactAct::SwitchLanguage { language }).await {
            Ok(()) | Err(ContactRefusal::ChatEnded) => Ok(()),
            Err(refusal) => self.refuse(None, refusal).await,
        }
    }

    /// One act at a time: what a page sends is decided in the order in which it was sent.
    async fn act(&mut self, act: ContactAct) -> Result<(), ContactRefusal> {
        let (reply, answered) = oneshot::channel();
        self.state.jobs.submit(Job::Contact { case: self.started.case.clone(), act, reply }).await;
        let result = answered.await.unwrap_or(Err(Refusal::StoreUnavailable));
        result.map_err(|refusal| for_contact(&refusal))
    }
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

/// The page's own id of what it sent, so that what cannot be read does not wait for ever.
fn id_of(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    value.get("id")?.as_str().filter(|id| !id.is_empty() && id.len() <= MAX_ID_BYTES).map(str::to_owned)
}
