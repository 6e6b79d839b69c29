//! What a centre asks for when all of its agents are at work, beside what there is: whether its frames can be sent, and
//! where it is near a limit of this program or of the system. Said in words by the command line.

use crate::{
    accounts::MAX_SIGNING_IN,
    centre_file::Centre,
    gateway::{Longest, MAX_SENT_BYTES, longest_frames},
    metrics::most_open_files,
    state::MAX_STRANGERS,
};

/// From so many hundredths of a limit on it is near.
const NEAR: u64 = 80;
/// Files that are open whoever is connected: databases, the program's own, what connects for a moment.
const OTHER_FILES: u64 = 100;

/// Something of which there is so much at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    pub what: What,
    pub needed: u64,
    pub most: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Bytes of the longest frame of a kind that is sent to desktops of the newest version.
    Frame { kind: String },
    /// The same for desktops of this earlier version of the wire.
    FormerFrame { kind: String, version: u32 },
    /// Files and sockets that this system lets a program open.
    OpenFiles,
    /// Connections that have not said yet who they are, as all are after a restart.
    AtTheDoor,
    /// Passwords that wait to be compared.
    SigningIn,
}

/// What follows from a bound for who runs the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Fine,
    /// Good to know, nothing to do.
    Note,
    /// It works, and somebody will be kept out some day.
    Warning,
    /// Nobody can work with this file.
    Impossible,
}

impl Bound {
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.needed.saturating_mul(100) < self.most.saturating_mul(NEAR) {
            return Verdict::Fine;
        }
        let is_over = self.needed > self.most;
        match self.what {
            What::Frame { .. } if is_over => Verdict::Impossible,
            What::FormerFrame { .. } | What::OpenFiles if is_over => Verdict::Warning,
            What::Frame { .. } | What::FormerFrame { .. } | What::OpenFiles | What::AtTheDoor | What::SigningIn => {
                Verdict::Note
            }
        }
    }
}

/// All bounds of this program, and of the system where it says them.
#[must_use]
pub fn bounds(centre: &Centre) -> Vec<Bound> {
    bounds_with(centre, most_open_files().and_then(|most| u64::try_from(most).ok()))
}

fn bounds_with(centre: &Centre, open_files: Option<u64>) -> Vec<Bound> {
    let agents = centre.rules.agents.len() as u64;
    let chats: u64 = centre.rules.agents.values().map(|agent| u64::from(agent.capacity)).sum();
    let frames = longest_frames(centre).into_iter().map(|Longest { kind, former, bytes }| {
        let what = match former {
            Some(version) => What::FormerFrame { kind, version },
            None => What::Frame { kind },
        };
        Bound { what, needed: bytes as u64, most: MAX_SENT_BYTES as u64 }
    });
    let files = open_files.map(|most| Bound { what: What::OpenFiles, needed: agents + chats + OTHER_FILES, most });
    let door = Bound { what: What::AtTheDoor, needed: agents + chats, most: MAX_STRANGERS as u64 };
    let signing_in = Bound { what: What::SigningIn, needed: agents, most: MAX_SIGNING_IN as u64 };
    frames.chain(files).chain([door, signing_in]).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A centre with so many agents in ten queues.
    fn centre_of(agents: usize) -> Centre {
        let mut file =
            "[centre]\nname = \"Stadtwerke\"\nlanguages = [\"de\"]\nprivacy = { de = \"https://example.org/\" }\n\
                        time_zone = \"Europe/Berlin\"\n"
                .to_owned();
        for n in 0..agents {
            writeln!(file, "[agents.agent{n:05}]\nname = \"Agentin Nummer {n:05}\"\nnickname = \"A{n}\"").unwrap();
        }
        for queue in 0..10 {
            let members: Vec<String> = (queue..agents).step_by(10).map(|n| format!("\"agent{n:05}\"")).collect();
            writeln!(file, "[queues.q{queue}]\nname = {{ de = \"Thema {queue}\" }}\nagents = [{}]", members.join(","))
                .unwrap();
        }
        Centre::parse(&file).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
    }

    fn worst(bounds: &[Bound]) -> Verdict {
        bounds.iter().map(Bound::verdict).max().unwrap()
    }

    fn of(bounds: &[Bound], what: &What) -> (u64, u64, Verdict) {
        let bound = bounds.iter().find(|bound| bound.what == *what).unwrap();
        (bound.needed, bound.most, bound.verdict())
    }

    #[test]
    fn a_team_of_sixty_is_near_no_limit() {
        assert_eq!(worst(&bounds_with(&centre_of(60), Some(1_024))), Verdict::Fine);
        assert_eq!(worst(&bounds_with(&centre_of(60), None)), Verdict::Fine);
    }

    #[test]
    fn with_six_thousand_agents_the_frames_fit_and_the_system_must_allow_more_files() {
        let centre = centre_of(6_000);
        let bounds = bounds_with(&centre, Some(1_024));
        assert_eq!(worst(&bounds), Verdict::Warning, "{bounds:?}");
        assert_eq!(of(&bounds, &What::OpenFiles), (24_100, 1_024, Verdict::Warning));
        assert_eq!(of(&bounds, &What::SigningIn), (6_000, 1_024, Verdict::Note));
        assert_eq!(of(&bounds, &What::AtTheDoor), (24_000, 1_024, Verdict::Note));
        let bounds = bounds_with(&centre, Some(30_000));
        assert_eq!(of(&bounds, &What::OpenFiles).2, Verdict::Note, "more than eighty of a hundred");
        let bounds = bounds_with(&centre, Some(65_536));
        assert_eq!(worst(&bounds), Verdict::Note, "{bounds:?}");
    }

    #[test]
    fn with_seventy_thousand_agents_nobody_could_connect() {
        let bounds = bounds_with(&centre_of(70_000), Some(1_000_000));
        assert_eq!(worst(&bounds), Verdict::Impossible, "{bounds:?}");
    }
}
