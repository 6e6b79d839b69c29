//! Strangers' words for places that the system draws (titles, the tray, notifications): one line, without characters
//! that steer the text around them.

/// One line of at most `chars` characters. Longer ones end with an ellipsis.
pub(crate) fn sanitize_for_os(text: &str, chars: usize) -> String {
    let spaced = text.replace(|c: char| c.is_control() || is_break(c), " ");
    let kept: String = spaced.chars().filter(|c| !steers(*c)).collect();
    let line = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(chars) {
        None => line,
        Some(_) => {
            let cut: String = line.chars().take(chars.saturating_sub(1)).collect();
            format!("{}…", cut.trim_end())
        }
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Marks of direction and isolation, and others that are not seen. Joiners stay: scripts and emoji need them.
fn steers(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_turn_the_reading_around_are_gone() {
        assert_eq!(sanitize_for_os("Martin \u{202E}nnamffoH\u{202C}", 80), "Martin nnamffoH");
        assert_eq!(sanitize_for_os("\u{2068}Ali\u{2069}\u{200F}", 80), "Ali");
    }

    #[test]
    fn it_is_one_line_without_control_characters() {
        assert_eq!(sanitize_for_os("  Martin\r\n\tHoff\u{7}mann\u{2028}x ", 80), "Martin Hoff mann x");
    }

    #[test]
    fn a_long_one_is_cut_between_characters() {
        assert_eq!(sanitize_for_os("ÄÖÜß", 4), "ÄÖÜß");
        assert_eq!(sanitize_for_os("ÄÖÜßx", 4), "ÄÖÜ…");
    }

    #[test]
    fn what_scripts_and_emoji_need_stays() {
        assert_eq!(sanitize_for_os("👩\u{200D}💻 می\u{200C}خواهم", 80), "👩\u{200D}💻 می\u{200C}خواهم");
    }
}
