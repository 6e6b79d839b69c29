//! What a text may contain. Everything from outside passes here, a contact's words and an agent's alike.

use konsil_protocol::domain::{MAX_TEXT_BYTES, MessageContent, Refusal};

use crate::MAX_NAME_CHARS;

/// A key of the case data, in bytes.
const MAX_KEY_BYTES: usize = 64;
/// A value of it. All of a case's data travels in each view of the case, which must fit a connection's buffer.
const MAX_VALUE_BYTES: usize = 1_024;

/// Why a name cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRefused {
    Missing,
    TooLong { limit: u32 },
}

/// What a message carries, as it will be stored.
///
/// # Errors
/// As [`message_text`].
pub fn message_content(content: &MessageContent) -> Result<MessageContent, Refusal> {
    match content {
        MessageContent::Text(text) => message_text(text).map(MessageContent::Text),
    }
}

/// A message's text as it will be stored: line ends are `\n`, other control characters than that and the tab are gone.
/// Nothing else is changed, spaces at the ends included.
///
/// # Errors
/// [`Refusal::TextEmpty`] when nothing can be seen of it, [`Refusal::TextTooLong`] above [`MAX_TEXT_BYTES`].
pub fn message_text(text: &str) -> Result<String, Refusal> {
    let text = any_text(text)?;
    if is_blank(&text) { Err(Refusal::TextEmpty) } else { Ok(text) }
}

/// A text that may be empty: a note.
///
/// # Errors
/// [`Refusal::TextTooLong`] above [`MAX_TEXT_BYTES`].
pub fn any_text(text: &str) -> Result<String, Refusal> {
    text_within(text, MAX_TEXT_BYTES)
}

/// A value of the case data.
///
/// # Errors
/// [`Refusal::TextTooLong`] above [`MAX_VALUE_BYTES`].
pub(super) fn data_value(text: &str) -> Result<String, Refusal> {
    text_within(text, MAX_VALUE_BYTES)
}

fn text_within(text: &str, limit: usize) -> Result<String, Refusal> {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let clean: String = lines.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    if clean.len() > limit {
        return Err(Refusal::TextTooLong { limit: u32::try_from(limit).unwrap_or(u32::MAX) });
    }
    Ok(clean)
}

/// A question or a note to a target: none when there is nothing to read in it.
///
/// # Errors
/// [`Refusal::TextTooLong`] above [`MAX_TEXT_BYTES`].
pub fn optional_text(text: Option<&str>) -> Result<Option<String>, Refusal> {
    Ok(text.map(any_text).transpose()?.filter(|text| !is_blank(text)))
}

/// A contact's name: one line, at most [`MAX_NAME_CHARS`], without the controls that turn the writing around and would
/// let a name change how the words after it are read.
///
/// # Errors
/// [`NameRefused`]
pub fn contact_name(name: &str) -> Result<String, NameRefused> {
    let line: String = name
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|c| !turns_writing(*c))
        .collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_blank(&line) {
        return Err(NameRefused::Missing);
    }
    if line.chars().count() > MAX_NAME_CHARS {
        return Err(NameRefused::TooLong { limit: u32::try_from(MAX_NAME_CHARS).unwrap_or(u32::MAX) });
    }
    Ok(line)
}

/// The key of an entry of case data: one short line.
///
/// # Errors
/// [`Refusal::TextEmpty`], [`Refusal::TextTooLong`].
pub fn data_key(key: &str) -> Result<String, Refusal> {
    let line: String = key.chars().filter(|c| !c.is_control() && !turns_writing(*c)).collect();
    let line = line.trim();
    if is_blank(line) {
        return Err(Refusal::TextEmpty);
    }
    if line.len() > MAX_KEY_BYTES {
        return Err(Refusal::TextTooLong { limit: u32::try_from(MAX_KEY_BYTES).unwrap_or(u32::MAX) });
    }
    Ok(line.to_owned())
}

fn turns_writing(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Nothing of it can be seen: space, characters that no font draws, and accents that stand on nothing.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_unseen(c) || is_accent(c))
}

/// Characters without a shape of their own: those that Unicode has programs pass over (`Default_Ignorable_Code_Point`), the
/// blank of Braille, and the frames of annotations.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// What stands over, under or around the letter before it, and without one is nothing to read.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_kind_and_control_characters_go() {
        assert_eq!(message_text("  a\r\nb\rc\td\u{0}\u{7}\u{1b}[31m\u{9b}e ").as_deref(), Ok("  a\nb\nc\td[31me "));
    }

    #[test]
    fn a_text_of_which_nothing_can_be_seen_is_empty() {
        let accents = "\u{301}".repeat(40);
        let unseen = [
            "",
            " \n\t ",
            "\u{200b}\u{feff}",
            "\u{202e}",
            "\u{0}",
            "\u{3164}",
            "\u{2800}",
            "\u{ad}",
            "\u{180e}",
            "\u{115f}",
            "\u{ffa0}",
            "\u{e0020}",
            "\u{200b}\u{200c}\u{200d}\u{feff}",
            "\u{fe0f}\u{34f}",
            "\u{3164} \u{2800}\n\u{e0041}",
            &accents,
        ];
        for text in unseen {
            assert_eq!(message_text(text), Err(Refusal::TextEmpty), "{text:?}");
            assert_eq!(contact_name(text), Err(NameRefused::Missing), "{text:?}");
            assert_eq!(optional_text(Some(text)), Ok(None), "{text:?}");
            assert_eq!(data_key(text), Err(Refusal::TextEmpty), "{text:?}");
        }
    }

    #[test]
    fn what_joins_and_bends_letters_belongs_to_them() {
        for text in
            ["👩\u{200d}👩\u{200d}👧", "می\u{200c}خواهم", "e\u{301}", "❤\u{fe0f}", "a\u{3164}", "…", "🇩🇪", "ก\u{e48}"]
        {
            assert_eq!(message_text(text).as_deref(), Ok(text));
            assert_eq!(contact_name(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn the_limit_counts_bytes_after_cleaning() {
        let limit = MAX_TEXT_BYTES;
        assert!(message_text(&"a".repeat(limit)).is_ok());
        assert!(message_text(&("a".repeat(limit) + "\u{0}")).is_ok());
        assert_eq!(message_text(&"a".repeat(limit + 1)), Err(Refusal::TextTooLong { limit: 16_384 }));
        assert_eq!(message_text(&"🙂".repeat(10_000)), Err(Refusal::TextTooLong { limit: 16_384 }));
        assert!(message_text(&"🙂".repeat(4_096)).is_ok());
    }

    #[test]
    fn html_and_emoji_stay_as_they_are() {
        let text = "<script>alert('👩‍👩‍👧')</script> \u{200f}שלום";
        assert_eq!(message_text(text).as_deref(), Ok(text));
    }

    #[test]
    fn a_name_is_one_line_that_turns_nothing_around() {
        assert_eq!(contact_name(" Ana\n\u{202e}Maria\u{2069}\t Löw ").as_deref(), Ok("Ana Maria Löw"));
        assert_eq!(contact_name("\u{200b} \u{202d}"), Err(NameRefused::Missing));
        assert!(contact_name(&"ü".repeat(80)).is_ok());
        assert_eq!(contact_name(&"ü".repeat(81)), Err(NameRefused::TooLong { limit: 80 }));
    }

    #[test]
    fn a_question_without_words_is_no_question() {
        assert_eq!(optional_text(Some(" \n")), Ok(None));
        assert_eq!(optional_text(None), Ok(None));
        assert_eq!(optional_text(Some("Frist?")), Ok(Some("Frist?".to_owned())));
    }
}
