//! The buttons of a notification, by the names under which the system knows them.

use konsil_app::desk::NotificationAnswer;

/// What a button is called towards the system.
pub fn key(answer: &NotificationAnswer) -> &'static str {
    match answer {
        NotificationAnswer::Open => "open",
        NotificationAnswer::Accept => "accept",
        NotificationAnswer::Decline => "decline",
        NotificationAnswer::Reply { .. } => "inline-reply",
        NotificationAnswer::Closed => "closed",
    }
}

/// What it means when a button of this name was pressed. `default` is a click beside the buttons.
pub fn pressed(key: &str) -> Option<NotificationAnswer> {
    match key {
        "default" | "open" => Some(NotificationAnswer::Open),
        "accept" => Some(NotificationAnswer::Accept),
        "decline" => Some(NotificationAnswer::Decline),
        _ => None,
    }
}
