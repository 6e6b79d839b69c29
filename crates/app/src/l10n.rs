//! Words for what the system shows (window titles): the same files that the windows use, without isolation marks.

use std::borrow::Cow;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use konsil_desk::view::{Arg, Phrase};
use konsil_protocol::domain::Language;
use unic_langid::LanguageIdentifier;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// All words, in both languages.
pub struct L10n {
    de: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl L10n {
    /// # Errors
    /// A file that is no Fluent, or an id that is defined twice: a fault of the build, held by a test.
    pub fn new() -> anyhow::Result<Self> {
        Ok(Self { de: bundle("de", DE)?, en: bundle("en", EN)? })
    }

    /// The id itself where there are no words for it: ugly, but nothing breaks.
    #[must_use]
    pub fn say(&self, phrase: &Phrase, language: Language) -> String {
        match self.try_say(phrase, language) {
            Ok(words) => words,
            Err(fault) => {
                tracing::error!(id = phrase.id, fault, "a phrase cannot be said");
                phrase.id.clone()
            }
        }
    }

    fn try_say(&self, phrase: &Phrase, language: Language) -> Result<String, String> {
        let bundle = match language {
            Language::De => &self.de,
            Language::En => &self.en,
        };
        let message = bundle.get_message(&phrase.id).ok_or("there is no such message")?;
        let pattern = message.value().ok_or("the message has no value")?;
        let mut args = FluentArgs::new();
        for (name, value) in &phrase.args {
            args.set(
                name.clone(),
                match value {
                    Arg::Number(number) => FluentValue::from(*number),
                    Arg::Text(text) => FluentValue::from(text.clone()),
                },
            );
        }
        let mut faults = Vec::new();
        let words = bundle.format_pattern(pattern, Some(&args), &mut faults);
        match faults.first() {
            None => Ok(Cow::into_owned(words)),
            Some(fault) => Err(fault.to_string()),
        }
    }
}

fn bundle(language: &str, files: &[(&str, &str)]) -> anyhow::Result<FluentBundle<FluentResource>> {
    let language: LanguageIdentifier = language.parse()?;
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    for (name, text) in files {
        let resource = FluentResource::try_new((*text).to_owned())
            .map_err(|(_, faults)| anyhow::anyhow!("{name} is not Fluent: {faults:?}"))?;
        bundle.add_resource(resource).map_err(|faults| anyhow::anyhow!("{name}: {faults:?}"))?;
    }
    Ok(bundle)
}

#[cfg(test)]
mod tests {
    use konsil_desk::phrases::{self, ArgKind};

    use super::*;

    #[test]
    fn everything_the_desk_says_has_words_in_both_languages() {
        let l10n = L10n::new().unwrap();
        for signature in phrases::ALL {
            let args = signature.args.iter().map(|(name, kind)| {
                let value = match kind {
                    ArgKind::Text => Arg::Text("none".to_owned()),
                    ArgKind::Number | ArgKind::Moment => Arg::Number(2.0),
                };
                ((*name).to_owned(), value)
            });
            let phrase = Phrase { id: signature.id.to_owned(), args: args.collect() };
            for language in [Language::De, Language::En] {
                assert!(
                    l10n.try_say(&phrase, language).is_ok(),
                    "{} in {language:?}: {:?}",
                    phrase.id,
                    l10n.try_say(&phrase, language)
                );
            }
        }
    }

    #[test]
    fn a_title_has_no_invisible_marks() {
        let title = L10n::new().unwrap().say(&phrases::window_title_chat("Martin Hoffmann"), Language::De);
        assert!(title.contains("Martin Hoffmann"), "{title}");
        assert!(!title.contains(['\u{2068}', '\u{2069}']), "{title:?}");
    }
}
