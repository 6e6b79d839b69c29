//! The one icon in the dock bounces while any window wants attention: which requests are made and cancelled, without
//! the calls.

use std::collections::BTreeSet;

use konsil_app::desk::WindowId;

/// The calls themselves.
pub trait DockApi {
    /// Bounces until cancelled, or until the program comes to the front; does nothing while it is there.
    fn request(&mut self) -> isize;
    fn cancel(&mut self, request: isize);
}

/// The icon, and for which windows it bounces.
pub struct Dock<A> {
    api: A,
    windows: BTreeSet<WindowId>,
    request: Option<isize>,
}

impl<A: DockApi> Dock<A> {
    pub fn new(api: A) -> Self {
        Self { api, windows: BTreeSet::new(), request: None }
    }

    pub fn begin(&mut self, window: WindowId) {
        self.windows.insert(window);
        self.assert();
    }

    /// The window's flash has ended, or the window is gone.
    pub fn end(&mut self, window: WindowId) {
        self.windows.remove(&window);
        if self.windows.is_empty() {
            self.cancel();
        }
    }

    /// The program is no longer in front. Coming there had ended the bouncing of all windows.
    pub fn left(&mut self) {
        if !self.windows.is_empty() {
            self.assert();
        }
    }

    fn assert(&mut self) {
        self.cancel();
        self.request = Some(self.api.request());
    }

    fn cancel(&mut self) {
        if let Some(request) = self.request.take() {
            self.api.cancel(request);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Called {
        Request(isize),
        Cancel(isize),
    }
    use Called::{Cancel, Request};

    /// Instead of the system: what it would have been called with.
    #[derive(Default)]
    struct Recording {
        calls: Vec<Called>,
        last: isize,
    }

    impl DockApi for Recording {
        fn request(&mut self) -> isize {
            self.last += 1;
            self.calls.push(Request(self.last));
            self.last
        }

        fn cancel(&mut self, request: isize) {
            self.calls.push(Cancel(request));
        }
    }

    const B: WindowId = WindowId::Chat(1);
    const C: WindowId = WindowId::Chat(2);

    #[test]
    fn the_icon_bounces_until_the_last_window_is_answered() {
        let mut dock = Dock::new(Recording::default());
        dock.begin(B);
        dock.begin(C);
        dock.end(B);
        assert_eq!(dock.api.calls, [Request(1), Cancel(1), Request(2)], "one request at a time");
        dock.end(C);
        dock.end(C);
        assert_eq!(dock.api.calls[3..], [Cancel(2)]);
    }

    #[test]
    fn leaving_the_program_without_an_answer_brings_it_back() {
        let mut dock = Dock::new(Recording::default());
        dock.left();
        assert_eq!(dock.api.calls, [], "nobody waits");
        dock.begin(B);
        dock.left();
        assert_eq!(dock.api.calls, [Request(1), Cancel(1), Request(2)]);
    }
}
