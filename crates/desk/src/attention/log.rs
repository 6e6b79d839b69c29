//! *Why did it ring*: what was decided and why, in keys and names. Never a word of what was written.

use std::collections::{BTreeSet, VecDeque};

use konsil_protocol::domain::{CaseId, InvitationKind, Party, Timestamp};

use super::cause::{self, Cause, Difference};
use super::decide::needs_me;
use super::episode::EpisodeChange;
use super::facts::{CaseFacts, NAME_CHARS, Quiet};
use super::notes::NoteChange;
use super::sound::{News, Sounded};
use crate::boundary::phrases;
use crate::boundary::system::{FlashMeans, Means, NotificationMeans, SoundKind};
use crate::boundary::view::{DecisionRow, Phrase};
use crate::boundary::window::WindowId;
use crate::people::sanitize::sanitize_for_os;

/// Decisions that are kept.
const KEPT: usize = 50;
/// What follows so soon from the same cause is the same decision.
const SAME_WITHIN_MS: u64 = 2_000;

/// The last decisions, oldest first.
#[derive(Debug, Default)]
pub(super) struct DecisionLog {
    decisions: VecDeque<Decision>,
    changes: u32,
}

#[derive(Debug)]
struct Decision {
    at: Timestamp,
    case: Option<CaseId>,
    chat: Option<String>,
    cause: Cause,
    effects: Vec<Phrase>,
    /// A notification is only what flashing is elsewhere.
    flashes_by_notification: bool,
}

impl Decision {
    /// Windows are activated and left all the time: of what follows from that alone, only the newest is of use.
    fn is_outdated_by(&self, newer: &Self) -> bool {
        let notifies = self.effects.iter().any(is_of_notification);
        self.case.is_some()
            && self.case == newer.case
            && self.cause.is_of_focus()
            && newer.cause.is_of_focus()
            && (!notifies || (self.flashes_by_notification && self.cause == newer.cause))
    }

    /// A window became active, or is not any more, and the other says the same of another chat.
    fn is_of_the_same_step(&self, other: &Self) -> bool {
        self.cause.is_of_focus() && self.cause == other.cause && self.at == other.at && self.effects == other.effects
    }
}

/// Names, in their order.
fn both(one: Option<&str>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one}, {other}")),
        (one, other) => one.map(str::to_owned).or(other),
    }
}

impl DecisionLog {
    /// Newest first. What the same step of windows made of several chats stands in one row.
    pub fn rows(&self) -> Vec<DecisionRow> {
        let mut rows: Vec<DecisionRow> = Vec::new();
        let mut former: Option<&Decision> = None;
        for decision in self.decisions.iter().rev() {
            match (rows.last_mut(), former) {
                (Some(row), Some(former)) if former.is_of_the_same_step(decision) => {
                    row.chat = both(decision.chat.as_deref(), row.chat.take());
                }
                (Some(_) | None, _) => rows.push(DecisionRow {
                    at: decision.at,
                    chat: decision.chat.clone(),
                    cause: said(&decision.cause),
                    effects: decision.effects.clone(),
                }),
            }
            former = Some(decision);
        }
        rows
    }

    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// Names of one agent's contacts are not for the next.
    pub fn forget(&mut self) {
        self.decisions.clear();
        self.changes = self.changes.saturating_add(1);
    }

    /// Adds what a step has changed, case by case.
    pub fn add(
        &mut self,
        step: &Difference<'_>,
        sounds: &[(CaseId, Sounded)],
        now: Timestamp,
        name: impl Fn(&Party) -> String,
    ) {
        let name = |from: &Party| sanitize_for_os(&name(from), NAME_CHARS);
        let ids: BTreeSet<_> = step.before.cases.keys().chain(step.after.cases.keys()).collect();
        for id in ids {
            let effects = effects(step, id, sounds);
            if effects.is_empty() {
                continue;
            }
            let case = step.after.cases.get(id).or_else(|| step.before.cases.get(id));
            let chat = case.map(|case| case.contact.clone()).filter(|name| !name.is_empty());
            let played_late = sounds.iter().any(|(of, sounded)| of == id && *sounded == Sounded::PlayedLate);
            let cause = if played_late && !step.news.iter().any(|(of, _)| of == id) {
                Cause::StillInvited
            } else {
                cause::of(step, id, name)
            };
            let flashes_by_notification = step.after.flashes_by_notification();
            self.put(Decision { at: now, case: Some(id.clone()), chat, cause, effects, flashes_by_notification });
        }
    }

    /// Adds a decision that is about no chat.
    pub fn add_general(&mut self, cause: Cause, effects: Vec<Phrase>, now: Timestamp) {
        self.put(Decision { at: now, case: None, chat: None, cause, effects, flashes_by_notification: false });
    }

    /// Adds it to the last decision of that case, if that is about the same thing.
    fn put(&mut self, new: Decision) {
        self.changes = self.changes.saturating_add(1);
        self.decisions.retain(|former| !former.is_outdated_by(&new));
        let last = self.decisions.iter_mut().rev().find(|decision| decision.case == new.case);
        if let Some(last) = last
            && new.case.is_some()
            && new.at.since_ms(last.at) <= SAME_WITHIN_MS
            && (last.cause.explains(&new.cause) || new.cause.explains(&last.cause))
        {
            if new.cause.explains(&last.cause) {
                last.cause = new.cause;
            }
            // A number that has changed again is shown once, as it is now.
            last.effects.retain(|effect| !new.effects.iter().any(|new| new.id == effect.id && is_state(effect)));
            let fresh = new.effects.into_iter().filter(|effect| !last.effects.contains(effect)).collect::<Vec<_>>();
            last.effects.extend(fresh);
            return;
        }
        self.decisions.push_back(new);
        if self.decisions.len() > KEPT {
            self.decisions.pop_front();
        }
    }
}

fn is_of_notification(effect: &Phrase) -> bool {
    [
        phrases::sign_notification(),
        phrases::sign_notification_replaced(),
        phrases::sign_notification_withdrawn(),
        phrases::no_notification_nobody(),
    ]
    .contains(effect)
}

fn is_state(effect: &Phrase) -> bool {
    effect.id == phrases::sign_badge(0).id
}

/// What was done for this case, or why nothing was.
fn effects(step: &Difference<'_>, id: &CaseId, sounds: &[(CaseId, Sounded)]) -> Vec<Phrase> {
    let (before, after) = (step.before.cases.get(id), step.after.cases.get(id));
    let mut effects = flashes(step, before, after);
    let nobody_shows_them = step.after.means.is_some_and(|means| means.notifications == NotificationMeans::None);
    effects.extend(step.notes.get(id).map(|change| match change {
        NoteChange::Raised | NoteChange::Replaced if nobody_shows_them => phrases::no_notification_nobody(),
        NoteChange::Raised => phrases::sign_notification(),
        NoteChange::Replaced => phrases::sign_notification_replaced(),
        NoteChange::Withdrawn => phrases::sign_notification_withdrawn(),
    }));
    for (of, sounded) in sounds {
        if of == id {
            effects.extend(sound(*sounded, step.after.means));
        }
    }
    if let Some(after) = after {
        effects.extend(nothing_because(step, id, after));
    }
    let counts = |case: Option<&CaseFacts>| case.is_some_and(needs_me);
    if !effects.is_empty() && counts(before) != counts(after) {
        effects.push(phrases::sign_badge(step.after.badge()));
    }
    effects
}

/// Where the system has no flashing, the notification in its place says it all.
fn flashes(step: &Difference<'_>, before: Option<&CaseFacts>, after: Option<&CaseFacts>) -> Vec<Phrase> {
    let means = step.after.means.map_or(FlashMeans::Taskbar, |means| means.flash);
    let which = |window: &WindowId| match (means, window) {
        (FlashMeans::Taskbar, WindowId::Main) => Some("main"),
        (FlashMeans::Taskbar, WindowId::Chat(_)) => Some("own"),
        (FlashMeans::Dock, _) => Some("dock"),
        (FlashMeans::Notification, _) => None,
    };
    let former = before.map(|case| step.before.flashing_for(case)).unwrap_or_default();
    let wanted = after.map(|case| step.after.flashing_for(case)).unwrap_or_default();
    let still = step.after.flashing();
    let begins = wanted.difference(&former).filter_map(which).map(phrases::sign_flash);
    let ends = former.difference(&wanted).filter_map(|window| {
        let which = which(window)?;
        let goes_on = still.contains(window);
        Some(if goes_on { phrases::sign_flash_goes_on(which) } else { phrases::sign_flash_ended(which) })
    });
    begins.chain(ends).collect()
}

fn sound(sounded: Sounded, means: Option<Means>) -> Option<Phrase> {
    match sounded {
        Sounded::Played(_) | Sounded::PlayedLate if means.is_some_and(|means| !means.sound) => {
            Some(phrases::no_sound_device())
        }
        Sounded::Played(sound) => Some(phrases::sign_sound(kind_of_sound(sound))),
        Sounded::PlayedLate => Some(phrases::sign_sound(kind_of_sound(SoundKind::Invitation))),
        Sounded::Muted | Sounded::Nothing => None,
        Sounded::SwitchedOff => Some(phrases::no_sound_off()),
        Sounded::VolumeZero => Some(phrases::no_sound_volume()),
        Sounded::TooSoon => Some(phrases::no_sound_recent()),
        Sounded::Later => Some(phrases::sign_sound_later()),
    }
}

pub(super) fn kind_of_sound(sound: SoundKind) -> &'static str {
    match sound {
        SoundKind::Invitation => "invitation",
        SoundKind::Message => "message",
        SoundKind::Consultation => "consultation",
    }
}

/// Something arrived that calls for signs, and not all of them are given.
fn nothing_because(step: &Difference<'_>, id: &CaseId, case: &CaseFacts) -> Vec<Phrase> {
    let news = step.news.iter().filter(|(of, _)| of == id).map(|(_, news)| news);
    let news: Vec<_> = news.filter(|news| !matches!(news, News::WroteInView { .. })).collect();
    let opened = step.episodes.iter().any(|(of, change)| of == id && matches!(change, EpisodeChange::Opened));
    let waits = opened && step.after.reply_flashes(case);
    if news.is_empty() && !waits {
        return Vec::new();
    }
    if let Some(quiet) = step.after.quiet {
        return vec![no_sign(quiet)];
    }
    let invited = news.iter().any(|news| matches!(news, News::Invited));
    if case.silenced && !invited {
        return vec![phrases::no_sign_silenced()];
    }
    let switches = &step.after.switches;
    let mut missing = Vec::new();
    let of_consultation = news.iter().any(|news| news.sound() == SoundKind::Consultation);
    let would_flash = waits || step.after.invitation_flashes(case);
    if (would_flash && !switches.flash) || (of_consultation && !(switches.flash && switches.flash_consultations)) {
        missing.push(phrases::no_flash_off());
    }
    let wanted = if invited { switches.notify_invitations } else { switches.notify_messages };
    if !news.is_empty() && !wanted && step.after.note(id).is_none() {
        missing.push(phrases::no_notification_off());
    }
    missing
}

pub(super) fn no_sign(quiet: Quiet) -> Phrase {
    match quiet {
        Quiet::Own { until } => phrases::no_sign_quiet(until),
        Quiet::System => phrases::no_sign_quiet_system(),
    }
}

fn said(cause: &Cause) -> Phrase {
    match cause {
        Cause::ContactWrote => phrases::why_contact_wrote(),
        Cause::ColleagueWrote { name } => phrases::why_colleague_wrote(name),
        Cause::ConsultationWords { name } => phrases::why_consultation_words(name),
        Cause::Invited { kind } => phrases::why_invited(kind_of_invitation(*kind)),
        Cause::Pending => phrases::why_pending(),
        Cause::Answering => phrases::why_answering(),
        Cause::AnswerCameBack => phrases::why_answer_came_back(),
        Cause::Answered => phrases::why_answered(),
        Cause::ContactLeft => phrases::why_contact_left(),
        Cause::SessionEnded => phrases::why_session_ended(),
        Cause::AnsweringInvitation => phrases::why_answering_invitation(),
        Cause::InvitationOpenAgain => phrases::why_invitation_open_again(),
        Cause::InvitationOver => phrases::why_invitation_over(),
        Cause::StillInvited => phrases::why_still_invited(),
        Cause::QuietBegan(Quiet::Own { until }) => phrases::why_quiet_began(*until),
        Cause::QuietBegan(Quiet::System) => phrases::why_quiet_began_system(),
        Cause::QuietEnded(Quiet::Own { .. }) => phrases::why_quiet_ended(),
        Cause::QuietEnded(Quiet::System) => phrases::why_quiet_ended_system(),
        Cause::Silenced => phrases::why_silenced(),
        Cause::NotSilenced => phrases::why_not_silenced(),
        Cause::Moved => phrases::why_moved(),
        Cause::WindowLeft => phrases::why_window_left(),
        Cause::WindowActivated => phrases::why_window_activated(),
        Cause::Read => phrases::why_read(),
        Cause::SettingChanged => phrases::why_setting_changed(),
        Cause::ChatChanged => phrases::why_chat_changed(),
        Cause::MadeNotReady => phrases::why_made_not_ready(),
        Cause::StateChanged => phrases::why_state_changed(),
        Cause::Trial => phrases::why_trial(),
    }
}

pub(super) fn kind_of_invitation(kind: InvitationKind) -> &'static str {
    match kind {
        InvitationKind::Chat => "chat",
        InvitationKind::Consultation => "consultation",
        InvitationKind::Conference => "conference",
        InvitationKind::Transfer => "transfer",
        InvitationKind::Unsupported => "unsupported",
    }
}
