//! Nothing of one agent reaches the next: everything of an agent is in one value.

use konsil_protocol::domain::*;

use super::world::*;
use crate::Settings;
use crate::boundary::input::{Draft, Input};

fn sign_in_as_katrin(world: &mut World) {
    world.hear(WorkspaceEvent::SignedIn { agent: agent("katrin"), capabilities: capabilities() });
    world.hear(WorkspaceEvent::Me(Me { agent: agent("katrin"), name: "Katrin Richter".to_owned(), ..me() }));
    world.hear(WorkspaceEvent::Synced);
}

#[test]
fn an_agent_who_signs_in_after_another_finds_nothing_of_the_other() {
    let mut used = World::before_sign_in(Settings::default());
    let mut invited = me();
    invited.invitations = vec![offer("i", "a", InvitationKind::Chat, None)];
    used.sign_in(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Eva Kurz")]);
    used.hear(WorkspaceEvent::Me(invited));
    used.select("a");
    used.contact_says("a", "Guten Tag");
    used.send("a", Thread::Main, "Ich sehe nach.");
    let draft = Draft { text: "Entwurf".to_owned(), start: 0, end: 0 };
    used.act(Input::Draft { case: case_id("b"), thread: Thread::Main, draft });
    used.act(Input::Silence { case: case_id("b"), silenced: true });
    let target = ConsultTarget::Agent { agent: agent("katrin") };
    used.do_it(Command::StartConsultation { case: case_id("a"), target, question: None });
    used.hear(WorkspaceEvent::Typing { case: case_id("b"), thread: Thread::Main, who: Typist::Contact });
    sign_in_as_katrin(&mut used);

    let mut fresh = World::before_sign_in(Settings::default());
    sign_in_as_katrin(&mut fresh);
    let (used, fresh) = (&used.desk.parts, &fresh.desk.parts);
    assert_eq!(format!("{:#?}", used.agent), format!("{:#?}", fresh.agent));
    // The tour is the computer's: it goes on where it was.
    assert_eq!(format!("{:#?}", used.places.layout()), format!("{:#?}", fresh.places.layout()));
    assert_eq!(format!("{:#?}", used.session), format!("{:#?}", fresh.session));
}
