//! The tray: how it stands with me, the chats that need me, and what can be chosen there.

use konsil_protocol::domain::{AgentState, CaseId, Command, Me, NotReadyReason, Timestamp};

use crate::boundary::effect::Effect;
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::system::TrayChoice;
use crate::boundary::view::{Phrase, Readiness, Stage, TrayIcon, TrayView};
use crate::boundary::window::WindowId;
use crate::desk::{Desk, Link};
use crate::people::sanitize::plain;
use crate::screens::next::Need;

/// Chats in the menu.
const CHATS: usize = 5;
/// Of a name in the menu and in the tooltip (which Windows cuts at 127 characters).
const NAME_CHARS: usize = 40;
const MINUTE_MS: u64 = 60_000;

impl Desk {
    /// Draws the tray anew if it is another one.
    pub(crate) fn set_tray(&mut self, effects: &mut Vec<Effect>) {
        let tray = self.tray_view();
        if self.tray.as_ref() != Some(&tray) {
            self.tray = Some(tray.clone());
            effects.push(Effect::Tray { tray });
        }
    }

    /// Its words are of another language now.
    pub(crate) fn tray_in_another_language(&mut self) {
        self.tray = None;
    }

    fn tray_view(&self) -> TrayView {
        let needs = self.needs();
        let needed = Self::needing(&needs);
        TrayView {
            icon: self.tray_icon(needed > 0),
            tooltip: self.tooltip(needed),
            readiness: self.readiness(),
            do_not_disturb: self.do_not_disturb_until().is_some(),
            chats: most_urgent(&needs).filter_map(|need| Some((need.case().clone(), self.tray_label(need)?))).collect(),
        }
    }

    /// Who works here; none while somebody must sign in first.
    fn at_work(&self) -> Option<&Me> {
        let me = self.me.as_ref().filter(|me| me.state != AgentState::LoggedOut)?;
        matches!(self.stage, Stage::Workspace { .. }).then_some(me)
    }

    fn tray_icon(&self, needed: bool) -> TrayIcon {
        match (self.at_work(), &self.link) {
            (None, _) => TrayIcon::SignedOut,
            (Some(_), Link::Connecting | Link::Offline { .. } | Link::Elsewhere) => TrayIcon::Offline,
            (Some(me), Link::Online) => match me.state {
                AgentState::Ready => TrayIcon::Ready { needed },
                AgentState::NotReady { .. }
                | AgentState::AfterWork
                | AgentState::LoggedOut
                | AgentState::Unsupported => TrayIcon::NotReady { needed },
            },
        }
    }

    /// It is the centre's to change: only while there is a connection. After work is not ready.
    fn readiness(&self) -> Option<Readiness> {
        let me = self.at_work().filter(|_| self.link == Link::Online)?;
        Some(if me.state == AgentState::Ready { Readiness::Ready } else { Readiness::NotReady })
    }

    fn tooltip(&self, needed: u32) -> Phrase {
        let Some(me) = self.at_work() else { return phrases::tray_tooltip_signed_out() };
        let name = plain(&me.name, NAME_CHARS);
        let state = match (&self.link, me.state) {
            (Link::Connecting | Link::Offline { .. } | Link::Elsewhere, _) => "offline",
            (Link::Online, AgentState::Ready) => "ready",
            (Link::Online, AgentState::AfterWork) => "after-work",
            (Link::Online, AgentState::NotReady { .. } | AgentState::LoggedOut | AgentState::Unsupported) => {
                "not-ready"
            }
        };
        let quiet = if self.do_not_disturb_until().is_some() { "yes" } else { "no" };
        phrases::tray_tooltip(&name, state, needed, quiet)
    }

    fn tray_label(&self, need: &Need) -> Option<Phrase> {
        match need {
            Need::Reply { case } => {
                let case = self.cases.get(case)?;
                let minutes = self.now.since_ms(self.reminder(case)?.counts_from) / MINUTE_MS;
                let contact = plain(&case.view.contact.name, NAME_CHARS);
                Some(phrases::tray_chat_waits(&contact, u32::try_from(minutes).unwrap_or(u32::MAX)))
            }
            Need::Consultation { case, .. } => {
                let contact = &self.cases.get(case)?.view.contact.name;
                Some(phrases::tray_chat_consultation(&plain(contact, NAME_CHARS)))
            }
            Need::Invitation { invitation, .. } => {
                let invitations = &self.me.as_ref()?.invitations;
                let found = invitations.iter().find(|found| &found.invitation == invitation)?;
                Some(phrases::tray_chat_invitation(&plain(&found.contact_name, NAME_CHARS)))
            }
        }
    }

    /// When the next waiting time in the menu is another one.
    pub(crate) fn next_tray(&self) -> Option<Timestamp> {
        let waiting = self.cases.values().filter_map(|case| self.counted(case));
        let next = waiting.map(|reminder| {
            let minutes = self.now.since_ms(reminder.counts_from) / MINUTE_MS;
            reminder.counts_from.plus_ms((minutes + 1) * MINUTE_MS)
        });
        next.min()
    }

    pub(crate) fn on_tray(&mut self, choice: TrayChoice, moment: &Moment, effects: &mut Vec<Effect>) {
        match choice {
            TrayChoice::Show => effects.push(Effect::FocusWindow { window: WindowId::Main }),
            TrayChoice::Ready => self.become_from_tray(Readiness::Ready, moment, effects),
            TrayChoice::NotReady => self.become_from_tray(Readiness::NotReady, moment, effects),
            TrayChoice::EndDoNotDisturb => self.set_do_not_disturb(WindowId::Main, None, moment, effects),
            TrayChoice::Chat { case } => self.show_from_tray(&case, effects),
            TrayChoice::Quit => self.want_to_quit(effects),
        }
    }

    /// What is so already stays as it is, with its reason. The menu asks for none, so the one that claims least is
    /// given: a break or a meeting would tell colleagues that nobody is there.
    fn become_from_tray(&mut self, wanted: Readiness, moment: &Moment, effects: &mut Vec<Effect>) {
        let state = match (wanted, self.me.as_ref().map(|me| me.state)) {
            (Readiness::Ready, Some(AgentState::Ready)) | (Readiness::NotReady, Some(AgentState::NotReady { .. })) => {
                return;
            }
            (Readiness::Ready, _) => AgentState::Ready,
            (Readiness::NotReady, _) => AgentState::NotReady { reason: NotReadyReason::OtherWork },
        };
        self.command(WindowId::Main, Command::SetState { state }, moment, effects);
    }

    /// The menu may be older than what is so now: then the chat itself is shown.
    fn show_from_tray(&mut self, case: &CaseId, effects: &mut Vec<Effect>) {
        match self.needs().into_iter().find(|need| need.case() == case) {
            Some(need) => self.show_need(&need, effects),
            None => self.bring(case, effects),
        }
    }
}

/// Each chat once, by what is most urgent in it.
fn most_urgent(needs: &[Need]) -> impl Iterator<Item = &Need> {
    let first = |(at, need): &(usize, &Need)| !needs[..*at].iter().any(|earlier| earlier.case() == need.case());
    needs.iter().enumerate().filter(first).map(|(_, need)| need).take(CHATS)
}
