//! A notification as the XML that Windows shows. Pure, so that it is tested wherever the tests run.

use konsil_app::{ShownButton, ShownNotification};

use super::button::key;
use super::text;

/// How long Windows shows a toast that says nothing about it.
const SHORT_MS: u64 = 7000;

/// Schema: learn.microsoft.com/uwp/schemas/tiles/toastschema. It has no sound: the program has its own.
pub fn toast(notification: &ShownNotification) -> String {
    let title = quoted(&notification.title);
    let body = quoted(&notification.body);
    // A reminder stays on the screen; without a button Windows ignores that.
    let scenario = if notification.stays { " scenario=\"reminder\"" } else { "" };
    // An invitation is of use for longer than the seven seconds that Windows shows a toast: 25 is all there is.
    let duration = match notification.for_ms {
        Some(ms) if ms > SHORT_MS && !notification.stays => " duration=\"long\"",
        Some(_) | None => "",
    };
    let buttons: String = notification.buttons.iter().map(button).collect();
    format!(
        "<toast launch=\"default\"{scenario}{duration}><visual><binding template=\"ToastGeneric\"><text>{title}</text>\
         <text>{body}</text></binding></visual><actions>{buttons}</actions><audio silent=\"true\"/></toast>"
    )
}

fn button(button: &ShownButton) -> String {
    format!("<action content=\"{}\" arguments=\"{}\"/>", quoted(&button.label), key(&button.answer))
}

fn quoted(words: &str) -> String {
    text::escaped(words).replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notifications::board::tests::{invitation, message};

    #[test]
    fn what_a_contact_writes_adds_nothing_to_the_toast() {
        let words = r#"</text><action content="x" arguments='accept'/>&"#;
        let shown = toast(&ShownNotification { body: words.into(), buttons: Vec::new(), ..message("c1") });
        assert_eq!(
            shown,
            "<toast launch=\"default\"><visual><binding template=\"ToastGeneric\"><text>Eva Klein</text>\
             <text>&lt;/text&gt;&lt;action content=&quot;x&quot; arguments=&apos;accept&apos;/&gt;&amp;</text>\
             </binding></visual><actions></actions><audio silent=\"true\"/></toast>"
        );
    }

    #[test]
    fn buttons_carry_the_answer_and_one_that_stays_is_a_reminder() {
        let shown = toast(&ShownNotification { stays: true, ..invitation("c1") });
        assert!(shown.starts_with("<toast launch=\"default\" scenario=\"reminder\">"), "{shown}");
        assert!(
            shown.contains(
                "<actions><action content=\"Annehmen\" arguments=\"accept\"/>\
                 <action content=\"Ablehnen\" arguments=\"decline\"/></actions>"
            ),
            "{shown}"
        );
    }

    #[test]
    fn an_invitation_is_shown_longer_and_one_that_stays_as_long_as_it_is_wanted() {
        let offered = ShownNotification { for_ms: Some(45_000), ..invitation("c1") };
        assert!(toast(&offered).starts_with("<toast launch=\"default\" duration=\"long\">"));
        assert!(!toast(&ShownNotification { stays: true, ..offered.clone() }).contains("duration"));
        assert!(!toast(&ShownNotification { for_ms: Some(5000), ..offered }).contains("duration"));
    }
}
