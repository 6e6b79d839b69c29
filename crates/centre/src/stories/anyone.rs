//! Section 3.2: whoever is free of a group, and whoever has a skill well enough.

use konsil_protocol::domain::{AgentState, InvitationOutcome, NotReadyReason};

use super::*;

const CONSULTATION: InvitationKind = InvitationKind::Consultation;

#[test]
fn of_a_group_the_longest_idle_is_asked_and_then_the_next() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_group("evening")).unwrap();
    assert_eq!(centre.asked("a"), [("ben", CONSULTATION)]);
    let request = centre.sees_of_it("anna", "a").requests[0].clone();
    centre.declines("ben");
    centre.lets_expire("cleo");
    assert_eq!(centre.asked("a"), [("dora", CONSULTATION)]);
    let still = centre.sees_of_it("anna", "a").requests[0].clone();
    assert_eq!((&still.invitation, &still.target), (&request.invitation, &by_group("evening")), "one request");
    centre.accepts("dora");
    let consultation = &centre.sees_of_it("anna", "a").consultations[0];
    assert_eq!((&consultation.target, &consultation.with), (&by_group("evening"), &Some(agent("dora").into())));
}

#[test]
fn of_a_skill_the_best_is_asked_first_and_nobody_below_the_least_level() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_skill("english", 2)).unwrap();
    assert_eq!(centre.asked("a"), [("dora", CONSULTATION)], "with level 4, though others are idle for longer");
    centre.declines("dora");
    assert_eq!(centre.asked("a"), [("ben", CONSULTATION)]);
    centre.declines("ben");
    assert_eq!(centre.asked("a"), [], "cleo has level 1");
    let outcomes = centre.sees_of_it("anna", "a").outcomes;
    assert_eq!((&outcomes[0].target, outcomes[0].outcome), (&by_skill("english", 2), InvitationOutcome::Declined));
    centre.consults("anna", "a", by_skill("english", 1)).unwrap();
    assert_eq!(centre.consults("anna", "a", by_skill("english", 5)), Err(Refusal::NobodyAvailable));
    assert_eq!(centre.consults("anna", "a", by_skill("danish", 1)), Err(Refusal::NoSuchTarget));
}

#[test]
fn among_equals_in_a_skill_the_longest_idle_is_asked() {
    let mut centre = Centre::open();
    let levels = &mut centre.rules.skills.get_mut(&skill("english")).unwrap().agents;
    levels.extend(["ben", "cleo", "dora"].map(|name| (agent(name), 3)));
    centre.chats("anna", "a");
    centre.sets("ben", AgentState::NotReady { reason: NotReadyReason::BREAK }).unwrap();
    centre.sets("ben", AgentState::Ready).unwrap();
    centre.consults("anna", "a", by_skill("english", 3)).unwrap();
    assert_eq!(centre.asked("a"), [("cleo", CONSULTATION)]);
    centre.declines("cleo");
    centre.declines("dora");
    assert_eq!(centre.asked("a"), [("ben", CONSULTATION)], "has just come back from a break");
}

#[test]
fn who_gets_another_offer_meanwhile_is_passed_over() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_group("evening")).unwrap();
    centre.writes_in("b", "rates");
    centre.act("b", &Act::Centre(CentreAct::Offer { agent: agent("cleo") })).unwrap();
    centre.declines("ben");
    assert_eq!(centre.asked("a"), [("dora", CONSULTATION)], "cleo is looking at another offer");
}

#[test]
fn a_group_or_a_skill_joins_and_takes_over_like_an_agent_after_its_acceptance() {
    for target in [by_group("evening"), by_skill("english", 2)] {
        let mut centre = Centre::open();
        centre.chats("anna", "a");
        centre.asks_to_join("anna", "a", target.clone()).unwrap();
        let (first, second) = if target == by_group("evening") { ("ben", "cleo") } else { ("dora", "ben") };
        centre.declines(first);
        centre.accepts(second);
        assert!(centre.cases[&case("a")].is_active(&agent(second)));
        centre.removes("anna", "a", second).unwrap();
        centre.marks_done(second, "a").unwrap();
        centre.transfers("anna", "a", target).unwrap();
        assert_eq!(centre.owner("a"), Some("anna"), "until somebody accepts");
        let next = centre.asked("a")[0].0.to_owned();
        centre.accepts(&next);
        assert_eq!((centre.owner("a"), centre.view("anna", "a")), (Some(next.as_str()), None));
    }
}

#[test]
fn a_group_of_which_only_the_asker_is_free_has_nobody() {
    let mut centre = Centre::open();
    centre.chats("ben", "a");
    for name in ["cleo", "dora"] {
        centre.sets(name, AgentState::NotReady { reason: NotReadyReason::BREAK }).unwrap();
    }
    assert_eq!(centre.consults("ben", "a", by_group("evening")), Err(Refusal::NobodyAvailable));
    centre.sets("dora", AgentState::Ready).unwrap();
    centre.consults("ben", "a", by_group("evening")).unwrap();
    assert_eq!(centre.asked("a"), [("dora", CONSULTATION)]);
}

#[test]
fn when_the_asker_gives_up_whoever_is_asked_is_asked_no_more() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_skill("english", 1)).unwrap();
    centre.declines("dora");
    let invitation = centre.sees_of_it("anna", "a").requests[0].invitation.clone();
    centre.does("anna", "a", Command::WithdrawInvitation { case: case("a"), invitation }).unwrap();
    assert_eq!(centre.asked("a"), []);
    assert!(centre.me("ben").invitations.is_empty());
}

#[test]
fn nobody_else_in_the_chat_learns_that_a_group_is_asked() {
    let seen = |ask: bool| {
        let mut centre = Centre::open();
        centre.chats("anna", "a");
        centre.confer("anna", "a", "cleo");
        if ask {
            centre.consults("anna", "a", by_group("evening")).unwrap();
            centre.declines("ben");
        }
        let view = centre.sees_of_it("cleo", "a");
        (view.requests, view.outcomes, view.not_askable, view.consultations, centre.contact_reads("a"))
    };
    assert_eq!(seen(true), seen(false));
}

#[test]
fn the_asker_does_not_find_out_who_of_a_group_is_asked_by_asking_each_by_name() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_group("evening")).unwrap();
    assert_eq!(centre.asked("a"), [("ben", CONSULTATION)]);
    for name in ["ben", "cleo", "dora"] {
        assert_eq!(centre.consults("anna", "a", by_name(name)), Ok(()));
    }
}

#[test]
fn who_accepts_by_name_and_for_a_group_is_in_one_consultation_and_the_next_of_the_group_is_asked() {
    let asked_twice = || {
        let mut centre = Centre::open();
        centre.chats("anna", "a");
        centre.consults("anna", "a", by_group("evening")).unwrap();
        centre.consults("anna", "a", by_name("ben")).unwrap();
        centre
    };
    let accepts = |centre: &mut Centre, by_name: bool| {
        let case = &centre.cases[&case("a")];
        let chosen = case.invitations.iter().find(|(_, i)| i.target.agent().is_some() == by_name);
        let invitation = chosen.unwrap().0.clone();
        centre.does("ben", "a", Command::AcceptInvitation { invitation }).unwrap();
    };
    let mut centre = asked_twice();
    accepts(&mut centre, true);
    assert_eq!(centre.asked("a"), [("cleo", CONSULTATION)], "for the group");
    assert_eq!((centre.sees_of_it("anna", "a").requests.len(), centre.me("ben").invitations.len()), (1, 0));
    let mut centre = asked_twice();
    accepts(&mut centre, false);
    assert_eq!(centre.asked("a"), [], "the group was asked once, and ben by name is in the consultation");
    assert_eq!(centre.sees_of_it("anna", "a").consultations.len(), 1);
}
