//! The terminal from which the program was started, if there is one.

use std::io::Write as _;

pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
