//! The desktop itself, in its real window on a screen of its own: its start, its memory, scrolling, typing. Whatever is
//! measured inside the page is measured by the page's own clock.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, ensure};
use konsil_tests::e2e::{self, Desktop, Scenario};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::centre::{PASSWORD, agent};
use crate::figures::Figures;
use crate::hall::Hall;
use crate::load::open_loop;
use crate::process::{Build, pss_mib};
use crate::socket::Manner;
use crate::times::Times;

/// How often the program is started.
const STARTS: usize = 7;
/// Lines of the chat that is scrolled through.
const LINES: usize = 5_000;
/// So many an agent can have at once.
const MOST_CHATS: usize = 100;
/// A key is held for so long.
const HELD: Duration = Duration::from_secs(5);
/// Keys that are pressed, one each 60 ms.
const KEYS: usize = 150;
/// A second after the practice centre has filled itself.
const SETTLED: Duration = Duration::from_secs(25);
/// What its own process is called here.
const MAIN: &str = "the program";
/// Of all lines of a chat that are written at once.
const RATE: f64 = 400.0;

/// For each key the time from its event until the frame that shows it is on its way.
const WATCH_KEYS: &str = "const field = document.querySelector('[data-testid=message-input]'); field.focus(); \
    window.benchKeys = []; \
    field.addEventListener('input', (event) => { const at = event.timeStamp; requestAnimationFrame(() => { \
      const channel = new MessageChannel(); \
      channel.port1.onmessage = () => window.benchKeys.push(performance.now() - at); \
      channel.port2.postMessage(0); }); }); return true";
const KEYS_SEEN: &str = "return window.benchKeys";
const FOCUS_TRANSCRIPT: &str = "const transcript = document.querySelector('[data-testid=transcript]'); \
    transcript.focus(); return document.activeElement === transcript";
const LINES_HERE: &str = "return Number(document.querySelector('[data-testid=transcript]').dataset.lines)";
/// When the first content was painted, by the clock on the wall.
const PAINTED: &str = "const paint = performance.getEntriesByName('first-contentful-paint')[0]; \
                       return paint ? performance.timeOrigin + paint.startTime : null";

/// `desktop` is what is measured; `server` is where it works.
pub async fn measure(desktop: &Build, server: &Build, arguments: &Arguments) -> Result<Figures> {
    let mut figures = Figures::default();
    starts(desktop, &mut figures).await?;
    practice(desktop, &mut figures).await?;
    for chats in [10, MOST_CHATS] {
        typing(desktop, server, chats, &mut figures).await?;
    }
    scrolling(desktop, server, arguments.many(LINES), &mut figures).await?;
    figures.add("size of the program", fs::metadata(&desktop.program)?.len() as f64 / 1e6, "MB");
    Ok(figures)
}

/// Plays on a screen of its own. What goes wrong there is this measurement's failure, not the end of all.
async fn play<F>(name: &str, program: &Build, story: impl FnOnce(Scenario) -> F + Send + 'static) -> Result<Figures>
where
    F: Future<Output = Result<Figures>> + Send + 'static,
{
    let figures = Arc::new(Mutex::new(None));
    let (kept, path) = (figures.clone(), program.program.clone());
    let name = format!("bench-{name}-{}", program.label);
    let played = tokio::spawn(async move {
        e2e::play(&name, move |scenario| async move {
            let told = story(scenario.with_desktop(&path)).await;
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
        })
        .await;
    });
    played.await.map_err(|_| anyhow!("the window did not do what it should: see target/e2e"))?;
    figures.lock().unwrap_or_else(PoisonError::into_inner).take().context("the story has no end")?
}

/// One start says little: it may wait for a disk or for another program.
async fn starts(program: &Build, figures: &mut Figures) -> Result<()> {
    let mut times = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let path = program.program.clone();
        let told = play("start", program, move |scenario| async move {
            let desktop = Desktop::start_with(&scenario, "jana", &["--practice"]).await;
            let main = processes(desktop.home(), &path)?.into_iter().find(|process| process.is_main());
            let started = started_at(main.context("the program does not run")?.id)?;
            // The engine writes it down after the paint.
            let mut painted = None;
            for _ in 0..100 {
                painted = desktop.browser().ask(PAINTED, &[]).await.as_f64();
                if painted.is_some() {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            let painted = painted.context("nothing was painted")?;
            let mut figures = Figures::default();
            figures.add("start", painted - started, "ms");
            Ok(figures)
        });
        times.extend(told.await?.value("start"));
    }
    times.sort_by(f64::total_cmp);
    figures.add("start of the program to the first window's content: half within", times[STARTS / 2], "ms");
    figures.add("start of the program to the first window's content: quickest", times[0], "ms");
    Ok(())
}

async fn practice(program: &Build, figures: &mut Figures) -> Result<()> {
    let path = program.program.clone();
    let told = play("practice", program, move |scenario| async move {
        let program = path;
        let mut figures = Figures::default();
        let begun = SystemTime::now();
        let desktop = Desktop::start_with(&scenario, "jana", &["--practice"]).await;
        tokio::time::sleep(SETTLED.saturating_sub(begun.elapsed()?)).await;
        let mut whole = 0.0;
        for process in processes(desktop.home(), &program)? {
            let memory = pss_mib(process.id)?;
            whole += memory;
            figures.add(format!("practice: memory of {}", process.name), memory, "MiB");
        }
        figures.add("practice: memory of all processes", whole, "MiB");
        Ok(figures)
    });
    figures.extend(told.await?);
    Ok(())
}

async fn typing(program: &Build, server: &Build, chats: usize, figures: &mut Figures) -> Result<()> {
    let hall = Hall::open(server, 3, chats).await?;
    let (_writers, _contacts) = hall.at_work(1, chats, Manner::Works).await?;
    let address = format!("http://127.0.0.1:{}", hall.server.port);
    let told = play("typing", program, move |scenario| async move {
        let desktop = at_the_desk(&scenario, &address).await;
        desktop.browser().ask(WATCH_KEYS, &[]).await;
        desktop.activates_this_window().await;
        let keys = "abcdefghij".repeat(KEYS / 10);
        desktop.screen_says("xdotool", &["type", "--delay", "60", &keys]);
        tokio::time::sleep(Duration::from_millis(500)).await;
        let seen = desktop.browser().ask(KEYS_SEEN, &[]).await;
        let times = seen.as_array().into_iter().flatten().filter_map(Value::as_f64);
        let times: Times = times.map(|time| Duration::from_secs_f64(time.max(0.0) / 1_000.0)).collect();
        let mut figures = Figures::default();
        figures.times(&format!("a letter, with {chats} chats: key to painted frame"), &times);
        Ok(figures)
    });
    figures.extend(told.await?);
    Ok(())
}

async fn scrolling(program: &Build, server: &Build, lines: usize, figures: &mut Figures) -> Result<()> {
    let hall = Hall::open(server, 3, 1).await?;
    let (writers, _contacts) = hall.at_work(1, 1, Manner::Works).await?;
    open_loop(&hall.answers, &writers, RATE, Duration::from_secs_f64(lines as f64 / RATE)).await?;
    let address = format!("http://127.0.0.1:{}", hall.server.port);
    let told = play("scrolling", program, move |scenario| async move {
        let desktop = at_the_desk(&scenario, &address).await;
        let browser = desktop.browser();
        let mut figures = Figures::default();
        desktop.activates_this_window().await;
        // A window that becomes active gives the focus to the field in which one writes.
        let focused = browser.ask(FOCUS_TRANSCRIPT, &[]).await;
        ensure!(focused == true, "the transcript does not take the focus");
        // Home first, while there is enough to load.
        for key in ["Home", "Prior"] {
            let before = browser.ask(LINES_HERE, &[]).await.as_f64().unwrap_or_default();
            let begun = tokio::time::Instant::now();
            desktop.screen_says("xdotool", &["keydown", key]);
            // Until there is nothing more, at most.
            let mut now = before;
            while begun.elapsed() < HELD && now < lines as f64 {
                tokio::time::sleep(Duration::from_millis(100)).await;
                now = browser.ask(LINES_HERE, &[]).await.as_f64().unwrap_or_default();
            }
            let took = begun.elapsed().as_secs_f64();
            desktop.screen_says("xdotool", &["keyup", key]);
            figures.add(format!("{key} held: earlier lines a second"), (now - before) / took, "");
            if now >= lines as f64 {
                break;
            }
        }
        Ok(figures)
    });
    figures.extend(told.await?);
    Ok(())
}

/// The first agent's desktop, with the first of the chats before the eyes.
async fn at_the_desk(scenario: &Scenario, server: &str) -> Desktop {
    let desktop = Desktop::start(scenario, "agent").await;
    desktop.signs_in(server, &agent(0), PASSWORD).await;
    desktop.browser().click("chat-row").await;
    desktop.browser().find("message-input").await;
    desktop.browser().find("transcript").await;
    desktop
}

struct Running {
    id: u32,
    name: String,
}

impl Running {
    fn is_main(&self) -> bool {
        self.name == MAIN
    }
}

/// The program's processes: those of this home that are neither its screen nor its driver.
fn processes(home: &Path, program: &Path) -> Result<Vec<Running>> {
    let home = format!("HOME={}", home.display());
    let mut found = Vec::new();
    for folder in fs::read_dir("/proc")? {
        let folder = folder?;
        let Some(id) = folder.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // A process may end while one looks.
        let Ok(environment) = fs::read(folder.path().join("environ")) else { continue };
        if !environment.split(|byte| *byte == 0).any(|line| line == home.as_bytes()) {
            continue;
        }
        let name = fs::read_to_string(folder.path().join("comm")).unwrap_or_default().trim().to_owned();
        let is_main = fs::read_link(folder.path().join("exe")).is_ok_and(|exe| exe == program);
        let name = if is_main { MAIN.to_owned() } else { name };
        // The system keeps fifteen letters.
        if is_main || name.starts_with("WebKitWebProces") || name.starts_with("WebKitNetwork") {
            found.push(Running { id, name });
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

/// When a process began, in milliseconds of the clock on the wall.
fn started_at(id: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat"))?;
    let ticks: f64 =
        stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(19)).context("no start")?.parse()?;
    let up: f64 = fs::read_to_string("/proc/uptime")?.split(' ').next().context("no uptime")?.parse()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
    Ok((now - up + ticks / 100.0) * 1_000.0)
}
