//! Connected commands that wait for their answer. Pure.

use std::time::Duration;

use konsil_protocol::domain::{CaseId, Command, CommandId};
use tokio::time::Instant;

use crate::line::Repetition;

/// After a cut, a command is asked again for so long; after that it is refused.
const ASKED_AGAIN_WITHIN: Duration = Duration::from_secs(10);

#[derive(Debug, Default)]
pub(super) struct Pending {
    /// Oldest first.
    commands: Vec<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    id: CommandId,
    command: Command,
    sent: bool,
    /// Set while there is no connection.
    until: Option<Instant>,
}

impl Pending {
    pub(super) fn put(&mut self, id: CommandId, command: Command) {
        if self.commands.iter().all(|waiting| waiting.id != id) {
            self.commands.push(Waiting { id, command, sent: false, until: None });
        }
    }

    /// What goes out now. What is about a case waits for the texts of that case which the agent sent before.
    pub(super) fn next(&mut self, is_clear: impl Fn(&CaseId) -> bool) -> Vec<(CommandId, Command)> {
        let ready = |waiting: &&mut Waiting| !waiting.sent && waiting.command.case().is_none_or(&is_clear);
        self.commands
            .iter_mut()
            .filter(ready)
            .map(|waiting| {
                waiting.sent = true;
                (waiting.id.clone(), waiting.command.clone())
            })
            .collect()
    }

    /// Whether it was one of these.
    pub(super) fn answered(&mut self, id: &CommandId) -> bool {
        let before = self.commands.len();
        self.commands.retain(|waiting| waiting.id != *id);
        self.commands.len() < before
    }

    /// The connection is gone. What was sent is asked again; or, where that is not safe, is given up and named here.
    pub(super) fn cut(&mut self, now: Instant, repetition: Repetition) -> Vec<CommandId> {
        let is_given_up = |waiting: &mut Waiting| waiting.sent && repetition == Repetition::Unsafe;
        let given_up = self.commands.extract_if(.., is_given_up).map(|waiting| waiting.id).collect();
        for waiting in &mut self.commands {
            waiting.sent = false;
            waiting.until.get_or_insert(now + ASKED_AGAIN_WITHIN);
        }
        given_up
    }

    pub(super) fn connected(&mut self) {
        for waiting in &mut self.commands {
            waiting.until = None;
        }
    }

    pub(super) fn wake_at(&self) -> Option<Instant> {
        self.commands.iter().filter_map(|waiting| waiting.until).min()
    }

    /// Those whose time is over.
    pub(super) fn expired(&mut self, now: Instant) -> Vec<CommandId> {
        let over = |waiting: &mut Waiting| waiting.until.is_some_and(|until| until <= now);
        self.commands.extract_if(.., over).map(|waiting| waiting.id).collect()
    }

    pub(super) fn take_all(&mut self) -> Vec<CommandId> {
        self.commands.drain(..).map(|waiting| waiting.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use konsil_protocol::domain::InvitationId;

    use super::*;

    fn id(text: &str) -> CommandId {
        CommandId::new(text).unwrap()
    }

    fn accept() -> Command {
        Command::AcceptInvitation { invitation: InvitationId::new("i").unwrap() }
    }

    fn end() -> Command {
        Command::EndInteraction { case: CaseId::new("case-1").unwrap() }
    }

    #[test]
    fn after_a_cut_it_is_asked_again_under_the_same_id_but_not_for_ever() {
        let now = Instant::now();
        let mut pending = Pending::default();
        pending.put(id("1"), accept());
        assert_eq!(pending.next(|_| true), [(id("1"), accept())]);
        assert_eq!(pending.next(|_| true), []);
        assert_eq!(pending.cut(now, Repetition::Safe), []);
        assert_eq!(pending.wake_at(), Some(now + ASKED_AGAIN_WITHIN));
        pending.connected();
        assert_eq!(pending.next(|_| true), [(id("1"), accept())]);
        assert_eq!(pending.cut(now, Repetition::Safe), []);
        assert_eq!(pending.expired(now + ASKED_AGAIN_WITHIN - Duration::from_millis(1)), []);
        pending.cut(now + Duration::from_secs(9), Repetition::Safe);
        assert_eq!(
            pending.expired(now + ASKED_AGAIN_WITHIN),
            [id("1")],
            "a second failure does not begin the time anew"
        );
        assert!(!pending.answered(&id("1")));
    }

    #[test]
    fn where_a_repetition_is_not_safe_what_was_sent_is_given_up_at_the_cut() {
        let now = Instant::now();
        let mut pending = Pending::default();
        pending.put(id("sent"), accept());
        pending.next(|_| true);
        pending.put(id("waits"), accept());
        assert_eq!(pending.cut(now, Repetition::Unsafe), [id("sent")]);
        assert_eq!(pending.next(|_| true), [(id("waits"), accept())]);
    }

    #[test]
    fn ending_a_chat_does_not_overtake_what_was_written_before() {
        let mut pending = Pending::default();
        pending.put(id("end"), end());
        pending.put(id("accept"), accept());
        assert_eq!(pending.next(|_| false), [(id("accept"), accept())]);
        assert_eq!(pending.next(|_| true), [(id("end"), end())]);
        assert!(pending.answered(&id("end")));
    }
}
