//! Whoever stands where the first version knew agents only. What agents and contacts do is read as before, in both
//! directions. The first version's types have no form for an expert as a member, in a consultation or typing: its next
//! build leaves such an element out, the first one drops the frame, and so `gateway::rendering` has to leave it out for
//! readers of version 1 once there are experts.

use konsil_protocol::domain::{
    AgentId, ConsultationView, Entry, EntryBody, ExpertId, MemberView, Origin, Party, Timestamp,
};
use konsil_protocol::wire::agent::ToAgent;
use konsil_protocol::wire::{Decoded, decode};
use serde::Serialize;
use serde_json::{Value, json};

use super::v1;

fn agent(name: &str) -> AgentId {
    AgentId::new(name).unwrap()
}

fn expert() -> Party {
    Party::Expert {
        expert: ExpertId::new("teams:4f1d2c").unwrap(),
        name: "Dr. Paula Weber".to_owned(),
        sponsor: agent("jana"),
    }
}

fn robot() -> Party {
    Party::Unsupported { kind: "robot".to_owned() }
}

/// What another program gets over the wire.
fn sent(what: &impl Serialize) -> Value {
    serde_json::from_str(&serde_json::to_string(what).unwrap()).unwrap()
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, serde_json::Error> {
    serde_json::from_value(value)
}

fn member(party: Party) -> MemberView {
    MemberView { party, since: Timestamp(7), connected: true }
}

fn consultation(with: &Value) -> Value {
    json!({
        "consultation": "k", "by": "jana", "target": { "kind": "agent", "agent": "katrin" }, "with": with,
        "question": null, "state": { "kind": "active" }, "asked_at": 7, "can": []
    })
}

#[test]
fn version_1_reads_an_agent_among_the_members_and_has_no_form_for_an_expert() {
    let katrin: v1::domain::MemberView = read(sent(&member(agent("katrin").into()))).unwrap();
    assert_eq!(sent(&katrin), json!({ "agent": "katrin", "since": 7, "connected": true }));
    assert!(read::<v1::domain::MemberView>(sent(&member(expert()))).is_err());
    assert!(read::<v1::domain::MemberView>(sent(&member(robot()))).is_err());
    // One more agent in the chat, as far as it can know.
    assert!(read::<v1::domain::MemberView>(sent(&member(Party::Supervisor { agent: agent("sven") }))).is_ok());
}

#[test]
fn a_former_servers_member_is_an_agent_and_every_party_comes_back_as_it_was_sent() {
    let former = json!({ "agent": "katrin", "since": 7, "connected": true });
    assert_eq!(read::<MemberView>(former).unwrap(), member(agent("katrin").into()));
    for party in [agent("katrin").into(), expert(), Party::Supervisor { agent: agent("sven") }, robot()] {
        assert_eq!(read::<MemberView>(sent(&member(party.clone()))).unwrap(), member(party));
    }
    assert!(read::<MemberView>(json!({ "since": 7, "connected": true })).is_err(), "nobody is no member");
}

#[test]
fn in_a_consultation_an_agent_is_a_bare_id_as_in_version_1_and_an_expert_an_object() {
    let with_katrin: ConsultationView = read(consultation(&json!("katrin"))).unwrap();
    assert_eq!(with_katrin.with, Some(agent("katrin").into()));
    assert_eq!(sent(&with_katrin), consultation(&json!("katrin")));
    let of_former: v1::domain::ConsultationView = read(sent(&with_katrin)).unwrap();
    assert_eq!(sent(&of_former), consultation(&json!("katrin")));

    let with_expert = ConsultationView { with: Some(expert()), ..with_katrin.clone() };
    assert_eq!(sent(&with_expert), consultation(&sent(&expert())));
    assert_eq!(read::<ConsultationView>(sent(&with_expert)).unwrap(), with_expert);
    assert!(read::<v1::domain::ConsultationView>(sent(&with_expert)).is_err());

    let with_nobody = ConsultationView { with: None, ..with_katrin };
    assert_eq!(sent(&with_nobody), consultation(&Value::Null));
    assert_eq!(read::<ConsultationView>(sent(&with_nobody)).unwrap(), with_nobody);
    let mut left_out = sent(&with_nobody);
    left_out.as_object_mut().unwrap().remove("with");
    assert_eq!(read::<ConsultationView>(left_out).unwrap(), with_nobody);
}

#[test]
fn version_1_reads_an_experts_message_and_whatever_an_agent_writes_has_no_key_more_than_before() {
    let body = |origin: Origin| {
        let message = serde_json::from_value(json!("m1")).unwrap();
        EntryBody::Message { origin, message, content: "Guten Tag".to_owned().into() }
    };
    let submitted =
        Origin { submitted_by: Some(agent("jana")), foreign_id: Some("19:x/17".to_owned()), ..expert().into() };
    let former: v1::domain::EntryBody = read(sent(&body(submitted.clone()))).unwrap();
    let from = json!({ "kind": "expert", "name": "Dr. Paula Weber", "sponsor": "jana" });
    assert_eq!(sent(&former), json!({ "kind": "message", "from": from, "message": "m1", "text": "Guten Tag" }));

    let entry = json!({ "id": "e", "at": 7, "body": body(submitted.clone()) });
    assert_eq!(read::<Entry>(entry).unwrap().body, body(submitted));
    let own = json!({ "kind": "message", "from": { "kind": "agent", "agent": "katrin" }, "message": "m1", "text": "Guten Tag" });
    assert_eq!(sent(&body(Party::from(agent("katrin")).into())), own);
    assert_eq!(read::<EntryBody>(own).unwrap(), body(Party::from(agent("katrin")).into()));
}

#[test]
fn an_expert_typing_is_a_signal_that_version_1_cannot_read() {
    let signal = |from: Party| {
        json!({
            "type": "signal", "from": from,
            "signal": { "kind": "typing", "case": "c", "thread": { "kind": "main" } }
        })
    };
    for (party, known) in [(Party::Contact, true), (agent("katrin").into(), true), (expert(), false)] {
        let frame = signal(party.clone());
        assert_eq!(read::<v1::wire::agent::AgentOrContact>(frame["from"].clone()).is_ok(), known, "{frame}");
        let today = decode::<ToAgent>(&frame.to_string(), ToAgent::KINDS);
        assert!(matches!(today, Decoded::Known(ToAgent::Signal { from, .. }) if from == party), "{frame}");
    }
}
