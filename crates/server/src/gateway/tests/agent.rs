//! An agent's desktop: hello, take over, what it reads and how it resumes.

use std::time::Duration;

use konsil_protocol::{
    domain::{
        AgentState, CaseId, Command, CommandId, ConsultTarget, ConsultationId, Doing, EntryBody, MessageContent, Party,
        Refusal, Signal, SystemMessage, Thread, ThreadRef,
    },
    wire::{
        CLOSE_LATE, CLOSE_PROTOCOL, CLOSE_SIGN_IN, CLOSE_TAKEN_OVER, Cursor, MAX_FRAME_BYTES, PROTOCOL, ProtocolRange,
        agent::{FromAgent, Numbered, ToAgent},
        contact::{FromContact, ToContact},
    },
};

use super::people::{AgentClient, ContactClient, agent, hello, server, token};
use crate::hub::IfElsewhere;

fn main_of(case: &CaseId) -> ThreadRef {
    ThreadRef::main(case.clone())
}

fn cursor(entry: &Numbered) -> Cursor {
    Cursor { seq: entry.seq, tag: entry.entry.id.as_str()[..8].to_owned() }
}

impl AgentClient {
    /// Looks at everybody until that is told of Anna.
    async fn sees(&mut self, state: AgentState) {
        self.send(&FromAgent::Watch { on: true }).await;
        self.until(|frame| {
            let anna = doing_of("anna", frame)?;
            (anna.state == state).then_some(())
        })
        .await;
    }
}

/// What a frame says of an agent. Who is not named in a whole one is logged out.
fn doing_of(name: &str, frame: &ToAgent) -> Option<Doing> {
    match frame {
        ToAgent::States { whole, agents, .. } => {
            let found = agents.iter().find(|row| row.0.agent == agent(name)).map(|row| row.0.doing);
            found.or(whole.then_some(Doing::LOGGED_OUT))
        }
        _ => None,
    }
}

struct Read {
    reset: bool,
    entries: Vec<Numbered>,
    more: bool,
    older: bool,
}

impl AgentClient {
    async fn page(&mut self, log: &ThreadRef, after: Option<Cursor>, limit: u32) -> Read {
        self.send(&FromAgent::Page { log: log.clone(), after, limit }).await;
        self.until(|frame| match frame {
            ToAgent::Entries { log: read, reset, entries, more, older } if read == log => {
                Some(Read { reset: *reset, entries: entries.clone(), more: *more, older: *older })
            }
            _ => None,
        })
        .await
    }
}

fn assert_chained(entries: &[Numbered]) {
    for pair in entries.windows(2) {
        assert_eq!(pair[1].after, pair[0].seq);
    }
}

#[tokio::test]
async fn a_second_desktop_hears_of_the_first_and_takes_over_when_it_says_so() {
    let server = server().await;
    let mut desk = AgentClient::arrives(server.address, "anna").await;
    let mut laptop = AgentClient::dial(server.address).await;
    laptop.send(&hello("anna", "laptop", IfElsewhere::Ask)).await;
    assert_eq!(laptop.next().await, Ok(ToAgent::Elsewhere));
    laptop.send(&hello("anna", "laptop", IfElsewhere::TakeOver)).await;
    laptop.until(|frame| matches!(frame, ToAgent::Ready).then_some(())).await;
    assert_eq!(desk.closed().await, CLOSE_TAKEN_OVER);
    // And back again.
    let mut desk = AgentClient::dial(server.address).await;
    desk.send(&hello("anna", "desk-of-anna", IfElsewhere::TakeOver)).await;
    desk.until(|frame| matches!(frame, ToAgent::Ready).then_some(())).await;
    assert_eq!(laptop.closed().await, CLOSE_TAKEN_OVER);
}

#[tokio::test]
async fn the_same_desktop_replaces_its_own_half_dead_connection() {
    let server = server().await;
    let mut old = AgentClient::arrives(server.address, "anna").await;
    let mut bert = AgentClient::arrives(server.address, "bert").await;
    bert.send(&FromAgent::Watch { on: true }).await;
    let mut new = AgentClient::arrives(server.address, "anna").await;
    assert_eq!(old.closed().await, CLOSE_TAKEN_OVER);
    new.becomes_ready().await;
    // Anna was there all the time.
    bert.becomes_ready().await;
    assert!(bert.seen.iter().filter_map(|frame| doing_of("anna", frame)).all(|anna| anna.connected));
}

#[tokio::test]
async fn a_token_that_is_no_good_and_a_version_nobody_speaks_are_told_apart() {
    let server = server().await;
    let say = async |protocol, token: String| {
        let mut client = AgentClient::dial(server.address).await;
        client.send(&FromAgent::Hello { protocol, token, device: "d".to_owned(), take_over: false, names: None }).await;
        client.closed().await
    };
    assert_eq!(say(ProtocolRange { min: 1, max: 1 }, "made-up".to_owned()).await, CLOSE_SIGN_IN);
    assert_eq!(say(ProtocolRange { min: 7, max: 9 }, token("anna")).await, CLOSE_PROTOCOL);
    let mut silent_about_itself = AgentClient::dial(server.address).await;
    silent_about_itself.send(&FromAgent::Goodbye).await;
    assert_eq!(silent_about_itself.closed().await, CLOSE_SIGN_IN);
    let mut nobody = AgentClient::dial(server.address).await;
    assert_eq!(nobody.closed().await, CLOSE_LATE, "who says nothing is sent away");
}

#[tokio::test]
async fn both_sockets_use_the_highest_version_that_both_sides_speak() {
    let server = server().await;
    let ProtocolRange { min, max } = PROTOCOL;
    let ranges = [(min, min, Ok(min)), (max, max, Ok(max)), (min, max + 7, Ok(max))];
    let refused = [(max + 1, max + 7), (0, min - 1)].map(|(from, to)| (from, to, Err(CLOSE_PROTOCOL)));
    for (number, (from, to, expected)) in ranges.into_iter().chain(refused).enumerate() {
        let protocol = ProtocolRange { min: from, max: to };
        let device = format!("device-{number}");
        let mut desk = AgentClient::dial(server.address).await;
        desk.send(&FromAgent::Hello { protocol, token: token("anna"), device, take_over: true, names: None }).await;
        let answered = desk.next().await.map(|frame| match frame {
            ToAgent::Welcome { protocol, .. } => protocol,
            other => panic!("{other:?}"),
        });
        assert_eq!(answered, expected, "a desktop that speaks {from} to {to}");

        let (_, secret) = ContactClient::opens(server.address, "Petra", "Hallo").await;
        let mut page = ContactClient::dial(server.address).await;
        page.send(&FromContact::Hello { protocol, secret, after: 0 }).await;
        let answered = page.next().await.map(|frame| match frame {
            ToContact::Welcome { protocol, .. } => protocol,
            other => panic!("{other:?}"),
        });
        assert_eq!(answered, expected, "a page that speaks {from} to {to}");
    }
}

#[tokio::test]
async fn a_reader_resumes_after_its_cursor_and_starts_anew_with_one_of_another_database() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    let log = main_of(&case);
    for number in 0..10 {
        petra.says(&format!("p{number}"), "noch etwas").await;
    }
    let whole = anna.page(&log, None, 200).await;
    assert!(whole.reset && !whole.more && !whole.older);
    assert_chained(&whole.entries);
    assert_eq!(whole.entries[0].after, 0);

    let mut again = AgentClient::arrives(server.address, "anna").await;
    let known = whole.entries.len() - 4;
    let rest = again.page(&log, Some(cursor(&whole.entries[known - 1])), 3).await;
    assert!(!rest.reset && rest.more);
    assert_eq!(rest.entries, whole.entries[known..known + 3]);
    // Nothing comes live before the last page: the next message is in it.
    petra.says("late", "zwischendurch").await;
    let rest = again.page(&log, Some(cursor(&rest.entries[2])), 3).await;
    assert!(!rest.reset && !rest.more);
    assert_eq!(rest.entries.len(), 2);
    assert!(!again.seen.iter().any(|frame| matches!(frame, ToAgent::Entry { .. })));
    petra.says("live", "jetzt").await;
    let after = again
        .until(|frame| match frame {
            ToAgent::Entry { entry, .. } => Some(entry.after),
            _ => None,
        })
        .await;
    assert_eq!(after, rest.entries[1].seq);

    let foreign = Cursor { seq: whole.entries[3].seq, tag: "ffffffff".to_owned() };
    let anew = again.page(&log, Some(foreign), 200).await;
    assert!(anew.reset);
    assert_eq!(anew.entries.len(), whole.entries.len() + 2);
    let ahead = Cursor { seq: 9_999, tag: "00000000".to_owned() };
    assert!(again.page(&log, Some(ahead), 200).await.reset);
}

#[tokio::test]
async fn who_missed_more_than_500_gets_the_last_50_and_reads_older_ones_on_request() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let log = main_of(&anna.accepts().await.case);
    let first = anna.page(&log, None, 200).await;
    let seen = cursor(first.entries.last().unwrap());
    let mut again = AgentClient::arrives(server.address, "anna").await;
    for number in 0..520 {
        petra
            .send(&FromContact::Say {
                id: format!("p{number}"),
                content: MessageContent::Text(format!("Zeile {number}")),
            })
            .await;
    }
    petra.until(|frame| matches!(frame, ToContact::Said { id } if id == "p519").then_some(())).await;
    let tail = again.page(&log, Some(seen), 200).await;
    assert!(tail.reset && tail.older && !tail.more);
    assert_eq!(tail.entries.len(), 50);
    assert_chained(&tail.entries);

    again.send(&FromAgent::Older { log: log.clone(), before: tail.entries[0].seq, limit: 100 }).await;
    let (older, earlier) = again
        .until(|frame| match frame {
            ToAgent::Older { entries, older, .. } => Some((entries.clone(), *older)),
            _ => None,
        })
        .await;
    assert!(earlier);
    assert_eq!((older.len(), older[99].seq), (100, tail.entries[0].after));
    assert_chained(&older);
}

#[tokio::test]
async fn a_page_of_long_messages_fits_into_a_frame_and_says_that_more_follows() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let log = main_of(&anna.accepts().await.case);
    let first = anna.page(&log, None, 200).await;
    let mut at = first.entries.last().unwrap().clone();
    let mut again = AgentClient::arrives(server.address, "anna").await;
    let long = "\"".repeat(16 * 1024);
    for number in 0..40 {
        petra.says(&format!("p{number}"), &long).await;
    }
    let tail = again.page(&log, None, 50).await;
    assert!(tail.older && tail.entries.len() < 10);
    let mut read = 0;
    loop {
        let page = again.page(&log, Some(cursor(&at)), 200).await;
        let bytes = serde_json::to_vec(again.seen.last().unwrap()).unwrap().len();
        assert!(bytes <= MAX_FRAME_BYTES, "{bytes}");
        assert_eq!(page.entries[0].after, at.seq);
        assert_chained(&page.entries);
        read += page.entries.len();
        at = page.entries.last().unwrap().clone();
        if !page.more {
            break;
        }
    }
    assert_eq!(read, 40);
}

#[tokio::test]
async fn a_case_of_others_is_answered_like_one_that_does_not_exist() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let mut bert = AgentClient::arrives(server.address, "bert").await;
    let (_petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let theirs = anna.accepts().await.case;
    let nowhere = CaseId::new("nowhere").unwrap();
    for (number, case) in [theirs.clone(), nowhere].into_iter().enumerate() {
        assert_eq!(bert.says(&format!("m{number}"), &case, "ich auch").await, Err(Refusal::NoSuchCase));
        bert.send(&FromAgent::Page { log: main_of(&case), after: None, limit: 50 }).await;
        assert_eq!(bert.next().await, Ok(ToAgent::Gone { case: case.clone() }));
        bert.send(&FromAgent::Older { log: main_of(&case), before: 99, limit: 50 }).await;
        assert_eq!(bert.next().await, Ok(ToAgent::Gone { case: case.clone() }));
        bert.send(&FromAgent::Signal { signal: Signal::Typing { thread: ThreadRef::main(case) } }).await;
    }
    let about_it =
        |frame: &&ToAgent| matches!(frame, ToAgent::Case { .. } | ToAgent::Entry { .. } | ToAgent::Entries { .. });
    assert_eq!(bert.seen.iter().find(about_it), None);
    assert!(!serde_json::to_string(&bert.seen).unwrap().contains("Petra"));
}

#[tokio::test]
async fn a_private_consultation_is_read_by_its_two_agents_and_typing_in_it_by_nobody_else() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    let mut bert = AgentClient::arrives(server.address, "bert").await;
    let target = ConsultTarget::Agent { agent: agent("bert") };
    let question = Some("Kennst du den Tarif?".to_owned());
    anna.command("ask", Command::StartConsultation { case: case.clone(), target, question }).await.unwrap();
    let view = bert.accepts().await;
    let consultation: ConsultationId = view.consultations[0].consultation.clone();
    let thread = Thread::Consultation { consultation };
    let log = ThreadRef { case: case.clone(), thread: thread.clone() };
    let read = bert.page(&log, None, 50).await;
    assert!(read.entries.iter().any(|entry| matches!(
        &entry.entry.body,
        EntryBody::System { system: SystemMessage::ConsultationAsked { question: Some(q), .. } } if q == "Kennst du den Tarif?"
    )));

    // Bert reads the chat along, but types in the consultation only.
    bert.send(&FromAgent::Signal { signal: Signal::Typing { thread: ThreadRef::main(case.clone()) } }).await;
    let private = Signal::Typing { thread: ThreadRef { case: case.clone(), thread: thread.clone() } };
    anna.send(&FromAgent::Signal { signal: private.clone() }).await;
    let typing = |frame: &ToAgent| match frame {
        ToAgent::Signal { from, signal } => Some((from.clone(), signal.clone())),
        _ => None,
    };
    assert_eq!(bert.until(typing).await, (Party::Agent { agent: agent("anna") }, private));
    petra.send(&FromContact::Typing).await;
    let public = Signal::Typing { thread: ThreadRef::main(case.clone()) };
    assert_eq!(anna.until(typing).await, (Party::Contact, public.clone()));
    assert_eq!(bert.until(typing).await, (Party::Contact, public.clone()));

    // Of all that, the contact sees Anna typing in the chat alone.
    let said = Command::SendMessage { case: case.clone(), thread, content: MessageContent::Text("geheim".to_owned()) };
    bert.command("secret", said).await.unwrap();
    anna.send(&FromAgent::Signal { signal: public }).await;
    let name = petra
        .until(|frame| match frame {
            ToContact::Typing { name } => Some(name.clone()),
            _ => None,
        })
        .await;
    assert_eq!(name, "Anna");
    let received = serde_json::to_string(&petra.seen).unwrap();
    assert!(!received.contains("Bert") && !received.contains("geheim") && !received.contains("Tarif"), "{received}");
}

impl AgentClient {
    async fn types(&mut self, thread: &ThreadRef) {
        self.send(&FromAgent::Signal { signal: Signal::Typing { thread: thread.clone() } }).await;
    }

    /// Where somebody was seen typing since the last time this was asked.
    async fn typing_seen(&mut self) -> Vec<ThreadRef> {
        self.send(&FromAgent::Ping { n: 1 }).await;
        self.until(|frame| matches!(frame, ToAgent::Pong { .. }).then_some(())).await;
        let typing = |frame| match frame {
            ToAgent::Signal { signal: Signal::Typing { thread }, .. } => Some(thread),
            _ => None,
        };
        self.seen.drain(..).filter_map(typing).collect()
    }
}

impl ContactClient {
    /// How often somebody was seen typing since the last time this was asked.
    async fn typing_seen(&mut self) -> usize {
        self.send(&FromContact::Ping { n: 1 }).await;
        self.until(|frame| matches!(frame, ToContact::Pong { .. }).then_some(())).await;
        self.seen.drain(..).filter(|frame| matches!(frame, ToContact::Typing { .. })).count()
    }
}

/// Time stands still until this is dropped; only `tokio::time::advance` moves it.
struct StandingTime {
    _end: std::sync::mpsc::Sender<()>,
}

impl StandingTime {
    fn begins() -> Self {
        tokio::time::pause();
        // A paused clock goes on by itself as soon as nobody has anything to do, but not beside a thread that works.
        let (end, ended) = std::sync::mpsc::channel::<()>();
        tokio::task::spawn_blocking(move || ended.recv());
        Self { _end: end }
    }
}

#[tokio::test]
async fn typing_is_passed_on_once_a_second_and_in_each_thread_by_itself() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let first = ThreadRef::main(anna.accepts().await.case);
    let (mut rosa, _) = ContactClient::opens(server.address, "Rosa", "Hallo").await;
    let second = ThreadRef::main(anna.accepts().await.case);
    let mut bert = AgentClient::arrives(server.address, "bert").await;
    let target = ConsultTarget::Agent { agent: agent("bert") };
    let ask = Command::StartConsultation { case: first.case.clone(), target, question: None };
    anna.command("ask", ask).await.unwrap();
    let consultation = bert.accepts().await.consultations[0].consultation.clone();
    let private = ThreadRef::consultation(first.case.clone(), consultation);

    let _standing = StandingTime::begins();
    for second_passes in [false, true] {
        if second_passes {
            tokio::time::advance(Duration::from_secs(1)).await;
        }
        for _ in 0..3 {
            for thread in [&private, &first, &second] {
                anna.types(thread).await;
            }
            petra.send(&FromContact::Typing).await;
        }
        // After an answer to each of them, whatever they had sent before is passed on.
        let early = petra.typing_seen().await;
        assert_eq!(anna.typing_seen().await, std::slice::from_ref(&first), "of Petra");
        assert_eq!(early + petra.typing_seen().await, 1);
        assert_eq!(rosa.typing_seen().await, 1);
        let mut seen = bert.typing_seen().await;
        seen.sort();
        assert_eq!(
            seen,
            [first.clone(), first.clone(), private.clone()],
            "of Anna and of Petra, and of Anna in private"
        );
    }
}

#[tokio::test]
async fn a_lost_connection_shows_to_who_looks_and_ends_no_chat() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let mut bert = AgentClient::arrives(server.address, "bert").await;
    let (_petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    drop(anna);
    bert.send(&FromAgent::Watch { on: true }).await;
    bert.until(|frame| doing_of("anna", frame).filter(|anna| !anna.connected && anna.state == AgentState::Ready)).await;
    let mut anna = AgentClient::dial(server.address).await;
    anna.send(&hello("anna", "desk-of-anna", IfElsewhere::Ask)).await;
    let mut still_there = false;
    anna.until(|frame| {
        still_there |= matches!(frame, ToAgent::Case { view } if view.case == case);
        matches!(frame, ToAgent::Ready).then_some(())
    })
    .await;
    assert!(still_there);
}

#[tokio::test]
async fn goodbye_logs_out_and_a_renewed_token_must_be_the_same_agents() {
    let server = server().await;
    let mut bert = AgentClient::arrives(server.address, "bert").await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.send(&FromAgent::Renew { token: token("anna") }).await;
    anna.becomes_ready().await;
    bert.sees(AgentState::Ready).await;
    anna.send(&FromAgent::Goodbye).await;
    assert_eq!(anna.closed().await, CLOSE_SIGN_IN);
    bert.sees(AgentState::LoggedOut).await;
    bert.send(&FromAgent::Renew { token: token("anna") }).await;
    assert_eq!(bert.closed().await, CLOSE_SIGN_IN);
}

#[tokio::test]
async fn commands_are_answered_in_any_order_but_decided_in_theirs() {
    let server = server().await;
    let mut anna = AgentClient::arrives(server.address, "anna").await;
    anna.becomes_ready().await;
    let (mut petra, _) = ContactClient::opens(server.address, "Petra", "Hallo").await;
    let case = anna.accepts().await.case;
    for number in 0..100 {
        let text = format!("{number}");
        let command =
            Command::SendMessage { case: case.clone(), thread: Thread::Main, content: MessageContent::Text(text) };
        anna.send(&FromAgent::Command { id: CommandId::new(format!("m{number}")).unwrap(), command }).await;
    }
    let mut heard = Vec::new();
    petra
        .until(|frame| {
            if let ToContact::Event {
                event: konsil_protocol::wire::contact::ContactEvent::Message { content: MessageContent::Text(text), .. }, ..
            } = frame
            {
                heard.push(text.clone());
            }
            (heard.len() == 100).then_some(())
        })
        .await;
    assert_eq!(heard, (0..100).map(|number| number.to_string()).collect::<Vec<_>>());
}
