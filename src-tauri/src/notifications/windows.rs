//! Windows: toasts, one per case: the tag lets a newer one take the place of the former and takes it out of the
//! notification centre again. (notify-rust sets no tag, so that it can do neither.)
//!
//! A toast belongs to an application user model id, which Windows must know. The installer's shortcut in the start menu
//! makes it known for the program; a profile and a build of a developer have an id of their own without a shortcut and
//! are made known in the registry, for this user.

use std::sync::Arc;

use konsil_app::ShownNotification;
use konsil_app::desk::{NotificationAnswer, NotificationMeans};
use windows::Data::Xml::Dom::XmlDocument;
use windows::Foundation::TypedEventHandler;
use windows::UI::Notifications::{
    NotificationSetting, ToastActivatedEventArgs, ToastDismissalReason, ToastDismissedEventArgs, ToastNotification,
    ToastNotificationManager, ToastNotifier,
};
use windows::core::{HSTRING, IInspectable, Interface as _, Ref, Result, h};

use super::board::{Meaning, Server, Unshown};
use super::button::pressed;
use super::toast::toast;

/// All toasts of the program belong to it; they differ in their tags.
const GROUP: &HSTRING = h!("case");

/// The notification centre of Windows.
pub struct Desktop {
    application: HSTRING,
    heard: Arc<dyn Fn(Heard) -> bool + Send + Sync>,
    shown: u64,
}

/// One toast.
pub struct Shown {
    number: u64,
    tag: HSTRING,
    toast: ToastNotification,
}

/// What Windows says of one.
#[derive(Debug)]
pub struct Heard {
    number: u64,
    meaning: Meaning,
}

impl Desktop {
    pub fn new(name: String, identifier: String, heard: impl Fn(Heard) -> bool + Send + Sync + 'static) -> Self {
        // What follows the identifier of the program is a profile.
        if (identifier.contains('-') || cfg!(debug_assertions))
            && let Err(error) = make_known(&identifier, &name)
        {
            tracing::warn!("Windows does not know the program and will show no notifications: {error}");
        }
        Self { application: HSTRING::from(identifier), heard: Arc::new(heard), shown: 0 }
    }

    fn notifier(&self) -> Result<ToastNotifier> {
        ToastNotificationManager::CreateToastNotifierWithId(&self.application)
    }

    fn try_show(&mut self, notification: &ShownNotification) -> Result<Shown> {
        self.shown += 1;
        let number = self.shown;
        // An id of ours has at most 64 characters, and so may a tag.
        let tag = HSTRING::from(notification.case.as_str());
        let xml = XmlDocument::new()?;
        xml.LoadXml(&HSTRING::from(toast(notification)))?;
        let toast = ToastNotification::CreateToastNotification(&xml)?;
        toast.SetTag(&tag)?;
        toast.SetGroup(GROUP)?;
        let heard = Arc::clone(&self.heard);
        toast.Activated(&TypedEventHandler::new(move |_, event: Ref<'_, IInspectable>| {
            let button = event
                .as_ref()
                .and_then(|event| event.cast::<ToastActivatedEventArgs>().ok())
                .and_then(|event| event.Arguments().ok())
                .map(|arguments| arguments.to_string());
            // Nothing is named: a click beside the buttons.
            let answer = match button.as_deref() {
                None | Some("") => Some(NotificationAnswer::Open),
                Some(button) => pressed(button),
            };
            heard(Heard { number, meaning: answer.map_or(Meaning::Nothing, Meaning::Answered) });
            Ok(())
        }))?;
        let heard = Arc::clone(&self.heard);
        toast.Dismissed(&TypedEventHandler::new(move |_, event: Ref<'_, ToastDismissedEventArgs>| {
            let reason = event.as_ref().and_then(|event| event.Reason().ok());
            // One that timed out lies in the notification centre and can be clicked there.
            if reason == Some(ToastDismissalReason::UserCanceled) {
                heard(Heard { number, meaning: Meaning::Closed });
            }
            Ok(())
        }))?;
        let heard = Arc::clone(&self.heard);
        toast.Failed(&TypedEventHandler::new(move |_, _| {
            heard(Heard { number, meaning: Meaning::Unshown });
            Ok(())
        }))?;
        self.notifier()?.Show(&toast)?;
        Ok(Shown { number, tag, toast })
    }

    fn try_close(&self, shown: &Shown) -> Result<()> {
        // From the screen, where it may be no longer, and from the notification centre.
        if let Err(error) = self.notifier()?.Hide(&shown.toast) {
            tracing::debug!(number = shown.number, "not hidden: {error}");
        }
        ToastNotificationManager::History()?.RemoveGroupedTagWithId(&shown.tag, GROUP, &self.application)
    }
}

impl Server for Desktop {
    type Key = Shown;
    type Event = Heard;

    fn show(
        &mut self,
        notification: &ShownNotification,
        _former: Option<Shown>,
    ) -> std::result::Result<Shown, Unshown> {
        self.try_show(notification).map_err(|error| Unshown(error.to_string()))
    }

    fn close(&mut self, shown: Shown) {
        if let Err(error) = self.try_close(&shown) {
            tracing::debug!(number = shown.number, "not closed: {error}");
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
        match self.notifier().and_then(|notifier| notifier.Setting()) {
            Ok(NotificationSetting::Enabled) => NotificationMeans::Actions,
            Ok(setting) => {
                tracing::info!(?setting, "notifications are switched off in Windows");
                NotificationMeans::None
            }
            // It has no setting for a program that has never shown one.
            Err(error) => {
                tracing::debug!("Windows has no setting for the program's notifications yet: {error}");
                NotificationMeans::Actions
            }
        }
    }
}

/// learn.microsoft.com/windows/apps/develop/notifications/app-notifications/send-local-toast-other-apps
fn make_known(identifier: &str, name: &str) -> windows_registry::Result<()> {
    windows_registry::CURRENT_USER
        .create(format!(r"SOFTWARE\Classes\AppUserModelId\{identifier}"))?
        .set_string("DisplayName", name)
}
