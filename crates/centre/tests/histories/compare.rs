//! After each step: is the centre as the model says, and does everybody read exactly what they must have read?

use konsil_centre::{
    Act, Asked, Audience, Case, CasePhase, CasePresence, CentreAct, ConsultState, Membership, Recorded, Roster, Rules,
    Viewer, case_view, contact_event, contact_state, deadlines, directory, entry, may_choose, may_see, may_take, me,
    unanswered_since, viewer,
};
use konsil_protocol::domain::{
    AgentId, CaseAction, CaseId, CaseView, Command, ConsultTarget, ConsultationAction, ConsultationId, EntryBody,
    InvitationKind, MessageContent, NotAskableWhy, Party, Refusal, Thread, Timestamp,
};
use konsil_protocol::wire::contact::{ContactEvent, ContactPhase};

use crate::chat::{Chat, Line, Pending};
use crate::model::{Model, Person, belong_to};
use crate::world::{AGENTS, Step, What, World, agent, queue};

type Checked = Result<(), String>;

fn same<T: PartialEq + std::fmt::Debug>(what: &str, centre: T, model: T) -> Checked {
    if centre == model { Ok(()) } else { Err(format!("{what}: the centre says {centre:?}, the model {model:?}")) }
}

/// Routing that looks at what has changed finds what routing finds that looks at everybody.
pub fn routing(world: &mut World) -> Checked {
    let found = konsil_centre::route(world.cases.values(), &world.roster, &world.rules);
    // Where nothing is possible, the look is over, and only a change may begin another one.
    let sooner = match found {
        Some(_) => world.routing.clone().next(&world.roster),
        None => world.routing.next(&world.roster),
    };
    same("the next offer", sooner, found)?;
    for name in AGENTS {
        let who = agent(name);
        let rates = queue("rates");
        let mut may: Vec<_> =
            world.cases.values().filter(|case| case.queue == rates && may_take(case, &who, &world.rules)).collect();
        may.retain(|case| {
            case.phase == CasePhase::Waiting && !case.invitations.values().any(|i| i.asked == Asked::Routed)
        });
        may.sort_by_key(|case| {
            (matches!(case.contact.presence, CasePresence::Interrupted { .. }), case.arrived_at, case.id.clone())
        });
        let listed =
            if may_choose(&who, &rates, &world.rules) { world.routing.may_take(&who, &rates, 3).0 } else { vec![] };
        same("the list of those that wait", listed, may.iter().take(3).map(|case| case.id.clone()).collect())?;
    }
    Ok(())
}

pub fn compare(world: &World, model: &Model, step: &Step) -> Checked {
    same("time", world.now.0, model.now)?;
    for (id, chat) in &model.chats {
        let case = &world.cases[id];
        let log = &world.logs[id];
        let at = |e: String| format!("{id}: {e}");
        facts(case, chat).map_err(at)?;
        contact_reads(world, case, log, chat).map_err(at)?;
        for name in AGENTS {
            agent_reads(case, log, chat, &agent(name)).map_err(|e| format!("{id}, {name}: {e}"))?;
        }
        timers(world, case, chat, step).map_err(at)?;
    }
    quiet_in_the_directory(world, model)?;
    for (who, person) in &model.people {
        seat(world, model, who, person).map_err(|e| format!("{who}: {e}"))?;
    }
    Ok(())
}

fn facts(case: &Case, chat: &Chat) -> Checked {
    let phase = match case.phase {
        CasePhase::Empty => (false, false, false),
        CasePhase::Waiting => (true, true, false),
        CasePhase::Open => (true, false, false),
        CasePhase::Ended { .. } => (true, false, true),
    };
    same("opened, waiting, over", phase, (chat.opened, chat.waiting, chat.over))?;
    if !chat.opened {
        return Ok(());
    }
    let contact = match case.contact.presence {
        CasePresence::Present => Line::There,
        CasePresence::Interrupted { since } => Line::Lost { since: since.0 },
        CasePresence::Left { .. } => Line::Gone,
    };
    same("contact", contact, chat.contact)?;
    same("queue and arrival", (&case.queue, case.arrived_at.0), (&chat.queue, chat.arrived))?;
    same("owner", &case.owner, &chat.owner)?;
    let mut here: Vec<_> = case.active().collect();
    here.sort_by_key(|(_, m)| m.order);
    same("members", here.into_iter().map(|(w, _)| w).collect::<Vec<_>>(), chat.here.iter().collect())?;
    let out: Vec<_> = case.members.iter().filter(|(_, m)| m.session != Membership::Active).map(|(w, _)| w).collect();
    same("out of it", out, chat.out.keys().collect())?;
    let mut pending: Vec<_> = case
        .invitations
        .iter()
        .map(|(i, p)| (i, p.asked.kind(), p.asked.by(), &p.target, &p.to, p.expires_at.0))
        .collect();
    let mut expected: Vec<_> =
        chat.pending.iter().map(|p| (&p.id, p.kind, p.by.as_ref(), &p.target, &p.to, p.until)).collect();
    pending.sort();
    expected.sort();
    same("pending", pending, expected)?;
    let talks = case.consultations.iter().map(|(i, c)| {
        (
            i.as_str().to_owned(),
            c.by.clone(),
            c.with.as_agent().cloned(),
            c.state == ConsultState::Active,
            c.done.clone(),
        )
    });
    let mut expected: Vec<_> = chat
        .talks
        .iter()
        .filter(|t| t.window_of(&t.by) || t.window_of(&t.with))
        .map(|t| (t.id.clone(), t.by.clone(), Some(t.with.clone()), t.open, t.closed_by.clone()))
        .collect();
    expected.sort();
    same("consultations", talks.collect::<Vec<_>>(), expected)?;
    same("unanswered", case.unanswered_since.is_some(), chat.unanswered)?;
    same("disposition", &case.disposition, &chat.disposition)?;
    // For a group, a skill or a queue somebody may be asked beside: who that is the asker must not learn.
    let by_name = || chat.pending.iter().filter(|p| belong_to(&p.target).is_none());
    let twice = by_name().any(|p| by_name().filter(|q| (&q.to, &q.by) == (&p.to, &p.by)).count() > 1);
    same("somebody is asked twice by name by the same colleague", twice, false)
}

/// The contact reads what it must, and no byte more.
fn contact_reads(world: &World, case: &Case, log: &[Recorded], chat: &Chat) -> Checked {
    let mut read = Vec::new();
    for event in log {
        let for_contact = event.thread == Thread::Main && event.audience == Audience::Everyone;
        let seen = may_see(&Viewer::Contact, event);
        if seen != for_contact || seen != event.contact_seq.is_some() {
            return Err(format!("the contact's numbers do not fit what it may see: {event:?}"));
        }
        if !seen {
            continue;
        }
        read.push(match contact_event(event, &world.rules) {
            None => return Err(format!("a gap in the contact's numbers: {event:?}")),
            Some(ContactEvent::Mine { content: MessageContent::Text(text), .. }) => format!("me: {text}"),
            Some(ContactEvent::Message { name, content: MessageContent::Text(text) }) => format!("{name}: {text}"),
            Some(ContactEvent::Joined { name }) => format!("+{name}"),
            Some(ContactEvent::Left { name }) => format!("-{name}"),
            Some(ContactEvent::Waiting) => "waiting".to_owned(),
            Some(ContactEvent::AgentAway { name }) => format!("away {name}"),
            Some(ContactEvent::AgentBack { name }) => format!("back {name}"),
            Some(ContactEvent::Ended { .. }) => "ended".to_owned(),
        });
    }
    same("the contact has read", &read, &chat.contact_read)?;
    let state = contact_state(case, &world.rules);
    let over = chat.over || chat.contact == Line::Gone;
    same("over for the contact", state.phase == ContactPhase::Ended, over)?;
    same("agents the contact sees", state.agents.len(), if over { 0 } else { chat.here.len() })
}

fn agent_reads(case: &Case, log: &[Recorded], chat: &Chat, who: &AgentId) -> Checked {
    let read = read_in(case, log, who, &Thread::Main);
    let expected = chat.must_have_read(who).map(|n| chat.texts[..n].iter().collect::<Vec<_>>());
    same("texts of the chat", &read, &expected)?;
    for talk in &chat.talks {
        let thread = Thread::Consultation { consultation: ConsultationId::new(talk.id.clone()).unwrap() };
        let read = read_in(case, log, who, &thread);
        let expected = talk.window_of(who).then(|| talk.texts.iter().collect::<Vec<_>>());
        same("texts of a consultation", &read, &expected)?;
    }
    Ok(())
}

/// None: this agent may not look at the thread. No thread's viewer sees another thread.
fn read_in<'a>(case: &Case, log: &'a [Recorded], who: &AgentId, thread: &Thread) -> Option<Vec<&'a String>> {
    let viewer = viewer(case, who, thread)?;
    let mut read = Vec::new();
    for event in log.iter().filter(|event| may_see(&viewer, event)) {
        assert_eq!(&event.thread, thread, "{viewer:?} sees another thread: {event:?}");
        if let konsil_centre::CaseEvent::MessageSent { content: MessageContent::Text(text), .. } = &event.event {
            let body = entry(event).map(|entry| entry.body);
            assert!(matches!(&body, Some(EntryBody::Message { content: MessageContent::Text(t), .. }) if t == text));
            read.push(text);
        }
    }
    Some(read)
}

fn seat(world: &World, model: &Model, who: &AgentId, person: &Person) -> Checked {
    let seat = world.roster.get(who).cloned().unwrap_or_default();
    same("connected", seat.is_connected(), person.lost.is_none())?;
    same("state", (seat.state, seat.state_since.0), (person.state, person.since))?;
    same("idle since", seat.idle_since.0, person.idle)?;
    same("sessions", seat.sessions.into_iter().collect(), model.sessions(who))?;
    same("wrap-ups", seat.wrap_ups.into_iter().collect(), model.wrap_ups(who))?;
    same("places", seat.places.into_iter().collect(), model.places(who))?;
    same("consulted", seat.consulted.len(), model.asked_into(who))?;
    let mut asked: Vec<_> = model
        .chats
        .iter()
        .flat_map(|(id, c)| c.pending.iter().filter(|p| &p.to == who).map(|p| (p.id.clone(), id.clone())))
        .collect();
    asked.sort();
    same("invitations", seat.invitations.clone().into_iter().collect(), asked)?;
    let shown = me(who, &world.roster, &world.rules, |id| world.cases.get(id), world.now);
    same("invitations shown", shown.as_ref().map(|me| me.invitations.len()), Some(seat.invitations.len()))?;
    let quiet = shown.and_then(|me| me.do_not_disturb_ms).unwrap_or(0);
    same("do not disturb, as the agent sees it", quiet as i64, model.quiet_for(who))
}

/// How the queues stand, told of each change, is how they are counted.
pub fn counts(world: &World) -> Checked {
    let waiting = world.cases.values();
    let counted = directory(1, "", &agent(AGENTS[0]), &world.roster, &world.rules, waiting, world.now).parts().1;
    for status in counted.queues {
        same("how a queue stands", world.counts.of(&status.queue), status)?;
    }
    Ok(())
}

/// Colleagues see who does not want to be disturbed, and only while it lasts.
fn quiet_in_the_directory(world: &World, model: &Model) -> Checked {
    let reader = agent(AGENTS[0]);
    let shown = directory(1, "", &reader, &world.roster, &world.rules, std::iter::empty(), world.now);
    for other in &shown.agents {
        let expected = model.quiet_for(&other.agent) > 0;
        same(&format!("do not disturb of {}", other.agent), other.do_not_disturb, expected)?;
    }
    Ok(())
}

/// Deadlines never point at nothing, and nothing that must end by itself is without one.
fn timers(world: &World, case: &Case, chat: &Chat, step: &Step) -> Checked {
    if !chat.opened {
        return Ok(());
    }
    let all = deadlines(case, &world.roster, &world.rules);
    for pending in &chat.pending {
        let has = |d: &konsil_centre::Deadline| {
            d.at.0 == pending.until && matches!(&d.act, CentreAct::Expire { invitation } if invitation == &pending.id)
        };
        same("an invitation expires", all.iter().any(has), true)?;
    }
    let times_out = all.iter().any(|d| d.act == CentreAct::ContactTimedOut);
    same("the contact times out", times_out, matches!(chat.contact, Line::Lost { .. }) && !chat.over)?;
    for deadline in all {
        let mut later = world.moment(step);
        later.now = later.now.max(deadline.at);
        let act = Act::Centre(deadline.act.clone());
        let decided = konsil_centre::decide(case, &world.roster, &world.rules, &act, &later);
        if !matches!(&decided, Ok(events) if !events.is_empty()) {
            return Err(format!("a deadline points at nothing: {deadline:?} gives {decided:?}"));
        }
    }
    Ok(())
}

/// What `can` says and what is refused are the same; and the view says nothing that its reader must not know.
pub fn permissions(world: &World, model: &Model, id: &CaseId, who: &AgentId, step: &Step) -> Checked {
    let (case, chat) = (&world.cases[id], &model.chats[id]);
    let view = case_view(case, &world.roster, &world.rules, who, world.now);
    same("has a view", view.is_some(), chat.has_part(who))?;
    // Under an id of its own: the step's may be a message's by now.
    let asked = Step { n: step.n + 1_000_000, what: What::Route };
    let refused = |command: Command| world.decide(id, &World::act_of(&asked, who, &command), step).err();
    let Some(view) = view else {
        let refusal = refused(Command::EndInteraction { case: id.clone() });
        return same("no part in it", refusal, Some(Refusal::NoSuchCase));
    };
    let case_id = || id.clone();
    for (action, command) in [
        (
            CaseAction::Write,
            Command::SendMessage { case: case_id(), thread: Thread::Main, content: MessageContent::Text("?".into()) },
        ),
        (CaseAction::Consult, Command::StartConsultation { case: case_id(), target: by_name(who), question: None }),
        (CaseAction::AskConference, Command::AskConference { case: case_id(), target: by_name(who) }),
        (CaseAction::AskTransfer, Command::AskTransfer { case: case_id(), target: by_name(who), note: None }),
        (CaseAction::AskTransferToQueue, Command::AskTransfer { case: case_id(), target: by_queue(), note: None }),
        (CaseAction::End, Command::EndInteraction { case: case_id() }),
        (CaseAction::MarkDone, Command::MarkDone { case: case_id(), thread: Thread::Main }),
        (CaseAction::SetNote, Command::SetNote { case: case_id(), text: "?".into() }),
        (CaseAction::SetDisposition, Command::SetDisposition { case: case_id(), disposition: None }),
        (CaseAction::SetCaseData, Command::SetCaseData { case: case_id(), key: "?".into(), value: None }),
    ] {
        let refusal = refused(command);
        let may = !refusal.as_ref().is_some_and(lacks_permission);
        same(&format!("may {action:?} ({refusal:?})"), view.can.contains(&action), may)?;
    }
    for other in AGENTS.map(agent) {
        let refusal = refused(Command::RemoveParticipant { case: case_id(), agent: other.clone() });
        same(&format!("may remove {other}"), view.removable.contains(&other), refusal.is_none())?;
    }
    for consultation in &view.consultations {
        let thread = Thread::Consultation { consultation: consultation.consultation.clone() };
        let target = ConsultTarget::Agent {
            agent: consultation.with.as_ref().and_then(Party::as_agent).ok_or("nobody there")?.clone(),
        };
        let id = consultation.consultation.clone();
        for (action, command) in [
            (
                ConsultationAction::Write,
                Command::SendMessage {
                    case: case_id(),
                    thread: thread.clone(),
                    content: MessageContent::Text("?".into()),
                },
            ),
            (ConsultationAction::End, Command::EndConsultation { case: case_id(), consultation: id }),
            (ConsultationAction::MarkDone, Command::MarkDone { case: case_id(), thread }),
        ] {
            let refusal = refused(command);
            same(&format!("may {action:?} there"), consultation.can.contains(&action), refusal.is_none())?;
        }
        for (action, command) in [
            (ConsultationAction::AskConference, Command::AskConference { case: case_id(), target: target.clone() }),
            (ConsultationAction::AskTransfer, Command::AskTransfer { case: case_id(), target, note: None }),
        ] {
            let refusal = refused(command);
            let may = !refusal.as_ref().is_some_and(lacks_permission);
            if consultation.can.contains(&action) && !may {
                return Err(format!("{action:?} is offered in a consultation and refused: {refusal:?}"));
            }
        }
    }
    if step.n.is_multiple_of(4) {
        for (action, kind) in [
            (CaseAction::Consult, InvitationKind::Consultation),
            (CaseAction::AskConference, InvitationKind::Conference),
            (CaseAction::AskTransfer, InvitationKind::Transfer),
        ] {
            if view.can.contains(&action) {
                askable(&view, kind, refused)?;
            }
        }
    }
    discretion(chat, &view, who)
}

/// Whom the view calls not askable is refused, and for that reason.
fn askable(view: &CaseView, kind: InvitationKind, refused: impl Fn(Command) -> Option<Refusal>) -> Checked {
    for other in AGENTS.map(agent) {
        let (case, target) = (view.case.clone(), by_name(&other));
        let refusal = refused(match kind {
            InvitationKind::Consultation => Command::StartConsultation { case, target, question: None },
            InvitationKind::Conference => Command::AskConference { case, target },
            InvitationKind::Transfer | InvitationKind::Chat | InvitationKind::Unsupported => {
                Command::AskTransfer { case, target, note: None }
            }
        });
        let why = match refusal {
            Some(Refusal::TargetIsYourself) => Some(NotAskableWhy::Yourself),
            Some(Refusal::AlreadyMember) => Some(NotAskableWhy::AlreadyMember),
            Some(Refusal::AlreadyConsulting) => Some(NotAskableWhy::AlreadyConsulting),
            Some(Refusal::AlreadyInvited) => Some(NotAskableWhy::AlreadyInvited),
            Some(Refusal::TargetBusy) => Some(NotAskableWhy::Busy),
            _ => None,
        };
        // The directory says who is logged out, and who does not want to be disturbed.
        let by_the_directory = matches!(refusal, Some(Refusal::TargetLoggedOut | Refusal::TargetDoNotDisturb));
        if by_the_directory {
            continue;
        }
        let told = view.not_askable.iter().find(|n| n.agent == other && n.kind == kind).map(|n| n.why);
        same(&format!("why {other} cannot be asked ({kind:?})"), told, why)?;
    }
    Ok(())
}

/// Who of a group, a skill or a queue is being asked just now, and what others ask, is not in the view.
fn discretion(chat: &Chat, view: &CaseView, who: &AgentId) -> Checked {
    let own: Vec<_> = chat.pending.iter().filter(|p| p.by.as_ref() == Some(who)).collect();
    same("requests of mine", view.requests.len(), own.len())?;
    for told in view.not_askable.iter().filter(|n| n.why == NotAskableWhy::AlreadyInvited) {
        let asked = |p: &&Pending| p.to == told.agent && belong_to(&p.target).is_none();
        same("that somebody was asked by name is told to the asker", own.iter().copied().any(|p| asked(&p)), true)?;
    }
    let mine = chat.talks.iter().filter(|t| t.window_of(who)).count();
    same("consultations of mine", view.consultations.len(), mine)?;
    same("threads", view.threads.len(), mine + 1)
}

fn lacks_permission(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NotPermitted
            | Refusal::NoSuchCase
            | Refusal::AlreadyEnded
            | Refusal::ChatEnded
            | Refusal::ContactLeft
            | Refusal::NotEndedYet
            | Refusal::RemovedFromConference { .. }
            | Refusal::RequestPending
            | Refusal::OtherAgentInChat
    )
}

fn by_name(agent: &AgentId) -> ConsultTarget {
    ConsultTarget::Agent { agent: agent.clone() }
}

fn by_queue() -> ConsultTarget {
    ConsultTarget::Queue { queue: queue("rates") }
}

/// What `CaseEvent::is_said` promises to whoever draws views. One agent at a time, another after each event.
pub fn only_who_waits_has_changed(before: &Case, after: &Case, roster: &Roster, rules: &Rules, now: Timestamp) {
    let name = AGENTS[usize::try_from(after.version).unwrap() % AGENTS.len()];
    let agent = agent(name);
    let view = |case: &Case| case_view(case, roster, rules, &agent, now);
    let expected = view(before).map(|view| CaseView {
        version: after.version,
        unanswered_since: unanswered_since(after, &agent),
        ..view
    });
    assert_eq!(view(after), expected, "a message changed more of what {name} sees");
    let told = |case| me(&agent, roster, rules, |_| Some(case), now);
    assert_eq!(told(before), told(after), "a message changed what {name} is told of itself");
}
