//! The words of a notification as they leave the program. The desk has cleaned them; this is the last line of
//! defence, since what a contact writes ends up in the system's own surface here.

use konsil_app::{ShownButton, ShownNotification};

use crate::sanitize::sanitize_for_os;

/// Every word of it on one line, without what could turn or hide text.
pub fn cleaned(notification: ShownNotification) -> ShownNotification {
    let button = |button: ShownButton| ShownButton { label: sanitize_for_os(&button.label), ..button };
    ShownNotification {
        title: sanitize_for_os(&notification.title),
        body: sanitize_for_os(&notification.body),
        buttons: notification.buttons.into_iter().map(button).collect(),
        open: sanitize_for_os(&notification.open),
        reply: notification.reply.as_deref().map(sanitize_for_os),
        ..notification
    }
}

/// For a server that reads markup: everything is shown as it was written.
#[cfg_attr(target_os = "macos", expect(dead_code, reason = "notifications there are plain text"))]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// For a server that has not said that it reads markup: some do all the same. Nothing of it could be a tag or an entity,
/// and it reads like what was written.
#[cfg_attr(all(not(target_os = "linux"), not(test)), expect(dead_code, reason = "only servers there differ in this"))]
pub fn unmarked(text: &str) -> String {
    let signs = text.char_indices().map(|(at, sign)| match sign {
        '<' => '‹',
        '>' => '›',
        '&' if begins_entity(&text[at + 1..]) => '＆',
        sign => sign,
    });
    signs.collect()
}

/// Whether the text behind an `&` makes it an entity.
fn begins_entity(rest: &str) -> bool {
    rest.split_once(';').is_some_and(|(name, _)| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.chars().all(|sign| sign.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notifications::board::tests::message;

    #[test]
    fn nothing_that_turns_or_hides_text_leaves_the_program() {
        let dirty = ShownNotification {
            title: "\u{2068}Eva\u{2069} schreibt\u{7}".into(),
            body: "eins\r\nzwei\t\u{202E}ierd\u{0}\u{1b}[1m\u{2029}vier\u{FFFF}".into(),
            reply: Some("Antworten\u{2067}".into()),
            ..message("c1")
        };
        let clean = cleaned(dirty);
        assert_eq!(clean.title, "Eva schreibt");
        assert_eq!(clean.body, "eins  zwei ierd[1m vier");
        assert_eq!(clean.reply.as_deref(), Some("Antworten"));
    }

    #[test]
    fn letters_of_all_scripts_stay_as_they_are() {
        let words =
            ShownNotification { body: "Grüße, שלום, 👩‍👩‍👧, e\u{301}".into(), ..message("c1") };
        assert_eq!(cleaned(words.clone()), words);
    }

    #[test]
    fn markup_is_escaped_once_and_whole() {
        assert_eq!(escaped("<b>a & b</b> &lt;"), "&lt;b&gt;a &amp; b&lt;/b&gt; &amp;lt;");
    }

    #[test]
    fn what_is_not_escaped_has_neither_tags_nor_entities() {
        assert_eq!(unmarked("<a href=\"x\">1 & 2</a>"), "‹a href=\"x\"›1 & 2‹/a›");
        assert_eq!(unmarked("&lt;b&#62;&#x3e; &amp"), "＆lt;b＆#62;＆#x3e; &amp");
        assert_eq!(unmarked("Q&A, dann; ＆ &&lt;&ä;&;"), "Q&A, dann; ＆ &＆lt;&ä;&;");
    }
}
