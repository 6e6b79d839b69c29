//! 3.5, 3.7 and 11: who may see what, and for how long.

use konsil_protocol::domain::{CaseAction, ConsultationAction, ContactPresence, EntryBody, MessageContent, Origin};

use super::*;

fn texts(centre: &Centre, on: &str, name: &str, thread: &Thread) -> Option<Vec<String>> {
    let viewer = viewer(&centre.cases[&case(on)], &agent(name), thread)?;
    let seen = centre.log.iter().filter(|(id, event)| id.as_str() == on && may_see(&viewer, event));
    Some(
        seen.filter_map(|(_, event)| {
            let CaseEvent::MessageSent { content: MessageContent::Text(text), .. } = &event.event else { return None };
            Some(text.clone())
        })
        .collect(),
    )
}

#[test]
fn a_target_reads_the_whole_chat_until_the_end_keeps_it_until_mark_done_and_then_has_nothing() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    assert_eq!(texts(&centre, "a", "ben", &Thread::Main), None);
    centre.consults("anna", "a", by_name("ben")).unwrap();
    assert_eq!(centre.view("ben", "a"), None, "before acceptance it has the invitation only");
    centre.accepts("ben");
    centre.writes("anna", "a", "Moment bitte").unwrap();
    let all = || Some(vec!["Guten Tag".to_owned(), "Moment bitte".to_owned()]);
    assert_eq!(texts(&centre, "a", "ben", &Thread::Main), all());
    let consultation = centre.consultation("a");
    let end = Command::EndConsultation { case: case("a"), consultation: consultation.clone() };
    centre.does("ben", "a", end).unwrap();
    centre.writes("anna", "a", "Später").unwrap();
    centre.does("anna", "a", Command::SetNote { case: case("a"), text: "Später".into() }).unwrap();
    centre.contact("a", ContactAct::Interrupted).unwrap();
    assert_eq!(texts(&centre, "a", "ben", &Thread::Main), all());
    let view = centre.sees_of_it("ben", "a");
    assert_eq!((view.note.as_str(), view.contact.presence), ("", ContactPresence::Present), "as it stood then");
    assert_eq!(view.consultations[0].can, [ConsultationAction::MarkDone].into());
    let thread = Thread::Consultation { consultation };
    centre.does("ben", "a", Command::MarkDone { case: case("a"), thread: thread.clone() }).unwrap();
    assert_eq!(centre.view("ben", "a"), None);
    assert_eq!(texts(&centre, "a", "ben", &Thread::Main), None);
    assert_eq!(texts(&centre, "a", "ben", &thread), None);
    assert!(texts(&centre, "a", "anna", &thread).is_some(), "anna has not marked it done");
}

#[test]
fn a_consultation_ended_early_does_not_shorten_what_a_later_one_shows() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    for _ in 0..2 {
        centre.consults("anna", "a", by_name("ben")).unwrap();
        centre.accepts("ben");
        let active = centre.cases[&case("a")].consultations.iter().find(|(_, c)| c.is_active());
        let consultation = active.map(|(id, _)| id.clone()).unwrap();
        centre.writes("anna", "a", "Moment bitte").unwrap();
        centre.does("anna", "a", Command::EndConsultation { case: case("a"), consultation }).unwrap();
    }
    assert_eq!(texts(&centre, "a", "ben", &Thread::Main).map(|t| t.len()), Some(3));
}

#[test]
fn who_wraps_up_sees_the_note_as_it_is_and_who_was_removed_as_it_was() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "ben");
    centre.confer("anna", "a", "dora");
    centre.removes("anna", "a", "dora").unwrap();
    centre.ends("anna", "a").unwrap();
    centre.does("ben", "a", Command::SetNote { case: case("a"), text: "neu".into() }).unwrap();
    assert_eq!(centre.sees_of_it("anna", "a").note, "neu");
    assert!(centre.sees_of_it("anna", "a").can.contains(&CaseAction::SetNote));
    let dora = centre.sees_of_it("dora", "a");
    assert_eq!(dora.note, "");
    assert_eq!(dora.members.len(), 2, "anna was still there");
    assert_eq!(dora.can, [CaseAction::MarkDone].into());
}

#[test]
fn a_viewer_of_one_thread_sees_nothing_of_another() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.accepts("ben");
    centre.writes("anna", "a", "Moment bitte").unwrap();
    let consultation = centre.consultation("a");
    let thread = Thread::Consultation { consultation };
    let main = viewer(&centre.cases[&case("a")], &agent("anna"), &Thread::Main).unwrap();
    let private = viewer(&centre.cases[&case("a")], &agent("anna"), &thread).unwrap();
    for (_, event) in &centre.log {
        assert!(!(may_see(&main, event) && may_see(&private, event)), "{event:?}");
        assert_eq!(may_see(&private, event), event.thread == thread, "{event:?}");
    }
}

#[test]
fn a_nickname_is_what_the_contact_reads() {
    let mut centre = Centre::open();
    centre.rules.agents.get_mut(&agent("anna")).unwrap().nickname = Some("Frau A.".into());
    centre.chats("anna", "a");
    centre.writes("anna", "a", "Guten Tag").unwrap();
    let read = format!("{:?}", centre.contact_reads("a"));
    assert!(read.contains("Frau A.") && !read.contains("anna"), "{read}");
    assert_eq!(contact_state(&centre.cases[&case("a")], &centre.rules).agents, ["Frau A."]);
}

#[test]
fn of_an_expert_the_contact_reads_the_name_and_the_agents_read_who_submitted_it() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    let origin =
        Origin { submitted_by: Some(agent("anna")), foreign_id: Some("19:x@thread/17".into()), ..expert().into() };
    let message = CommandId::new("teams:19:x:17").unwrap();
    let content = MessageContent::Text("Das ist bekannt.".into());
    let said = CaseEvent::MessageSent { origin: origin.clone(), message, contact_id: None, content };
    centre.happens("a", Thread::Main, Audience::Everyone, said);
    let read = serde_json::to_value(centre.contact_reads("a").pop().unwrap()).unwrap();
    let all = serde_json::json!({ "kind": "message", "name": "Dr. Paula Weber", "text": "Das ist bekannt." });
    assert_eq!(read, all);
    let line = entry(&centre.log.last().unwrap().1).unwrap();
    assert!(matches!(line.body, EntryBody::Message { origin: of, .. } if of == origin));
}

#[test]
fn a_consultation_with_an_expert_is_closed_by_its_agent_and_is_no_way_to_hand_over_the_chat() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    let read = centre.contact_reads("a");
    let consultation = ConsultationId::new("k").unwrap();
    let thread = Thread::Consultation { consultation: consultation.clone() };
    let started = CaseEvent::ConsultationStarted {
        consultation: consultation.clone(),
        by: agent("anna"),
        target: by_name("ben"),
        with: expert(),
        question: None,
    };
    centre.happens("a", thread.clone(), Audience::Agents, started);
    let view = centre.sees_of_it("anna", "a").consultations.remove(0);
    assert_eq!(view.with, Some(expert()));
    assert_eq!(view.can, [ConsultationAction::Write, ConsultationAction::End].into());
    assert_eq!(centre.view("ben", "a"), None, "nobody else has a part in it");
    assert_eq!(centre.contact_reads("a"), read);
    centre.does("anna", "a", Command::EndConsultation { case: case("a"), consultation }).unwrap();
    centre.does("anna", "a", Command::MarkDone { case: case("a"), thread }).unwrap();
    assert!(centre.cases[&case("a")].consultations.is_empty());
}

#[test]
fn a_former_agent_keeps_in_view_who_was_in_the_chat_written_as_before_and_an_expert_beside_them() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "ben");
    centre.removes("anna", "a", "ben").unwrap();
    let kept = centre.cases[&case("a")].members[&agent("ben")].kept.clone().unwrap();
    let mut stored = serde_json::to_value(&kept).unwrap();
    let since = stored["members"][0][1].clone();
    assert_eq!(stored["members"], serde_json::json!([["anna", since]]));
    stored["members"].as_array_mut().unwrap().push(serde_json::json!([expert(), since]));
    let with_expert: LastView = serde_json::from_value(stored.clone()).unwrap();
    assert_eq!(with_expert.members[1].party, expert());
    assert_eq!(serde_json::to_value(&with_expert).unwrap(), stored);
    let case = centre.cases.get_mut(&case("a")).unwrap();
    case.members.get_mut(&agent("ben")).unwrap().kept = Some(Box::new(with_expert));
    let seen: Vec<_> = centre.sees_of_it("ben", "a").members.into_iter().map(|member| member.party).collect();
    assert_eq!(seen, [agent("anna").into(), expert()]);
}

#[test]
fn for_the_contact_an_agent_has_its_nickname_an_expert_its_name_and_the_unknown_none() {
    let mut centre = Centre::open();
    centre.rules.agents.get_mut(&agent("anna")).unwrap().nickname = Some("Frau A.".into());
    let named = |party: Party| centre.rules.name_for_contact(&party).map(str::to_owned);
    assert_eq!(named(agent("anna").into()).as_deref(), Some("Frau A."));
    assert_eq!(named(Party::Supervisor { agent: agent("anna") }).as_deref(), Some("Frau A."));
    assert_eq!(named(expert()).as_deref(), Some("Dr. Paula Weber"));
    assert_eq!(named(Party::Unsupported { kind: "robot".into() }), None);
}

#[test]
fn unanswered_is_counted_from_the_first_message_and_a_consultation_answers_nothing() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    let first = centre.cases[&case("a")].opened_at;
    let say = |id: &str| ContactAct::Say { contact_id: id.into(), content: MessageContent::Text("Hallo?".into()) };
    centre.contact("a", say("2")).unwrap();
    assert_eq!(centre.sees_of_it("anna", "a").unanswered_since, Some(first));
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.accepts("ben");
    let thread = Thread::Consultation { consultation: centre.consultation("a") };
    centre
        .does(
            "anna",
            "a",
            Command::SendMessage { case: case("a"), thread, content: MessageContent::Text("Frist?".into()) },
        )
        .unwrap();
    assert_eq!(centre.sees_of_it("anna", "a").unanswered_since, Some(first));
    assert_eq!(centre.sees_of_it("ben", "a").unanswered_since, None, "not the target's to answer");
    centre.writes("anna", "a", "Ja?").unwrap();
    assert_eq!(centre.sees_of_it("anna", "a").unanswered_since, None);
    centre.contact("a", say("3")).unwrap();
    assert_eq!(centre.sees_of_it("anna", "a").unanswered_since, Some(centre.now));
    let lines = centre.log.len();
    centre.contact("a", say("3")).unwrap();
    assert_eq!(centre.log.len(), lines, "the same again is the same message");
}

#[test]
fn the_directory_counts_who_waits_and_names_nobody() {
    let mut centre = Centre::open();
    centre.writes_in("a", "loans");
    let arrived = centre.now;
    centre.writes_in("b", "loans");
    let seen =
        directory(7, "Musterbank", &agent("anna"), &centre.roster, &centre.rules, centre.cases.values(), centre.now);
    let loans = seen.queues.iter().find(|q| q.queue == queue("loans")).unwrap();
    assert_eq!((loans.waiting, loans.longest_waiting_since, loans.available, loans.mine), (2, Some(arrived), 2, false));
    assert!(!serde_json::to_string(&seen).unwrap().contains("Maria"));
    centre.loses_connection("dora");
    let seen =
        directory(8, "Musterbank", &agent("anna"), &centre.roster, &centre.rules, centre.cases.values(), centre.now);
    let dora = seen.agents.iter().find(|a| a.agent == agent("dora")).unwrap();
    assert!(!dora.connected && !dora.available);
}

#[test]
fn whatever_can_be_asked_is_listed_and_has_somebody_who_answers() {
    let centre = Centre::open();
    let listed = listing("Musterbank", &centre.rules);
    let shown: Vec<_> = listed.listed().map(konsil_protocol::domain::Listed::target).collect();
    let targets: Vec<_> = centre.rules.targets().collect();
    // A skill is listed once, and can be asked for at each level that somebody has.
    let higher = |target: &&ConsultTarget| shown.iter().all(|shown| !shown.is_same_as(target) || shown == *target);
    assert_eq!(shown.iter().collect::<Vec<_>>(), targets.iter().filter(higher).collect::<Vec<_>>());
    let levels = |target: &&ConsultTarget| target.is_same_as(&by_skill("english", 1));
    assert_eq!(targets.iter().filter(levels).count(), 4, "dora speaks it best, at level 4");
    assert!(targets.iter().all(|target| centre.rules.pool(target).is_some_and(|pool| pool.members().next().is_some())));
}

#[test]
fn since_when_somebody_is_in_a_state_is_told_and_no_offer_changes_it() {
    let mut centre = Centre::open();
    let since = |centre: &Centre, name: &str| doing(&agent(name), centre.seat(name), &centre.rules, centre.now).since;
    centre.sets("anna", AgentState::AfterWork).unwrap();
    let began = centre.now;
    centre.sets("anna", AgentState::AfterWork).unwrap();
    assert_eq!(since(&centre, "anna"), began, "the same again restarts nothing");
    let before = since(&centre, "ben");
    centre.writes_in("a", "rates");
    centre.routes();
    assert_eq!(centre.asked("a"), [("ben", InvitationKind::Chat)]);
    assert_eq!(since(&centre, "ben"), before, "that he is looking at an offer is nobody else's business");
    centre.declines("ben");
    assert_eq!(since(&centre, "ben"), before);
    centre.sets("ben", AgentState::LoggedOut).unwrap();
    assert_eq!(since(&centre, "ben"), Timestamp(0), "nor is when he has gone home");
}
