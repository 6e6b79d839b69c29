//! The desktop under test: the real program on a private screen, driven through WebKit's own driver; its life and its
//! windows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use serde_json::json;

use super::signs::{Launcher, NotificationServer, Signs, Surroundings, Taskbar, Tray};
use super::{Browser, Scenario, Screen, until};

/// The window has been told what to show.
const THERE: &str = "return document.querySelector('[data-testid=window]:not([data-stage=attaching])') !== null";

/// A sign before a window's title.
const REMINDER: [char; 3] = ['⏱', '⚠', '‼'];

/// How a picture is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub language: &'static str,
    pub theme: &'static str,
}

impl Look {
    /// German and English, light and dark.
    pub const ALL: [Self; 4] = [
        Self { language: "de", theme: "dark" },
        Self { language: "en", theme: "dark" },
        Self { language: "en", theme: "light" },
        // Last, so that the story goes on in it.
        Self { language: "de", theme: "light" },
    ];
}

/// One person's desktop.
pub struct Desktop {
    name: String,
    pub(super) scenario: Scenario,
    home: PathBuf,
    arguments: Vec<String>,
    surroundings: Surroundings,
    running: Option<Running>,
    /// The X server's numbers of the windows, by label: a title changes each second while a contact waits.
    pub(super) numbers: Mutex<BTreeMap<String, u32>>,
}

/// What ends with the program.
struct Running {
    browser: Browser,
    signs: Signs,
    screen: Screen,
}

impl Desktop {
    /// Starts the program for the first time on this person's computer.
    pub async fn start(scenario: &Scenario, name: &str) -> Self {
        Self::start_with(scenario, name, &[]).await
    }

    pub async fn start_with(scenario: &Scenario, name: &str, arguments: &[&str]) -> Self {
        Self::begin(scenario, name, arguments, Surroundings::default()).await
    }

    /// Starts it on a computer that has something to show signs with.
    pub async fn start_beside(scenario: &Scenario, name: &str, surroundings: Surroundings) -> Self {
        Self::begin(scenario, name, &[], surroundings).await
    }

    async fn begin(scenario: &Scenario, name: &str, arguments: &[&str], surroundings: Surroundings) -> Self {
        let home = super::target().join("e2e/homes").join(format!("{}-{name}", file_name(scenario.folder())));
        if home.exists() {
            std::fs::remove_dir_all(&home).expect("the former home can be removed");
        }
        let mut desktop = Self {
            name: name.to_owned(),
            scenario: scenario.clone(),
            home,
            arguments: arguments.iter().map(ToString::to_string).collect(),
            surroundings,
            running: None,
            numbers: Mutex::default(),
        };
        desktop.open().await;
        desktop
    }

    /// Ends the program as a person does, by closing its main window, and starts it again.
    pub async fn restart(&mut self) {
        self.in_main().await;
        let window = self.x_window().await;
        let Running { browser, screen, signs } = self.running.take().expect("it runs");
        screen.asks("wmctrl", &["-i", "-c", &window]);
        until("the window to be gone", || async {
            // With open chats it asks.
            let _ = tokio::time::timeout(Duration::from_secs(1), browser.click_if_there("quit-confirm")).await;
            (!screen.asks("wmctrl", &["-l"]).contains(window.as_str())).then_some(())
        })
        .await;
        let _ = tokio::time::timeout(Duration::from_secs(5), browser.close()).await;
        drop((signs, screen));
        self.open().await;
    }

    /// The same, on a desktop with other surroundings.
    pub async fn restart_beside(&mut self, surroundings: Surroundings) {
        self.surroundings = surroundings;
        self.restart().await;
    }

    async fn open(&mut self) {
        let mut screen = Screen::start(&self.name, &self.home, self.scenario.folder());
        if let Some(dots) = self.surroundings.texts {
            screen.shows_texts_at(dots);
        }
        let signs = Signs::watch(&screen, self.surroundings).await;
        let port = free_port();
        let mut driver = screen.command("WebKitWebDriver", &["--host=127.0.0.1", &format!("--port={port}")]);
        driver
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("LANG", "de_DE.UTF-8")
            .env("KONSIL_LOG", "info,konsil=debug")
            .env_remove("LC_ALL")
            .env_remove("LANGUAGE");
        screen.keep("desktop", driver);
        let wanted = json!({
            "browserName": "wry",
            "webkitgtk:browserOptions": { "binary": self.scenario.desktop(), "args": self.arguments },
        });
        let browser = Browser::open(port, wanted).await;
        self.scenario.opened(&self.name, &browser);
        browser.holds("the page to be there", THERE, &[]).await;
        self.running = Some(Running { browser, signs, screen });
    }

    /// Where this person's things are.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Starts the program once more on the same computer, without a driver.
    pub fn starts_another(&mut self, arguments: &[&str]) {
        let screen = &mut self.running.as_mut().expect("it runs").screen;
        let mut command = screen.command(&self.scenario.desktop().to_string_lossy(), arguments);
        command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        screen.keep("another", command);
    }

    /// Starts somebody else's program on the same screen.
    pub fn starts_beside(&mut self, program: &str) {
        let screen = &mut self.running.as_mut().expect("it runs").screen;
        let command = screen.command(program, &[]);
        screen.keep(program, command);
    }

    /// What a small program on this screen answers.
    pub fn screen_says(&self, program: &str, arguments: &[&str]) -> String {
        self.screen().asks(program, arguments)
    }

    /// Waits until so many windows are on the screen, whichever program they belong to.
    pub async fn shares_the_screen(&self, windows: usize) {
        until(&format!("{windows} windows on the screen"), || async {
            (self.x_windows().len() == windows).then_some(())
        })
        .await;
    }

    /// Waits until the program that was started last has ended, and gives its exit code.
    pub async fn other_ends(&mut self) -> Option<i32> {
        let screen = &mut self.running.as_mut().expect("it runs").screen;
        let end = tokio::time::Instant::now() + super::PATIENCE;
        loop {
            if let Some(status) = screen.last_ended() {
                return status.code();
            }
            assert!(tokio::time::Instant::now() < end, "the other program does not end");
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Its windows, one at a time.
    pub fn browser(&self) -> &Browser {
        &self.running().browser
    }

    pub(super) fn screen(&self) -> &Screen {
        &self.running().screen
    }

    pub(super) fn screen_mut(&mut self) -> &mut Screen {
        &mut self.running.as_mut().expect("it runs").screen
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("it runs")
    }

    /// Its windows as a taskbar sees them.
    pub fn taskbar(&self) -> &Taskbar {
        &self.running().signs.taskbar
    }

    /// # Panics
    /// It has none.
    pub fn notifications(&self) -> &NotificationServer {
        self.running().signs.notifications.as_ref().expect("it has a notification server")
    }

    /// # Panics
    /// It has none.
    pub fn tray(&self) -> &Tray {
        self.running().signs.tray.as_ref().expect("it has a tray")
    }

    /// # Panics
    /// It has none.
    pub fn launcher(&self) -> &Launcher {
        self.running().signs.launcher.as_ref().expect("it has a launcher")
    }

    /// Goes to the main window.
    pub async fn in_main(&self) {
        self.window_where("the main window", |label| label == "main").await;
    }

    /// Goes to the window that has this title, whatever sign stands before it.
    pub async fn in_window_of(&self, title: &str) {
        let client = &self.browser().client;
        until(&format!("the window {title:?}"), || async {
            for window in client.windows().await.ok()? {
                if client.switch_to_window(window).await.is_ok() && client.title().await.ok()? == title {
                    return Some(());
                }
            }
            None
        })
        .await;
        self.browser().holds("its page to be there", THERE, &[]).await;
    }

    /// Goes to the torn-off chat's window.
    pub async fn in_chat_window(&self) {
        self.window_where("a torn-off chat", |label| label.starts_with("chat-")).await;
        self.browser().holds("its page to be there", THERE, &[]).await;
    }

    /// Waits until there are so many windows.
    pub async fn has_windows(&self, count: usize) {
        until(&format!("{count} windows"), || async {
            let windows = self.browser().client.windows().await.ok()?;
            (windows.len() == count && self.x_windows().len() == count).then_some(())
        })
        .await;
    }

    /// Waits until the window of this title has the keyboard, whatever sign stands before it.
    pub async fn has_focus_in(&self, title: &str) {
        until(&format!("the keyboard in {title:?}"), || async { (bare(&self.focused_title()) == title).then_some(()) })
            .await;
    }

    /// Waits until the caret of the composer stands there, counted as the web counts.
    pub async fn caret_is_at(&self, at: usize) {
        let script = "const field = document.querySelector('[data-testid=message-input]'); \
                      return field.selectionStart === arguments[0] && field.selectionEnd === arguments[0]";
        self.browser().holds(&format!("the caret at {at}"), script, &[at.into()]).await;
    }

    pub(super) async fn window_where(&self, what: &str, fits: impl Fn(&str) -> bool) {
        let client = &self.browser().client;
        until(what, || async {
            for window in client.windows().await.ok()? {
                if client.switch_to_window(window).await.is_ok() && fits(&self.label().await) {
                    return Some(());
                }
            }
            None
        })
        .await;
    }

    /// The label of the current window; the order of windows is not stable.
    async fn label(&self) -> String {
        let script = "return window.__TAURI_INTERNALS__?.metadata?.currentWindow?.label ?? ''";
        let answer = self.browser().client.execute(script, Vec::new()).await;
        answer.ok().and_then(|label| label.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The window that has the keyboard, by its title.
    pub fn focused_title(&self) -> String {
        self.screen().asks("xdotool", &["getactivewindow", "getwindowname"])
    }

    /// The titles of all windows.
    pub fn titles(&self) -> Vec<String> {
        self.x_windows().into_iter().map(|(_, title)| title).collect()
    }

    /// Closes the current window with the window manager's button.
    pub async fn closes_this_window(&self) {
        let window = self.x_window().await;
        self.screen().asks("wmctrl", &["-i", "-c", &window]);
    }

    /// Makes the current window so large, in pixels of the screen.
    pub async fn resizes(&self, width: u32, height: u32) {
        let window = self.x_window().await;
        self.screen().asks("xdotool", &["windowsize", &window, &width.to_string(), &height.to_string()]);
        self.browser()
            .holds(
                &format!("a window {width} wide"),
                // What the page counts in may be larger: then it has as many fewer, both ways.
                "return Math.abs(outerWidth - arguments[0]) <= 2 && Math.abs(outerHeight - arguments[1]) <= 2 \
                 && Math.abs(innerWidth * arguments[1] / arguments[0] - innerHeight) <= 2",
                &[width.into(), height.into()],
            )
            .await;
    }

    /// Number and title of each window on the screen.
    fn x_windows(&self) -> Vec<(String, String)> {
        let list = self.screen().asks("wmctrl", &["-l"]);
        list.lines()
            .filter_map(|line| {
                // Window, workspace and host, then the title.
                let mut rest = line;
                let mut column = || {
                    let (first, after) = rest.trim_start().split_once(' ')?;
                    rest = after;
                    Some(first)
                };
                let (window, _, _) = (column()?, column()?, column()?);
                Some((window.to_owned(), rest.trim().to_owned()))
            })
            .collect()
    }

    /// The X server's number of the current window, as its tools write it.
    pub(super) async fn x_window(&self) -> String {
        format!("{:#010x}", self.x_number().await)
    }

    /// The X server's number of the current window: at first its page has the same title.
    pub async fn x_number(&self) -> u32 {
        until("the page's window on the screen", || async {
            let label = self.label().await;
            let windows = self.x_windows();
            let numbers = windows.iter().filter_map(|(number, title)| Some((hexadecimal(number)?, title)));
            let mut known = self.numbers.lock().expect("nobody fails while holding this").get(&label).copied();
            known = known.filter(|known| numbers.clone().any(|(number, _)| number == *known));
            if known.is_none() {
                let title = self.browser().client.title().await.ok()?;
                known = numbers.clone().find(|(_, shown)| bare(shown) == title).map(|(number, _)| number);
            }
            let number = known?;
            self.numbers.lock().expect("nobody fails while holding this").insert(label, number);
            Some(number)
        })
        .await
    }

    /// The whole screen with all windows.
    pub fn screen_picture(&self, name: &str) {
        self.screen().picture(&self.scenario.folder().join(format!("{name}.png")));
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if let (true, Some(running)) = (std::thread::panicking(), &self.running) {
            running.screen.picture(&self.scenario.folder().join(format!("failed-{}.png", self.name)));
        }
        self.scenario.keep(self.running.take());
    }
}

/// A window's title without the reminder before it.
fn bare(title: &str) -> &str {
    match title.strip_prefix(REMINDER).and_then(|rest| rest.split_once(" · ")) {
        Some((_, title)) => title,
        None => title,
    }
}

fn hexadecimal(number: &str) -> Option<u32> {
    u32::from_str_radix(number.strip_prefix("0x")?, 16).ok()
}

fn file_name(folder: &Path) -> String {
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A port that nobody has now.
pub(super) fn free_port() -> u16 {
    let socket = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("there are free ports");
    socket.local_addr().expect("it has an address").port()
}
