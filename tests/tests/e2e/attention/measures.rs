//! How long signs took to come and to go. Figures for a report, not for a verdict.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use konsil_tests::e2e::say;

/// Why a sign began or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    Message,
    Left,
    Activated,
    Answered,
}

impl Cause {
    const ALL: [Self; 4] = [Self::Message, Self::Left, Self::Activated, Self::Answered];

    fn begins(self) -> bool {
        match self {
            Self::Message | Self::Left => true,
            Self::Activated | Self::Answered => false,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Message => "start: the contact's message is sent",
            Self::Left => "start: another window is asked for the keyboard",
            Self::Activated => "stop: the window is asked to take the keyboard",
            Self::Answered => "stop: Enter is sent to the composer, through the driver",
        }
    }
}

/// Each from the act at its source to the window's properties on the X server.
#[derive(Default)]
pub struct Measures(Vec<(Cause, Duration)>);

impl Measures {
    pub fn note(&mut self, cause: Cause, from: Instant, shown: Instant) {
        self.0.push((cause, shown.saturating_duration_since(from)));
    }

    pub fn starts(&self) -> usize {
        self.0.iter().filter(|(cause, _)| cause.begins()).count()
    }

    pub fn stops(&self) -> usize {
        self.0.len() - self.starts()
    }

    /// To the terminal and into the folder.
    pub fn report(&self, folder: &Path) {
        let mut text = String::from(
            "# How fast signs come and go\n\nMilliseconds from the act to `WM_HINTS` and `_NET_WM_STATE_DEMANDS_ATTENTION` \
             of the window, which the X server tells at once. Debug build, software rendering.\n\n\
             | | n | min | median | max |\n|---|---|---|---|---|\n",
        );
        let mut line = |name: &str, fits: &dyn Fn(Cause) -> bool| {
            let mut times: Vec<Duration> =
                self.0.iter().filter(|(cause, _)| fits(*cause)).map(|(_, time)| *time).collect();
            times.sort();
            if let (Some(min), Some(max)) = (times.first(), times.last()) {
                let (min, max, median) = (ms(*min), ms(*max), ms(times[times.len() / 2]));
                let _ = writeln!(text, "| {name} | {} | {min} | {median} | {max} |", times.len());
            }
        };
        line("all starts", &Cause::begins);
        line("all stops", &|cause| !cause.begins());
        for cause in Cause::ALL {
            line(cause.words(), &|it| it == cause);
        }
        say(&format!("\n{text}"));
        std::fs::write(folder.join("report.md"), text).expect("a report can be written");
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}
