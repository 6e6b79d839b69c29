//! Opening hours: when contacts can open chats, in the centre's own time zone.

use jiff::{
    civil::{Date, Weekday},
    tz::TimeZone,
};
use konsil_protocol::domain::Timestamp;

use super::{
    mistake::Mistakes,
    section::{At, Section, Value, nearest},
};

/// When a queue is open.
#[derive(Debug, Clone, PartialEq)]
pub enum Hours {
    Always,
    Weekly { week: Week, zone: TimeZone, closed: Vec<ClosedDay> },
}

impl Hours {
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        let (week, zone, closed) = match self {
            Self::Always => return true,
            Self::Weekly { week, zone, closed } => (week, zone, closed),
        };
        let Ok(now) = jiff::Timestamp::from_millisecond(now.0) else { return false };
        let local = now.to_zoned(zone.clone());
        let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
        !closed.iter().any(|day| day.is(local.date()))
            && week.on(local.weekday()).iter().any(|span| (span.from..span.to).contains(&minute))
    }
}

/// Spans of each weekday, Monday first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Week([Vec<Span>; 7]);

impl Week {
    fn on(&self, day: Weekday) -> &[Span] {
        let index = usize::try_from(day.to_monday_zero_offset()).unwrap_or(0);
        self.0.get(index).map_or(&[], Vec::as_slice)
    }
}

/// Minutes since midnight; `to` is not included and may be 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    from: i32,
    to: i32,
}

/// A day on which a queue stays closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedDay {
    Once(Date),
    EachYear { month: i8, day: i8 },
}

impl ClosedDay {
    fn is(self, date: Date) -> bool {
        match self {
            Self::Once(closed) => closed == date,
            Self::EachYear { month, day } => date.month() == month && date.day() == day,
        }
    }

    /// `2026-04-03`, or `12-25` for each year.
    fn read(text: &str) -> Option<Self> {
        if let Some((month, day)) = text.split_once('-').filter(|(month, day)| month.len() == 2 && day.len() == 2) {
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            // A leap year, so that 02-29 can be named.
            Date::new(2024, month, day).ok()?;
            return Some(Self::EachYear { month, day });
        }
        (text.len() == 10).then(|| text.parse().ok())?.map(Self::Once)
    }
}

/// What a queue says of its hours; zone and closed days come from elsewhere.
#[derive(Debug, Clone)]
pub(super) enum Opening {
    Always,
    Weekly(Week),
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// `hours = "always"`, or a section with a key per weekday or range of weekdays.
pub(super) fn read_hours(name: &str, value: At<&Value<'_>>, mistakes: &mut Mistakes<'_>) -> Option<Opening> {
    let (at, value) = (value.at, value.value);
    if let Some(word) = value.get_ref().as_str() {
        if word == "always" {
            return Some(Opening::Always);
        }
        mistakes
            .wrong(&value.span(), format!("`hours` is either \"always\" or a section [{name}] with hours per weekday"));
        return None;
    }
    let Some(table) = value.get_ref().as_table() else {
        mistakes.wrong(&at, format!("`hours` is either \"always\" or a section [{name}] with hours per weekday"));
        return None;
    };
    let section = Section::new(name, at, Some(table));
    let mut week = Week::default();
    let mut named = [false; 7];
    let mut good = true;
    for (key, value) in section.entries() {
        let Some(days) = read_days(key.value) else {
            let hint = nearest(key.value, DAYS.into_iter())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            mistakes.wrong(
                &key.at,
                format!(
                    "`{}` is no weekday: write mon, tue, wed, thu, fri, sat, sun, or a range as mon-fri{hint}",
                    key.value
                ),
            );
            good = false;
            continue;
        };
        let spans = read_spans(key.value, value, mistakes);
        good &= spans.is_some();
        for day in days {
            if let (Some(named), Some(of_day)) = (named.get_mut(day), week.0.get_mut(day)) {
                if std::mem::replace(named, true) {
                    let day = DAYS.get(day).copied().unwrap_or_default();
                    mistakes.wrong(&key.at, format!("the hours of `{day}` are given twice in [{name}]"));
                    good = false;
                }
                *of_day = spans.clone().unwrap_or_default();
            }
        }
    }
    if good && week == Week::default() {
        mistakes.absent(&section.at, format!("[{name}] has no hours at all, so the queue would never open"));
        good = false;
    }
    good.then_some(Opening::Weekly(week))
}

/// `mon`, or `mon-fri`. Indices of [`DAYS`].
fn read_days(key: &str) -> Option<std::ops::RangeInclusive<usize>> {
    let index = |name: &str| DAYS.iter().position(|day| *day == name);
    match key.split_once('-') {
        Some((first, last)) => Some(index(first)?..=index(last)?).filter(|range| !range.is_empty()),
        None => index(key).map(|day| day..=day),
    }
}

fn read_spans(key: &str, value: &Value<'_>, mistakes: &mut Mistakes<'_>) -> Option<Vec<Span>> {
    let texts: Vec<(&str, std::ops::Range<usize>)> = match (value.get_ref().as_str(), value.get_ref().as_array()) {
        (Some(text), _) => vec![(text, value.span())],
        (None, Some(array)) => {
            array.iter().map(|item| (item.get_ref().as_str().unwrap_or_default(), item.span())).collect()
        }
        (None, None) => vec![("", value.span())],
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut good = true;
    for (text, at) in texts {
        match read_span(text) {
            Ok(span) => {
                if spans.iter().any(|other| span.from < other.to && other.from < span.to) {
                    mistakes.wrong(&at, format!("the hours \"{text}\" of `{key}` overlap with others of that day"));
                    good = false;
                }
                spans.push(span);
            }
            Err(trouble) => {
                mistakes.wrong(&at, format!("`{key}`: {trouble}"));
                good = false;
            }
        }
    }
    spans.sort();
    good.then_some(spans)
}

fn read_span(text: &str) -> Result<Span, String> {
    let Some((from, to)) = text.split_once(['-', '–']) else {
        return Err(format!("\"{text}\" are no hours; write them in quotes as \"08:00-18:00\""));
    };
    let (from, to) = (read_time(from.trim())?, read_time(to.trim())?);
    if to <= from {
        return Err(format!(
            "\"{text}\" ends before it begins; hours past midnight are two entries, \"22:00-24:00\" and the next day's"
        ));
    }
    Ok(Span { from, to })
}

fn read_time(text: &str) -> Result<i32, String> {
    let number = |digits: &str| -> Option<i32> {
        (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
    };
    let time = text.split_once(':').and_then(|(hour, minute)| Some((number(hour)?, number(minute)?)));
    match time {
        Some((24, 0)) => Ok(24 * 60),
        Some((hour, minute)) if hour < 24 && minute < 60 => Ok(hour * 60 + minute),
        Some(_) | None => Err(format!("\"{text}\" is no time of day; it goes from 00:00 to 24:00")),
    }
}

pub(super) fn read_zone(zone: &At<String>, mistakes: &mut Mistakes<'_>) -> Option<TimeZone> {
    // "UTC" aside, a zone has a slash: abbreviations such as CET know no region and often no summer time.
    let found = TimeZone::get(&zone.value).ok().filter(|_| zone.value == "UTC" || zone.value.contains('/'));
    if found.is_none() {
        mistakes
            .wrong(&zone.at, format!("\"{}\" is no time zone; write one as \"Europe/Berlin\" (IANA name)", zone.value));
    }
    found
}

pub(super) fn read_closed_days(days: At<Vec<At<String>>>, mistakes: &mut Mistakes<'_>) -> Vec<ClosedDay> {
    let mut closed = Vec::new();
    for day in days.value {
        match ClosedDay::read(&day.value) {
            Some(read) if closed.contains(&read) => {
                mistakes.wrong(&day.at, format!("the closed day \"{}\" is listed twice", day.value));
            }
            Some(read) => closed.push(read),
            None => mistakes.wrong(
                &day.at,
                format!("\"{}\" is no day; write \"2026-04-03\", or \"12-25\" for each year", day.value),
            ),
        }
    }
    closed
}
