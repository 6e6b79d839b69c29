//! Why agents can be not ready: `[reasons]` of a centre file, in the order of the menu.

use konsil_centre::ReasonRules;
use konsil_protocol::domain::{Language, MAX_REASON_BYTES, ReasonId, Words};

use super::{
    mistake::Mistakes,
    section::{At, Section, as_words},
    values::MAX_NAME_CHARS,
};

/// More would not be a menu any more.
const MAX_REASONS: usize = 30;

pub(super) fn read_reasons(top: &Section<'_>, languages: &[Language], mistakes: &mut Mistakes<'_>) -> Vec<ReasonRules> {
    let mut reasons: Vec<ReasonRules> = Vec::new();
    let Some(section) = top.section("reasons", mistakes).given() else { return reasons };
    for (key, value) in section.entries() {
        let id = read_reason(&key, mistakes);
        let name = as_words(key.value, &key.at, value, languages, mistakes);
        let name = name.filter(|name| is_name(&key, name, mistakes));
        if let (Some(id), Some(name)) = (id, name) {
            let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
            let twin = |named: &&ReasonRules| same(&named.name.de, &name.de) || same(&named.name.en, &name.en);
            if let Some(twin) = reasons.iter().find(twin) {
                mistakes.wrong(&key.at, format!("the reasons `{}` and `{id}` have the same name", twin.id));
            }
            reasons.push(ReasonRules { id, name });
        }
    }
    if section.entries().next().is_none() {
        mistakes
            .absent(&section.at, "[reasons] is empty; without it, agents choose from four that Konsil has words for");
    }
    if reasons.len() > MAX_REASONS {
        mistakes.wrong(&section.at, format!("[reasons] names {}; there can be {MAX_REASONS}", reasons.len()));
    }
    reasons
}

fn read_reason(key: &At<&str>, mistakes: &mut Mistakes<'_>) -> Option<ReasonId> {
    let id = ReasonId::new(key.value).ok();
    if id.is_none() {
        let text = if ReasonId::is_reserved(key.value) {
            format!("the reason `{}` is the centre's own: no agent chooses it; take another key", key.value)
        } else {
            let allowed = "A-Z a-z 0-9 . _ : and -";
            format!("\"{}\" cannot be a reason: it may have 1 to {MAX_REASON_BYTES} characters of {allowed}", key.value)
        };
        mistakes.wrong(&key.at, text);
    }
    id
}

fn is_name(key: &At<&str>, name: &Words, mistakes: &mut Mistakes<'_>) -> bool {
    let names = [&name.de, &name.en];
    let short = names.iter().all(|name| name.chars().count() <= MAX_NAME_CHARS && !name.contains('\n'));
    if !short {
        let text = format!("the name of the reason `{}` is one line of at most {MAX_NAME_CHARS} characters", key.value);
        mistakes.wrong(&key.at, text);
    }
    short
}
