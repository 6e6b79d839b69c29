//! Reading one table of the centre file: takes its keys out one by one, notes what is wrong with each, and in the end
//! names the keys that nobody asked for.

use std::{cell::RefCell, collections::BTreeSet, ops::Range};

use konsil_protocol::domain::{Language, Words};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::mistake::Mistakes;

/// What became of a setting. `Bad` has been reported already and is not missing.
#[derive(Debug, Clone, Default)]
pub(super) enum Setting<T> {
    #[default]
    Absent,
    Bad,
    Given(T),
}

impl<T> Setting<T> {
    pub(super) fn given(self) -> Option<T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Absent | Self::Bad => None,
        }
    }

    pub(super) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    pub(super) fn and_then<U>(self, read: impl FnOnce(T) -> Option<U>) -> Setting<U> {
        match self {
            Self::Absent => Setting::Absent,
            Self::Bad => Setting::Bad,
            Self::Given(value) => read(value).map_or(Setting::Bad, Setting::Given),
        }
    }
}

/// A value and its position in the file.
#[derive(Debug, Clone)]
pub(super) struct At<T> {
    pub value: T,
    pub at: Range<usize>,
}

pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// One table.
pub(super) struct Section<'t> {
    /// As in the file, for messages: `agents.jana`.
    pub name: String,
    /// Its head.
    pub at: Range<usize>,
    table: Option<&'t DeTable<'t>>,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'t> Section<'t> {
    pub(super) fn new(name: impl Into<String>, at: Range<usize>, table: Option<&'t DeTable<'t>>) -> Self {
        Self { name: name.into(), at, table, asked: RefCell::default() }
    }

    pub(super) fn named(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// The value of a key, and the position of the key.
    pub(super) fn value(&self, key: &'static str) -> Option<(Range<usize>, &'t Value<'t>)> {
        self.asked.borrow_mut().insert(key);
        self.entries().find(|(found, _)| found.value == key).map(|(found, value)| (found.at, value))
    }

    /// All entries in the order of the file.
    pub(super) fn entries(&self) -> impl Iterator<Item = (At<&'t str>, &'t Value<'t>)> + use<'t> {
        let mut entries: Vec<_> = self.table.into_iter().flat_map(|table| table.iter()).collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries.into_iter().map(|(key, value)| (At { value: key.get_ref().as_ref(), at: key.span() }, value))
    }

    pub(super) fn section(&self, key: &'static str, mistakes: &mut Mistakes<'_>) -> Setting<Section<'t>> {
        let Some((at, value)) = self.value(key) else { return Setting::Absent };
        as_section(key, &at, value, mistakes).map_or(Setting::Bad, Setting::Given)
    }

    /// One line of text: not empty, no control characters, at most `limit` characters.
    pub(super) fn line(&self, key: &'static str, limit: usize, mistakes: &mut Mistakes<'_>) -> Setting<At<String>> {
        let Some((_, value)) = self.value(key) else { return Setting::Absent };
        as_line(key, value, limit, mistakes).map_or(Setting::Bad, Setting::Given)
    }

    pub(super) fn whole_number(&self, key: &'static str, mistakes: &mut Mistakes<'_>) -> Setting<At<i64>> {
        let Some((_, value)) = self.value(key) else { return Setting::Absent };
        as_whole_number(key, value, mistakes).map_or(Setting::Bad, Setting::Given)
    }

    pub(super) fn yes_or_no(&self, key: &'static str, mistakes: &mut Mistakes<'_>) -> Setting<bool> {
        let Some((_, value)) = self.value(key) else { return Setting::Absent };
        match value.get_ref().as_bool() {
            Some(answer) => Setting::Given(answer),
            None => {
                mistakes.wrong(&value.span(), format!("`{key}` must be true or false, without quotes"));
                Setting::Bad
            }
        }
    }

    /// A list of strings. Those that are none are named; the others are given.
    pub(super) fn list(&self, key: &'static str, mistakes: &mut Mistakes<'_>) -> Setting<At<Vec<At<String>>>> {
        let Some((_, value)) = self.value(key) else { return Setting::Absent };
        as_list(key, value, mistakes).map_or(Setting::Bad, Setting::Given)
    }

    /// A text in each of the centre's languages: `{ de = "…", en = "…" }`.
    pub(super) fn words(
        &self,
        key: &'static str,
        languages: &[Language],
        mistakes: &mut Mistakes<'_>,
    ) -> Setting<Words> {
        let Some((at, value)) = self.value(key) else { return Setting::Absent };
        as_words(key, &at, value, languages, mistakes).map_or(Setting::Bad, Setting::Given)
    }

    /// Names every key that nobody has asked for.
    pub(super) fn finish(&self, mistakes: &mut Mistakes<'_>) {
        let asked = self.asked.borrow();
        for (key, _) in self.entries().filter(|(key, _)| !asked.contains(key.value)) {
            if is_password(key.value) {
                mistakes.wrong(&key.at, password_mistake(&self.name, key.value));
                continue;
            }
            let place =
                if self.name.is_empty() { "at the top of the file".to_owned() } else { format!("in [{}]", self.name) };
            let known = asked.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
            let hint = nearest(key.value, asked.iter().copied())
                .map_or_else(|| format!("known here: {known}"), |near| format!("did you mean `{near}`?"));
            mistakes.wrong(&key.at, format!("unknown key `{}` {place}; {hint}", key.value));
        }
    }
}

fn is_password(key: &str) -> bool {
    matches!(key.to_ascii_lowercase().as_str(), "password" | "passwd" | "passwort" | "pwd" | "secret" | "password_hash")
}

fn password_mistake(section: &str, key: &str) -> String {
    let agent = section.strip_prefix("agents.").unwrap_or("NAME");
    format!(
        "`{key}` has no place here: passwords are never in this file. Take it out, and set the password with \
         `konsil-server agent add {agent} --data DIR`"
    )
}

pub(super) fn as_section<'t>(
    name: &str,
    at: &Range<usize>,
    value: &'t Value<'t>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Section<'t>> {
    let table = value.get_ref().as_table();
    if table.is_none() {
        mistakes.wrong(at, format!("`{name}` must be a section of its own, as in `[{name}]`"));
    }
    table.map(|table| Section::new(name, at.clone(), Some(table)))
}

pub(super) fn as_line(key: &str, value: &Value<'_>, limit: usize, mistakes: &mut Mistakes<'_>) -> Option<At<String>> {
    let Some(text) = value.get_ref().as_str() else {
        mistakes.wrong(&value.span(), format!("`{key}` must be a text in quotes"));
        return None;
    };
    let trouble = if text.trim().is_empty() {
        format!("`{key}` is empty")
    } else if text.chars().any(char::is_control) {
        format!("`{key}` must be one line without control characters")
    } else if text.chars().count() > limit {
        format!("`{key}` is longer than {limit} characters")
    } else {
        return Some(At { value: text.trim().to_owned(), at: value.span() });
    };
    mistakes.wrong(&value.span(), trouble);
    None
}

pub(super) fn as_whole_number(key: &str, value: &Value<'_>, mistakes: &mut Mistakes<'_>) -> Option<At<i64>> {
    let number = value.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
    if number.is_none() {
        mistakes.wrong(&value.span(), format!("`{key}` must be a whole number, as in `{key} = 3`"));
    }
    number.map(|number| At { value: number, at: value.span() })
}

fn as_list(key: &str, value: &Value<'_>, mistakes: &mut Mistakes<'_>) -> Option<At<Vec<At<String>>>> {
    let Some(array) = value.get_ref().as_array() else {
        mistakes.wrong(&value.span(), format!("`{key}` must be a list, as in `{key} = [\"…\", \"…\"]`"));
        return None;
    };
    let mut list = Vec::new();
    for item in array.iter() {
        match item.get_ref() {
            DeValue::String(text) => list.push(At { value: text.to_string(), at: item.span() }),
            // A date without quotes is as good as one with.
            DeValue::Datetime(date) => list.push(At { value: date.to_string(), at: item.span() }),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                mistakes.wrong(&item.span(), format!("each entry of `{key}` must stand in quotes"));
            }
        }
    }
    Some(At { value: list, at: value.span() })
}

pub(super) fn as_words(
    key: &str,
    at: &Range<usize>,
    value: &Value<'_>,
    languages: &[Language],
    mistakes: &mut Mistakes<'_>,
) -> Option<Words> {
    as_words_with(key, at, value, languages, mistakes, |_, _| {})
}

/// The same, where something else may stand beside the texts.
pub(super) fn as_words_with(
    key: &str,
    at: &Range<usize>,
    value: &Value<'_>,
    languages: &[Language],
    mistakes: &mut Mistakes<'_>,
    also: impl FnOnce(&Section<'_>, &mut Mistakes<'_>),
) -> Option<Words> {
    let Some(table) = value.get_ref().as_table() else {
        mistakes.wrong(
            &value.span(),
            format!("`{key}` needs a text per language, as in `{key} = {{ de = \"…\", en = \"…\" }}`"),
        );
        return None;
    };
    let section = Section::new(key, at.clone(), Some(table));
    let mut read = |language: Language| {
        let code = code(language);
        let Some((_, value)) = section.value(code) else {
            if languages.contains(&language) {
                let why = "the centre's `languages` name it";
                mistakes.absent(at, format!("`{key}` has no text for `{code}`, and {why}"));
            }
            return Setting::Absent;
        };
        as_text(&format!("{key}.{code}"), value, mistakes).map_or(Setting::Bad, Setting::Given)
    };
    let (de, en) = (read(Language::De), read(Language::En));
    also(&section, mistakes);
    section.finish(mistakes);
    // A language that the centre does not speak borrows from one it does.
    match (de, en) {
        (Setting::Given(de), Setting::Given(en)) => Some(Words { de, en }),
        (Setting::Given(one), Setting::Absent) | (Setting::Absent, Setting::Given(one)) => {
            Some(Words { de: one.clone(), en: one })
        }
        (Setting::Absent, Setting::Absent) => {
            if languages.is_empty() {
                mistakes.absent(at, format!("`{key}` has no text"));
            }
            None
        }
        (Setting::Bad, _) | (_, Setting::Bad) => None,
    }
}

/// A text that may have several lines.
fn as_text(key: &str, value: &Value<'_>, mistakes: &mut Mistakes<'_>) -> Option<String> {
    const LIMIT: usize = 2_000;
    let Some(text) = value.get_ref().as_str() else {
        mistakes.wrong(&value.span(), format!("`{key}` must be a text in quotes"));
        return None;
    };
    let text = text.trim();
    let trouble = if text.is_empty() {
        format!("`{key}` is empty")
    } else if text.chars().any(|c| c.is_control() && c != '\n') {
        format!("`{key}` has control characters")
    } else if text.chars().count() > LIMIT {
        format!("`{key}` is longer than {LIMIT} characters")
    } else {
        return Some(text.to_owned());
    };
    mistakes.wrong(&value.span(), trouble);
    None
}

pub(super) fn code(language: Language) -> &'static str {
    match language {
        Language::De => "de",
        Language::En => "en",
    }
}

/// The known word that was probably meant.
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .map(|candidate| (strsim::levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}
