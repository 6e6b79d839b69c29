//! What is wrong with a centre file, in words for the operator.

use std::{fmt, ops::Range};

/// One mistake and its line. Sorted by line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// Counted from 1; missing when it is about the file as a whole.
    pub line: Option<usize>,
    pub text: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{line}: {}", self.text),
            None => write!(f, " {}", self.text),
        }
    }
}

/// Whether a mistake can be the mere consequence of a line that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Wrong,
    Absent,
}

/// Collects the mistakes of one file.
pub(super) struct Mistakes<'a> {
    text: &'a str,
    found: Vec<(Kind, Mistake)>,
}

impl<'a> Mistakes<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, found: Vec::new() }
    }

    /// Something is there and is wrong.
    pub(super) fn wrong(&mut self, at: &Range<usize>, text: impl Into<String>) {
        self.push(Kind::Wrong, at, text.into());
    }

    /// Something is missing there, or something that is named elsewhere.
    pub(super) fn absent(&mut self, at: &Range<usize>, text: impl Into<String>) {
        self.push(Kind::Absent, at, text.into());
    }

    fn push(&mut self, kind: Kind, at: &Range<usize>, text: String) {
        let line = self.line(at.start);
        self.found.push((kind, Mistake { line: Some(line), text }));
    }

    pub(super) fn line(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().get(..offset).unwrap_or(self.text.as_bytes());
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    pub(super) fn source(&self, at: &Range<usize>) -> &'a str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    /// All of them. With `unreadable` lines in the file, what is missing may be in just those: it is not named then.
    pub(super) fn into_sorted(self, unreadable: Vec<Mistake>) -> Vec<Mistake> {
        let mut all: Vec<Mistake> = self
            .found
            .into_iter()
            .filter(|(kind, _)| unreadable.is_empty() || *kind == Kind::Wrong)
            .map(|(_, mistake)| mistake)
            .filter(|mistake| !unreadable.iter().any(|unread| unread.line == mistake.line))
            .collect();
        all.extend(unreadable);
        all.sort();
        all.dedup();
        all
    }
}
