//! Where words stand in a text, whatever their case and marks: "Rückfrage" is found as "ruckfrage".

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What is looked for.
#[derive(Debug)]
pub(crate) struct Finder {
    folded: Vec<char>,
}

impl Finder {
    /// None: nothing that could be found.
    pub fn new(typed: &str) -> Option<Self> {
        let folded: Vec<char> = folded(typed.trim()).chars().collect();
        (!folded.is_empty()).then_some(Self { folded })
    }

    /// Where it stands, in UTF-16 units, as the web counts: begin and end of each place, one after the other.
    pub fn ranges(&self, text: &str) -> Vec<(u32, u32)> {
        let mut letters: Vec<(char, u32, u32)> = Vec::with_capacity(text.len());
        let mut at = 0;
        for c in text.chars() {
            let end = at + if u32::from(c) > 0xffff { 2 } else { 1 };
            let before = letters.len();
            if c.is_ascii() {
                letters.push((c.to_ascii_lowercase(), at, end));
            } else {
                letters.extend(folded(c.encode_utf8(&mut [0; 4])).chars().map(|folded| (folded, at, end)));
            }
            // A mark belongs to the letter before it.
            if letters.len() == before
                && let Some((_, _, last)) = letters.last_mut()
            {
                *last = end;
            }
            at = end;
        }
        let mut ranges = Vec::new();
        let mut from = 0;
        while let Some(window) = letters.get(from..from + self.folded.len()) {
            let same = window.iter().zip(&self.folded).all(|((letter, _, _), wanted)| letter == wanted);
            match (window.first(), window.last()) {
                (Some((_, begin, _)), Some((_, _, end))) if same => {
                    ranges.push((*begin, *end));
                    from += self.folded.len();
                }
                _ => from += 1,
            }
        }
        ranges
    }
}

/// A text as it is searched: lower case, no diacritics. "Köhler" is found as "kohler".
pub(crate) fn folded(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(base_letter)
        .collect::<Vec<_>>()
        .concat()
}

/// Letters whose mark is a part of them, and signs that are written in several ways.
fn base_letter(c: char) -> String {
    match c {
        'ß' => "ss".to_owned(),
        'æ' => "ae".to_owned(),
        'œ' => "oe".to_owned(),
        'ø' => "o".to_owned(),
        'ł' => "l".to_owned(),
        'đ' | 'ð' => "d".to_owned(),
        'ı' => "i".to_owned(),
        'þ' => "th".to_owned(),
        // A keyboard has one of each.
        '’' | '‘' | 'ʼ' => "'".to_owned(),
        '‐' | '‑' | '–' => "-".to_owned(),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(typed: &str, text: &str) -> Vec<(u32, u32)> {
        Finder::new(typed).map(|finder| finder.ranges(text)).unwrap_or_default()
    }

    #[test]
    fn words_are_found_without_case_and_marks_as_the_web_counts() {
        assert_eq!(ranges("ruckfrage", "Die Rückfrage, RÜCKFRAGE"), [(4, 13), (15, 24)]);
        assert_eq!(ranges("Rechnung ", "😀 rechnung"), [(3, 11)]);
        assert_eq!(ranges("e", "cafe\u{301}s"), [(3, 5)], "the mark is marked with its letter");
        assert_eq!(ranges("strasse", "Straße"), [(0, 6)]);
        assert_eq!(ranges("aa", "aaa"), [(0, 2)]);
    }

    #[test]
    fn nothing_typed_finds_nothing() {
        assert!(Finder::new(" \n").is_none());
        assert_eq!(ranges("länger als der Text", "Text"), []);
    }
}
