//! Badge, notifications and tray, put into words for the system.

use konsil_desk::view::{Notification, NotificationButtons, Phrase, Readiness, TrayView};
use konsil_desk::{NotificationAnswer, TrayChoice, phrases};

use crate::backends::Backends;
use crate::controller::Controller;
use crate::shell::{Shell, ShownButton, ShownNotification, ShownTray, ShownTrayEntry};

impl<S: Shell, B: Backends> Controller<S, B> {
    pub(crate) fn badge(&mut self, count: u32) {
        self.badge = Some(count);
        let words = self.say(&phrases::badge_words(count));
        self.shell.badge(count, &words);
    }

    pub(crate) fn notify(&mut self, notification: &Notification) {
        let button = |answer, label: &Phrase| ShownButton { answer, label: self.say(label) };
        let (buttons, reply) = match notification.buttons {
            NotificationButtons::Invitation => {
                let accept = button(NotificationAnswer::Accept, &phrases::notification_accept());
                let decline = button(NotificationAnswer::Decline, &phrases::notification_decline());
                (vec![accept, decline], None)
            }
            NotificationButtons::InvitationToAccept => {
                (vec![button(NotificationAnswer::Accept, &phrases::notification_accept())], None)
            }
            NotificationButtons::Message { may_reply } => {
                let reply = may_reply.then(|| self.say(&phrases::notification_reply()));
                (vec![button(NotificationAnswer::Open, &phrases::notification_open())], reply)
            }
            NotificationButtons::None => (Vec::new(), None),
        };
        let open = match notification.buttons {
            NotificationButtons::Message { .. } => self.say(&phrases::notification_open()),
            NotificationButtons::Invitation | NotificationButtons::InvitationToAccept | NotificationButtons::None => {
                self.say(&phrases::tray_show())
            }
        };
        let shown = ShownNotification {
            case: notification.case.clone(),
            title: self.say(&notification.title),
            body: self.say(&notification.body),
            buttons,
            open,
            reply,
            stays: notification.stays,
            for_ms: notification.until.map(|until| until.since_ms(self.clock.now())),
        };
        self.shell.notify(shown);
    }

    pub(crate) fn tray(&mut self, tray: &TrayView) {
        let entry = |choice, label: &Phrase, checked| ShownTrayEntry::Choice {
            choice,
            label: self.say(label),
            checked,
            enabled: true,
        };
        let mut menu = vec![entry(TrayChoice::Show, &phrases::tray_show(), None)];
        if !tray.chats.is_empty() {
            menu.push(ShownTrayEntry::Line);
            menu.extend(
                tray.chats.iter().map(|(case, label)| entry(TrayChoice::Chat { case: case.clone() }, label, None)),
            );
        }
        if let Some(readiness) = tray.readiness {
            menu.push(ShownTrayEntry::Line);
            menu.push(entry(TrayChoice::Ready, &phrases::tray_ready(), Some(readiness == Readiness::Ready)));
            menu.push(entry(TrayChoice::NotReady, &phrases::tray_not_ready(), Some(readiness == Readiness::NotReady)));
        }
        if tray.do_not_disturb {
            menu.push(ShownTrayEntry::Line);
            menu.push(entry(TrayChoice::EndDoNotDisturb, &phrases::tray_end_do_not_disturb(), None));
        }
        menu.push(ShownTrayEntry::Line);
        menu.push(entry(TrayChoice::Quit, &phrases::tray_quit(), None));
        let shown = ShownTray { icon: tray.icon, tooltip: self.say(&tray.tooltip), menu };
        self.shell.tray(shown);
    }

    fn say(&self, phrase: &Phrase) -> String {
        self.l10n.say(phrase, self.desk.language())
    }
}
