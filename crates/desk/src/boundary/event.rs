//! Everything that can happen to the desk.

use konsil_protocol::domain::{AgentId, CommandId, WorkspaceEvent};

use super::effect::Kept;
use super::input::Input;
use super::system::SystemEvent;
use super::view::{Phrase, PracticeView};
use super::window::WindowId;

/// Something happened. What follows is returned by [`crate::Desk::handle`].
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The program starts.
    Begin(Begin),
    /// The agent did something in a window.
    Input {
        window: WindowId,
        input: Input,
    },
    /// The backend says something.
    Backend(WorkspaceEvent),
    /// The operating system's side says something.
    System(SystemEvent),
    /// It is at least as late as [`crate::Desk::next_tick`].
    Tick,
    /// Another window has the keyboard; none when another program has it.
    Focus {
        active: Option<WindowId>,
    },
    /// A window's page was loaded: it gets everything with the next [`crate::Desk::updates`]. A former page of that
    /// window gets nothing more.
    Attached {
        window: WindowId,
    },
    /// A window's page is gone.
    Detached {
        window: WindowId,
    },
    /// The window was closed by the system or its button: its chat docks, nothing else moves.
    WindowClosed {
        window: WindowId,
    },
    /// The practice centre runs; a session with it begins.
    PracticeStarted(PracticeView),
    PracticeFailed {
        error: Phrase,
    },
    /// The session cannot even be begun (its store cannot be opened).
    SignInFailed {
        error: Phrase,
    },
    /// What was kept on disk for the agent who is signed in now.
    Kept {
        agent: AgentId,
        kept: Box<Kept>,
    },
    /// A durable command could not be written to disk.
    NotStored {
        id: CommandId,
    },
    /// Something else could not be written to disk. It is tried again, and until [`Event::Saved`] everything like it is as good
    /// as lost with the program.
    NotSaved,
    /// What could not be written is written now.
    Saved,
    /// What was kept on disk cannot be read.
    NotRead,
}

/// How the desktop begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// The first choice is shown.
    FirstStart,
    Practice,
    /// Somebody is signed in to this server; the session goes on.
    Resume {
        server: String,
    },
    /// Somebody was signed in; the sign-in page is shown.
    SignIn,
}
