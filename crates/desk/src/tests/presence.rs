//! What somebody is doing tells one story, and that an offer ran out is told once.

use std::collections::BTreeMap;

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::{FindTargets, Input, Purpose, TargetFilter};
use crate::boundary::view::{MeView, Presence, TargetRow};
use crate::people::presence;

const NO_ANSWER: AgentState = AgentState::NotReady { reason: NotReadyReason::NoAnswer };

fn doing(state: AgentState) -> Doing {
    Doing { state, connected: true, chats: 1, ..Doing::LOGGED_OUT }
}

fn mine(world: &World) -> MeView {
    world.main().me.clone().unwrap()
}

fn is(world: &mut World, state: AgentState, invitations: Vec<InvitationView>) {
    let version = u64::try_from(world.now.0).unwrap();
    world.wait(1);
    world.hear(WorkspaceEvent::Me(Me { version, state, invitations, ..me() }));
}

fn offered() -> Vec<InvitationView> {
    vec![offer("i1", "a", InvitationKind::Chat, None)]
}

#[test]
fn shape_and_word_of_a_state_are_the_same_for_me_and_for_colleagues() {
    let not_ready = |reason| AgentState::NotReady { reason };
    let states = [
        (AgentState::Ready, Presence::Ready, "presence-ready"),
        (AgentState::AfterWork, Presence::Busy, "presence-after-work"),
        (not_ready(NotReadyReason::Break), Presence::Away, "presence-break"),
        (NO_ANSWER, Presence::Away, "presence-no-answer"),
        (AgentState::LoggedOut, Presence::Gone, "presence-logged-out"),
    ];
    let mut world = World::with(Vec::new());
    for (state, shape, word) in states {
        let colleague = presence::of(doing(state));
        assert_eq!((colleague.presence, colleague.word.id.as_str()), (shape, word));
        is(&mut world, state, Vec::new());
        assert_eq!((mine(&world).presence, mine(&world).word.id.as_str()), (shape, word));
    }
    for choice in mine(&world).choices {
        assert_eq!(choice.presence, presence::of(doing(choice.state)).presence);
    }
}

#[test]
fn whoever_cannot_be_asked_is_grey_however_ready() {
    let not_there = Doing { connected: false, ..doing(AgentState::Ready) };
    let undisturbed = Doing { do_not_disturb: true, ..doing(AgentState::Ready) };
    assert_eq!([presence::of(not_there), presence::of(undisturbed)].map(|shown| shown.presence), [Presence::Gone; 2]);
    let mut view = chat_with("a", "Martin Hoffmann");
    view.not_askable = [InvitationKind::Consultation, InvitationKind::Conference, InvitationKind::Transfer]
        .map(|kind| NotAskable { agent: agent("katrin"), kind, why: NotAskableWhy::AlreadyMember })
        .into();
    let world = World::with(vec![view]);
    let find = FindTargets {
        case: case_id("a"),
        purpose: Purpose::Consult,
        text: "kat".to_owned(),
        filter: TargetFilter::All,
        levels: BTreeMap::new(),
        from: None,
    };
    let rows: Vec<TargetRow> = world.desk.find_targets(&find).groups.into_iter().flat_map(|group| group.rows).collect();
    assert_eq!((rows[0].name.as_str(), rows[0].presence), ("Katrin Richter", Some(Presence::Gone)));
}

#[test]
fn an_offer_that_ran_out_is_told_until_it_is_read() {
    let mut world = World::with(Vec::new());
    is(&mut world, AgentState::Ready, offered());
    is(&mut world, NO_ANSWER, Vec::new());
    assert_eq!(mine(&world).notice.map(|notice| notice.id), Some("told-not-ready-no-answer".to_owned()));
    is(&mut world, NO_ANSWER, Vec::new());
    assert!(mine(&world).notice.is_some(), "it stays");
    world.act(Input::DismissNotReady);
    is(&mut world, NO_ANSWER, Vec::new());
    assert_eq!(mine(&world).notice, None);
    is(&mut world, AgentState::Ready, offered());
    is(&mut world, NO_ANSWER, Vec::new());
    is(&mut world, AgentState::Ready, Vec::new());
    assert_eq!(mine(&world).notice, None, "and is not so any more");
}

#[test]
fn only_an_offer_from_a_queue_that_ran_out_is_told() {
    let mut world = World::with(Vec::new());
    is(&mut world, AgentState::AfterWork, vec![offer("i1", "a", InvitationKind::Consultation, Some("katrin"))]);
    is(&mut world, NO_ANSWER, Vec::new());
    assert_eq!(mine(&world).notice, None, "back from wrap-up, where a colleague's request ran out");
}
