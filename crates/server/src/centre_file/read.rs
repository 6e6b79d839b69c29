//! From the text of a centre file to a [`Centre`], or to all of its mistakes.

use std::{collections::BTreeMap, ops::Range};

use konsil_centre::{AgentRules, Rules};
use konsil_protocol::domain::{AgentId, KindId, Language};
use toml::de::DeTable;

use super::{
    centre::Centre,
    dispositions::Dispositions,
    favourites::read_favourites,
    groups::{Skills, read_groups},
    hours::{read_closed_days, read_zone},
    mistake::{Mistake, Mistakes},
    queues::{Known, read_queues},
    reasons::read_reasons,
    routing::{name_unknown_kinds, read_capacity_of},
    section::{At, Section, Setting, as_section},
    site::AllowedSite,
    values::{Agents, Head, MAX_NAME_CHARS, read_duration, read_id},
};

const MAX_CAPACITY: i64 = 100;
const DEFAULT_CAPACITY: u32 = 3;

pub(super) fn read(text: &str) -> Result<Centre, Vec<Mistake>> {
    let mut mistakes = Mistakes::of(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let top = Section::new("", 0..0, Some(table.get_ref()));

    let centre = read_head(&top, &mut mistakes);
    let times = read_times(&top, &mut mistakes);
    let dispositions = Dispositions::read(&top, &centre.languages, &mut mistakes);
    let reasons = read_reasons(&top, &centre.languages, &mut mistakes);
    let mut skills = Skills::read(&top, &centre.languages, &mut mistakes);
    let mut kinds = Vec::new();
    let agents = read_agents(&top, &mut skills, &mut kinds, &mut mistakes);
    let groups = read_groups(&top, &centre.languages, &agents, &mut mistakes);
    let known = Known { head: &centre, agents: &agents, dispositions: &dispositions, skills: &skills };
    let queues = read_queues(&top, &known, &mut mistakes);
    let favourites = read_favourites(&top, &centre.languages, &agents, &mut mistakes);
    name_unknown_kinds(&kinds, &queues.kinds, &mut mistakes);
    top.finish(&mut mistakes);

    let unreadable = errors.iter().map(|error| in_plain_words(error, &mistakes)).collect();
    let found = mistakes.into_sorted(unreadable);
    let (true, Some(name), Some(privacy)) = (found.is_empty(), centre.name, centre.privacy) else {
        return Err(found);
    };
    Ok(Centre {
        name,
        languages: centre.languages,
        privacy,
        topics: queues.topics,
        allowed_sites: centre.allowed_sites,
        favourites,
        rules: Rules {
            agents: agents.into_iter().filter_map(|(id, agent)| agent.map(|agent| (id, agent))).collect(),
            former_names: BTreeMap::new(),
            groups,
            skills: skills.rules(),
            queues: queues.rules,
            dispositions: dispositions.rules(),
            reasons,
            invitation_ms: times.invitation_ms,
            offers_withdrawn_after_ms: times.offers_withdrawn_after_ms,
            agent_grace_ms: times.agent_grace_ms,
        },
    })
}

/// What TOML itself refuses. The parser's words are kept, with the piece of the file they are about.
fn in_plain_words(error: &toml::de::Error, mistakes: &Mistakes<'_>) -> Mistake {
    let span = error.span().unwrap_or(0..0);
    let piece = mistakes.source(&span).trim();
    let text = match error.message() {
        "duplicate key" => format!("`{piece}` stands here a second time"),
        message if piece.is_empty() || piece.contains('\n') => format!("not readable as TOML: {message}"),
        message => format!("not readable as TOML at `{piece}`: {message}"),
    };
    Mistake { line: Some(mistakes.line(span.start)), text }
}

fn read_head(top: &Section<'_>, mistakes: &mut Mistakes<'_>) -> Head {
    let section = match top.section("centre", mistakes) {
        Setting::Given(section) => section,
        Setting::Absent => {
            mistakes.absent(&top.at, "the section [centre] with the centre's name is missing");
            return Head {
                name: None,
                languages: both(),
                privacy: None,
                zone: Setting::Bad,
                closed_days: vec![],
                allowed_sites: vec![],
            };
        }
        Setting::Bad => Section::new("centre", top.at.clone(), None),
    };
    let name = section.line("name", MAX_NAME_CHARS, mistakes);
    if name.is_absent() {
        mistakes.absent(&section.at, "[centre] has no `name`: contacts must read whose page they are on");
    }
    let languages = read_languages(&section, mistakes);
    let privacy = section.words("privacy", &languages, mistakes);
    if privacy.is_absent() {
        let sample = "privacy = { de = \"https://…\", en = \"https://…\" }";
        mistakes.absent(&section.at, format!("[centre] has no `privacy`, the address of the privacy notice: {sample}"));
    }
    let privacy = privacy.given().filter(|words| {
        let at = section.value("privacy").map_or(section.at.clone(), |(at, _)| at);
        [&words.de, &words.en].into_iter().all(|address| is_address(address, &at, mistakes))
    });
    let zone = section.line("time_zone", MAX_NAME_CHARS, mistakes).and_then(|zone| read_zone(&zone, mistakes));
    let closed_days = section.list("closed_days", mistakes).given().map(|days| read_closed_days(days, mistakes));
    let sites = section.list("allowed_sites", mistakes).given().map_or_else(Vec::new, |sites| sites.value);
    let mut allowed_sites = Vec::new();
    for site in sites {
        match AllowedSite::read(&site.value) {
            Ok(read) if allowed_sites.contains(&read) => {
                mistakes.wrong(&site.at, format!("the site \"{}\" is listed twice", site.value));
            }
            Ok(read) => allowed_sites.push(read),
            Err(trouble) => mistakes.wrong(&site.at, format!("`allowed_sites`: \"{}\" {trouble}", site.value)),
        }
    }
    section.finish(mistakes);
    Head {
        name: name.given().map(|name| name.value),
        languages,
        privacy,
        zone,
        closed_days: closed_days.unwrap_or_default(),
        allowed_sites,
    }
}

fn both() -> Vec<Language> {
    vec![Language::De, Language::En]
}

fn read_languages(section: &Section<'_>, mistakes: &mut Mistakes<'_>) -> Vec<Language> {
    let Some(list) = section.list("languages", mistakes).given() else { return both() };
    let mut languages = Vec::new();
    for code in &list.value {
        let language = match code.value.as_str() {
            "de" => Language::De,
            "en" => Language::En,
            other => {
                mistakes
                    .wrong(&code.at, format!("`languages`: there is no \"{other}\"; Konsil speaks \"de\" and \"en\""));
                continue;
            }
        };
        if languages.contains(&language) {
            mistakes.wrong(&code.at, format!("`languages` lists \"{}\" twice", code.value));
        } else {
            languages.push(language);
        }
    }
    if list.value.is_empty() {
        mistakes.wrong(&list.at, "`languages` is empty; name \"de\", \"en\" or both");
    }
    if languages.is_empty() { both() } else { languages }
}

fn is_address(address: &str, at: &Range<usize>, mistakes: &mut Mistakes<'_>) -> bool {
    let good = (address.starts_with("https://") || address.starts_with("http://"))
        && address.len() > "https://".len()
        && !address.chars().any(|c| c.is_whitespace() || matches!(c, '"' | '<' | '>'));
    if !good {
        mistakes.wrong(at, format!("`privacy`: \"{address}\" is no web address; it begins with https://"));
    }
    good
}

struct Times {
    invitation_ms: u64,
    offers_withdrawn_after_ms: u64,
    agent_grace_ms: u64,
}

fn read_times(top: &Section<'_>, mistakes: &mut Mistakes<'_>) -> Times {
    let section = match top.section("times", mistakes) {
        Setting::Given(section) => section,
        Setting::Absent | Setting::Bad => Section::new("times", 0..0, None),
    };
    let times = Times {
        invitation_ms: read_duration(&section, "invitation", (5, 600), mistakes).given().unwrap_or(30_000),
        offers_withdrawn_after_ms: read_duration(&section, "offers_withdrawn", (5, 600), mistakes)
            .given()
            .unwrap_or(35_000),
        agent_grace_ms: read_duration(&section, "agent_grace", (5, 3_600), mistakes).given().unwrap_or(120_000),
    };
    section.finish(mistakes);
    times
}

fn read_agents(
    top: &Section<'_>,
    skills: &mut Skills,
    kinds: &mut Vec<At<KindId>>,
    mistakes: &mut Mistakes<'_>,
) -> Agents {
    let mut agents = Agents::new();
    // As signing in looks at them.
    let mut logins: BTreeMap<String, AgentId> = BTreeMap::new();
    let sections = match top.section("agents", mistakes) {
        Setting::Given(sections) => sections,
        Setting::Absent => {
            mistakes.absent(&top.at, "there are no agents; each has a section, as in [agents.jana]");
            return agents;
        }
        Setting::Bad => return agents,
    };
    for (key, value) in sections.entries() {
        let Some(id) = read_id(&key, AgentId::new, mistakes) else { continue };
        let Some(section) = as_section(&format!("agents.{id}"), &key.at, value, mistakes) else {
            agents.insert(id, None);
            continue;
        };
        if let Some(twin) = logins.insert(id.as_str().to_ascii_lowercase(), id.clone()) {
            let text =
                format!("the agents `{twin}` and `{id}` differ in capitals only, which signing in does not look at");
            mistakes.wrong(&key.at, text);
        }
        let name = section.line("name", MAX_NAME_CHARS, mistakes);
        if name.is_absent() {
            mistakes.absent(&section.at, format!("the agent `{id}` has no `name`"));
        }
        let nickname = section.line("nickname", MAX_NAME_CHARS, mistakes);
        let capacity = section.whole_number("capacity", mistakes).and_then(|capacity| {
            let number = u32::try_from(capacity.value).ok().filter(|_| (1..=MAX_CAPACITY).contains(&capacity.value));
            if number.is_none() {
                let text =
                    format!("`capacity` is {}; an agent can have 1 to {MAX_CAPACITY} chats at once", capacity.value);
                mistakes.wrong(&capacity.at, text);
            }
            number
        });
        let capacity_of = read_capacity_of(&section, kinds, mistakes);
        skills.read_levels(&id, &section, mistakes);
        section.finish(mistakes);
        let agent = name.given().map(|name| AgentRules {
            name: name.value,
            nickname: nickname.given().map(|nickname| nickname.value),
            capacity: capacity.given().unwrap_or(DEFAULT_CAPACITY),
            capacity_of,
        });
        agents.insert(id, agent);
    }
    if sections.entries().next().is_none() {
        mistakes.absent(&sections.at, "there are no agents; each has a section, as in [agents.jana]");
    }
    agents
}
