//! What the contact's page is told before a chat has the shape that `docs/protocol.md` shows.

use konsil_tests::story::Story;
use serde_json::Value;

/// Every field's path, with the kind of its value; of a list, its first element stands for all.
fn shape(value: &Value, path: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| shape(value, &format!("{path}.{key}"), into)),
        Value::Array(list) => match list.first() {
            Some(first) => shape(first, &format!("{path}[]"), into),
            None => into.push(format!("{path}: nothing")),
        },
        Value::String(_) => into.push(format!("{path}: text")),
        Value::Number(_) => into.push(format!("{path}: number")),
        Value::Bool(_) => into.push(format!("{path}: yes or no")),
        Value::Null => into.push(format!("{path}: null")),
    }
}

fn shape_of(value: &Value) -> Vec<String> {
    let mut fields = Vec::new();
    shape(value, "", &mut fields);
    fields.sort();
    fields
}

#[tokio::test]
async fn the_page_is_told_what_the_document_says() {
    let document = include_str!("../../docs/protocol.md");
    let (_, example) = document.split_once("```json page\n").expect("the document has an example");
    let (example, _) = example.split_once("```").expect("the example ends");
    let example: Value = serde_json::from_str(example).expect("the example is JSON");

    let story = Story::begin().await;
    let answer = reqwest::get(format!("{}/v1/page", story.base)).await.expect("the server answers");
    let told: Value = answer.json().await.expect("the answer is JSON");

    assert_eq!(shape_of(&told), shape_of(&example));
}

#[tokio::test]
async fn a_topic_is_staffed_while_one_of_its_agents_is_signed_in() {
    let story = Story::begin().await;
    let staffed = async || {
        let answer = reqwest::get(format!("{}/v1/page", story.base)).await.expect("the server answers");
        let told: Value = answer.json().await.expect("the answer is JSON");
        let topics = told["topics"].as_array().expect("a list of topics").clone();
        topics.into_iter().find(|topic| topic["id"] == "contract").expect("the topic")["staffed"].clone()
    };
    assert_eq!(staffed().await, false);
    let _sven = story.ready_agent("sven").await;
    assert_eq!(staffed().await, false, "sven is of other topics");
    let _jana = story.agent("jana").await;
    assert_eq!(staffed().await, true);
}
