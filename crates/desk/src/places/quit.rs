//! Ending the program while chats are open asks first: their contacts would wait for somebody who has gone.

use konsil_protocol::domain::Timestamp;

/// A double click on a window's button is meant once.
const DOUBLE_CLICK_MS: u64 = 500;

/// The question whether to end the program, while it is open.
#[derive(Debug, Default)]
pub(crate) struct QuitQuestion {
    since: Option<Timestamp>,
}

/// What is needed before the program may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Something is open, and there is a page to ask in.
    Question,
    Nothing,
}

/// What becomes of the wish to end the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The same wish once more.
    Ignored,
    /// The question is shown now.
    Asked,
    Quit,
}

impl QuitQuestion {
    pub fn is_open(&self) -> bool {
        self.since.is_some()
    }

    /// The agent closed the main window, or chose to quit. Wanted again while the question is open, it is answered: a page
    /// that hangs must not keep the program open.
    pub fn want(&mut self, need: Need, now: Timestamp) -> Ending {
        match (self.since, need) {
            (Some(since), _) if now.since_ms(since) < DOUBLE_CLICK_MS => Ending::Ignored,
            (None, Need::Question) => {
                self.since = Some(now);
                Ending::Asked
            }
            (Some(_), _) | (None, Need::Nothing) => {
                self.since = None;
                Ending::Quit
            }
        }
    }

    pub fn close(&mut self) {
        self.since = None;
    }
}
