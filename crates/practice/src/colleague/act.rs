//! How a colleague does what it means to do: commands and texts. Pure, the second half of [`Brain`].

use konsil_protocol::domain::{
    CaseAction, CaseId, Command, ConsultTarget, InvitationId, MessageContent, Party, Signal, Thread, ThreadRef,
};

use super::brain::{Brain, Deed, Intent};
use super::lines::Line;
use super::memory::{Open, Said};
use crate::scripts::{Script, recognise};

impl Brain {
    /// What has become pointless since it was planned is left.
    pub(super) fn carry_out(&mut self, intent: Intent, deeds: &mut Vec<Deed>) {
        match intent {
            Intent::GoToWork => {
                if self.memory.me.as_ref().is_some_and(|me| self.is_idle_wrongly(me.state)) {
                    self.act(deeds, Command::SetState { state: self.around.persona.state });
                }
            }
            Intent::Accept(invitation) if self.is_open(&invitation) => {
                self.act(deeds, Command::AcceptInvitation { invitation });
            }
            Intent::Decline(invitation) if self.is_open(&invitation) => {
                self.act(deeds, Command::DeclineInvitation { invitation });
            }
            Intent::Accept(_) | Intent::Decline(_) => {}
            Intent::Type(thread) => {
                if self.memory.cases.contains_key(&thread.case) {
                    deeds.push(Deed::Signal(Signal::Typing { thread }));
                }
            }
            Intent::Say(thread, line, _) => self.say(deeds, thread, line),
            Intent::AskLearner(case) => {
                self.to_ask.remove(&case);
                let target = ConsultTarget::Agent { agent: self.around.learner.clone() };
                let question = self.script(&case).and_then(|script| script.question);
                let question = question.map(|id| self.around.texts.say(self.around.language, id));
                if self.memory.cases.contains_key(&case) {
                    self.act(deeds, Command::StartConsultation { case, target, question });
                }
            }
            Intent::EndConsultation(case, consultation) => {
                if self.is_mine_to_end(&case, &consultation) {
                    self.act(deeds, Command::EndConsultation { case, consultation });
                }
            }
            Intent::End(case) => {
                if self.can(&case, CaseAction::End) {
                    self.act(deeds, Command::EndInteraction { case });
                }
            }
            Intent::MarkDone(thread) => self.mark_done(deeds, thread),
        }
    }

    fn say(&mut self, deeds: &mut Vec<Deed>, thread: ThreadRef, line: Line) {
        let text = self.text(&thread, line);
        let Some(agent) = self.memory.me.as_ref().map(|me| me.agent.clone()) else { return };
        let Some(open) = self.memory.cases.get_mut(&thread.case) else { return };
        let Some(id) = (self.fresh)() else { return };
        open.say(&thread.thread, Said { id: id.clone(), from: Party::Agent { agent }, text: text.clone() });
        let ThreadRef { case, thread } = thread;
        deeds
            .push(Deed::Do { id, command: Command::SendMessage { case, thread, content: MessageContent::Text(text) } });
    }

    fn mark_done(&mut self, deeds: &mut Vec<Deed>, thread: ThreadRef) {
        let ThreadRef { case, thread } = thread;
        let Some(open) = self.memory.cases.get(&case) else { return };
        if thread == Thread::Main && open.view.disposition_required && open.view.disposition.is_none() {
            let queues = self.memory.names.queues.iter();
            let first =
                queues.filter(|queue| queue.queue == open.view.queue).find_map(|queue| queue.dispositions.first());
            if let Some(disposition) = first.cloned() {
                let command = Command::SetDisposition { case: case.clone(), disposition: Some(disposition) };
                self.act(deeds, command);
            }
        }
        self.act(deeds, Command::MarkDone { case, thread });
    }

    fn act(&mut self, deeds: &mut Vec<Deed>, command: Command) {
        if let Some(id) = (self.fresh)() {
            deeds.push(Deed::Do { id, command });
        }
    }

    fn can(&self, case: &CaseId, action: CaseAction) -> bool {
        self.memory.cases.get(case).is_some_and(|open| open.view.can.contains(&action))
    }

    fn is_open(&self, invitation: &InvitationId) -> bool {
        self.memory.me.as_ref().is_some_and(|me| me.invitations.iter().any(|open| open.invitation == *invitation))
    }

    /// What the contact came with, if it is one of ours.
    fn script(&self, case: &CaseId) -> Option<&'static Script> {
        let first_words = self.memory.cases.get(case).and_then(Open::first_words)?;
        recognise(&self.around.texts, first_words)
    }

    /// Only who knows the topic knows the answer.
    fn known(&self, case: &CaseId) -> Option<&'static Script> {
        self.script(case).filter(|script| self.around.persona.knows(script.topic))
    }

    pub(super) fn text(&self, thread: &ThreadRef, line: Line) -> String {
        let ThreadRef { case, thread } = thread;
        let contact = self.memory.cases.get(case).and_then(|open| open.view.contact.language);
        let language = match thread {
            Thread::Main => contact.unwrap_or(self.around.language),
            Thread::Consultation { .. } => self.around.language,
        };
        let known = self.known(case);
        let id = match line {
            Line::Greeting => "practice-colleague-greeting",
            Line::Takeover => known.map_or("practice-colleague-unknown-takeover", |script| script.takeover),
            Line::Solved => known.map_or("practice-colleague-unknown-solved", |script| script.solved),
            Line::Goodbye => "practice-colleague-goodbye",
            Line::Ready => "practice-colleague-ready",
            Line::Advice => known.map_or("practice-colleague-unknown", |script| script.advice[0]),
            Line::More => known.map_or("practice-colleague-gladly", |script| script.advice[1]),
            Line::Gladly => "practice-colleague-gladly",
            Line::Anything => "practice-colleague-anything",
            Line::Thanks => "practice-colleague-thanks",
            Line::Nudge => "practice-colleague-nudge",
            Line::Alone => "practice-colleague-alone",
        };
        let name = self.memory.me.as_ref().map(|me| me.nickname.as_ref().unwrap_or(&me.name).as_str());
        self.around.texts.say_to(language, id, name.unwrap_or_default())
    }
}
