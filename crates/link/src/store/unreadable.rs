//! What can still be had of a row of the outbox that is no command to this program. Pure.

use konsil_protocol::domain::{CaseId, Thread};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why a row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer program wrote it: its kind, or its form, is not known here.
    Newer,
    /// Its bytes are damaged, or were sealed with another key.
    Damaged,
}

/// What is left of an unreadable row; all of it is `None` where not even its JSON could be had.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remains {
    pub case: Option<CaseId>,
    pub thread: Option<Thread>,
    /// The words that the agent wrote.
    pub text: Option<String>,
}

impl Remains {
    /// Of what was opened and is no command to this program.
    pub(super) fn why(json: &str) -> (Unreadable, Self) {
        match serde_json::from_str::<Value>(json) {
            Ok(_) => (Unreadable::Newer, Self::of(json)),
            Err(_) => (Unreadable::Damaged, Self::default()),
        }
    }

    pub(super) fn of(json: &str) -> Self {
        let Ok(value) = serde_json::from_str::<Value>(json) else { return Self::default() };
        let text = value.get("text").or_else(|| value.get("content").and_then(|content| content.get("text")));
        Self {
            case: field(&value, "case"),
            thread: field(&value, "thread"),
            text: text.and_then(Value::as_str).map(str::to_owned),
        }
    }
}

fn field<T: DeserializeOwned>(value: &Value, name: &str) -> Option<T> {
    value.get(name).and_then(|field| serde_json::from_value(field.clone()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_an_unknown_command_are_found_where_commands_have_them() {
        let whole = r#"{"kind":"send_card","case":"case-1","thread":{"kind":"main"},"text":"Guten Tag","card":7}"#;
        let found = Remains::of(whole);
        assert_eq!(found.case, CaseId::new("case-1").ok());
        assert_eq!(found.thread, Some(Thread::Main));
        assert_eq!(found.text.as_deref(), Some("Guten Tag"));
        let wrapped = r#"{"kind":"send_card","thread":{"kind":"breakout"},"content":{"kind":"text","text":"Hallo"}}"#;
        let found = Remains::of(wrapped);
        assert_eq!((found.case, found.thread, found.text.as_deref()), (None, None, Some("Hallo")));
        for nothing in ["", "[1]", "no JSON", r#"{"text":5,"case":"not an id!"}"#] {
            assert_eq!(Remains::of(nothing), Remains::default(), "{nothing}");
        }
    }
}
