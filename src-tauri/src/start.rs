//! What the program is started with: its arguments and the system's language.

use konsil_app::{StartIn, is_profile_name};
use konsil_protocol::domain::Language;

pub const USAGE: &str = "konsil [--profile NAME] [--practice]

  --profile NAME   a workspace of its own beside others on this computer: settings, sign-in, drafts
                   (a-z, 0-9 and -, at most 32)
  --practice       begin in practice mode";

/// How to begin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Start {
    pub profile: Option<String>,
    pub start_in: StartIn,
}

/// What the arguments ask for.
#[derive(Debug, PartialEq, Eq)]
pub enum Wish {
    Start(Start),
    Explain(String),
}

/// Reads the arguments that follow the program's name.
///
/// # Errors
/// What is wrong, for the terminal.
pub fn read(arguments: impl IntoIterator<Item = String>) -> Result<Wish, String> {
    let mut start = Start::default();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--profile" => start.profile = Some(profile(&arguments.next().unwrap_or_default())?),
            "--practice" => start.start_in = StartIn::Practice,
            "--help" | "-h" => return Ok(Wish::Explain(USAGE.to_owned())),
            "--version" | "-V" => return Ok(Wish::Explain(format!("konsil {}", env!("CARGO_PKG_VERSION")))),
            other => match other.strip_prefix("--profile=") {
                Some(name) => start.profile = Some(profile(name)?),
                None => return Err(format!("unknown argument {other:?}")),
            },
        }
    }
    Ok(Wish::Start(start))
}

fn profile(name: &str) -> Result<String, String> {
    if is_profile_name(name) {
        Ok(name.to_owned())
    } else {
        Err(format!("{name:?} is no profile name: 1 to 32 of a-z, 0-9 and -"))
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

    fn given(arguments: &[&str]) -> Result<Wish, String> {
        read(arguments.iter().map(ToString::to_string))
    }

    #[test]
    fn a_profile_is_named_in_either_spelling() {
        let anna = Wish::Start(Start { profile: Some("anna".into()), start_in: StartIn::Remembered });
        assert_eq!(given(&["--profile", "anna"]), Ok(anna));
        let ben = Wish::Start(Start { profile: Some("ben-2".into()), start_in: StartIn::Practice });
        assert_eq!(given(&["--profile=ben-2", "--practice"]), Ok(ben));
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
        assert_eq!(given(&["--profil"]), Err("unknown argument \"--profil\"".into()));
    }

    #[test]
    fn the_first_language_is_the_systems() {
        assert_eq!(language_of(Some("de-AT")), Language::De);
        assert_eq!(language_of(Some("fr-FR")), Language::En);
        assert_eq!(language_of(None), Language::En);
    }
}
