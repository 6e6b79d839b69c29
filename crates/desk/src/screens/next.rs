//! What needs me, most urgent first: for "next chat that needs me", for the tray, and for their counts.

use std::collections::BTreeSet;

use konsil_protocol::domain::{CaseId, ConsultationId, InvitationId, Thread, Timestamp};

use crate::boundary::effect::Effect;
use crate::boundary::phrases;
use crate::boundary::view::Stage;
use crate::boundary::window::WindowId;
use crate::chats::case::{CaseState, Part};
use crate::desk::{Desk, Link};
use crate::thread::log::Sight;

/// Where the system takes the keyboard from a window for the global shortcut (X11), the press comes this soon after.
const TAKEN_BY_SHORTCUT_MS: u64 = 500;

/// Something that needs me.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Need {
    /// A contact waits for an answer.
    Reply { case: CaseId },
    /// Words in a consultation that I have not read.
    Consultation { case: CaseId, consultation: ConsultationId },
    /// An open invitation that I have not answered.
    Invitation { case: CaseId, invitation: InvitationId },
}

impl Need {
    pub fn case(&self) -> &CaseId {
        match self {
            Self::Reply { case } | Self::Consultation { case, .. } | Self::Invitation { case, .. } => case,
        }
    }
}

impl Desk {
    /// Pending replies, longest first; consultations with unread words, longest first; invitations, oldest first.
    /// Quiet and silence change nothing about it. While another desktop has the session, nothing needs me here.
    pub(crate) fn needs(&self) -> Vec<Need> {
        if !matches!(self.stage, Stage::Workspace { .. }) || self.link == Link::Elsewhere {
            return Vec::new();
        }
        let mut replies: Vec<_> =
            self.cases.iter().filter_map(|(id, case)| Some((case.pending_since()?, id.clone()))).collect();
        replies.sort();
        let mut unread: Vec<_> = self.cases.values().flat_map(unread_consultations).collect();
        unread.sort();
        let cards = self.cards(|_| true);
        let replies = replies.into_iter().map(|(_, case)| Need::Reply { case });
        let unread = unread.into_iter().map(|(_, case, consultation)| Need::Consultation { case, consultation });
        let open = cards.into_iter().filter(|card| !card.busy && card.expires_at > self.now);
        let invitations = open.map(|card| Need::Invitation { case: card.case, invitation: card.invitation });
        replies.chain(unread).chain(invitations).collect()
    }

    /// Each chat once.
    pub(crate) fn needing(needs: &[Need]) -> u32 {
        let cases: BTreeSet<_> = needs.iter().map(Need::case).collect();
        u32::try_from(cases.len()).unwrap_or(u32::MAX)
    }

    /// From any program. What was in view a moment ago is passed over too: the key itself may have taken the keyboard.
    pub(crate) fn next_chat_by_shortcut(&mut self, effects: &mut Vec<Effect>) {
        let just_now = self.was_active.filter(|(_, until)| self.now.since_ms(*until) <= TAKEN_BY_SHORTCUT_MS);
        let from = self.active.or(just_now.map(|(window, _)| window)).filter(|_| !self.system.locked);
        self.next_chat_from(from, effects);
    }

    /// Shows the one after that which is in view.
    pub(crate) fn next_chat(&mut self, effects: &mut Vec<Effect>) {
        self.next_chat_from(self.active_window(), effects);
    }

    fn next_chat_from(&mut self, from: Option<WindowId>, effects: &mut Vec<Effect>) {
        let mut needs = self.needs();
        let here = needs.iter().position(|need| is_chat(need) && self.is_in_view(from, need));
        if let Some(here) = here {
            needs.rotate_left(here + 1);
        }
        match needs.iter().find(|need| !self.is_in_view(from, need)) {
            Some(need) => self.show_need(&need.clone(), effects),
            None => {
                let nothing = if needs.is_empty() { phrases::next_nothing() } else { phrases::next_nothing_else() };
                let window = from.unwrap_or(WindowId::Main);
                self.windows.toast(window, nothing);
                if self.active_window().is_none() {
                    effects.push(Effect::FocusWindow { window });
                }
            }
        }
    }

    /// Brings it before the agent's eyes.
    pub(crate) fn show_need(&mut self, need: &Need, effects: &mut Vec<Effect>) {
        match need {
            Need::Reply { case } => self.bring(case, effects),
            Need::Consultation { case, consultation } => {
                if let Some(case) = self.cases.get_mut(case) {
                    case.selected_consultation = Some(consultation.clone());
                }
                self.bring(case, effects);
            }
            Need::Invitation { case, invitation } if self.is_in_chat(invitation) => self.bring(case, effects),
            Need::Invitation { .. } => self.focus(WindowId::Main, effects),
        }
    }

    /// Selects the chat where it stands; that window comes to the front.
    pub(crate) fn bring(&mut self, case: &CaseId, effects: &mut Vec<Effect>) {
        match self.own.get(case) {
            Some(window) => effects.push(Effect::FocusWindow { window: *window }),
            None => {
                if self.cases.contains_key(case) {
                    self.selected = Some(case.clone());
                }
                self.focus(WindowId::Main, effects);
            }
        }
    }

    fn focus(&self, window: WindowId, effects: &mut Vec<Effect>) {
        if self.active_window() != Some(window) {
            effects.push(Effect::FocusWindow { window });
        }
    }

    fn is_in_chat(&self, id: &InvitationId) -> bool {
        let invitations = self.me.iter().flat_map(|me| &me.invitations);
        invitations.filter(|invitation| &invitation.invitation == id).any(|invitation| self.stands_in_chat(invitation))
    }

    fn is_in_view(&self, from: Option<WindowId>, need: &Need) -> bool {
        match need {
            Need::Reply { case } => self.sight_from(from, case, &Thread::Main) == Sight::InView,
            Need::Consultation { case, consultation } => {
                let thread = Thread::Consultation { consultation: consultation.clone() };
                self.sight_from(from, case, &thread) == Sight::InView
            }
            Need::Invitation { case, invitation } if self.is_in_chat(invitation) => {
                self.sight_from(from, case, &Thread::Main) == Sight::InView
            }
            Need::Invitation { .. } => from == Some(WindowId::Main),
        }
    }
}

/// An invitation in the left column is no chat that one stands in.
fn is_chat(need: &Need) -> bool {
    match need {
        Need::Reply { .. } | Need::Consultation { .. } => true,
        Need::Invitation { .. } => false,
    }
}

/// With the time of their last words.
fn unread_consultations(case: &CaseState) -> Vec<(Timestamp, CaseId, ConsultationId)> {
    if case.part == Part::Gone {
        return Vec::new();
    }
    let found = case.threads.iter().filter_map(|(thread, log)| match thread {
        Thread::Consultation { consultation } if log.unread() > 0 => {
            Some((log.last_at().unwrap_or_default(), case.view.case.clone(), consultation.clone()))
        }
        Thread::Consultation { .. } | Thread::Main => None,
    });
    found.collect()
}
