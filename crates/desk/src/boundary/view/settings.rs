//! Settings that every page follows as a whole: its language and its looks. The values of all settings are the rows of
//! [`AttentionView`](super::AttentionView).

use konsil_protocol::domain::Language;
use serde::Serialize;
use ts_rs::TS;

use crate::boundary::settings::Theme;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SettingsView {
    pub language: Language,
    pub theme: Theme,
    pub profile: Option<String>,
    /// How much of a chat's height its consultation takes, in thousandths; none: its usual height.
    pub consultation_share: Option<u16>,
}
