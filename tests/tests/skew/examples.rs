//! What a peer of another version may say: every example of `docs/protocol.md`, with one thing in it that this program
//! does not know.

use std::path::Path;

use serde_json::{Value, json};

/// What an unknown thing is called.
pub const UNKNOWN: &str = "from_tomorrow";

/// Fields whose words say what something is. Each may have a word more in another version.
const TAGS: [&str; 12] = [
    "type",
    "kind",
    "event",
    "why",
    "how",
    "state",
    "reason",
    "outcome",
    "phase",
    "language",
    "contact_language",
    "end_effect",
];
/// Lists of words that say what can be done.
const WORDS: [&str; 2] = ["can", "consult_targets"];

/// A frame with one unknown thing in it.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The example's kind, as its fence names it.
    pub kind: String,
    /// Which place was changed.
    pub place: String,
    pub frame: Value,
}

/// All frames of one direction (`to_agent`, …), each changed at one place at a time. What the page lists without a
/// frame around it (commands, refusals, system messages) is put into one.
pub fn mutants(direction: &str) -> Vec<Mutant> {
    frames(direction).into_iter().flat_map(|(kind, frame)| changed(&kind, &frame)).collect()
}

/// The page's frames of one direction as they are.
pub fn frames(direction: &str) -> Vec<(String, Value)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/protocol.md");
    let page = std::fs::read_to_string(&page).unwrap();
    let mut frames = Vec::new();
    for block in page.split("\n```json ").skip(1) {
        let (fence, rest) = block.split_once('\n').unwrap();
        let (json, _) = rest.split_once("\n```").unwrap();
        let value: Value = serde_json::from_str(json).unwrap();
        let tags: Vec<_> = fence.split_whitespace().collect();
        let wrapped = |kind: &str, wrap: &dyn Fn(&Value) -> Value| -> Vec<(String, Value)> {
            value.as_array().unwrap().iter().map(|one| (kind.to_owned(), wrap(one))).collect()
        };
        match (direction, tags.as_slice()) {
            (direction, [of, kind]) if *of == direction => frames.push(((*kind).to_owned(), value)),
            ("from_agent", ["command"]) => {
                frames.extend(wrapped("command", &|one| json!({ "type": "command", "id": "c", "command": one })));
            }
            ("to_agent", ["system"]) => frames.extend(wrapped("entry", &system)),
            ("to_agent", ["refusal"]) => frames.extend(wrapped("answer", &refused)),
            _ => {}
        }
    }
    assert!(frames.len() > 5, "the page has {} frames {direction}", frames.len());
    frames
}

fn system(system: &Value) -> Value {
    json!({
        "type": "entry",
        "log": { "case": "5f0c8b1e-2a77-4f0e-8f59-6c2b1d9e4a21", "thread": { "kind": "main" } },
        "entry": {
            "after": 5, "seq": 6,
            "entry": { "id": "8b1f2c3d-4e5f-4061-9273-8495a6b7c806", "at": 1, "body": { "kind": "system", "system": system } }
        }
    })
}

fn refused(refusal: &Value) -> Value {
    json!({ "type": "answer", "id": "c", "result": { "kind": "refused", "refusal": refusal } })
}

fn changed(kind: &str, frame: &Value) -> Vec<Mutant> {
    let mut places = Vec::new();
    find(frame, "", "", &mut places);
    let mutant = |(place, change): (String, Change)| {
        let mut frame = frame.clone();
        let there = frame.pointer_mut(&place).unwrap();
        match change {
            Change::Word => *there = json!(UNKNOWN),
            // The agents' own keys and words, which are texts in every version.
            Change::Field if place.ends_with("/case_data") => there[UNKNOWN] = json!("4711"),
            Change::Field => there[UNKNOWN] = json!({ "kind": 1 }),
            Change::Element(element) => there.as_array_mut().unwrap().push(element),
        }
        Mutant { kind: kind.to_owned(), place, frame }
    };
    places.into_iter().map(mutant).collect()
}

enum Change {
    Word,
    Field,
    Element(Value),
}

fn find(value: &Value, key: &str, place: &str, places: &mut Vec<(String, Change)>) {
    match value {
        Value::Object(fields) => {
            places.push((place.to_owned(), Change::Field));
            for (key, value) in fields {
                find(value, key, &format!("{place}/{key}"), places);
            }
        }
        Value::Array(elements) => {
            let of_words = elements.first().is_some_and(Value::is_string);
            let element = if of_words { json!(UNKNOWN) } else { json!({ "kind": UNKNOWN }) };
            places.push((place.to_owned(), Change::Element(element)));
            for (index, value) in elements.iter().enumerate() {
                find(value, if WORDS.contains(&key) { "kind" } else { "" }, &format!("{place}/{index}"), places);
            }
        }
        Value::String(_) if TAGS.contains(&key) => places.push((place.to_owned(), Change::Word)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
