//! What the contact does, and what becomes of a contact without connection (2.1, 2.4, 2.6).

use konsil_protocol::domain::{
    CommandId, ContactLeft, Language, MessageContent, Party, QueueId, Refusal, Thread, Timestamp,
};

use super::act::{ContactAct, FormerChat};
use super::decision::Decision;
use super::{endings, invitation::close::withdraw_all, routing::SAME_AGENT_WITHIN_MS, text};
use crate::{Addressed, Audience, Case, CaseEvent, CasePhase, CasePresence, Moment, RequestKind, Rules};

/// The page's own id of a message, in bytes.
const MAX_CONTACT_ID_BYTES: usize = 64;

pub(super) fn act(d: &mut Decision<'_>, act: &ContactAct) -> Result<(), Refusal> {
    match act {
        ContactAct::Open { name, language, queue, page, contact_id, text, former } => {
            let former = former.as_ref();
            let opening = Opening { name, language: *language, queue, page: page.as_deref(), contact_id, text, former };
            open(d, &opening)
        }
        ContactAct::Say { contact_id, content } => {
            let message = d.fresh_message()?;
            if let Some(said) = say(&d.case, message, contact_id, content)? {
                d.emit(Thread::Main, Audience::Everyone, said);
            }
            Ok(())
        }
        ContactAct::SwitchLanguage { language } => {
            there(&d.case)?;
            if d.case.contact.language != *language {
                d.record(CaseEvent::LanguageSwitched { language: *language });
            }
            Ok(())
        }
        ContactAct::Leave => {
            there(&d.case)?;
            leaves(d, ContactLeft::Ended);
            Ok(())
        }
        ContactAct::Interrupted => {
            there(&d.case)?;
            if d.case.contact.presence == CasePresence::Present {
                d.emit_to_agents(CaseEvent::ContactInterrupted);
            }
            Ok(())
        }
        ContactAct::Returned => {
            there(&d.case)?;
            if d.case.contact.presence != CasePresence::Present {
                d.emit_to_agents(CaseEvent::ContactReturned);
            }
            Ok(())
        }
    }
}

struct Opening<'a> {
    name: &'a str,
    language: Language,
    queue: &'a QueueId,
    page: Option<&'a str>,
    contact_id: &'a str,
    text: &'a str,
    former: Option<&'a FormerChat>,
}

fn open(d: &mut Decision<'_>, opening: &Opening<'_>) -> Result<(), Refusal> {
    if d.case.phase != CasePhase::Empty {
        return Err(Refusal::NoSuchCase);
    }
    let queue = d.rules.queues.get(opening.queue).ok_or(Refusal::NoSuchTarget)?;
    let name = text::contact_name(opening.name).map_err(|refused| match refused {
        text::NameRefused::Missing => Refusal::TextEmpty,
        text::NameRefused::TooLong { limit } => Refusal::TextTooLong { limit },
    })?;
    let page = text::optional_text(opening.page)?;
    let content = MessageContent::Text(text::message_text(opening.text)?);
    let message = d.fresh_message()?;
    let recent = |former: &&FormerChat| d.now.since_ms(former.until) < SAME_AGENT_WITHIN_MS;
    let last = opening.former.filter(|_| queue.routing.last_agent_first).filter(recent);
    let last_agent = last.map(|former| former.owner.clone());
    let (language, queue) = (opening.language, opening.queue.clone());
    d.emit_to_everyone(CaseEvent::ChatOpened { name, language, queue, page, last_agent });
    d.emit_to_everyone(from_contact(message, opening.contact_id, content)?);
    Ok(())
}

/// None: it was said before.
fn say(
    case: &Case,
    message: CommandId,
    contact_id: &str,
    content: &MessageContent,
) -> Result<Option<CaseEvent>, Refusal> {
    if case.contact_ids.iter().any(|said| said.as_str() == contact_id) {
        return Ok(None);
    }
    there(case)?;
    from_contact(message, contact_id, text::message_content(content)?).map(Some)
}

/// The same without a copy of the case: the most frequent act of all changes nothing else.
pub(super) fn said(
    case: &Case,
    moment: &Moment,
    contact_id: &str,
    content: &MessageContent,
) -> Result<Vec<Addressed>, Refusal> {
    let id = moment.fresh.first().and_then(|id| CommandId::new(id.clone()).ok()).ok_or(Refusal::StoreUnavailable)?;
    let event = say(case, id, contact_id, content)?;
    let addressed = |event| Addressed::Case { thread: Thread::Main, audience: Audience::Everyone, event };
    Ok(event.map(addressed).into_iter().collect())
}

fn from_contact(message: CommandId, contact_id: &str, content: MessageContent) -> Result<CaseEvent, Refusal> {
    if contact_id.is_empty() || contact_id.len() > MAX_CONTACT_ID_BYTES {
        return Err(Refusal::Malformed);
    }
    let contact_id = Some(contact_id.to_owned());
    Ok(CaseEvent::MessageSent { origin: Party::Contact.into(), message, contact_id, content })
}

/// The chat is open for the contact.
fn there(case: &Case) -> Result<(), Refusal> {
    match case.phase {
        CasePhase::Empty => Err(Refusal::NoSuchCase),
        CasePhase::Waiting | CasePhase::Open if case.contact_has_left() => Err(Refusal::ContactLeft),
        CasePhase::Waiting | CasePhase::Open => Ok(()),
        CasePhase::Ended { .. } => Err(Refusal::ChatEnded),
    }
}

/// What was asked for the contact's sake is withdrawn; a colleague asked privately can still answer. The agents end
/// their sessions themselves.
fn leaves(d: &mut Decision<'_>, why: ContactLeft) {
    d.emit_to_everyone(CaseEvent::ContactLeft { why });
    withdraw_all(d, |i| match i.asked.request() {
        None | Some(RequestKind::Conference | RequestKind::Transfer) => true,
        Some(RequestKind::Consultation) => false,
    });
    endings::contact_gone(d);
}

/// When a contact without connection counts as left.
pub(super) fn times_out_at(case: &Case, rules: &Rules) -> Option<Timestamp> {
    let grace = rules.queues.get(&case.queue)?.contact_grace_ms;
    match (case.contact.presence, case.phase) {
        (CasePresence::Interrupted { since }, CasePhase::Waiting | CasePhase::Open) => Some(since.plus_ms(grace)),
        (CasePresence::Interrupted { .. }, CasePhase::Empty | CasePhase::Ended { .. }) => None,
        (CasePresence::Present | CasePresence::Left { .. }, _) => None,
    }
}

pub(super) fn timed_out(d: &mut Decision<'_>) -> Result<(), Refusal> {
    if times_out_at(&d.case, d.rules).is_none_or(|at| d.now < at) {
        return Err(Refusal::NotPermitted);
    }
    leaves(d, ContactLeft::TimedOut);
    Ok(())
}
