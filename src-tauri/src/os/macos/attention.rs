//! Attention on macOS: the one icon in the dock bounces and carries the number. The windowing library drops the number
//! of the request by which its bouncing could be cancelled, so it is asked for here.

use konsil_app::desk::{BadgeMeans, FlashMeans, WindowId};
use objc2::MainThreadMarker;
use objc2_app_kit::{NSApplication, NSRequestUserAttentionType};
use objc2_foundation::NSString;
use tauri::WebviewWindow;

use crate::os::attention::Attention;
use crate::os::dock::{Dock, DockApi};

pub struct Signs {
    dock: Dock<Icon>,
}

impl Signs {
    pub fn new() -> Self {
        Self { dock: Dock::new(Icon) }
    }
}

impl Attention for Signs {
    fn begin(&mut self, id: WindowId, _window: &WebviewWindow) {
        self.dock.begin(id);
    }

    fn end(&mut self, id: WindowId, _window: &WebviewWindow) {
        self.dock.end(id);
    }

    fn opened(&mut self, _window: &WebviewWindow) {}

    fn gone(&mut self, id: WindowId) {
        self.dock.end(id);
    }

    fn left(&mut self) {
        self.dock.left();
    }

    /// VoiceOver reads the label of the dock's icon.
    fn badge(&mut self, count: u32, _words: &str, _windows: &[WebviewWindow]) {
        if let Some(application) = application() {
            let label = (count > 0).then(|| NSString::from_str(&count.to_string()));
            application.dockTile().setBadgeLabel(label.as_deref());
        }
    }

    fn means(&self) -> (FlashMeans, BadgeMeans) {
        (FlashMeans::Dock, BadgeMeans::Dock)
    }
}

/// The icon in the dock.
struct Icon;

impl DockApi for Icon {
    fn request(&mut self) -> isize {
        application()
            .map_or(0, |application| application.requestUserAttention(NSRequestUserAttentionType::CriticalRequest))
    }

    fn cancel(&mut self, request: isize) {
        if let Some(application) = application() {
            application.cancelUserAttentionRequest(request);
        }
    }
}

/// None on another thread than the main one, where nobody asks.
fn application() -> Option<objc2::rc::Retained<NSApplication>> {
    MainThreadMarker::new().map(NSApplication::sharedApplication)
}
