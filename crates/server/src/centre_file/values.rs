//! Values that several sections have in common, and what one section reads for the others.

use std::collections::BTreeMap;

use jiff::{SignedDuration, tz::TimeZone};
use konsil_centre::AgentRules;
use konsil_protocol::domain::{AgentId, Language, MAX_ID_BYTES, Words};

use super::{
    hours::ClosedDay,
    mistake::Mistakes,
    section::{At, Section, Setting},
    site::AllowedSite,
};

pub(super) const MAX_NAME_CHARS: usize = 80;

/// The section `[centre]`.
pub(super) struct Head {
    pub name: Option<String>,
    pub languages: Vec<Language>,
    pub privacy: Option<Words>,
    pub zone: Setting<TimeZone>,
    pub closed_days: Vec<ClosedDay>,
    pub allowed_sites: Vec<AllowedSite>,
}

/// All agents by id; `None` for one whose section has mistakes, so that naming it elsewhere is none.
pub(super) type Agents = BTreeMap<AgentId, Option<AgentRules>>;

/// A time with its unit, in milliseconds. Bounds are seconds, both included.
pub(super) fn read_duration(
    section: &Section<'_>,
    key: &'static str,
    (least, most): (u64, u64),
    mistakes: &mut Mistakes<'_>,
) -> Setting<u64> {
    let Some((_, value)) = section.value(key) else { return Setting::Absent };
    let read = value.get_ref().as_str().and_then(|text| text.parse::<SignedDuration>().ok());
    let Some(ms) = read.and_then(|duration| u64::try_from(duration.as_millis()).ok()) else {
        mistakes.wrong(
            &value.span(),
            format!("`{key}` must be a time with its unit in quotes, as in \"30 s\" or \"2 min\""),
        );
        return Setting::Bad;
    };
    if (least * 1_000..=most * 1_000).contains(&ms) {
        return Setting::Given(ms);
    }
    mistakes.wrong(&value.span(), format!("`{key}` must lie between {least} s and {most} s"));
    Setting::Bad
}

/// A key that names something.
pub(super) fn read_id<Id, E>(
    key: &At<&str>,
    new: impl Fn(String) -> Result<Id, E>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Id> {
    let id = new(key.value.to_owned()).ok();
    if id.is_none() {
        let allowed = "A-Z a-z 0-9 . _ : and -";
        mistakes.wrong(
            &key.at,
            format!("\"{}\" cannot be a key: it may have 1 to {MAX_ID_BYTES} characters of {allowed}", key.value),
        );
    }
    id
}
