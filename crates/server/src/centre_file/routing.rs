//! Whom the chats of a queue are offered to, as the centre file says it.

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use konsil_centre::{RoutingRules, Widening};
use konsil_protocol::domain::{AgentId, KindId, QueueId, SkillId, SkillLevel};

use super::{
    groups::Skills,
    mistake::Mistakes,
    section::{At, Section, Setting, as_whole_number, nearest},
    values::{MAX_NAME_CHARS, read_duration, read_id},
};

const MAX_OF_KIND: i64 = 100;
const DAY_S: u64 = 24 * 60 * 60;

/// The settings of one queue. Each can be taken over from another.
#[derive(Default)]
pub(super) struct RoutingInFile {
    pub skills: Setting<BTreeMap<SkillId, SkillLevel>>,
    pub later: Setting<Vec<LaterInFile>>,
    pub priority_ms: Setting<u64>,
    pub last_agent_first: Setting<bool>,
    pub by_hand: Setting<bool>,
    pub kind: Setting<KindId>,
}

/// An entry of `later`.
#[derive(Debug, Clone)]
pub(super) struct LaterInFile {
    after_ms: u64,
    skills: Option<BTreeMap<SkillId, SkillLevel>>,
    overflow: Option<At<String>>,
}

impl RoutingInFile {
    pub(super) fn read(section: &Section<'_>, skills: &Skills, mistakes: &mut Mistakes<'_>) -> Self {
        Self {
            skills: skills.read_needed(section, mistakes),
            later: read_later(section, skills, mistakes),
            priority_ms: read_duration(section, "priority", (0, DAY_S), mistakes),
            last_agent_first: section.yes_or_no("last_agent_first", mistakes),
            by_hand: section.yes_or_no("take_by_hand", mistakes),
            kind: section.line("kind", MAX_NAME_CHARS, mistakes).and_then(|kind| {
                read_id(&At { value: kind.value.as_str(), at: kind.at.clone() }, KindId::new, mistakes)
            }),
        }
    }
}

fn read_later(section: &Section<'_>, skills: &Skills, mistakes: &mut Mistakes<'_>) -> Setting<Vec<LaterInFile>> {
    const SAMPLE: &str = "later = [{ after = \"2 min\", overflow = \"…\" }]";
    let Some((at, value)) = section.value("later") else { return Setting::Absent };
    let tables =
        value.get_ref().as_array().map(|array| array.iter().map(|item| (item.span(), item.get_ref().as_table())));
    let Some(tables) = tables else {
        mistakes.wrong(&at, format!("`later` must be a list, as in `{SAMPLE}`"));
        return Setting::Bad;
    };
    let mut later: Vec<LaterInFile> = Vec::new();
    for (at, table) in tables {
        let Some(table) = table else {
            mistakes.wrong(&at, format!("each entry of `later` stands in braces, as in `{SAMPLE}`"));
            continue;
        };
        let entry = Section::new(format!("{}.later", section.name), at.clone(), Some(table));
        let after = read_duration(&entry, "after", (1, DAY_S), mistakes);
        if after.is_absent() {
            mistakes.absent(&at, format!("an entry of `later` does not say `after` what time, as in `{SAMPLE}`"));
        }
        let needed = skills.read_needed(&entry, mistakes);
        let overflow = entry.line("overflow", MAX_NAME_CHARS, mistakes);
        entry.finish(mistakes);
        if needed.is_absent() && overflow.is_absent() {
            mistakes
                .absent(&at, "an entry of `later` changes nothing: it names other `skills`, an `overflow`, or both");
        }
        let Setting::Given(after_ms) = after else { continue };
        if later.last().is_some_and(|before| before.after_ms >= after_ms) {
            mistakes.wrong(&at, "the entries of `later` stand in the order of their times");
            continue;
        }
        later.push(LaterInFile { after_ms, skills: needed.given(), overflow: overflow.given() });
    }
    Setting::Given(later)
}

/// What the settings come to, when each has been taken over or not.
pub(super) struct Settled<'s> {
    pub id: &'s QueueId,
    pub at: &'s Range<usize>,
    pub agents: &'s [AgentId],
    /// Whether `later` stands with this queue itself.
    pub own_later: bool,
    pub settings: RoutingInFile,
}

impl Settled<'_> {
    /// `queues` are all that the file names.
    pub(super) fn rules<'q>(
        self,
        queues: impl Iterator<Item = &'q QueueId> + Clone,
        skills: &Skills,
        mistakes: &mut Mistakes<'_>,
    ) -> RoutingRules {
        let Self { id, at, agents, own_later, settings } = self;
        let mut widenings = Vec::new();
        for LaterInFile { after_ms, skills, overflow } in settings.later.given().unwrap_or_default() {
            // What another queue says of this one means nothing here.
            let overflow = overflow.filter(|named| own_later || named.value != id.as_str());
            let overflow = overflow.and_then(|named| overflow_of(id, &named, queues.clone(), mistakes));
            widenings.push(Widening { after_ms, skills, overflow });
        }
        let needed = settings.skills.given().unwrap_or_default();
        let asked_for = std::iter::once(&needed).chain(widenings.iter().filter_map(|later| later.skills.as_ref()));
        let somebody_has = |needed| agents.iter().any(|agent| skills.has_learned(agent, needed));
        let overflows = widenings.iter().any(|later| later.overflow.is_some());
        if !agents.is_empty() && !overflows && !asked_for.into_iter().any(somebody_has) {
            let text = format!(
                "none of the agents of the queue `{id}` has learned what its chats ask for: nobody could ever be offered one"
            );
            mistakes.wrong(at, text);
        }
        RoutingRules {
            skills: needed,
            widenings,
            head_start_ms: settings.priority_ms.given().unwrap_or_default(),
            last_agent_first: settings.last_agent_first.given().unwrap_or_default(),
            by_hand: settings.by_hand.given().unwrap_or_default(),
            kind: settings.kind.given(),
        }
    }
}

fn overflow_of<'q>(
    id: &QueueId,
    named: &At<String>,
    mut queues: impl Iterator<Item = &'q QueueId> + Clone,
    mistakes: &mut Mistakes<'_>,
) -> Option<QueueId> {
    if named.value == id.as_str() {
        mistakes.wrong(&named.at, format!("the queue `{id}` cannot be its own `overflow`"));
        return None;
    }
    let names = queues.clone().filter(|other| *other != id).map(QueueId::as_str);
    let found = queues.find(|other| other.as_str() == named.value).cloned();
    if found.is_none() {
        let hint = nearest(&named.value, names).map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"));
        mistakes.absent(&named.at, format!("`overflow`: there is no queue \"{}\" in this file{hint}", named.value));
    }
    found
}

/// How many chats of a kind an agent can have at once: `capacity_of = { complaint = 1 }`. Notes down which kinds it names.
pub(super) fn read_capacity_of(
    section: &Section<'_>,
    named: &mut Vec<At<KindId>>,
    mistakes: &mut Mistakes<'_>,
) -> BTreeMap<KindId, u32> {
    let mut capacities = BTreeMap::new();
    let Some(kinds) = section.section("capacity_of", mistakes).given() else { return capacities };
    for (key, value) in kinds.entries() {
        let kind = read_id(&key, KindId::new, mistakes);
        let Some(number) = as_whole_number(key.value, value, mistakes) else { continue };
        let most = u32::try_from(number.value).ok().filter(|_| number.value <= MAX_OF_KIND);
        if most.is_none() {
            let text = format!("`capacity_of`: \"{}\" is {}; it can be 0 to {MAX_OF_KIND}", key.value, number.value);
            mistakes.wrong(&number.at, text);
        }
        if let (Some(kind), Some(most)) = (kind, most) {
            named.push(At { value: kind.clone(), at: key.at });
            capacities.insert(kind, most);
        }
    }
    capacities
}

/// Names kinds with a capacity of their own that no queue is of.
pub(super) fn name_unknown_kinds(named: &[At<KindId>], known: &BTreeSet<KindId>, mistakes: &mut Mistakes<'_>) {
    for kind in named.iter().filter(|kind| !known.contains(&kind.value)) {
        let near = nearest(kind.value.as_str(), known.iter().map(KindId::as_str));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"));
        mistakes.absent(&kind.at, format!("`capacity_of`: no queue has the `kind` \"{}\"{hint}", kind.value));
    }
}
