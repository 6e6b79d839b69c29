//! What somebody is doing tells one story, and that an offer ran out is told once.

use std::collections::BTreeMap;

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::{FindTargets, Input, Purpose, TargetFilter};
use crate::boundary::view::{MeView, Presence, TargetRow};
use crate::people::presence::{self, Shown};

const NO_ANSWER: AgentState = AgentState::NotReady { reason: NotReadyReason::NoAnswer };

fn doing(state: AgentState) -> Doing {
    Doing { state, connected: true, chats: 1, ..Doing::LOGGED_OUT }
}

/// As colleagues are shown.
fn shown(world: &World, doing: Doing) -> Shown {
    presence::of(doing, world.desk.parts.workspace().people())
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
        (not_ready(NotReadyReason::BREAK), Presence::Away, "presence-break"),
        (NO_ANSWER, Presence::Away, "presence-no-answer"),
        (AgentState::LoggedOut, Presence::Gone, "presence-logged-out"),
    ];
    let mut world = World::with(Vec::new());
    for (state, shape, word) in states {
        let colleague = shown(&world, doing(state));
        assert_eq!((colleague.presence, colleague.word.id.as_str()), (shape, word));
        is(&mut world, state, Vec::new());
        assert_eq!((mine(&world).presence, mine(&world).word.id.as_str()), (shape, word));
    }
    for choice in mine(&world).choices {
        assert_eq!(choice.presence, shown(&world, doing(choice.state)).presence);
    }
}

#[test]
fn the_centres_own_reasons_are_offered_in_its_order_and_shown_by_its_names() {
    let named = |id, de: &str, en: &str| {
        let name = Words { de: de.to_owned(), en: en.to_owned() };
        ListedReason { reason: ReasonId::new(id).unwrap(), name }
    };
    let not_ready = |id| AgentState::NotReady { reason: NotReadyReason::of(id) };
    let mut world = World::with(Vec::new());
    let offered = |world: &World| -> Vec<_> {
        mine(world).choices.into_iter().map(|choice| (choice.state, choice.name)).collect()
    };
    let words = |world: &World, state| {
        let word = shown(world, doing(state)).word;
        (word.id, word.args.get("reason").map(|reason| format!("{reason:?}")).unwrap_or_default())
    };
    let usual = ["break", "meeting", "training", "other_work"].map(not_ready);
    let all = [AgentState::Ready].into_iter().chain(usual).chain([AgentState::AfterWork]);
    assert_eq!(offered(&world), all.map(|state| (state, None)).collect::<Vec<_>>(), "as of a former server");
    let reasons = vec![named("lunch", "Mittagspause", "Lunch"), named("break", "Kurze Pause", "Short break")];
    world.hear(WorkspaceEvent::Names(std::sync::Arc::new(Listing { reasons, ..directory().parts().0 })));
    let own =
        [("lunch", "Mittagspause"), ("break", "Kurze Pause")].map(|(id, name)| (not_ready(id), Some(name.to_owned())));
    let all = [(AgentState::Ready, None)].into_iter().chain(own).chain([(AgentState::AfterWork, None)]);
    assert_eq!(offered(&world), all.collect::<Vec<_>>());
    let (id, reason) = words(&world, not_ready("lunch"));
    assert!(id == "presence-reason" && reason.contains("Mittagspause"), "{id} {reason}");
    assert!(words(&world, not_ready("break")).1.contains("Kurze Pause"));
    // Whoever stands in a reason that was taken out of the file keeps it.
    let (id, reason) = words(&world, not_ready("inventory"));
    assert!(id == "presence-reason" && reason.contains("inventory"), "{id} {reason}");
    assert_eq!(words(&world, not_ready("training")).0, "presence-training");
}

#[test]
fn whoever_cannot_be_asked_is_grey_however_ready() {
    let not_there = Doing { connected: false, ..doing(AgentState::Ready) };
    let undisturbed = Doing { do_not_disturb: true, ..doing(AgentState::Ready) };
    let mut view = chat_with("a", "Martin Hoffmann");
    view.not_askable = [InvitationKind::Consultation, InvitationKind::Conference, InvitationKind::Transfer]
        .map(|kind| NotAskable { agent: agent("katrin"), kind, why: NotAskableWhy::AlreadyMember })
        .into();
    let world = World::with(vec![view]);
    let shapes = [not_there, undisturbed].map(|doing| shown(&world, doing).presence);
    assert_eq!(shapes, [Presence::Gone; 2]);
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
