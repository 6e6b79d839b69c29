//! The texts of the practice people, from `locales`.

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource};
use konsil_protocol::domain::Language;
use unic_langid::LanguageIdentifier;

pub(crate) struct Texts {
    de: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

/// The texts are part of the program, so this is a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("the texts of the practice people cannot be read: {0}")]
pub struct BadTexts(String);

impl From<String> for BadTexts {
    fn from(why: String) -> Self {
        Self(why)
    }
}

impl Texts {
    pub(crate) fn load() -> Result<Self, BadTexts> {
        Ok(Self {
            de: bundle("de", include_str!("../../../locales/de/practice.ftl"))?,
            en: bundle("en", include_str!("../../../locales/en/practice.ftl"))?,
        })
    }

    pub(crate) fn say(&self, language: Language, id: &str) -> String {
        self.say_to(language, id, "")
    }

    /// With the `$name` of somebody.
    pub(crate) fn say_to(&self, language: Language, id: &str, name: &str) -> String {
        let bundle = match language {
            Language::De => &self.de,
            Language::En => &self.en,
        };
        let mut args = FluentArgs::new();
        args.set("name", name.to_owned());
        let mut faults = Vec::new();
        match bundle.get_message(id).and_then(|message| message.value()) {
            Some(pattern) => bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned(),
            None => {
                tracing::error!(id, "a text of the practice people is missing");
                String::new()
            }
        }
    }
}

fn bundle(language: &str, texts: &str) -> Result<FluentBundle<FluentResource>, BadTexts> {
    let language: LanguageIdentifier = language.parse().map_err(|bad| BadTexts(format!("{bad}")))?;
    let resource = FluentResource::try_new(texts.to_owned()).map_err(|(_, bad)| BadTexts(format!("{bad:?}")))?;
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // These are messages in a chat, not parts of a sentence.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).map_err(|bad| BadTexts(format!("{bad:?}")))?;
    Ok(bundle)
}
