//! One batch, decided.

use std::collections::BTreeMap;

use konsil_centre::{Act, CasePresence, CentreAct, ContactAct, SeatAct};
use konsil_protocol::{
    domain::{AgentId, CaseId, Command, CommandId, Refusal},
    wire::agent::Answer,
};

use super::{
    Job, Who,
    reply::Reply,
    work::{Decided, Work},
};
use crate::{
    hub::Hub,
    store::{AnswerKey, Change, Fingerprint, Fingerprints, SecretHash, Slice, StoredAnswer},
};

/// A job and how often it was decided in vain.
pub(crate) struct Attempt {
    pub(crate) job: Job,
    pub(crate) tries: u8,
}

pub(crate) struct Planned {
    pub(crate) attempt: Attempt,
    pub(crate) reply: Reply,
    /// On which of the turn's decisions the reply rests.
    pub(crate) rests_on: Option<usize>,
    /// Whether it was committed long ago, and so may be said even if this commit fails.
    pub(crate) known: bool,
}

#[derive(Default)]
pub(crate) struct Turn {
    pub(crate) planned: Vec<Planned>,
    pub(crate) decided: Vec<Decided>,
    /// Cases whose deadline had passed, and whether that changed something.
    pub(crate) timed: BTreeMap<CaseId, TimedOutcome>,
    pub(crate) reconciled: Vec<Who>,
    answered: BTreeMap<AnswerKey, (StoredAnswer, usize)>,
    opened: BTreeMap<SecretHash, (CaseId, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimedOutcome {
    Acted,
    /// The rules wanted nothing done, though they had asked for that time.
    InVain,
}

impl Turn {
    pub(crate) fn job(&mut self, work: &mut Work<'_>, hub: &Hub, loaded: &Slice, attempt: Attempt) {
        let mut known = false;
        let (reply, rests_on) = match &attempt.job {
            Job::Agent { agent, id, command, fingerprints, .. } => {
                let key = (agent.clone(), id.clone());
                if let Some(stored) = loaded.answers.get(&key) {
                    known = true;
                    (Reply::Agent(repeated(stored, fingerprints)), None)
                } else if let Some((stored, rests_on)) = self.answered.get(&key) {
                    (Reply::Agent(repeated(stored, fingerprints)), Some(*rests_on))
                } else {
                    self.command(work, key, fingerprints.to_store(), command)
                }
            }
            Job::Open { secret, act, .. } => {
                if let Some(case) = loaded.secrets.get(secret) {
                    known = true;
                    (Reply::Opened(Ok(case.clone())), None)
                } else if let Some((case, rests_on)) = self.opened.get(secret) {
                    (Reply::Opened(Ok(case.clone())), Some(*rests_on))
                } else {
                    self.open(work, *secret, act)
                }
            }
            Job::Contact { case, act, .. } => {
                let decided = work.act(case, &Act::Contact(act.clone()));
                let (result, rests_on) = self.took(decided);
                (Reply::Done(result), rests_on)
            }
            Job::ReconcilePresence { who, .. } => {
                let (result, rests_on) = self.reconcile_presence(work, hub, who);
                (Reply::Done(result), rests_on)
            }
        };
        self.planned.push(Planned { attempt, reply, rests_on, known });
    }

    fn command(
        &mut self,
        work: &mut Work<'_>,
        key: AnswerKey,
        fingerprint: Fingerprint,
        command: &Command,
    ) -> (Reply, Option<usize>) {
        let (agent, id) = &key;
        if !work.rules.agents.contains_key(agent) {
            // Taken out of the centre file while this was on its way. Nothing is kept of it: the agent may be back some day.
            return (Reply::Agent(Answer::Refused { refusal: Refusal::NotPermitted }), None);
        }
        let decided = decide_command(work, agent, id, command);
        let (answer, decided) = match decided {
            Ok(decided) => (Answer::Accepted, decided),
            Err(refusal) if refusal.is_passing() => return (Reply::Agent(Answer::Refused { refusal }), None),
            Err(refusal) => (Answer::Refused { refusal }, None),
        };
        let mut decided = decided.unwrap_or_else(nothing);
        let stored = StoredAnswer { fingerprint, at: work.now, answer: answer.clone() };
        decided.change.answer = Some((key.clone(), stored.clone()));
        let rests_on = self.push(decided);
        self.answered.insert(key, (stored, rests_on));
        (Reply::Agent(answer), Some(rests_on))
    }

    fn open(&mut self, work: &mut Work<'_>, secret: SecretHash, act: &ContactAct) -> (Reply, Option<usize>) {
        match work.open(&Act::Contact(act.clone())) {
            Ok((case, Some(mut decided))) => {
                decided.change.secret = Some(secret);
                let rests_on = self.push(decided);
                self.opened.insert(secret, (case.clone(), rests_on));
                (Reply::Opened(Ok(case)), Some(rests_on))
            }
            Ok((_, None)) => (Reply::Opened(Err(Refusal::Malformed)), None),
            Err(refusal) => (Reply::Opened(Err(refusal)), None),
        }
    }

    /// Brings the state in line with who is connected and, for an agent, with the time.
    pub(crate) fn reconcile_presence(
        &mut self,
        work: &mut Work<'_>,
        hub: &Hub,
        who: &Who,
    ) -> (Result<(), Refusal>, Option<usize>) {
        self.reconciled.push(who.clone());
        match who {
            Who::Agent(agent) => {
                if !work.rules.agents.contains_key(agent) {
                    // Whoever connects just now is told to sign in.
                    let (_, rests_on) = self.took(work.seat(agent, &SeatAct::TakenOut).map(|change| change.map(only)));
                    return (Err(Refusal::NotPermitted), rests_on);
                }
                self.end_do_not_disturb(work, agent);
                let connected = work.roster.get(agent).is_some_and(konsil_centre::Seat::is_connected);
                let act = match (connected, hub.presence.is_seated(agent)) {
                    (false, true) => SeatAct::Connected,
                    (true, false) => SeatAct::Disconnected,
                    (true, true) | (false, false) => return (Ok(()), None),
                };
                let decided = work.seat(agent, &act).map(|change| change.map(only));
                self.took(decided)
            }
            Who::Contact(id) => {
                let Some(record) = work.case(id) else { return (Ok(()), None) };
                let act = match (record.case.contact.presence, hub.presence.is_contact_connected(id)) {
                    (CasePresence::Present, false) => ContactAct::Interrupted,
                    (CasePresence::Interrupted { .. }, true) => ContactAct::Returned,
                    (CasePresence::Present, true)
                    | (CasePresence::Interrupted { .. }, false)
                    | (CasePresence::Left { .. }, _) => {
                        return (Ok(()), None);
                    }
                };
                match work.act(id, &Act::Contact(act)) {
                    Ok(decided) => self.took(Ok(decided)),
                    // A chat that is over does not mind who connects and disconnects.
                    Err(_) => (Ok(()), None),
                }
            }
        }
    }

    /// Notes that it is over, so that everybody is shown it again. Who asks by name is judged by the clock alone.
    fn end_do_not_disturb(&mut self, work: &mut Work<'_>, agent: &AgentId) {
        if work.roster.get(agent).is_some_and(|seat| seat.is_do_not_disturb_over(work.now))
            && let Ok(Some(change)) = work.seat(agent, &SeatAct::DoNotDisturbOver)
        {
            self.push(only(change));
        }
    }

    /// Does what the rules had asked for at this time.
    pub(crate) fn timed(&mut self, work: &mut Work<'_>, case: &CaseId, act: CentreAct) {
        let acted = match work.act(case, &Act::Centre(act)) {
            Ok(Some(decided)) => {
                self.push(decided);
                TimedOutcome::Acted
            }
            Ok(None) | Err(_) => TimedOutcome::InVain,
        };
        let outcome = self.timed.entry(case.clone()).or_insert(acted);
        if acted == TimedOutcome::Acted {
            *outcome = acted;
        }
    }

    fn took(&mut self, decided: Result<Option<Decided>, Refusal>) -> (Result<(), Refusal>, Option<usize>) {
        match decided {
            Ok(Some(decided)) => (Ok(()), Some(self.push(decided))),
            Ok(None) => (Ok(()), None),
            Err(refusal) => (Err(refusal), None),
        }
    }

    pub(crate) fn push(&mut self, decided: Decided) -> usize {
        self.decided.push(decided);
        self.decided.len() - 1
    }
}

fn decide_command(
    work: &mut Work<'_>,
    agent: &AgentId,
    id: &CommandId,
    command: &Command,
) -> Result<Option<Decided>, Refusal> {
    let act = || Act::Agent { agent: agent.clone(), id: id.clone(), command: command.clone() };
    match command {
        Command::SetState { state } => Ok(work.seat(agent, &SeatAct::SetState { state: *state })?.map(only)),
        Command::SetDoNotDisturb { for_ms } => {
            Ok(work.seat(agent, &SeatAct::SetDoNotDisturb { for_ms: *for_ms })?.map(only))
        }
        Command::AcceptInvitation { invitation } | Command::DeclineInvitation { invitation } => {
            let case = work.case_of(agent, invitation)?;
            work.act(&case, &act())
        }
        Command::TakeChat { case }
        | Command::WithdrawInvitation { case, .. }
        | Command::SendMessage { case, .. }
        | Command::StartConsultation { case, .. }
        | Command::EndConsultation { case, .. }
        | Command::AskConference { case, .. }
        | Command::AskTransfer { case, .. }
        | Command::RemoveParticipant { case, .. }
        | Command::EndInteraction { case }
        | Command::MarkDone { case, .. }
        | Command::SetNote { case, .. }
        | Command::SetDisposition { case, .. }
        | Command::SetCaseData { case, .. } => work.act(case, &act()),
    }
}

fn repeated(stored: &StoredAnswer, fingerprints: &Fingerprints) -> Answer {
    if fingerprints.is_of(&stored.fingerprint) {
        stored.answer.clone()
    } else {
        Answer::Refused { refusal: Refusal::CommandIdReused }
    }
}

fn only(change: Change) -> Decided {
    Decided { change, before: None, closed: Vec::new() }
}

fn nothing() -> Decided {
    only(Change { case: None, seats: Vec::new(), answer: None, secret: None })
}
