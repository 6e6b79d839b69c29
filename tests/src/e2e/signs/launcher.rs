//! A launcher that reads the number on a program's icon (`com.canonical.Unity.LauncherEntry`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use futures_util::StreamExt as _;
use zbus::zvariant::OwnedValue;
use zbus::{MatchRule, MessageStream, message};

use super::{Seen, bus, soon};

/// What the launcher was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// `application://` and the name of the desktop file.
    pub program: String,
    /// None: not said.
    pub count: Option<i64>,
    pub visible: Option<bool>,
}

impl Told {
    /// The number on the icon.
    fn number(&self) -> i64 {
        if self.visible == Some(true) { self.count.unwrap_or(0) } else { 0 }
    }
}

/// The launcher of a screen.
pub struct Launcher {
    record: Arc<Mutex<Vec<Seen<Told>>>>,
}

impl Launcher {
    pub(super) async fn start(address: &str) -> Self {
        let connection = bus::connect(address).await;
        let rule = MatchRule::builder()
            .msg_type(message::Type::Signal)
            .interface("com.canonical.Unity.LauncherEntry")
            .and_then(|rule| rule.member("Update"))
            .expect("a rule")
            .build();
        let mut updates =
            MessageStream::for_match_rule(rule, &connection, None).await.expect("the bus tells these signals");
        let record: Arc<Mutex<Vec<Seen<Told>>>> = Arc::default();
        let heard = record.clone();
        tokio::spawn(async move {
            while let Some(Ok(update)) = updates.next().await {
                let Ok((program, said)) = update.body().deserialize::<(String, HashMap<String, OwnedValue>)>() else {
                    continue;
                };
                let told = Told {
                    program,
                    count: said.get("count").and_then(|count| i64::try_from(count).ok()),
                    visible: said.get("count-visible").and_then(|visible| bool::try_from(visible).ok()),
                };
                heard.lock().expect("nobody fails while holding this").push(Seen::now(told));
            }
        });
        Self { record }
    }

    /// Everything that was told, in order.
    pub fn all(&self) -> Vec<Told> {
        self.record().iter().map(|seen| seen.what.clone()).collect()
    }

    /// Waits until the icon shows this number; 0: none.
    pub async fn shows(&self, number: i64) {
        soon(&format!("{number} on the launcher's icon"), || {
            (self.record().last().map_or(0, |told| told.what.number()) == number).then_some(())
        })
        .await;
    }

    fn record(&self) -> MutexGuard<'_, Vec<Seen<Told>>> {
        self.record.lock().expect("nobody fails while holding this")
    }
}
