//! What the program is started with: its arguments and the system's language.

use std::ffi::OsString;

use clap::Parser;
use konsil_app::{StartIn, is_profile_name};
use konsil_protocol::domain::Language;

/// How to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    pub profile: Option<String>,
    pub start_in: StartIn,
}

/// A workspace for contact-centre agents who chat with contacts.
#[derive(Parser)]
#[command(name = "konsil", version, args_override_self = true)]
struct Arguments {
    /// A workspace of its own beside others on this computer: settings, sign-in, drafts (1 to 32 of a-z, 0-9 and -).
    #[arg(long, value_name = "NAME", value_parser = profile)]
    profile: Option<String>,
    /// Begin in practice mode.
    #[arg(long)]
    practice: bool,
}

/// Reads the arguments; the first is the program's name.
///
/// # Errors
/// What is wrong, or what was asked for instead (help, version): to be printed in either case.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Start, clap::Error> {
    let Arguments { profile, practice } = Arguments::try_parse_from(arguments)?;
    let start_in = if practice { StartIn::Practice } else { StartIn::Remembered };
    Ok(Start { profile, start_in })
}

fn profile(name: &str) -> Result<String, String> {
    if is_profile_name(name) {
        Ok(name.to_owned())
    } else {
        Err("a profile's name is 1 to 32 of a-z, 0-9 and -".into())
    }
}

/// German where the system speaks German, else English.
pub fn language_of(locale: Option<&str>) -> Language {
    match locale {
        Some(locale) if locale.to_ascii_lowercase().starts_with("de") => Language::De,
        Some(_) | None => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(arguments: &[&str]) -> Result<Start, clap::Error> {
        read(["konsil"].iter().chain(arguments).map(OsString::from))
    }

    #[test]
    fn a_profile_is_named_in_either_spelling() {
        let anna = Start { profile: Some("anna".into()), start_in: StartIn::Remembered };
        assert_eq!(given(&["--profile", "anna"]).unwrap(), anna);
        let ben = Start { profile: Some("ben-2".into()), start_in: StartIn::Practice };
        assert_eq!(given(&["--profile=ben-2", "--practice"]).unwrap(), ben);
        assert_eq!(given(&["--profile", "anna", "--profile=ben-2", "--practice"]).unwrap(), ben, "the last one counts");
    }

    #[test]
    fn a_profile_that_could_leave_its_folder_is_refused() {
        for name in ["../other", "", "Anna", "a b", &"x".repeat(33)] {
            assert!(given(&["--profile", name]).is_err(), "{name:?}");
        }
        assert!(given(&["--profile"]).is_err());
    }

    #[test]
    fn a_mistyped_argument_is_named() {
        let wrong = given(&["--profil"]).unwrap_err();
        assert!(wrong.to_string().contains("--profil'"), "{wrong}");
        assert_eq!(wrong.exit_code(), 2);
    }

    #[test]
    fn help_and_version_are_no_mistakes() {
        for asked in ["--help", "-h", "--version", "-V"] {
            assert_eq!(given(&[asked]).unwrap_err().exit_code(), 0, "{asked}");
        }
    }

    #[test]
    fn the_first_language_is_the_systems() {
        assert_eq!(language_of(Some("de-AT")), Language::De);
        assert_eq!(language_of(Some("fr-FR")), Language::En);
        assert_eq!(language_of(None), Language::En);
    }
}
