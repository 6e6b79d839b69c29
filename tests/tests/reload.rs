//! 2.11: another centre file while people chat.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on must stop loudly")]

use std::sync::Arc;

use konsil_centre::Rules;
use konsil_protocol::domain::*;
use konsil_protocol::wire::CLOSE_SIGN_IN;
use konsil_protocol::wire::contact::{ContactEvent, ContactPhase};
use konsil_server::accounts::NotSignedIn;
use konsil_server::centre_file::Centre;
use konsil_server::reload::NotReloaded;
use konsil_server::store::MemoryStore;
use konsil_tests::story::*;

fn named(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

/// As if the agent's section and all that names the agent had been taken out of the file.
fn takes_out(centre: &mut Centre, name: &str) {
    let agent = named(name);
    centre.rules.agents.remove(&agent);
    centre.rules.groups.values_mut().for_each(|group| group.agents.retain(|member| *member != agent));
    centre.rules.skills.values_mut().for_each(|skill| skill.agents.retain(|member, _| *member != agent));
    centre.rules.queues.values_mut().for_each(|queue| queue.agents.retain(|member| *member != agent));
}

async fn is_signed_out(agent: &AgentDesk) {
    let code = agent.sees("the end of the connection", |desk| desk.closed).await;
    assert_eq!(code, CLOSE_SIGN_IN);
}

#[tokio::test]
async fn an_agent_who_is_added_can_sign_in_and_gets_chats() {
    let story = Story::with(|rules| {
        rules.agents.remove(&named("rita"));
        rules.queues.values_mut().for_each(|queue| queue.agents.retain(|member| member.as_str() != "rita"));
        rules.groups.values_mut().for_each(|group| group.agents.retain(|member| member.as_str() != "rita"));
        rules.skills.values_mut().for_each(|skill| {
            skill.agents.remove(&named("rita"));
        });
    })
    .await;
    let jana = story.agent("jana").await;
    let changes = story.reads_again(|_| {}).await.unwrap();
    assert!(changes.contains(&"agent `rita`: added".to_owned()), "{changes:?}");
    jana.sees("rita among the names", |desk| {
        desk.names.as_ref()?.agents.iter().find(|agent| agent.agent == named("rita")).map(|_| ())
    })
    .await;
    let rita = story.ready_agent("rita").await;
    let martin = story.contact("Martin Hoffmann", "billing", "Guten Tag").await;
    let case = rita.accepts(InvitationKind::Chat).await;
    rita.writes(&case, "Guten Tag").await;
    martin.reads("Guten Tag").await;
}

#[tokio::test]
async fn an_agent_who_is_taken_out_is_signed_out_and_its_contact_is_served_by_a_colleague() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    jana.writes(&case, "Einen Moment").await;
    let sven = story.ready_agent("sven").await;
    let changes = story.reads_again(|centre| takes_out(centre, "jana")).await.unwrap();
    assert!(changes.contains(&"agent `jana`: taken out".to_owned()), "{changes:?}");
    is_signed_out(&jana).await;
    martin.sees_event(ContactEvent::Left { name: "Jana".into() }).await;
    sven.accepts(InvitationKind::Chat).await;
    sven.reads(&case, &Thread::Main, "Einen Moment").await;
    sven.writes(&case, "Ich übernehme").await;
    martin.reads("Ich übernehme").await;
    let again = story.accounts.sign_in("jana", "a long enough password", Timestamp(0));
    assert!(matches!(again, Err(NotSignedIn::Disabled)));
}

#[tokio::test]
async fn in_a_conference_a_colleague_becomes_the_owner_of_a_chat_whose_owner_is_taken_out() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.ready_agent("katrin").await;
    let katrin = story.confers(&jana, &case, katrin).await;
    story.reads_again(|centre| takes_out(centre, "jana")).await.unwrap();
    is_signed_out(&jana).await;
    let view = katrin.sees_case(&case, "that it is hers", |view| view.owner == Some(named("katrin"))).await;
    assert_eq!(view.members.len(), 1);
    katrin.writes(&case, "Weiter geht es").await;
    martin.reads("Weiter geht es").await;
    assert_eq!(martin.page().state.unwrap().phase, ContactPhase::Chatting);
}

#[tokio::test]
async fn what_an_agent_who_is_taken_out_was_asked_goes_to_the_next_and_its_consultations_end() {
    let story = Story::begin().await;
    let (_martin, jana, case) = story.chat("Guten Tag").await;
    let katrin = story.ready_agent("katrin").await;
    let consultation = jana.consults(&case, &katrin, "Weißt du das?").await;
    story.reads_again(|centre| takes_out(centre, "katrin")).await.unwrap();
    is_signed_out(&katrin).await;
    jana.sees_case(&case, "the end of the consultation", |view| {
        let ended = |it: &ConsultationView| matches!(it.state, ConsultationState::Ended { .. });
        view.consultations.iter().any(|it| it.consultation == consultation && ended(it))
    })
    .await;
    let [sven, rita] = [story.ready_agent("sven").await, story.ready_agent("rita").await];
    jana.asks(&case, queue("billing"), "Wer weiß das?").await;
    let asked = sven.is_invited(InvitationKind::Consultation).await;
    story.reads_again(|centre| ["katrin", "sven"].iter().for_each(|name| takes_out(centre, name))).await.unwrap();
    is_signed_out(&sven).await;
    let passed_on = rita.is_invited(InvitationKind::Consultation).await;
    assert_eq!(passed_on.invitation, asked.invitation);
}

#[tokio::test]
async fn a_queue_that_is_called_something_else_shows_in_connected_desktops() {
    let story = Story::begin().await;
    let jana = story.agent("jana").await;
    let billing = QueueId::new("billing").unwrap();
    let other = Words { de: "Rechnungen und Zahlungen".into(), en: "Bills and payments".into() };
    let (queue, name) = (billing.clone(), other.clone());
    let changes = story
        .reads_again(move |centre| {
            centre.rules.queues.get_mut(&queue).unwrap().name = name.clone();
            centre.topics.iter_mut().filter(|topic| topic.queue == queue).for_each(|topic| topic.name = name.clone());
        })
        .await
        .unwrap();
    assert_eq!(changes, ["queue `billing`: changed (name)"]);
    jana.sees("the other name, over the same connection", |desk| {
        desk.names.as_ref()?.queues.iter().any(|it| it.queue == billing && it.name == other).then_some(())
    })
    .await;
    assert_eq!(jana.desk().closed, None);
    let facts = reqwest::get(format!("{}/v1/page", story.base)).await.unwrap().text().await.unwrap();
    assert!(facts.contains("Rechnungen und Zahlungen"), "{facts}");
}

#[tokio::test]
async fn a_contact_who_waits_is_offered_to_whoever_has_come_into_the_queue() {
    let story = Story::begin().await;
    let lukas = story.ready_agent("lukas").await;
    let _martin = story.contact("Martin Hoffmann", "billing", "Guten Tag").await;
    lukas.settles().await;
    lukas.has_no_invitation().await;
    let billing = QueueId::new("billing").unwrap();
    story
        .reads_again(|centre| centre.rules.queues.get_mut(&billing).unwrap().agents.push(named("lukas")))
        .await
        .unwrap();
    lukas.is_invited(InvitationKind::Chat).await;
}

#[tokio::test]
async fn a_queue_with_contacts_in_it_cannot_be_taken_out_and_everything_stays_as_it_was() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let billing = QueueId::new("billing").unwrap();
    let without = |centre: &mut Centre| {
        centre.rules.queues.remove(&billing);
        centre.topics.retain(|topic| topic.queue != billing);
        takes_out(centre, "jana");
    };
    let Err(NotReloaded::QueuesInUse(queues)) = story.reads_again(without).await else { panic!("it is in use") };
    assert_eq!((queues[0].queue.as_str(), queues[0].waiting, queues[0].running), ("billing", 0, 1));
    let words = NotReloaded::QueuesInUse(queues).to_string();
    assert!(words.contains("`billing`") && words.contains("0 waiting, 1 chatting"), "{words}");
    jana.writes(&case, "Ich bin noch da").await;
    martin.reads("Ich bin noch da").await;
    jana.does(Command::EndInteraction { case: case.clone() }).await;
    martin.is_in(ContactPhase::Ended).await;
    story.reads_again(without).await.unwrap();
    is_signed_out(&jana).await;
}

#[tokio::test]
async fn reading_the_file_again_while_two_hundred_chats_go_on_loses_nothing() {
    let story = Story::with(|rules| rules.agents.values_mut().for_each(|agent| agent.capacity = 200)).await;
    let jana = story.ready_agent("jana").await;
    let mut chats = Vec::new();
    for n in 0..200 {
        let contact = story.contact(&format!("Kontakt {n}"), "billing", "Guten Tag").await;
        let case = jana.accepts(InvitationKind::Chat).await;
        jana.has_no_invitation().await;
        chats.push((contact, case));
    }
    let roomy = |centre: &mut Centre| centre.rules.agents.values_mut().for_each(|agent| agent.capacity = 200);
    let speaking = async {
        for round in 0..5 {
            for (n, (contact, case)) in chats.iter().enumerate() {
                contact.says(&format!("Frage {round} von {n}")).await;
                jana.writes(case, &format!("Antwort {round} an {n}")).await;
            }
        }
    };
    let reloading = async {
        for round in 0..20 {
            story
                .reads_again(|centre| {
                    roomy(centre);
                    centre.name = format!("Centre {round}");
                })
                .await
                .unwrap();
            tokio::task::yield_now().await;
        }
    };
    tokio::join!(speaking, reloading);
    for (n, (contact, case)) in chats.iter().enumerate() {
        contact.reads(&format!("Antwort 4 an {n}")).await;
        jana.reads(case, &Thread::Main, &format!("Frage 4 von {n}")).await;
        for round in 0..5 {
            let mine = format!("Antwort {round} an {n}");
            assert_eq!(jana.texts(case, &Thread::Main).iter().filter(|text| **text == mine).count(), 1, "{mine}");
        }
        assert_eq!(contact.page().state.unwrap().phase, ContactPhase::Chatting);
    }
    assert_eq!(jana.desk().closed, None, "over one connection");
}

#[tokio::test]
async fn an_agent_who_was_taken_out_while_the_server_stood_still_keeps_no_contact_waiting() {
    let store = Arc::new(MemoryStore::new());
    let story = Story::on(store.clone()).await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    jana.writes(&case, "Einen Moment").await;
    let secret = martin.page().secret.unwrap();
    story.ends().await;

    let without_jana = |rules: &mut Rules| {
        rules.agents.remove(&named("jana"));
        rules.queues.values_mut().for_each(|queue| queue.agents.retain(|agent| *agent != named("jana")));
    };
    let story = Story::with_on(without_jana, store).await;
    let martin = ContactPage::returns(&story.base, "Martin Hoffmann", &secret, 0).await;
    let sven = story.ready_agent("sven").await;
    assert_eq!(sven.accepts(InvitationKind::Chat).await, case);
    sven.writes(&case, "Ich übernehme").await;
    martin.reads("Ich übernehme").await;
}
