//! Text for the system's own surfaces: notifications and the tray. What a contact has written ends up there.

/// The text on one line, without what could turn, hide or control anything.
pub fn sanitize_for_os(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
            // Fluent's isolating marks, and those with which a sender could turn round the words of others.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
            // No text: XML cannot carry them, and Windows' notifications are XML.
            '\u{FFFE}' | '\u{FFFF}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}
