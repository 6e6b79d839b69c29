//! What the system must have. On Debian and its kin missing packages are installed where that is possible without a
//! question; everywhere else they are named with the exact command.

use anyhow::{Result, bail};

use crate::shell::{Run, has};

/// To build the desktop.
const BUILD: &[&str] = &[
    "libwebkit2gtk-4.1-dev",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libasound2-dev",
    "libxdo-dev",
    "libssl-dev",
    "build-essential",
    "pkg-config",
    "file",
];

/// To drive the real window on a screen of its own.
const WINDOW: &[&str] = &[
    "xvfb",
    "xauth",
    "dbus",
    "dbus-x11",
    "webkit2gtk-driver",
    "openbox",
    "xdotool",
    "xclip",
    "wmctrl",
    "x11-utils",
    "dunst",
    "imagemagick",
    "hunspell-de-de",
    "hunspell-en-us",
    "fonts-dejavu-core",
    "fonts-noto-color-emoji",
    "chromium",
    "chromium-driver",
    "chromium-headless-shell",
    "locales",
    "python3",
    "python3-gi",
    "gir1.2-gtk-3.0",
];

/// To type-check for Windows.
const WINDOWS: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "gcc-mingw-w64-x86-64"];

/// What is about to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    Building,
    /// Building, and driving the real window.
    Testing,
    WindowsCheck,
}

/// Makes sure that everything is there.
///
/// # Errors
/// Something is missing and cannot be installed here; the message is the command to run.
pub fn prepare(purpose: For) -> Result<()> {
    node()?;
    if cfg!(target_os = "linux") {
        linux(purpose)
    } else if cfg!(target_os = "macos") {
        macos()
    } else {
        windows()
    }
}

fn node() -> Result<()> {
    let version = Run::new("node").arg("--version").output().unwrap_or_default();
    let major: u32 = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
    if major >= 20 && has("npm") {
        return Ok(());
    }
    let how = if cfg!(target_os = "macos") {
        "brew install node"
    } else if cfg!(windows) {
        "winget install OpenJS.NodeJS.LTS"
    } else {
        "see https://nodejs.org/en/download"
    };
    bail!("Node 20 or newer with npm is missing (found: {:?}).\nInstall it: {how}", version.trim())
}

fn linux(purpose: For) -> Result<()> {
    let wanted: Vec<&str> = match purpose {
        For::Building => BUILD.to_vec(),
        For::Testing => [BUILD, WINDOW].concat(),
        For::WindowsCheck => WINDOWS.to_vec(),
    };
    if !has("dpkg-query") || !has("apt-get") {
        println!("This is no Debian: please make sure that these (Debian's names) are there:\n  {}", wanted.join(" "));
        return Ok(());
    }
    let missing = missing(&wanted)?;
    if !missing.is_empty() {
        install(&missing)?;
    }
    if purpose == For::Testing { german() } else { Ok(()) }
}

/// Those of the packages that dpkg does not know as installed.
fn missing<'p>(wanted: &[&'p str]) -> Result<Vec<&'p str>> {
    let known = Run::new("dpkg-query").args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"]).output()?;
    Ok(wanted
        .iter()
        .copied()
        .filter(|name| !known.lines().any(|line| line.split_once(' ') == Some((name, "installed"))))
        .collect())
}

fn install(missing: &[&str]) -> Result<()> {
    let by_hand =
        format!("sudo apt-get update && sudo apt-get install --yes --no-install-recommends {}", missing.join(" "));
    let root = Run::new("id").arg("-u").output().is_ok_and(|id| id.trim() == "0");
    let sudo = !root && has("sudo") && Run::new("sudo").args(["-n", "true"]).succeeds();
    if !root && !sudo {
        bail!("Packages are missing, and only root can install them. Please run:\n\n  {by_hand}\n");
    }
    println!("Missing packages are being installed: {}", missing.join(" "));
    let apt = || {
        let run = if root { Run::new("env") } else { Run::new("sudo").args(["-n", "env"]) };
        run.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"])
    };
    // Package lists older than the archive make the installation fail; new ones are tried, then what is there.
    let updated = apt().arg("update").show();
    let installed = apt().args(["install", "--yes", "--no-install-recommends"]).args(missing).show();
    match (updated, installed) {
        (_, Ok(())) => Ok(()),
        (_, Err(error)) => {
            Err(error.context(format!("the packages could not be installed; by hand:\n\n  {by_hand}\n")))
        }
    }
}

/// A German session needs its locale.
fn german() -> Result<()> {
    if Run::new("locale").arg("-a").output()?.lines().any(|name| name.eq_ignore_ascii_case("de_DE.utf8")) {
        return Ok(());
    }
    let made = Run::new("localedef").args(["-i", "de_DE", "-f", "UTF-8", "de_DE.UTF-8"]).show();
    made.map_err(|error| error.context("please run: sudo localedef -i de_DE -f UTF-8 de_DE.UTF-8"))
}

fn macos() -> Result<()> {
    if Run::new("xcode-select").arg("-p").succeeds() {
        return Ok(());
    }
    bail!("Apple's command line tools are missing. Please run:\n\n  xcode-select --install\n")
}

fn windows() -> Result<()> {
    let mut missing = Vec::new();
    if std::env::var_os("VCINSTALLDIR").is_none() && !visual_studio() {
        missing.push(
            "C++ build tools:  winget install Microsoft.VisualStudio.2022.BuildTools --override \
             \"--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended\"",
        );
    }
    let webview = Run::new("reg")
        .args([
            "query",
            "HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\EdgeUpdate\\Clients\\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
        ])
        .succeeds();
    if !webview {
        missing.push("WebView2:  winget install Microsoft.EdgeWebView2Runtime");
    }
    if missing.is_empty() { Ok(()) } else { bail!("Missing here:\n\n  {}\n", missing.join("\n  ")) }
}

fn visual_studio() -> bool {
    let folder = std::env::var("ProgramFiles(x86)").unwrap_or_default();
    let finder = format!("{folder}\\Microsoft Visual Studio\\Installer\\vswhere.exe");
    Run::new(&finder)
        .args([
            "-products",
            "*",
            "-requires",
            "Microsoft.VisualStudio.Component.VC.Tools.x86.x64",
            "-property",
            "installationPath",
        ])
        .output()
        .is_ok_and(|path| !path.trim().is_empty())
}
