//! Whether to draw attention, and to what (`behaviour.md` section 7). One pure state machine.

use konsil_protocol::domain::{CaseId, Timestamp};

use crate::desk::Desk;
use crate::effect::Effect;
use crate::moment::Moment;
use crate::system::{NotificationAnswer, SignFault, SystemQuiet, TrialSign};
use crate::view::DecisionRow;
use crate::window::WindowId;

/// What was decided so far.
#[derive(Debug, Default)]
pub(crate) struct Attention {}

/// Why nothing may make itself felt now; what is pending stays visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quiet {
    /// The agent's own do-not-disturb.
    Own { until: Timestamp },
    /// The system's, which the agent wants respected.
    System,
}

impl Desk {
    /// None while signs may be given.
    pub(crate) fn is_quiet(&self) -> Option<Quiet> {
        if let Some(until) = self.do_not_disturb_until() {
            return Some(Quiet::Own { until });
        }
        let system = self.settings.attention.respect_system && self.system.quiet == SystemQuiet::On;
        system.then_some(Quiet::System)
    }

    /// The window with the keyboard; none while the screen is locked, whatever the windows say.
    pub(crate) fn active_window(&self) -> Option<WindowId> {
        self.active.filter(|_| !self.system.locked)
    }

    /// *Why did it ring*: the last 50 decisions, newest first.
    #[must_use]
    pub fn decisions(&self) -> Vec<DecisionRow> {
        Vec::new()
    }

    /// Follows from any change, at its end.
    pub(crate) fn draw_attention(&mut self, _effects: &mut Vec<Effect>) {}

    pub(crate) fn silence(&mut self, case: CaseId, silenced: bool, effects: &mut Vec<Effect>) {
        if silenced {
            self.silenced.insert(case);
        } else {
            self.silenced.remove(&case);
        }
        effects.push(Effect::SaveSilenced { silenced: self.silenced.clone() });
    }

    pub(crate) fn try_sign(&mut self, _sign: TrialSign, _effects: &mut Vec<Effect>) {}

    pub(crate) fn on_sign_fault(&mut self, _fault: SignFault) {}

    pub(crate) fn on_notification(
        &mut self,
        _case: &CaseId,
        _answer: NotificationAnswer,
        _moment: &Moment,
        _effects: &mut Vec<Effect>,
    ) {
    }
}
