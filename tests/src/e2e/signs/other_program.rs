//! Another program on the same screen: it has a window, and it may have keys.

use x11rb::COPY_DEPTH_FROM_PARENT;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt as _, CreateWindowAux, GrabMode, ModMask, PropMode, Window, WindowClass,
};
use x11rb::wrapper::ConnectionExt as _;

use super::Taskbar;

/// The letter j, as the X server calls it.
const J: u32 = 0x6a;

impl Taskbar {
    /// Opens another program's window and waits until it has the keyboard.
    pub async fn opens_another(&self, title: &str) -> Window {
        let window = self.x.generate_id().expect("the screen has room for a window");
        let depth = COPY_DEPTH_FROM_PARENT;
        let (class, look) = (WindowClass::INPUT_OUTPUT, CreateWindowAux::new());
        self.x.create_window(depth, window, self.root, 900, 100, 300, 200, 0, class, 0, &look).expect("a window");
        let name = AtomEnum::WM_NAME;
        self.x.change_property8(PropMode::REPLACE, window, name, AtomEnum::STRING, title.as_bytes()).expect("a title");
        self.x.map_window(window).expect("the window is shown");
        self.x.flush().expect("the screen listens");
        let managed = || self.record().windows.contains_key(&window).then_some(());
        super::soon(&format!("the window {title}"), managed).await;
        self.activates(window).await;
        window
    }

    pub fn closes_another(&self, window: Window) {
        self.x.destroy_window(window).expect("the window can be closed");
        self.x.flush().expect("the screen listens");
    }

    /// Another program takes *Ctrl+Shift+J* for itself.
    pub fn takes_control_shift_j(&self) {
        let (first, last) = (self.x.setup().min_keycode, self.x.setup().max_keycode);
        let keys = self.x.get_keyboard_mapping(first, last - first + 1).expect("the screen listens");
        let keys = keys.reply().expect("the screen has a keyboard");
        let rows = keys.keysyms.chunks(usize::from(keys.keysyms_per_keycode));
        let (_, code) = rows.zip(first..).find(|(row, _)| row.contains(&J)).expect("a keyboard has a j");
        let modifiers = ModMask::CONTROL | ModMask::SHIFT;
        let taken = self.x.grab_key(false, self.root, modifiers, code, GrabMode::ASYNC, GrabMode::ASYNC);
        taken.expect("the screen listens").check().expect("nobody else has these keys");
    }
}
