//! The measurements, each in a file of its own.

mod arrival;
mod desktop;
mod directory;
mod idle;
mod messages;
mod offers;
mod ramp;
mod search;
mod sign_in;
mod size;
mod store;
mod storm;
mod waiting;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::figures::Figures;
use crate::process::Build;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Messages,
    Ramp,
    Size,
    Directory,
    Idle,
    Arrival,
    SignIn,
    Waiting,
    Offers,
    Storm,
    Store,
    Search,
    Desktop,
}

impl Mode {
    pub const ALL: [Self; 13] = [
        Self::Messages,
        Self::Ramp,
        Self::Size,
        Self::Directory,
        Self::Idle,
        Self::Arrival,
        Self::SignIn,
        Self::Waiting,
        Self::Offers,
        Self::Storm,
        Self::Store,
        Self::Search,
        Self::Desktop,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Ramp => "ramp",
            Self::Size => "size",
            Self::Directory => "directory",
            Self::Idle => "idle",
            Self::Arrival => "arrival",
            Self::SignIn => "sign-in",
            Self::Waiting => "waiting",
            Self::Offers => "offers",
            Self::Storm => "storm",
            Self::Store => "store",
            Self::Search => "search",
            Self::Desktop => "desktop",
        }
    }

    pub fn what(self) -> &'static str {
        match self {
            Self::Messages => "what an acknowledged message takes at 500 a second, and what it costs",
            Self::Ramp => "how many acknowledged messages a second are carried with 99 of 100 within 100 ms",
            Self::Size => "a message, by how many agents merely stand in the file",
            Self::Directory => "20 changes of state a second, 200 open Team Communicators, everybody signed in",
            Self::Idle => "memory of agents who are signed in and do nothing",
            Self::Arrival => "everybody connects at once",
            Self::SignIn => "1,000 agents sign in with their passwords at once",
            Self::Waiting => "a message while thousands of contacts wait and nobody is ready",
            Self::Offers => "500 contacts wait, 500 agents become ready at once",
            Self::Storm => "the power goes while everybody works with three chats",
            Self::Store => "a message, and a start, with 100,000 chats on disk",
            Self::Search => "a key in the Team Communicator of 10,000 agents, to what the window is sent",
            Self::Desktop => "start, memory, scrolling and typing in the real window",
        }
    }

    pub async fn measure(self, build: &Build, arguments: &Arguments) -> Result<Figures> {
        match self {
            Self::Messages => messages::measure(build, arguments).await,
            Self::Ramp => ramp::measure(build, arguments).await,
            Self::Size => size::measure(build, arguments).await,
            Self::Directory => directory::measure(build, arguments).await,
            Self::Idle => idle::measure(build, arguments).await,
            Self::Arrival => arrival::measure(build, arguments).await,
            Self::SignIn => sign_in::measure(build, arguments).await,
            Self::Waiting => waiting::measure(build, arguments).await,
            Self::Offers => offers::measure(build, arguments).await,
            Self::Storm => storm::measure(build, arguments).await,
            Self::Store => store::measure(build, arguments).await,
            Self::Search => search::measure(arguments),
            Self::Desktop => desktop::measure(build, &arguments.server()?, arguments).await,
        }
    }
}
