//! Settings that every page follows.

use konsil_protocol::domain::Language;
use serde::Serialize;
use ts_rs::TS;

use crate::boundary::settings::Theme;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SettingsView {
    pub language: Language,
    pub theme: Theme,
    pub own_windows: bool,
    pub profile: Option<String>,
}
