//! One person can go through sections 2 to 5 with the practice people.

#![allow(clippy::unwrap_used)]

mod common;

use std::time::Duration;

use common::{PracticeCentre, agent, aside, ask, chats_of, finishes, said_by, said_by_contact};
use konsil_practice::Patience;
use konsil_protocol::domain::{
    AgentState, CaseId, Command, ConsultTarget, ConsultationState, ContactPresence, GroupId, InvitationKind,
    InvitationOutcome, Language, MessageContent, Party, SkillId, Standing, ThreadRef,
};

use common::desk::Desk;

fn consult(case: &CaseId, target: ConsultTarget) -> Command {
    let question = Some("Darf ich das erstatten?".to_owned());
    Command::StartConsultation { case: case.clone(), target, question }
}

/// The first words of all practice contacts in that language.
fn openings(language: &str) -> Vec<String> {
    let file = format!("{}/../../locales/{language}/practice.ftl", env!("CARGO_MANIFEST_DIR"));
    let texts = std::fs::read_to_string(file).unwrap();
    texts.lines().filter_map(|line| line.split_once("-opening = ")).map(|(_, words)| words.to_owned()).collect()
}

async fn outcome(learner: &mut Desk, case: &CaseId, login: &str) -> InvitationOutcome {
    let target = ask(login);
    let ended =
        |desk: &Desk| desk.cases[case].outcomes.iter().find(|outcome| outcome.target == target).map(|o| o.outcome);
    learner.until("how the request ended", |desk| ended(desk).is_some()).await;
    ended(learner).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_learner_is_helped_declined_ignored_joined_and_relieved() {
    let centre = PracticeCentre::opens("sections", Language::De, None).await;
    let mut jana = centre.learner().await;

    // Section 2: a contact comes, is answered, and answers.
    let case = centre.calls(&mut jana).await;
    jana.writes(&case, "Guten Tag, wie ist Ihre Kundennummer?");
    jana.until("the contact's answer", |desk| said_by_contact(desk, &case) == 2).await;

    // Section 3: Katrin answers in private, Sven declines, Lukas lets it expire.
    jana.tries(consult(&case, ask("katrin"))).await.unwrap();
    jana.until("the consultation", |desk| !desk.cases[&case].consultations.is_empty()).await;
    let consultation = jana.cases[&case].consultations[0].consultation.clone();
    let thread = aside(&case, &consultation);
    jana.until("Katrin's advice", |desk| said_by(desk, &thread, "katrin") == 1).await;
    jana.does(Command::SendMessage {
        case: case.clone(),
        thread: thread.thread.clone(),
        content: MessageContent::Text("Und sonst?".to_owned()),
    });
    jana.until("Katrin's second answer", |desk| said_by(desk, &thread, "katrin") == 2).await;
    jana.tries(consult(&case, ask("sven"))).await.unwrap();
    assert_eq!(outcome(&mut jana, &case, "sven").await, InvitationOutcome::Declined);
    jana.tries(consult(&case, ask("lukas"))).await.unwrap();
    assert_eq!(outcome(&mut jana, &case, "lukas").await, InvitationOutcome::Expired);

    // Section 4: Katrin comes into the chat and talks to the contact.
    jana.tries(Command::AskConference { case: case.clone(), target: ask("katrin") }).await.unwrap();
    jana.until("Katrin in the chat", |desk| {
        desk.cases[&case].members.iter().any(|member| member.party.as_agent() == Some(&agent("katrin")))
    })
    .await;
    assert!(matches!(jana.cases[&case].consultations[0].state, ConsultationState::Ended { .. }));
    jana.until("Katrin's texts to the contact", |desk| said_by(desk, &ThreadRef::main(case.clone()), "katrin") >= 1)
        .await;

    // Section 2.5 and 4.5: Jana ends her session, and Katrin goes on.
    finishes(&mut jana, &case).await;

    // Section 5: the next contact is handed over.
    let case = centre.calls(&mut jana).await;
    jana.tries(Command::AskTransfer { case: case.clone(), target: ask("sven"), note: None }).await.unwrap();
    assert_eq!(outcome(&mut jana, &case, "sven").await, InvitationOutcome::Declined);
    let note = Some("Bitte übernehmen.".to_owned());
    jana.tries(Command::AskTransfer { case: case.clone(), target: ask("katrin"), note }).await.unwrap();
    jana.until("the chat handed over", |desk| !desk.cases.contains_key(&case)).await;

    // Nothing is left lying: Katrin finishes both.
    jana.until("Katrin without chats", |desk| chats_of(desk, "katrin") == 0).await;
    centre.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_come_when_they_are_called_write_the_language_of_the_learner_and_stay() {
    let centre = PracticeCentre::opens("calm", Language::En, None).await;
    centre.people.be_patient(Patience::Endless);
    let mut jana = centre.learner().await;
    jana.tries(Command::SetState { state: AgentState::Ready }).await.unwrap();
    centre.people.speak(Language::De);
    let german: Vec<String> = openings("de");
    for _ in 0..4 {
        let case = centre.calls(&mut jana).await;
        assert!(german.contains(&jana.messages(&case)[0]), "{:?}", jana.messages(&case));
        // All is said, and the contact stays.
        for said in 1..=3 {
            jana.writes(&case, "Ich sehe nach.");
            jana.until("an answer", |desk| said_by_contact(desk, &case) == said + 1).await;
        }
        jana.writes(&case, "Noch etwas.");
        jana.until("that it waits", |desk| said_by_contact(desk, &case) == 5).await;
        assert_eq!(jana.cases[&case].contact.presence, ContactPresence::Present);
        finishes(&mut jana, &case).await;
        assert!(jana.me.as_ref().unwrap().invitations.is_empty(), "nobody comes unasked");
    }
    centre.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_can_be_asked_and_takes_a_chat_over() {
    let centre = PracticeCentre::opens("queues", Language::En, None).await;
    let mut jana = centre.learner().await;
    let case = centre.calls(&mut jana).await;

    // Of the technicians Sven declines (if he is asked first), and Rita accepts.
    let technical = ConsultTarget::Queue { queue: konsil_protocol::domain::QueueId::new("technical").unwrap() };
    if jana.cases[&case].queue.as_str() == "technical" {
        jana.tries(consult(&case, technical.clone())).await.unwrap();
        jana.until("Rita", |desk| desk.cases[&case].consultations.iter().any(|c| c.with == Some(agent("rita").into())))
            .await;
        let consultation = jana.cases[&case].consultations[0].consultation.clone();
        jana.until("Rita's advice", |desk| said_by(desk, &aside(&case, &consultation), "rita") == 1).await;
    }
    jana.tries(Command::AskTransfer { case: case.clone(), target: technical, note: None }).await.unwrap();
    jana.until("the chat handed over", |desk| !desk.cases.contains_key(&case)).await;
    jana.until("Rita with the chat", |desk| chats_of(desk, "rita") == 1).await;
    jana.until("Rita without chats", |desk| chats_of(desk, "rita") == 0).await;
    centre.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_free_in_a_group_or_has_a_skill_helps() {
    let centre = PracticeCentre::opens("groups", Language::De, None).await;
    let mut jana = centre.learner().await;
    let case = centre.calls(&mut jana).await;
    // Petra of the group is at after work, and Lukas may ignore it first: Katrin accepts, and answers.
    let complaints = ConsultTarget::Group { group: GroupId::new("complaints").unwrap() };
    let goodwill = ConsultTarget::Skill { skill: SkillId::new("goodwill").unwrap(), least: 3 };
    for target in [complaints, goodwill] {
        jana.tries(consult(&case, target.clone())).await.unwrap();
        let active = |desk: &Desk| {
            let mut all = desk.cases[&case].consultations.iter();
            let it = all.find(|it| it.target == target && it.state == ConsultationState::Active)?;
            (it.with == Some(agent("katrin").into())).then(|| it.consultation.clone())
        };
        jana.until("Katrin", |desk| active(desk).is_some()).await;
        let consultation = active(&jana).unwrap();
        jana.until("her advice", |desk| said_by(desk, &aside(&case, &consultation), "katrin") > 0).await;
        jana.tries(Command::EndConsultation { case: case.clone(), consultation }).await.unwrap();
    }
    centre.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_asks_the_learner_and_says_thanks() {
    let centre = PracticeCentre::opens("asks", Language::De, Some(Duration::ZERO)).await;
    let mut jana = centre.learner().await;
    jana.tries(Command::SetState { state: AgentState::Ready }).await.unwrap();

    // Chats that come to Jana are finished at once; some time Katrin gets one and asks about it.
    let invitation = loop {
        centre.people.call_contact();
        jana.until("an invitation", |desk| desk.me.as_ref().is_some_and(|me| !me.invitations.is_empty())).await;
        let invitation = jana.me.as_ref().unwrap().invitations[0].clone();
        if invitation.kind == InvitationKind::Consultation {
            break invitation;
        }
        let id = invitation.invitation.clone();
        if jana.tries(Command::AcceptInvitation { invitation: id }).await.is_ok() {
            jana.until("the chat", |desk| !desk.messages(&invitation.case).is_empty()).await;
            finishes(&mut jana, &invitation.case).await;
        }
        jana.until("that it is closed", |desk| {
            desk.me.iter().flat_map(|me| &me.invitations).all(|open| open.invitation != invitation.invitation)
        })
        .await;
    };
    assert_eq!(invitation.by, Some(agent("katrin")));
    assert!(invitation.text.as_deref().is_some_and(|question| question.contains('?')), "{:?}", invitation.text);
    let case = invitation.case.clone();
    jana.tries(Command::AcceptInvitation { invitation: invitation.invitation }).await.unwrap();
    jana.until("the transcript", |desk| !desk.messages(&case).is_empty()).await;
    assert_eq!(jana.cases[&case].standing, Standing::ConsultTarget { by: agent("katrin") });
    let consultation = jana.cases[&case].consultations[0].consultation.clone();
    let thread = aside(&case, &consultation);
    jana.does(Command::SendMessage {
        case: case.clone(),
        thread: thread.thread.clone(),
        content: MessageContent::Text("Ja, das geht.".to_owned()),
    });
    jana.until("thanks", |desk| {
        desk.said(&thread)
            .last()
            .is_some_and(|(from, text)| *from == Party::Agent { agent: agent("katrin") } && text.contains("Danke"))
    })
    .await;
    let ended = |desk: &Desk| matches!(desk.cases[&case].consultations[0].state, ConsultationState::Ended { .. });
    jana.until("the end of the consultation", ended).await;
    jana.tries(Command::MarkDone { case: case.clone(), thread: thread.thread }).await.unwrap();
    jana.until("nothing left", |desk| !desk.cases.contains_key(&case)).await;
    centre.closes().await;
}
