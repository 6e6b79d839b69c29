//! What a colleague does, and when: pure. Workspace events go in, commands come out. It works from what stands in its
//! workspace, so that nothing is left lying: what it may end it ends, what it may mark done it marks done.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use konsil_protocol::domain::{
    AgentId, AgentState, CaseAction, CaseId, Command, CommandId, Connection, ConsultationAction, ConsultationId,
    ContactPresence, InvitationId, InvitationView, Language, Party, Signal, Standing, Thread, ThreadRef,
    WorkspaceEvent,
};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::lines::{self, Line, Next, When};
use super::memory::Memory;
use super::persona::{Answer, Persona};
use crate::chance::Chance;
use crate::contact::Patience;
use crate::crowd::Seen;
use crate::pace::Pace;
use crate::plan::Plan;
use crate::scripts::recognise;
use crate::served::Served;
use crate::texts::Texts;

/// Between two chats of its own in which a colleague asks the learner.
const ASKS_EVERY: Duration = Duration::from_secs(240);
const SILENCE: Duration = Duration::from_secs(50);

/// What the colleague's desktop does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    Do { id: CommandId, command: Command },
    Signal(Signal),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Intent {
    GoToWork,
    Accept(InvitationId),
    Decline(InvitationId),
    Type(ThreadRef),
    Say(ThreadRef, Line, When),
    AskLearner(CaseId),
    EndConsultation(CaseId, ConsultationId),
    End(CaseId),
    MarkDone(ThreadRef),
}

/// What a colleague needs besides its workspace.
pub(crate) struct Surroundings {
    pub persona: &'static Persona,
    pub learner: AgentId,
    pub pace: Pace,
    pub texts: Arc<Texts>,
    pub served: Arc<Served>,
    pub asks_after: Option<Duration>,
    pub language: Language,
    /// While the learner is being taught, colleagues have no questions of their own.
    pub patience: watch::Receiver<Patience>,
    /// Who takes the learner's contact away calls another one.
    pub calls: mpsc::UnboundedSender<()>,
}

pub(super) struct Brain {
    pub(super) around: Surroundings,
    chance: Chance,
    pub(super) memory: Memory,
    plan: Plan<Intent>,
    online: bool,
    /// Invitations that were thought about already.
    considered: BTreeSet<InvitationId>,
    /// Chats that were left to the learner once; offered again, they are taken.
    passed_on: BTreeSet<CaseId>,
    /// Chats of the own in which the learner is to be asked.
    pub(super) to_ask: BTreeSet<CaseId>,
    /// From then on the learner may be asked.
    asks_from: Option<Instant>,
    pub(super) fresh: Box<dyn FnMut() -> Option<CommandId> + Send>,
}

impl Brain {
    pub(super) fn new(
        around: Surroundings,
        chance: Chance,
        fresh: impl FnMut() -> Option<CommandId> + Send + 'static,
        now: Instant,
    ) -> Self {
        let asks_from = around.asks_after.filter(|_| around.persona.asks).map(|after| now + after);
        Self {
            around,
            chance,
            memory: Memory::default(),
            plan: Plan::default(),
            online: false,
            considered: BTreeSet::new(),
            passed_on: BTreeSet::new(),
            to_ask: BTreeSet::new(),
            asks_from,
            fresh: Box::new(fresh),
        }
    }

    pub(super) fn speak(&mut self, language: Language) {
        self.around.language = language;
    }

    /// What it sees of the learner, and how many wait.
    pub(super) fn sees(&self) -> Seen {
        Seen { learner: self.memory.doing(&self.around.learner), waiting: self.memory.waiting() }
    }

    pub(super) fn see(&mut self, now: Instant, event: &WorkspaceEvent) {
        if let WorkspaceEvent::Connection(connection) = event {
            self.online = *connection == Connection::Online;
        }
        self.memory.see(event);
        self.consider(now);
    }

    pub(super) fn wake_at(&self) -> Option<Instant> {
        self.plan.wake_at()
    }

    /// What is to be done by now, in order.
    pub(super) fn due(&mut self, now: Instant) -> Vec<Deed> {
        let mut deeds = Vec::new();
        while let Some(intent) = self.plan.due(now) {
            if self.online {
                self.carry_out(intent, &mut deeds);
            }
        }
        self.consider(now);
        deeds
    }

    /// Looks at everything that waits for this colleague, and plans what is not planned yet.
    fn consider(&mut self, now: Instant) {
        if !self.online {
            return;
        }
        let Some(me) = self.memory.me.clone() else { return };
        if self.is_idle_wrongly(me.state) {
            self.intend(now, 300, 900, Intent::GoToWork);
        }
        for invitation in &me.invitations {
            self.invited(now, invitation);
        }
        let cases: Vec<CaseId> = self.memory.cases.keys().cloned().collect();
        for case in cases {
            self.work_on(now, &me.agent, &case);
        }
    }

    /// Signed in just now, or set to not ready by the centre.
    pub(super) fn is_idle_wrongly(&self, state: AgentState) -> bool {
        match state {
            AgentState::NotReady { .. } | AgentState::LoggedOut => true,
            // The centre sets and takes back *after work* by itself while chats wait for mark done.
            AgentState::Ready | AgentState::AfterWork | AgentState::Unsupported => false,
        }
    }

    fn invited(&mut self, now: Instant, invitation: &InvitationView) {
        if !self.considered.insert(invitation.invitation.clone()) {
            return;
        }
        let id = invitation.invitation.clone();
        match self.around.persona.answer_to(invitation.kind) {
            None if self.takes(now, invitation) => self.intend(now, 2_000, 4_000, Intent::Accept(id)),
            None => {
                self.passed_on.insert(invitation.case.clone());
                self.intend(now, 150, 400, Intent::Decline(id));
            }
            Some(Answer::Accepts) => self.intend(now, 2_000, 5_000, Intent::Accept(id)),
            Some(Answer::AcceptsOwnTopics) if self.around.persona.knows(invitation.queue.as_str()) => {
                self.intend(now, 2_000, 5_000, Intent::Accept(id));
            }
            Some(Answer::AcceptsOwnTopics | Answer::Declines) => self.intend(now, 3_000, 6_000, Intent::Decline(id)),
            Some(Answer::Ignores) => {}
        }
    }

    /// A chat from the queue is the learner's, unless it was handed over, nobody else took it, or it is one to ask
    /// the learner about.
    fn takes(&mut self, now: Instant, invitation: &InvitationView) -> bool {
        let first_words = invitation.text.as_deref().unwrap_or_default();
        if self.around.persona.takes_over && self.around.served.has(first_words) {
            return true;
        }
        let script = recognise(&self.around.texts, first_words);
        let nobody_else = self.around.persona.takes_over && self.passed_on.contains(&invitation.case);
        let asks = self.asks_from.is_some_and(|from| from <= now)
            && script.is_some_and(|script| script.question.is_some())
            && *self.around.patience.borrow() == Patience::Ordinary
            && self.learner_can_be_asked();
        if asks && !nobody_else {
            self.asks_from = Some(now + ASKS_EVERY);
            self.to_ask.insert(invitation.case.clone());
        }
        if (asks || nobody_else) && script.is_some() {
            // The crowd ends with the practice only.
            let _ = self.around.calls.send(());
        }
        asks || nobody_else
    }

    fn learner_can_be_asked(&self) -> bool {
        let learner = self.memory.doing(&self.around.learner);
        learner.is_there() && !learner.do_not_disturb
    }

    fn work_on(&mut self, now: Instant, me: &AgentId, case: &CaseId) {
        let Some(open) = self.memory.cases.get(case) else { return };
        let view = &open.view;
        let member = view.standing == Standing::Member && view.can.contains(&CaseAction::Write);
        let contact_left = matches!(view.contact.presence, ContactPresence::Left { .. });
        let mut todo = Vec::new();
        if member && !contact_left && open.is_read(&Thread::Main) {
            todo.push((Thread::Main, lines::to_contact(view, open.main(), me)));
        }
        let may_end = view.can.contains(&CaseAction::End);
        let may_mark_done = view.can.contains(&CaseAction::MarkDone);
        let mut finished = Vec::new();
        let mut asking = !view.requests.is_empty();
        for consultation in &view.consultations {
            let thread = Thread::Consultation { consultation: consultation.consultation.clone() };
            if consultation.can.contains(&ConsultationAction::MarkDone) && !may_mark_done {
                finished.push(thread.clone());
            }
            if !consultation.can.contains(&ConsultationAction::Write) || !open.is_read(&thread) {
                continue;
            }
            let said = open.consultation(&consultation.consultation);
            if consultation.by == *me {
                asking = true;
                todo.push((thread, lines::asking(consultation, said, me)));
            } else {
                todo.push((thread, lines::asked(consultation, said, me)));
            }
        }
        let ask_first = self.to_ask.contains(case)
            && view.can.contains(&CaseAction::Consult)
            && view.consultations.is_empty()
            && view.outcomes.is_empty()
            && open.main().iter().any(|said| matches!(&said.from, Party::Agent { agent } if agent == me));

        for thread in finished {
            self.intend(now, 3_000, 6_000, Intent::MarkDone(ThreadRef { case: case.clone(), thread }));
        }
        if may_mark_done {
            self.intend(now, 3_000, 6_000, Intent::MarkDone(ThreadRef::main(case.clone())));
        }
        if contact_left && may_end {
            self.intend(now, 2_000, 5_000, Intent::End(case.clone()));
        }
        for (thread, next) in todo {
            let is_main = thread == Thread::Main;
            let thread = ThreadRef { case: case.clone(), thread };
            if is_main && (asking || ask_first) {
                self.be_silent(&thread);
                if !asking {
                    self.intend(now, 4_000, 8_000, Intent::AskLearner(case.clone()));
                }
                continue;
            }
            match next {
                Next::Say(line, when) => self.mean_to_say(now, &thread, line, when),
                Next::Listen => self.be_silent(&thread),
                Next::Finished if is_main && !may_end => {}
                Next::Finished => self.finish(now, &thread),
            }
        }
    }

    /// Reads, types, says; what was meant before in this thread is not said.
    fn mean_to_say(&mut self, now: Instant, thread: &ThreadRef, line: Line, when: When) {
        let intent = Intent::Say(thread.clone(), line, when);
        if self.plan.has(|planned| *planned == intent) {
            return;
        }
        self.be_silent(thread);
        let begins = match when {
            When::Soon => now + self.around.pace.think(&mut self.chance, 2_000, 5_000),
            When::AfterSilence => now + self.around.pace.scaled(SILENCE),
        };
        let says = begins + self.around.pace.typing(&self.text(thread, line));
        self.plan.at(begins, Intent::Type(thread.clone()));
        self.plan.at(says, intent);
    }

    fn be_silent(&mut self, thread: &ThreadRef) {
        self.plan.drop_all(|intent| matches!(intent, Intent::Say(there, ..) | Intent::Type(there) if there == thread));
    }

    fn finish(&mut self, now: Instant, thread: &ThreadRef) {
        let ThreadRef { case, thread } = thread;
        match thread {
            Thread::Main => self.intend(now, 12_000, 18_000, Intent::End(case.clone())),
            Thread::Consultation { consultation } if self.is_mine_to_end(case, consultation) => {
                self.intend(now, 4_000, 6_000, Intent::EndConsultation(case.clone(), consultation.clone()));
            }
            Thread::Consultation { .. } => {}
        }
    }

    /// A consultation that I have begun, and that is still on.
    pub(super) fn is_mine_to_end(&self, case: &CaseId, consultation: &ConsultationId) -> bool {
        let me = self.memory.me.as_ref().map(|me| &me.agent);
        self.memory.cases.get(case).is_some_and(|open| {
            open.view.consultations.iter().any(|known| {
                known.consultation == *consultation
                    && Some(&known.by) == me
                    && known.can.contains(&ConsultationAction::End)
            })
        })
    }

    fn intend(&mut self, now: Instant, least_ms: u64, most_ms: u64, intent: Intent) {
        if !self.plan.has(|planned| *planned == intent) {
            let when = now + self.around.pace.think(&mut self.chance, least_ms, most_ms);
            self.plan.at(when, intent);
        }
    }
}
