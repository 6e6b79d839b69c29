//! What a backend cannot do is not offered.

use konsil_protocol::domain::*;

use super::world::*;
use crate::Settings;

/// Jana consults Katrin, has asked Sven into the conference, and is invited into one herself.
fn jana(capabilities: Capabilities) -> World {
    let mut world = World::before_sign_in(Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities });
    let invitations = vec![offer("i", "other", InvitationKind::Conference, Some("katrin"))];
    world.hear(WorkspaceEvent::Me(Me { invitations, ..me() }));
    world.hear(WorkspaceEvent::Directory(directory()));
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
