//! No word is lost from sight: what stands written where nothing can be written any more comes back, and goes nowhere else.

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::input::{Draft, Input, Purpose};
use crate::{Effect, Event, Kept, KeptDraft, Settings};

fn write(world: &mut World, thread: Thread, text: &str) {
    let end = u32::try_from(text.len()).unwrap();
    let draft = Draft { text: text.to_owned(), start: end, end };
    world.act(Input::Draft { thread: ThreadRef { case: case_id("a"), thread }, draft });
}

fn note_down(world: &mut World, purpose: Purpose, text: &str) {
    world.act(Input::Words { case: case_id("a"), purpose, text: text.to_owned() });
}

fn hoffmann() -> CaseView {
    chat_with("a", "Martin Hoffmann")
}

fn ended(mut consultation: ConsultationView, why: ConsultationEnd) -> ConsultationView {
    consultation.state = ConsultationState::Ended { at: START, why };
    consultation.can = [ConsultationAction::MarkDone].into();
    consultation
}

fn later(mut view: CaseView) -> CaseView {
    view.version += 10;
    view
}

#[test]
fn a_draft_comes_back_where_the_thread_has_ended_under_the_agents_hands() {
    let contact_left = {
        let presence = ContactPresence::Left { at: START, why: ContactLeft::Ended };
        let mut view = hoffmann();
        view.contact.presence = presence;
        view.can = [CaseAction::End, CaseAction::Consult].into();
        view
    };
    let left = [
        (former(hoffmann(), Left::Ended), "refusal-already-ended"),
        (former(hoffmann(), Left::Removed { by: agent("katrin") }), "refusal-removed-from-conference"),
        (contact_left, "refusal-contact-left"),
    ];
    for (view, why) in left {
        let mut world = World::with(vec![hoffmann()]);
        world.select("a");
        write(&mut world, Thread::Main, "Ich wollte no");
        world.case(later(view));
        assert_eq!(world.main().said(&Thread::Main), [format!("Ich wollte no ({why})")]);
        assert_eq!(world.main().composers[&Thread::Main].text, "", "the composer that is gone holds nothing");
        // What was typed until the window knew.
        write(&mut world, Thread::Main, "Ich wollte noch");
        assert_eq!(world.main().said(&Thread::Main), [format!("Ich wollte noch ({why})")]);
        assert!(
            world.effects.iter().any(
                |effect| matches!(effect, Effect::SaveDraft { draft: Some(kept), .. } if kept.draft.text == "Ich wollte noch")
            )
        );
        assert!(world.main().list.as_ref().unwrap().chats[0].unsent);
    }
}

#[test]
fn a_private_draft_comes_back_in_its_consultation_and_never_in_the_chat() {
    let before = with_consultation(hoffmann(), consulting("k", "katrin"));
    let conference = with_consultation(hoffmann(), ended(consulting("k", "katrin"), ConsultationEnd::BecameConference));
    let mut world = World::with(vec![before.clone()]);
    world.select("a");
    write(&mut world, consultation("k"), "nur unter uns");
    world.case(later(conference));
    let unsent = "nur unter uns (not-sent-became-conference)";
    assert_eq!(world.main().said(&consultation("k")), [unsent]);
    assert!(world.main().chat().consultations[0].unsent, "it is not folded away");
    assert_eq!(world.main().said(&Thread::Main), Vec::<String>::new());
    let message = CommandId::new(world.main().lines[&consultation("k")][0].key.clone()).unwrap();
    let thread = ThreadRef { case: case_id("a"), thread: consultation("k") };
    world.act(Input::SendAgain { thread: thread.clone(), message: message.clone() });
    assert!(!world.effects.iter().any(|effect| matches!(effect, Effect::Enqueue { .. })));

    // Not even when the consultation is not named any more.
    world.case(later(later(hoffmann())));
    assert_eq!(world.main().said(&consultation("k")), [unsent]);
    world.act(Input::DiscardUnsent { thread, message });
    assert!(world.effects.contains(&Effect::SaveDraft {
        thread: ThreadRef { case: case_id("a"), thread: consultation("k") },
        draft: None
    }));

    let mut world = World::with(vec![before]);
    world.select("a");
    write(&mut world, consultation("k"), "nur unter uns");
    world.case(later(hoffmann()));
    assert_eq!(world.main().said(&consultation("k")), ["nur unter uns (not-sent-consultation-over)"]);
}

#[test]
fn after_a_restart_a_private_draft_without_its_consultation_is_shown_and_cannot_reach_the_contact() {
    let mut world = World::before_sign_in(Settings::default());
    world.hear(WorkspaceEvent::SignedIn { agent: agent("jana"), capabilities: capabilities() });
    let kept = |text: &str| KeptDraft {
        agent: agent("jana"),
        server: String::new(),
        draft: Draft { text: text.to_owned(), start: 0, end: 0 },
    };
    let of = |case: &str, thread| ThreadRef { case: case_id(case), thread };
    let drafts = vec![
        (of("a", consultation("k")), kept("nur unter uns")),
        (of("b", Thread::Main), kept("zu spät")),
        (of("gone", consultation("x")), kept("auch das")),
    ];
    world.tell(Event::Kept { agent: agent("jana"), kept: Box::new(Kept { drafts, ..Kept::default() }) });
    world.hear(WorkspaceEvent::Me(me()));
    world.case(hoffmann());
    world.case(former(chat_with("b", "Petra Vogt"), Left::Ended));
    world.hear(WorkspaceEvent::Synced);
    world.online();
    world.select("b");
    assert_eq!(world.main().said(&Thread::Main), ["zu spät (refusal-already-ended)"]);
    world.select("gone");
    assert_eq!(world.main().said(&Thread::Main), ["auch das (not-sent-chat-gone, not from here)"]);
    world.select("a");
    assert_eq!(world.main().said(&Thread::Main), ["nur unter uns (not-sent-consultation-over, not from here)"]);
    let message = CommandId::new(world.main().lines[&Thread::Main][0].key.clone()).unwrap();
    let thread = ThreadRef::main(case_id("a"));
    world.act(Input::SendAgain { thread: thread.clone(), message: message.clone() });
    world.act(Input::TakeBack { thread, message });
    assert_eq!(world.effects, [], "neither sent nor put into the composer of the chat");
    assert_eq!(world.main().said(&Thread::Main).len(), 1);
}

#[test]
fn mark_done_forgets_what_came_back_from_a_composer() {
    let mut world = World::with(vec![hoffmann()]);
    world.select("a");
    write(&mut world, Thread::Main, "doch nicht");
    world.case(later(former(hoffmann(), Left::Ended)));
    let id = world.do_it(Command::MarkDone { case: case_id("a"), thread: Thread::Main });
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    world.answered(&id, Ok(()));
    assert!(world.main().rows().is_empty());
}

fn asked(kind: InvitationKind, words: &str) -> RequestView {
    RequestView {
        invitation: InvitationId::new("i").unwrap(),
        kind,
        target: ConsultTarget::Agent { agent: agent("katrin") },
        question: Some(words.to_owned()),
        remaining_ms: 30_000,
    }
}

fn outcome(kind: InvitationKind, outcome: InvitationOutcome) -> RequestOutcome {
    let RequestView { invitation, target, .. } = asked(kind, "");
    RequestOutcome { invitation, kind, target, outcome, at: START }
}

#[test]
fn a_question_and_a_note_stand_there_again_when_nobody_has_taken_them() {
    use InvitationKind::{Consultation, Transfer};
    use InvitationOutcome::{Declined, Expired, Withdrawn};
    for (kind, ended) in
        [(Consultation, Declined), (Consultation, Withdrawn), (Transfer, Expired), (Transfer, Withdrawn)]
    {
        let words = |world: &World| {
            let words = world.main().chat().words.clone();
            if kind == Consultation { words.question } else { words.note }
        };
        let mut world = World::with(vec![hoffmann()]);
        world.select("a");
        let (case, target) = (case_id("a"), ConsultTarget::Agent { agent: agent("katrin") });
        let (purpose, command) = if kind == Consultation {
            let question = Some("Kulanz?".to_owned());
            (Purpose::Consult, Command::StartConsultation { case, target, question })
        } else {
            (Purpose::Transfer, Command::AskTransfer { case, target, note: Some("Kulanz?".to_owned()) })
        };
        note_down(&mut world, purpose, "Kulanz? ");
        assert_eq!(words(&world), "Kulanz? ", "it stands there for whoever is chosen in the end");
        let id = world.do_it(command);
        world.answered(&id, Ok(()));
        assert_eq!(words(&world), "", "it was given");
        world.case(later(CaseView { requests: vec![asked(kind, "Kulanz?")], ..hoffmann() }));
        world.case(later(later(CaseView { outcomes: vec![outcome(kind, ended)], ..hoffmann() })));
        assert_eq!(words(&world), "Kulanz?");
        world.case(later(later(later(CaseView { outcomes: vec![outcome(kind, ended)], ..hoffmann() }))));
        assert_eq!(words(&world), "Kulanz?", "once");
    }
}

#[test]
fn words_for_somebody_who_can_be_asked_no_more_are_shown_and_go_to_nobody() {
    let mut world = World::with(vec![hoffmann()]);
    world.select("a");
    note_down(&mut world, Purpose::Consult, "Kulanz");
    note_down(&mut world, Purpose::Transfer, "Ruft um drei wieder an");
    world.case(later(former(hoffmann(), Left::Ended)));
    let there =
        ["Kulanz (not-sent-question, not from here)", "Ruft um drei wieder an (not-sent-handover-note, not from here)"];
    assert_eq!(world.main().said(&Thread::Main), there);
    note_down(&mut world, Purpose::Consult, "Kulanz?");
    assert_eq!(world.main().said(&Thread::Main)[1], "Kulanz? (not-sent-question, not from here)");
    assert_eq!(world.main().said(&Thread::Main).len(), 2);

    let mut world = World::with(vec![hoffmann()]);
    world.select("a");
    note_down(&mut world, Purpose::Consult, "Kulanz?");
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    assert_eq!(world.main().said(&Thread::Main), ["Kulanz? (not-sent-question, not from here)"]);
}

#[test]
fn a_note_that_is_not_taken_any_more_comes_back() {
    let mut world = World::with(vec![hoffmann()]);
    world.select("a");
    let set = |text: &str| Command::SetNote { case: case_id("a"), text: text.to_owned() };
    let id = world.do_it(set("Kulanz gewährt"));
    world.answered(&id, Err(Refusal::NotPermitted));
    assert_eq!(world.main().said(&Thread::Main), ["Kulanz gewährt (not-sent-note, not from here)"]);
    world.case(later(CaseView { can: [CaseAction::MarkDone].into(), ..former(hoffmann(), Left::Ended) }));
    world.do_it(set("Kulanz gewährt, Gutschrift folgt"));
    assert_eq!(world.main().said(&Thread::Main), ["Kulanz gewährt, Gutschrift folgt (not-sent-note, not from here)"]);
}

#[test]
fn the_sender_is_told_who_took_the_chat() {
    let target = ConsultTarget::Agent { agent: agent("katrin") };
    let transfer =
        |target: &ConsultTarget| Command::AskTransfer { case: case_id("a"), target: target.clone(), note: None };
    let mut world = World::with(vec![hoffmann()]);
    let id = world.do_it(transfer(&target));
    world.answered(&id, Ok(()));
    world.case(later(CaseView { requests: vec![asked(InvitationKind::Transfer, "")], ..hoffmann() }));
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    let told = world.main().toasts.last().unwrap();
    assert_eq!(told, &crate::phrases::told_taken_over("Katrin Richter", "Martin Hoffmann"));

    let mut world = World::with(vec![hoffmann()]);
    let id = world.do_it(transfer(&ConsultTarget::Queue { queue: queue("technology") }));
    world.answered(&id, Ok(()));
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    let told = world.main().toasts.last().unwrap();
    assert_eq!(told, &crate::phrases::told_in_queue("Technik", "Martin Hoffmann"));

    // Declined, and gone for another reason afterwards.
    let mut world = World::with(vec![hoffmann()]);
    let id = world.do_it(transfer(&target));
    world.answered(&id, Ok(()));
    world.case(later(CaseView { requests: vec![asked(InvitationKind::Transfer, "")], ..hoffmann() }));
    world.case(later(later(hoffmann())));
    world.hear(WorkspaceEvent::Gone { case: case_id("a") });
    assert_eq!(world.main().toasts, []);
}
