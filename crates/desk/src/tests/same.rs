//! Whatever happens, in whatever order: the page that applied each change shows what a page loaded now would show.

use konsil_protocol::domain::*;
use proptest::prelude::*;

use super::world::*;
use crate::WindowId;
use crate::boundary::input::Input;

/// Something that can happen to a chat.
#[derive(Debug, Clone, Copy)]
enum Happens {
    ContactSays,
    KatrinSays,
    ISay,
    /// The oldest text of mine under way becomes an entry.
    Arrives,
    /// Two entries in one event: of the contact, and mine.
    ArriveTogether,
    AnsweredFirst,
    RefusedFirst,
    /// The newest text that came back goes out again.
    SentAgain,
    TakenBack,
    Offline,
    Online,
    OlderAsked,
    OlderCame,
    Again,
    SelectOther,
    Select,
    ConsultationComes,
    ConsultationGoes,
    TearOffOrDock,
}

use Happens::*;

fn happens() -> impl Strategy<Value = Happens> {
    prop::sample::select(vec![
        ContactSays,
        KatrinSays,
        ISay,
        ISay,
        Arrives,
        Arrives,
        ArriveTogether,
        AnsweredFirst,
        RefusedFirst,
        SentAgain,
        TakenBack,
        Offline,
        Online,
        OlderAsked,
        OlderCame,
        Again,
        SelectOther,
        Select,
        ConsultationComes,
        ConsultationGoes,
        TearOffOrDock,
    ])
}

/// The test's own knowledge: what is on its way, and what has become of it.
struct Story {
    world: World,
    under_way: Vec<(CommandId, String)>,
    came_back: Vec<CommandId>,
    entries: Vec<Placed>,
    view: CaseView,
    earliest: u64,
    texts: u32,
}

impl Story {
    fn new() -> Self {
        let view = chat_with("a", "Martin Hoffmann");
        let mut world = World::with(vec![view.clone(), chat_with("b", "Petra Vogt")]);
        world.select("a");
        Self { world, under_way: Vec::new(), came_back: Vec::new(), entries: Vec::new(), view, earliest: 0, texts: 0 }
    }

    fn comes(&mut self, entries: Vec<Placed>) {
        self.entries.extend(entries.clone());
        self.world.appended("a", Thread::Main, entries);
    }

    fn mine(&mut self) -> Option<Placed> {
        if self.under_way.is_empty() {
            return None;
        }
        let (id, text) = self.under_way.remove(0);
        Some(self.world.by_agent("jana", &id, &text))
    }

    fn step(&mut self, happens: Happens) {
        match happens {
            ContactSays => {
                let entry = self.world.by_contact("Hallo");
                self.comes(vec![entry]);
            }
            KatrinSays => {
                let id = CommandId::new(format!("k{}", self.entries.len())).unwrap();
                let entry = self.world.by_agent("katrin", &id, "Ich auch");
                self.comes(vec![entry]);
            }
            ISay => {
                self.texts += 1;
                let text = format!("Text {}", self.texts);
                let id = self.world.send("a", Thread::Main, &text);
                self.under_way.push((id, text));
            }
            Arrives => {
                let mine = self.mine();
                self.comes(mine.into_iter().collect());
            }
            ArriveTogether => {
                let contact = self.world.by_contact("Gleichzeitig");
                let mine = self.mine();
                self.comes(std::iter::once(contact).chain(mine).collect());
            }
            AnsweredFirst => {
                if let Some((id, _)) = self.under_way.first().cloned() {
                    self.world.answered(&id, Ok(()));
                }
            }
            RefusedFirst => {
                if !self.under_way.is_empty() {
                    let (id, _) = self.under_way.remove(0);
                    self.world.answered(&id, Err(Refusal::ContactLeft));
                    self.came_back.push(id);
                }
            }
            SentAgain => {
                if let Some(message) = self.came_back.pop() {
                    self.world.act(Input::SendAgain { thread: ThreadRef::main(case_id("a")), message });
                }
            }
            TakenBack => {
                if let Some(message) = self.came_back.pop() {
                    self.world.act(Input::TakeBack { thread: ThreadRef::main(case_id("a")), message });
                }
            }
            Offline => self.world.offline(),
            Online => self.world.online(),
            OlderAsked => self.world.act(Input::LoadOlder { thread: ThreadRef::main(case_id("a")) }),
            OlderCame => {
                self.earliest += 1;
                let id = EventId::new(format!("old{}", self.earliest)).unwrap();
                let message = CommandId::new(format!("old-page-{}", self.earliest)).unwrap();
                let body = EntryBody::Message {
                    origin: Party::Contact.into(),
                    message,
                    content: MessageContent::Text("Früher".to_owned()),
                };
                let placed = Placed { order: 0, entry: Entry { id, at: START, body } };
                self.entries.insert(0, placed.clone());
                let change = EntriesChange::Prepended { entries: vec![placed], earlier: Rest::More };
                self.world.hear(WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change });
            }
            Again => {
                let tail = self.entries.len().saturating_sub(5);
                self.entries.drain(..tail);
                let change = EntriesChange::Reset { entries: self.entries.clone(), earlier: Rest::More };
                self.world.hear(WorkspaceEvent::Entries { thread: ThreadRef::main(case_id("a")), change });
            }
            SelectOther => self.world.select("b"),
            Select => self.world.select("a"),
            ConsultationComes => {
                if self.view.consultations.is_empty() {
                    self.view = with_consultation(self.view.clone(), consulting("k", "katrin"));
                    self.world.case(self.view.clone());
                }
            }
            ConsultationGoes => {
                let version = self.view.version + 1;
                self.view = CaseView { version, ..chat_with("a", "Martin Hoffmann") };
                self.world.case(self.view.clone());
            }
            TearOffOrDock => {
                let own = self.world.pages.keys().find(|window| **window != WindowId::Main).copied();
                match own {
                    Some(window) => {
                        self.world.pages.remove(&window);
                        self.world.act(Input::Dock { case: case_id("a") });
                    }
                    None => {
                        self.world.act(Input::TearOff { case: case_id("a") });
                        let opened = self.world.effects.iter().find_map(|effect| {
                            if let crate::Effect::OpenChatWindow { window, .. } = effect { Some(*window) } else { None }
                        });
                        self.world.attach(opened.expect("a window is opened"));
                    }
                }
            }
        }
    }

    /// Each page as it has become, and as it is when it is loaded now.
    fn pages_are_what_they_would_be(&mut self) {
        for window in self.world.pages.keys().copied().collect::<Vec<_>>() {
            let before = &self.world.pages[&window];
            let shown = before.chat.clone();
            let lines: Vec<_> = before.lines.keys().map(|thread| (thread.clone(), before.said(thread))).collect();
            let rows: Vec<_> = before.rows().iter().map(|row| (*row).to_owned()).collect();
            self.world.attach(window);
            let after = &self.world.pages[&window];
            assert_eq!(shown, after.chat, "{window}");
            for (thread, said) in lines {
                if after.chat().consultations.is_empty() && thread != Thread::Main {
                    continue;
                }
                assert_eq!(said, after.said(&thread), "{window} {thread:?}");
            }
            assert_eq!(rows, after.rows(), "{window}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_page_that_heard_each_change_shows_what_a_fresh_one_shows(story in prop::collection::vec(happens(), 1..60)) {
        let mut told = Story::new();
        for happens in story {
            told.step(happens);
        }
        told.pages_are_what_they_would_be();
    }

    #[test]
    fn each_text_stands_once_wherever_it_is_on_its_way(story in prop::collection::vec(happens(), 1..60)) {
        let mut told = Story::new();
        for happens in story {
            told.step(happens);
        }
        told.world.select("a");
        let showing = told.world.pages.values().find(|page| {
            page.chat.as_ref().is_some_and(|chat| chat.case == case_id("a"))
        });
        let said = showing.expect("the chat stands somewhere").said(&Thread::Main);
        for (_, text) in &told.under_way {
            let standing = said.iter().filter(|line| *line == text || line.starts_with(&format!("{text} ("))).count();
            prop_assert_eq!(standing, 1, "{} in {:?}", text, &said);
        }
    }
}
