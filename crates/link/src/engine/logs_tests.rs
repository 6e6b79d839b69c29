//! What a desktop gets to read, whatever the line does.

use std::collections::BTreeSet;

use konsil_protocol::domain::{
    CaseId, ConsultationId, EntriesChange, Entry, EntryBody, EventId, Placed, Rest, SystemMessage, Thread, ThreadRef,
    Timestamp,
};

use super::logs::{Inconsistent, Logs, Step};
use crate::line::{Join, Numbered, Outgoing, Page, ReadTo};

fn case() -> CaseId {
    CaseId::new("case-1").unwrap()
}

fn main() -> ThreadRef {
    ThreadRef { case: case(), thread: Thread::Main }
}

fn entry(after: u64, seq: u64) -> Numbered {
    let body = EntryBody::System { system: SystemMessage::ChatOpened };
    let id = EventId::new(format!("event-{seq:04}-rest")).unwrap();
    Numbered { after, seq, entry: Entry { id, at: Timestamp(0), body } }
}

fn orders(entries: &[Placed]) -> Vec<u64> {
    entries.iter().map(|entry| entry.order).collect()
}

fn after(ask: Option<Outgoing>) -> Option<ReadTo> {
    match ask {
        Some(Outgoing::Page { after, .. }) => after,
        other => panic!("no page was asked for: {other:?}"),
    }
}

fn read_to(last: u64) -> Logs {
    let mut logs = Logs::default();
    assert_eq!(logs.readable(&case(), &[Thread::Main]).len(), 1);
    let entries = (1..=last).map(|seq| entry(seq - 1, seq)).collect();
    logs.page(&main(), Page { join: Join::Restarts, entries, later: Rest::Nothing, earlier: Rest::Nothing }).unwrap();
    logs
}

#[test]
fn a_log_is_read_page_by_page_until_its_end() {
    let mut logs = Logs::default();
    let ask = logs.readable(&case(), &[Thread::Main]);
    assert_eq!(after(ask.into_iter().next()), None);
    assert_eq!(logs.readable(&case(), &[Thread::Main]), [], "asked once");

    let step = logs
        .page(
            &main(),
            Page {
                join: Join::Restarts,
                entries: vec![entry(0, 1), entry(1, 2)],
                later: Rest::More,
                earlier: Rest::More,
            },
        )
        .unwrap();
    assert!(
        matches!(&step.change, Some(EntriesChange::Reset { entries, earlier: Rest::More }) if orders(entries) == [1, 2])
    );
    let cursor = after(step.ask).unwrap();
    assert_eq!((cursor.seq, cursor.id.as_str()), (2, "event-0002-rest"));

    let step = logs
        .page(
            &main(),
            Page { join: Join::Continues, entries: vec![entry(2, 5)], later: Rest::Nothing, earlier: Rest::More },
        )
        .unwrap();
    assert!(matches!(&step.change, Some(EntriesChange::Appended { entries }) if orders(entries) == [5]));
    assert_eq!(step.ask, None);
}

#[test]
fn what_comes_twice_is_told_once() {
    let mut logs = read_to(3);
    assert_eq!(logs.live(&main(), entry(2, 3)), Step::default());
    let step = logs.live(&main(), entry(3, 7));
    assert!(matches!(&step.change, Some(EntriesChange::Appended { entries }) if orders(entries) == [7]));
    assert_eq!(logs.live(&main(), entry(3, 7)), Step::default());
}

#[test]
fn a_missing_entry_is_fetched_before_anything_later_is_told() {
    let mut logs = read_to(3);
    let step = logs.live(&main(), entry(4, 5));
    assert_eq!(step.change, None);
    assert_eq!(after(step.ask).unwrap().seq, 3);
    assert_eq!(logs.live(&main(), entry(5, 6)), Step::default(), "the page is already under way");

    let step = logs
        .page(
            &main(),
            Page {
                join: Join::Continues,
                entries: vec![entry(3, 4), entry(4, 5)],
                later: Rest::Nothing,
                earlier: Rest::Nothing,
            },
        )
        .unwrap();
    assert!(matches!(&step.change, Some(EntriesChange::Appended { entries }) if orders(entries) == [4, 5]));
    assert_eq!(after(step.ask).unwrap().seq, 5, "the sixth came in between and was not in the page");
    let step = logs
        .page(
            &main(),
            Page { join: Join::Continues, entries: vec![entry(5, 6)], later: Rest::Nothing, earlier: Rest::Nothing },
        )
        .unwrap();
    assert!(matches!(&step.change, Some(EntriesChange::Appended { entries }) if orders(entries) == [6]));
}

#[test]
fn after_a_cut_reading_goes_on_where_it_stopped() {
    let mut logs = read_to(3);
    logs.cut();
    let ask = logs.readable(&case(), &[Thread::Main]);
    assert_eq!(after(ask.into_iter().next()).unwrap().seq, 3);
    let step = logs
        .page(&main(), Page { join: Join::Continues, entries: vec![], later: Rest::Nothing, earlier: Rest::Nothing })
        .unwrap();
    assert_eq!(step, Step::default());
}

#[test]
fn a_restored_server_is_believed_and_everything_is_told_anew() {
    let mut logs = read_to(9);
    logs.cut();
    logs.readable(&case(), &[Thread::Main]);
    let step = logs
        .page(
            &main(),
            Page { join: Join::Restarts, entries: vec![entry(0, 1)], later: Rest::Nothing, earlier: Rest::Nothing },
        )
        .unwrap();
    assert!(
        matches!(&step.change, Some(EntriesChange::Reset { entries, earlier: Rest::Nothing }) if orders(entries) == [1])
    );
    let step = logs.live(&main(), entry(1, 2));
    assert!(matches!(&step.change, Some(EntriesChange::Appended { entries }) if orders(entries) == [2]));
}

#[test]
fn a_page_with_a_hole_is_not_told() {
    let mut logs = read_to(3);
    logs.live(&main(), entry(4, 5));
    assert_eq!(
        logs.page(
            &main(),
            Page { join: Join::Continues, entries: vec![entry(4, 5)], later: Rest::Nothing, earlier: Rest::Nothing }
        ),
        Err(Inconsistent)
    );
    logs.cut();
    let ask = logs.readable(&case(), &[Thread::Main]);
    assert_eq!(after(ask.into_iter().next()), None, "from the beginning");
}

#[test]
fn older_entries_are_asked_for_once_and_told_before_the_others() {
    let mut logs = Logs::default();
    logs.readable(&case(), &[Thread::Main]);
    assert_eq!(logs.ask_older(&main()), None, "not read yet");
    logs.page(
        &main(),
        Page { join: Join::Restarts, entries: vec![entry(60, 61)], later: Rest::Nothing, earlier: Rest::More },
    )
    .unwrap();
    assert!(matches!(logs.ask_older(&main()), Some(Outgoing::Older { before: 61, limit: 200, .. })));
    assert_eq!(logs.ask_older(&main()), None);
    let change = logs.older(&main(), vec![entry(58, 59), entry(59, 60)], Rest::More);
    assert!(
        matches!(&change, Some(EntriesChange::Prepended { entries, earlier: Rest::More }) if orders(entries) == [59, 60])
    );
    assert!(matches!(logs.ask_older(&main()), Some(Outgoing::Older { before: 59, .. })));
}

#[test]
fn a_log_that_may_no_longer_be_read_is_forgotten() {
    let mut logs = read_to(3);
    let consultation = Thread::Consultation { consultation: ConsultationId::new("c").unwrap() };
    assert_eq!(logs.readable(&case(), &[Thread::Main, consultation.clone()]).len(), 1);
    logs.readable(&case(), &[consultation]);
    assert_eq!(logs.live(&main(), entry(3, 4)), Step::default());
    logs.gone(&case());
    let asks = logs.readable(&case(), &[Thread::Main]);
    assert_eq!(after(asks.into_iter().next()), None);
    logs.keep_only(&BTreeSet::new());
    assert_eq!(logs.live(&main(), entry(3, 4)), Step::default());
}
