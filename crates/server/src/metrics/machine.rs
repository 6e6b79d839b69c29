//! What this program takes of the machine. What the system does not say is left out.

use std::path::Path;

use crate::{accounts::ACCOUNTS_FILE, store::DATABASE};

/// The sizes of the databases and of what they have not yet written into place.
pub(super) fn files(data: &Path) -> Vec<(String, i64)> {
    let names = [DATABASE, ACCOUNTS_FILE].into_iter().flat_map(|name| [name.to_owned(), format!("{name}-wal")]);
    let size = |name: &String| std::fs::metadata(data.join(name)).map_or(0, |file| file.len());
    names.map(|name| (name.clone(), i64::try_from(size(&name)).unwrap_or(i64::MAX))).collect()
}

type Measure = (&'static str, &'static str, i64);

/// Under the names that Prometheus has for them.
pub(super) fn process() -> Vec<Measure> {
    let found = [
        ("process_open_fds", "Files and sockets that are open", open_files()),
        ("process_max_fds", "Files and sockets that may be open", most_open_files()),
        ("process_resident_memory_bytes", "Memory of the machine that is taken", resident()),
    ];
    found.into_iter().filter_map(|(name, help, value)| Some((name, help, value?))).collect()
}

/// How many files and sockets may be open.
pub(crate) fn most_open_files() -> Option<i64> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn open_files() -> Option<i64> {
    let folder = std::fs::metadata("/proc/self/fd").ok()?;
    // Newer systems say it without counting.
    let known = i64::try_from(folder.len()).ok().filter(|known| *known > 0);
    known.or_else(|| i64::try_from(std::fs::read_dir("/proc/self/fd").ok()?.count()).ok())
}

fn resident() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: i64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1_024)
}
