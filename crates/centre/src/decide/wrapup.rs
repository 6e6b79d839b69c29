//! What agents note about a chat: note, disposition, case data. It belongs to the chat and travels with it (5.2).

use konsil_protocol::domain::{AgentId, CaseAction, DispositionId, Refusal};

use super::{decision::Decision, permitted::permitted, text};
use crate::{CaseEvent, MAX_CASE_DATA};

pub(super) fn set_note(d: &mut Decision<'_>, agent: &AgentId, note: &str) -> Result<(), Refusal> {
    permitted(&d.case, agent, CaseAction::SetNote)?;
    let text = text::any_text(note)?;
    if text != d.case.note {
        d.record(CaseEvent::NoteSet { by: agent.clone(), text });
    }
    Ok(())
}

pub(super) fn set_disposition(
    d: &mut Decision<'_>,
    agent: &AgentId,
    disposition: Option<&DispositionId>,
) -> Result<(), Refusal> {
    permitted(&d.case, agent, CaseAction::SetDisposition)?;
    let offered = |chosen: &DispositionId| d.queue().is_some_and(|queue| queue.dispositions.contains(chosen));
    if disposition.is_some_and(|chosen| !offered(chosen)) {
        return Err(Refusal::NoSuchDisposition);
    }
    if d.case.disposition.as_ref() != disposition {
        d.record(CaseEvent::DispositionSet { by: agent.clone(), disposition: disposition.cloned() });
    }
    Ok(())
}

pub(super) fn set_case_data(
    d: &mut Decision<'_>,
    agent: &AgentId,
    key: &str,
    value: Option<&str>,
) -> Result<(), Refusal> {
    permitted(&d.case, agent, CaseAction::SetCaseData)?;
    let key = text::data_key(key)?;
    let value = value.map(text::data_value).transpose()?;
    let known = d.case.case_data.get(&key);
    if known == value.as_ref() {
        return Ok(());
    }
    if known.is_none() && d.case.case_data.len() >= MAX_CASE_DATA {
        return Err(Refusal::TooManyCaseData { limit: u32::try_from(MAX_CASE_DATA).unwrap_or(u32::MAX) });
    }
    d.record(CaseEvent::CaseDataSet { by: agent.clone(), key, value });
    Ok(())
}
