//! One line of a text, for a row of the list.

/// Shown of a text in a row.
const PREVIEW_CHARS: usize = 120;

/// The beginning of a text in one line.
pub(crate) fn preview(text: &str) -> String {
    let mut line = String::new();
    let mut chars = 0;
    for word in text.split_whitespace() {
        if chars > 0 {
            line.push(' ');
        }
        line.extend(word.chars().take(PREVIEW_CHARS));
        chars = line.chars().count();
        if chars >= PREVIEW_CHARS {
            break;
        }
    }
    line.chars().take(PREVIEW_CHARS).collect()
}
