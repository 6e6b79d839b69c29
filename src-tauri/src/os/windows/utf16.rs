//! Text as Windows keeps it on the clipboard.

/// Ends with the first zero, as whoever put it there meant it, or else with the memory. Its lines end as everywhere else.
pub fn text_of(units: &[u16]) -> String {
    let end = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
    String::from_utf16_lossy(&units[..end]).replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, after: &[u16]) -> Vec<u16> {
        text.encode_utf16().chain(after.iter().copied()).collect()
    }

    #[test]
    fn what_lies_in_the_memory_behind_the_text_is_not_pasted() {
        assert_eq!(text_of(&kept("Grüße 🙂", &[0, 0x41, 0x42])), "Grüße 🙂");
        assert_eq!(text_of(&kept("Grüße", &[])), "Grüße", "a text that fills its memory");
        assert_eq!(text_of(&[]), "");
    }

    #[test]
    fn a_line_ends_once() {
        assert_eq!(text_of(&kept("eins\r\nzwei\nd\rrei", &[0])), "eins\nzwei\nd\rrei");
    }

    #[test]
    fn half_a_character_does_not_lose_the_rest() {
        assert_eq!(text_of(&kept("a", &[0xd83d, 0x62])), "a\u{fffd}b");
    }
}
