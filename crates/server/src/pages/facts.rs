//! `GET /v1/page`: what the contact's page knows before a chat. Made again for each request, because opening hours
//! pass.

use axum::{Json, extract::State, http::header, response::IntoResponse};
use konsil_centre::MAX_NAME_CHARS;
use konsil_protocol::domain::{Language, MAX_TEXT_BYTES, QueueId, Words};
use serde::Serialize;

use super::parts::PageParts;

/// Everything in it is public.
#[derive(Serialize)]
struct PageFacts<'a> {
    centre: &'a str,
    /// The first is for readers whose own is none of these.
    languages: &'a [Language],
    privacy: &'a Words,
    /// In the order of the centre file.
    topics: Vec<Topic<'a>>,
    limits: Limits,
}

#[derive(Serialize)]
struct Topic<'a> {
    id: &'a QueueId,
    name: &'a Words,
    open: bool,
    /// Whether an agent of the queue is signed in now.
    staffed: bool,
    texts: Texts<'a>,
}

/// An empty one leaves the words to the page.
#[derive(Serialize)]
struct Texts<'a> {
    closed: &'a Words,
    nobody_there: &'a Words,
    waiting: &'a Words,
    greeting: &'a Words,
}

#[derive(Serialize)]
struct Limits {
    name_chars: usize,
    text_bytes: usize,
}

pub(super) async fn facts(State(PageParts { centre, clock, is_staffed }): State<PageParts>) -> impl IntoResponse {
    let (centre, now) = (centre(), clock.now());
    let topics = centre.topics.iter().map(|topic| Topic {
        id: &topic.queue,
        name: &topic.name,
        open: topic.hours.is_open(now),
        staffed: is_staffed(&topic.queue),
        texts: Texts {
            closed: &topic.closed,
            nobody_there: &topic.nobody_there,
            waiting: &topic.waiting,
            greeting: &topic.greeting,
        },
    });
    let facts = PageFacts {
        centre: &centre.name,
        languages: &centre.languages,
        privacy: &centre.privacy,
        topics: topics.collect(),
        limits: Limits { name_chars: MAX_NAME_CHARS, text_bytes: MAX_TEXT_BYTES },
    };
    ([(header::CACHE_CONTROL, "no-store")], Json(facts)).into_response()
}
