//! One thread of a case: its entries, my own texts on their way, and which part of it a window shows.
//!
//! Every change costs as much as it brings, never as much as is there: a thread of 100,000 lines takes a new one like
//! a thread of ten. A chat is shown in exactly one place, so there is one answer to "what is shown".

use std::collections::VecDeque;

use konsil_protocol::domain::{CommandId, Entry, EntryBody, Origin, Party, Placed, Rest, Timestamp};

use super::find::Finder;
use super::line::Reader;
use super::local::{Local, LocalState, Overtaken};
use super::preview::preview;
use super::repeats::is_said_beside;
use super::reply_tracker::ReplyTracker;
use crate::boundary::view::{FoundLine, Line, Lines, Side};

/// Lines shown at first, and each time the reader asks for older ones.
pub(crate) const SHOWN_AT_ONCE: usize = 200;
/// Shown before a line that was looked for.
const SHOWN_BEFORE: usize = 40;

#[derive(Debug, Default)]
pub(crate) struct ThreadLog {
    entries: VecDeque<Placed>,
    /// What was there at first has arrived, if only to say that nothing was: whatever comes now is new.
    loaded: bool,
    /// Whether the backend has entries before the first.
    earlier: Rest,
    /// They were asked for.
    asked: Option<AskedFor>,
    extent: Extent,
    /// So many entries at the front are known and not shown.
    hidden: usize,
    locals: Vec<Local>,
    last_said: Option<Said>,
    heard: ReplyTracker,
    last_at: Option<Timestamp>,
    unread: u32,
    /// The last entry that was in view. None until the first entries have arrived.
    seen: Option<u64>,
}

/// The last words in a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub author: String,
    pub side: Side,
    pub text: String,
}

/// Whether the thread is before the agent's eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    InView,
    Elsewhere,
}

/// What earlier entries were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AskedFor {
    /// The reader comes to the first line that is shown.
    Reading,
    /// All are wanted, and not to be shown.
    Whole,
}

/// How much of a thread is wanted here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Extent {
    /// As far back as somebody reads.
    #[default]
    AsRead,
    /// From its first entry on: it is searched, or written out.
    Whole,
}

/// What to do for older lines.
#[derive(Debug, PartialEq)]
pub(crate) enum OlderLines {
    Show(Lines),
    AskBackend,
    Nothing,
}

impl ThreadLog {
    pub fn unread(&self) -> u32 {
        self.unread
    }

    pub fn locals(&self) -> &[Local] {
        &self.locals
    }

    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    pub fn heard(&self) -> &ReplyTracker {
        &self.heard
    }

    pub fn last_said(&self) -> Option<&Said> {
        self.last_said.as_ref()
    }

    pub fn last_at(&self) -> Option<Timestamp> {
        self.last_at.max(self.locals.last().map(|local| local.at))
    }

    pub fn mark_seen(&mut self) {
        self.unread = 0;
        self.seen = self.entries.back().map(|placed| placed.order).max(self.seen);
    }

    /// A window begins to show the thread: only the newest lines are shown at first.
    pub fn hide_older(&mut self) {
        self.hidden = self.entries.len().saturating_sub(SHOWN_AT_ONCE);
    }

    /// Everything that a window shows of the thread.
    pub fn shown(&self, reader: &Reader) -> Lines {
        let entries = (self.hidden..self.entries.len()).filter_map(|at| self.line_at(at, reader));
        let locals = self.locals.iter().map(|local| reader.local(local));
        Lines::Reset { lines: entries.chain(locals).collect(), older: self.has_older() }
    }

    /// None where the line beside it says as much.
    fn line_at(&self, at: usize, reader: &Reader) -> Option<Line> {
        let placed = self.entries.get(at).filter(|_| !self.is_said_beside(at))?;
        Some(reader.line(&placed.entry))
    }

    fn is_said_beside(&self, at: usize) -> bool {
        let entry = |at: usize| self.entries.get(at).map(|placed| &placed.entry);
        entry(at).is_some_and(|this| is_said_beside(this, at.checked_sub(1).and_then(entry), entry(at + 1)))
    }

    fn has_older(&self) -> bool {
        self.hidden > 0 || self.earlier == Rest::More
    }

    pub fn show_older(&mut self, reader: &Reader) -> OlderLines {
        if self.hidden > 0 {
            let from = self.hidden.saturating_sub(SHOWN_AT_ONCE);
            return OlderLines::Show(self.show_from(from, reader));
        }
        if self.earlier == Rest::Nothing {
            return OlderLines::Nothing;
        }
        // What is on its way is shown when it comes.
        match self.asked.replace(AskedFor::Reading) {
            Some(_) => OlderLines::Nothing,
            None => OlderLines::AskBackend,
        }
    }

    fn show_from(&mut self, from: usize, reader: &Reader) -> Lines {
        let lines = (from..self.hidden).filter_map(|at| self.line_at(at, reader)).collect();
        self.hidden = from;
        Lines::Prepend { lines, older: self.has_older() }
    }

    /// A line that is known and not shown yet is shown, with some before it.
    pub fn show_line(&mut self, key: &str, reader: &Reader) -> Option<Lines> {
        let at = (0..self.hidden)
            .rfind(|at| self.entries.get(*at).is_some_and(|placed| reader.key(&placed.entry) == key))?;
        Some(self.show_from(at.saturating_sub(SHOWN_BEFORE), reader))
    }

    /// What was asked for will not be answered: the connection is new.
    pub fn forget_asking(&mut self) {
        self.asked = None;
    }

    pub fn want(&mut self, extent: Extent) {
        self.extent = extent;
    }

    /// Whether earlier entries are to be asked for now, because all are wanted.
    pub fn pull(&mut self) -> bool {
        let wanted = self.extent == Extent::Whole && self.earlier == Rest::More && self.asked.is_none();
        if wanted {
            self.asked = Some(AskedFor::Whole);
        }
        wanted
    }

    /// While all are wanted: how many are here, and whether these are all.
    pub fn pulled(&self) -> Option<(usize, Rest)> {
        (self.extent == Extent::Whole).then_some((self.entries.len(), self.earlier))
    }

    /// Everything that is known of it, oldest first; and whether that is all there is.
    pub fn entries(&self) -> (impl Iterator<Item = &Entry>, Rest) {
        (self.entries.iter().map(|placed| &placed.entry), self.earlier)
    }

    /// The lines in which it is found, oldest first.
    pub fn find<'a>(&'a self, finder: &'a Finder, reader: &'a Reader) -> impl Iterator<Item = FoundLine> + 'a {
        let entries = self.entries.iter().filter_map(move |placed| {
            let text = reader.words(&placed.entry)?;
            found(finder, text, || reader.key(&placed.entry))
        });
        let locals = self.locals.iter();
        entries.chain(locals.filter_map(move |local| found(finder, local.content.text(), || local.id.to_string())))
    }

    /// These are all that is known now.
    pub fn reset(&mut self, entries: Vec<Placed>, earlier: Rest, sight: Sight, reader: &Reader) -> Lines {
        let mine: Vec<_> = entries.iter().filter_map(|placed| self.local_of(placed, reader)).collect();
        self.locals.retain(|local| !mine.contains(&local.id));
        self.unread = match self.seen {
            None => 0,
            Some(seen) => count(entries.iter().filter(|placed| placed.order > seen && is_by_another(placed, reader))),
        };
        if self.seen.is_none() {
            self.seen = entries.last().map(|placed| placed.order);
        }
        self.last_said = entries.iter().rev().find_map(|placed| said(placed, reader));
        self.heard = ReplyTracker::default();
        self.hear(&entries, reader);
        self.last_at = entries.last().map(|placed| placed.entry.at);
        self.entries = entries.into();
        self.loaded = true;
        self.earlier = earlier;
        self.asked = None;
        if sight == Sight::InView {
            self.mark_seen();
        }
        self.hide_older();
        self.shown(reader)
    }

    pub fn append(&mut self, new: Vec<Placed>, sight: Sight, reader: &Reader) -> Vec<Lines> {
        let Some(last) = new.last() else { return Vec::new() };
        self.last_at = Some(last.entry.at);
        if let Some(said) = new.iter().rev().find_map(|placed| said(placed, reader)) {
            self.last_said = Some(said);
        }
        self.unread += count(new.iter().filter(|placed| is_by_another(placed, reader)));
        self.hear(&new, reader);
        if new.iter().any(is_by_contact) {
            for local in &mut self.locals {
                local.overtaken = Overtaken::Yes;
            }
        }
        let changes = self.extend(new, reader);
        if sight == Sight::InView {
            self.mark_seen();
        }
        changes
    }

    fn hear(&mut self, entries: &[Placed], reader: &Reader) {
        for placed in entries {
            if let EntryBody::Message { origin, .. } = &placed.entry.body {
                self.heard.hear(placed, reader.author(&origin.by).1);
            }
        }
    }

    /// Takes new entries in. My own text becomes an entry in its place if it was the first of those under way; else
    /// the texts under way move behind what is new. A line that the next one says as well gives way to it.
    fn extend(&mut self, new: Vec<Placed>, reader: &Reader) -> Vec<Lines> {
        let arrived: Vec<_> = new.iter().filter_map(|placed| self.local_of(placed, reader)).collect();
        let from = self.entries.len();
        let last = from.checked_sub(1).filter(|last| *last >= self.hidden && !self.is_said_beside(*last));
        self.entries.extend(new);
        let mut changes = Vec::new();
        if let Some(last) = last.filter(|last| self.is_said_beside(*last)).and_then(|last| self.entries.get(last)) {
            changes.push(Lines::Remove { key: reader.key(&last.entry) });
        }
        let lines: Vec<_> = (from..self.entries.len()).filter_map(|at| self.line_at(at, reader)).collect();
        if self.locals.is_empty() {
            changes.push(Lines::Append { lines });
            return changes;
        }
        if let [line] = lines.as_slice()
            && self.locals.first().is_some_and(|local| local.id.as_str() == line.key)
        {
            self.locals.remove(0);
            changes.push(Lines::Replace { key: line.key.clone(), line: line.clone() });
            return changes;
        }
        changes.extend(self.locals.iter().map(|local| Lines::Remove { key: local.id.to_string() }));
        self.locals.retain(|local| !arrived.contains(&local.id));
        let rest = self.locals.iter().map(|local| reader.local(local));
        changes.push(Lines::Append { lines: lines.into_iter().chain(rest).collect() });
        changes
    }

    /// Earlier ones, oldest first.
    pub fn prepend(&mut self, entries: Vec<Placed>, earlier: Rest, reader: &Reader) -> Option<Lines> {
        self.earlier = earlier;
        let asked = self.asked.take();
        let number = entries.len();
        for placed in entries.into_iter().rev() {
            self.entries.push_front(placed);
        }
        // What nobody reads yet is not shown; but whoever has all is told.
        if self.hidden > 0 || (asked == Some(AskedFor::Whole) && number > 0) {
            self.hidden += number;
            return None;
        }
        let lines = (0..number).filter_map(|at| self.line_at(at, reader)).collect();
        Some(Lines::Prepend { lines, older: self.has_older() })
    }

    /// A text of mine, at the end.
    pub fn add_local(&mut self, local: Local, reader: &Reader) -> Lines {
        let line = reader.local(&local);
        self.locals.push(local);
        Lines::Append { lines: vec![line] }
    }

    pub fn set_local(&mut self, id: &CommandId, state: LocalState, reader: &Reader) -> Option<Lines> {
        let local = self.locals.iter_mut().find(|local| &local.id == id)?;
        if local.state == state {
            return None;
        }
        local.state = state;
        Some(Lines::Replace { key: local.id.to_string(), line: reader.local(local) })
    }

    pub fn take_local(&mut self, id: &CommandId) -> Option<(Local, Lines)> {
        let at = self.locals.iter().position(|local| &local.id == id)?;
        let local = self.locals.remove(at);
        let key = local.id.to_string();
        Some((local, Lines::Remove { key }))
    }

    /// A reply of mine is under way, and the contact has not written since.
    pub fn is_answer_under_way(&self) -> bool {
        self.locals.iter().any(|local| local.state.is_under_way() && local.overtaken == Overtaken::No)
    }

    /// It is committed, and its entry is on the way.
    pub fn is_answer_accepted(&self) -> bool {
        self.locals.iter().any(|local| local.state == LocalState::Accepted && local.overtaken == Overtaken::No)
    }

    /// Whether this text of mine is already an entry. Looks at the newest ones only.
    pub fn has_message(&self, id: &CommandId) -> bool {
        self.entries.iter().rev().take(SHOWN_AT_ONCE).any(|placed| match &placed.entry.body {
            EntryBody::Message { message, .. } => message == id,
            EntryBody::System { .. } | EntryBody::Unsupported { .. } => false,
        })
    }

    fn local_of(&self, placed: &Placed, reader: &Reader) -> Option<CommandId> {
        if self.locals.is_empty() {
            return None;
        }
        let key = reader.key(&placed.entry);
        self.locals.iter().find(|local| local.id.as_str() == key).map(|local| local.id.clone())
    }
}

fn found(finder: &Finder, text: &str, key: impl FnOnce() -> String) -> Option<FoundLine> {
    let ranges = finder.ranges(text);
    (!ranges.is_empty()).then(|| FoundLine { key: key(), ranges })
}

fn count<'a>(entries: impl Iterator<Item = &'a Placed>) -> u32 {
    u32::try_from(entries.count()).unwrap_or(u32::MAX)
}

fn is_by_contact(placed: &Placed) -> bool {
    matches!(&placed.entry.body, EntryBody::Message { origin: Origin { by: Party::Contact, .. }, .. })
}

fn is_by_another(placed: &Placed, reader: &Reader) -> bool {
    match &placed.entry.body {
        EntryBody::Message { origin, .. } => reader.author(&origin.by).1 != Side::Mine,
        EntryBody::System { .. } | EntryBody::Unsupported { .. } => false,
    }
}

fn said(placed: &Placed, reader: &Reader) -> Option<Said> {
    match &placed.entry.body {
        EntryBody::Message { origin, content, .. } => {
            let (author, side) = reader.author(&origin.by);
            Some(Said { author: author.name.to_owned(), side, text: preview(content.text()) })
        }
        EntryBody::System { .. } | EntryBody::Unsupported { .. } => None,
    }
}
