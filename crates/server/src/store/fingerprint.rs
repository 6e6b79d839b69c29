//! Distinguishes a command from another one that was sent under the same id.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// A command's fingerprint as an answer is stored with it. The variant is the rule by which it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fingerprint {
    /// SHA-256 of the command's canonical JSON as it arrived.
    Arrived([u8; 32]),
    /// SHA-256 of the command as the first version read it and wrote it again. Answers of that version are kept for
    /// seven days after an upgrade; nothing new is stored by this rule.
    Rewritten([u8; 32]),
}

/// The fingerprints of one command that has arrived, by each rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprints {
    arrived: [u8; 32],
    canonical: String,
}

impl Fingerprints {
    /// Takes them over the JSON of the command alone, fields that this program does not know included: what was added
    /// by a newer desktop distinguishes two commands as well.
    #[must_use]
    pub fn of(command: &Value) -> Self {
        let mut canonical = String::new();
        write_canonical(command, &mut canonical);
        Self { arrived: digest(&canonical), canonical }
    }

    /// What is stored with the answer.
    #[must_use]
    pub fn to_store(&self) -> Fingerprint {
        Fingerprint::Arrived(self.arrived)
    }

    /// Whether the stored answer belongs to this very command, and so answers its repetition.
    #[must_use]
    pub fn is_of(&self, stored: &Fingerprint) -> bool {
        match stored {
            Fingerprint::Arrived(hash) => *hash == self.arrived,
            Fingerprint::Rewritten(hash) => self.rewritten().is_some_and(|rewritten| rewritten == *hash),
        }
    }

    /// By the first version's rule, taken only where one of its answers may be meant. None for a command that it did not
    /// know.
    fn rewritten(&self) -> Option<[u8; 32]> {
        let command: Value = serde_json::from_str(&self.canonical).ok()?;
        let mut rewritten = String::new();
        write_as_first_version(&command, &mut rewritten).then(|| digest(&rewritten))
    }
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Keys are sorted, there is no space between tokens. Sorting is done here because a `Map` keeps the order of arrival
/// when any crate of the build asks `serde_json` for that.
fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort();
            write_object(keys.into_iter().map(|key| (key.as_str(), fields.get(key))), out, write_canonical);
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_canonical(item, out);
            }
            out.push(']');
        }
        // Writing into a string does not fail.
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => drop(write!(out, "{value}")),
    }
}

/// Every command of the first version and every object inside one, with its fields in the order in which that version
/// wrote them. It wrote a missing field as `null` and dropped fields that it did not know. This table never changes.
const FIRST_VERSION: [(&str, &[&str]); 24] = [
    ("set_state", &["state"]),
    ("set_do_not_disturb", &["for_ms"]),
    ("accept_invitation", &["invitation"]),
    ("decline_invitation", &["invitation"]),
    ("withdraw_invitation", &["case", "invitation"]),
    ("send_message", &["case", "thread", "text"]),
    ("start_consultation", &["case", "target", "question"]),
    ("end_consultation", &["case", "consultation"]),
    ("ask_conference", &["case", "target"]),
    ("ask_transfer", &["case", "target", "note"]),
    ("remove_participant", &["case", "agent"]),
    ("end_interaction", &["case"]),
    ("mark_done", &["case", "thread"]),
    ("set_note", &["case", "text"]),
    ("set_disposition", &["case", "disposition"]),
    ("set_case_data", &["case", "key", "value"]),
    ("ready", &[]),
    ("not_ready", &["reason"]),
    ("after_work", &[]),
    ("logged_out", &[]),
    ("main", &[]),
    ("consultation", &["consultation"]),
    ("agent", &["agent"]),
    ("queue", &["queue"]),
];

/// False if the first version did not know such a command.
fn write_as_first_version(value: &Value, out: &mut String) -> bool {
    let Value::Object(fields) = value else {
        out.push_str(&value.to_string());
        return true;
    };
    let Some((kind, known)) = known_kind(fields) else { return false };
    let mut all_known = true;
    let kind_first = std::iter::once(("kind", Some(kind)));
    let fields = kind_first.chain(known.iter().map(|name| (*name, fields.get(*name))));
    write_object(fields, out, |value, out| all_known &= write_as_first_version(value, out));
    all_known
}

fn known_kind(fields: &Map<String, Value>) -> Option<(&Value, &'static [&'static str])> {
    let kind = fields.get("kind")?;
    let (_, known) = FIRST_VERSION.iter().find(|(name, _)| kind.as_str() == Some(*name))?;
    Some((kind, *known))
}

fn write_object<'a>(
    fields: impl Iterator<Item = (&'a str, Option<&'a Value>)>,
    out: &mut String,
    mut write: impl FnMut(&Value, &mut String),
) {
    out.push('{');
    for (index, (key, value)) in fields.enumerate() {
        if index > 0 {
            out.push(',');
        }
        if key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            out.extend(["\"", key, "\""]);
        } else {
            out.push_str(&Value::from(key).to_string());
        }
        out.push(':');
        write(value.unwrap_or(&Value::Null), out);
    }
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Fingerprints {
        Fingerprints::of(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn the_order_of_keys_and_the_space_between_them_make_no_other_command() {
        let one = of(r#"{"kind":"mark_done","case":"a","thread":{"kind":"consultation","consultation":"b"}}"#);
        let same =
            of(r#"{ "thread": { "consultation": "b", "kind": "consultation" }, "case": "a", "kind": "mark_done" }"#);
        assert_eq!(one, same);
    }

    #[test]
    fn a_field_that_this_program_does_not_know_makes_another_command() {
        let one = of(r#"{"kind":"set_note","case":"a","text":"t"}"#);
        let other = of(r#"{"kind":"set_note","case":"a","text":"t","colour":"red"}"#);
        assert!(!other.is_of(&one.to_store()));
    }

    #[test]
    fn no_text_can_pass_for_the_structure_around_it() {
        let one = of(r#"{"kind":"set_note","case":"a","text":"t\",\"x\":\"y"}"#);
        let other = of(r#"{"kind":"set_note","case":"a","text":"t","x":"y"}"#);
        assert_ne!(one, other);
    }
}
