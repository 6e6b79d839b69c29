//! macOS: the notification centre, through notify-rust. Each notification that is shown has a thread that waits for what
//! becomes of it; the system knows no more than a notification's words, so that one is withdrawn by them.

use std::sync::Arc;
use std::thread;

use konsil_app::ShownNotification;
use konsil_app::desk::{NotificationAnswer, NotificationMeans};
use notify_rust::{Notification, NotificationResponse, NsNotificationExt as _};
use objc2_foundation::NSString;

use super::board::{Meaning, Server, Unshown};
use super::button::{key, pressed};

/// The notification centre of macOS.
pub struct Desktop {
    heard: Arc<dyn Fn(Heard) -> bool + Send + Sync>,
    shown: u64,
    /// False for a program that is in no bundle (a build of a developer): it has no notifications.
    known: bool,
}

/// One notification.
pub struct Shown {
    number: u64,
    title: String,
    body: String,
}

/// What became of one.
#[derive(Debug)]
pub struct Heard {
    number: u64,
    meaning: Meaning,
}

impl Desktop {
    pub fn new(_name: String, identifier: String, heard: impl Fn(Heard) -> bool + Send + Sync + 'static) -> Self {
        // What follows the identifier of the program is a profile: all of them are the same bundle.
        let bundle = identifier.split('-').next().unwrap_or_default();
        let known = match notify_rust::set_application(bundle) {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!("macOS does not know the program and will show no notifications: {error}");
                false
            }
        };
        Self { heard: Arc::new(heard), shown: 0, known }
    }
}

impl Server for Desktop {
    type Key = Shown;
    type Event = Heard;

    fn show(&mut self, notification: &ShownNotification, former: Option<Shown>) -> Result<Shown, Unshown> {
        if !self.known {
            return Err(Unshown("the program is in no bundle".into()));
        }
        if let Some(former) = former {
            self.close(former);
        }
        self.shown += 1;
        let number = self.shown;
        let heard = Arc::clone(&self.heard);
        let native = native(notification);
        let wait = move || {
            let told = Arc::clone(&heard);
            // It is shown by waiting for it.
            let waited = native.show().and_then(|handle| {
                handle.wait_for_response(move |response: &NotificationResponse| {
                    told(Heard { number, meaning: meaning(response) });
                })
            });
            if let Err(error) = waited {
                tracing::warn!("macOS does not show a notification: {error}");
                heard(Heard { number, meaning: Meaning::Unshown });
            }
        };
        thread::Builder::new().name("notification".into()).spawn(wait).map_err(|error| Unshown(error.to_string()))?;
        Ok(Shown { number, title: notification.title.clone(), body: notification.body.clone() })
    }

    /// Its thread sees within a second that it is gone.
    #[expect(deprecated, reason = "its successor needs a signed bundle")]
    fn close(&mut self, shown: Shown) {
        use objc2_foundation::NSUserNotificationCenter;
        let (title, body) = (NSString::from_str(&shown.title), NSString::from_str(&shown.body));
        let center = NSUserNotificationCenter::defaultUserNotificationCenter();
        let same = center.deliveredNotifications().into_iter().find(|one| {
            one.title().is_some_and(|there| there == title) && one.informativeText().is_some_and(|there| there == body)
        });
        if let Some(same) = same {
            center.removeDeliveredNotification(&same);
        }
    }

    fn hear(&mut self, heard: &Heard) -> Meaning {
        heard.meaning.clone()
    }

    fn concerns(heard: &Heard, shown: &Shown) -> bool {
        heard.number == shown.number
    }

    fn stands(&self, _shown: &Shown) -> bool {
        true
    }

    fn means(&mut self) -> NotificationMeans {
        if self.known { NotificationMeans::Actions } else { NotificationMeans::None }
    }
}

/// Either a field to answer in or buttons: macOS has no place for both. A click beside them opens in any case.
fn native(notification: &ShownNotification) -> Notification {
    let mut native = Notification::new();
    native.summary(&notification.title).body(&notification.body);
    if let Some(label) = &notification.reply {
        native.reply(label);
        return native;
    }
    // With several, the first is the button and all are in its menu; without this label a press on the button itself
    // would be a press on the first one under another name.
    if let Some(first) = notification.buttons.first() {
        native.actions_label(&first.label);
    }
    for button in &notification.buttons {
        native.action(key(&button.answer), &button.label);
    }
    native
}

fn meaning(response: &NotificationResponse) -> Meaning {
    match response {
        NotificationResponse::Default => Meaning::Answered(NotificationAnswer::Open),
        NotificationResponse::Action(button) => pressed(button).map_or(Meaning::Nothing, Meaning::Answered),
        NotificationResponse::Reply(text) => Meaning::Answered(NotificationAnswer::Reply { text: text.clone() }),
        NotificationResponse::Closed(_) => Meaning::Closed,
    }
}
