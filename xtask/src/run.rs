//! `run`: the desktop, with the practice centre inside it.

use anyhow::Result;

use crate::shell::{Run, root};
use crate::system::{For, prepare};
use crate::{e2e, pages, programs};

const PRACTICE: &str = "http://127.0.0.1:47800/";

#[derive(clap::Args)]
pub struct Options {
    /// A second agent on this computer: own window, settings, drafts and sign-in.
    #[arg(long, value_name = "NAME", value_parser = profile)]
    profile: Option<String>,
    /// Starts with the practice centre.
    #[arg(long)]
    practice: bool,
}

/// Builds and starts the desktop; without a display the main job is played under a virtual one instead.
///
/// # Errors
/// Something is missing or does not build; the desktop's own error.
pub fn run(options: &Options) -> Result<()> {
    let display = has_display();
    prepare(if display { For::Building } else { For::Testing })?;
    pages::build()?;
    programs::build_programs()?;
    if !display {
        println!(
            "\nThere is no display here. The main job is played once with the practice colleagues\n\
             on a virtual screen; the pictures show how it looks.\n"
        );
        return e2e::drive(&["practice".into()]);
    }
    println!(
        "\nThe desktop starts. Choose \"Hier ausprobieren\" (\"Try it here\") for the practice centre.\n\
         The contact's page is then at {PRACTICE}\n\
         (if that port is taken, the desktop prints its address here and shows it in the workspace).\n"
    );
    let program = root().join("target/debug").join(if cfg!(windows) { "konsil.exe" } else { "konsil" });
    let mut desktop = Run::new(&program.to_string_lossy());
    if let Some(name) = &options.profile {
        desktop = desktop.args(["--profile", name]);
    }
    if options.practice {
        desktop = desktop.arg("--practice");
    }
    desktop.show()
}

/// What the desktop would refuse is refused before a build of minutes.
fn profile(name: &str) -> Result<String, String> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if name.is_empty() || name.len() > 32 || !name.bytes().all(allowed) {
        return Err("1 to 32 of a-z, 0-9 and -".into());
    }
    Ok(name.to_owned())
}

fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
