//! The index in which names are found while somebody types. Made once for a listing, so that a key looks only at the words
//! that begin with what was typed, however many are listed.

use konsil_protocol::domain::{Language, Listed, Listing};
use unicode_normalization::UnicodeNormalization as _;

use crate::thread::find::folded;

/// The number of one that is listed, in the order of [`Listing::listed`].
pub(crate) type Place = usize;

/// How well a name fits what was typed; less is better. Each word that was typed adds to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank(u16);

impl Rank {
    /// The name begins so, …
    const START: Self = Self(0);
    /// … or a later word of it, …
    const LATER_WORD: Self = Self(1);
    /// … or, however well the rest fits, what an agent belongs to, has learned, or is called by contacts.
    const BESIDE: Self = Self(0x100);

    fn and(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// What was typed, word by word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Typed {
    /// Everything fits.
    Nothing,
    /// Each in the forms in which it may be written. Without any form nothing fits: signs alone are no word.
    Words(Vec<Vec<String>>),
}

impl Typed {
    pub fn of(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::Nothing;
        }
        Self::Words(text.split(|c: char| !is_of_a_word(c)).filter_map(forms_of_word).collect())
    }

    /// Whether one of the words stands in this name.
    pub fn is_in(&self, name: &str) -> bool {
        let words = name_words(name);
        match self {
            Self::Nothing => false,
            Self::Words(typed) => typed.iter().any(|forms| words.iter().any(|(_, word)| begins(word, forms))),
        }
    }

    /// Whether this name, which is not listed any more, fits.
    pub fn fits(&self, name: &str) -> bool {
        let words = name_words(name);
        match self {
            Self::Nothing => true,
            Self::Words(typed) => {
                !typed.is_empty() && typed.iter().all(|forms| words.iter().any(|(_, word)| begins(word, forms)))
            }
        }
    }
}

fn begins(word: &str, forms: &[String]) -> bool {
    forms.iter().any(|form| word.starts_with(form.as_str()))
}

/// A word of a name, in one of its forms.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    text: Box<str>,
    place: Place,
    rank: Rank,
    /// Names of groups, skills and queues have one in each language.
    language: Option<Language>,
}

#[derive(Debug, Default)]
pub(crate) struct Index {
    /// By their text.
    words: Vec<Word>,
    /// Who stands behind a group, a skill or a queue; nobody behind an agent.
    behind: Vec<Vec<Place>>,
    /// Where each stands if all are in the order of the alphabet, German and English.
    order: [Vec<u32>; 2],
}

impl Index {
    /// `behind`: the places of those who belong to it.
    pub fn of<'a>(listing: &'a Listing, behind: impl Fn(Listed<'a>) -> Vec<Place>) -> Self {
        let mut words = Vec::new();
        for (place, listed) in listing.listed().enumerate() {
            match listed {
                Listed::Agent(agent) => {
                    add(&mut words, place, &agent.name, None);
                    let nickname = agent.nickname.as_deref().map(name_words).unwrap_or_default();
                    let beside = |(_, text)| Word { text, place, rank: Rank::BESIDE, language: None };
                    words.extend(nickname.into_iter().map(beside));
                }
                Listed::Group(_) | Listed::Skill(_) | Listed::Queue(_) => {
                    for language in [Language::De, Language::En] {
                        add(&mut words, place, listed.name(language), Some(language));
                    }
                }
            }
        }
        words.sort();
        words.dedup();
        Self {
            words,
            behind: listing.listed().map(behind).collect(),
            order: [Language::De, Language::En].map(|language| alphabetical(listing, language)),
        }
    }

    /// Each of the words must be found: at the beginning of a word of the name, or in what stands beside it.
    pub fn find(&self, typed: &Typed, language: Language) -> Vec<(Place, Rank)> {
        let words = match typed {
            Typed::Nothing => return (0..self.behind.len()).map(|place| (place, Rank::START)).collect(),
            Typed::Words(words) => words,
        };
        let mut ranks: Option<Vec<Option<Rank>>> = None;
        for forms in words {
            let mut of_word = vec![None; self.behind.len()];
            for word in self.beginning_with(forms) {
                if word.language.is_some_and(|of| of != language) {
                    continue;
                }
                better(&mut of_word, word.place, word.rank);
                for member in self.behind.get(word.place).into_iter().flatten() {
                    better(&mut of_word, *member, Rank::BESIDE);
                }
            }
            ranks = Some(match ranks {
                None => of_word,
                Some(before) => before.into_iter().zip(of_word).map(|(a, b)| Some(a?.and(b?))).collect(),
            });
        }
        ranks.into_iter().flatten().enumerate().filter_map(|(place, rank)| Some((place, rank?))).collect()
    }

    fn beginning_with<'a>(&'a self, forms: &'a [String]) -> impl Iterator<Item = &'a Word> {
        forms.iter().flat_map(|form| {
            let first = self.words.partition_point(|word| *word.text < **form);
            let rest = self.words.get(first..).unwrap_or_default();
            rest.iter().take_while(move |word| word.text.starts_with(form.as_str()))
        })
    }

    /// By the alphabet.
    pub fn order(&self, place: Place, language: Language) -> u32 {
        let [german, english] = &self.order;
        let order = match language {
            Language::De => german,
            Language::En => english,
        };
        order.get(place).copied().unwrap_or(u32::MAX)
    }
}

fn better(ranks: &mut [Option<Rank>], place: Place, rank: Rank) {
    if let Some(known) = ranks.get_mut(place) {
        *known = Some(known.map_or(rank, |known| known.min(rank)));
    }
}

fn add(words: &mut Vec<Word>, place: Place, name: &str, language: Option<Language>) {
    let rank = |at| if at == 0 { Rank::START } else { Rank::LATER_WORD };
    words.extend(name_words(name).into_iter().map(|(at, text)| Word { text, place, rank: rank(at), language }));
}

fn alphabetical(listing: &Listing, language: Language) -> Vec<u32> {
    let mut places: Vec<_> =
        listing.listed().enumerate().map(|(place, listed)| (folded(listed.name(language)), place)).collect();
    places.sort();
    let mut order = vec![0; places.len()];
    for ((_, place), at) in places.into_iter().zip(0..) {
        if let Some(slot) = order.get_mut(place) {
            *slot = at;
        }
    }
    order
}

/// A name's words with their numbers, each in all of its forms.
fn name_words(name: &str) -> Vec<(usize, Box<str>)> {
    let words = name.split(|c: char| !is_of_a_word(c)).filter_map(forms_of_word);
    words.enumerate().flat_map(|(at, forms)| forms.into_iter().map(move |form| (at, form.into()))).collect()
}

/// Marks belong to the letters before them.
fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// "Köhler" as "kohler" and as "koehler". None: no letter, no digit.
fn forms_of_word(word: &str) -> Option<Vec<String>> {
    let (plain, written_out) = (folded(word), written_out(word));
    if plain.is_empty() {
        return None;
    }
    Some(if plain == written_out { vec![plain] } else { vec![plain, written_out] })
}

/// The same with umlauts written out: "Köhler" is found as "koehler" too.
fn written_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            c => out.push(c),
        }
    }
    folded(&out)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use konsil_protocol::domain::{AgentId, ListedAgent};

    use super::*;

    #[test]
    fn names_are_compared_without_case_and_marks() {
        assert_eq!(folded("Aylin ŞAHİN"), "aylin sahin");
        assert_eq!(folded("Łukasz Groß"), "lukasz gross");
        assert_eq!(written_out("Köhler"), "koehler");
        assert_eq!(folded("Renée d’Angelo‑Weiß"), "renee d'angelo-weiss");
    }

    #[test]
    fn a_key_looks_only_at_the_words_that_begin_so() {
        let agents = (0..10_000).map(|n| ListedAgent {
            agent: AgentId::new(format!("n{n}")).unwrap(),
            name: format!("Agent{n} Müller{}", n % 1_000),
            nickname: None,
            groups: Vec::new(),
            skills: BTreeMap::new(),
            queues: Vec::new(),
        });
        let listing = Listing { agents: agents.collect(), ..Listing::default() };
        let index = Index::of(&listing, |_| Vec::new());
        let looked_at = |typed: &str| match Typed::of(typed) {
            Typed::Nothing => 0,
            Typed::Words(words) => words.iter().map(|forms| index.beginning_with(forms).count()).sum(),
        };
        assert_eq!((looked_at("mueller77"), looked_at("agent777"), looked_at("xyz")), (110, 11, 0));
        let found: Vec<_> = index.find(&Typed::of("müller77 agent777"), Language::De);
        let names: Vec<_> = found.iter().map(|(place, _)| listing.agents[*place].name.as_str()).collect();
        assert_eq!(
            names,
            [
                "Agent777 Müller777",
                "Agent7770 Müller770",
                "Agent7771 Müller771",
                "Agent7772 Müller772",
                "Agent7773 Müller773",
                "Agent7774 Müller774",
                "Agent7775 Müller775",
                "Agent7776 Müller776",
                "Agent7777 Müller777",
                "Agent7778 Müller778",
                "Agent7779 Müller779"
            ]
        );
    }

    #[test]
    fn a_name_is_found_in_every_way_in_which_it_is_written_and_the_reverse() {
        for (typed, name) in [
            ("Mueller", "Müller"),
            ("Muller", "Müller"),
            ("Müller", "Mueller"),
            ("müll", "MULLER"),
            ("sahin", "Şahin"),
            ("Şahin", "Sahin"),
            ("strasse", "Straße"),
            ("STRAẞE", "Strasse"),
            ("mu\u{308}ller", "Müller"),
            ("lukasz", "Łukasz"),
            ("aydin", "Aydın"),
            ("d'angelo weiss", "Renée d’Angelo‑Weiß"),
            ("jana mü", "Jana Müller"),
            ("mü jana", "Jana Müller"),
        ] {
            assert!(Typed::of(typed).fits(name), "{typed} finds {name}");
        }
        for (typed, name) in [("uller", "Müller"), ("jana x", "Jana Müller"), ("++", "C++"), ("mueller", "Muller")] {
            assert!(!Typed::of(typed).fits(name), "{typed} does not find {name}");
        }
    }
}
