//! A private screen: X server, session bus, window manager, home folder. Nothing of it is shared with another desktop
//! under test, as nothing is shared by two people's computers.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::PATIENCE;

/// A session bus that starts nothing by itself: portals would mount folders into the home and outlive the screen.
const BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

fn own_programs_first(home: &Path) -> std::ffi::OsString {
    let system = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(home.join("bin")).chain(std::env::split_paths(&system));
    std::env::join_paths(folders).expect("the folders have no colon in their names")
}

/// One screen of 1600 × 1000 with everything a desktop program expects.
pub struct Screen {
    display: String,
    bus: String,
    home: PathBuf,
    logs: PathBuf,
    name: String,
    children: Vec<Child>,
}

impl Screen {
    /// `home` is kept: a second screen with the same one is the same person after a restart.
    pub fn start(name: &str, home: &Path, logs: &Path) -> Self {
        for folder in ["data", "config", "cache", "run"] {
            fs::create_dir_all(home.join(folder)).expect("a home folder can be made");
        }
        let mut screen = Self {
            display: String::new(),
            bus: String::new(),
            home: home.to_path_buf(),
            logs: logs.to_path_buf(),
            name: name.to_owned(),
            children: Vec::new(),
        };
        screen.display = format!(
            ":{}",
            screen.first_line(
                "Xvfb",
                &["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]
            )
        );
        let rules = home.join("bus.conf");
        fs::write(&rules, BUS).expect("the bus's rules can be written");
        let rules = format!("--config-file={}", rules.display());
        screen.bus = screen.first_line("dbus-daemon", &[&rules, "--nofork", "--print-address=1"]);
        let manager = screen.command("openbox", &[]);
        screen.keep("openbox", manager);
        // A window that comes before the window manager never gets the keyboard.
        let end = Instant::now() + PATIENCE;
        while !screen.asks("wmctrl", &["-m"]).contains("Openbox") {
            assert!(Instant::now() < end, "the window manager does not start; see {}", screen.logs.display());
            std::thread::sleep(Duration::from_millis(20));
        }
        screen
    }

    /// Says how large texts are to be, before a program starts: a desktop that has no settings of its own (XSETTINGS) leaves
    /// it here, and GTK believes this before the settings in somebody's home. In dots per inch.
    pub(super) fn shows_texts_at(&self, dots: u32) {
        let resources = format!("Xft.dpi:\t{dots}\n");
        self.asks("xprop", &["-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", &resources]);
        let said = self.asks("xprop", &["-root", "RESOURCE_MANAGER"]);
        assert!(said.contains(&dots.to_string()), "the screen keeps no resources: {said}");
    }

    /// Starts a program on this screen; its output goes to `NAME-PROGRAM.log`.
    pub fn keep(&mut self, program: &str, mut command: Command) {
        let log = self.log(program);
        let copy = log.try_clone().expect("a log can be shared");
        let child = command.stdin(Stdio::null()).stdout(log).stderr(copy).process_group(0).spawn();
        self.children.push(child.unwrap_or_else(|error| panic!("{program} cannot be started: {error}")));
    }

    /// How the program that was started last has ended, if it has.
    pub fn last_ended(&mut self) -> Option<ExitStatus> {
        self.children.last_mut()?.try_wait().ok()?
    }

    /// A command that sees this screen and this home only.
    pub fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("HOME", &self.home)
            // What a person has installed for themselves comes first.
            .env("PATH", own_programs_first(&self.home))
            .env("XDG_DATA_HOME", self.home.join("data"))
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .env("XDG_RUNTIME_DIR", self.home.join("run"))
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY");
        command
    }

    /// The X server's address.
    pub(super) fn display(&self) -> &str {
        &self.display
    }

    /// The session bus's address.
    pub(super) fn bus(&self) -> &str {
        &self.bus
    }

    /// The whole screen, window frames and all.
    pub fn picture(&self, file: &Path) {
        let done = self.command("import", &["-window", "root"]).arg(file).status();
        if !done.is_ok_and(|status| status.success()) {
            super::say(&format!("no picture of the screen: {}", file.display()));
        }
    }

    /// What a small program of the X world answers.
    pub fn asks(&self, program: &str, arguments: &[&str]) -> String {
        let answer = self.command(program, arguments).output();
        let answer = answer.unwrap_or_else(|error| panic!("{program} cannot be started: {error}"));
        String::from_utf8_lossy(&answer.stdout).trim().to_owned()
    }

    /// Starts a program that says where it can be reached, and waits for that.
    fn first_line(&mut self, program: &str, arguments: &[&str]) -> String {
        let mut child = self
            .command(program, arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(self.log(program))
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("{program} cannot be started: {error}"));
        let out = child.stdout.take().expect("its output is piped");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("its output can be read");
        self.children.push(child);
        assert!(!line.trim().is_empty(), "{program} did not start; see {}", self.logs.display());
        line.trim().to_owned()
    }

    fn log(&self, program: &str) -> File {
        let file = self.logs.join(format!("{}-{program}.log", self.name));
        File::options().create(true).append(true).open(file).expect("a log can be written")
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // The last started first: the X server takes with it whatever still has a window.
        for child in self.children.iter_mut().rev() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
