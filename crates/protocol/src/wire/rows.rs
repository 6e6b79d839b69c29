//! What all are doing, in rows as short as can be: `["jana","ready",1,"ca",1795363200000]`, `["billing",1,0,null]`. Further
//! elements may be added at the end of a row; a reader passes over those that it does not know, and does without those that
//! are not there yet.

use std::fmt;

use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::{AgentId, AgentState, AgentStatus, Doing, NotReadyReason, QueueId, QueueStatus, Timestamp};

/// The agent, a word for the state, the number of chats, a letter for each thing that is so (`c` connected, `a` available, `d`
/// do not disturb), and since when the state is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentRow(pub AgentStatus);

/// The queue, how many are available and how many wait, and since when the longest does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow(pub QueueStatus);

const CONNECTED: char = 'c';
const AVAILABLE: char = 'a';
const DO_NOT_DISTURB: char = 'd';

fn word(state: AgentState) -> &'static str {
    match state {
        AgentState::Ready => "ready",
        AgentState::AfterWork => "after_work",
        AgentState::LoggedOut => "logged_out",
        AgentState::Unsupported => "unsupported",
        AgentState::NotReady { reason } => match reason {
            NotReadyReason::SignedIn => "signed_in",
            NotReadyReason::Break => "break",
            NotReadyReason::Meeting => "meeting",
            NotReadyReason::Training => "training",
            NotReadyReason::OtherWork => "other_work",
            NotReadyReason::NoAnswer => "no_answer",
            NotReadyReason::Unsupported => "not_ready",
        },
    }
}

/// A word from a newer peer is a state that is not known.
fn state(word: &str) -> AgentState {
    let not_ready = |reason| AgentState::NotReady { reason };
    match word {
        "ready" => AgentState::Ready,
        "after_work" => AgentState::AfterWork,
        "logged_out" => AgentState::LoggedOut,
        "signed_in" => not_ready(NotReadyReason::SignedIn),
        "break" => not_ready(NotReadyReason::Break),
        "meeting" => not_ready(NotReadyReason::Meeting),
        "training" => not_ready(NotReadyReason::Training),
        "other_work" => not_ready(NotReadyReason::OtherWork),
        "no_answer" => not_ready(NotReadyReason::NoAnswer),
        "not_ready" => not_ready(NotReadyReason::Unsupported),
        _ => AgentState::Unsupported,
    }
}

impl Serialize for AgentRow {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(AgentStatus { agent, doing }) = self;
        let marks = [(doing.connected, "c"), (doing.available, "a"), (doing.do_not_disturb, "d")];
        let mut text = [0_u8; 3];
        let mut length = 0;
        for mark in marks.into_iter().filter_map(|(is_so, mark)| is_so.then_some(mark)) {
            text[length..=length].copy_from_slice(mark.as_bytes());
            length += 1;
        }
        let marks = std::str::from_utf8(&text[..length]).map_err(serde::ser::Error::custom)?;
        (agent, word(doing.state), doing.chats, marks, doing.since).serialize(to)
    }
}

impl Serialize for QueueRow {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(QueueStatus { queue, available, waiting, longest_waiting_since }) = self;
        (queue, available, waiting, longest_waiting_since).serialize(to)
    }
}

impl<'de> Deserialize<'de> for AgentRow {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Row(agent, word, chats, marks, since): Row<AgentId, String, u32, String, Timestamp> =
            Row::deserialize(from)?;
        let is = |mark| marks.contains(mark);
        let doing = Doing {
            state: state(&word),
            connected: is(CONNECTED),
            chats,
            available: is(AVAILABLE),
            do_not_disturb: is(DO_NOT_DISTURB),
            since: since.unwrap_or_default(),
        };
        Ok(Self(AgentStatus { agent, doing }))
    }
}

impl<'de> Deserialize<'de> for QueueRow {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Row(queue, available, waiting, longest_waiting_since, _): Row<
            QueueId,
            u32,
            u32,
            Option<Timestamp>,
            IgnoredAny,
        > = Row::deserialize(from)?;
        Ok(Self(QueueStatus { queue, available, waiting, longest_waiting_since }))
    }
}

/// Four elements, a fifth if it is there, and whatever follows them.
struct Row<A, B, C, D, E>(A, B, C, D, Option<E>);

impl<'de, A, B, C, D, E> Deserialize<'de> for Row<A, B, C, D, E>
where
    A: Deserialize<'de>,
    B: Deserialize<'de>,
    C: Deserialize<'de>,
    D: Deserialize<'de>,
    E: Deserialize<'de>,
{
    fn deserialize<De: Deserializer<'de>>(from: De) -> Result<Self, De::Error> {
        struct Elements<A, B, C, D, E>(std::marker::PhantomData<(A, B, C, D, E)>);

        impl<'de, A, B, C, D, E> Visitor<'de> for Elements<A, B, C, D, E>
        where
            A: Deserialize<'de>,
            B: Deserialize<'de>,
            C: Deserialize<'de>,
            D: Deserialize<'de>,
            E: Deserialize<'de>,
        {
            type Value = Row<A, B, C, D, E>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a row of at least four elements")
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut row: S) -> Result<Self::Value, S::Error> {
                let short = |length| S::Error::invalid_length(length, &"at least four elements");
                let first = row.next_element()?.ok_or_else(|| short(0))?;
                let second = row.next_element()?.ok_or_else(|| short(1))?;
                let third = row.next_element()?.ok_or_else(|| short(2))?;
                let fourth = row.next_element()?.ok_or_else(|| short(3))?;
                let fifth = row.next_element()?;
                while row.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Row(first, second, third, fourth, fifth))
            }
        }

        from.deserialize_seq(Elements(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_everything_about_a_state_and_comes_back_as_it_was() {
        let reasons = [
            NotReadyReason::SignedIn,
            NotReadyReason::Break,
            NotReadyReason::Meeting,
            NotReadyReason::Training,
            NotReadyReason::OtherWork,
            NotReadyReason::NoAnswer,
            NotReadyReason::Unsupported,
        ];
        let not_ready = reasons.map(|reason| AgentState::NotReady { reason });
        let others = [AgentState::Ready, AgentState::AfterWork, AgentState::LoggedOut, AgentState::Unsupported];
        for (chats, state) in (0..).zip(not_ready.into_iter().chain(others)) {
            for marks in 0..8 {
                let (connected, available, do_not_disturb) = (marks & 1 > 0, marks & 2 > 0, marks & 4 > 0);
                let since = Timestamp(i64::from(chats) * 1_000);
                let doing = Doing { state, connected, chats, available, do_not_disturb, since };
                let row = AgentRow(AgentStatus { agent: AgentId::new("jana").unwrap(), doing });
                let text = serde_json::to_string(&row).unwrap();
                assert_eq!(serde_json::from_str::<AgentRow>(&text).unwrap(), row, "{text}");
            }
        }
    }

    #[test]
    fn what_a_newer_server_adds_to_a_row_is_passed_over_and_its_words_are_states_that_are_not_known() {
        let row: AgentRow = serde_json::from_str(r#"["jana","on_stage",2,"cz",7,{"until":3},4]"#).unwrap();
        let since = Timestamp(7);
        let doing = Doing { state: AgentState::Unsupported, connected: true, chats: 2, since, ..Doing::LOGGED_OUT };
        assert_eq!(row.0.doing, doing);
        let former: AgentRow = serde_json::from_str(r#"["jana","on_stage",2,"cz"]"#).unwrap();
        assert_eq!(former.0.doing, Doing { since: Timestamp(0), ..doing }, "a former server does not tell it");
        let row: QueueRow = serde_json::from_str(r#"["billing",1,0,null,"calls"]"#).unwrap();
        assert_eq!((row.0.available, row.0.waiting, row.0.longest_waiting_since), (1, 0, None));
        assert!(serde_json::from_str::<AgentRow>(r#"["jana","ready"]"#).is_err());
    }
}
