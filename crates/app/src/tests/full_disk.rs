//! The disk takes nothing: it is said as long as it is so, nothing that was written is given up, and with room again all of
//! it is there.

use konsil_desk::input::{Draft, Input};
use konsil_desk::{Setting, SettingValue, Theme};
use konsil_protocol::domain::*;

use super::stage::*;

/// The part of the disk that drafts lie on: full, or not.
struct Disk(rusqlite::Connection);

impl Disk {
    fn of(folders: &Folders) -> Self {
        Self(rusqlite::Connection::open(folders.options().data_dir.join("konsil.sqlite")).unwrap())
    }

    fn is_full(&self) {
        let full = "CREATE TRIGGER full BEFORE INSERT ON drafts BEGIN SELECT RAISE(FAIL, 'the disk is full'); END";
        self.0.execute_batch(full).unwrap();
    }

    fn has_room(&self) {
        self.0.execute_batch("DROP TRIGGER full").unwrap();
    }
}

fn not_saved(page: &Page) -> bool {
    page.attention.as_ref().is_some_and(|attention| attention.system.not_saved)
}

fn writes(case: &str, text: &str) -> Input {
    let draft = Draft { text: text.to_owned(), start: 0, end: 0 };
    Input::Draft { thread: ThreadRef::main(case_id(case)), draft }
}

async fn at_work(folders: &Folders) -> (Desktop, Session) {
    let chats = vec![chat_with("a", "Martin Hoffmann"), chat_with("b", "Petra Vogt")];
    let (desktop, session) = Desktop::at_work(folders, chats).await;
    desktop.act(Input::Select { case: case_id("a") }).await;
    (desktop, session)
}

/// What stands in the composers after the next start.
async fn found_again(desktop: Desktop, session: Session, folders: &Folders) -> Vec<String> {
    desktop.handle.shutdown().await;
    drop((desktop, session));
    let store = konsil_link::LocalStore::open_with(&folders.options().data_dir, konsil_link::Keys::File).unwrap();
    let drafts = store.drafts::<konsil_desk::KeptDraft>().unwrap();
    drafts.into_iter().map(|saved| saved.draft.draft.text).collect()
}

#[tokio::test(start_paused = true)]
async fn what_the_disk_did_not_take_is_written_as_soon_as_there_is_room() {
    let folders = Folders::new();
    let (desktop, session) = at_work(&folders).await;
    let disk = Disk::of(&folders);
    disk.is_full();
    desktop.act(writes("a", "Guten Tag, Herr Hoff")).await;
    assert!(not_saved(&desktop.page()));
    desktop.act(writes("a", "Guten Tag, Herr Hoffmann")).await;
    desktop.act(writes("b", "Sehr geehrte Frau Vogt")).await;
    // A file beside it can still be written; that does not make it untrue.
    let dark = SettingValue::Theme { theme: Theme::Dark };
    desktop.act(Input::Set { setting: Setting::Theme, value: dark }).await;
    assert!(not_saved(&desktop.page()), "said as long as it is so");
    disk.has_room();
    // Nobody types any more.
    desktop.sees(|page| !not_saved(page)).await;
    assert_eq!(found_again(desktop, session, &folders).await, ["Guten Tag, Herr Hoffmann", "Sehr geehrte Frau Vogt"]);
}

#[tokio::test(start_paused = true)]
async fn a_draft_that_was_taken_back_meanwhile_does_not_come_again() {
    let folders = Folders::new();
    let (desktop, session) = at_work(&folders).await;
    let disk = Disk::of(&folders);
    disk.is_full();
    desktop.act(writes("a", "Doch nicht")).await;
    desktop.act(writes("a", "")).await;
    disk.has_room();
    desktop.act(writes("b", "Sehr geehrte Frau Vogt")).await;
    assert!(!not_saved(&desktop.page()));
    assert_eq!(found_again(desktop, session, &folders).await, ["Sehr geehrte Frau Vogt"]);
}

#[tokio::test(start_paused = true)]
async fn with_room_just_before_the_end_it_is_there_after_the_next_start() {
    let folders = Folders::new();
    let (desktop, session) = at_work(&folders).await;
    let disk = Disk::of(&folders);
    disk.is_full();
    desktop.act(writes("a", "Bis gleich")).await;
    disk.has_room();
    assert_eq!(found_again(desktop, session, &folders).await, ["Bis gleich"]);
}
