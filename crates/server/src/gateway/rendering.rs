//! How a frame is written for its reader: every frame of both sockets leaves through [`Frame::render`], which is told the
//! version of the wire that was agreed on.
//!
//! A frame's types have the form of the newest version. What readers of the one before get instead is said here: of a
//! form that changed, and of each kind or word that was added, for which programs of version 1 would drop the whole
//! frame.
//!
//! Version 1 tells names and states of everybody in one, as a `directory`; its text is put together in `hub::former`, because
//! nearly all of it is the same for all readers.

use std::collections::BTreeSet;

use axum::extract::ws::Utf8Bytes;
use konsil_protocol::domain::{Me, TargetKind};
use konsil_protocol::wire::{
    GROUPS_AND_SKILLS, NAMES_AND_STATES_APART,
    agent::{Answer, ToAgent},
    contact::ToContact,
};
use serde_json::Value;

/// A frame to one of the two kinds of readers.
pub(super) trait Frame: Sync {
    /// Its JSON, as a reader of that version knows it; none if that version has no such frame.
    fn render(&self, version: u32) -> serde_json::Result<Option<String>>;

    /// What it refuses, if it does.
    fn refusal(&self) -> Option<Value>;
}

impl Frame for ToAgent {
    fn render(&self, version: u32) -> serde_json::Result<Option<String>> {
        let apart = version >= NAMES_AND_STATES_APART;
        match self {
            Self::Names { .. } | Self::Mine { .. } | Self::States { .. } if !apart => Ok(None),
            Self::Directory { .. } if apart => Ok(None),
            // Version 1 drops a frame with a reason that it does not know.
            Self::Me { me } if !apart => {
                let me = Me { state: me.state.in_version_1(), ..me.clone() };
                serde_json::to_string(&Self::Me { me }).map(Some)
            }
            Self::Names { .. }
            | Self::Mine { .. }
            | Self::States { .. }
            | Self::Directory { .. }
            | Self::Welcome { .. }
            | Self::Elsewhere
            | Self::Ready
            | Self::Me { .. }
            | Self::Waiting { .. }
            | Self::Case { .. }
            | Self::Gone { .. }
            | Self::Entries { .. }
            | Self::Older { .. }
            | Self::Entry { .. }
            | Self::Answer { .. }
            | Self::Signal { .. }
            | Self::Ping { .. }
            | Self::Pong { .. }
            | Self::Unreadable { .. } => {
                let text = serde_json::to_string(self)?;
                if version < GROUPS_AND_SKILLS { without_groups_and_skills(text).map(Some) } else { Ok(Some(text)) }
            }
        }
    }

    fn refusal(&self) -> Option<Value> {
        if let Self::Answer { result: Answer::Refused { refusal }, .. } | Self::Unreadable { refusal } = self {
            serde_json::to_value(refusal).ok()
        } else {
            None
        }
    }
}

impl Frame for ToContact {
    fn render(&self, _version: u32) -> serde_json::Result<Option<String>> {
        serde_json::to_string(self).map(Some)
    }
    fn refusal(&self) -> Option<Value> {
        if let Self::Refused { refusal, .. } = self { serde_json::to_value(refusal).ok() } else { None }
    }
}

/// What an agent can be told to ask in this version.
pub(super) fn consult_targets(version: u32) -> BTreeSet<TargetKind> {
    let known = |kind: &TargetKind| match kind {
        TargetKind::Agent | TargetKind::Queue => true,
        TargetKind::Group | TargetKind::Skill => version >= GROUPS_AND_SKILLS,
    };
    TargetKind::ALL.into_iter().filter(known).collect()
}

/// For readers who know agents and queues only, a group or a skill is a queue that they have not heard of: they show its
/// id, and cannot ask it.
fn without_groups_and_skills(text: String) -> serde_json::Result<String> {
    // Inside a text that somebody wrote the quotes are escaped.
    if !["group", "skill"].iter().any(|kind| text.contains(&format!("\"kind\":\"{kind}\""))) {
        return Ok(text);
    }
    let mut frame: Value = serde_json::from_str(&text)?;
    as_queues(&mut frame);
    serde_json::to_string(&frame)
}

fn as_queues(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let kind = fields.get("kind").and_then(Value::as_str);
            let id = kind.filter(|kind| ["group", "skill"].contains(kind)).and_then(|kind| fields.get(kind)).cloned();
            if let Some(id) = id {
                *value = serde_json::json!({ "kind": "queue", "queue": id });
            } else {
                // The names of case data are whatever agents chose.
                fields.iter_mut().filter(|(name, _)| *name != "case_data").for_each(|(_, value)| as_queues(value));
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(as_queues),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A frame of the newest version, written once for many readers.
pub(super) fn shared(frame: &ToAgent) -> Option<Utf8Bytes> {
    match serde_json::to_string(frame) {
        Ok(text) => Some(text.into()),
        Err(error) => {
            tracing::error!(%error, "a frame cannot be written");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use konsil_protocol::{
        domain::{
            AgentId, CaseId, CommandId, ConsultTarget, Entry, EntryBody, EventId, GroupId, Left, MessageContent,
            Origin, Party, SkillId, SystemMessage, ThreadRef, Timestamp,
        },
        wire::agent::Numbered,
    };

    use super::*;

    fn line(body: EntryBody) -> ToAgent {
        let entry = Entry { id: EventId::new("e").unwrap(), at: Timestamp(7), body };
        let log = ThreadRef::main(CaseId::new("c").unwrap());
        ToAgent::Entry { log, entry: Numbered { after: 1, seq: 2, entry } }
    }

    fn handed_over(to: ConsultTarget) -> ToAgent {
        let system = SystemMessage::AgentLeft { agent: AgentId::new("jana").unwrap(), why: Left::Transferred { to } };
        line(EntryBody::System { system })
    }

    fn written(frame: &ToAgent, version: u32) -> Value {
        serde_json::from_str(&frame.render(version).unwrap().unwrap()).unwrap()
    }

    #[test]
    fn where_only_agents_and_queues_are_known_a_group_or_a_skill_is_a_queue_of_that_name() {
        let group = ConsultTarget::Group { group: GroupId::new("complaints").unwrap() };
        let skill = ConsultTarget::Skill { skill: SkillId::new("english").unwrap(), least: 3 };
        for (target, name) in [(group, "complaints"), (skill, "english")] {
            let frame = handed_over(target);
            assert_eq!(written(&frame, 3), serde_json::to_value(&frame).unwrap());
            for version in [1, 2] {
                let told = written(&frame, version).to_string();
                assert!(told.contains(&format!(r#"{{"kind":"queue","queue":"{name}"}}"#)), "{told}");
                assert!(!told.contains("group") && !told.contains("skill"), "{told}");
            }
        }
    }

    #[test]
    fn what_somebody_wrote_is_no_target() {
        let origin = Origin { by: Party::Contact, submitted_by: None, foreign_id: None };
        let text = r#"{"kind":"group","group":"complaints"}"#.to_owned();
        let message = CommandId::new("m").unwrap();
        let frame = line(EntryBody::Message { origin, message, content: MessageContent::Text(text) });
        assert_eq!(written(&frame, 2), written(&frame, 3));
    }

    #[test]
    fn case_data_is_no_target_whatever_its_names() {
        let data = serde_json::json!({ "kind": "group", "group": "complaints" });
        let mut view = serde_json::json!({ "case_data": data, "target": { "kind": "skill", "skill": "english" } });
        as_queues(&mut view);
        assert_eq!(view, serde_json::json!({ "case_data": data, "target": { "kind": "queue", "queue": "english" } }));
    }

    #[test]
    fn a_reader_is_told_to_ask_only_what_its_version_knows() {
        assert_eq!(consult_targets(2), BTreeSet::from([TargetKind::Agent, TargetKind::Queue]));
        assert_eq!(consult_targets(3), BTreeSet::from(TargetKind::ALL));
    }
}
