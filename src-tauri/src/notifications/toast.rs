//! A notification as the XML that Windows shows. Pure, so that it is tested wherever the tests run.

use konsil_app::{ShownButton, ShownNotification};

use super::{key, text};

/// Schema: learn.microsoft.com/uwp/schemas/tiles/toastschema. It has no sound: the program has its own.
pub fn toast(notification: &ShownNotification) -> String {
    let title = quoted(&notification.title);
    let body = quoted(&notification.body);
    // A reminder stays on the screen; without a button Windows ignores that.
    let scenario = if notification.stays { " scenario=\"reminder\"" } else { "" };
    let buttons: String = notification.buttons.iter().map(button).collect();
    format!(
        "<toast launch=\"default\"{scenario}><visual><binding template=\"ToastGeneric\"><text>{title}</text>\
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
}
