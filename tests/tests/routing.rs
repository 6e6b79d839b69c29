//! 2.2 over the wire, with a centre file as an operator writes it: whom a chat is offered to, in which order, and how an
//! agent takes one by hand. What can come together, the days of the rules play.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use konsil_protocol::domain::{
    AgentState, CaseId, Command, InvitationKind, Language, NotReadyReason, QueueId, Refusal, WaitingList,
};
use konsil_protocol::wire::PROTOCOL;
use konsil_protocol::wire::agent::FromAgent;
use konsil_protocol::wire::contact::FromContact;
use konsil_tests::story::{AgentDesk, ContactPage, Story};
use sha2::{Digest, Sha256};

/// Who speaks english well is asked at once, who speaks some after a second, `loans` after two more.
const CENTRE: &str = r#"
[centre]
name = "Nordlicht Telekom"
privacy = { de = "https://nordlicht.example/datenschutz", en = "https://nordlicht.example/privacy" }
time_zone = "Europe/Berlin"

[dispositions]
solved = { de = "Gelöst", en = "Solved" }

[skills.english]
name = { de = "Englisch", en = "English" }

[agents.jana]
name = "Jana Becker"
skills = { english = 4 }
[agents.katrin]
name = "Katrin Richter"
skills = { english = 1 }
[agents.lukas]
name = "Lukas Wagner"
[agents.rita]
name = "Rita Maurer"
capacity = 2
capacity_of = { complaint = 1 }

[queues.rates]
name = { de = "Tarife", en = "Rates" }
agents = ["jana", "katrin"]
dispositions = ["solved"]
skills = { english = 3 }
later = [{ after = "1 s", skills = { english = 1 } }, { after = "3 s", overflow = "loans" }]
take_by_hand = true

[queues.loans]
name = { de = "Kredite", en = "Loans" }
agents = ["lukas"]
dispositions = ["solved"]

[queues.general]
name = { de = "Allgemeines", en = "General" }
agents = ["katrin", "rita"]
dispositions = ["solved"]
last_agent_first = true

[queues.complaints]
name = { de = "Beschwerden", en = "Complaints" }
agents = ["rita"]
dispositions = ["solved"]
priority = "10 min"
kind = "complaint"
"#;

async fn declines_and_rests(desk: &AgentDesk) {
    desk.declines(InvitationKind::Chat).await;
    desk.does(Command::SetState { state: AgentState::NotReady { reason: NotReadyReason::BREAK } }).await;
}

/// The list of those that wait, as it is now.
async fn list(desk: &AgentDesk, of: &str) -> Option<WaitingList> {
    let queue = QueueId::new(of).unwrap();
    let answers = |desk: &konsil_tests::story::Received| {
        desk.frames.iter().filter(|frame| frame.contains(r#""type":"waiting""#)).count()
    };
    let before = answers(&desk.desk());
    desk.frame(&FromAgent::Waiting { queue: queue.clone() });
    desk.sees("the list", |desk| if answers(desk) > before { desk.waiting.get(&queue).cloned() } else { None }).await
}

async fn offered(desk: &AgentDesk) -> String {
    desk.is_invited(InvitationKind::Chat).await.contact_name
}

async fn stands_at(contact: &ContactPage, place: u32) {
    let what = format!("place {place}");
    contact.sees(&what, |page| (page.state.as_ref()?.in_line.as_ref()?.place == place).then_some(())).await;
}

/// A contact whose page remembers its last chat.
async fn comes_back(story: &Story, name: &str, topic: &str, last: &ContactPage) -> ContactPage {
    let secret = last.page().secret.unwrap();
    let contact = ContactPage::connects(&story.base, name).await;
    contact.frame(&FromContact::Open {
        protocol: PROTOCOL,
        secret: None,
        name: name.to_owned(),
        topic: QueueId::new(topic).unwrap(),
        language: Some(Language::De),
        text: "Da bin ich wieder.".to_owned(),
        page: None,
        former: Some(URL_SAFE_NO_PAD.encode(Sha256::digest(secret))),
    });
    contact
}

#[tokio::test]
async fn only_who_has_learned_it_is_asked_then_who_has_learned_less_then_another_queue() {
    let story = Story::in_centre(CENTRE).await;
    let (katrin, lukas) = (story.ready_agent("katrin").await, story.ready_agent("lukas").await);
    let jana = story.ready_agent("jana").await;
    let martin = story.contact("Martin Hoffmann", "rates", "Hello").await;
    assert_eq!(offered(&jana).await, "Martin Hoffmann");
    katrin.settles().await;
    assert!(!katrin.ever_got("Martin"), "katrin speaks too little english");
    declines_and_rests(&jana).await;
    assert_eq!(offered(&katrin).await, "Martin Hoffmann");
    lukas.settles().await;
    assert!(!lukas.ever_got("Martin"), "another queue helps later still");
    declines_and_rests(&katrin).await;
    assert_eq!(offered(&lukas).await, "Martin Hoffmann");
    let case = lukas.accepts(InvitationKind::Chat).await;
    lukas.writes(&case, "Was kann ich für Sie tun?").await;
    martin.reads("Was kann ich für Sie tun?").await;
    for word in ["widened", "overflow", "english", "rates", "loans", "jana", "katrin"] {
        assert!(!martin.ever_got(word), "{word} is no word for a contact: {:?}", martin.page().frames);
    }
}

#[tokio::test]
async fn who_comes_back_is_offered_first_to_who_had_the_last_chat() {
    let story = Story::in_centre(CENTRE).await;
    let katrin = story.ready_agent("katrin").await;
    let martin = story.contact("Martin Hoffmann", "general", "Guten Tag").await;
    let case = katrin.accepts(InvitationKind::Chat).await;
    let rita = story.ready_agent("rita").await;
    katrin.does(Command::EndInteraction { case: case.clone() }).await;
    katrin.does(Command::MarkDone { case, thread: konsil_protocol::domain::Thread::Main }).await;
    let _again = comes_back(&story, "Martin zum zweiten", "general", &martin).await;
    assert_eq!(offered(&katrin).await, "Martin zum zweiten", "although rita has been idle for longer");
    let _new = story.contact("Eva Neu", "general", "Guten Tag").await;
    assert_eq!(offered(&rita).await, "Eva Neu");
}

#[tokio::test]
async fn one_of_two_who_take_a_chat_by_hand_has_it_and_a_stranger_gets_no_list() {
    let story = Story::in_centre(CENTRE).await;
    let (jana, katrin) = (story.agent("jana").await, story.agent("katrin").await);
    let lukas = story.agent("lukas").await;
    let martin = story.contact("Martin Hoffmann", "rates", "Hello").await;
    martin.sees("to be welcome", |page| page.secret.clone()).await;
    let waiting = list(&jana, "rates").await.unwrap();
    let case: CaseId = waiting.chats[0].case.clone();
    assert_eq!((waiting.chats.len(), waiting.more, waiting.chats[0].contact_name.as_str()), (1, 0, "Martin Hoffmann"));
    assert_eq!(list(&lukas, "rates").await, None, "lukas does not work there");
    assert_eq!(list(&lukas, "loans").await, None, "and there nobody chooses");
    assert_eq!(lukas.tries(Command::TakeChat { case: case.clone() }).await, Err(Refusal::NoSuchCase));
    jana.does(Command::TakeChat { case: case.clone() }).await;
    jana.sees_case(&case, "the chat", |_| true).await;
    assert_eq!(list(&jana, "rates").await.unwrap().chats, []);
    // After a second it may be offered to katrin as well.
    let late = katrin.tries(Command::TakeChat { case: case.clone() }).await;
    assert!(matches!(late, Err(Refusal::NoSuchCase | Refusal::AlreadyTaken)), "{late:?}");
    assert_eq!(jana.tries(Command::TakeChat { case }).await, Err(Refusal::AlreadyTaken));
}

#[tokio::test]
async fn complaints_come_first_and_one_at_a_time_and_each_contact_sees_its_place() {
    let story = Story::in_centre(CENTRE).await;
    let first = story.contact("Erste", "complaints", "So nicht!").await;
    stands_at(&first, 1).await;
    let second = story.contact("Zweiter", "complaints", "So auch nicht!").await;
    stands_at(&second, 2).await;
    let ordinary = story.contact("Dritte", "general", "Guten Tag").await;
    stands_at(&ordinary, 1).await;
    let rita = story.agent("rita").await;
    rita.is_ready().await;
    assert_eq!(offered(&rita).await, "Erste");
    let case = rita.accepts(InvitationKind::Chat).await;
    assert_eq!(offered(&rita).await, "Dritte", "one complaint at a time");
    declines_and_rests(&rita).await;
    stands_at(&second, 1).await;
    rita.does(Command::EndInteraction { case: case.clone() }).await;
    rita.does(Command::MarkDone { case, thread: konsil_protocol::domain::Thread::Main }).await;
    rita.is_ready().await;
    assert_eq!(offered(&rita).await, "Zweiter");
    for (contact, word) in [(&second, "complaint"), (&second, "rita"), (&ordinary, "priority"), (&ordinary, "Erste")] {
        assert!(!contact.ever_got(word), "{word}: {:?}", contact.page().frames);
    }
}
