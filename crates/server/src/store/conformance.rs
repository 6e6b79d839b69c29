//! What every store must do. Each store's own tests call [`conformance!`] with a way to make an empty one.

use std::{collections::BTreeMap, sync::Arc, thread};

use konsil_centre::{Audience, Case, CaseEvent, Recorded, Seat, SeatEvent, evolve, evolve_seat};
use konsil_protocol::{
    domain::{
        AgentId, CaseId, CommandId, ConsultTarget, ConsultationId, EventId, Language, MessageContent, Party, QueueId,
        Refusal, Thread, ThreadRef, Timestamp,
    },
    wire::agent::Answer,
};

use super::{
    CaseChange, CaseRecord, Change, Counters, Fingerprint, LogRange, Outcome, SeatChange, SecretHash, Store, StoreKey,
    StoredAnswer,
};

macro_rules! conformance {
    ($make:expr) => {
        $crate::store::conformance::conformance!($make;
            what_was_committed_is_loaded_and_restored_as_it_was
            a_case_that_is_over_is_loaded_but_not_restored
            a_change_may_build_on_the_one_before_it_in_the_same_commit
            a_stale_change_is_a_conflict_and_its_neighbours_are_made
            a_conflict_over_a_seat_leaves_nothing_of_the_change_behind
            an_answer_is_kept_once_and_given_back_until_it_is_forgotten
            a_secret_finds_its_case_and_cannot_be_taken_twice
            a_log_is_read_in_pages_from_both_ends
            the_contacts_log_has_only_what_has_a_number_of_the_contacts
            writers_that_race_lose_nothing_and_leave_no_gap
            a_case_is_found_as_it_stands_after_any_number_of_events
        );
    };
    ($make:expr; $($name:ident)*) => {$(
        #[test]
        fn $name() {
            $crate::store::conformance::$name(&$make);
        }
    )*};
}
pub(super) use conformance;

pub(super) fn case_id(name: &str) -> CaseId {
    CaseId::new(name).unwrap()
}

fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

/// Builds changes as the commit loop does, without any rule.
#[derive(Clone)]
pub(super) struct ChangeBuilder {
    pub(super) record: CaseRecord,
    expected: u64,
    events: Vec<Arc<Recorded>>,
}

impl ChangeBuilder {
    pub(super) fn new(name: &str) -> Self {
        let record = CaseRecord { case: Case::new(case_id(name)), counters: Counters::default() };
        let mut draft = Self { record, expected: 0, events: Vec::new() };
        let opened = CaseEvent::ChatOpened {
            last_agent: None,
            name: "Petra \"Klein\" \u{1f600}".to_owned(),
            language: Language::De,
            queue: QueueId::new("billing").unwrap(),
            page: None,
        };
        draft.push(Thread::Main, Audience::Everyone, opened);
        draft
    }

    pub(super) fn on(record: CaseRecord) -> Self {
        Self { expected: record.case.version, record, events: Vec::new() }
    }

    fn push(&mut self, thread: Thread, audience: Audience, event: CaseEvent) {
        let at = Timestamp(1_000 + i64::try_from(self.record.case.version).unwrap());
        evolve(&mut self.record.case, at, &event);
        let seq = self.record.counters.next(&thread);
        let for_contact = thread == Thread::Main && audience == Audience::Everyone;
        self.record.counters.contact += u64::from(for_contact);
        let contact_seq = for_contact.then_some(self.record.counters.contact);
        let id = format!("{}-{}-{seq}", self.record.case.id, self.record.case.version);
        self.events.push(Arc::new(Recorded {
            id: EventId::new(id).unwrap(),
            at,
            version: self.record.case.version,
            thread,
            seq,
            contact_seq,
            audience,
            event,
        }));
    }

    pub(super) fn says(self, text: &str) -> Self {
        self.says_in(Thread::Main, Audience::Everyone, text)
    }

    /// In a consultation that was begun before.
    fn asks(self, name: &str, text: &str) -> Self {
        let thread = Thread::Consultation { consultation: ConsultationId::new(name).unwrap() };
        self.says_in(thread, Audience::Agents, text)
    }

    fn says_in(mut self, thread: Thread, audience: Audience, text: &str) -> Self {
        let version = self.record.case.version;
        let said = CaseEvent::MessageSent {
            origin: Party::Contact.into(),
            message: CommandId::new(format!("m{version}")).unwrap(),
            contact_id: Some(format!("c{version}")),
            content: MessageContent::Text(text.to_owned()),
        };
        self.push(thread, audience, said);
        self
    }

    pub(super) fn notes(mut self, text: &str) -> Self {
        let noted = CaseEvent::NoteSet { by: agent("anna"), text: text.to_owned() };
        self.push(Thread::Main, Audience::Record, noted);
        self
    }

    pub(super) fn consults(mut self, name: &str) -> Self {
        let consultation = ConsultationId::new(name).unwrap();
        let started = CaseEvent::ConsultationStarted {
            consultation: consultation.clone(),
            by: agent("anna"),
            target: ConsultTarget::Agent { agent: agent("bert") },
            with: agent("bert").into(),
            question: None,
        };
        self.push(Thread::Consultation { consultation }, Audience::Agents, started);
        self
    }

    /// The change so far; the next change builds on it.
    pub(super) fn change(&mut self) -> Change {
        let case = CaseChange {
            expected: self.expected,
            after: Arc::new(self.record.clone()),
            open: true,
            events: std::mem::take(&mut self.events),
        };
        self.expected = self.record.case.version;
        Change { case: Some(case), seats: Vec::new(), answer: None, secret: None }
    }
}

fn seat_change(before: &Seat, events: &[SeatEvent]) -> SeatChange {
    let mut after = before.clone();
    for event in events {
        evolve_seat(&mut after, Timestamp(5), event);
    }
    SeatChange { agent: agent("anna"), expected: before.version, after }
}

fn nothing() -> Change {
    Change { case: None, seats: Vec::new(), answer: None, secret: None }
}

fn load_case(store: &dyn Store, name: &str) -> Option<CaseRecord> {
    store.load(&[StoreKey::Case(case_id(name))]).unwrap().cases.remove(&case_id(name))
}

pub(super) fn what_was_committed_is_loaded_and_restored_as_it_was<S: Store>(make: &impl Fn() -> S) {
    let store = make();
    assert_eq!(store.restore().unwrap(), super::Restored::default());
    let mut draft = ChangeBuilder::new("a").says("Hallo").consults("k1").notes("ruft zurück");
    let mut change = draft.change();
    let seat = seat_change(
        &Seat::new(),
        &[SeatEvent::Connected, SeatEvent::SessionBegan { case: case_id("a"), of_kind: None }],
    );
    change.seats.push(seat.clone());
    assert_eq!(store.commit(&[change]).unwrap(), [Outcome::Committed]);

    let restored = store.restore().unwrap();
    assert_eq!(restored.cases, BTreeMap::from([(case_id("a"), draft.record.clone())]));
    assert_eq!(restored.seats, BTreeMap::from([(agent("anna"), seat.after.clone())]));
    let keys = [StoreKey::Case(case_id("a")), StoreKey::Case(case_id("b")), StoreKey::Seat(agent("anna"))];
    let slice = store.load(&keys).unwrap();
    assert_eq!(slice.cases, restored.cases);
    assert_eq!(slice.seats, restored.seats);

    // The events make the case again.
    let mut again = Case::new(case_id("a"));
    let mut events = Vec::new();
    for thread in [Thread::Main, Thread::Consultation { consultation: ConsultationId::new("k1").unwrap() }] {
        events.extend(
            store.log(&ThreadRef { case: case_id("a"), thread }, LogRange::After { seq: 0, limit: 100 }).unwrap(),
        );
    }
    events.sort_by_key(|event| event.version);
    for event in &events {
        evolve(&mut again, event.at, &event.event);
    }
    assert_eq!(again, draft.record.case);
}

pub(super) fn a_case_that_is_over_is_loaded_but_not_restored<S: Store>(make: &impl Fn() -> S) {
    let store = make();
    let mut change = ChangeBuilder::new("a").change();
    if let Some(case) = &mut change.case {
        case.open = false;
    }
    store.commit(&[change]).unwrap();
    assert!(store.restore().unwrap().cases.is_empty());
    assert!(load_case(&store, "a").is_some());
}

pub(super) fn a_change_may_build_on_the_one_before_it_in_the_same_commit<S: Store>(make: &impl Fn() -> S) {
    let store = make();
    let mut draft = ChangeBuilder::new("a");
    let first = draft.change();
    draft = draft.says("Hallo");
    let second = draft.change();
    assert_eq!(store.commit(&[first, second]).unwrap(), [Outcome::Committed, Outcome::Committed]);
    assert_eq!(load_case(&store, "a"), Some(draft.record));
}

pub(super) fn a_stale_change_is_a_conflict_and_its_neighbours_are_made<S: Store>(make: &impl Fn() -> S) {
    let store = make();
    let mut draft = ChangeBuilder::new("a");
    store.commit(&[draft.change()]).unwrap();
    let (mut mine, mut other) = (draft.clone().says("ich"), draft.says("du"));
    assert_eq!(store.commit(&[other.change()]).unwrap(), [Outcome::Committed]);
    let changes = [
        ChangeBuilder::new("b").change(),
        mine.change(),
        ChangeBuilder::new("c").change(),
        ChangeBuilder::new("b").change(),
    ];
    let outcomes = store.commit(&changes).unwrap();
    assert_eq!(outcomes, [Outcome::Committed, Outcome::Conflict, Outcome::Committed, Outcome::Conflict]);
    assert_eq!(load_case(&store, "a"), Some(other.record));
    assert!(load_case(&store, "b").is_some() && load_case(&store, "c").is_some());
}

pub(super) fn a_conflict_over_a_seat_leaves_nothing_of_the_change_behind<S: Store>(make: &impl Fn() -> S) {
    let store = make();
    let connected = seat_change(&Seat::new(), &[SeatEvent::Connected]);
    store.commit(&[Change { seats: vec![connected.clone()], ..nothing() }]).unwrap();
    let mut change = ChangeBuilder::new("a").change();
    change.secret = Some(SecretHash::of("s"));
    change.seats = vec![seat_change(&Seat::new(), &[SeatEvent::SessionBegan { case: case_id("a"), of_kind: None }])];
    assert_eq!(store.commit(&[change]).unwrap(), [Outcome::Conflict]);
    let keys = [StoreKey::Case(case_id("a")), StoreKey::Seat(agent("anna")), StoreKey::Secret(SecretHash::of("s"))];
    let slice = store.load(&keys).unwrap();
    assert!(slice.cases.is_empty() && slice.secrets.is_empty());
    assert_eq!(slice.seats.get(&agent("anna")), Some(&connected.after));
    assert!(store.log(&ThreadRef::main(case_id("a")), LogRange::After { seq: 0, limit: 9 }).unwrap().is_empty());
}

pub(super) fn an_answer_is_kept_once_and_given_back_until_it_is_forgotten<S: Store>(make: &impl Fn() -> S) {
    let store = make();
    let answer = |at, refusal| {
        let fingerprint = Fingerprint::Arrived([7; 32]);
        StoredAnswer { fingerprint, at: Timestamp(at), answer: Answer::Refused { refusal } }
    };
    let key = |id: &str| (agent("anna"), CommandId::new(id).unwrap());
    let kept = answer(100, Refusal::ContactLeft);
    let change = |id: &str, answer: &StoredAnswer| Change { answer: Some((key(id), answer.clone())), ..nothing() };
    assert_eq!(store.commit(&[change("1", &kept)]).unwrap(), [Outcome::Committed]);
    assert_eq!(store.commit(&[change("1", &answer(200, Refusal::ChatEnded))]).unwrap(), [Outcome::Conflict]);
    assert_eq!(store.commit(&[change("2", &answer(200, Refusal::ChatEnded))]).unwrap(), [Outcome::Committed]);

    let keys = [StoreKey::Answer(key("1")), StoreKey::Answer((agent("bert"), CommandId::new("1").unwrap()))];
    assert_eq!(store.load(&keys).unwrap().answers, BTreeMap::from([(key("1"), kept)]));
    assert_eq!(store.forget_answers(Timestamp(150), 10).unwrap(), 1);
    assert!(store.load(&keys).unwrap().answers.is_empty());
    assert_eq!(store.load(&[StoreKey::Answer(key("2"))]).unwrap().answers.len(), 1);

    for (id, at) in [("3", 210), ("4", 220), ("5", 230)] {
        store.commit(&[change(id, &answer(at, Refusal::ChatEnded))]).unwrap();
    }
    let kept = |id: &str| store.load(&[StoreKey::Answer(key(id))]).unwrap().answers.len();
    assert_eq!(store.forget_answers(Timestamp(200), 2).unwrap(), 0);
    assert_eq!(store.forget_answers(Timestamp(225), 2).unwrap(), 2, "in portions");
    assert_eq!(["2", "3", "4", "5"].map(kept), [0, 0, 1, 1], "the oldest first");
    assert_eq!(store.forget_answers(Timestamp(225), 2).unwrap(), 1);
    assert_eq!(["4", "5"].map(kept), [0, 1]);
}

pub(super) fn a_secret_finds_its_case_and_cannot_be_taken_twice<S: Store>(make: &impl Fn() -> S) {
    let store = make();
    let opened = |name: &str| Change { secret: Some(SecretHash::of("secret")), ..ChangeBuilder::new(name).change() };
    assert_eq!(store.commit(&[opened("a"), opened("b")]).unwrap(), [Outcome::Committed, Outcome::Conflict]);
    let keys = [StoreKey::Secret(SecretHash::of("secret")), StoreKey::Secret(SecretHash::of("other"))];
    let found = store.load(&keys).unwrap().secrets;
    assert_eq!(found, BTreeMap::from([(SecretHash::of("secret"), case_id("a"))]));
}

pub(super) fn a_log_is_read_in_pages_from_both_ends<S: Store>(make: &impl Fn() -> S) {
    let store = make();
    let mut draft = ChangeBuilder::new("a").consults("k1");
    for number in 2..=10 {
        draft = draft.says(&format!("{number}"));
    }
    let changes = [draft.change(), ChangeBuilder::new("b").says("anderswo").change()];
    store.commit(&changes).unwrap();
    let seqs = |range| {
        let log = store.log(&ThreadRef::main(case_id("a")), range).unwrap();
        log.iter().map(|event| event.seq).collect::<Vec<_>>()
    };
    assert_eq!(seqs(LogRange::After { seq: 0, limit: 4 }), [1, 2, 3, 4]);
    assert_eq!(seqs(LogRange::After { seq: 4, limit: 100 }), [5, 6, 7, 8, 9, 10]);
    assert_eq!(seqs(LogRange::After { seq: 10, limit: 4 }), [0_u64; 0]);
    assert_eq!(seqs(LogRange::Before { seq: u64::MAX, limit: 3 }), [8, 9, 10]);
    assert_eq!(seqs(LogRange::Before { seq: 3, limit: 100 }), [1, 2]);
    assert_eq!(seqs(LogRange::Before { seq: 1, limit: 3 }), [0_u64; 0]);
    let consultation = Thread::Consultation { consultation: ConsultationId::new("k1").unwrap() };
    let private = store
        .log(&ThreadRef { case: case_id("a"), thread: consultation }, LogRange::After { seq: 0, limit: 9 })
        .unwrap();
    assert_eq!(private.iter().map(|event| event.seq).collect::<Vec<_>>(), [1]);
}

pub(super) fn the_contacts_log_has_only_what_has_a_number_of_the_contacts<S: Store>(make: &impl Fn() -> S) {
    let store = make();
    let mut draft = ChangeBuilder::new("a").notes("intern").says("eins").consults("k1").says("zwei").notes("intern");
    store.commit(&[draft.change()]).unwrap();
    let log = |after, limit| store.contact_log(&case_id("a"), after, limit).unwrap();
    assert_eq!(log(0, 100).iter().map(|event| event.contact_seq).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    assert_eq!(log(1, 1).iter().map(|event| event.contact_seq).collect::<Vec<_>>(), [Some(2)]);
    assert!(log(3, 100).is_empty());
}

pub(super) fn writers_that_race_lose_nothing_and_leave_no_gap<S: Store>(make: &impl Fn() -> S) {
    const WRITERS: u64 = 4;
    const EACH: u64 = 12;
    let store = make();
    store.commit(&[ChangeBuilder::new("a").change()]).unwrap();
    let conflicts: usize = thread::scope(|scope| {
        let write = || {
            let (mut made, mut conflicts) = (0, 0);
            while made < EACH {
                let mut draft = ChangeBuilder::on(load_case(&store, "a").unwrap()).says("ich auch");
                thread::yield_now();
                match store.commit(&[draft.change()]).unwrap()[..] {
                    [Outcome::Committed] => made += 1,
                    [Outcome::Conflict] => conflicts += 1,
                    ref other => panic!("{other:?}"),
                }
            }
            conflicts
        };
        let writers: Vec<_> = (0..WRITERS).map(|_| scope.spawn(write)).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    let record = load_case(&store, "a").unwrap();
    assert_eq!(record.case.version, 1 + WRITERS * EACH, "after {conflicts} conflicts");
    let log = store.log(&ThreadRef::main(case_id("a")), LogRange::After { seq: 0, limit: 1_000 }).unwrap();
    let seqs: Vec<_> = log.iter().map(|event| event.seq).collect();
    assert_eq!(seqs, (1..=1 + WRITERS * EACH).collect::<Vec<_>>());
}

/// Of every kind of event that the builder knows, in all threads, and seldom the beginning of another thread.
pub(super) fn a_day(draft: ChangeBuilder, number: u32) -> ChangeBuilder {
    match number % 10 {
        3 => draft.notes(&format!("Notiz {number}")),
        4 | 8 => draft.asks("k0", "Weißt du das?"),
        6 if number % 70 == 6 => draft.consults(&format!("k{number}")),
        _ => draft.says(&format!("Satz {number}")),
    }
}

pub(super) fn a_case_is_found_as_it_stands_after_any_number_of_events<S: Store>(make: &impl Fn() -> S) {
    let store = make();
    let mut draft = ChangeBuilder::new("a").consults("k0");
    for number in 0..200 {
        draft = a_day(draft, number);
        assert_eq!(store.commit(&[draft.change()]).unwrap(), [Outcome::Committed]);
        assert_eq!(load_case(&store, "a").as_ref(), Some(&draft.record), "after {number}");
    }
    let keys = [StoreKey::Case(case_id("a"))];
    assert_eq!(store.restore().unwrap().cases, BTreeMap::from([(case_id("a"), draft.record.clone())]));
    assert_eq!(store.peek(&keys).unwrap(), store.load(&keys).unwrap());
    // Over for everybody, and a stale change is a conflict still.
    let mut stale = draft.clone().says("zu spät");
    draft = draft.says("Ende");
    let mut end = draft.change();
    if let Some(case) = &mut end.case {
        case.open = false;
    }
    assert_eq!(store.commit(&[end, stale.change()]).unwrap(), [Outcome::Committed, Outcome::Conflict]);
    assert!(store.restore().unwrap().cases.is_empty());
    assert_eq!(load_case(&store, "a"), Some(draft.record));
}
