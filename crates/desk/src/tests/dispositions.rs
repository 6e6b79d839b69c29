//! What became of a chat, as a tree.

use std::sync::Arc;

use konsil_protocol::domain::*;

use super::world::*;
use crate::boundary::view::DispositionStanding;

fn disposition(name: &str) -> DispositionId {
    DispositionId::new(name).unwrap()
}

/// A centre in which the queue `billing` offers these; each stands below what is in brackets behind it.
fn names(offered: &[&str], all: &[(&str, Option<&str>)]) -> Listing {
    let (mut names, _) = directory().parts();
    names.dispositions = all
        .iter()
        .map(|(id, parent)| DispositionEntry {
            disposition: disposition(id),
            name: words(&id.to_uppercase()),
            parent: parent.map(disposition),
        })
        .collect();
    for queue in names.queues.iter_mut().filter(|queue| queue.queue.as_str() == "billing") {
        queue.dispositions = offered.iter().map(|id| disposition(id)).collect();
    }
    names
}

/// Depth, path, and whether it can be chosen.
fn rows(names: Listing) -> Vec<String> {
    let mut world = World::with(vec![chat_with("a", "Martin Hoffmann")]);
    world.select("a");
    world.hear(WorkspaceEvent::Names(Arc::new(names)));
    let chat = world.main().chat();
    let row = |row: &crate::boundary::view::DispositionOption| {
        let heading = if row.standing == DispositionStanding::Heading { ":" } else { "" };
        format!("{} {}{heading}", row.depth, row.path)
    };
    chat.dispositions.iter().map(row).collect()
}

#[test]
fn what_stands_below_a_heading_stands_together_and_only_ends_can_be_chosen() {
    let all = [
        ("complaint", None),
        ("wrong", Some("complaint")),
        ("money", Some("complaint")),
        ("refund", Some("money")),
        ("solved", None),
    ];
    let rows = rows(names(&["wrong", "solved", "refund"], &all));
    assert_eq!(
        rows,
        ["0 COMPLAINT:", "1 COMPLAINT › WRONG", "1 COMPLAINT › MONEY:", "2 COMPLAINT › MONEY › REFUND", "0 SOLVED"]
    );
}

#[test]
fn of_a_former_server_the_list_is_flat() {
    assert_eq!(rows(names(&["solved", "wrong"], &[("solved", None), ("wrong", None)])), ["0 SOLVED", "0 WRONG"]);
}

#[test]
fn a_circle_that_a_server_tells_is_a_list_with_an_end() {
    let circle = [("solved", Some("wrong")), ("wrong", Some("solved"))];
    assert_eq!(rows(names(&["solved"], &circle)), ["0 WRONG:", "1 WRONG › SOLVED"]);
}
