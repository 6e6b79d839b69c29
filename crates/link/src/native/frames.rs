//! The frames of our own server, and what they are to the engine.

use konsil_protocol::domain::{Extent, Rest, Signal, States, Watch};
use konsil_protocol::wire::agent::{self, Answer, FromAgent, ToAgent};
use konsil_protocol::wire::{Cursor, MAX_FRAME_BYTES, MAX_PAGE};

use super::known::{Known, NeverSent};
use crate::line::{Incoming, Join, Numbered, Outgoing, Page, ReadTo, Verdict};

/// Of an event's id, in a cursor.
const TAG_CHARS: usize = 8;

/// A frame larger than the server takes. It is never sent: the server would cut the connection at each attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

/// What a frame tells; nothing for what concerns the connection alone.
///
/// # Errors
/// The end of the connection, for what ends it.
pub(super) fn incoming(frame: ToAgent, known: &mut Known) -> Result<Vec<Incoming>, Verdict> {
    Ok(vec![match frame {
        ToAgent::Elsewhere => return Err(Verdict::Elsewhere),
        ToAgent::Welcome { .. } | ToAgent::Ping { .. } | ToAgent::Pong { .. } => return Ok(Vec::new()),
        ToAgent::Directory { directory } => return Ok(known.hear_former(directory)),
        ToAgent::Names { hash, names } => known.hear(hash, names).map_err(|NeverSent| {
            tracing::warn!("the server speaks of names that it has not sent");
            Verdict::FAULT
        })?,
        ToAgent::Unreadable { refusal } => {
            tracing::warn!(?refusal, "the server could not read a frame");
            return Ok(Vec::new());
        }
        ToAgent::Ready => Incoming::Ready,
        ToAgent::Me { me } => Incoming::Me(me),
        ToAgent::Mine { mine } => Incoming::Mine(mine),
        ToAgent::States { whole, agents, queues } => Incoming::States(States {
            extent: if whole { Extent::Everybody } else { Extent::Changed },
            agents: agents.into_iter().map(|row| row.0).collect(),
            queues: queues.into_iter().map(|row| row.0).collect(),
        }),
        ToAgent::Waiting { queue, list } => Incoming::Waiting { queue, list },
        ToAgent::Case { view } => Incoming::Case(view),
        ToAgent::Gone { case } => Incoming::Gone { case },
        ToAgent::Entries { log, reset, entries, more, older } => {
            let page = Page {
                join: if reset { Join::Restarts } else { Join::Continues },
                entries: entries.into_iter().map(numbered).collect(),
                later: rest(more),
                earlier: rest(older),
            };
            Incoming::Page { log, page }
        }
        ToAgent::Entry { log, entry } => Incoming::Entry { log, entry: numbered(entry) },
        ToAgent::Older { log, entries, older } => {
            let entries = entries.into_iter().map(numbered).collect();
            Incoming::Older { log, entries, earlier: rest(older) }
        }
        ToAgent::Answer { id, result } => {
            let result = match result {
                Answer::Accepted => Ok(()),
                Answer::Refused { refusal } => Err(refusal),
            };
            Incoming::Answered { id, result }
        }
        ToAgent::Signal { from, signal: Signal::Typing { thread } } => Incoming::Typing { thread, who: from },
    }])
}

/// # Errors
/// [`TooLarge`]
pub(super) fn outgoing(outgoing: Outgoing) -> Result<String, TooLarge> {
    match outgoing {
        Outgoing::Command { id, json } => {
            let id = serde_json::to_string(&id).map_err(|_| TooLarge)?;
            // Put together as text: the command travels byte by byte as it was first made.
            bounded(format!(r#"{{"type":"command","id":{id},"command":{json}}}"#))
        }
        Outgoing::Page { log, after, limit } => {
            let after = after.map(cursor);
            write(&FromAgent::Page { log, after, limit: limit.min(MAX_PAGE) })
        }
        Outgoing::Older { log, before, limit } => write(&FromAgent::Older { log, before, limit: limit.min(MAX_PAGE) }),
        Outgoing::Signal(signal) => write(&FromAgent::Signal { signal }),
        Outgoing::Waiting(queue) => write(&FromAgent::Waiting { queue }),
        Outgoing::Watch(watch) => write(&FromAgent::Watch { on: watch == Watch::On }),
    }
}

/// # Errors
/// [`TooLarge`]
pub(super) fn write(frame: &FromAgent) -> Result<String, TooLarge> {
    bounded(serde_json::to_string(frame).map_err(|_| TooLarge)?)
}

fn bounded(text: String) -> Result<String, TooLarge> {
    if text.len() <= MAX_FRAME_BYTES { Ok(text) } else { Err(TooLarge) }
}

/// The wire says it with a flag.
fn rest(is_there: bool) -> Rest {
    if is_there { Rest::More } else { Rest::Nothing }
}

fn numbered(numbered: agent::Numbered) -> Numbered {
    let agent::Numbered { after, seq, entry } = numbered;
    Numbered { after, seq, entry }
}

fn cursor(read: ReadTo) -> Cursor {
    Cursor { seq: read.seq, tag: read.id.as_str().chars().take(TAG_CHARS).collect() }
}

#[cfg(test)]
mod tests {
    use konsil_protocol::domain::MessageContent;
    use konsil_protocol::domain::{CaseId, Command, CommandId, EventId, Thread, ThreadRef};
    use konsil_protocol::wire::{Decoded, decode};

    use super::*;

    #[test]
    fn a_command_travels_byte_by_byte_as_it_was_made() {
        let id = CommandId::new("c1").unwrap();
        // A field that this program would not write, and an order of its own.
        let json = r#"{"text":"Gr\u00fc\u00dfe","later":1,"kind":"send_message","thread":{"kind":"main"},"case":"a"}"#;
        let text = outgoing(Outgoing::Command { id: id.clone(), json: json.to_owned() }).unwrap();
        assert!(text.contains(json), "{text}");
        let case = CaseId::new("a").unwrap();
        let command =
            Command::SendMessage { case, thread: Thread::Main, content: MessageContent::Text("Grüße".to_owned()) };
        assert_eq!(decode(&text, FromAgent::KINDS), Decoded::Known(FromAgent::Command { id, command }));
    }

    #[test]
    fn a_cursor_names_the_last_entry_by_the_beginning_of_its_id() {
        let log = ThreadRef { case: CaseId::new("a").unwrap(), thread: Thread::Main };
        let after = Some(ReadTo { seq: 2, id: EventId::new("event-0002-rest").unwrap() });
        let text = outgoing(Outgoing::Page { log, after, limit: 9_999 }).unwrap();
        assert!(text.contains(r#""after":{"seq":2,"tag":"event-00"},"limit":200"#), "{text}");
    }
}
