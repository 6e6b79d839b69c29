//! Those in a chat who are neither the contact nor an agent: an expert, a supervisor, somebody of a newer server's kind.

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::phrases;
use crate::boundary::view::{LineBody, Phrase, Side};

fn in_chat(party: Party) -> MemberView {
    MemberView { party, since: START, connected: true }
}

fn supervisor() -> Party {
    Party::Supervisor { agent: agent("sven") }
}

fn robot() -> Party {
    Party::Unsupported { kind: "robot".to_owned() }
}

/// My chat with Martin Hoffmann, and these in it besides me.
fn chat_among(others: impl IntoIterator<Item = Party>) -> World {
    let mut view = chat_with("a", "Martin Hoffmann");
    view.members.extend(others.into_iter().map(in_chat));
    let mut world = World::with(vec![view]);
    world.select("a");
    world
}

fn says(world: &mut World, thread: Thread, origin: Origin, message: &str) {
    let message = CommandId::new(message).unwrap();
    let content = MessageContent::Text("Das ist bekannt.".to_owned());
    let entry = world.entry(EntryBody::Message { origin, message, content });
    world.appended("a", thread, vec![entry]);
}

fn last_line(world: &World, thread: &Thread) -> (String, String, Option<Phrase>, Side) {
    let line = world.main().lines[thread].last().unwrap();
    let LineBody::Message { author, role, side, .. } = &line.body else { panic!("{line:?}") };
    (line.key.clone(), author.clone(), role.as_deref().cloned(), *side)
}

#[test]
fn each_in_the_chat_is_shown_with_a_name_and_with_what_it_is_to_the_chat() {
    let katrin = agent("katrin").into();
    let world = chat_among([katrin, expert("katrin"), supervisor(), robot(), robot()]);
    let shown = &world.main().chat().participants;
    let named: Vec<_> = shown.iter().map(|other| (other.name.as_str(), other.role.clone())).collect();
    let unknown = || ("–", Some(phrases::party_unsupported()));
    assert_eq!(
        named,
        [
            ("Katrin Richter", None),
            ("Dr. Paula Weber", Some(phrases::party_expert("Katrin Richter"))),
            ("Sven Köhler", Some(phrases::party_supervisor())),
            unknown(),
            unknown(),
        ]
    );
    assert_eq!(shown[1].initials, "DW");
    let mut keys: Vec<_> = shown.iter().map(|other| other.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), shown.len(), "each can be told from the others");
}

#[test]
fn only_an_agent_is_the_owner_or_can_be_removed() {
    let mut view = chat_with("a", "Martin Hoffmann");
    view.members.extend([in_chat(agent("katrin").into()), in_chat(supervisor()), in_chat(expert("sven"))]);
    view.owner = Some(agent("sven"));
    view.removable = [agent("katrin"), agent("sven")].into();
    let mut world = World::with(vec![view]);
    world.select("a");
    let shown = &world.main().chat().participants;
    let what: Vec<_> = shown.iter().map(|other| (other.agent.clone(), other.owner, other.removable)).collect();
    assert_eq!(what, [(Some(agent("katrin")), false, true), (None, false, false), (None, false, false)]);
}

#[test]
fn an_experts_message_says_who_it_is_and_through_whom() {
    let mut world = chat_among([expert("katrin")]);
    let by_katrin = Origin { submitted_by: Some(agent("katrin")), ..expert("katrin").into() };
    says(&mut world, Thread::Main, by_katrin, "teams:1");
    let (key, author, role, side) = last_line(&world, &Thread::Main);
    assert_eq!((author.as_str(), side), ("Dr. Paula Weber", Side::Colleague));
    assert_eq!(role, Some(phrases::party_expert("Katrin Richter")));
    assert_ne!(key, "teams:1", "that id is of another desktop");
    says(&mut world, Thread::Main, robot().into(), "robot:1");
    assert_eq!(last_line(&world, &Thread::Main).2, Some(phrases::party_unsupported()));
    says(&mut world, Thread::Main, Party::from(agent("katrin")).into(), "katrin:1");
    assert_eq!(last_line(&world, &Thread::Main).2, None, "of an agent the name says enough");
}

#[test]
fn what_i_submit_for_an_expert_is_one_line_with_what_i_sent_and_is_not_mine() {
    let mut world = chat_among([expert("jana")]);
    let by_me = Origin { submitted_by: Some(agent("jana")), ..expert("jana").into() };
    says(&mut world, Thread::Main, by_me, "teams:1");
    let (key, author, _, side) = last_line(&world, &Thread::Main);
    assert_eq!((key.as_str(), author.as_str(), side), ("teams:1", "Dr. Paula Weber", Side::Colleague));
}

#[test]
fn an_expert_in_the_chat_is_seen_typing_until_the_message_under_whatever_name_and_sponsor() {
    let typing = |who| WorkspaceEvent::Typing { thread: ThreadRef::main(case_id("a")), who };
    let mut world = chat_among([expert("katrin")]);
    world.hear(typing(expert("katrin")));
    assert_eq!(world.main().typing[&Thread::Main], ["Dr. Paula Weber"]);
    // The chat was handed over meanwhile.
    world.hear(typing(expert("jana")));
    assert_eq!(world.main().typing[&Thread::Main].len(), 1);
    says(&mut world, Thread::Main, expert("sven").into(), "teams:1");
    assert!(world.main().typing[&Thread::Main].is_empty());
}

#[test]
fn who_is_not_in_the_chat_or_cannot_be_named_is_not_seen_typing() {
    let mut world = chat_among([robot()]);
    for who in [expert("katrin"), supervisor(), robot()] {
        world.hear(WorkspaceEvent::Typing { thread: ThreadRef::main(case_id("a")), who });
    }
    assert!(world.main().typing.get(&Thread::Main).is_none_or(Vec::is_empty));
}

#[test]
fn a_consultation_with_an_expert_has_a_name_and_offers_nothing_that_only_an_agent_can_do() {
    let asked = ConsultationView { with: Some(expert("jana")), ..consulting("k", "katrin") };
    let mut world = World::with(vec![with_consultation(chat_with("a", "Martin Hoffmann"), asked)]);
    world.select("a");
    let pane = &world.main().chat().consultations[0];
    assert_eq!((pane.with.as_str(), pane.initials.as_str()), ("Dr. Paula Weber", "DW"));
    assert_eq!((&pane.with_agent, pane.presence), (&None, None), "of whom nothing is known nothing is said");
    let thread = ThreadRef { case: case_id("a"), thread: consultation("k") };
    world.hear(WorkspaceEvent::Typing { thread, who: expert("jana") });
    assert_eq!(world.main().typing[&consultation("k")], ["Dr. Paula Weber"]);
}
