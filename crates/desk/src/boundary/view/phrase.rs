//! Keys and arguments in place of prose.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

/// A Fluent message with its arguments.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Phrase {
    pub id: String,
    pub args: BTreeMap<String, Arg>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(untagged)]
#[ts(export)]
pub enum Arg {
    Number(f64),
    Text(String),
}
