//! The Team view: in the place of the chat, who is free and who is not and for how long.

use konsil_protocol::domain::*;

use super::anyone::names_with_groups_and_skills;
use super::world::*;
use crate::Effect;
use crate::boundary::input::{FindTeam, Input, TeamPart};
use crate::boundary::view::{Presence, TeamCounts, TeamRow, TeamView};

const MINUTE: i64 = 60_000;

fn find() -> FindTeam {
    FindTeam { text: String::new(), part: TeamPart::All, only: None, from: 0, count: 50, hold: false }
}

fn at_work(name: &str, state: AgentState, since: Timestamp) -> AgentStatus {
    let available = state == AgentState::Ready;
    AgentStatus {
        agent: agent(name),
        doing: Doing { state, connected: true, chats: 1, available, since, ..Doing::LOGGED_OUT },
    }
}

fn not_ready(reason: &str) -> AgentState {
    AgentState::NotReady { reason: NotReadyReason::of(reason) }
}

fn told(world: &mut World, extent: Extent, agents: Vec<AgentStatus>) {
    world.hear(WorkspaceEvent::States(States { extent, agents, queues: Vec::new() }));
}

/// Jana looks at the team over her chat with Martin Hoffmann. She has been ready for an hour, Katrin for two; Sven has
/// gone to lunch twelve minutes ago.
fn looking() -> World {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Eva Kurz")]);
    world.hear(WorkspaceEvent::Names(std::sync::Arc::new(names_with_groups_and_skills())));
    world.select("a");
    world.act(Input::Team { open: true });
    let ago = |minutes: i64| Timestamp(world.now.0 - minutes * MINUTE);
    let all = vec![
        at_work("jana", AgentState::Ready, ago(60)),
        at_work("katrin", AgentState::Ready, ago(120)),
        at_work("sven", not_ready("lunch"), ago(12)),
    ];
    told(&mut world, Extent::Everybody, all);
    world
}

/// The names of the rows, headings in brackets.
fn names(view: &TeamView) -> Vec<String> {
    let name = |row: &TeamRow| match row {
        TeamRow::Heading { name, ready, members } => {
            format!("[{} {ready}/{members}]", name.as_deref().unwrap_or_default())
        }
        TeamRow::Agent(row) => row.name.split(' ').next().unwrap_or_default().to_owned(),
    };
    view.rows.iter().map(name).collect()
}

fn watched(world: &mut World) -> Vec<Watch> {
    let effects = std::mem::take(&mut world.effects);
    let watch = |effect| if let Effect::Request(BackendRequest::Watch { watch }) = effect { Some(watch) } else { None };
    effects.into_iter().filter_map(watch).collect()
}

#[test]
fn the_team_stands_in_the_place_of_the_chat_and_everybody_is_told_of_meanwhile() {
    let mut world = looking();
    world.act(Input::Team { open: false });
    assert_eq!(watched(&mut world), [Watch::Off]);
    world.act(Input::Team { open: true });
    assert_eq!(watched(&mut world), [Watch::On]);
    assert!(world.main().chat.is_none());
    world.contact_says("a", "Sind Sie noch da?");
    assert!(world.main().list.as_ref().unwrap().chats.iter().all(|row| !row.selected));
    assert_eq!(world.desk.find_team(&find()).about.map(|about| about.contact), Some("Martin Hoffmann".to_owned()));
    world.act(Input::Team { open: false });
    assert_eq!(world.main().chat.as_ref().map(|chat| &chat.case), Some(&case_id("a")), "the chat is back");
    world.act(Input::Team { open: true });
    world.select("b");
    world.act(Input::Team { open: false });
    assert_eq!(world.main().chat.as_ref().map(|chat| &chat.case), Some(&case_id("b")), "another one was chosen");
}

#[test]
fn who_is_free_stands_first_and_of_each_it_is_said_since_when() {
    let mut world = looking();
    let view = world.desk.find_team(&find());
    assert_eq!(names(&view), ["[Beschwerden 2/2]", "Katrin", "Jana", "[ 0/2]", "Sven", "Rita"]);
    assert_eq!(view.counts, TeamCounts { all: 4, ready: 2, not_ready: 1, logged_out: 1 });
    let TeamRow::Agent(sven) = &view.rows[4] else { panic!("{:?}", view.rows) };
    assert_eq!((sven.presence, sven.word.id.as_str()), (Some(Presence::Away), "presence-reason"));
    assert!(format!("{:?}", sven.word.args).contains("Mittagspause"));
    assert_eq!(sven.since, Some(Timestamp(world.now.0 - 12 * MINUTE)));
    assert!(sven.can_consult);
    let TeamRow::Agent(jana) = &view.rows[2] else { panic!("{:?}", view.rows) };
    assert!(jana.me && !jana.can_consult);
    let only = Some(ConsultTarget::Skill { skill: SkillId::new("goodwill").unwrap(), least: 2 });
    assert_eq!(names(&world.desk.find_team(&FindTeam { only, ..find() })), ["[Kulanz 2/2]", "Katrin", "Jana"]);
    assert_eq!(names(&world.desk.find_team(&FindTeam { part: TeamPart::NotReady, ..find() })), ["[ 0/2]", "Sven"]);
    assert_eq!(
        names(&world.desk.find_team(&FindTeam { text: "kat".to_owned(), ..find() })),
        ["[Beschwerden 2/2]", "Katrin"]
    );
}

#[test]
fn rows_keep_their_places_while_somebody_points_at_them() {
    let mut world = looking();
    let order = names(&world.desk.find_team(&find()));
    let now = world.now;
    told(&mut world, Extent::Changed, vec![at_work("katrin", not_ready("lunch"), now)]);
    let held = world.desk.find_team(&FindTeam { hold: true, ..find() });
    assert_eq!(names(&held)[1..], order[1..]);
    assert!(
        matches!(&held.rows[1], TeamRow::Agent(katrin) if katrin.presence == Some(Presence::Away)),
        "what is so is said"
    );
    assert_eq!(names(&world.desk.find_team(&find()))[..3], ["[Beschwerden 1/2]", "Jana", "Katrin"]);
}

#[test]
fn of_ten_thousand_only_the_rows_that_can_be_seen_are_drawn() {
    let mut world = looking();
    let listed = |n: u32| ListedAgent {
        agent: AgentId::new(format!("agent-{n}")).unwrap(),
        name: format!("Agent {n}"),
        nickname: None,
        groups: Vec::new(),
        skills: std::collections::BTreeMap::new(),
        queues: Vec::new(),
    };
    let names = Listing { agents: (0..10_000).map(listed).collect(), ..Listing::default() };
    world.hear(WorkspaceEvent::Names(std::sync::Arc::new(names)));
    let view = world.desk.find_team(&FindTeam { from: 5_000, count: 30, ..find() });
    assert_eq!((view.total, view.from, view.rows.len()), (10_001, 5_000, 30));
    assert_eq!(world.desk.find_team(&FindTeam { from: 9_995, count: 30, ..find() }).rows.len(), 6);
    assert_eq!(
        world.desk.find_team(&FindTeam { from: 0, count: u32::MAX, ..find() }).rows.len(),
        200,
        "nobody sees more"
    );
}
