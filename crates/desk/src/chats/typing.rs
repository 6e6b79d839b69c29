//! Who is typing where, and when I last said that I am.

use std::collections::BTreeMap;

use konsil_protocol::domain::{EntryBody, Party, Placed, Signal, ThreadRef, Timestamp};

/// Typing fades after so long.
const TYPING_MS: u64 = 5_000;
/// Mine is said again only after so long.
const TYPING_AGAIN_MS: u64 = 3_000;

#[derive(Debug, Default)]
pub(crate) struct Typing {
    who: BTreeMap<ThreadRef, Vec<(Party, Timestamp)>>,
    /// When I last said that I am, in each thread.
    mine: BTreeMap<ThreadRef, Timestamp>,
}

impl Typing {
    pub fn on_typing(&mut self, thread: ThreadRef, who: Party, now: Timestamp) {
        let typists = self.who.entry(thread).or_default();
        typists.retain(|(typist, _)| !typist.is_same_as(&who));
        typists.push((who, now.plus_ms(TYPING_MS)));
    }

    /// Whoever wrote these has stopped typing.
    pub fn wrote(&mut self, thread: &ThreadRef, entries: &[Placed]) {
        if let Some(typists) = self.who.get_mut(thread) {
            typists.retain(|(who, _)| !entries.iter().any(|placed| wrote(placed, who)));
        }
    }

    pub fn fade(&mut self, now: Timestamp) {
        for typists in self.who.values_mut() {
            typists.retain(|(_, until)| *until > now);
        }
        self.who.retain(|_, typists| !typists.is_empty());
    }

    /// The connection is gone: nobody is heard.
    pub fn forget(&mut self) {
        self.who.clear();
    }

    pub fn next_change(&self) -> Option<Timestamp> {
        self.who.values().flatten().map(|(_, until)| *until).min()
    }

    pub fn who(&self, thread: &ThreadRef) -> impl Iterator<Item = &Party> {
        self.who.get(thread).into_iter().flatten().map(|(who, _)| who)
    }

    /// I am typing: gives the signal unless it was given just now.
    pub fn say(&mut self, signal: Signal, now: Timestamp) -> Option<Signal> {
        let Signal::Typing { thread } = &signal;
        // One that lies ahead is from before the clock was put back.
        self.mine.retain(|_, at| *at <= now && now.since_ms(*at) < TYPING_AGAIN_MS);
        if self.mine.contains_key(thread) {
            return None;
        }
        self.mine.insert(thread.clone(), now);
        Some(signal)
    }

    /// What I was typing was sent.
    pub fn sent(&mut self, thread: &ThreadRef) {
        self.mine.remove(thread);
    }
}

/// Whether this entry is what that one was typing.
fn wrote(placed: &Placed, who: &Party) -> bool {
    match &placed.entry.body {
        EntryBody::Message { origin, .. } => origin.by.is_same_as(who),
        EntryBody::System { .. } | EntryBody::Unsupported { .. } => false,
    }
}
