//! What was recorded, line by line, and what it leaves open: names that each server makes for itself.

use std::collections::BTreeMap;

use serde_json::Value;

/// One line of the recording.
pub enum Happened {
    /// All that had followed from the step before had arrived when this one began.
    Step(String),
    Call {
        path: String,
        body: Value,
        status: u64,
        answer: Value,
    },
    Opens {
        socket: u64,
        who: String,
        path: String,
    },
    Sent {
        socket: u64,
        frame: Value,
    },
    /// Also what was lost on its way: the server sent it all the same.
    Received {
        socket: u64,
        frame: Value,
    },
    /// The network failed.
    Cut {
        socket: u64,
    },
    /// The desktop closed.
    Leaves {
        socket: u64,
    },
    /// The server closed.
    Closed {
        socket: u64,
        code: u64,
    },
}

pub fn read(recording: &str) -> Vec<Happened> {
    recording.lines().map(|line| happened(serde_json::from_str(line).unwrap())).collect()
}

fn happened(mut line: Value) -> Happened {
    let word = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    if line.get("step").is_some() {
        return Happened::Step(word(&line, "step"));
    }
    if line.get("call").is_some() {
        let (path, status) = (word(&line, "call"), line["status"].as_u64().unwrap());
        return Happened::Call { path, body: line["sent"].take(), status, answer: line["received"].take() };
    }
    let socket = line["socket"].as_u64().unwrap();
    let key = ["opens", "sent", "received", "lost", "cut", "leaves", "closed"].into_iter();
    let key = key.into_iter().find(|key| line.get(key).is_some()).unwrap_or_else(|| panic!("{line}"));
    match key {
        "opens" => Happened::Opens { socket, who: word(&line, "who"), path: word(&line, "opens") },
        "sent" => Happened::Sent { socket, frame: line["sent"].take() },
        "received" | "lost" => Happened::Received { socket, frame: line[key].take() },
        "cut" => Happened::Cut { socket },
        "leaves" => Happened::Leaves { socket },
        _ => Happened::Closed { socket, code: line["closed"].as_u64().unwrap() },
    }
}

/// What today's server calls what the recording calls `<case-1>`, `<entry-7>`, `<access-2>` and so on.
#[derive(Default, Clone)]
pub struct Names(BTreeMap<String, Value>);

impl Names {
    /// A recorded frame with today's names; `<entry-7|8>` are the first eight characters of one.
    pub fn fill_in(&self, recorded: &Value) -> Value {
        match recorded {
            Value::String(text) => match open(text) {
                Some(name) => self.of(name),
                None => recorded.clone(),
            },
            Value::Array(items) => items.iter().map(|item| self.fill_in(item)).collect(),
            Value::Object(fields) => fields.iter().map(|(key, field)| (key.clone(), self.fill_in(field))).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) => recorded.clone(),
        }
    }

    fn of(&self, name: &str) -> Value {
        let (name, short) = match name.split_once('|') {
            Some((name, chars)) => (name, chars.parse().ok()),
            None => (name, None),
        };
        let value = self.0.get(name).unwrap_or_else(|| panic!("nothing is called {name} yet")).clone();
        match (short, value.as_str()) {
            (Some(chars), Some(text)) => Value::from(text.get(..chars).unwrap()),
            (_, _) => value,
        }
    }

    /// Whether today's frame is the recorded one. Names are learnt from it, if it is. What is new in it the former
    /// programs do not look at.
    pub fn takes(&mut self, recorded: &Value, today: &Value) -> bool {
        let mut learnt = self.clone();
        let same = learnt.same(recorded, today);
        if same {
            *self = learnt;
        }
        same
    }

    fn same(&mut self, recorded: &Value, today: &Value) -> bool {
        match (recorded, today) {
            (Value::String(text), _) => match open(text) {
                Some("time" | "number") => today.is_u64(),
                Some(name) => self.0.entry(name.to_owned()).or_insert_with(|| today.clone()) == today,
                None => {
                    recorded == today || CHANGED_SINCE.contains(&(text.as_str(), today.as_str().unwrap_or_default()))
                }
            },
            (Value::Array(then), Value::Array(now)) => self.same_items(then, now),
            (Value::Object(then), Value::Object(now)) => then.iter().all(|(key, value)| match now.get(key) {
                Some(Value::Array(now)) if key == "entries" => {
                    let then = value.as_array().unwrap();
                    then.len() == now.len() && then.iter().zip(now).all(|(then, now)| self.same(then, now))
                }
                Some(Value::Bool(true)) if key == "available" => {
                    *value == Value::Bool(true) || might_look_at_an_offer(then)
                }
                // A queue counts who is available: one offer at a time is open in that day.
                Some(Value::Number(now)) if key == "available" => {
                    [value.as_u64(), value.as_u64().map(|count| count + 1)].contains(&now.as_u64())
                }
                Some(now) => self.same(value, now),
                None => value.is_null(),
            }),
            (_, _) => recorded == today,
        }
    }

    /// Lists in views are sorted by names that each server draws: any order will do.
    fn same_items(&mut self, then: &[Value], now: &[Value]) -> bool {
        let mut left: Vec<&Value> = now.iter().collect();
        then.len() == now.len()
            && then.iter().all(|then| match left.iter().position(|now| self.takes(then, now)) {
                Some(at) => {
                    left.remove(at);
                    true
                }
                None => false,
            })
    }
}

/// What the rules say otherwise today, in words that the former programs know: who worked in a chat before ever being ready
/// has not just signed in any more afterwards.
const CHANGED_SINCE: &[(&str, &str)] = &[("signed_in", "other_work")];

/// Who looked at an offer was not available then, so that everybody could see who was being asked; today nobody can. It was so
/// only with who was ready and there.
fn might_look_at_an_offer(agent: &serde_json::Map<String, Value>) -> bool {
    agent["connected"] == true && agent["do_not_disturb"] == false && agent["state"]["kind"] == "ready"
}

fn open(text: &str) -> Option<&str> {
    text.strip_prefix('<')?.strip_suffix('>')
}
