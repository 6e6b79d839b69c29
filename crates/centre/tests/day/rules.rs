//! The centre of these days: what its operator has set.

use std::collections::BTreeMap;

use konsil_centre::{AgentRules, PlaceUntil, QueueRules, RoutingRules, Rules, SkillRules, VanishedPolicy, Widening};
use konsil_protocol::domain::{AgentId, KindId, QueueId, ReminderThresholds, SkillId, SkillLevel, Words};

pub const AGENTS: usize = 40;
pub const QUEUES: [&str; 4] = ["rates", "loans", "complaints", "general"];

const MINUTE_MS: u64 = 60_000;

pub fn agent(n: usize) -> AgentId {
    AgentId::new(format!("agent-{n:02}")).unwrap()
}

pub fn queue(name: &str) -> QueueId {
    QueueId::new(name).unwrap()
}

fn needs(skill: &str, least: SkillLevel) -> BTreeMap<SkillId, SkillLevel> {
    BTreeMap::from([(SkillId::new(skill).unwrap(), least)])
}

fn words(text: &str) -> Words {
    Words { de: text.to_owned(), en: text.to_owned() }
}

fn later(after_ms: u64, skills: Option<BTreeMap<SkillId, SkillLevel>>, overflow: Option<&str>) -> Widening {
    Widening { after_ms, skills, overflow: overflow.map(queue) }
}

fn queue_rules(agents: impl Iterator<Item = usize>, routing: RoutingRules) -> QueueRules {
    QueueRules {
        name: words("queue"),
        agents: agents.map(agent).collect(),
        dispositions: Vec::new(),
        disposition_mandatory: false,
        contact_grace_ms: 5 * MINUTE_MS,
        vanished: VanishedPolicy::OfferAgain,
        place_until: PlaceUntil::MarkDone,
        routing,
        reminder: ReminderThresholds::default(),
    }
}

pub fn rules() -> Rules {
    let kind = |name: &str| KindId::new(name).unwrap();
    let agents = (0..AGENTS).map(|n| {
        let capacity_of = match n % 4 {
            0 => BTreeMap::from([(kind("complaint"), 1), (kind("loan"), 1)]),
            1 => BTreeMap::from([(kind("complaint"), 1)]),
            2 => BTreeMap::from([(kind("loan"), 2)]),
            _ => BTreeMap::new(),
        };
        let capacity = 1 + u32::try_from(n % 3).unwrap();
        (agent(n), AgentRules { name: format!("Agent {n}"), nickname: None, capacity, capacity_of })
    });
    // Levels 1 to 4, and nothing for every fifth.
    let levels = |step: usize| {
        let learned = (0..AGENTS).filter(|n| n % 5 != 0);
        let level = |n: usize| SkillLevel::try_from(1 + n * step % 4).unwrap();
        let agents = learned.map(|n| (agent(n), level(n))).collect();
        SkillRules { name: words("skill"), agents }
    };
    let rates = queue_rules(
        0..16,
        RoutingRules {
            skills: needs("english", 3),
            widenings: vec![
                later(MINUTE_MS, Some(needs("english", 1)), None),
                later(3 * MINUTE_MS, None, Some("general")),
            ],
            last_agent_first: true,
            by_hand: true,
            ..RoutingRules::default()
        },
    );
    let loans = queue_rules(
        12..26,
        RoutingRules {
            skills: needs("finance", 2),
            widenings: vec![later(4 * MINUTE_MS, Some(BTreeMap::new()), Some("complaints"))],
            head_start_ms: 2 * MINUTE_MS,
            kind: Some(kind("loan")),
            ..RoutingRules::default()
        },
    );
    let complaints = queue_rules(
        22..34,
        RoutingRules {
            widenings: vec![later(150_000, None, Some("rates"))],
            head_start_ms: 5 * MINUTE_MS,
            by_hand: true,
            kind: Some(kind("complaint")),
            ..RoutingRules::default()
        },
    );
    let general = QueueRules {
        place_until: PlaceUntil::End,
        vanished: VanishedPolicy::Wait,
        ..queue_rules(
            (30..AGENTS).chain(0..4),
            RoutingRules { last_agent_first: true, by_hand: true, ..RoutingRules::default() },
        )
    };
    let skills = [("english", levels(3)), ("finance", levels(7))];
    let queues = QUEUES.into_iter().map(queue).zip([rates, loans, complaints, general]);
    Rules {
        agents: agents.collect(),
        former_names: BTreeMap::new(),
        groups: BTreeMap::new(),
        skills: skills.into_iter().map(|(name, rules)| (SkillId::new(name).unwrap(), rules)).collect(),
        queues: queues.collect(),
        dispositions: BTreeMap::new(),
        reasons: Vec::new(),
        invitation_ms: 30_000,
        offers_withdrawn_after_ms: 35_000,
        agent_grace_ms: 2 * MINUTE_MS,
    }
}
