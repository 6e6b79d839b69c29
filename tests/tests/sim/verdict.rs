//! What must be true when the network is whole again and everybody has caught up.

use konsil_centre::{CaseEvent, Recorded};
use konsil_protocol::domain::{CaseId, MessageContent, Party, Thread, ThreadRef};

use super::agent::Received;
use super::contact::Page;
use super::store::SimStore;

/// # Errors
/// What is not so, in words.
pub fn judge(store: &SimStore, case: &CaseId, page: &Page, desks: [(&str, &Received); 2]) -> Result<(), String> {
    let main = messages(&store.truth(&ThreadRef::main(case.clone())));
    let of_contact = texts(main.iter().filter(|(from, _)| *from == Party::Contact));
    // The first words came with the opening.
    same("the contact's messages in the store", &of_contact[1..], &page.said)?;
    same("what the contact reads", &page.texts(), &texts(main.iter()))?;
    for (name, desk) in desks {
        if desk.entries.len() != 2 {
            return Err(format!(
                "{name} reads {} threads instead of the chat and the consultation",
                desk.entries.len()
            ));
        }
        for (thread, said) in threads(desk) {
            let log = messages(&store.truth(&ThreadRef { case: case.clone(), thread: thread.clone() }));
            let own = texts(log.iter().filter(|(from, _)| is_agent(from, name)));
            same(&format!("{name}'s messages in {thread:?} in the store"), &own, &said)?;
            let (read, all) = (desk.texts(&thread), texts(log.iter()));
            let missing = if desk.older.get(&thread) == Some(&true) { all.len().saturating_sub(read.len()) } else { 0 };
            same(&format!("what {name} reads in {thread:?}"), &read, &all[missing..])?;
        }
    }
    Ok(())
}

/// The threads this desktop reads, with what was said from it in each.
fn threads(desk: &Received) -> Vec<(Thread, Vec<String>)> {
    desk.entries
        .keys()
        .map(|thread| {
            let said = desk.said.iter().filter(|(at, _)| at == thread).map(|(_, text)| text.clone()).collect();
            (thread.clone(), said)
        })
        .collect()
}

fn is_agent(from: &Party, name: &str) -> bool {
    match from {
        Party::Agent { agent } => agent.as_str() == name,
        Party::Contact | Party::Expert { .. } | Party::Supervisor { .. } | Party::Unsupported { .. } => false,
    }
}

fn messages(log: &[Recorded]) -> Vec<(Party, String)> {
    log.iter()
        .filter_map(|recorded| {
            if let CaseEvent::MessageSent { origin, content: MessageContent::Text(text), .. } = &recorded.event {
                Some((origin.by.clone(), text.clone()))
            } else {
                None
            }
        })
        .collect()
}

fn texts<'a>(messages: impl Iterator<Item = &'a (Party, String)>) -> Vec<String> {
    messages.map(|(_, text)| text.clone()).collect()
}

fn same(what: &str, found: &[String], expected: &[String]) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    let at = found.iter().zip(expected).take_while(|(a, b)| a == b).count();
    let around =
        |list: &[String]| list.iter().skip(at.saturating_sub(1)).take(4).cloned().collect::<Vec<_>>().join(", ");
    Err(format!(
        "{what}: {} instead of {}, from place {at}: [{}] instead of [{}]",
        found.len(),
        expected.len(),
        around(found),
        around(expected)
    ))
}
