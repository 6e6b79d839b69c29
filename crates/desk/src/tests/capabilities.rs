//! What a backend cannot do is not offered.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::{FindTargets, Input, Purpose, TargetFilter};
use crate::boundary::view::NotificationButtons;
use crate::{Effect, Event, Kept, Settings};

/// Jana consults Katrin, has asked Sven into the conference, and is invited into one herself.
fn jana(capabilities: Capabilities) -> World {
    let mut world = World::before_sign_in(Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities });
    let invitations = vec![offer("i", "other", InvitationKind::Conference, Some("katrin"))];
    world.hear(WorkspaceEvent::Me(Me { invitations, ..me() }));
    world.hear_directory(directory());
    let mut view = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("c", "katrin"));
    view.requests.push(RequestView {
        invitation: InvitationId::new("r").unwrap(),
        kind: InvitationKind::Conference,
        target: ConsultTarget::Agent { agent: agent("sven") },
        question: None,
        remaining_ms: 30_000,
    });
    world.case(view);
    world.hear(WorkspaceEvent::Synced);
    world.select("a");
    world
}

/// How many commands the last event sent to the centre.
fn asks(world: &World) -> usize {
    let asks = |effect: &&Effect| matches!(effect, Effect::Request(BackendRequest::Do { .. }));
    world.effects.iter().filter(asks).count()
}

#[test]
fn without_parallel_consultations_no_second_one_is_offered() {
    let offered = |can| jana(can).main().chat().can.contains(&CaseAction::Consult);
    assert!(offered(capabilities()));
    assert!(!offered(Capabilities { parallel_consultations: false, ..capabilities() }));
}

#[test]
fn without_withdrawing_a_request_cannot_be_taken_back() {
    let offered = |can| jana(can).main().chat().requests[0].withdrawable;
    assert!(offered(capabilities()));
    assert!(!offered(Capabilities { withdraw: false, ..capabilities() }));
}

#[test]
fn where_a_conference_cannot_be_refused_no_declining_is_offered() {
    let offered = |can| jana(can).main().list.as_ref().unwrap().invitations[0].refusable;
    assert!(offered(capabilities()));
    assert!(!offered(Capabilities { refusable_conference: false, ..capabilities() }));
}

fn find_transfer_targets(filter: TargetFilter) -> FindTargets {
    FindTargets {
        case: case_id("a"),
        purpose: Purpose::Transfer,
        text: String::new(),
        filter,
        levels: BTreeMap::new(),
        from: Some(0),
    }
}

#[test]
fn a_kind_of_target_that_the_backend_cannot_ask_is_not_offered() {
    let find = |world: &World, filter| {
        let groups = world.desk.find_targets(&find_transfer_targets(filter)).groups;
        groups.into_iter().flat_map(|group| group.rows).map(|row| row.target).collect::<Vec<_>>()
    };
    let (sven, technology) =
        (ConsultTarget::Agent { agent: agent("sven") }, ConsultTarget::Queue { queue: queue("technology") });
    let recent = || Kept { recent: vec![sven.clone(), technology.clone()], ..Kept::default() };
    let kinds = [(TargetKind::Agent, &sven, &technology), (TargetKind::Queue, &technology, &sven)];
    for (kind, can, cannot) in kinds {
        let mut world = jana(Capabilities { consult_targets: BTreeSet::from([kind]), ..capabilities() });
        world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(recent()) });
        let filters = world.desk.find_targets(&find_transfer_targets(TargetFilter::All)).filters;
        let (all, of_kind) = (TargetFilter::All, TargetFilter::Of(kind));
        assert_eq!(filters, [all, TargetFilter::Favourites, TargetFilter::Recent, of_kind]);
        let all = find(&world, TargetFilter::All);
        assert!(all.contains(can) && !all.contains(cannot), "{kind:?}");
        assert_eq!(find(&world, TargetFilter::Recent), std::slice::from_ref(can));
    }
}

#[test]
fn a_kind_of_target_that_the_backend_cannot_ask_is_not_asked_either() {
    let ask = |target: ConsultTarget| {
        let mut world = jana(Capabilities { consult_targets: BTreeSet::from([TargetKind::Agent]), ..capabilities() });
        world.do_it(Command::AskTransfer { case: case_id("a"), target, note: None });
        (asks(&world), world.main().toasts.iter().map(|toast| toast.id.clone()).collect::<Vec<_>>())
    };
    assert_eq!(ask(ConsultTarget::Agent { agent: agent("sven") }), (1, vec![]));
    let technology = ConsultTarget::Queue { queue: queue("technology") };
    assert_eq!(ask(technology), (0, vec!["refusal-unsupported".to_owned()]));
}

#[test]
fn a_backend_without_do_not_disturb_is_not_informed_of_it() {
    let switch_on = |can| {
        let mut world = jana(can);
        let until = Some(world.now.plus_ms(3_600_000));
        world.act(Input::SetDoNotDisturb { until });
        assert_eq!(world.main().attention.as_ref().unwrap().do_not_disturb_until, until, "it holds on this desktop");
        let by_choice = asks(&world);
        world.hear(WorkspaceEvent::Synced);
        (by_choice, asks(&world))
    };
    assert_eq!(switch_on(capabilities()).0, 1);
    assert_eq!(switch_on(Capabilities { do_not_disturb: false, ..capabilities() }), (0, 0));
}

#[test]
fn a_backend_without_do_not_disturb_is_not_informed_of_it_when_a_session_begins() {
    let begin = |can| {
        let mut settings = Settings::default();
        settings.attention.do_not_disturb_until = Some(START.plus_ms(3_600_000));
        let mut world = World::before_sign_in(settings);
        world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: can });
        world.hear(WorkspaceEvent::Me(me()));
        world.hear(WorkspaceEvent::Synced);
        asks(&world)
    };
    assert_eq!(begin(capabilities()), 1);
    assert_eq!(begin(Capabilities { do_not_disturb: false, ..capabilities() }), 0);
}

#[test]
fn what_the_backend_cannot_do_is_not_asked_whoever_asks_for_it() {
    let asked = |can, command: Command| {
        let mut world = jana(can);
        world.do_it(command);
        asks(&world)
    };
    let withdraw = Command::WithdrawInvitation { case: case_id("a"), invitation: InvitationId::new("r").unwrap() };
    assert_eq!(asked(capabilities(), withdraw.clone()), 1);
    assert_eq!(asked(Capabilities { withdraw: false, ..capabilities() }, withdraw), 0);
    let decline = Command::DeclineInvitation { invitation: InvitationId::new("i").unwrap() };
    assert_eq!(asked(capabilities(), decline.clone()), 1);
    assert_eq!(asked(Capabilities { refusable_conference: false, ..capabilities() }, decline), 0);
    let sven = ConsultTarget::Agent { agent: agent("sven") };
    let consult = Command::StartConsultation { case: case_id("a"), target: sven, question: None };
    assert_eq!(asked(capabilities(), consult.clone()), 1);
    assert_eq!(asked(Capabilities { parallel_consultations: false, ..capabilities() }, consult), 0);
}

#[test]
fn where_a_conference_cannot_be_refused_its_notification_offers_no_declining() {
    let buttons = |can| {
        let mut world = jana(can);
        world.focus(None);
        let invitations = vec![offer("j", "third", InvitationKind::Conference, Some("katrin"))];
        world.hear(WorkspaceEvent::Me(Me { version: 2, invitations, ..me() }));
        let buttons = |effect: &Effect| {
            if let Effect::Notify { notification } = effect { Some(notification.buttons) } else { None }
        };
        world.effects.iter().find_map(buttons)
    };
    assert_eq!(buttons(capabilities()), Some(NotificationButtons::Invitation));
    let can = Capabilities { refusable_conference: false, ..capabilities() };
    assert_eq!(buttons(can), Some(NotificationButtons::InvitationToAccept));
}
