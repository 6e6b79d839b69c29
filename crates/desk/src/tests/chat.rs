//! The chat with what stands above and below it.

use konsil_protocol::domain::*;

use super::world::*;
use crate::Effect;
use crate::boundary::input::{Input, Purpose};
use crate::boundary::view::{ContactStateView, LineBody, StandingView};

fn outcome(id: &str, kind: InvitationKind, outcome: InvitationOutcome) -> RequestOutcome {
    RequestOutcome {
        invitation: InvitationId::new(id).unwrap(),
        kind,
        target: ConsultTarget::Agent { agent: agent("sven") },
        outcome,
        at: START,
    }
}

fn with_outcomes(version: u64, outcomes: Vec<RequestOutcome>) -> CaseView {
    CaseView { version, outcomes, ..chat_with("a", "Martin Hoffmann") }
}

#[test]
fn a_declined_consultation_is_said_above_the_chat_and_offers_another_target() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.case(with_outcomes(2, vec![outcome("i1", InvitationKind::Consultation, InvitationOutcome::Declined)]));
    let notice = world.main().chat().notices[0].clone();
    assert_eq!((notice.text.id.as_str(), notice.private), ("consultation-declined", true));
    assert_eq!(notice.pick_another, Some(Purpose::Consult));
    world.act(Input::DismissNotice { case: case_id("a"), notice: notice.id });
    assert!(world.main().chat().notices.is_empty());
    world.case(with_outcomes(3, vec![outcome("i1", InvitationKind::Consultation, InvitationOutcome::Declined)]));
    assert!(world.main().chat().notices.is_empty(), "it is told once");
}

#[test]
fn an_ignored_conference_is_neutral_and_an_accepted_one_needs_no_word() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.case(with_outcomes(
        2,
        vec![
            outcome("i1", InvitationKind::Conference, InvitationOutcome::Expired),
            outcome("i2", InvitationKind::Conference, InvitationOutcome::Accepted),
        ],
    ));
    let notices = &world.main().chat().notices;
    assert_eq!(notices.len(), 1);
    assert_eq!((notices[0].text.id.as_str(), notices[0].private), ("conference-expired", false));
}

#[test]
fn what_i_took_back_myself_is_not_told_to_me() {
    let mut view = chat_with("a", "Martin Hoffmann");
    let invitation = InvitationId::new("i1").unwrap();
    view.requests = vec![RequestView {
        invitation: invitation.clone(),
        kind: InvitationKind::Conference,
        target: ConsultTarget::Agent { agent: agent("sven") },
        question: None,
        remaining_ms: 24_000,
    }];
    let mut world = World::with(vec![view]);
    world.select("a");
    assert_eq!(world.main().chat().requests[0].expires_at, Some(world.now.plus_ms(24_000)));
    assert_eq!(world.main().chat().requests[0].target, "Sven Köhler");
    world.do_it(Command::WithdrawInvitation { case: case_id("a"), invitation });
    assert!(world.main().chat().requests[0].busy);
    world.case(with_outcomes(2, vec![outcome("i1", InvitationKind::Conference, InvitationOutcome::Withdrawn)]));
    assert!(world.main().chat().notices.is_empty());
    world.case(with_outcomes(3, vec![outcome("i2", InvitationKind::Transfer, InvitationOutcome::Withdrawn)]));
    assert_eq!(world.main().chat().notices[0].text.id, "transfer-withdrawn", "the centre withdrew that one");
    assert_eq!(world.main().chat().notices[0].pick_another, None);
}

#[test]
fn asking_again_clears_what_was_said_about_the_last_time() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.case(with_outcomes(2, vec![outcome("i1", InvitationKind::Consultation, InvitationOutcome::Declined)]));
    let target = ConsultTarget::Agent { agent: agent("katrin") };
    let id = world.do_it(Command::StartConsultation { case: case_id("a"), target: target.clone(), question: None });
    assert!(world.main().chat().notices.is_empty());
    assert_eq!(world.main().chat().busy, ["consult"]);
    let is_kept =
        |effect: &Effect| matches!(effect, Effect::SaveTargets { targets } if targets.recent == [target.clone()]);
    assert!(world.effects.iter().any(is_kept));
    world.answered(&id, Err(Refusal::TargetBusy));
    assert_eq!(world.main().toasts.last().unwrap().id, "refusal-target-busy");
    assert!(world.main().chat().busy.is_empty());
}

#[test]
fn a_button_whose_answer_never_comes_is_free_again_in_the_end() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.do_it(Command::EndInteraction { case: case_id("a") });
    assert_eq!(world.main().chat().busy, ["end"]);
    world.do_it(Command::EndInteraction { case: case_id("a") });
    assert_eq!(world.effects, [], "one click is enough");
    world.wait(41_000);
    assert!(world.main().chat().busy.is_empty());
}

#[test]
fn what_the_centre_does_not_allow_is_not_even_asked() {
    let mut world = World::with(vec![former(chat_with("a", "Martin Hoffmann"), Left::Ended)]);
    world.do_it(Command::EndInteraction { case: case_id("a") });
    assert_eq!(world.effects, []);
    assert_eq!(world.main().toasts[0].id, "refusal-not-permitted");
    world.do_it(Command::RemoveParticipant { case: case_id("x"), agent: agent("sven") });
    assert_eq!(world.main().toasts[1].id, "refusal-no-such-case");
}

#[test]
fn the_one_in_the_consultation_can_be_asked_from_its_header() {
    let mut view = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    view.can.remove(&CaseAction::AskConference);
    let mut world = World::with(vec![view]);
    let ask =
        |name: &str| Command::AskConference { case: case_id("a"), target: ConsultTarget::Agent { agent: agent(name) } };
    world.do_it(ask("katrin"));
    assert!(matches!(world.effects.last(), Some(Effect::Request(BackendRequest::Do { .. }))));
    world.do_it(ask("sven"));
    assert_eq!(world.effects, []);
}

#[test]
fn a_new_consultation_is_opened_unless_another_is_being_read() {
    let one = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    let mut world = World::with(vec![one.clone()]);
    world.select("a");
    let selected = |world: &World| world.main().chat().selected_consultation.clone().unwrap().to_string();
    assert_eq!(selected(&world), "k");
    let two = with_consultation(one, consulting("s", "sven"));
    world.case(two.clone());
    assert_eq!(selected(&world), "k", "the one that is read stays");
    let consultation = ConsultationId::new("s").unwrap();
    world.act(Input::SelectConsultation { case: case_id("a"), consultation });
    let mut ended = two;
    ended.version += 1;
    ended.consultations[1].state = ConsultationState::Ended { at: START, why: ConsultationEnd::ByAgent };
    world.case(ended);
    assert_eq!(selected(&world), "k", "an ended one folds");
    let panes = &world.main().chat().consultations;
    assert_eq!(panes.iter().map(|pane| pane.with.as_str()).collect::<Vec<_>>(), ["Katrin Richter", "Sven Köhler"]);
    assert_eq!(panes[1].ended.as_ref().unwrap().id, "consultation-over");
}

#[test]
fn a_message_in_a_consultation_that_is_not_selected_is_unread() {
    let view = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    let view = with_consultation(view, consulting("s", "sven"));
    let mut world = World::with(vec![view]);
    world.select("a");
    for name in ["katrin", "sven"] {
        let entry = world.by_agent(name, &CommandId::new(format!("by-{name}")).unwrap(), "Ja");
        let thread = if name == "katrin" { "k" } else { "s" };
        world.appended("a", consultation(thread), vec![entry]);
    }
    let unread: Vec<_> = world.main().chat().consultations.iter().map(|pane| pane.unread).collect();
    assert_eq!(unread, [1, 0], "the newest is selected");
}

#[test]
fn a_question_stands_set_off_and_system_messages_of_a_consultation_are_private() {
    let view = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    let mut world = World::with(vec![view]);
    world.select("a");
    let target = ConsultTarget::Agent { agent: agent("katrin") };
    let asked = SystemMessage::ConsultationAsked {
        by: agent("jana"),
        target: target.clone(),
        question: Some("Kulanz?".to_owned()),
    };
    let entries = [asked, SystemMessage::ConsultationStarted { agent: agent("katrin") }];
    let entries = entries.map(|system| world.entry(EntryBody::System { system })).to_vec();
    world.appended("a", consultation("k"), entries);
    assert_eq!(world.main().said(&consultation("k")), ["? Kulanz?", "<consultation-started>"]);
    let declined = SystemMessage::ConsultationNotAccepted { target, outcome: InvitationOutcome::Declined };
    let entry = world.entry(EntryBody::System { system: declined });
    world.appended("a", Thread::Main, vec![entry]);
    let LineBody::System { private, .. } = world.main().lines[&Thread::Main][0].body else {
        panic!("a system message")
    };
    assert!(private);
}

#[test]
fn who_is_meant_by_a_system_message_is_said_with_it() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let removed =
        |name: &str, by: &str| SystemMessage::AgentLeft { agent: agent(name), why: Left::Removed { by: agent(by) } };
    for (system, me) in
        [(removed("jana", "katrin"), "agent"), (removed("sven", "jana"), "by"), (removed("sven", "katrin"), "none")]
    {
        let entry = world.entry(EntryBody::System { system });
        world.appended("a", Thread::Main, vec![entry]);
        let LineBody::System { phrase, .. } = &world.main().lines[&Thread::Main].last().unwrap().body else { panic!() };
        assert_eq!(phrase.args["me"], crate::boundary::view::Arg::Text(me.to_owned()));
    }
}

#[test]
fn whoever_a_chat_or_a_question_was_for_is_said_with_it() {
    let view = with_consultation(chat_with("a", "Martin Hoffmann"), consulting("k", "katrin"));
    let mut world = World::with(vec![view]);
    world.select("a");
    let to = |name: &str| ConsultTarget::Agent { agent: agent(name) };
    let left = |name: &str, target: &str| SystemMessage::AgentLeft {
        agent: agent(name),
        why: Left::Transferred { to: to(target) },
    };
    let asked =
        |by: &str, target: &str| SystemMessage::ConsultationAsked { by: agent(by), target: to(target), question: None };
    for (system, me) in [
        (left("katrin", "jana"), "to"),
        (left("jana", "katrin"), "agent"),
        (left("katrin", "sven"), "none"),
        (asked("katrin", "jana"), "target"),
        (asked("jana", "katrin"), "by"),
        (asked("katrin", "sven"), "none"),
    ] {
        let entry = world.entry(EntryBody::System { system });
        world.appended("a", Thread::Main, vec![entry]);
        let LineBody::System { phrase, .. } = &world.main().lines[&Thread::Main].last().unwrap().body else { panic!() };
        assert_eq!(phrase.args["me"], crate::boundary::view::Arg::Text(me.to_owned()));
    }
}

#[test]
fn what_was_written_for_whoever_takes_the_chat_over_stands_with_that_line() {
    let (by, text) = (agent("katrin"), "Ruft um drei an".to_owned());
    let left = |to| SystemMessage::AgentLeft { agent: agent("katrin"), why: Left::Transferred { to } };
    let taken = vec![
        SystemMessage::AgentJoined {
            agent: agent("jana"),
            how: Joined::Transfer { by: by.clone(), note: Some(text.clone()) },
        },
        left(ConsultTarget::Agent { agent: agent("jana") }),
    ];
    let queued = vec![
        left(ConsultTarget::Queue { queue: queue("billing") }),
        SystemMessage::BackInQueue { by: Some(by.clone()), note: Some(text.clone()) },
    ];
    let owns = vec![SystemMessage::OwnerChanged { agent: agent("jana"), note: Some(HandoverNote { by, text }) }];
    for said in [taken, queued, owns] {
        let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
        world.select("a");
        let entries = said.into_iter().map(|system| world.entry(EntryBody::System { system })).collect();
        world.appended("a", Thread::Main, entries);
        let [line] = &world.main().lines[&Thread::Main][..] else { panic!("one line says it") };
        let LineBody::System { note: Some(note), .. } = &line.body else { panic!("{line:?}") };
        assert_eq!((note.author.as_str(), note.text.as_str()), ("Katrin Richter", "Ruft um drei an"));
    }
}

#[test]
fn of_two_lines_that_say_the_same_one_stands_there() {
    let joined = |by: &str| SystemMessage::AgentJoined {
        agent: agent("sven"),
        how: Joined::Transfer { by: agent(by), note: None },
    };
    let left = |why: Left| SystemMessage::AgentLeft { agent: agent("katrin"), why };
    let handed = || left(Left::Transferred { to: ConsultTarget::Agent { agent: agent("sven") } });
    let to_queue = || left(Left::Transferred { to: ConsultTarget::Queue { queue: queue("billing") } });
    let back = || SystemMessage::BackInQueue { by: Some(agent("katrin")), note: None };
    for (said, stands) in [
        ([joined("katrin"), handed()], ["<agent-joined-transfer>"].as_slice()),
        ([to_queue(), back()], &["<back-in-queue-by>"]),
        ([left(Left::Ended), SystemMessage::ChatEnded], &["<chat-ended>"]),
        // Somebody else's.
        ([joined("jana"), handed()], &["<agent-joined-transfer>", "<agent-left-transferred>"]),
        ([left(Left::Vanished), SystemMessage::ChatEnded], &["<agent-left-vanished>", "<chat-ended>"]),
    ] {
        let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
        world.select("a");
        let entries = said.map(|system| world.entry(EntryBody::System { system }));
        // Whether they come together or one after the other, as lines or as the page of a window that opens.
        world.appended("a", Thread::Main, entries.to_vec());
        assert_eq!(world.main().said(&Thread::Main), stands);
        let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
        world.select("a");
        for entry in entries {
            world.appended("a", Thread::Main, vec![entry]);
        }
        assert_eq!(world.main().said(&Thread::Main), stands);
    }
}

#[test]
fn becoming_the_owner_is_told() {
    let mut view = chat_with("a", "Martin Hoffmann");
    view.owner = Some(agent("katrin"));
    view.members.insert(0, member("katrin"));
    let mut world = World::with(vec![view]);
    world.select("a");
    assert_eq!(world.main().chat().participants[0].name, "Katrin Richter");
    assert!(world.main().chat().participants[0].owner);
    world.case(CaseView { version: 2, ..chat_with("a", "Martin Hoffmann") });
    assert_eq!(world.main().chat().notices[0].text.id, "you-are-owner-now");
}

#[test]
fn a_removed_agent_reads_by_whom_and_can_only_mark_done() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.case(former(chat_with("a", "Martin Hoffmann"), Left::Removed { by: agent("katrin") }));
    let StandingView::Former { notice, .. } = &world.main().chat().standing else { panic!("read-only") };
    assert_eq!(notice.id, "former-removed");
    assert_eq!(notice.args["by"], crate::boundary::view::Arg::Text("Katrin Richter".to_owned()));
    assert_eq!(world.main().chat().can, [CaseAction::MarkDone]);
    assert_eq!(world.main().chat().subtitle.id, "chat-ended-at");
}

#[test]
fn a_contact_who_lost_the_connection_is_shown_with_the_time() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let mut view = chat_with("a", "Martin Hoffmann");
    view.version = 2;
    view.contact.presence = ContactPresence::Interrupted { since: START };
    world.case(view.clone());
    assert_eq!(world.main().chat().contact_state, ContactStateView::Interrupted { since: START });
    assert!(world.main().list.as_ref().unwrap().chats[0].interrupted);
    view.version = 3;
    view.contact.presence = ContactPresence::Left { at: START, why: ContactLeft::TimedOut };
    world.case(view);
    assert_eq!(world.main().chat().subtitle.id, "chat-contact-left-at");
}

#[test]
fn typing_fades_after_five_seconds_and_at_once_when_the_message_comes() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let typing = || WorkspaceEvent::Typing { thread: ThreadRef::main(case_id("a")), who: Party::Contact };
    world.hear(typing());
    assert_eq!(world.main().typing[&Thread::Main], ["Martin Hoffmann"]);
    world.wait(4_999);
    assert_eq!(world.main().typing[&Thread::Main].len(), 1);
    world.wait(1);
    assert!(world.main().typing[&Thread::Main].is_empty());
    world.hear(typing());
    world.contact_says("a", "da bin ich");
    assert!(world.main().typing[&Thread::Main].is_empty());
}

#[test]
fn who_is_no_longer_in_the_chat_types_no_more() {
    let katrin = AgentId::new("katrin").unwrap();
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.hear(WorkspaceEvent::Typing { thread: ThreadRef::main(case_id("a")), who: Party::Agent { agent: katrin } });
    assert!(world.main().typing.get(&Thread::Main).is_none_or(Vec::is_empty));
}

#[test]
fn that_i_am_typing_is_told_now_and_then_only() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    let signal = || Signal::Typing { thread: ThreadRef::main(case_id("a")) };
    world.act(Input::Typing { signal: signal() });
    assert_eq!(world.effects, [Effect::Request(BackendRequest::Signal(signal()))]);
    world.act(Input::Typing { signal: signal() });
    assert_eq!(world.effects, []);
    world.wait(3_000);
    world.act(Input::Typing { signal: signal() });
    assert_eq!(world.effects.len(), 1);
}

#[test]
fn that_i_am_typing_in_one_thread_changes_nothing_in_another() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Klein")]);
    let (a, b) = (ThreadRef::main(case_id("a")), ThreadRef::main(case_id("b")));
    let types = |world: &mut World, thread: &ThreadRef| {
        world.act(Input::Typing { signal: Signal::Typing { thread: thread.clone() } });
        world.effects.len()
    };
    assert_eq!((types(&mut world, &a), types(&mut world, &b)), (1, 1));
    assert_eq!((types(&mut world, &a), types(&mut world, &b)), (0, 0), "said of each just now");
    world.send("b", Thread::Main, "Gern geschehen");
    assert_eq!(types(&mut world, &a), 0);
    assert_eq!(types(&mut world, &b), 1, "what comes after a message is typed anew");
}

#[test]
fn a_view_that_is_older_than_the_one_here_changes_nothing() {
    let mut world =
        World::with(vec![CaseView { version: 5, note: "neu".to_owned(), ..chat_with("a", "Martin Hoffmann") }]);
    world.select("a");
    world.case(CaseView { version: 4, note: "alt".to_owned(), ..chat_with("a", "Martin Hoffmann") });
    assert_eq!(world.main().chat().note, "neu");
}

#[test]
fn note_and_disposition_stand_as_i_left_them_before_the_centre_has_them() {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    let disposition = Some(DispositionId::new("solved").unwrap());
    let id = world.do_it(Command::SetDisposition { case: case_id("a"), disposition: disposition.clone() });
    assert_eq!(world.main().chat().disposition, disposition);
    assert_eq!(world.main().chat().dispositions[0].name, "Gelöst");
    world.answered(&id, Ok(()));
    assert_eq!(world.main().chat().disposition, disposition, "until the new view comes");
    let id = world.do_it(Command::SetNote { case: case_id("a"), text: "x".to_owned() });
    world.answered(&id, Err(Refusal::NotPermitted));
    assert_eq!(world.main().chat().note, "");
    assert!(world.effects.contains(&Effect::Discard { id }));
}
