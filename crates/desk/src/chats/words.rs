//! What an agent writes for the next whom it asks: the question of a consultation, the note of a transfer. Both stand in the
//! chat until they were given, and again when nobody has taken what they were given with.

use std::collections::BTreeMap;

use konsil_protocol::domain::{CaseAction, CaseId, Thread};

use super::case::CaseState;
use super::collection::Chats;
use super::conversation::WordsFor;
use crate::boundary::view::RequestWords;

impl Chats {
    pub fn set_words(&mut self, id: &CaseId, words: WordsFor, text: String) {
        if let Some(chat) = self.chats.get_mut(id) {
            *words.field(&mut chat.conversation_mut().words) = text;
        }
    }

    /// What outlives the program, of the chats that have any.
    pub fn kept_words(&self) -> BTreeMap<CaseId, RequestWords> {
        let all = self.chats.iter().map(|(id, chat)| (id.clone(), chat.conversation().kept_words()));
        all.filter(|(_, words)| *words != RequestWords::default()).collect()
    }

    /// How many of them stand in the chats, and are given to nobody yet.
    pub fn standing_words(&self) -> usize {
        let each =
            |words: &RequestWords| [&words.question, &words.note].iter().filter(|text| !text.trim().is_empty()).count();
        self.chats.values().map(|chat| each(chat.conversation().words())).sum()
    }

    /// What was kept stands there again, before what was typed meanwhile. Returned: what can be given to nobody any more.
    pub fn restore_words(&mut self, id: &CaseId, mut words: RequestWords) -> Vec<(WordsFor, String)> {
        let mut homeless = Vec::new();
        for which in WordsFor::ALL {
            let text = std::mem::take(which.field(&mut words));
            if text.trim().is_empty() {
                continue;
            }
            match self.chats.get_mut(id).filter(|chat| chat.case().is_some_and(|case| may_give(case, which))) {
                Some(chat) => {
                    let stands = which.field(&mut chat.conversation_mut().words);
                    *stands = if stands.trim().is_empty() { text } else { format!("{text}\n{stands}") };
                }
                None => homeless.push((which, text)),
            }
        }
        homeless
    }

    /// They were given to somebody.
    pub fn words_given(&mut self, id: &CaseId, text: &str) {
        let Some(chat) = self.chats.get_mut(id) else { return };
        for words in WordsFor::ALL {
            let stands = words.field(&mut chat.conversation_mut().words);
            if stands.trim() == text.trim() {
                stands.clear();
            }
        }
    }

    /// Whether there is anybody left to whom they could be given.
    pub fn may_give(&self, id: &CaseId, words: WordsFor) -> bool {
        self.case(id).is_some_and(|case| may_give(case, words))
    }

    /// Takes what can be given to nobody any more, because the agent's part in the chat is over.
    pub fn take_words(&mut self, id: &CaseId) -> Vec<(WordsFor, String)> {
        let over = WordsFor::ALL.into_iter().filter(|words| !self.may_give(id, *words)).collect();
        self.take(id, over)
    }

    /// All of them: the chat is gone.
    pub fn take_all_words(&mut self, id: &CaseId) -> Vec<(WordsFor, String)> {
        self.take(id, WordsFor::ALL.to_vec())
    }

    fn take(&mut self, id: &CaseId, which: Vec<WordsFor>) -> Vec<(WordsFor, String)> {
        let Some(chat) = self.chats.get_mut(id) else { return Vec::new() };
        let words = &mut chat.conversation_mut().words;
        let taken = which.into_iter().map(|which| (which, std::mem::take(which.field(words))));
        taken.filter(|(_, text)| !text.trim().is_empty()).collect()
    }
}

fn may_give(case: &CaseState, words: WordsFor) -> bool {
    let consults = words == WordsFor::Consultation && case.view().can.contains(&CaseAction::Consult);
    consults || case.can_write(&Thread::Main)
}
