//! Section 5: what travels, what closes, and how a queue takes over.

use konsil_protocol::domain::{ConsultationEnd, ConsultationState, Standing};

use super::*;

#[test]
fn the_senders_window_closes_without_mark_done_and_the_rest_travels() {
    let mut centre = Centre::open();
    centre.queue_rules("rates").disposition_mandatory = true;
    centre.chats("anna", "a");
    centre.does("anna", "a", Command::SetNote { case: case("a"), text: "Vorgeschichte".into() }).unwrap();
    centre.consults("anna", "a", by_name("ben")).unwrap();
    centre.accepts("ben");
    centre.consults("anna", "a", by_name("cleo")).unwrap();
    centre.transfers("anna", "a", by_name("ben")).unwrap();
    assert_eq!(centre.me("ben").invitations[0].text.as_deref(), Some("Bitte"), "the note is read first");
    centre.writes("anna", "a", "Ich verbinde Sie").unwrap();
    centre.accepts("ben");
    assert_eq!(centre.view("anna", "a"), None);
    assert_eq!(centre.asked("a"), [], "what anna asked is withdrawn");
    assert_eq!(centre.me("anna").places_taken, 0);
    assert_eq!(centre.writes("anna", "a", "noch etwas"), Err(Refusal::NoSuchCase));
    assert_eq!(centre.notes_read_by("ben", "a"), [("anna".to_owned(), "Bitte".to_owned())], "and stays to be read");
    let view = centre.sees_of_it("ben", "a");
    assert_eq!((view.standing, view.note.as_str()), (Standing::Member, "Vorgeschichte"));
    assert!(matches!(view.consultations[0].state, ConsultationState::Ended { why: ConsultationEnd::Transferred, .. }));
    let joined = ContactEvent::Joined { name: "ben".into() };
    let left = ContactEvent::Left { name: "anna".into() };
    assert_eq!(centre.contact_reads("a")[4..], [joined, left]);
}

#[test]
fn of_a_note_the_contact_gets_nothing_not_even_that_there_is_one() {
    let read = |note: Option<&str>, target: ConsultTarget, who: &str| {
        let mut centre = Centre::open();
        centre.chats("anna", "a");
        let note = note.map(str::to_owned);
        centre.does("anna", "a", Command::AskTransfer { case: case("a"), target, note }).unwrap();
        if centre.asked("a").is_empty() {
            centre.routes();
        }
        centre.accepts(who);
        centre.contact_reads("a")
    };
    for (target, who) in [(by_name("ben"), "ben"), (by_queue("loans"), "cleo")] {
        assert_eq!(read(Some("Droht mit Kündigung"), target.clone(), who), read(None, target, who));
    }
}

#[test]
fn a_transfer_not_accepted_changes_nothing() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.transfers("anna", "a", by_name("ben")).unwrap();
    let before = centre.contact_reads("a");
    centre.lets_expire("ben");
    assert_eq!(centre.owner("a"), Some("anna"));
    assert_eq!(centre.contact_reads("a"), before);
    centre.writes("anna", "a", "Ich bin noch da").unwrap();
}

#[test]
fn in_a_conference_only_the_owner_is_replaced_also_by_a_member() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.confer("anna", "a", "ben");
    centre.confer("anna", "a", "dora");
    assert_eq!(centre.transfers("ben", "a", by_name("cleo")), Err(Refusal::NotPermitted));
    assert_eq!(centre.transfers("anna", "a", by_queue("loans")), Err(Refusal::OtherAgentInChat));
    centre.transfers("anna", "a", by_name("dora")).unwrap();
    let before = centre.contact_reads("a").len();
    assert_eq!(centre.notes_read_by("dora", "a"), [], "only what was accepted is a line");
    centre.accepts("dora");
    assert_eq!(centre.notes_read_by("dora", "a").len(), 1);
    assert_eq!(centre.owner("a"), Some("dora"));
    let members = centre.sees_of_it("ben", "a").members;
    assert_eq!(members.iter().map(|m| m.party.as_agent().unwrap().as_str()).collect::<Vec<_>>(), ["ben", "dora"]);
    assert_eq!(centre.contact_reads("a")[before..], [ContactEvent::Left { name: "anna".into() }]);
    assert_eq!(centre.seat("dora").sessions.len(), 1);
}

#[test]
fn a_queue_takes_over_at_once_and_the_next_agent_reads_the_note() {
    let mut centre = Centre::open();
    centre.chats("anna", "a");
    centre.transfers("anna", "a", by_queue("loans")).unwrap();
    assert_eq!(centre.view("anna", "a"), None);
    assert_eq!(centre.contact_reads("a").last(), Some(&ContactEvent::Waiting));
    assert_eq!(centre.routes(), Some(("a".to_owned(), "cleo".to_owned())));
    assert_eq!(centre.me("cleo").invitations[0].text.as_deref(), Some("Bitte"));
    assert_eq!(centre.me("cleo").invitations[0].by, None);
    centre.accepts("cleo");
    assert_eq!(centre.owner("a"), Some("cleo"));
    assert_eq!(centre.notes_read_by("cleo", "a"), [("anna".to_owned(), "Bitte".to_owned())]);
}

#[test]
fn the_sender_gets_the_chat_back_only_when_no_colleague_can_take_it() {
    let mut centre = Centre::closed();
    centre.comes_to_work("anna");
    centre.comes_to_work("ben");
    centre.chats("anna", "a");
    centre.transfers("anna", "a", by_queue("rates")).unwrap();
    centre.writes_in("b", "rates");
    assert_eq!(centre.routes(), Some(("a".to_owned(), "ben".to_owned())));
    centre.declines("ben");
    assert_eq!(centre.routes(), Some(("a".to_owned(), "anna".to_owned())), "ben cannot be asked again now");
}

#[test]
fn the_sender_waits_while_a_colleague_looks_at_another_offer() {
    let mut centre = Centre::closed();
    centre.comes_to_work("anna");
    centre.chats("anna", "a");
    centre.writes_in("b", "rates");
    centre.comes_to_work("ben");
    centre.act("b", &Act::Centre(CentreAct::Offer { agent: agent("ben") })).unwrap();
    centre.transfers("anna", "a", by_queue("rates")).unwrap();
    assert_eq!(centre.routes(), None);
    centre.accepts("ben");
    assert_eq!(centre.routes(), Some(("a".to_owned(), "ben".to_owned())));
}
