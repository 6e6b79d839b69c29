//! What follows from a command: events, or a refusal that says what is so. One file per topic, each to be read like
//! the contact centre's own description of it.

mod act;
mod available;
mod conference;
mod consultation;
mod contact;
mod deadlines;
mod decision;
mod endings;
mod invitation;
mod message;
mod permitted;
pub(crate) mod routing;
mod seat;
mod session;
mod taken_out;
mod text;
mod transfer;
mod wrapup;

use konsil_protocol::domain::{AgentId, Command, Refusal, Thread};

use crate::{Addressed, Case, CasePhase, Moment, Roster, Rules};
use decision::Decision;
use invitation::{accept::accept, close};

pub use act::{Act, CentreAct, ContactAct, FormerChat};
pub use available::{Obstacle, Request, available, obstacles};
pub use deadlines::{Deadline, deadlines};
pub use invitation::close::late;
pub use permitted::{Part, part, permitted, permitted_in, permitted_to_remove};
pub use routing::{ASK_AGAIN_AFTER_MS, SAME_AGENT_WITHIN_MS, first_text, may_choose, may_take, route};
pub use seat::{SeatAct, decide_seat};
pub use session::disposition_required;
pub use text::{NameRefused, any_text, contact_name, message_text, optional_text};

/// Decides an act on a case.
///
/// # Errors
/// A [`Refusal`]; nothing changes then.
pub fn decide(
    case: &Case,
    roster: &Roster,
    rules: &Rules,
    act: &Act,
    moment: &Moment,
) -> Result<Vec<Addressed>, Refusal> {
    // Messages are most of what happens, and change nothing but the thread.
    match act {
        Act::Contact(ContactAct::Say { contact_id, content }) => {
            return contact::said(case, moment, contact_id, content);
        }
        Act::Agent { agent, id, command: Command::SendMessage { case: named, thread, content } } => {
            if *named != case.id {
                return Err(Refusal::NoSuchCase);
            }
            return message::sent(case, agent, id, thread, content);
        }
        Act::Agent { .. } | Act::Contact(_) | Act::Centre(_) => {}
    }
    let mut decision = Decision::new(case, roster, rules, moment);
    match act {
        Act::Agent { agent, id: _, command } => agent_acts(&mut decision, agent, command)?,
        Act::Contact(act) => contact::act(&mut decision, act)?,
        Act::Centre(act) => centre_acts(&mut decision, act)?,
    }
    Ok(decision.finish())
}

fn agent_acts(d: &mut Decision<'_>, agent: &AgentId, command: &Command) -> Result<(), Refusal> {
    if let Command::TakeChat { case } = command {
        return if *case == d.case.id { routing::take(d, agent) } else { Err(Refusal::NoSuchCase) };
    }
    // A case one has no part in is answered like one that does not exist.
    if command.case().is_some_and(|named| *named != d.case.id || part(&d.case, agent).is_none()) {
        return Err(Refusal::NoSuchCase);
    }
    match command {
        // Those that are decided elsewhere: on the agent's seat, and without a copy of the case.
        Command::SetState { .. }
        | Command::SetDoNotDisturb { .. }
        | Command::SendMessage { .. }
        | Command::TakeChat { .. } => Err(Refusal::Malformed),
        Command::AcceptInvitation { invitation } => accept(d, agent, invitation),
        Command::DeclineInvitation { invitation } => close::decline(d, agent, invitation),
        Command::WithdrawInvitation { case: _, invitation } => close::withdraw(d, agent, invitation),
        Command::StartConsultation { case: _, target, question } => {
            consultation::start(d, agent, target, question.as_deref())
        }
        Command::EndConsultation { case: _, consultation } => consultation::end(d, agent, consultation),
        Command::AskConference { case: _, target } => conference::ask_to_join(d, agent, target),
        Command::AskTransfer { case: _, target, note } => transfer::ask_to_take_over(d, agent, target, note.as_deref()),
        Command::RemoveParticipant { case: _, agent: other } => conference::remove(d, agent, other),
        Command::EndInteraction { case: _ } => session::end(d, agent),
        Command::MarkDone { case: _, thread: Thread::Main } => session::mark_done(d, agent),
        Command::MarkDone { case: _, thread: Thread::Consultation { consultation } } => {
            consultation::mark_done(d, agent, consultation)
        }
        Command::SetNote { case: _, text } => wrapup::set_note(d, agent, text),
        Command::SetDisposition { case: _, disposition } => wrapup::set_disposition(d, agent, disposition.as_ref()),
        Command::SetCaseData { case: _, key, value } => wrapup::set_case_data(d, agent, key, value.as_deref()),
    }
}

fn centre_acts(d: &mut Decision<'_>, act: &CentreAct) -> Result<(), Refusal> {
    if d.case.phase == CasePhase::Empty {
        return Err(Refusal::NoSuchCase);
    }
    match act {
        CentreAct::Offer { agent } => routing::offer(d, agent),
        CentreAct::Expire { invitation } => close::expire(d, invitation),
        CentreAct::WithdrawOffersTo { agent } => close::withdraw_offers_to(d, agent),
        CentreAct::AgentVanished { agent } => session::vanished(d, agent),
        CentreAct::AgentReturned { agent } => session::returned(d, agent),
        CentreAct::ContactTimedOut => contact::timed_out(d),
        CentreAct::AgentTakenOut { agent } => taken_out::leaves_for_good(d, agent),
        CentreAct::Widen => routing::widen(d),
        CentreAct::AskAgain => routing::ask_again(d),
    }
}
