//! 2.4, 3.5 and 11.1: who sees that somebody types.

use konsil_protocol::domain::{Signal, ThreadRef};

use super::*;

/// Who gets that `name` types there: the contact, and which agents. None where `name` may not type.
fn typing(centre: &Centre, on: &str, name: &str, thread: &Thread) -> Option<(bool, Vec<String>)> {
    let from = viewer(&centre.cases[&case(on)], &agent(name), thread)?;
    to(centre, on, &from, thread)
}

fn to(centre: &Centre, on: &str, from: &Viewer, thread: &Thread) -> Option<(bool, Vec<String>)> {
    let signal = Signal::Typing { thread: ThreadRef { case: case(on), thread: thread.clone() } };
    let to = addressees(&centre.cases[&case(on)], from, &signal)?;
    Some((to.contact, to.agents.iter().map(ToString::to_string).collect()))
}

#[test]
fn typing_goes_to_those_who_read_the_thread_and_to_the_contact_in_the_chat_only() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    let reached = |contact, agents: &[&str]| Some((contact, agents.iter().map(ToString::to_string).collect()));
    assert_eq!(typing(&centre, "a", "anna", &Thread::Main), reached(true, &[]));
    assert_eq!(to(&centre, "a", &Viewer::Contact, &Thread::Main), reached(false, &["anna"]));

    centre.confer("anna", "a", "cleo");
    centre.consults("anna", "a", by_name("ben")).unwrap();
    assert_eq!(typing(&centre, "a", "ben", &Thread::Main), None, "who is only asked has no part yet");
    centre.accepts("ben");
    let thread = Thread::Consultation { consultation: centre.consultation("a") };
    assert_eq!(typing(&centre, "a", "anna", &thread), reached(false, &["ben"]));
    assert_eq!(typing(&centre, "a", "ben", &thread), reached(false, &["anna"]));
    assert_eq!(typing(&centre, "a", "cleo", &thread), None, "nothing of a consultation between others");
    assert_eq!(to(&centre, "a", &Viewer::Contact, &thread), None);
    // Ben reads the chat along, and nobody may notice him.
    assert_eq!(typing(&centre, "a", "ben", &Thread::Main), None);
    assert_eq!(typing(&centre, "a", "anna", &Thread::Main), reached(true, &["ben", "cleo"]));

    centre.contact("a", ContactAct::Leave).unwrap();
    assert_eq!(typing(&centre, "a", "anna", &Thread::Main), reached(false, &["ben", "cleo"]));
    assert_eq!(to(&centre, "a", &Viewer::Contact, &Thread::Main), None);
    centre.ends("cleo", "a").unwrap();
    assert_eq!(typing(&centre, "a", "cleo", &Thread::Main), None, "a part that is over is over");
}
