//! What a job is answered with, and to whom.

use konsil_protocol::{
    domain::{CaseId, Refusal},
    wire::agent::Answer,
};

use super::Job;

/// What is answered, once it may be.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    Agent(Answer),
    Opened(Result<CaseId, Refusal>),
    Done(Result<(), Refusal>),
}

pub(crate) fn unavailable() -> Reply {
    Reply::Done(Err(Refusal::StoreUnavailable))
}

/// Says it to whoever waits for it; nobody may be there any more.
pub(crate) fn reply(job: Job, said: &Reply) {
    let refusal = || match said {
        Reply::Done(Err(refusal)) | Reply::Opened(Err(refusal)) => refusal.clone(),
        Reply::Agent(_) | Reply::Done(Ok(())) | Reply::Opened(Ok(_)) => Refusal::StoreUnavailable,
    };
    match job {
        Job::Agent { reply, .. } => {
            let answer = match said {
                Reply::Agent(answer) => answer.clone(),
                Reply::Done(_) | Reply::Opened(_) => Answer::Refused { refusal: refusal() },
            };
            let _ = reply.send(answer);
        }
        Job::Open { reply, .. } => {
            let _ = reply.send(match said {
                Reply::Opened(result) => result.clone(),
                Reply::Agent(_) | Reply::Done(_) => Err(refusal()),
            });
        }
        Job::Contact { reply, .. } => {
            let _ = reply.send(match said {
                Reply::Done(result) => result.clone(),
                Reply::Agent(_) | Reply::Opened(_) => Err(refusal()),
            });
        }
        Job::ReconcilePresence { reply: Some(reply), .. } => {
            let _ = reply.send(match said {
                Reply::Done(result) => result.clone(),
                Reply::Agent(_) | Reply::Opened(_) => Err(refusal()),
            });
        }
        Job::ReconcilePresence { reply: None, .. } => {}
    }
}
