//! Histories: mostly what people would do next, and often enough what they cannot do.

use konsil_centre::{CentreAct, ContactAct, FormerChat, SeatAct};
use konsil_protocol::domain::{
    AgentId, AgentState, CaseId, Command, ConsultTarget, ConsultationId, InvitationId, InvitationKind, Language,
    MessageContent, NotReadyReason, Thread, Timestamp,
};

use crate::chat::{Line, Pending};
use crate::model::Model;
use crate::world::{AGENTS, QUEUES, What, agent, disposition, group, queue, skill};

/// SplitMix64: small, and the same everywhere.
pub struct Chance {
    at: u64,
    /// In some histories everybody wants to consult the same agent, who says yes.
    oracle: Option<AgentId>,
}

impl Chance {
    pub fn new(seed: u64) -> Self {
        let mut chance = Self { at: seed, oracle: None };
        chance.oracle = chance.one_in(3).then(|| anybody(&mut chance));
        chance
    }

    fn next(&mut self) -> u64 {
        self.at = self.at.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.at;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        if all.is_empty() { None } else { Some(all[self.below(all.len())].clone()) }
    }
}

/// The first steps of every history: people come to work, contacts write.
pub fn opening(chance: &mut Chance, chats: &[CaseId]) -> Vec<What> {
    let mut steps = Vec::new();
    for name in AGENTS {
        if chance.one_in(8) {
            continue;
        }
        steps.push(What::Seat { agent: agent(name), act: SeatAct::Connected });
        if !chance.one_in(6) {
            steps.push(What::Seat { agent: agent(name), act: SeatAct::SetState { state: AgentState::Ready } });
        }
    }
    for chat in chats {
        steps.push(What::Contact { chat: chat.clone(), act: open(chance) });
        steps.push(What::Route);
    }
    steps
}

fn open(chance: &mut Chance) -> ContactAct {
    const NOW: i64 = 1_000_000;
    let ago = [1_000, 80_000_000, 100_000_000][chance.below(3)];
    let former = chance.one_in(2).then(|| FormerChat { owner: anybody(chance), until: Timestamp(NOW - ago) });
    ContactAct::Open {
        former,
        name: "Maria".into(),
        language: Language::De,
        queue: queue(QUEUES[chance.below(2)]),
        page: None,
        contact_id: "first".into(),
        text: "Guten Tag".into(),
    }
}

/// The next steps, mostly one; `n` makes its texts its own.
pub fn next(chance: &mut Chance, model: &Model, n: u32) -> Vec<What> {
    let chats: Vec<CaseId> = model.chats.keys().cloned().collect();
    let lively: Vec<CaseId> = chats.iter().filter(|id| !model.chats[id].over).cloned().collect();
    let likely = chance.pick(&lively).filter(|_| !chance.one_in(6));
    let chat = likely.unwrap_or_else(|| chats[chance.below(chats.len())].clone());
    let now = &model.chats[&chat];
    if chance.one_in(3)
        && let Some(step) = to_the_oracle(chance, model)
    {
        return vec![step];
    }
    if !chance.one_in(3) {
        if now.waiting && now.pending.is_empty() && chance.one_in(8) {
            return vec![take(chance, model, &chat)];
        }
        if now.waiting && now.pending.is_empty() {
            return to_be_offered(chance, model, &chat);
        }
        if !now.pending.is_empty() && chance.one_in(2) {
            return vec![answer(chance, model, &chat)];
        }
        let to_be_closed = !now.out.is_empty() || now.talks.iter().any(|t| !t.open && t.closed_by.len() < 2);
        if to_be_closed && (now.over || chance.one_in(4)) {
            return vec![if chance.one_in(4) { notes(chance, model, &chat) } else { mark_done(chance, model, &chat) }];
        }
    }
    vec![match chance.below(100) {
        0..=7 => answer(chance, model, &chat),
        8..=27 => write(chance, model, &chat, n),
        28..=34 => contact(chance, model, &chat, n),
        35..=45 => ask(chance, model, &chat, |case, target| Command::StartConsultation {
            case,
            target,
            question: Some("Frage".into()),
        }),
        46..=57 => ask(chance, model, &chat, |case, target| Command::AskConference { case, target }),
        58..=62 => ask(chance, model, &chat, |case, target| Command::AskTransfer { case, target, note: None }),
        63..=66 => remove(chance, model, &chat),
        67..=69 => end_consultation(chance, model, &chat),
        70 => take(chance, model, &chat),
        71..=73 => by_somebody(chance, model, &chat, |case| Command::EndInteraction { case }),
        74..=75 => mark_done(chance, model, &chat),
        76..=77 => withdraw(chance, model, &chat),
        78..=79 => notes(chance, model, &chat),
        80..=81 => What::Route,
        82..=84 => centre(chance, model, &chat),
        85..=89 => return time_comes(chance, model, &chat),
        90..=94 => seat(chance, model),
        95..=96 => return do_not_disturb(chance, model, &chat),
        97 => What::Contact { chat, act: open(chance) },
        _ => What::Pass { ms: [5_000, 31_000, 61_000][chance.below(3)] },
    }]
}

/// Everybody's favourite target is asked, and accepts.
fn to_the_oracle(chance: &mut Chance, model: &Model) -> Option<What> {
    let oracle = chance.oracle.clone()?;
    if !model.connected(&oracle) {
        return Some(What::Seat { agent: oracle, act: SeatAct::Connected });
    }
    for (id, chat) in &model.chats {
        let asked = chat.pending.iter().find(|p| p.to == oracle && p.kind == InvitationKind::Consultation);
        // Not at once, so that several wait for the answer.
        if let Some(asked) = asked
            && chance.one_in(3)
        {
            return Some(agent_does(oracle, id, Command::AcceptInvitation { invitation: asked.id.clone() }));
        }
    }
    let not_yet = model.chats.iter().flat_map(|(id, chat)| {
        let asked = chat.pending.iter().any(|p| p.to == oracle);
        let talking = |who: &AgentId| chat.talks.iter().any(|t| t.open && t.has(who) && t.has(&oracle));
        let talking = move |who: &AgentId| asked || talking(who);
        chat.here.iter().filter(move |who| !talking(who)).map(move |who| (id.clone(), who.clone()))
    });
    let (case, who) = chance.pick(&not_yet.filter(|(_, who)| *who != oracle).collect::<Vec<_>>())?;
    let target = ConsultTarget::Agent { agent: oracle.clone() };
    Some(agent_does(who, &case.clone(), Command::StartConsultation { case, target, question: None }))
}

/// The chat waits: somebody gets ready, routing looks, time passes.
fn to_be_offered(chance: &mut Chance, model: &Model, chat: &CaseId) -> Vec<What> {
    let routable = model.routable(chat);
    if !routable.is_empty() {
        let who = if chance.one_in(5) { anybody(chance) } else { routable[chance.below(routable.len())].clone() };
        let offer = What::Centre { chat: chat.clone(), act: CentreAct::Offer { agent: who } };
        return vec![if chance.one_in(3) { offer } else { What::Route }];
    }
    if chance.one_in(3) && model.chats[chat].widened < 2 {
        let widen = What::Centre { chat: chat.clone(), act: CentreAct::Widen };
        return vec![What::Pass { ms: 61_000 }, widen, What::Route];
    }
    if chance.one_in(4) {
        let again = What::Centre { chat: chat.clone(), act: CentreAct::AskAgain };
        return vec![What::Pass { ms: 61_000 }, again, What::Route];
    }
    let members = crate::model::members_of(&model.chats[chat].queue);
    let agent = agent(members[chance.below(members.len())]);
    let ready = What::Seat { agent: agent.clone(), act: SeatAct::SetState { state: AgentState::Ready } };
    vec![What::Seat { agent, act: SeatAct::Connected }, ready, What::Route]
}

/// Somebody or something is away for so long that a time comes; now and then not quite.
fn time_comes(chance: &mut Chance, model: &Model, chat: &CaseId) -> Vec<What> {
    let now = &model.chats[chat];
    let lost = |agent: &AgentId| What::Seat { agent: agent.clone(), act: SeatAct::Disconnected };
    let back = |agent: &AgentId| What::Seat { agent: agent.clone(), act: SeatAct::Connected };
    let mut pass = |ms: u64| What::Pass { ms: if chance.one_in(8) { ms / 2 } else { ms } };
    let centre = |act| What::Centre { chat: chat.clone(), act };
    let (short, long, half_a_minute) = (pass(36_000), pass(121_000), pass(31_000));
    match (chance.below(6), chance.pick(&now.pending), now.owner.clone()) {
        (0 | 2, Some(pending), _) => vec![half_a_minute, centre(CentreAct::Expire { invitation: pending.id })],
        (1, Some(pending), _) => {
            let agent = pending.to;
            vec![lost(&agent), short, centre(CentreAct::WithdrawOffersTo { agent: agent.clone() }), back(&agent)]
        }
        (0..=4, _, Some(agent)) => {
            let others: Vec<AgentId> = now.here.iter().filter(|w| **w != agent).cloned().collect();
            let mut steps = vec![lost(&agent)];
            if chance.one_in(2) {
                steps.extend(others.iter().map(lost));
            }
            steps.extend([long, centre(CentreAct::AgentVanished { agent: agent.clone() })]);
            if !chance.one_in(4) {
                steps.extend([back(&agent), centre(CentreAct::AgentReturned { agent: agent.clone() })]);
            }
            if chance.one_in(2) {
                steps.extend(others.iter().map(back));
                steps.push(centre(CentreAct::AgentVanished { agent }));
            }
            steps
        }
        _ => {
            let interrupted = What::Contact { chat: chat.clone(), act: ContactAct::Interrupted };
            vec![interrupted, What::Pass { ms: 301_000 }, centre(CentreAct::ContactTimedOut)]
        }
    }
}

/// Somebody takes a chat that waits out of its queue's list, or would like to.
fn take(chance: &mut Chance, model: &Model, chat: &CaseId) -> What {
    let waiting: Vec<_> = model.chats.iter().filter(|(_, c)| c.waiting).map(|(id, _)| id.clone()).collect();
    let case = chance.pick(&waiting).filter(|_| !chance.one_in(6)).unwrap_or_else(|| chat.clone());
    let ready = crate::model::asked_for(&model.chats[&case]);
    let who = if chance.one_in(5) { anybody(chance) } else { agent(ready[chance.below(ready.len())]) };
    agent_does(who, &case, Command::TakeChat { case: case.clone() })
}

fn anybody(chance: &mut Chance) -> AgentId {
    agent(AGENTS[chance.below(AGENTS.len())])
}

/// Somebody with a part in the chat; now and then somebody without.
fn somebody(chance: &mut Chance, model: &Model, chat: &CaseId) -> AgentId {
    let chat = &model.chats[chat];
    let mut those: Vec<AgentId> = chat.here.clone();
    if chance.one_in(4) {
        those.extend(chat.out.keys().cloned());
        those.extend(chat.talks.iter().flat_map(|t| [t.by.clone(), t.with.clone()]));
    }
    match chance.pick(&those) {
        Some(who) if !chance.one_in(12) => who,
        _ => anybody(chance),
    }
}

fn agent_does(agent: AgentId, chat: &CaseId, command: Command) -> What {
    What::Agent { agent, chat: chat.clone(), command }
}

fn by_somebody(chance: &mut Chance, model: &Model, chat: &CaseId, command: impl Fn(CaseId) -> Command) -> What {
    agent_does(somebody(chance, model, chat), chat, command(chat.clone()))
}

/// A pending invitation, or one that is over (somebody comes late).
fn some_invitation(chance: &mut Chance, model: &Model, chat: &CaseId) -> Option<(InvitationId, AgentId)> {
    let chat = &model.chats[chat];
    if !chance.one_in(7)
        && let Some(Pending { id, to, .. }) = chance.pick(&chat.pending)
    {
        return Some((id, to));
    }
    chance.pick(&chat.finished).map(|(id, who, _)| (id, who))
}

fn answer(chance: &mut Chance, model: &Model, chat: &CaseId) -> What {
    let everywhere: Vec<CaseId> =
        model.chats.iter().filter(|(_, c)| !c.pending.is_empty()).map(|(id, _)| id.clone()).collect();
    let chat = chance.pick(&everywhere).unwrap_or_else(|| chat.clone());
    let (invitation, to) = some_invitation(chance, model, &chat)
        .unwrap_or_else(|| (InvitationId::new("never-made").unwrap(), anybody(chance)));
    let who = if chance.one_in(12) { anybody(chance) } else { to };
    let willing = chance.oracle.as_ref() == Some(&who) && !chance.one_in(8);
    let command = if !willing && chance.one_in(4) {
        Command::DeclineInvitation { invitation }
    } else {
        Command::AcceptInvitation { invitation }
    };
    agent_does(who, &chat, command)
}

fn withdraw(chance: &mut Chance, model: &Model, chat: &CaseId) -> What {
    let by = |p: &Pending| Some((p.id.clone(), p.by.clone()?));
    let mut mine: Vec<_> = model.chats[chat].pending.iter().filter_map(by).collect();
    if mine.is_empty() || chance.one_in(5) {
        mine.extend(some_invitation(chance, model, chat));
    }
    let (invitation, who) =
        chance.pick(&mine).unwrap_or_else(|| (InvitationId::new("never-made").unwrap(), anybody(chance)));
    agent_does(who, chat, Command::WithdrawInvitation { case: chat.clone(), invitation })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Talks {
    Open,
    Ended,
}

/// A consultation and one of its two; now and then somebody else.
fn some_talk(chance: &mut Chance, model: &Model, chat: &CaseId, state: Talks) -> Option<(ConsultationId, AgentId)> {
    let chat = &model.chats[chat];
    let likely: Vec<_> = chat.talks.iter().filter(|t| t.open == (state == Talks::Open)).cloned().collect();
    let talk = match chance.pick(&likely) {
        Some(talk) if !chance.one_in(8) => talk,
        _ => chance.pick(&chat.talks)?,
    };
    let who = match chance.below(13) {
        0 => anybody(chance),
        1..=6 => talk.by,
        _ => talk.with,
    };
    Some((ConsultationId::new(talk.id).unwrap(), who))
}

fn write(chance: &mut Chance, model: &Model, chat: &CaseId, n: u32) -> What {
    let case = chat.clone();
    if chance.one_in(2)
        && let Some((consultation, who)) = some_talk(chance, model, chat, Talks::Open)
    {
        let thread = Thread::Consultation { consultation };
        return agent_does(
            who,
            chat,
            Command::SendMessage { case, thread, content: MessageContent::Text(format!("privat {n}")) },
        );
    }
    let text = format!("Antwort {n}");
    by_somebody(chance, model, chat, |case| Command::SendMessage {
        case,
        thread: Thread::Main,
        content: MessageContent::Text(text.clone()),
    })
}

fn end_consultation(chance: &mut Chance, model: &Model, chat: &CaseId) -> What {
    let (consultation, who) = some_talk(chance, model, chat, Talks::Open)
        .unwrap_or_else(|| (ConsultationId::new("never-made").unwrap(), somebody(chance, model, chat)));
    agent_does(who, chat, Command::EndConsultation { case: chat.clone(), consultation })
}

fn mark_done(chance: &mut Chance, model: &Model, chat: &CaseId) -> What {
    let case = chat.clone();
    if chance.one_in(2)
        && let Some((consultation, who)) = some_talk(chance, model, chat, Talks::Ended)
    {
        return agent_does(who, chat, Command::MarkDone { case, thread: Thread::Consultation { consultation } });
    }
    let out: Vec<AgentId> = model.chats[chat].out.keys().cloned().collect();
    let who = match chance.pick(&out) {
        Some(who) if !chance.one_in(8) => who,
        _ => somebody(chance, model, chat),
    };
    agent_does(who, chat, Command::MarkDone { case, thread: Thread::Main })
}

fn ask(chance: &mut Chance, model: &Model, chat: &CaseId, command: impl Fn(CaseId, ConsultTarget) -> Command) -> What {
    // The owner is asked for more: a transfer is the owner's alone.
    let owner = model.chats[chat].owner.clone().filter(|_| chance.one_in(2));
    let who = owner.unwrap_or_else(|| somebody(chance, model, chat));
    let oracle = chance.oracle.clone().filter(|_| !chance.one_in(3));
    let target = match chance.below(20) {
        0 => ConsultTarget::Agent { agent: agent("nobody") },
        1 => ConsultTarget::Queue { queue: queue("nowhere") },
        2..=4 => ConsultTarget::Queue { queue: queue(QUEUES[chance.below(2)]) },
        5 => ConsultTarget::Group { group: group("evening") },
        6 | 7 => {
            let least = 1 + u8::try_from(chance.below(4)).unwrap();
            ConsultTarget::Skill { skill: skill("english"), least }
        }
        8..=11 => {
            let mut known: Vec<AgentId> = model.chats[chat].talks.iter().map(|t| t.with.clone()).collect();
            known.extend(model.chats[chat].here.clone());
            ConsultTarget::Agent { agent: chance.pick(&known).unwrap_or_else(|| who.clone()) }
        }
        _ => ConsultTarget::Agent { agent: oracle.unwrap_or_else(|| anybody(chance)) },
    };
    agent_does(who, chat, command(chat.clone(), target))
}

fn remove(chance: &mut Chance, model: &Model, chat: &CaseId) -> What {
    let here = &model.chats[chat].here;
    let owner = model.chats[chat].owner.clone();
    let who = match owner {
        Some(owner) if !chance.one_in(5) => owner,
        _ => somebody(chance, model, chat),
    };
    let others: Vec<AgentId> = here.iter().filter(|w| **w != who).cloned().collect();
    let other = match chance.pick(&others) {
        Some(other) if !chance.one_in(6) => other,
        _ => anybody(chance),
    };
    agent_does(who, chat, Command::RemoveParticipant { case: chat.clone(), agent: other })
}

fn notes(chance: &mut Chance, model: &Model, chat: &CaseId) -> What {
    let chosen = [None, Some(disposition("solved")), Some(disposition("solved")), Some(disposition("lost"))];
    let chosen = chosen[chance.below(4)].clone();
    let nth = chance.below(5);
    by_somebody(chance, model, chat, |case| match nth {
        0 => Command::SetNote { case, text: "Notiz".into() },
        1 => Command::SetCaseData { case, key: "Vertrag".into(), value: Some("17".into()) },
        _ => Command::SetDisposition { case, disposition: chosen.clone() },
    })
}

fn contact(chance: &mut Chance, model: &Model, chat: &CaseId, n: u32) -> What {
    let lost = matches!(model.chats[chat].contact, Line::Lost { .. });
    let act = match chance.below(20) {
        0..=1 => ContactAct::Leave,
        2 => ContactAct::Say { contact_id: "first".into(), content: MessageContent::Text("Guten Tag".into()) },
        3 => ContactAct::SwitchLanguage { language: Language::En },
        4..=5 => ContactAct::Interrupted,
        6..=8 if lost => ContactAct::Returned,
        6 => ContactAct::Returned,
        _ => ContactAct::Say { contact_id: format!("said-{n}"), content: MessageContent::Text(format!("Kontakt {n}")) },
    };
    What::Contact { chat: chat.clone(), act }
}

fn centre(chance: &mut Chance, model: &Model, chat: &CaseId) -> What {
    let everybody: Vec<_> = model.people.iter().collect();
    let gone: Vec<AgentId> = everybody.iter().filter(|(_, p)| p.lost.is_some()).map(|(w, _)| (*w).clone()).collect();
    let act = match chance.below(16) {
        0 => CentreAct::Offer { agent: anybody(chance) },
        1..=5 => {
            let due: Vec<_> = model.chats[chat].pending.iter().filter(|p| model.now + 1_000 >= p.until).collect();
            match chance.pick(&due) {
                Some(pending) => CentreAct::Expire { invitation: pending.id.clone() },
                None => match some_invitation(chance, model, chat) {
                    Some((invitation, _)) => CentreAct::Expire { invitation },
                    None => CentreAct::ContactTimedOut,
                },
            }
        }
        6..=7 => {
            let asked: Vec<AgentId> = model.chats[chat].pending.iter().map(|p| p.to.clone()).collect();
            CentreAct::WithdrawOffersTo { agent: chance.pick(&asked).unwrap_or_else(|| anybody(chance)) }
        }
        8..=10 => {
            let owner = model.chats[chat].owner.clone().filter(|_| !chance.one_in(4));
            CentreAct::AgentVanished { agent: owner.or(chance.pick(&gone)).unwrap_or_else(|| anybody(chance)) }
        }
        11..=12 => {
            let away: Vec<AgentId> = model.chats[chat].away.iter().cloned().collect();
            CentreAct::AgentReturned { agent: chance.pick(&away).unwrap_or_else(|| anybody(chance)) }
        }
        13..=14 => CentreAct::ContactTimedOut,
        _ => CentreAct::AskAgain,
    };
    What::Centre { chat: chat.clone(), act }
}

fn seat(chance: &mut Chance, model: &Model) -> What {
    let who = anybody(chance);
    let connected = model.connected(&who);
    let act = match chance.below(12) {
        0..=2 => SeatAct::Disconnected,
        3..=5 if !connected => SeatAct::Connected,
        3 => SeatAct::SetState { state: AgentState::NotReady { reason: NotReadyReason::BREAK } },
        4 => SeatAct::SetState { state: AgentState::NotReady { reason: NotReadyReason::NoAnswer } },
        5 => SeatAct::SetState { state: AgentState::LoggedOut },
        6 => SeatAct::SetState { state: AgentState::AfterWork },
        _ if !connected => SeatAct::Connected,
        _ => SeatAct::SetState { state: AgentState::Ready },
    };
    What::Seat { agent: who, act }
}

/// Somebody wants to be left alone for a while, no longer, or for too long; is asked by name all the same; or is noted
/// to be over it, now and then too early.
fn do_not_disturb(chance: &mut Chance, model: &Model, chat: &CaseId) -> Vec<What> {
    let quiet: Vec<AgentId> = model.people.iter().filter(|(_, p)| p.quiet_until > 0).map(|(w, _)| w.clone()).collect();
    let agent = match chance.pick(&quiet) {
        Some(quiet) if chance.one_in(2) => quiet,
        _ => anybody(chance),
    };
    let sets = |for_ms| What::Seat { agent: agent.clone(), act: SeatAct::SetDoNotDisturb { for_ms } };
    match chance.below(8) {
        0 => vec![sets(0)],
        1 => vec![sets(24 * 60 * 60 * 1_000 + 1)],
        2..=4 => {
            let over = What::Seat { agent: agent.clone(), act: SeatAct::DoNotDisturbOver };
            vec![sets(20_000), What::Pass { ms: [10_000, 18_999, 19_000, 60_000][chance.below(4)] }, over]
        }
        _ => {
            let (case, target) = (chat.clone(), ConsultTarget::Agent { agent: agent.clone() });
            let command = match chance.below(4) {
                0 => Command::StartConsultation { case, target, question: None },
                1 => Command::AskConference { case, target },
                _ => Command::AskTransfer { case, target, note: None },
            };
            let by = model.chats[chat].owner.clone().unwrap_or_else(|| somebody(chance, model, chat));
            vec![sets([2_000, 20_000, 24 * 60 * 60 * 1_000][chance.below(3)]), agent_does(by, chat, command)]
        }
    }
}
