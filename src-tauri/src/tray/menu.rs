//! The tray's menu: entries become the system's items, with as few changes as lead from the former to the new ones.

use konsil_app::ShownTrayEntry;
use konsil_app::desk::TrayChoice;
use konsil_protocol::domain::CaseId;
use tauri::menu::{CheckMenuItem, IsMenuItem, Menu, MenuItem, PredefinedMenuItem};
use tauri::{AppHandle, Wry};

use crate::sanitize::sanitize_for_os;

/// In characters. A name is the contact's own, and a menu as wide as the screen hides what lies behind.
const LONGEST_LABEL: usize = 80;

/// An entry of the system's menu.
pub enum Item {
    Plain(MenuItem<Wry>),
    Check(CheckMenuItem<Wry>),
    Line(PredefinedMenuItem<Wry>),
}

/// Makes `items`, which are what `menu` holds, into those of `entries`.
///
/// # Errors
/// The system refuses.
pub fn change(
    app: &AppHandle,
    menu: &Menu<Wry>,
    items: &mut Vec<Item>,
    entries: &[ShownTrayEntry],
) -> tauri::Result<()> {
    let former: Vec<String> = items.iter().map(Item::key).collect();
    let new: Vec<String> = entries.iter().map(key).collect();
    let (at_start, at_end) = kept(&former, &new);
    for _ in at_start..former.len() - at_end {
        menu.remove_at(at_start)?;
        items.remove(at_start);
    }
    for (position, entry) in entries.iter().enumerate().skip(at_start).take(new.len() - at_start - at_end) {
        let item = Item::new(app, entry)?;
        menu.insert(item.as_menu_item(), position)?;
        items.insert(position, item);
    }
    items.iter().zip(entries).try_for_each(|(item, entry)| item.become_like(entry))
}

/// How many entries at the start, and how many at the end, are the same in both.
fn kept(former: &[String], new: &[String]) -> (usize, usize) {
    let at_start = former.iter().zip(new).take_while(|(a, b)| a == b).count();
    let at_end = former[at_start..].iter().rev().zip(new[at_start..].iter().rev()).take_while(|(a, b)| a == b).count();
    (at_start, at_end)
}

impl Item {
    fn new(app: &AppHandle, entry: &ShownTrayEntry) -> tauri::Result<Self> {
        Ok(match entry {
            ShownTrayEntry::Line => Self::Line(PredefinedMenuItem::separator(app)?),
            ShownTrayEntry::Choice { choice, label: text, checked: None, enabled } => {
                Self::Plain(MenuItem::with_id(app, id(choice), label(text), *enabled, None::<&str>)?)
            }
            ShownTrayEntry::Choice { choice, label: text, checked: Some(checked), enabled } => {
                Self::Check(CheckMenuItem::with_id(app, id(choice), label(text), *enabled, *checked, None::<&str>)?)
            }
        })
    }

    fn as_menu_item(&self) -> &dyn IsMenuItem<Wry> {
        match self {
            Self::Plain(item) => item,
            Self::Check(item) => item,
            Self::Line(item) => item,
        }
    }

    /// As [`key`].
    fn key(&self) -> String {
        match self {
            Self::Plain(item) => item.id().0.clone(),
            Self::Check(item) => format!("{}?", item.id().0),
            Self::Line(_) => String::new(),
        }
    }

    fn become_like(&self, entry: &ShownTrayEntry) -> tauri::Result<()> {
        let ShownTrayEntry::Choice { label: text, checked, enabled, .. } = entry else { return Ok(()) };
        let text = label(text);
        match self {
            Self::Plain(item) => {
                if item.text()? != text {
                    item.set_text(text)?;
                }
                if item.is_enabled()? != *enabled {
                    item.set_enabled(*enabled)?;
                }
            }
            Self::Check(item) => {
                if item.text()? != text {
                    item.set_text(text)?;
                }
                if item.is_enabled()? != *enabled {
                    item.set_enabled(*enabled)?;
                }
                if item.is_checked()? != (*checked == Some(true)) {
                    item.set_checked(*checked == Some(true))?;
                }
            }
            Self::Line(_) => {}
        }
        Ok(())
    }
}

/// Entries with the same key can be made into each other; others are other items.
fn key(entry: &ShownTrayEntry) -> String {
    match entry {
        ShownTrayEntry::Line => String::new(),
        ShownTrayEntry::Choice { choice, checked: None, .. } => id(choice),
        ShownTrayEntry::Choice { choice, checked: Some(_), .. } => format!("{}?", id(choice)),
    }
}

/// The name under which the system reports a choice.
fn id(choice: &TrayChoice) -> String {
    match choice {
        TrayChoice::Show => "tray-show".into(),
        TrayChoice::Ready => "tray-ready".into(),
        TrayChoice::NotReady => "tray-not-ready".into(),
        TrayChoice::EndDoNotDisturb => "tray-end-do-not-disturb".into(),
        TrayChoice::Quit => "tray-quit".into(),
        TrayChoice::Chat { case } => format!("tray-chat-{case}"),
    }
}

/// None: no entry of this menu.
pub fn choice(id: &str) -> Option<TrayChoice> {
    match id {
        "tray-show" => Some(TrayChoice::Show),
        "tray-ready" => Some(TrayChoice::Ready),
        "tray-not-ready" => Some(TrayChoice::NotReady),
        "tray-end-do-not-disturb" => Some(TrayChoice::EndDoNotDisturb),
        "tray-quit" => Some(TrayChoice::Quit),
        other => {
            let case = CaseId::new(other.strip_prefix("tray-chat-")?).ok()?;
            Some(TrayChoice::Chat { case })
        }
    }
}

/// A label in which nothing is a key to press: `&` would announce one (the other systems' marks are derived from it).
fn label(text: &str) -> String {
    let clean = sanitize_for_os(text);
    let mut label: String = clean.chars().take(LONGEST_LABEL).collect();
    if clean.chars().nth(LONGEST_LABEL).is_some() {
        label.push('…');
    }
    label.replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(keys: &[&str]) -> Vec<String> {
        keys.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_choice_comes_back_from_its_entry() {
        let case = CaseId::new("c-1:2").unwrap();
        let choices = [
            TrayChoice::Show,
            TrayChoice::Ready,
            TrayChoice::NotReady,
            TrayChoice::EndDoNotDisturb,
            TrayChoice::Quit,
            TrayChoice::Chat { case },
        ];
        for chosen in choices {
            assert_eq!(choice(&id(&chosen)), Some(chosen));
        }
        assert_eq!(choice("tray-chat-"), None);
        assert_eq!(choice("quit"), None);
    }

    #[test]
    fn a_chat_that_comes_or_goes_leaves_the_other_entries_alone() {
        assert_eq!(kept(&keys(&["show", "", "quit"]), &keys(&["show", "", "a", "", "quit"])), (2, 1));
        assert_eq!(kept(&keys(&["show", "", "a", "b", "", "quit"]), &keys(&["show", "", "b", "", "quit"])), (2, 3));
        let same = keys(&["show", "", "quit"]);
        assert_eq!(kept(&same, &same), (3, 0));
        assert_eq!(kept(&[], &same), (0, 0));
    }

    #[test]
    fn a_contacts_name_is_shown_as_it_is_written_and_steers_nothing() {
        assert_eq!(label("Müller & Söhne_AG"), "Müller && Söhne_AG");
        assert_eq!(label("a\tCtrl+Q\nb\u{202e}c"), "a Ctrl+Q bc");
        assert_eq!(label(&"x".repeat(500)).chars().count(), LONGEST_LABEL + 1);
    }
}
