//! Signs to try out in the settings. They pass over do-not-disturb and the pause between sounds, and end by themselves.

use konsil_protocol::domain::{CaseId, Timestamp};

use super::cause::Cause;
use super::log::kind_of_sound;
use crate::boundary::effect::{Effect, SoundKind};
use crate::boundary::phrases;
use crate::boundary::system::{SignFault, TrialSign};
use crate::boundary::view::{Notification, NotificationButtons, Phrase};
use crate::boundary::window::WindowId;
use crate::desk::Desk;

/// Time to look elsewhere.
const FLASH_AFTER_MS: u64 = 3_000;
const FLASH_MS: u64 = 5_000;
const BADGE_MS: u64 = 5_000;
const NOTIFICATION_MS: u64 = 10_000;
/// A fault so soon after a trial is the trial's.
const FAULT_WITHIN_MS: u64 = 10_000;
/// Names the notification of a trial; cases have random names.
const TRIAL: &str = "trial";

/// Trials under way.
#[derive(Debug, Default)]
pub(super) struct Trials {
    /// From, until.
    flash: Option<(Timestamp, Timestamp)>,
    badge: Option<Timestamp>,
    notification: Option<Timestamp>,
    tried: Vec<Tried>,
}

/// A trial whose fault is told where it was begun.
#[derive(Debug)]
struct Tried {
    fault: SignFault,
    at: Timestamp,
    window: WindowId,
}

impl Trials {
    pub fn flashes(&self, now: Timestamp) -> Option<WindowId> {
        self.flash.filter(|(from, until)| *from <= now && now < *until).map(|_| WindowId::Main)
    }

    /// One more than there is.
    pub fn badge(&self, count: u32, now: Timestamp) -> u32 {
        if self.badge.is_some_and(|until| now < until) { count.saturating_add(1) } else { count }
    }

    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        let flash = self.flash.into_iter().flat_map(|(from, until)| [from, until]);
        flash.chain(self.badge).filter(|at| *at > now).chain(self.notification).min()
    }
}

impl Desk {
    pub(crate) fn try_sign(&mut self, window: WindowId, sign: TrialSign, effects: &mut Vec<Effect>) {
        let now = self.now;
        let effect = match sign {
            TrialSign::Flash => {
                let from = now.plus_ms(FLASH_AFTER_MS);
                self.attention.trials.flash = Some((from, from.plus_ms(FLASH_MS)));
                phrases::sign_flash("main")
            }
            TrialSign::Badge => {
                self.attention.trials.badge = Some(now.plus_ms(BADGE_MS));
                phrases::sign_badge(self.attention.trials.badge(self.facts().badge(), now))
            }
            TrialSign::Notification => {
                let Some(notification) = sample() else { return };
                self.attention.trials.notification = Some(now.plus_ms(NOTIFICATION_MS));
                self.tried(window, SignFault::Notification);
                effects.push(Effect::Notify { notification });
                phrases::sign_notification()
            }
            TrialSign::Sound { sound } => {
                let Some(effect) = self.try_sound(window, sound, effects) else { return };
                effect
            }
        };
        self.attention.log.add_general(Cause::Trial, vec![effect], now);
    }

    fn try_sound(&mut self, window: WindowId, sound: SoundKind, effects: &mut Vec<Effect>) -> Option<Phrase> {
        let volume = self.settings.attention.volume;
        if volume == 0 {
            self.windows.toast(window, phrases::told_volume_zero());
            return None;
        }
        self.tried(window, SignFault::Sound);
        effects.push(Effect::Play { sound, volume });
        Some(phrases::sign_sound(kind_of_sound(sound)))
    }

    fn tried(&mut self, window: WindowId, fault: SignFault) {
        self.attention.trials.tried.retain(|tried| tried.fault != fault);
        self.attention.trials.tried.push(Tried { fault, at: self.now, window });
    }

    /// Told only to an agent who is trying that sign out.
    pub(crate) fn on_sign_fault(&mut self, fault: SignFault) {
        let tried = &mut self.attention.trials.tried;
        let Some(at) = tried.iter().position(|tried| tried.fault == fault) else { return };
        let tried = tried.remove(at);
        if self.now.since_ms(tried.at) > FAULT_WITHIN_MS {
            return;
        }
        let told = match fault {
            SignFault::Notification => phrases::told_no_notifications(),
            SignFault::Sound => phrases::told_no_sound_device(),
        };
        self.windows.toast(tried.window, told);
    }

    /// Withdraws a sample that has stood long enough.
    pub(super) fn show_trials(&mut self, effects: &mut Vec<Effect>) {
        let over = self.attention.trials.notification.is_some_and(|until| until <= self.now);
        if over {
            self.attention.trials.notification = None;
            effects.extend(sample().map(|sample| Effect::Withdraw { case: sample.case }));
        }
    }

    /// An answer to the sample: it is only there to be looked at.
    pub(super) fn is_sample(&self, case: &CaseId) -> bool {
        case.as_str() == TRIAL && !self.cases.contains_key(case)
    }
}

fn sample() -> Option<Notification> {
    let case = CaseId::new(TRIAL).ok()?;
    Some(Notification {
        case,
        title: phrases::notification_trial(),
        body: phrases::notification_trial_text(),
        buttons: NotificationButtons::None,
        stays: false,
        until: None,
    })
}
