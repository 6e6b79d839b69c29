//! The left column: invitations, my chats in the order of `behaviour.md` 7.8, chats in which I was asked, queues.

use std::cmp::Reverse;

use konsil_protocol::domain::{
    CaseId, CaseView, Command, ContactPresence, InvitationKind, InvitationView, Left, Standing, Thread, Timestamp,
};

use crate::boundary::phrases;
use crate::boundary::view::{ChatRow, InvitationCard, ListView, Phrase, QueueRow, RowGroup, Side};
use crate::chats::case::{CaseState, Part, is_active};
use crate::desk::Desk;
use crate::people::names::initials;
use crate::thread::log::{LocalState, ThreadLog, preview};

/// Where the rows stood last.
#[derive(Debug, Default)]
pub(crate) struct Order {
    chats: Vec<CaseId>,
    consultations: Vec<CaseId>,
    hold: Hold,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Hold {
    #[default]
    Free,
    /// Pointer or focus is in the list: nothing moves.
    Held,
}

impl Order {
    pub fn set_busy(&mut self, busy: bool) {
        self.hold = if busy { Hold::Held } else { Hold::Free };
    }
}

/// Rows as they are wanted, but with the selected one where it stood, and while the list is held with all of them
/// there: new ones come last.
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

/// How a chat's row is sorted: pending (longest first), then the others (latest activity first), then ended.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    group: RowGroup,
    waits_since: Option<Timestamp>,
    activity: Reverse<Timestamp>,
    case: CaseId,
}

impl Desk {
    /// The left column now; remembers where the rows stand.
    pub(crate) fn list(&mut self) -> ListView {
        let (chats, consultations): (Vec<_>, Vec<_>) =
            self.cases.values().partition(|case| !matches!(case.view.standing, Standing::ConsultTarget { .. }));
        let sorted = |cases: Vec<&CaseState>| {
            let mut ranks: Vec<_> = cases.into_iter().map(rank).collect();
            ranks.sort();
            ranks.into_iter().map(|rank| rank.case).collect::<Vec<_>>()
        };
        let (chats, consultations) = (sorted(chats), sorted(consultations));
        let selected = self.selected.as_ref();
        self.order.chats = arranged(&self.order.chats, chats, selected, self.order.hold);
        self.order.consultations = arranged(&self.order.consultations, consultations, selected, self.order.hold);
        let rows = |ids: &[CaseId]| ids.iter().filter_map(|id| self.cases.get(id)).map(|case| self.row(case)).collect();
        ListView {
            invitations: self.cards(|invitation| !self.stands_in_chat(invitation)),
            chats: rows(&self.order.chats),
            consultations: rows(&self.order.consultations),
            queues: self.queues(),
        }
    }

    /// An invitation into the conference or to take over stands in the chat, if that has a place here.
    pub(crate) fn stands_in_chat(&self, invitation: &InvitationView) -> bool {
        let into_chat = match invitation.kind {
            InvitationKind::Conference | InvitationKind::Transfer => true,
            InvitationKind::Chat | InvitationKind::Consultation | InvitationKind::Unsupported => false,
        };
        into_chat && self.cases.get(&invitation.case).is_some_and(|case| case.part != Part::Gone)
    }

    pub(crate) fn cards(&self, which: impl Fn(&InvitationView) -> bool) -> Vec<InvitationCard> {
        let Some(me) = &self.me else { return Vec::new() };
        me.invitations
            .iter()
            .filter(|invitation| which(invitation))
            .filter_map(|invitation| self.card(invitation))
            .collect()
    }

    fn card(&self, invitation: &InvitationView) -> Option<InvitationCard> {
        let is_answer = |command: &Command| {
            matches!(command, Command::AcceptInvitation { invitation: id } | Command::DeclineInvitation { invitation: id }
                if id == &invitation.invitation)
        };
        Some(InvitationCard {
            invitation: invitation.invitation.clone(),
            case: invitation.case.clone(),
            kind: invitation.kind,
            by: invitation.by.as_ref().map(|by| self.people.names.agent(by).to_owned()),
            contact: invitation.contact_name.clone(),
            queue: self.people.names.queue(&invitation.queue, self.people.language).to_owned(),
            text: invitation.text.clone(),
            expires_at: *self.invitations.get(&invitation.invitation)?,
            busy: self.asked.iter().any(|asked| is_answer(&asked.command)),
        })
    }

    fn row(&self, case: &CaseState) -> ChatRow {
        let view = &case.view;
        let name = match &view.standing {
            Standing::ConsultTarget { by } => self.people.names.agent(by),
            Standing::Member | Standing::Former { .. } | Standing::Unsupported => view.contact.name.as_str(),
        };
        ChatRow {
            case: view.case.clone(),
            contact: name.to_owned(),
            initials: initials(name),
            preview: self.preview(case),
            group: group(case),
            reminder: self.reminder(case),
            silenced: self.silenced.contains(&view.case),
            unread: self.unread(case),
            unread_private: self.unread_is_private(case),
            selected: self.selected.as_ref() == Some(&view.case),
            torn_off: self.own.contains_key(&view.case),
            interrupted: matches!(view.contact.presence, ContactPresence::Interrupted { .. }),
            unsent: unsent(case).is_some(),
            invited_until: self.invited_until(&view.case),
        }
    }

    fn invited_until(&self, case: &CaseId) -> Option<Timestamp> {
        let stands_here = |invitation: &InvitationView| &invitation.case == case && self.stands_in_chat(invitation);
        self.cards(stands_here).first().map(|card| card.expires_at)
    }

    /// One who was asked has not written to the contact: only the consultation's words are new to it.
    fn unread(&self, case: &CaseState) -> u32 {
        let counts = |thread: &Thread| match (thread, &case.view.standing) {
            (Thread::Main, Standing::ConsultTarget { .. }) => false,
            (Thread::Main | Thread::Consultation { .. }, _) => true,
        };
        case.threads.iter().filter(|(thread, _)| counts(thread)).map(|(_, log)| log.unread()).sum()
    }

    /// Something is unread, and the contact sees none of it.
    fn unread_is_private(&self, case: &CaseState) -> bool {
        let main = case.threads.get(&Thread::Main).map_or(0, ThreadLog::unread);
        let asked = matches!(case.view.standing, Standing::ConsultTarget { .. });
        self.unread(case) > 0 && (asked || main == 0)
    }

    fn preview(&self, case: &CaseState) -> Phrase {
        let view = &case.view;
        if let Some(text) = unsent(case) {
            return text;
        }
        match &view.standing {
            Standing::Former { why: Left::Removed { .. }, .. } => return phrases::preview_removed(),
            Standing::Former {
                why: Left::Ended | Left::Transferred { .. } | Left::Vanished | Left::Unsupported,
                ..
            } => {
                return phrases::preview_ended();
            }
            Standing::ConsultTarget { .. } => return self.preview_of_consultation(view),
            Standing::Member | Standing::Unsupported => {}
        }
        if matches!(view.contact.presence, ContactPresence::Left { .. }) {
            return phrases::preview_contact_left();
        }
        let main = case.threads.get(&Thread::Main);
        if let Some(local) = main.and_then(|log| log.locals().last()) {
            return phrases::preview_mine(&preview(&local.text));
        }
        match main.and_then(ThreadLog::last_said) {
            None => phrases::preview_nothing_said(),
            Some(said) => match said.side {
                Side::Mine => phrases::preview_mine(&said.text),
                Side::Contact => phrases::preview_contact(&said.text),
                Side::Colleague => phrases::preview_colleague(&said.author, &said.text),
            },
        }
    }

    fn preview_of_consultation(&self, view: &CaseView) -> Phrase {
        let contact = view.contact.name.as_str();
        if view.consultations.iter().any(is_active) {
            phrases::preview_consultation(contact, self.people.names.queue(&view.queue, self.people.language))
        } else {
            phrases::preview_consultation_ended(contact)
        }
    }

    fn queues(&self) -> Vec<QueueRow> {
        let mine = self.directory.queues.iter().filter(|queue| queue.mine);
        mine.map(|queue| QueueRow {
            queue: queue.queue.clone(),
            name: queue.name.in_language(self.people.language).to_owned(),
            waiting: queue.waiting,
            longest_waiting_since: queue.longest_waiting_since,
        })
        .collect()
    }
}

fn group(case: &CaseState) -> RowGroup {
    let over = match &case.view.standing {
        Standing::Member | Standing::Unsupported => case.part == Part::Gone,
        Standing::ConsultTarget { .. } => !case.view.consultations.iter().any(is_active),
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

fn rank(case: &CaseState) -> Rank {
    let group = group(case);
    Rank {
        group,
        waits_since: case.pending_since(),
        activity: Reverse(case.last_activity()),
        case: case.view.case.clone(),
    }
}

/// The newest text of mine in this case that came back.
fn unsent(case: &CaseState) -> Option<Phrase> {
    let locals = case.threads.values().flat_map(ThreadLog::locals);
    let newest = locals.filter(|local| !local.state.is_under_way()).max_by_key(|local| local.at)?;
    let text = preview(&newest.text);
    Some(match newest.state {
        LocalState::Uncertain => phrases::preview_uncertain(&text),
        LocalState::NotSent { .. } | LocalState::Sending | LocalState::Queued | LocalState::Accepted => {
            phrases::preview_not_sent(&text)
        }
    })
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
