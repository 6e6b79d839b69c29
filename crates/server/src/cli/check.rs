//! `konsil-server check FILE`: every mistake, and every limit that this centre would meet.

use std::path::Path;

use anyhow::bail;
use konsil_server::{
    bounds::{Bound, Verdict, What, bounds},
    centre_file::Centre,
};

use super::given::read_centre;

pub fn check(file: &Path) -> anyhow::Result<()> {
    let centre = read_centre(file)?;
    let rules = &centre.rules;
    println!("{}: no mistakes", file.display());
    println!(
        "{}: {} agents, {} groups, {} skills, {} queues, {} dispositions",
        centre.name,
        rules.agents.len(),
        rules.groups.len(),
        rules.skills.len(),
        rules.queues.len(),
        rules.dispositions.len()
    );
    let met = bounds(&centre);
    for bound in met.iter().filter(|bound| bound.verdict() == Verdict::Note) {
        println!("{}: note: {}", file.display(), words(bound, &centre));
    }
    warn(file, &centre, &met);
    if met.iter().any(|bound| bound.verdict() == Verdict::Impossible) {
        bail!("nobody could work with {}", file.display());
    }
    Ok(())
}

/// Says on stderr what will keep somebody out.
pub fn warn(file: &Path, centre: &Centre, bounds: &[Bound]) {
    for bound in bounds {
        match bound.verdict() {
            Verdict::Fine | Verdict::Note => {}
            Verdict::Warning => eprintln!("{}: warning: {}", file.display(), words(bound, centre)),
            Verdict::Impossible => eprintln!("{}: {}", file.display(), words(bound, centre)),
        }
    }
}

/// The number, the limit, and what to do.
pub fn words(bound: &Bound, centre: &Centre) -> String {
    let Bound { what, needed, most } = bound;
    let agents = centre.rules.agents.len();
    let is_over = needed > most;
    match what {
        What::Frame { kind } if is_over => format!(
            "what a desktop is told of all {agents} agents (`{kind}`) has {needed} bytes, and no desktop takes more than \
             {most}: none could connect. Describe fewer agents, or several centres, each with a server of its own"
        ),
        What::Frame { kind } => format!(
            "what a desktop is told of all {agents} agents (`{kind}`) has {needed} bytes of at most {most}; with more \
             than about {} agents no desktop could connect",
            share(agents, *most, *needed)
        ),
        What::FormerFrame { kind, version } if is_over => format!(
            "what a desktop of version {version} of the wire is told of all {agents} agents (`{kind}`) has {needed} \
             bytes, and none takes more than {most}: bring all desktops up to date before you use this file"
        ),
        What::FormerFrame { kind, version } => format!(
            "what a desktop of version {version} of the wire is told of all {agents} agents (`{kind}`) has {needed} \
             bytes of at most {most}; with many more agents these desktops cannot connect"
        ),
        What::OpenFiles => format!(
            "with all {agents} agents at work and as many chats as they may have, {needed} files and sockets are open; \
             this system lets a program open {most}{}. Raise it for the server: `LimitNOFILE={}` in its systemd unit, or \
             `ulimit -n`",
            if is_over { ", and whoever comes then is not let in" } else { "" },
            needed.saturating_mul(2)
        ),
        What::AtTheDoor => format!(
            "after a restart up to {needed} desktops and pages come back at once; {most} are let in at a time, and the \
             others come again by themselves within seconds"
        ),
        What::SigningIn => format!(
            "if all {agents} agents sign in with their passwords at the same moment, {most} wait for their turn and the \
             others are asked to come again, which desktops do by themselves; expect about {} s for all of them",
            // Two at a time, a fortieth of a second each.
            needed.div_ceil(80)
        ),
    }
}

/// How many agents fit, if so many need so much.
fn share(agents: usize, most: u64, needed: u64) -> u64 {
    (agents as u64).saturating_mul(most) / needed.max(1)
}
