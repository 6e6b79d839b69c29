//! A chat that is searched, or written out for those who read it elsewhere.

use konsil_protocol::domain::{AgentId, Entry, EntryBody, Party, Rest, SystemMessage, Thread};

use super::consultation::consulted;
use crate::boundary::input::{AskTranscript, FindLines, Readers};
use crate::boundary::phrases;
use crate::boundary::view::{FoundLines, Inside, Line, LineBody, Phrase, SendState, TranscriptLine, TranscriptView};
use crate::chats::chat::Chat;
use crate::pending::workspace::Workspace;
use crate::thread::find::Finder;
use crate::thread::line::{Naming as _, Reader};

/// More are counted, and not gone through one by one.
const FOUND_AT_MOST: usize = 1_000;

pub(crate) fn find_lines(workspace: &Workspace<'_>, find: &FindLines) -> FoundLines {
    let found = || {
        let chat = workspace.chats.get(&find.thread.case)?;
        let log = chat.conversation().thread(&find.thread.thread)?;
        let finder = Finder::new(&find.text)?;
        let reader = workspace.people().reader(chat.contact(), &find.thread.thread);
        Some(log.find(&finder, &reader).collect())
    };
    let mut lines: Vec<_> = found().unwrap_or_default();
    let total = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    lines.drain(..lines.len().saturating_sub(FOUND_AT_MOST));
    FoundLines { lines, total }
}

pub(crate) fn transcript(workspace: &Workspace<'_>, ask: &AskTranscript) -> TranscriptView {
    let Some(chat) = workspace.chats.get(&ask.case) else {
        return TranscriptView {
            contact: String::new(),
            queue: String::new(),
            opened_at: None,
            lines: Vec::new(),
            whole: false,
        };
    };
    let threads = match ask.readers {
        Readers::Contact => vec![Thread::Main],
        Readers::Inside => chat.shown_threads(),
    };
    let written: Vec<_> = threads.iter().map(|thread| written(workspace, chat, thread, ask.readers)).collect();
    let whole = written.iter().all(|(_, rest)| *rest == Rest::Nothing);
    let mut lines: Vec<_> = written.into_iter().flat_map(|(lines, _)| lines).collect();
    // In the order of their time; those of one thread stay as they are.
    lines.sort_by_key(|told| told.line.at);
    let view = chat.view();
    TranscriptView {
        contact: chat.contact().to_owned(),
        queue: view.map(|view| workspace.names().queue(&view.queue, workspace.language).to_owned()).unwrap_or_default(),
        opened_at: view.map(|view| view.opened_at),
        lines,
        whole,
    }
}

fn written(workspace: &Workspace<'_>, chat: &Chat, thread: &Thread, readers: Readers) -> (Vec<TranscriptLine>, Rest) {
    let Some(log) = chat.conversation().thread(thread) else { return (Vec::new(), Rest::More) };
    // Whoever reads it is nobody in it: the agent is named like all others.
    let reader = Reader { me: None, ..workspace.people().reader(chat.contact(), thread) };
    let (entries, rest) = log.entries();
    let lines = entries.filter_map(|entry| {
        let seen = match thread {
            Thread::Main => as_contact_read(workspace, &reader, entry),
            Thread::Consultation { .. } => None,
        };
        match (readers, seen) {
            (Readers::Contact, seen) => seen.map(|line| TranscriptLine { line, inside: Inside::No }),
            (Readers::Inside, Some(_)) => Some(TranscriptLine { line: reader.line(entry), inside: Inside::No }),
            (Readers::Inside, None) => {
                Some(TranscriptLine { line: reader.line(entry), inside: inside(workspace, chat, thread) })
            }
        }
    });
    (lines.collect(), rest)
}

fn inside(workspace: &Workspace<'_>, chat: &Chat, thread: &Thread) -> Inside {
    let Thread::Consultation { consultation } = thread else { return Inside::Chat };
    let consultations = chat.view().map(|view| view.consultations.as_slice()).unwrap_or_default();
    let found = consultations.iter().find(|found| &found.consultation == consultation);
    Inside::Consultation { with: found.map(|found| consulted(workspace, found)).unwrap_or_default() }
}

/// A line of the chat as the contact has read it. None: the contact has nothing of it.
fn as_contact_read(workspace: &Workspace<'_>, reader: &Reader<'_>, entry: &Entry) -> Option<Line> {
    let name = |agent: &AgentId| {
        let me = workspace.identity.me().filter(|me| &me.agent == agent);
        // What contacts see of the others instead of their names is not known here.
        let nickname = me.and_then(|me| me.nickname.as_deref());
        nickname.unwrap_or_else(|| workspace.names().agent(agent)).to_owned()
    };
    let said = |phrase: Phrase| Some(LineBody::System { phrase, private: false, note: None });
    let body = match &entry.body {
        EntryBody::Message { origin, message, content } => {
            let (shown, side) = reader.author(&origin.by);
            let author = match &origin.by {
                Party::Agent { agent } | Party::Supervisor { agent } => name(agent),
                Party::Contact | Party::Expert { .. } | Party::Unsupported { .. } => shown.name.to_owned(),
            };
            let (content, message) = (content.clone(), message.clone());
            Some(LineBody::Message { author, role: None, side, content, state: SendState::Sent, message })
        }
        EntryBody::System { system } => match system {
            SystemMessage::ChatOpened => said(phrases::chat_opened()),
            SystemMessage::BackInQueue { .. } => said(phrases::back_in_queue()),
            SystemMessage::AgentJoined { agent, how: _ } => said(phrases::agent_joined(&name(agent), "none")),
            SystemMessage::AgentLeft { agent, why: _ } => said(phrases::agent_left(&name(agent), "none")),
            SystemMessage::ContactLeft { why } => said(phrases::contact_left(*why, reader.contact)),
            SystemMessage::ChatEnded => said(phrases::chat_ended()),
            SystemMessage::OwnerChanged { .. }
            | SystemMessage::ContactInterrupted
            | SystemMessage::ContactReturned
            | SystemMessage::ConsultationAsked { .. }
            | SystemMessage::ConsultationStarted { .. }
            | SystemMessage::ConsultationNotAccepted { .. }
            | SystemMessage::ConsultationEnded { .. } => None,
        },
        EntryBody::Unsupported { .. } => None,
    }?;
    Some(Line { key: entry.id.to_string(), at: entry.at, body })
}
