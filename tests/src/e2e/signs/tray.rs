//! A place for tray icons: the watcher where programs register (`org.kde.StatusNotifierWatcher`), and the host that reads
//! their menus (`com.canonical.dbusmenu`) and clicks in them.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

use zbus::connection::Builder;
use zbus::fdo::DBusProxy;
use zbus::message::Header;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Structure, Value};
use zbus::{Connection, Proxy, interface};

use super::SIGN_PATIENCE;
use crate::e2e::until_within;

const PATH: &str = "/StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// A menu's entry on the bus: its number, what is said of it, its children.
type Node = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// An entry of a tray icon's menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuEntry {
    id: i32,
    /// Empty: a line.
    pub label: String,
    pub enabled: bool,
    /// None: it has no mark.
    pub checked: Option<bool>,
}

/// Where tray icons stand.
pub struct Tray {
    connection: Connection,
    items: Arc<Mutex<Vec<(String, String)>>>,
}

impl Tray {
    pub(super) async fn start(bus: &str) -> Self {
        let items: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let connection = Builder::address(bus)
            .and_then(|builder| builder.serve_at(PATH, Watcher { items: items.clone() }))
            .and_then(|builder| builder.name("org.kde.StatusNotifierWatcher"))
            .expect("the bus has an address")
            .build()
            .await
            .expect("the bus has no other tray");
        Self { connection, items }
    }

    /// How many icons have been registered so far.
    pub fn icons(&self) -> usize {
        self.items.lock().expect("nobody fails while holding this").len()
    }

    /// The icon's picture file, as soon as it is none of these.
    pub async fn shows_other_than(&self, others: &[Vec<u8>]) -> Vec<u8> {
        self.soon("another tray icon", || async {
            let file: String = self.item().await?.get_property("IconName").await.ok()?;
            let picture = std::fs::read(file).ok()?;
            (!picture.is_empty() && !others.contains(&picture)).then_some(picture)
        })
        .await
    }

    /// The menu as it is now.
    pub async fn menu(&self) -> Option<Vec<MenuEntry>> {
        let menu = self.menu_proxy().await?;
        // Told that it is about to be shown, a program may bring it up to date.
        let _ = menu.call_method("AboutToShow", &(0_i32,)).await;
        let layout = menu.call_method("GetLayout", &(0_i32, -1_i32, Vec::<&str>::new())).await.ok()?;
        let (_revision, (_, _, children)): (u32, Node) = layout.body().deserialize().ok()?;
        children.into_iter().map(entry).collect()
    }

    /// Waits for a menu that fits.
    pub async fn has_menu(&self, what: &str, fits: impl Fn(&[MenuEntry]) -> bool) -> Vec<MenuEntry> {
        let fits = &fits;
        self.soon(what, || async move { self.menu().await.filter(|menu| fits(menu)) }).await
    }

    /// Clicks on the entry whose label contains this.
    pub async fn chooses(&self, label: &str) {
        let menu = self.has_menu(label, |menu| menu.iter().any(|entry| entry.label.contains(label))).await;
        let entry = menu.iter().find(|entry| entry.label.contains(label)).expect("it was waited for");
        let proxy = self.menu_proxy().await.expect("the menu is still there");
        proxy
            .call_method("Event", &(entry.id, "clicked", Value::from(0_i32), 0_u32))
            .await
            .unwrap_or_else(|error| panic!("{label} cannot be chosen: {error}"));
    }

    /// Waits until the program that showed the icon has left the bus.
    pub async fn is_left(&self) {
        self.soon("the program to be gone", || async {
            let (owner, _) = self.items.lock().expect("nobody fails while holding this").last()?.clone();
            let bus = DBusProxy::new(&self.connection).await.ok()?;
            (!bus.name_has_owner(owner.try_into().ok()?).await.ok()?).then_some(())
        })
        .await;
    }

    /// Waits for something of the icon.
    pub async fn soon<T, F: Future<Output = Option<T>>>(&self, what: &str, found: impl FnMut() -> F) -> T {
        until_within(SIGN_PATIENCE, std::time::Duration::from_millis(20), what, found).await
    }

    async fn item(&self) -> Option<Proxy<'static>> {
        let (owner, path) = self.items.lock().expect("nobody fails while holding this").last()?.clone();
        Proxy::new(&self.connection, owner, path, ITEM).await.ok()
    }

    async fn menu_proxy(&self) -> Option<Proxy<'static>> {
        let item = self.item().await?;
        let path: OwnedObjectPath = item.get_property("Menu").await.ok()?;
        Proxy::new(&self.connection, item.destination().to_owned(), path, MENU).await.ok()
    }
}

fn entry(child: OwnedValue) -> Option<MenuEntry> {
    let child: Structure<'_> = Value::from(child).downcast().ok()?;
    let (id, properties, _): Node = child.try_into().ok()?;
    let text = |name: &str| properties.get(name).and_then(|value| <&str>::try_from(value).ok()).unwrap_or_default();
    let flag = |name: &str| properties.get(name).and_then(|value| bool::try_from(value).ok());
    if flag("visible") == Some(false) {
        return Some(MenuEntry { id, label: String::new(), enabled: false, checked: None });
    }
    let state = properties.get("toggle-state").and_then(|value| i32::try_from(value).ok());
    Some(MenuEntry {
        id,
        // An underscore marks the key of an entry; two stand for one.
        label: text("label").replace("__", "\u{0}").replace('_', "").replace('\u{0}', "_"),
        enabled: flag("enabled").unwrap_or(true),
        checked: (!text("toggle-type").is_empty()).then_some(state == Some(1)),
    })
}

struct Watcher {
    items: Arc<Mutex<Vec<(String, String)>>>,
}

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// Programs say a path, or a name, or both.
    async fn register_status_notifier_item(
        &mut self,
        service: String,
        #[zbus(header)] header: Header<'_>,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let place = if ObjectPath::try_from(service.as_str()).is_ok() {
            (sender, service)
        } else {
            (service, "/StatusNotifierItem".to_owned())
        };
        let told = format!("{}{}", place.0, place.1);
        self.items.lock().expect("nobody fails while holding this").push(place);
        let _ = Self::status_notifier_item_registered(&emitter, &told).await;
    }

    fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let items = self.items.lock().expect("nobody fails while holding this");
        items.iter().map(|(owner, path)| format!("{owner}{path}")).collect()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(signal)]
    async fn status_notifier_item_registered(emitter: &SignalEmitter<'_>, service: &str) -> zbus::Result<()>;
}
