//! The board with a recording in place of a server.

use std::cell::RefCell;
use std::rc::Rc;

use konsil_app::ShownButton;

use super::*;

fn case(name: &str) -> CaseId {
    CaseId::new(name).unwrap()
}

fn button(answer: NotificationAnswer, label: &str) -> ShownButton {
    ShownButton { answer, label: label.into() }
}

/// Words of a contact.
pub fn message(case_name: &str) -> ShownNotification {
    ShownNotification {
        case: case(case_name),
        title: "Eva Klein".into(),
        body: "Neue Nachricht".into(),
        buttons: vec![button(NotificationAnswer::Open, "Öffnen")],
        open: "Öffnen".into(),
        reply: None,
        stays: false,
        for_ms: None,
    }
}

/// An invitation to a case.
pub fn invitation(case_name: &str) -> ShownNotification {
    ShownNotification {
        buttons: vec![button(NotificationAnswer::Accept, "Annehmen"), button(NotificationAnswer::Decline, "Ablehnen")],
        open: "Konsil öffnen".into(),
        ..message(case_name)
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Call {
    Show { key: u32, former: Option<u32>, body: String },
    Close { key: u32 },
}

/// Gives each notification the next number.
#[derive(Default)]
struct Recording {
    calls: Rc<RefCell<Vec<Call>>>,
    last: u32,
    /// Keys up to this one belong to a server that is gone.
    gone: u32,
    deaf: Rc<RefCell<bool>>,
}

impl Server for Recording {
    type Key = u32;
    type Event = (u32, Meaning);

    fn show(&mut self, notification: &ShownNotification, former: Option<u32>) -> Result<u32, Unshown> {
        if *self.deaf.borrow() {
            return Err(Unshown("nobody is there".into()));
        }
        self.last += 1;
        self.calls.borrow_mut().push(Call::Show { key: self.last, former, body: notification.body.clone() });
        Ok(self.last)
    }

    fn close(&mut self, key: u32) {
        self.calls.borrow_mut().push(Call::Close { key });
    }

    fn hear(&mut self, (_, news): &(u32, Meaning)) -> Meaning {
        if *news == Meaning::OtherServer {
            self.gone = self.last;
        }
        news.clone()
    }

    fn concerns((about, _): &(u32, Meaning), key: &u32) -> bool {
        about == key
    }

    fn stands(&self, key: &u32) -> bool {
        *key > self.gone
    }

    fn means(&mut self) -> NotificationMeans {
        NotificationMeans::Actions
    }
}

struct World {
    board: Board<Recording, Box<dyn FnMut(BoardEvent)>>,
    calls: Rc<RefCell<Vec<Call>>>,
    told: Rc<RefCell<Vec<BoardEvent>>>,
    deaf: Rc<RefCell<bool>>,
}

impl World {
    fn new() -> Self {
        let server = Recording::default();
        let (calls, deaf) = (Rc::clone(&server.calls), Rc::clone(&server.deaf));
        let told = Rc::new(RefCell::new(Vec::new()));
        let kept = Rc::clone(&told);
        let board =
            Board::new(server, Box::new(move |news| kept.borrow_mut().push(news)) as Box<dyn FnMut(BoardEvent)>);
        Self { board, calls, told, deaf }
    }

    fn calls(&self) -> Vec<Call> {
        self.calls.borrow_mut().drain(..).collect()
    }

    fn told(&self) -> Vec<BoardEvent> {
        self.told.borrow_mut().drain(..).collect()
    }

    fn shown(&mut self, notification: ShownNotification) -> u32 {
        self.board.show(notification);
        match self.calls().as_slice() {
            [Call::Show { key, .. }] => *key,
            calls => panic!("{calls:?}"),
        }
    }
}

fn answer(of: &str, answer: NotificationAnswer) -> Vec<BoardEvent> {
    vec![BoardEvent::Event(SystemEvent::Notification { case: case(of), answer })]
}

fn show(key: u32, former: Option<u32>) -> Call {
    Call::Show { key, former, body: "Neue Nachricht".into() }
}

#[test]
fn newer_words_of_a_case_take_the_place_of_the_former_and_of_no_other() {
    let mut world = World::new();
    for of in ["a", "b", "a"] {
        world.board.show(message(of));
    }
    assert_eq!(world.calls(), [show(1, None), show(2, None), show(3, Some(1))]);
}

#[test]
fn what_is_withdrawn_is_closed_once_and_the_answer_to_it_comes_from_nobody() {
    let mut world = World::new();
    let key = world.shown(message("a"));
    world.board.withdraw(&case("a"));
    world.board.withdraw(&case("a"));
    world.board.hear(&(key, Meaning::Closed));
    assert_eq!(world.calls(), [Call::Close { key }]);
    assert_eq!(world.told(), []);
}

#[test]
fn an_answer_belongs_to_the_case_whose_notification_it_was() {
    let mut world = World::new();
    world.shown(message("a"));
    let key = world.shown(invitation("b"));
    world.board.hear(&(key, Meaning::Answered(NotificationAnswer::Accept)));
    assert_eq!(world.told(), answer("b", NotificationAnswer::Accept));
}

#[test]
fn the_closing_that_follows_an_answer_is_not_the_agents() {
    let mut world = World::new();
    let key = world.shown(invitation("a"));
    world.board.hear(&(key, Meaning::Answered(NotificationAnswer::Decline)));
    world.board.hear(&(key, Meaning::Closed));
    assert_eq!(world.told(), answer("a", NotificationAnswer::Decline));
}

#[test]
fn an_invitation_is_accepted_once_however_often_the_button_is_pressed() {
    let mut world = World::new();
    let key = world.shown(invitation("a"));
    world.board.hear(&(key, Meaning::Answered(NotificationAnswer::Accept)));
    world.board.hear(&(key, Meaning::Answered(NotificationAnswer::Decline)));
    assert_eq!(world.told(), answer("a", NotificationAnswer::Accept));
}

#[test]
fn one_that_was_answered_is_still_taken_away_when_it_is_handled() {
    let mut world = World::new();
    let key = world.shown(message("a"));
    world.board.hear(&(key, Meaning::Answered(NotificationAnswer::Open)));
    world.board.withdraw(&case("a"));
    assert_eq!(world.calls(), [Call::Close { key }]);
}

#[test]
fn one_that_goes_by_itself_or_is_waved_away_is_told_as_closed() {
    let mut world = World::new();
    let key = world.shown(message("a"));
    world.board.hear(&(key, Meaning::Closed));
    world.board.hear(&(key, Meaning::Closed));
    assert_eq!(world.told(), answer("a", NotificationAnswer::Closed));
}

#[test]
fn what_was_not_offered_cannot_be_answered() {
    let mut world = World::new();
    let key = world.shown(message("a"));
    let reply = NotificationAnswer::Reply { text: "von selbst".into() };
    world.board.hear(&(key, Meaning::Answered(NotificationAnswer::Accept)));
    world.board.hear(&(key, Meaning::Answered(reply.clone())));
    assert_eq!(world.told(), []);
    let key = world.shown(ShownNotification { reply: Some("Antworten".into()), ..message("a") });
    world.board.hear(&(key, Meaning::Answered(reply.clone())));
    assert_eq!(world.told(), answer("a", reply));
}

#[test]
fn one_that_nobody_shows_is_a_fault_and_is_shown_when_a_server_comes() {
    let mut world = World::new();
    world.deaf.replace(true);
    world.board.show(message("a"));
    assert_eq!(world.told(), [BoardEvent::Event(SystemEvent::Failed(SignFault::Notification))]);
    world.deaf.replace(false);
    world.board.hear(&(0, Meaning::OtherServer));
    assert_eq!(world.calls(), [show(1, None)]);
    assert_eq!(world.told(), [BoardEvent::OtherMeans]);
}

#[test]
fn one_that_is_taken_and_then_not_shown_is_a_fault() {
    let mut world = World::new();
    let key = world.shown(message("a"));
    world.board.hear(&(key, Meaning::Unshown));
    assert_eq!(world.told(), [BoardEvent::Event(SystemEvent::Failed(SignFault::Notification))]);
    // There is nothing to close or to replace.
    world.board.show(message("a"));
    assert_eq!(world.calls(), [show(2, None)]);
}

#[test]
fn another_server_is_shown_what_is_still_wanted_and_nothing_else() {
    let mut world = World::new();
    world.shown(message("handled"));
    let answered = world.shown(message("answered"));
    let closed = world.shown(message("closed"));
    world.shown(message("wanted"));
    world.board.withdraw(&case("handled"));
    world.board.hear(&(answered, Meaning::Answered(NotificationAnswer::Open)));
    world.board.hear(&(closed, Meaning::Closed));
    world.calls();
    world.board.hear(&(0, Meaning::OtherServer));
    assert_eq!(world.calls(), [show(5, None)]);
    // The new one is known by its new key.
    world.told();
    world.board.hear(&(5, Meaning::Answered(NotificationAnswer::Open)));
    assert_eq!(world.told(), answer("wanted", NotificationAnswer::Open));
}

#[test]
fn no_server_gets_words_that_were_not_cleaned() {
    let mut world = World::new();
    world.board.show(ShownNotification { body: "\u{2068}Eva\u{2069}\u{7}".into(), ..message("a") });
    assert_eq!(world.calls(), [Call::Show { key: 1, former: None, body: "Eva".into() }]);
}

#[test]
fn nothing_stands_any_more_when_the_program_ends() {
    let mut world = World::new();
    world.shown(message("a"));
    world.shown(invitation("b"));
    world.board.withdraw_all();
    assert_eq!(world.calls(), [Call::Close { key: 1 }, Call::Close { key: 2 }]);
}
