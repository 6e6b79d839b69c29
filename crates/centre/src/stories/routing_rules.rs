//! 2.2: whom the chats of a queue are offered to, in which order, and how an agent takes one by hand.

use konsil_protocol::domain::{AgentState, KindId, Refusal};

use super::*;

fn offered(chat: &str, name: &str) -> Option<(String, String)> {
    Some((chat.to_owned(), name.to_owned()))
}

fn english(least: SkillLevel) -> BTreeMap<SkillId, SkillLevel> {
    BTreeMap::from([(skill("english"), least)])
}

fn widening(after_ms: u64, skills: Option<BTreeMap<SkillId, SkillLevel>>, overflow: Option<&str>) -> Widening {
    Widening { after_ms, skills, overflow: overflow.map(queue) }
}

/// `loans` asks for english: of its agents dora has level 4, cleo level 1.
fn with_skills() -> Centre {
    let mut centre = Centre::open();
    let routing = &mut centre.queue_rules("loans").routing;
    routing.skills = english(3);
    routing.widenings = vec![widening(60_000, Some(english(1)), None), widening(180_000, None, Some("rates"))];
    centre
}

#[test]
fn only_who_has_learned_it_is_asked_until_the_chat_has_waited_for_long_enough() {
    let mut centre = with_skills();
    centre.writes_in("a", "loans");
    assert_eq!(centre.routes(), offered("a", "dora"));
    centre.declines("dora");
    assert_eq!(centre.routes(), None, "cleo speaks too little english");
    centre.deadlines_come("a");
    assert_eq!(centre.routes(), None, "and the time has not come");
    centre.passes(60_000);
    centre.deadlines_come("a");
    assert_eq!(centre.routes(), offered("a", "cleo"));
}

#[test]
fn after_a_time_the_agents_of_another_queue_are_asked_as_well_whatever_they_have_learned() {
    let mut centre = with_skills();
    centre.sets("cleo", AgentState::AfterWork).unwrap();
    centre.sets("dora", AgentState::AfterWork).unwrap();
    centre.writes_in("a", "loans");
    centre.passes(60_000);
    centre.deadlines_come("a");
    assert_eq!(centre.routes(), None);
    centre.passes(120_000);
    centre.deadlines_come("a");
    assert_eq!(centre.routes(), offered("a", "anna"));
    centre.accepts("anna");
    assert_eq!(centre.cases[&case("a")].queue, queue("loans"), "it is a chat of its queue still");
}

#[test]
fn a_chat_that_comes_back_into_a_queue_is_searched_for_anew() {
    let mut centre = with_skills();
    centre.writes_in("a", "loans");
    centre.passes(60_000);
    centre.deadlines_come("a");
    assert_eq!(centre.cases[&case("a")].widened, 1);
    assert_eq!(centre.routes(), offered("a", "cleo"));
    centre.accepts("cleo");
    centre.transfers("cleo", "a", by_queue("loans")).unwrap();
    assert_eq!(centre.cases[&case("a")].widened, 0);
    assert_eq!(centre.routes(), offered("a", "dora"));
}

#[test]
fn a_queue_with_priority_is_served_as_though_its_chats_had_come_earlier_and_no_other_waits_for_ever() {
    let mut centre = Centre::closed();
    centre.queue_rules("loans").routing.head_start_ms = 60_000;
    centre.writes_in("ordinary", "rates");
    centre.passes(30_000);
    centre.writes_in("urgent", "loans");
    centre.passes(60_000);
    centre.writes_in("urgent-but-late", "loans");
    centre.comes_to_work("cleo");
    assert_eq!(centre.routes(), offered("urgent", "cleo"));
    centre.accepts("cleo");
    assert_eq!(centre.routes(), offered("ordinary", "cleo"));
}

#[test]
fn a_contact_without_connection_comes_last_and_whoever_lets_that_offer_expire_stays_ready() {
    let mut centre = Centre::closed();
    centre.writes_in("gone", "rates");
    centre.writes_in("there", "rates");
    centre.contact("gone", ContactAct::Interrupted).unwrap();
    centre.comes_to_work("anna");
    assert_eq!(centre.routes(), offered("there", "anna"));
    centre.accepts("anna");
    assert_eq!(centre.routes(), offered("gone", "anna"));
    assert!(centre.me("anna").invitations[0].contact_interrupted);
    centre.lets_expire("anna");
    assert_eq!(centre.seat("anna").state, AgentState::Ready);
}

#[test]
fn who_had_the_contact_within_the_last_day_is_asked_first_where_the_queue_says_so_and_only_if_free() {
    let mut centre = Centre::open();
    centre.queue_rules("rates").routing.last_agent_first = true;
    let had_by = |name: &str, until: Timestamp| Some(FormerChat { owner: agent(name), until });
    let now = centre.now;
    centre.comes_back("a", "rates", had_by("cleo", now));
    assert_eq!(centre.routes(), offered("a", "cleo"));
    centre.comes_back("b", "rates", had_by("cleo", now));
    assert_eq!(centre.routes(), offered("b", "anna"), "cleo looks at another offer");
    centre.declines("cleo");
    assert_eq!(centre.routes(), offered("a", "ben"), "who has declined has said so");
    let long_ago = Timestamp(now.0 - i64::try_from(SAME_AGENT_WITHIN_MS).unwrap() - 1);
    centre.accepts("anna");
    centre.comes_back("c", "rates", had_by("cleo", long_ago));
    assert_eq!(centre.cases[&case("c")].last_agent, None);
    centre.comes_back("d", "loans", had_by("cleo", now));
    assert_eq!(centre.cases[&case("d")].last_agent, None, "that queue does not ask for it");
}

#[test]
fn of_a_kind_an_agent_has_at_most_as_many_as_it_can() {
    let mut centre = Centre::closed();
    let kind = KindId::new("complaint").unwrap();
    centre.queue_rules("loans").routing.kind = Some(kind.clone());
    centre.rules.agents.get_mut(&agent("cleo")).unwrap().capacity_of = BTreeMap::from([(kind, 1)]);
    centre.comes_to_work("cleo");
    centre.writes_in("a", "loans");
    centre.writes_in("b", "loans");
    centre.writes_in("c", "rates");
    assert_eq!(centre.routes(), offered("a", "cleo"));
    centre.accepts("cleo");
    assert_eq!(centre.routes(), offered("c", "cleo"), "one complaint at a time, and a place for something else");
    centre.declines("cleo");
    centre.ends("cleo", "a").unwrap();
    centre.marks_done("cleo", "a").unwrap();
    assert_eq!(centre.routes(), offered("b", "cleo"));
}

#[test]
fn a_place_that_was_taken_meanwhile_is_not_offered_any_more() {
    let mut centre = Centre::open();
    for name in ["anna", "ben", "cleo"] {
        centre.rules.agents.get_mut(&agent(name)).unwrap().capacity = 1;
    }
    centre.chats("anna", "mine");
    centre.writes_in("a", "rates");
    assert_eq!(centre.routes(), offered("a", "ben"));
    centre.transfers("anna", "mine", by_name("ben")).unwrap();
    let transfer = centre.cases[&case("mine")].invitations.keys().next().unwrap().clone();
    centre.accepts_this("ben", "mine", &transfer).unwrap();
    let (_, offer) = centre.invitation("ben");
    assert_eq!(centre.accepts_this("ben", "a", &offer), Err(Refusal::NoFreePlace));
    centre.deadlines_come("a");
    assert!(centre.me("ben").invitations.is_empty(), "there is no place for it");
    assert_eq!(centre.seat("ben").state, AgentState::Ready);
    assert_eq!(centre.routes(), offered("a", "cleo"), "the next one");
}

#[test]
fn an_agent_takes_a_chat_by_hand_where_the_queue_lets_it_and_only_what_routing_might_offer() {
    let mut centre = with_skills();
    centre.writes_in("a", "loans");
    assert_eq!(centre.takes("dora", "a"), Err(Refusal::NoSuchCase), "the queue does not let its agents choose");
    centre.queue_rules("loans").routing.by_hand = true;
    assert_eq!(centre.takes("anna", "a"), Err(Refusal::NoSuchCase), "not an agent of that queue");
    assert_eq!(centre.takes("cleo", "a"), Err(Refusal::NoSuchCase), "has not learned what the chat asks for");
    centre.sets("dora", AgentState::AfterWork).unwrap();
    centre.takes("dora", "a").unwrap();
    assert!(centre.cases[&case("a")].is_owner(&agent("dora")));
    assert_eq!(centre.takes("dora", "a"), Err(Refusal::AlreadyTaken));
    centre.writes_in("b", "loans");
    centre.sets("dora", AgentState::Ready).unwrap();
    assert_eq!(centre.routes(), offered("b", "dora"));
    assert_eq!(centre.takes("dora", "b"), Err(Refusal::BeingOffered));
    centre.writes_in("c", "loans");
    assert_eq!(centre.takes("dora", "c"), Err(Refusal::NoFreePlace), "the last place is offered to");
    centre.loses_connection("dora");
    assert_eq!(centre.takes("dora", "c"), Err(Refusal::StateNotPossible));
}
