//! Titles of windows: who is there, and before it icon and time of the window's most urgent pending reply, with the
//! contact's name.

use std::collections::BTreeMap;

use konsil_protocol::domain::Timestamp;

use crate::boundary::phrases;
use crate::boundary::view::{Phrase, ReminderLevel, ReminderView};
use crate::boundary::window::WindowId;
use crate::chats::case::CaseState;
use crate::chats::chat::Chat;
use crate::pending::workspace::Workspace;
use crate::people::sanitize::sanitize_for_os;
use crate::screens::reminder::reminder;

/// Of a name in a title.
const NAME_CHARS: usize = 60;
/// Below this the title counts seconds, from then on minutes.
const SECONDS_BELOW_MS: u64 = 2 * 60 * 1000;

/// The titles of all windows.
pub(crate) fn titles(workspace: &Workspace<'_>) -> BTreeMap<WindowId, Phrase> {
    let torn_off = workspace.layout.torn_off.iter();
    let chats = torn_off.filter_map(|(id, window)| Some((*window, chat_title(workspace, workspace.chats.get(id)?))));
    chats.chain([(WindowId::Main, main_title(workspace))]).collect()
}

fn main_title(workspace: &Workspace<'_>) -> Phrase {
    let Some(me) = workspace.identity.me() else { return phrases::window_title_start() };
    let name = sanitize_for_os(&me.name, NAME_CHARS);
    match most_urgent_docked(workspace) {
        Some((reminder, chat)) => phrases::window_title_main_waiting(
            icon(&reminder, workspace.now),
            &time(&reminder, workspace.now),
            &sanitize_for_os(chat.contact(), NAME_CHARS),
            &name,
        ),
        None => phrases::window_title_main(&name),
    }
}

/// The title of a chat's own window.
pub(crate) fn chat_title(workspace: &Workspace<'_>, chat: &Chat) -> Phrase {
    let contact = sanitize_for_os(chat.contact(), NAME_CHARS);
    match chat.case().and_then(|case| counted(workspace, case)) {
        Some(reminder) => phrases::window_title_chat_waiting(
            icon(&reminder, workspace.now),
            &time(&reminder, workspace.now),
            &contact,
        ),
        None => phrases::window_title_chat(&contact),
    }
}

/// While somebody must sign in first, or another desktop has the session, nothing is known here about who waits.
pub(crate) fn counted(workspace: &Workspace<'_>, case: &CaseState) -> Option<ReminderView> {
    reminder(workspace, case).filter(|_| workspace.session.is_here())
}

/// The chat with the longest reminder time, as in the list.
fn most_urgent_docked<'a>(workspace: &Workspace<'a>) -> Option<(ReminderView, &'a Chat)> {
    let docked = workspace.chats.all().filter(|(id, _)| !workspace.layout.torn_off.contains_key(*id));
    let waiting = docked.filter_map(|(id, chat)| Some((counted(workspace, chat.case()?)?, id, chat)));
    let most = waiting.min_by_key(|(reminder, id, _)| (reminder.counts_from, *id));
    most.map(|(reminder, _, chat)| (reminder, chat))
}

/// When the next title changes by itself.
pub(crate) fn next_title(workspace: &Workspace<'_>) -> Option<Timestamp> {
    let torn_off = workspace.layout.torn_off.keys().filter_map(|id| workspace.chats.case(id));
    let counted = torn_off.filter_map(|case| counted(workspace, case));
    counted
        .chain(most_urgent_docked(workspace).map(|(reminder, _)| reminder))
        .map(|reminder| changes_at(&reminder, workspace.now))
        .min()
}

/// Never colour alone, and here none at all.
fn icon(reminder: &ReminderView, now: Timestamp) -> &'static str {
    match reminder.level(now) {
        ReminderLevel::Green => "⏱",
        ReminderLevel::Yellow => "⚠",
        ReminderLevel::Red => "‼",
    }
}

/// How long the contact waits: "0:12", from two minutes on "2 min".
pub(crate) fn time(reminder: &ReminderView, now: Timestamp) -> String {
    let waits = now.since_ms(reminder.counts_from);
    if waits < SECONDS_BELOW_MS {
        let seconds = waits / 1000;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    } else {
        format!("{} min", waits / 60_000)
    }
}

/// When [`icon`] or [`time`] is another one.
fn changes_at(reminder: &ReminderView, now: Timestamp) -> Timestamp {
    let waits = now.since_ms(reminder.counts_from);
    let step = if waits < SECONDS_BELOW_MS { 1000 } else { 60_000 };
    let next = reminder.counts_from.plus_ms((waits / step + 1) * step);
    [reminder.yellow_at, reminder.red_at].into_iter().filter(|at| *at > now).fold(next, Timestamp::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting() -> ReminderView {
        let since = Timestamp(1_000);
        ReminderView { since, counts_from: since, yellow_at: since.plus_ms(30_500), red_at: since.plus_ms(50_000) }
    }

    #[test]
    fn seconds_count_below_two_minutes_and_minutes_after_that() {
        let at = |ms: u64| time(&waiting(), Timestamp(1_000).plus_ms(ms));
        let told: Vec<_> = [0, 999, 12_000, 65_000, 119_999, 120_000, 179_999, 3_600_000].map(at).into();
        assert_eq!(told, ["0:00", "0:00", "0:12", "1:05", "1:59", "2 min", "2 min", "60 min"]);
    }

    #[test]
    fn a_time_that_lies_ahead_is_none_at_all() {
        assert_eq!(time(&waiting(), Timestamp(0)), "0:00");
    }

    #[test]
    fn the_next_change_is_a_second_a_minute_or_a_level_away() {
        let after = |ms: u64| changes_at(&waiting(), Timestamp(1_000).plus_ms(ms)).since_ms(Timestamp(1_000));
        let next: Vec<_> = [0, 999, 30_000, 30_500, 119_500, 120_000, 150_000].map(after).into();
        assert_eq!(next, [1_000, 1_000, 30_500, 31_000, 120_000, 180_000, 180_000]);
    }
}
