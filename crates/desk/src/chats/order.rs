//! Where the rows of the left column are, and where they were: the selected one stays in its place, and nothing moves
//! while the pointer is in the list (`docs/behaviour.md` 7.8).

use std::cmp::Reverse;

use konsil_protocol::domain::{CaseId, Standing, Timestamp};

use super::case::{CaseState, is_active};
use super::chat::Chat;
use crate::boundary::view::RowGroup;

/// The rows as they were arranged last.
#[derive(Debug, Default)]
pub(crate) struct Order {
    chats: Vec<CaseId>,
    consultations: Vec<CaseId>,
    hold: Hold,
}

/// Whether rows may move.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    #[default]
    Free,
    /// Pointer or focus is in the list: nothing moves.
    Held,
}

impl Order {
    pub fn hold(&mut self, hold: Hold) {
        self.hold = hold;
    }

    pub fn chats(&self) -> &[CaseId] {
        &self.chats
    }

    pub fn consultations(&self) -> &[CaseId] {
        &self.consultations
    }

    /// Brings the rows into the order that they should have now, as far as they may move.
    pub fn arrange<'a>(&mut self, chats: impl Iterator<Item = (&'a CaseId, &'a Chat)>, selected: Option<&CaseId>) {
        let (chats, consultations): (Vec<_>, Vec<_>) = chats.partition(|(_, chat)| !is_asked(chat));
        self.chats = arranged(&self.chats, sorted(chats), selected, self.hold);
        self.consultations = arranged(&self.consultations, sorted(consultations), selected, self.hold);
    }
}

/// A chat in which I was asked is a row of the consultations.
fn is_asked(chat: &Chat) -> bool {
    chat.view().is_some_and(|view| matches!(view.standing, Standing::ConsultTarget { .. }))
}

fn sorted(chats: Vec<(&CaseId, &Chat)>) -> Vec<CaseId> {
    let mut ranks: Vec<_> = chats.into_iter().map(rank).collect();
    ranks.sort();
    ranks.into_iter().map(|rank| rank.case).collect()
}

/// How a chat's row is sorted: pending (by the reminder's time, longest first), then the others (latest activity first), then ended.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    group: RowGroup,
    reminder_from: Option<Timestamp>,
    activity: Reverse<Timestamp>,
    case: CaseId,
}

fn rank((case, chat): (&CaseId, &Chat)) -> Rank {
    Rank {
        group: group(chat),
        reminder_from: chat.case().and_then(CaseState::reminder_from),
        activity: Reverse(chat.last_activity()),
        case: case.clone(),
    }
}

/// Among which rows a chat is shown.
pub(crate) fn group(chat: &Chat) -> RowGroup {
    let Some(case) = chat.case() else { return RowGroup::Ended };
    let over = match &case.view().standing {
        Standing::Member | Standing::Unsupported => false,
        Standing::ConsultTarget { .. } => !case.view().consultations.iter().any(is_active),
        Standing::Former { .. } => true,
    };
    if over {
        RowGroup::Ended
    } else if case.pending_since().is_some() {
        RowGroup::Pending
    } else {
        RowGroup::Answered
    }
}

/// Rows as they are wanted, but with the selected one where it was, and while the list is held with all of them
/// there: new ones are last.
fn arranged(former: &[CaseId], mut wanted: Vec<CaseId>, selected: Option<&CaseId>, hold: Hold) -> Vec<CaseId> {
    match hold {
        Hold::Held => {
            let mut rows: Vec<_> = former.iter().filter(|id| wanted.contains(id)).cloned().collect();
            wanted.retain(|id| !rows.contains(id));
            rows.append(&mut wanted);
            rows
        }
        Hold::Free => {
            let stood = selected.and_then(|id| former.iter().position(|row| row == id));
            if let (Some(selected), Some(stood)) = (selected, stood)
                && let Some(now) = wanted.iter().position(|row| row == selected)
            {
                let row = wanted.remove(now);
                wanted.insert(stood.min(wanted.len()), row);
            }
            wanted
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &str) -> Vec<CaseId> {
        names.chars().map(|name| CaseId::new(name).unwrap()).collect()
    }

    fn id(name: &str) -> CaseId {
        CaseId::new(name).unwrap()
    }

    #[test]
    fn the_selected_row_stays_while_the_others_move_around_it() {
        assert_eq!(arranged(&ids("abc"), ids("cab"), Some(&id("b")), Hold::Free), ids("cba"));
        assert_eq!(arranged(&ids("abc"), ids("dcab"), Some(&id("a")), Hold::Free), ids("adcb"));
    }

    #[test]
    fn nothing_moves_while_the_list_is_held_and_new_rows_come_last() {
        assert_eq!(arranged(&ids("abc"), ids("dcab"), Some(&id("b")), Hold::Held), ids("abcd"));
        assert_eq!(arranged(&ids("abc"), ids("cb"), None, Hold::Held), ids("bc"));
    }

    #[test]
    fn without_a_selection_the_rows_stand_as_they_are_ranked() {
        assert_eq!(arranged(&ids("abc"), ids("cab"), None, Hold::Free), ids("cab"));
    }
}
