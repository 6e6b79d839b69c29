//! `tidy`: the invariants of ARCHITECTURE.md that a compiler does not hold, as checks whose messages say how to mend.

mod circles;
mod desk;
mod docs;
mod imports;
mod purity;
mod rust_files;
mod script_files;
mod tree;
mod words;

use anyhow::{Result, bail};

use self::tree::Check;
use crate::shell::root;

const CHECKS: &[(&str, Check)] = &[
    ("crates import one way", imports::one_way),
    ("only src-tauri names tauri", imports::only_the_shell_names_tauri),
    ("only protocol and desk derive TypeScript", imports::typescript_only_where_it_belongs),
    ("no file needs itself in a circle", circles::no_circles),
    ("the desk's folders have an order", desk::folders_have_an_order),
    ("the desk's parts do not know the whole", desk::parts_do_not_know_the_whole),
    ("rules know no outside world", imports::rules_have_no_outside_world),
    ("desk and app know nothing of the wire", purity::no_wire_in_the_desktop),
    ("clippy forbids the rules clock, I/O and chance", purity::rules_forbid_the_same),
    ("no expect outside tests", purity::no_expect),
    ("no file above 500 lines", words::short_files),
    ("links lead somewhere", docs::links_lead_somewhere),
    ("every rule has a test", docs::every_rule_has_a_test),
    ("tests that pages name exist", docs::named_tests_exist),
    ("pages name what is there", docs::pages_name_what_is_there),
    ("texts are data", words::no_raw_html),
    ("the project speaks of itself alone", words::nothing_about_its_making),
    ("the top folder stays small", words::top_folder),
];

/// # Errors
/// A check has findings.
pub fn tidy() -> Result<()> {
    let tree = tree::read(&root())?;
    let mut all = 0;
    for (name, check) in CHECKS {
        let findings = check(&tree);
        println!("{} {name}", if findings.is_empty() { "ok  " } else { "FAIL" });
        for finding in &findings {
            println!("     {finding}");
        }
        all += findings.len();
    }
    if all == 0 { Ok(()) } else { bail!("tidy: {all} findings") }
}
