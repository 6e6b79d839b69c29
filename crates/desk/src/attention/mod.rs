//! Whether to draw attention, and to what (`behaviour.md` section 7). One pure state machine.

use konsil_protocol::domain::CaseId;

use crate::desk::Desk;
use crate::effect::Effect;
use crate::moment::Moment;
use crate::system::{NotificationAnswer, SignFault, TrialSign};
use crate::view::DecisionRow;

/// What was decided so far.
#[derive(Debug, Default)]
pub(crate) struct Attention {}

impl Desk {
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
