//! Keys that the agent has given to acts, where they are others than by default. Which acts there are, and which keys
//! they have by default, is the page's to say: what a key is called and whether it can be pressed depends on the
//! keyboard's layout, and only a page sees that. Here they are kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

/// No keyboard has so many keys to give.
const MOST: usize = 100;
const LONGEST_NAME: usize = 40;
/// Held with the key, in this order. `Mod` is Ctrl, on macOS Command.
const HELD: [&str; 2] = ["Mod+", "Shift+"];

/// By the act's name; an empty text takes its key away. Acts that are not named have theirs by default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(transparent)]
#[ts(export)]
pub struct OwnKeys(BTreeMap<String, String>);

impl OwnKeys {
    /// Whether they can be kept: a page that is not ours could send anything.
    #[must_use]
    pub fn are_sound(&self) -> bool {
        self.0.len() <= MOST && self.0.iter().all(is_sound)
    }
}

/// What a newer program wrote, or somebody's hand, is left out for itself.
impl<'de> Deserialize<'de> for OwnKeys {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = BTreeMap::<String, serde_json::Value>::deserialize(from)?;
        let texts = written.into_iter().filter_map(|(act, keys)| Some((act, keys.as_str()?.to_owned())));
        Ok(Self(texts.filter(|(act, keys)| is_sound((act, keys))).take(MOST).collect()))
    }
}

/// An act's name, and one key with what is held: `Mod+Shift+R`, `F6`, `Mod+,`.
fn is_sound((act, keys): (&String, &String)) -> bool {
    let named =
        !act.is_empty() && act.len() <= LONGEST_NAME && act.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
    let key = HELD.iter().fold(keys.as_str(), |left, held| left.strip_prefix(held).unwrap_or(left));
    let one = key.chars().count() == 1 && !key.chars().any(|it| it.is_control() || it.is_whitespace());
    let function = key.strip_prefix('F').and_then(|number| number.parse::<u8>().ok());
    named && (keys.is_empty() || one || function.is_some_and(|number| (1..=12).contains(&number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(json: &str) -> OwnKeys {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn keys_are_kept_as_they_were_given_and_what_is_none_is_left_out_for_itself() {
        let own = r#"{"consult":"Mod+Shift+G","end":"","next_region":"F7","settings":"Mod+,"}"#;
        assert_eq!(serde_json::to_string(&kept(own)).unwrap(), own);
        assert!(kept(own).are_sound());
        let odd = r#"{"consult":"Mod+Shift+G","end":7,"Bad name":"F7","mark_done":"Alt+X","next":"F13","other":"Shift+Mod+R"}"#;
        assert_eq!(kept(odd), kept(r#"{"consult":"Mod+Shift+G"}"#));
    }

    #[test]
    fn what_no_page_of_ours_sends_is_not_sound() {
        for (act, keys) in [("consult", "Mod+Shift+"), ("", "F1"), ("consult", "Mod+\u{7}"), ("consult", "Mod+ab")] {
            assert!(!OwnKeys([(act.to_owned(), keys.to_owned())].into()).are_sound(), "{act} {keys}");
        }
        let many = (0..=MOST).map(|_| "a".to_owned()).scan(String::new(), |name, it| {
            name.push_str(&it);
            Some((name.clone(), String::new()))
        });
        assert!(!OwnKeys(many.collect()).are_sound());
    }
}
