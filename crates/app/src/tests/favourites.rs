//! Whom an agent asks often is kept on this computer, for each agent by itself.

use std::collections::BTreeMap;

use konsil_desk::input::{FindTargets, Input, Purpose, TargetFilter};
use konsil_protocol::domain::{CaseAction, Command, ConsultTarget};

use super::stage::*;

fn of(name: &str) -> ConsultTarget {
    ConsultTarget::Agent { agent: agent(name) }
}

/// The names among the agent's favourites.
async fn favourites(desktop: &Desktop) -> Vec<String> {
    let find = FindTargets {
        case: case_id("a"),
        purpose: Purpose::Consult,
        text: String::new(),
        filter: TargetFilter::Favourites,
        levels: BTreeMap::new(),
        from: None,
    };
    let groups = desktop.handle.find_targets(find).await.unwrap().groups;
    groups.into_iter().flat_map(|group| group.rows).map(|row| row.name).collect()
}

#[tokio::test]
async fn favourites_and_whom_one_asked_last_outlive_a_restart_and_another_agent_in_between() {
    let folders = Folders::new();
    let mut chat = chat_with("a", "Martin Hoffmann");
    chat.can.insert(CaseAction::Consult);
    let (desktop, session) = Desktop::at_work(&folders, vec![chat]).await;
    desktop.act(Input::Favour { target: of("sven"), category: "Technik".to_owned() }).await;
    let (case, target) = (case_id("a"), of("rita"));
    desktop.act(Input::Do { command: Command::StartConsultation { case, target, question: None } }).await;
    desktop.handle.shutdown().await;
    drop((desktop, session));

    let mut desktop = Desktop::start(&folders).await;
    let session = desktop.session().await;
    session.signed_in_as("katrin", "Katrin Richter", vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.sees(|page| page.rows() == ["Martin Hoffmann"]).await;
    assert!(favourites(&desktop).await.is_empty());
    desktop.act(Input::Favour { target: of("jana"), category: String::new() }).await;
    desktop.handle.shutdown().await;
    drop((desktop, session));

    let mut desktop = Desktop::start(&folders).await;
    let session = desktop.session().await;
    session.signed_in(vec![chat_with("a", "Martin Hoffmann")]).await;
    desktop.sees(|page| page.rows() == ["Martin Hoffmann"]).await;
    assert_eq!(favourites(&desktop).await, ["sven"]);
    let kept: Vec<konsil_desk::KeptTargets> = session.store.setting(crate::kept::TARGETS).unwrap().unwrap();
    let recent: Vec<_> = kept.iter().map(|kept| (kept.agent.as_str(), kept.recent.clone())).collect();
    assert_eq!(recent, [("jana", vec![of("rita")]), ("katrin", Vec::new())]);
}
