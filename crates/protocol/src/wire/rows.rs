//! What all are doing, in rows as short as can be: `["jana","ready",1,"ca",1795363200000]`, `["billing",1,0,null]`. Further
//! elements may be added at the end of a row; a reader passes over those that it does not know, and does without those that
//! are not there yet.

use std::fmt;

use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::{
    AgentId, AgentState, AgentStatus, Doing, NotReadyReason, QueueId, QueueStatus, ReasonId, Timestamp, if_known,
};

/// The agent, a word for the state, the number of chats, a letter for each thing that is so (`c` connected, `a` available, `d`
/// do not disturb), and since when the state is so. A reason of the centre's own follows: the word is then `not_ready`.
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
            NotReadyReason::NoAnswer => "no_answer",
            NotReadyReason::Chosen(ReasonId::BREAK) => "break",
            NotReadyReason::Chosen(ReasonId::MEETING) => "meeting",
            NotReadyReason::Chosen(ReasonId::TRAINING) => "training",
            NotReadyReason::Chosen(ReasonId::OTHER_WORK) => "other_work",
            NotReadyReason::Chosen(_) | NotReadyReason::Unsupported => "not_ready",
        },
    }
}

/// A reason for which there is no word.
fn own_reason(state: AgentState) -> Option<ReasonId> {
    match state {
        AgentState::NotReady { reason: NotReadyReason::Chosen(reason) } => {
            (!ReasonId::USUAL.contains(&reason)).then_some(reason)
        }
        AgentState::Ready
        | AgentState::NotReady { .. }
        | AgentState::AfterWork
        | AgentState::LoggedOut
        | AgentState::Unsupported => None,
    }
}

/// A word from a newer peer is a state that is not known.
fn state(word: &str, own: Option<&str>) -> AgentState {
    let not_ready = |reason| AgentState::NotReady { reason };
    match word {
        "ready" => AgentState::Ready,
        "after_work" => AgentState::AfterWork,
        "logged_out" => AgentState::LoggedOut,
        "signed_in" => not_ready(NotReadyReason::SignedIn),
        "break" => not_ready(NotReadyReason::BREAK),
        "meeting" => not_ready(NotReadyReason::MEETING),
        "training" => not_ready(NotReadyReason::TRAINING),
        "other_work" => not_ready(NotReadyReason::OTHER_WORK),
        "no_answer" => not_ready(NotReadyReason::NoAnswer),
        "not_ready" => not_ready(own.map_or(NotReadyReason::Unsupported, NotReadyReason::of)),
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
        let (word, since) = (word(doing.state), doing.since);
        match own_reason(doing.state) {
            None => (agent, word, doing.chats, marks, since).serialize(to),
            Some(reason) => (agent, word, doing.chats, marks, since, reason).serialize(to),
        }
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
        let Row(agent, word, chats, marks, since, reason): Row<AgentId, String, u32, String, Timestamp, Lenient> =
            Row::deserialize(from)?;
        let reason = reason.and_then(|Lenient(reason)| reason);
        let is = |mark| marks.contains(mark);
        let doing = Doing {
            state: state(&word, reason.as_deref()),
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
        let Row(queue, available, waiting, longest_waiting_since, _, _): Row<
            QueueId,
            u32,
            u32,
            Option<Timestamp>,
            IgnoredAny,
            IgnoredAny,
        > = Row::deserialize(from)?;
        Ok(Self(QueueStatus { queue, available, waiting, longest_waiting_since }))
    }
}

/// A word, or something else that a newer peer has put there.
struct Lenient(Option<String>);

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(if_known(from)?))
    }
}

/// Four elements, two more if they are there, and whatever follows them.
struct Row<A, B, C, D, E, F>(A, B, C, D, Option<E>, Option<F>);

impl<'de, A, B, C, D, E, F> Deserialize<'de> for Row<A, B, C, D, E, F>
where
    A: Deserialize<'de>,
    B: Deserialize<'de>,
    C: Deserialize<'de>,
    D: Deserialize<'de>,
    E: Deserialize<'de>,
    F: Deserialize<'de>,
{
    fn deserialize<De: Deserializer<'de>>(from: De) -> Result<Self, De::Error> {
        struct Elements<A, B, C, D, E, F>(std::marker::PhantomData<(A, B, C, D, E, F)>);

        impl<'de, A, B, C, D, E, F> Visitor<'de> for Elements<A, B, C, D, E, F>
        where
            A: Deserialize<'de>,
            B: Deserialize<'de>,
            C: Deserialize<'de>,
            D: Deserialize<'de>,
            E: Deserialize<'de>,
            F: Deserialize<'de>,
        {
            type Value = Row<A, B, C, D, E, F>;

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
                let sixth = row.next_element()?;
                while row.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Row(first, second, third, fourth, fifth, sixth))
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
        let own = ReasonId::new("lunch").unwrap();
        let reasons = [
            NotReadyReason::SignedIn,
            NotReadyReason::BREAK,
            NotReadyReason::MEETING,
            NotReadyReason::TRAINING,
            NotReadyReason::OTHER_WORK,
            NotReadyReason::NoAnswer,
            NotReadyReason::Chosen(own),
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
