//! Peers of another version: whatever a frame calls by a name that this program does not know, the connection stays, the
//! frames after it are processed, and each command is answered.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it tried")]

mod desktop;
mod examples;
#[path = "../../../crates/link/tests/common/script.rs"]
#[allow(dead_code)]
mod script;

use examples::{UNKNOWN, frames, mutants};
use konsil_protocol::domain::*;
use konsil_protocol::wire::agent::Answer;
use konsil_tests::story::*;
use serde_json::json;

#[tokio::test]
async fn a_server_answers_whatever_a_newer_desktop_asks() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let mut tried = 0;
    for (number, mut mutant) in mutants("from_agent").into_iter().enumerate() {
        // A token or a first frame of another desktop: what they do is what they say.
        let says_who = ["hello", "renew", "goodbye"].contains(&mutant.kind.as_str());
        if says_who && mutant.frame["type"] != UNKNOWN {
            continue;
        }
        tried += 1;
        let id = CommandId::new(format!("skew-{number}")).unwrap();
        let is_command = mutant.frame["type"] == "command";
        if is_command {
            mutant.frame["id"] = json!(id);
        }
        let place = mutant.place.clone();
        jana.raw(mutant.frame.to_string());
        if is_command {
            let answer = jana.sees("an answer", |desk| desk.answers.get(&id).cloned()).await;
            let names_it = Answer::Refused { refusal: Refusal::Unsupported { code: UNKNOWN.to_owned() } };
            let is_word = mutant.frame.pointer(&place).is_some_and(|there| there == UNKNOWN);
            if is_word && !place.ends_with("/state/kind") && !place.ends_with("/reason") {
                assert_eq!(answer, names_it, "{place} of {}", mutant.frame);
            }
        }
    }
    jana.settles().await;
    println!("{tried} frames from a newer desktop");
    assert!(tried > 100, "only {tried} frames were tried");
    jana.writes(&case, "Es geht weiter.").await;
    martin.reads("Es geht weiter.").await;
    assert_eq!(jana.desk().closed, None);
}

#[tokio::test]
async fn a_server_goes_on_with_whatever_a_newer_page_sends() {
    let story = Story::begin().await;
    let (martin, jana, case) = story.chat("Guten Tag").await;
    let mut tried = 0;
    for mutant in mutants("from_contact") {
        let known = mutant.frame["type"] != UNKNOWN;
        match mutant.kind.as_str() {
            "hello" | "open" => {
                let page = ContactPage::connects(&story.base, "Petra").await;
                page.raw(mutant.frame.to_string());
                // The page opens a chat first, and says hello with the same secret.
                if known {
                    page.sees("a chat", |page| page.state.clone()).await;
                } else {
                    page.sees("a refusal", |page| page.refusals.first().cloned()).await;
                    page.raw(
                        frames("from_contact").into_iter().find(|(kind, _)| kind == "open").unwrap().1.to_string(),
                    );
                    page.sees("a chat all the same", |page| page.state.clone()).await;
                }
            }
            "leave" if known => continue,
            _ => {
                martin.raw(mutant.frame.to_string());
                martin.settles().await;
            }
        }
        tried += 1;
    }
    println!("{tried} frames from a newer page");
    assert!(tried > 15, "only {tried} frames were tried");
    martin.says("Noch da?").await;
    jana.reads(&case, &Thread::Main, "Noch da?").await;
}
