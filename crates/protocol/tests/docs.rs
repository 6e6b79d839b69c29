//! `docs/protocol.md` keeps its word: every example is read by the types of this crate and is written by them in the
//! same way, and every kind of frame, command, system message and refusal has an example.

// The page itself has to be read.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use konsil_protocol::domain::{Command, Refusal, SystemMessage};
use konsil_protocol::wire::agent::{FromAgent, Refresh, SignIn, SignInRefused, SignedIn, ToAgent};
use konsil_protocol::wire::contact::{ContactEvent, ContactRefusal, FromContact, ToContact};
use konsil_protocol::wire::{Decoded, decode};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use ts_rs::TS;

/// A block of the page: what stands behind the opening fence, its first line's number, and what is in it.
struct Example {
    tags: Vec<String>,
    line: usize,
    json: String,
}

fn examples() -> Vec<Example> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/protocol.md");
    let page = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    let mut examples = Vec::new();
    let mut open: Option<Example> = None;
    for (index, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(tags)) => {
                let tags = tags.split_whitespace().map(str::to_owned).collect();
                open = Some(Example { tags, line: index + 1, json: String::new() });
            }
            (Some(_), Some(_)) => examples.extend(open.take()),
            (Some(example), None) => {
                example.json.push_str(line);
                example.json.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block of docs/protocol.md is not closed");
    examples.retain(|example| example.tags.first().is_some_and(|tag| tag == "json"));
    assert!(examples.len() > 40, "docs/protocol.md has only {} examples", examples.len());
    examples
}

impl Example {
    fn value(&self) -> Value {
        serde_json::from_str(&self.json).unwrap_or_else(|error| panic!("line {}: {error}", self.line))
    }

    /// Reads the example, and holds what is written of it against it.
    fn read<T: Serialize + DeserializeOwned>(&self, value: &Value) -> T {
        let read: T =
            serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("line {}: {error}", self.line));
        let written = serde_json::to_value(&read).expect("what was read can be written");
        assert_eq!(&written, value, "line {}: the server writes it differently", self.line);
        read
    }

    fn frame<T: Serialize + DeserializeOwned>(&self, kinds: &[&str], seen: &mut BTreeSet<String>) {
        let kind = self.tags.get(2).unwrap_or_else(|| panic!("line {}: which frame is it?", self.line));
        match decode::<T>(&self.json, kinds) {
            Decoded::Known(frame) => {
                let written = serde_json::to_value(&frame).expect("a frame can be written");
                assert_eq!(written, self.value(), "line {}: the server writes it differently", self.line);
                assert_eq!(written["type"], kind.as_str(), "line {}: another kind than its fence says", self.line);
            }
            Decoded::Unsupported { kind } => panic!("line {}: there is no frame {kind}", self.line),
            Decoded::Malformed => {
                self.read::<T>(&self.value());
                panic!("line {}: malformed", self.line);
            }
        }
        seen.insert(kind.clone());
    }

    fn each<T: Serialize + DeserializeOwned>(&self, key: &str, seen: &mut BTreeSet<String>) {
        let list = self.value();
        let list = list.as_array().unwrap_or_else(|| panic!("line {}: a list is expected", self.line));
        for value in list {
            self.read::<T>(value);
            seen.extend(value.get(key).and_then(Value::as_str).map(str::to_owned));
        }
    }
}

#[test]
fn every_example_is_what_the_program_reads_and_writes_and_every_kind_has_one() {
    let [mut from_agent, mut to_agent, mut from_contact, mut to_contact] = [const { BTreeSet::new() }; 4];
    let [mut commands, mut refusals, mut systems, mut events, mut contact_refusals] = [const { BTreeSet::new() }; 5];
    for example in examples() {
        let value = example.value();
        match example.tags.get(1).map(String::as_str) {
            Some("from_agent") => example.frame::<FromAgent>(FromAgent::KINDS, &mut from_agent),
            Some("to_agent") => example.frame::<ToAgent>(ToAgent::KINDS, &mut to_agent),
            Some("from_contact") => example.frame::<FromContact>(FromContact::KINDS, &mut from_contact),
            Some("to_contact") => example.frame::<ToContact>(ToContact::KINDS, &mut to_contact),
            Some("command") => example.each::<Command>("kind", &mut commands),
            Some("refusal") => example.each::<Refusal>("kind", &mut refusals),
            Some("system") => example.each::<SystemMessage>("event", &mut systems),
            Some("contact_event") => example.each::<ContactEvent>("kind", &mut events),
            Some("contact_refusal") => example.each::<ContactRefusal>("kind", &mut contact_refusals),
            Some("http") => match example.tags.get(2).map(String::as_str) {
                Some("sign_in") => drop(example.read::<SignIn>(&value)),
                Some("signed_in") => drop(example.read::<SignedIn>(&value)),
                Some("refresh") => drop(example.read::<Refresh>(&value)),
                Some("sign_in_refused") => drop(example.read::<SignInRefused>(&value)),
                other => panic!("line {}: no body is called {other:?}", example.line),
            },
            // `tests/tests/page_facts.rs` holds it against what the server answers.
            Some("page") => {}
            other => panic!("line {}: nothing is called {other:?}", example.line),
        }
    }
    for (what, known, seen) in [
        ("from_agent", FromAgent::KINDS, from_agent),
        ("to_agent", ToAgent::KINDS, to_agent),
        ("from_contact", FromContact::KINDS, from_contact),
        ("to_contact", ToContact::KINDS, to_contact),
    ] {
        assert_documented(what, known.iter().map(|kind| (*kind).to_owned()), &seen);
    }
    assert_documented("command", kinds_of::<Command>("kind"), &commands);
    assert_documented("refusal", kinds_of::<Refusal>("kind"), &refusals);
    assert_documented("system message", kinds_of::<SystemMessage>("event"), &systems);
    assert_eq!((events.len(), contact_refusals.len()), (8, 12), "every event and refusal of a contact has an example");
}

/// The values of a tagged enum's tag, as its TypeScript declaration lists them.
fn kinds_of<T: TS>(tag: &str) -> Vec<String> {
    let declaration = T::inline(&ts_rs::Config::from_env());
    let start = format!("\"{tag}\": \"");
    let kinds: Vec<String> =
        declaration.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    assert!(kinds.len() > 5, "no kinds in {declaration}");
    kinds
}

fn assert_documented(what: &str, known: impl IntoIterator<Item = String>, seen: &BTreeSet<String>) {
    let missing: Vec<_> = known.into_iter().filter(|kind| !seen.contains(kind)).collect();
    assert!(missing.is_empty(), "docs/protocol.md has no example of {what}: {missing:?}");
}
