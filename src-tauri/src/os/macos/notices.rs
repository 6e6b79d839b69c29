//! What macOS reports by itself: that the screen is locked, that the computer woke up, and that the program is no longer in
//! front. Whether the agent has turned on a focus (do not disturb) cannot be read: there is no question for it that a program
//! may ask.

#![allow(unsafe_code, reason = "calls into the system")]

use std::sync::OnceLock;

use konsil_app::desk::SystemEvent;
use objc2::rc::Retained;
use objc2::runtime::NSObject;
use objc2::{AnyThread, define_class, msg_send, sel};
use objc2_app_kit::{NSApplicationDidResignActiveNotification, NSWorkspace, NSWorkspaceDidWakeNotification};
use objc2_foundation::{
    NSDistributedNotificationCenter, NSNotification, NSNotificationCenter, NSNotificationSuspensionBehavior, NSString,
};
use tauri::AppHandle;

use crate::controller;
use crate::os::attention::Reactions;

/// For what the system calls: it hands over no reference of ours.
static APP: OnceLock<(AppHandle, Reactions)> = OnceLock::new();

define_class!(
    // SAFETY: NSObject asks nothing of its subclasses, and nothing has to be done when this one is dropped.
    #[unsafe(super(NSObject))]
    #[name = "KonsilObserver"]
    struct Observer;

    impl Observer {
        #[unsafe(method(screenIsLocked:))]
        fn screen_is_locked(&self, _notice: &NSNotification) {
            report(SystemEvent::Locked { locked: true });
        }

        #[unsafe(method(screenIsUnlocked:))]
        fn screen_is_unlocked(&self, _notice: &NSNotification) {
            report(SystemEvent::Locked { locked: false });
        }

        #[unsafe(method(computerWoke:))]
        fn computer_woke(&self, _notice: &NSNotification) {
            report(SystemEvent::Woke);
        }

        #[unsafe(method(programIsLeft:))]
        fn program_is_left(&self, _notice: &NSNotification) {
            if let Some((app, reactions)) = APP.get() {
                (reactions.program_left)(app);
            }
        }
    }
);

/// Reports to the controller when the screen is locked and when the computer wakes up, and sees to it that the icon bounces
/// again when the program is left without an answer. To be called once, on the main thread.
pub fn watch(app: &AppHandle, reactions: Reactions) {
    if APP.set((app.clone(), reactions)).is_err() {
        return;
    }
    let observer = Observer::alloc().set_ivars(());
    // SAFETY: `init` of NSObject, which has this signature.
    let observer: Retained<Observer> = unsafe { msg_send![super(observer), init] };
    let everybody = NSDistributedNotificationCenter::defaultCenter();
    let notices =
        [("com.apple.screenIsLocked", sel!(screenIsLocked:)), ("com.apple.screenIsUnlocked", sel!(screenIsUnlocked:))];
    for (name, selector) in notices {
        // At once: by default they are held back while another program is in front, and the lock screen is one.
        // SAFETY: the observer has both methods, each with one notification as its argument.
        unsafe {
            everybody.addObserver_selector_name_object_suspensionBehavior(
                &observer,
                selector,
                Some(&NSString::from_str(name)),
                None,
                NSNotificationSuspensionBehavior::DeliverImmediately,
            );
        }
    }
    // A window loses the keyboard before the program ceases to be in front, and until then the dock takes no request.
    // SAFETY: the observer has this method, with one notification as its argument; the name is AppKit's.
    unsafe {
        NSNotificationCenter::defaultCenter().addObserver_selector_name_object(
            &observer,
            sel!(programIsLeft:),
            Some(NSApplicationDidResignActiveNotification),
            None,
        );
    }
    // The workspace has a centre of its own.
    // SAFETY: the observer has this method, with one notification as its argument; the name is AppKit's.
    unsafe {
        NSWorkspace::sharedWorkspace().notificationCenter().addObserver_selector_name_object(
            &observer,
            sel!(computerWoke:),
            Some(NSWorkspaceDidWakeNotification),
            None,
        );
    }
    // The centres do not keep it, and would call one that is gone.
    std::mem::forget(observer);
}

fn report(event: SystemEvent) {
    if let Some((app, _)) = APP.get() {
        controller::report(app, event);
    }
}
