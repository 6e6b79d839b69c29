//! What contacts come with: a topic, a temper, and what they and the colleagues who know about it say. The ids are
//! those of `locales/*/practice.ftl`.

use konsil_protocol::domain::Language;

use crate::texts::Texts;

/// How a contact behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Temper {
    /// Asks soon whether anybody is there.
    Impatient,
    Even,
    /// Types long, waits long.
    Gentle,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Script {
    /// The queue, as the practice centre names it.
    pub topic: &'static str,
    pub temper: Temper,
    pub name: &'static str,
    pub opening: &'static str,
    /// In answer to what the agents write, one after the other; the last one is followed by leaving.
    pub replies: [&'static str; 3],
    /// What a colleague who knows about it tells the agent who asks.
    pub advice: [&'static str; 2],
    /// What a colleague in the chat tells the contact.
    pub takeover: &'static str,
    pub solved: &'static str,
    /// What a colleague with this contact asks the learner.
    pub question: Option<&'static str>,
}

pub(crate) const SCRIPTS: [Script; 6] = [
    Script {
        topic: "billing",
        temper: Temper::Impatient,
        name: "practice-double-charge-name",
        opening: "practice-double-charge-opening",
        replies: ["practice-double-charge-reply-1", "practice-double-charge-reply-2", "practice-double-charge-thanks"],
        advice: ["practice-double-charge-advice", "practice-double-charge-advice-more"],
        takeover: "practice-double-charge-takeover",
        solved: "practice-double-charge-solved",
        question: Some("practice-double-charge-question"),
    },
    Script {
        topic: "technical",
        temper: Temper::Gentle,
        name: "practice-red-light-name",
        opening: "practice-red-light-opening",
        replies: ["practice-red-light-reply-1", "practice-red-light-reply-2", "practice-red-light-thanks"],
        advice: ["practice-red-light-advice", "practice-red-light-advice-more"],
        takeover: "practice-red-light-takeover",
        solved: "practice-red-light-solved",
        question: None,
    },
    Script {
        topic: "contract",
        temper: Temper::Even,
        name: "practice-moving-name",
        opening: "practice-moving-opening",
        replies: ["practice-moving-reply-1", "practice-moving-reply-2", "practice-moving-thanks"],
        advice: ["practice-moving-advice", "practice-moving-advice-more"],
        takeover: "practice-moving-takeover",
        solved: "practice-moving-solved",
        question: None,
    },
    Script {
        topic: "billing",
        temper: Temper::Gentle,
        name: "practice-roaming-name",
        opening: "practice-roaming-opening",
        replies: ["practice-roaming-reply-1", "practice-roaming-reply-2", "practice-roaming-thanks"],
        advice: ["practice-roaming-advice", "practice-roaming-advice-more"],
        takeover: "practice-roaming-takeover",
        solved: "practice-roaming-solved",
        question: Some("practice-roaming-question"),
    },
    Script {
        topic: "technical",
        temper: Temper::Impatient,
        name: "practice-slow-line-name",
        opening: "practice-slow-line-opening",
        replies: ["practice-slow-line-reply-1", "practice-slow-line-reply-2", "practice-slow-line-thanks"],
        advice: ["practice-slow-line-advice", "practice-slow-line-advice-more"],
        takeover: "practice-slow-line-takeover",
        solved: "practice-slow-line-solved",
        question: None,
    },
    Script {
        topic: "contract",
        temper: Temper::Even,
        name: "practice-cancel-name",
        opening: "practice-cancel-opening",
        replies: ["practice-cancel-reply-1", "practice-cancel-reply-2", "practice-cancel-thanks"],
        advice: ["practice-cancel-advice", "practice-cancel-advice-more"],
        takeover: "practice-cancel-takeover",
        solved: "practice-cancel-solved",
        question: None,
    },
];

/// Colleagues know a practised contact by its first texts.
pub(crate) fn recognise(texts: &Texts, first_words: &str) -> Option<&'static Script> {
    let said = |script: &Script, language| texts.say(language, script.opening) == first_words;
    SCRIPTS.iter().find(|script| said(script, Language::De) || said(script, Language::En))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(script: &Script) -> Vec<&'static str> {
        let mut ids = vec![script.name, script.opening, script.takeover, script.solved];
        ids.extend(script.replies);
        ids.extend(script.advice);
        ids.extend(script.question);
        ids
    }

    #[test]
    fn everybody_has_words_in_both_languages() {
        let texts = Texts::load().unwrap();
        for script in &SCRIPTS {
            for id in ids(script) {
                let (de, en) = (texts.say(Language::De, id), texts.say(Language::En, id));
                // A name may be the same.
                assert!(!de.is_empty() && !en.is_empty() && (de != en || id == script.name), "{id}");
            }
        }
    }

    #[test]
    fn contacts_have_first_and_last_names() {
        let texts = Texts::load().unwrap();
        for script in &SCRIPTS {
            for language in [Language::De, Language::En] {
                let name = texts.say(language, script.name);
                let titles = ["Herr", "Frau", "Familie", "Dr.", "Mr", "Ms", "Mrs", "The", "Dr"];
                let mut parts = name.split(' ');
                assert!(parts.next().is_some_and(|first| !titles.contains(&first)) && parts.count() == 1, "{name}");
            }
        }
    }

    #[test]
    fn a_contact_is_known_by_its_first_words_and_a_stranger_is_not() {
        let texts = Texts::load().unwrap();
        for script in &SCRIPTS {
            for language in [Language::De, Language::En] {
                assert_eq!(recognise(&texts, &texts.say(language, script.opening)), Some(script));
            }
        }
        assert_eq!(recognise(&texts, "Hallo?"), None);
    }
}
