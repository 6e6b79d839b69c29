//! The queues of a centre file, and what they take over from each other by `extends`.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use jiff::tz::TimeZone;
use konsil_centre::{PlaceUntil, QueueRules, VanishedPolicy};
use konsil_protocol::domain::{AgentId, DispositionId, KindId, Language, QueueId, ReminderThresholds, Words};

use super::{
    centre::Topic,
    dispositions::Dispositions,
    groups::Skills,
    hours::{ClosedDay, Hours, Opening, read_closed_days, read_hours, read_zone},
    mistake::Mistakes,
    references::references,
    routing::{RoutingInFile, Settled},
    section::{At, Section, Setting, as_section, code, nearest},
    values::{Agents, Head, MAX_NAME_CHARS, read_duration, read_id},
};

const DEFAULT_CONTACT_GRACE_MS: u64 = 300_000;

/// What queues can name.
pub(super) struct Known<'k> {
    pub head: &'k Head,
    pub agents: &'k Agents,
    pub dispositions: &'k Dispositions,
    pub skills: &'k Skills,
}

#[derive(Default)]
pub(super) struct Queues {
    pub topics: Vec<Topic>,
    pub rules: BTreeMap<QueueId, QueueRules>,
    /// What kinds of chats there are, also in queues with mistakes.
    pub kinds: BTreeSet<KindId>,
}

/// One queue as the file describes it. All but the name can be taken over.
struct QueueInFile {
    id: QueueId,
    at: Range<usize>,
    extends: Option<At<String>>,
    name: Setting<Words>,
    agents: Setting<Vec<AgentId>>,
    opening: Setting<Opening>,
    zone: Setting<TimeZone>,
    closed_days: Setting<Vec<ClosedDay>>,
    dispositions: Setting<Vec<DispositionId>>,
    mandatory: Setting<bool>,
    contact_grace_ms: Setting<u64>,
    vanished: Setting<VanishedPolicy>,
    place_until: Setting<PlaceUntil>,
    greeting: Setting<Words>,
    closed: Setting<Words>,
    nobody_there: Setting<Words>,
    waiting: Setting<Words>,
    /// Its position, if this queue says anything about it.
    reminder: Option<Range<usize>>,
    yellow_ms: Setting<u64>,
    red_ms: Setting<u64>,
    routing: RoutingInFile,
}

pub(super) fn read_queues(top: &Section<'_>, known: &Known<'_>, mistakes: &mut Mistakes<'_>) -> Queues {
    let sections = match top.section("queues", mistakes) {
        Setting::Given(sections) => sections,
        Setting::Absent => {
            mistakes.absent(&top.at, "there are no queues; each has a section, as in [queues.billing]");
            return Queues::default();
        }
        Setting::Bad => return Queues::default(),
    };
    let mut drafts = Vec::new();
    for (key, value) in sections.entries() {
        let Some(id) = read_id(&key, QueueId::new, mistakes) else { continue };
        if let Some(section) = as_section(&format!("queues.{id}"), &key.at, value, mistakes) {
            drafts.push(read_draft(id, &section, known, mistakes));
        }
    }
    if sections.entries().next().is_none() {
        mistakes.absent(&sections.at, "there are no queues; each has a section, as in [queues.billing]");
    }
    name_twins(&drafts, mistakes);
    let circles = name_circles(&drafts, mistakes);

    let kinds = drafts.iter().filter_map(|draft| draft.routing.kind.clone().given()).collect();
    let mut queues = Queues { kinds, ..Queues::default() };
    for draft in drafts.iter().filter(|draft| !circles.contains(&draft.id)) {
        let line = lineage(draft, &drafts);
        // What a queue takes from a circle cannot be known, and the circle has been named.
        if line.iter().any(|ancestor| circles.contains(&ancestor.id)) {
            continue;
        }
        if let Some((topic, rules)) = settle(draft, &line, &drafts, known, mistakes) {
            queues.topics.push(topic);
            queues.rules.insert(draft.id.clone(), rules);
        }
    }
    queues
}

fn read_draft(id: QueueId, section: &Section<'_>, known: &Known<'_>, mistakes: &mut Mistakes<'_>) -> QueueInFile {
    let languages = &known.head.languages;
    let name = section.words("name", languages, mistakes);
    if name.is_absent() {
        mistakes.absent(&section.at, format!("the queue `{id}` has no `name`"));
    }
    let name = name.and_then(|words| {
        let short =
            [&words.de, &words.en].iter().all(|name| name.chars().count() <= MAX_NAME_CHARS && !name.contains('\n'));
        if !short {
            mistakes.wrong(
                &section.at,
                format!("the `name` of a queue is one line of at most {MAX_NAME_CHARS} characters"),
            );
        }
        short.then_some(words)
    });
    let agents = section.list("agents", mistakes).and_then(|list| {
        Some(references(list, ("agents", "agent"), known.agents, |text| AgentId::new(text).ok(), mistakes))
    });
    let listed = section.list("dispositions", mistakes);
    let dispositions = listed.and_then(|list| Some(known.dispositions.listed(list, mistakes)));
    let opening = match section.value("hours") {
        Some((at, value)) => {
            read_hours(&format!("queues.{id}.hours"), At { value, at }, mistakes).map_or(Setting::Bad, Setting::Given)
        }
        None => Setting::Absent,
    };
    let texts = match section.section("texts", mistakes) {
        Setting::Given(texts) => texts,
        Setting::Absent | Setting::Bad => Section::new("texts", section.at.clone(), None),
    };
    let texts = texts.named(format!("queues.{id}.texts"));
    let (reminder_at, reminder) = match section.section("reminder", mistakes) {
        Setting::Given(reminder) => (Some(reminder.at.clone()), reminder),
        Setting::Absent | Setting::Bad => (None, Section::new("reminder", section.at.clone(), None)),
    };
    let reminder = reminder.named(format!("queues.{id}.reminder"));
    let draft = QueueInFile {
        at: section.at.clone(),
        extends: section.line("extends", MAX_NAME_CHARS, mistakes).given(),
        name,
        agents,
        opening,
        zone: section.line("time_zone", MAX_NAME_CHARS, mistakes).and_then(|zone| read_zone(&zone, mistakes)),
        closed_days: section.list("closed_days", mistakes).and_then(|days| Some(read_closed_days(days, mistakes))),
        dispositions,
        mandatory: section.yes_or_no("disposition_mandatory", mistakes),
        contact_grace_ms: read_duration(section, "contact_grace", (10, 86_400), mistakes),
        vanished: choice(section, "vanished", &VANISHED, mistakes),
        place_until: choice(section, "place_until", &PLACE_UNTIL, mistakes),
        greeting: texts.words("greeting", languages, mistakes),
        closed: texts.words("closed", languages, mistakes),
        nobody_there: texts.words("nobody_there", languages, mistakes),
        waiting: texts.words("waiting", languages, mistakes),
        reminder: reminder_at,
        yellow_ms: read_duration(&reminder, "yellow", (1, 86_400), mistakes),
        red_ms: read_duration(&reminder, "red", (1, 86_400), mistakes),
        routing: RoutingInFile::read(section, known.skills, mistakes),
        id,
    };
    texts.finish(mistakes);
    reminder.finish(mistakes);
    section.finish(mistakes);
    draft
}

const VANISHED: [(&str, VanishedPolicy); 2] =
    [("wait", VanishedPolicy::Wait), ("offer-again", VanishedPolicy::OfferAgain)];
const PLACE_UNTIL: [(&str, PlaceUntil); 2] = [("mark-done", PlaceUntil::MarkDone), ("end", PlaceUntil::End)];

fn choice<T: Copy>(
    section: &Section<'_>,
    key: &'static str,
    choices: &[(&str, T)],
    mistakes: &mut Mistakes<'_>,
) -> Setting<T> {
    section.line(key, MAX_NAME_CHARS, mistakes).and_then(|word| {
        let chosen = choices.iter().find(|(name, _)| *name == word.value).map(|(_, choice)| *choice);
        if chosen.is_none() {
            let names = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(" or ");
            mistakes.wrong(&word.at, format!("`{key}` is \"{}\"; it must be {names}", word.value));
        }
        chosen
    })
}

/// Two topics that a contact could not distinguish.
fn name_twins(drafts: &[QueueInFile], mistakes: &mut Mistakes<'_>) {
    for (index, draft) in drafts.iter().enumerate() {
        let Setting::Given(name) = &draft.name else { continue };
        for other in drafts.iter().take(index) {
            let Setting::Given(taken) = &other.name else { continue };
            if let Some(language) =
                [Language::De, Language::En].into_iter().find(|l| name.in_language(*l) == taken.in_language(*l))
            {
                let (id, other, code) = (&draft.id, &other.id, code(language));
                mistakes.wrong(&draft.at, format!("the queues `{other}` and `{id}` have the same name in `{code}`"));
                break;
            }
        }
    }
}

/// Names unknown bases and circles; gives the queues that are part of a circle.
fn name_circles(drafts: &[QueueInFile], mistakes: &mut Mistakes<'_>) -> Vec<QueueId> {
    let mut in_circles: Vec<QueueId> = Vec::new();
    for draft in drafts {
        let Some(extends) = &draft.extends else { continue };
        if base(draft, drafts).is_none() {
            let names = drafts.iter().filter(|other| other.id != draft.id).map(|other| other.id.as_str());
            let hint =
                nearest(&extends.value, names).map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"));
            mistakes
                .absent(&extends.at, format!("`extends`: there is no queue \"{}\" in this file{hint}", extends.value));
            continue;
        }
        let line = lineage(draft, drafts);
        let closes = line.last().and_then(|last| base(last, drafts)).is_some_and(|next| next.id == draft.id);
        if closes && !in_circles.contains(&draft.id) {
            let names: Vec<&str> = line.iter().chain([&draft]).map(|queue| queue.id.as_str()).collect();
            mistakes.wrong(&extends.at, format!("these queues extend each other in a circle: {}", names.join(" → ")));
            in_circles.extend(line.iter().map(|queue| queue.id.clone()));
        }
    }
    in_circles
}

fn base<'d>(draft: &QueueInFile, drafts: &'d [QueueInFile]) -> Option<&'d QueueInFile> {
    let extends = draft.extends.as_ref()?;
    drafts.iter().find(|other| other.id.as_str() == extends.value)
}

/// The queue itself, what it extends, what that extends, … each once.
fn lineage<'d>(draft: &'d QueueInFile, drafts: &'d [QueueInFile]) -> Vec<&'d QueueInFile> {
    let mut line = vec![draft];
    while let Some(next) = line.last().and_then(|last| base(last, drafts)) {
        if line.iter().any(|queue| queue.id == next.id) {
            break;
        }
        line.push(next);
    }
    line
}

/// The nearest in the line that has the setting.
fn inherited<'d, T: Clone + 'd>(
    line: &[&'d QueueInFile],
    setting: impl Fn(&'d QueueInFile) -> &'d Setting<T>,
) -> Setting<T> {
    line.iter().map(|draft| setting(draft)).find(|setting| !setting.is_absent()).cloned().unwrap_or_default()
}

fn settle(
    draft: &QueueInFile,
    line: &[&QueueInFile],
    drafts: &[QueueInFile],
    known: &Known<'_>,
    mistakes: &mut Mistakes<'_>,
) -> Option<(Topic, QueueRules)> {
    let id = &draft.id;
    let agents = inherited(line, |draft| &draft.agents);
    let nobody = match &agents {
        Setting::Absent => true,
        // An entry that was not understood has been named; nobody at all is another mistake.
        Setting::Given(agents) => agents.is_empty(),
        Setting::Bad => false,
    };
    if nobody {
        mistakes.absent(&draft.at, format!("the queue `{id}` has no agents: nobody could ever answer there"));
    }
    let dispositions = inherited(line, |draft| &draft.dispositions);
    let mandatory = inherited(line, |draft| &draft.mandatory).given().unwrap_or(false);
    let none = match &dispositions {
        Setting::Absent => true,
        Setting::Given(dispositions) => dispositions.is_empty(),
        Setting::Bad => false,
    };
    if mandatory && none {
        let text =
            format!("the queue `{id}` makes the disposition mandatory, but has no `dispositions` to choose from");
        mistakes.absent(&draft.at, text);
    }
    let hours = settle_hours(draft, line, known.head, mistakes);
    let reminder = settle_reminder(draft, line, mistakes);
    let routing = Settled {
        id,
        at: &draft.at,
        agents: &agents.clone().given().unwrap_or_default(),
        own_later: !draft.routing.later.is_absent(),
        settings: RoutingInFile {
            skills: inherited(line, |draft| &draft.routing.skills),
            later: inherited(line, |draft| &draft.routing.later),
            priority_ms: inherited(line, |draft| &draft.routing.priority_ms),
            last_agent_first: inherited(line, |draft| &draft.routing.last_agent_first),
            by_hand: inherited(line, |draft| &draft.routing.by_hand),
            kind: inherited(line, |draft| &draft.routing.kind),
        },
    };
    let routing = routing.rules(drafts.iter().map(|draft| &draft.id), known.skills, mistakes);
    let text = |setting: fn(&QueueInFile) -> &Setting<Words>| inherited(line, setting).given().unwrap_or_default();
    let topic = Topic {
        queue: id.clone(),
        name: draft.name.clone().given()?,
        hours: hours?,
        greeting: text(|draft| &draft.greeting),
        closed: text(|draft| &draft.closed),
        nobody_there: text(|draft| &draft.nobody_there),
        waiting: text(|draft| &draft.waiting),
    };
    let rules = QueueRules {
        name: topic.name.clone(),
        agents: agents.given()?,
        dispositions: dispositions.given().unwrap_or_default(),
        disposition_mandatory: mandatory,
        contact_grace_ms: inherited(line, |draft| &draft.contact_grace_ms).given().unwrap_or(DEFAULT_CONTACT_GRACE_MS),
        vanished: inherited(line, |draft| &draft.vanished).given().unwrap_or_default(),
        place_until: inherited(line, |draft| &draft.place_until).given().unwrap_or_default(),
        routing,
        reminder,
    };
    Some((topic, rules))
}

/// Each of the two is taken over by itself, so a queue that sets one of them may run into the other.
fn settle_reminder(draft: &QueueInFile, line: &[&QueueInFile], mistakes: &mut Mistakes<'_>) -> ReminderThresholds {
    let defaults = ReminderThresholds::default();
    let (yellow, red) = (inherited(line, |draft| &draft.yellow_ms), inherited(line, |draft| &draft.red_ms));
    // One that was not understood has been named already.
    let understood = !matches!(yellow, Setting::Bad) && !matches!(red, Setting::Bad);
    let [yellow_ms, red_ms] =
        [(yellow, defaults.yellow_ms), (red, defaults.red_ms)].map(|(ms, default)| ms.given().unwrap_or(default));
    // Named where it is set, not again by each queue that takes it over.
    if let Some(at) = draft.reminder.as_ref().filter(|_| understood && yellow_ms >= red_ms) {
        let from = |own: &Setting<u64>| if own.is_absent() { ", not set here" } else { "" };
        let (yellow, red) = (in_words(yellow_ms) + from(&draft.yellow_ms), in_words(red_ms) + from(&draft.red_ms));
        let id = &draft.id;
        mistakes.wrong(at, format!("the `reminder` of `{id}` must turn `yellow` ({yellow}) before `red` ({red})"));
    }
    ReminderThresholds { yellow_ms, red_ms }
}

fn in_words(ms: u64) -> String {
    if ms.is_multiple_of(1_000) { format!("{} s", ms / 1_000) } else { format!("{ms} ms") }
}

fn settle_hours(draft: &QueueInFile, line: &[&QueueInFile], head: &Head, mistakes: &mut Mistakes<'_>) -> Option<Hours> {
    let week = match inherited(line, |draft| &draft.opening) {
        Setting::Absent | Setting::Given(Opening::Always) => {
            if !draft.closed_days.is_absent() {
                let text = "`closed_days` have no effect on the queue";
                mistakes.absent(&draft.at, format!("{text} `{}`: it has no `hours`, so it is always open", draft.id));
            }
            return Some(Hours::Always);
        }
        Setting::Given(Opening::Weekly(week)) => week,
        Setting::Bad => return None,
    };
    let zone = match inherited(line, |draft| &draft.zone) {
        Setting::Given(zone) => zone,
        Setting::Bad => return None,
        Setting::Absent => match &head.zone {
            Setting::Given(zone) => zone.clone(),
            Setting::Bad => return None,
            Setting::Absent => {
                let text = "has hours, but neither it nor [centre] says in which `time_zone`";
                mistakes.absent(&draft.at, format!("the queue `{}` {text}", draft.id));
                return None;
            }
        },
    };
    let own = inherited(line, |draft| &draft.closed_days).given().unwrap_or_default();
    let closed = head.closed_days.iter().copied().chain(own).collect();
    Some(Hours::Weekly { week, zone, closed })
}
