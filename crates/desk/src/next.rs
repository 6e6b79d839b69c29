//! "Next chat that needs me", and what the tray shows and does.

use crate::desk::Desk;
use crate::effect::Effect;
use crate::moment::Moment;
use crate::system::TrayChoice;

impl Desk {
    pub(crate) fn next_chat(&mut self, _effects: &mut Vec<Effect>) {}

    pub(crate) fn on_tray(&mut self, choice: TrayChoice, _moment: &Moment, effects: &mut Vec<Effect>) {
        if choice == TrayChoice::Quit {
            effects.push(Effect::Quit);
        }
    }
}
