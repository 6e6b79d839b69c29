//! In which order queued commands go out: first in first out per thread, one under way per thread. Pure.

use std::collections::{BTreeMap, VecDeque};

use konsil_protocol::domain::{CaseId, Command, CommandId, ThreadRef, Timestamp};
use tokio::time::Instant;

use crate::line::Repetition;
use crate::store::Queued;

#[derive(Debug, Default)]
struct Waiting {
    queue: VecDeque<Queued>,
    /// The first of the queue was sent and is not answered.
    under_way: bool,
    /// Not before.
    resting: Option<Instant>,
}

#[derive(Debug, Default)]
pub(super) struct Outbox {
    /// Commands of one thread keep their order among each other.
    threads: BTreeMap<ThreadRef, Waiting>,
}

impl Outbox {
    /// The same id again changes nothing. Connected commands have no place here.
    pub(super) fn put(&mut self, queued: Queued) {
        let Some(thread) = thread(&queued.command) else { return };
        let waiting = self.threads.entry(thread).or_default();
        if waiting.queue.iter().all(|other| other.id != queued.id) {
            waiting.queue.push_back(queued);
        }
    }

    /// What goes out now: at most one per thread. What has grown too old stays on disk, to be offered.
    pub(super) fn next(&mut self, now: Instant, wall: Timestamp) -> Vec<Queued> {
        let mut ready = Vec::new();
        for waiting in self.threads.values_mut() {
            if waiting.under_way || waiting.resting.is_some_and(|until| until > now) {
                continue;
            }
            while waiting.queue.front().is_some_and(|first| first.is_too_old(wall)) {
                waiting.queue.pop_front();
            }
            if let Some(first) = waiting.queue.front() {
                waiting.under_way = true;
                waiting.resting = None;
                ready.push(first.clone());
            }
        }
        self.threads.retain(|_, waiting| !waiting.queue.is_empty());
        ready
    }

    /// The server has answered, for good. None for what is not of this outbox.
    pub(super) fn answered(&mut self, id: &CommandId) -> Option<Queued> {
        let (thread, waiting) = self.find(id)?;
        let queued = waiting.queue.pop_front();
        waiting.under_way = false;
        if waiting.queue.is_empty() {
            self.threads.remove(&thread);
        }
        queued
    }

    /// The server could not store it: the same again, not before `until`. Whether it is of this outbox.
    pub(super) fn again(&mut self, id: &CommandId, until: Instant) -> bool {
        let Some((_, waiting)) = self.find(id) else { return false };
        waiting.under_way = false;
        waiting.resting = Some(until);
        true
    }

    /// The connection is gone. What was under way goes out again, under the same id; or, where that is not safe,
    /// leaves the outbox and is named here.
    pub(super) fn cut(&mut self, repetition: Repetition) -> Vec<CommandId> {
        let mut uncertain = Vec::new();
        for waiting in self.threads.values_mut() {
            if waiting.under_way && repetition == Repetition::Unsafe {
                uncertain.extend(waiting.queue.pop_front().map(|queued| queued.id));
            }
            waiting.under_way = false;
            waiting.resting = None;
        }
        self.threads.retain(|_, waiting| !waiting.queue.is_empty());
        uncertain
    }

    /// Nothing of this case waits any more.
    pub(super) fn is_clear(&self, case: &CaseId) -> bool {
        self.threads.keys().all(|thread| thread.case != *case)
    }

    /// When a resting thread goes on.
    pub(super) fn wake_at(&self) -> Option<Instant> {
        self.threads.values().filter(|waiting| !waiting.under_way).filter_map(|waiting| waiting.resting).min()
    }

    /// The thread in which this command stands first and under way.
    fn find(&mut self, id: &CommandId) -> Option<(ThreadRef, &mut Waiting)> {
        self.threads
            .iter_mut()
            .find(|(_, waiting)| waiting.under_way && waiting.queue.front().is_some_and(|first| first.id == *id))
            .map(|(thread, waiting)| (thread.clone(), waiting))
    }
}

fn thread(command: &Command) -> Option<ThreadRef> {
    match command {
        Command::SendMessage { case, thread, .. } | Command::MarkDone { case, thread } => {
            Some(ThreadRef { case: case.clone(), thread: thread.clone() })
        }
        Command::SetNote { case, .. } | Command::SetDisposition { case, .. } | Command::SetCaseData { case, .. } => {
            Some(ThreadRef::main(case.clone()))
        }
        Command::SetState { .. }
        | Command::SetDoNotDisturb { .. }
        | Command::AcceptInvitation { .. }
        | Command::DeclineInvitation { .. }
        | Command::TakeChat { .. }
        | Command::WithdrawInvitation { .. }
        | Command::StartConsultation { .. }
        | Command::EndConsultation { .. }
        | Command::AskConference { .. }
        | Command::AskTransfer { .. }
        | Command::RemoveParticipant { .. }
        | Command::EndInteraction { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use konsil_protocol::domain::{ConsultationId, MessageContent, Thread};

    use super::*;

    fn id(text: &str) -> CommandId {
        CommandId::new(text).unwrap()
    }

    fn queued(name: &str, thread: Thread) -> Queued {
        let case = CaseId::new("case-1").unwrap();
        Queued::new(
            id(name),
            Command::SendMessage { case, thread, content: MessageContent::Text(name.to_owned()) },
            Timestamp(0),
        )
        .unwrap()
    }

    fn aside() -> Thread {
        Thread::Consultation { consultation: ConsultationId::new("c").unwrap() }
    }

    fn next(outbox: &mut Outbox, now: Instant) -> Vec<CommandId> {
        outbox.next(now, Timestamp(0)).into_iter().map(|queued| queued.id).collect()
    }

    #[test]
    fn one_is_under_way_per_thread_and_the_others_keep_their_order() {
        let now = Instant::now();
        let mut outbox = Outbox::default();
        for (name, thread) in [("1", Thread::Main), ("2", Thread::Main), ("a", aside()), ("3", Thread::Main)] {
            outbox.put(queued(name, thread));
        }
        assert_eq!(next(&mut outbox, now), [id("1"), id("a")]);
        assert_eq!(next(&mut outbox, now), []);
        assert_eq!(outbox.answered(&id("2")), None, "not sent yet");
        outbox.answered(&id("1")).unwrap();
        assert_eq!(next(&mut outbox, now), [id("2")]);
        outbox.answered(&id("a")).unwrap();
        outbox.answered(&id("2")).unwrap();
        assert_eq!(next(&mut outbox, now), [id("3")]);
        assert!(!outbox.is_clear(&CaseId::new("case-1").unwrap()));
        outbox.answered(&id("3")).unwrap();
        assert!(outbox.is_clear(&CaseId::new("case-1").unwrap()));
    }

    #[test]
    fn after_a_cut_the_same_goes_out_again_first() {
        let now = Instant::now();
        let mut outbox = Outbox::default();
        outbox.put(queued("1", Thread::Main));
        outbox.put(queued("2", Thread::Main));
        assert_eq!(next(&mut outbox, now), [id("1")]);
        assert_eq!(outbox.cut(Repetition::Safe), []);
        outbox.put(queued("1", Thread::Main));
        assert_eq!(next(&mut outbox, now), [id("1")]);
        outbox.answered(&id("1")).unwrap();
        assert_eq!(next(&mut outbox, now), [id("2")]);
    }

    #[test]
    fn where_a_repetition_is_not_safe_a_cut_takes_out_what_was_under_way_and_only_that() {
        let now = Instant::now();
        let mut outbox = Outbox::default();
        for (name, thread) in [("1", Thread::Main), ("2", Thread::Main), ("a", aside())] {
            outbox.put(queued(name, thread));
        }
        next(&mut outbox, now);
        assert_eq!(outbox.cut(Repetition::Unsafe), [id("1"), id("a")]);
        assert_eq!(outbox.cut(Repetition::Unsafe), []);
        assert_eq!(next(&mut outbox, now), [id("2")]);
    }

    #[test]
    fn what_could_not_be_stored_rests_and_holds_its_thread_back() {
        let now = Instant::now();
        let later = now + Duration::from_secs(1);
        let mut outbox = Outbox::default();
        outbox.put(queued("1", Thread::Main));
        outbox.put(queued("2", Thread::Main));
        next(&mut outbox, now);
        assert!(outbox.again(&id("1"), later));
        assert!(!outbox.again(&id("x"), later));
        assert_eq!(next(&mut outbox, now), []);
        assert_eq!(outbox.wake_at(), Some(later));
        assert_eq!(next(&mut outbox, later), [id("1")]);
    }

    #[test]
    fn what_grew_too_old_while_offline_does_not_go_out() {
        let mut outbox = Outbox::default();
        outbox.put(queued("old", Thread::Main));
        let mut new = queued("new", Thread::Main);
        new.at = Timestamp(4 * 24 * 60 * 60 * 1000);
        let wall = new.at;
        outbox.put(new);
        let out: Vec<_> = outbox.next(Instant::now(), wall).into_iter().map(|queued| queued.id).collect();
        assert_eq!(out, [id("new")]);
    }
}
