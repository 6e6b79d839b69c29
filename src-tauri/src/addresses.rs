//! Addresses in messages leave the program here, for the browser or the program for mail. A page asks for it, after the agent
//! has seen the whole address; what it asks for is looked at again.

use serde::Serialize;
use tauri::Url;

/// Longer ones are data. The pages draw the line at 2,048 characters as they are written.
const MOST_BYTES: usize = 8 * 1024;

/// Why an address was not opened. Crosses to the windows as `{ "code": … }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NotOpened {
    #[error("this is no address that may be opened")]
    Refused,
    #[error("no program takes it")]
    NoProgram,
}

/// Opens it outside. Returns as soon as a program has been started.
///
/// # Errors
/// It is refused, or nothing can be started for it.
pub fn open(address: &str) -> Result<(), NotOpened> {
    let address = checked(address).ok_or(NotOpened::Refused)?;
    open::that_detached(address.as_str()).map_err(|error| {
        tracing::warn!(scheme = address.scheme(), "nothing opens this: {error}");
        NotOpened::NoProgram
    })
}

/// A page on the web or a mail, written as browsers write it, so that it is what was shown.
fn checked(address: &str) -> Option<Url> {
    if address.len() > MOST_BYTES || !address.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let url = Url::parse(address).ok()?;
    let fits = match url.scheme() {
        "http" | "https" => {
            url.host_str().is_some_and(|host| !host.is_empty()) && url.username().is_empty() && url.password().is_none()
        }
        // Nothing but whom it goes to: the rest would be written in the agent's name.
        "mailto" => url.query().is_none() && url.fragment().is_none() && is_mailbox(url.path()),
        _ => false,
    };
    (fits && url.as_str() == address).then_some(url)
}

fn is_mailbox(path: &str) -> bool {
    let Some((local, host)) = path.split_once('@') else { return false };
    let plain = |text: &str, others: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c))
    };
    // A letter beyond ASCII is written with %; a control character could be as well.
    let hides = ["%0", "%1", "%7f", "%7F"].iter().any(|control| local.contains(control));
    plain(local, "._%+'-") && !hides && plain(host, ".-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opens(address: &str) -> bool {
        checked(address).is_some()
    }

    #[test]
    fn pages_on_the_web_and_mails_are_opened() {
        for address in [
            "https://nordlicht.example/",
            "http://nordlicht.example:8080/a_(b)?c=d#e",
            "http://xn--bcher-kva.example/%C3%A4",
            "http://[2001:db8::1]/",
            "mailto:erste.hilfe+neu@nordlicht.example",
            "mailto:m%C3%BCller@xn--bcher-kva.example",
        ] {
            assert!(opens(address), "{address}");
        }
    }

    #[test]
    fn nothing_else_is_opened_whatever_a_page_says() {
        let long = format!("https://nordlicht.example/{}", "a".repeat(MOST_BYTES));
        for address in [
            "",
            "nordlicht.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ms-excel:x",
            "ftp://nordlicht.example/",
            "--help",
            "https://bank.example@evil.example/",
            "https://@evil.example/",
            "https://:geheim@evil.example/",
            "https://nordlicht.example/\u{202e}gpj.exe",
            "https://nordlicht.example/\n",
            "https://nordlicht.example/ --help",
            // Not as a browser writes it: something else would be opened than was shown.
            "https://nordlicht.example",
            "HTTPS://nordlicht.example/",
            "http://bücher.example/",
            "http://2130706433/",
            "https:nordlicht.example/",
            "https://nordlicht.example/a/../b",
            "mailto:",
            "mailto:hilfe",
            "mailto:hilfe@nordlicht.example?attach=/etc/passwd",
            "mailto:hilfe@nordlicht.example,evil@evil.example",
            "mailto:a%0ACc:evil@evil.example",
            long.as_str(),
        ] {
            assert!(!opens(address), "{address}");
        }
    }
}
