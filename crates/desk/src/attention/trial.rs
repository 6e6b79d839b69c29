//! Signs to try out in the settings. They pass over do-not-disturb and the pause between sounds, and end by themselves.

use konsil_protocol::domain::{CaseId, Timestamp};

use super::log::kind_of_sound;
use super::sound::play;
use crate::boundary::effect::Effect;
use crate::boundary::phrases;
use crate::boundary::settings::AttentionSettings;
use crate::boundary::system::{SignFault, SoundKind, TrialSign};
use crate::boundary::view::{Notification, NotificationButtons, Phrase};
use crate::boundary::window::WindowId;
use crate::pending::workspace::Workspace;

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

/// A trial whose fault is shown where it was begun.
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

/// What a trial gives, or why nothing.
#[derive(Debug)]
pub(crate) enum Trial {
    Given(Option<Effect>),
    /// To be shown in the window of the trial.
    NotGiven(Phrase),
}

impl Trials {
    /// `badge`: the number that is due without any trial. Gives also what the log says of it.
    pub fn begin(
        &mut self,
        window: WindowId,
        sign: TrialSign,
        badge: u32,
        switches: &AttentionSettings,
        now: Timestamp,
    ) -> (Trial, Option<Phrase>) {
        match sign {
            TrialSign::Flash => {
                let from = now.plus_ms(FLASH_AFTER_MS);
                self.flash = Some((from, from.plus_ms(FLASH_MS)));
                (Trial::Given(None), Some(phrases::sign_flash("main")))
            }
            TrialSign::Badge => {
                self.badge = Some(now.plus_ms(BADGE_MS));
                (Trial::Given(None), Some(phrases::sign_badge(self.badge(badge, now))))
            }
            TrialSign::Notification => {
                let Some(notification) = sample() else { return (Trial::Given(None), None) };
                self.notification = Some(now.plus_ms(NOTIFICATION_MS));
                self.tried(window, SignFault::Notification, now);
                (Trial::Given(Some(Effect::Notify { notification })), Some(phrases::sign_notification()))
            }
            TrialSign::Sound { sound } => self.begin_sound(window, sound, switches, now),
        }
    }

    fn begin_sound(
        &mut self,
        window: WindowId,
        sound: SoundKind,
        switches: &AttentionSettings,
        now: Timestamp,
    ) -> (Trial, Option<Phrase>) {
        if switches.volume == 0 {
            return (Trial::NotGiven(phrases::told_volume_zero()), None);
        }
        self.tried(window, SignFault::Sound, now);
        (Trial::Given(Some(play(sound, switches))), Some(phrases::sign_sound(kind_of_sound(sound))))
    }

    fn tried(&mut self, window: WindowId, fault: SignFault, now: Timestamp) {
        self.tried.retain(|tried| tried.fault != fault);
        self.tried.push(Tried { fault, at: now, window });
    }

    /// Only an agent who is trying that sign out is informed, but for what will be so with each sound.
    pub fn on_fault(&mut self, fault: SignFault, now: Timestamp) -> Option<(WindowId, Phrase)> {
        let told = match &fault {
            SignFault::Notification => phrases::told_no_notifications(),
            SignFault::Sound => phrases::told_no_sound_device(),
            SignFault::PlayedElsewhere { device } => {
                return Some((WindowId::Main, phrases::told_sound_elsewhere(&device.name)));
            }
        };
        let at = self.tried.iter().position(|tried| tried.fault == fault)?;
        let tried = self.tried.remove(at);
        (now.since_ms(tried.at) <= FAULT_WITHIN_MS).then_some((tried.window, told))
    }

    /// Withdraws a sample that was shown long enough.
    pub fn withdraw(&mut self, now: Timestamp) -> Option<Effect> {
        self.notification.take_if(|until| *until <= now)?;
        sample().map(|sample| Effect::Withdraw { case: sample.case })
    }
}

/// An answer to the sample: it is only there to be looked at.
pub(super) fn is_sample(workspace: &Workspace<'_>, case: &CaseId) -> bool {
    case.as_str() == TRIAL && !workspace.chats.contains(case)
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
