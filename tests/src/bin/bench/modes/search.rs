//! Somebody types into the Team Communicator of a centre with 10,000 agents: from the key to what the window is sent.
//! The desk is a part of this program; nothing runs beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use konsil_desk::input::{FindTargets, Purpose, TargetFilter};
use konsil_desk::{Desk, Event, Moment, Settings};
use konsil_protocol::domain::{
    AgentId, AgentState, AgentStatus, Capabilities, CaseAction, CaseId, CaseView, CommandId, Connection,
    ContactPresence, ContactView, Doing, EndEffect, Extent, GroupId, Language, ListedAgent, ListedGroup, ListedQueue,
    ListedSkill, Listing, QueueId, ReminderThresholds, SkillId, Standing, States, TargetKind, Thread, Timestamp, Words,
    WorkspaceEvent,
};

use crate::arguments::Arguments;
use crate::figures::Figures;
use crate::times::Times;

const AGENTS: usize = 10_000;
const SKILLS: usize = 40;
const GROUPS: usize = 60;
const QUEUES: usize = 20;
/// Names that are typed, letter by letter.
const TYPED: usize = 200;

const FIRST: [&str; 20] = [
    "Jana",
    "Sven",
    "Katrin",
    "Lukas",
    "Aylin",
    "Emre",
    "Petra",
    "Yusuf",
    "Rita",
    "Frieda",
    "Omar",
    "Renée",
    "Łukasz",
    "Jörg",
    "Zoë",
    "Ömer",
    "Håkon",
    "Ana-Maria",
    "Émile",
    "Şule",
];
const LAST: [&str; 20] = [
    "Müller",
    "Köhler",
    "Richter",
    "Şahin",
    "Groß",
    "Wagner",
    "Yıldız",
    "Albrecht",
    "Maurer",
    "Rixen",
    "Haddad",
    "d’Angelo",
    "Straßer",
    "Schäfer",
    "von Ölm",
    "Lindner",
    "Aydın",
    "Nguyễn",
    "Meyer",
    "Brandt",
];

pub fn measure(arguments: &Arguments) -> Result<Figures> {
    let listing = Arc::new(listing(arguments.many(AGENTS))?);
    let names: Vec<String> = listing.agents.iter().map(|agent| agent.name.clone()).collect();
    let mut desk = Desk::new(Settings::default(), Language::De, None);
    let mut hear = |event| {
        let fresh = CommandId::new("fresh").context("an id")?;
        desk.handle(Event::Backend(event), Moment::new(Timestamp(0), fresh));
        anyhow::Ok(())
    };
    let case = CaseId::new("case")?;
    hear(WorkspaceEvent::SignedIn { agent: AgentId::new("a0")?, capabilities: capabilities() })?;
    let begin = Instant::now();
    hear(WorkspaceEvent::Names(Arc::clone(&listing)))?;
    let made = begin.elapsed();
    hear(WorkspaceEvent::Case(Box::new(chat(&case)?)))?;
    hear(WorkspaceEvent::Synced)?;
    hear(WorkspaceEvent::Connection(Connection::Online))?;
    hear(WorkspaceEvent::States(states(&listing)))?;

    let find = |text: &str, from| FindTargets {
        case: case.clone(),
        purpose: Purpose::Consult,
        text: text.to_owned(),
        filter: TargetFilter::All,
        levels: BTreeMap::new(),
        from,
    };
    let mut rows = 0;
    let mut one = |text: &str, from| -> Result<Duration> {
        let question = find(text, from);
        let begin = Instant::now();
        let targets = desk.find_targets(&question);
        let sent = serde_json::to_vec(&targets)?;
        let time = begin.elapsed();
        rows = rows.max(targets.groups.iter().map(|group| group.rows.len()).sum());
        ensure!(!sent.is_empty() && (!targets.groups.is_empty() || from.is_some()), "{text:?} finds nobody");
        Ok(time)
    };
    let step = (names.len() / arguments.many(TYPED)).max(1);
    let mut keys = Vec::new();
    let mut first_letters = Vec::new();
    for name in names.iter().step_by(step) {
        for (at, c) in name.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let time = one(&name[..at + c.len_utf8()], None)?;
            if at == 0 { &mut first_letters } else { &mut keys }.push(time);
        }
    }
    let windows: Vec<u32> = (0..u32::try_from(names.len())?).step_by(step).collect();
    let opened = (0..arguments.many(TYPED)).map(|_| one("", None)).collect::<Result<Times>>()?;
    let scrolled = windows.iter().map(|from| one("", Some(*from))).collect::<Result<Times>>()?;

    let mut figures = Figures::default();
    figures.add("entries", (names.len() + SKILLS + GROUPS + QUEUES) as f64, "");
    figures.times("the first letter", &first_letters.into_iter().collect());
    figures.times("each further key", &keys.into_iter().collect());
    figures.times("opened, nothing typed", &opened);
    figures.times("scrolled through all", &scrolled);
    figures.add("rows at once, at most", f64::from(u32::try_from(rows)?), "");
    figures.add("the index, once for a listing", made.as_secs_f64() * 1_000.0, "ms");
    Ok(figures)
}

fn listing(agents: usize) -> Result<Listing> {
    let name = |what: &str, n: usize| Words { de: format!("{what} {n}"), en: format!("{what} {n} (en)") };
    let skill = |n: usize| SkillId::new(format!("s{}", n % SKILLS));
    let agent = |n: usize| {
        let first = FIRST.get(n % FIRST.len()).context("a first name")?;
        let last = LAST.get(n / FIRST.len() % LAST.len()).context("a last name")?;
        anyhow::Ok(ListedAgent {
            agent: AgentId::new(format!("a{n}"))?,
            name: format!("{first} {last} {n}"),
            nickname: n.is_multiple_of(3).then(|| (*first).to_owned()),
            groups: vec![GroupId::new(format!("g{}", n % GROUPS))?],
            skills: (0..5).map(|k| anyhow::Ok((skill(n * 7 + k * 3)?, 1 + u8::try_from(k)?))).collect::<Result<_>>()?,
            queues: vec![QueueId::new(format!("q{}", n % QUEUES))?],
        })
    };
    let group = |n| anyhow::Ok(ListedGroup { group: GroupId::new(format!("g{n}"))?, name: name("Gruppe", n) });
    let queue = |n| {
        anyhow::Ok(ListedQueue {
            by_hand: false,
            queue: QueueId::new(format!("q{n}"))?,
            name: name("Anliegen", n),
            members: u32::try_from(agents / QUEUES)?,
            dispositions: Vec::new(),
            reminder: ReminderThresholds::default(),
        })
    };
    Ok(Listing {
        centre: "Nord".to_owned(),
        agents: (0..agents).map(agent).collect::<Result<_>>()?,
        groups: (0..GROUPS).map(group).collect::<Result<_>>()?,
        skills: (0..SKILLS)
            .map(|n| anyhow::Ok(ListedSkill { skill: skill(n)?, name: name("Fertigkeit", n) }))
            .collect::<Result<_>>()?,
        queues: (0..QUEUES).map(queue).collect::<Result<_>>()?,
        ..Listing::default()
    })
}

/// Half of them are ready.
fn states(listing: &Listing) -> States {
    let status = |(n, agent): (usize, &ListedAgent)| {
        let ready = n.is_multiple_of(2);
        let state = if ready { AgentState::Ready } else { AgentState::AfterWork };
        let doing = Doing { state, connected: true, available: ready, ..Doing::LOGGED_OUT };
        AgentStatus { agent: agent.agent.clone(), doing }
    };
    let agents = listing.agents.iter().enumerate().map(status).collect();
    States { extent: Extent::Everybody, agents, queues: Vec::new() }
}

fn capabilities() -> Capabilities {
    Capabilities {
        waiting_lists: true,
        do_not_disturb: true,
        parallel_consultations: true,
        refusable_conference: true,
        withdraw: true,
        consult_targets: TargetKind::ALL.into(),
        idempotent_send: true,
    }
}

fn chat(case: &CaseId) -> Result<CaseView> {
    let at = Timestamp(0);
    Ok(CaseView {
        case: case.clone(),
        version: 1,
        contact: ContactView { name: "Martin Hoffmann".to_owned(), language: None, presence: ContactPresence::Present },
        queue: QueueId::new("q0")?,
        opened_at: at,
        first_accepted_at: Some(at),
        standing: Standing::Member,
        members: Vec::new(),
        owner: None,
        consultations: Vec::new(),
        requests: Vec::new(),
        outcomes: Vec::new(),
        unanswered_since: None,
        note: String::new(),
        disposition: None,
        disposition_required: false,
        case_data: BTreeMap::new(),
        can: BTreeSet::from([CaseAction::Consult, CaseAction::AskConference, CaseAction::AskTransfer]),
        removable: BTreeSet::new(),
        not_askable: Vec::new(),
        end_effect: EndEffect::WholeChat,
        threads: vec![Thread::Main],
    })
}
