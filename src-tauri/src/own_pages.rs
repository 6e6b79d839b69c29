//! The only pages that a window ever loads are this program's own. What is dropped, pasted or clicked may name another one;
//! it would replace the workspace.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Url, WebviewWindowBuilder};

/// Nothing else is loaded, no window opens by itself, nothing is downloaded.
pub fn only<'a>(
    app: &'a AppHandle,
    builder: WebviewWindowBuilder<'a, tauri::Wry, AppHandle>,
) -> WebviewWindowBuilder<'a, tauri::Wry, AppHandle> {
    // While the pages are worked on, they come from a server of their own.
    let worked_on = if tauri::is_dev() { app.config().build.dev_url.clone() } else { None };
    builder
        .on_navigation(move |url| {
            let own = is_own(url, worked_on.as_ref());
            if !own {
                // Which one says too much: it may be somebody's file.
                tracing::warn!(scheme = url.scheme(), "a page that is not ours is not loaded");
            }
            own
        })
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
}

fn is_own(url: &Url, worked_on: Option<&Url>) -> bool {
    if worked_on.is_some_and(|pages| pages.origin() == url.origin()) {
        return true;
    }
    let host = url.host_str();
    // Where the webview knows no schemes of a program's own, the pages have a name that is nowhere else.
    let ours = match url.scheme() {
        "tauri" => host == Some("localhost"),
        "http" | "https" => host == Some("tauri.localhost") && url.port().is_none(),
        _ => false,
    };
    ours && matches!(url.path(), "" | "/" | "/index.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(url: &str) -> bool {
        is_own(&Url::parse(url).unwrap(), None)
    }

    #[test]
    fn the_programs_own_page_is_loaded_under_the_name_of_each_system() {
        for url in
            ["tauri://localhost", "tauri://localhost/", "tauri://localhost/index.html", "http://tauri.localhost/"]
        {
            assert!(own(url), "{url}");
        }
    }

    #[test]
    fn nothing_else_is_ever_loaded() {
        for url in [
            "file:///etc/passwd",
            "https://nordlicht.example/",
            "http://tauri.localhost.evil.example/",
            "http://tauri.localhost:8080/",
            "http://localhost/",
            "tauri://localhost/assets/picture.svg",
            "tauri://elsewhere/",
            "data:text/html,x",
            "blob:tauri://localhost/x",
            "javascript:alert(1)",
            "about:blank",
            "ms-excel:x",
        ] {
            assert!(!own(url), "{url}");
        }
    }

    #[test]
    fn while_the_pages_are_worked_on_their_server_is_ours() {
        let server = Url::parse("http://localhost:5173").unwrap();
        let page = Url::parse("http://localhost:5173/index.html").unwrap();
        assert!(is_own(&page, Some(&server)));
        assert!(!is_own(&page, None));
    }
}
