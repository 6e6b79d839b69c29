//! Never miss a reply: which window's button flashes, since when and until when; the reminder; the number of chats that
//! need the agent. Read from the windows' properties, where taskbars read it.

mod flashing;
mod keys;
mod measures;
mod quiet;
mod reminder;

use konsil_protocol::domain::Language;
use konsil_tests::e2e::signs::{Capable, Surroundings};
use konsil_tests::e2e::{Desktop, PASSWORD, Server, play};
use konsil_tests::story::{AgentDesk, ContactPage, OtherDesktop};

use self::measures::Measures;
use super::{LOGINS, SIGNS_CENTRE};

/// A desktop on which everything can be shown.
const EVERYTHING: Surroundings = Surroundings { notifications: Some(Capable::OfActions), tray: true, texts: None };

/// Jana's desktop, its main window, and who else is there.
struct Stage {
    server: Server,
    jana: Desktop,
    main: u32,
    katrin: AgentDesk,
}

/// A contact's chat at Jana's, and the window that holds it.
struct Chat {
    contact: ContactPage,
    window: u32,
    title: String,
}

#[ignore = "drives real windows: cargo xtask e2e attention"]
#[tokio::test(flavor = "multi_thread")]
async fn attention() {
    play("attention", |scenario| async move {
        let server = Server::start(&scenario, SIGNS_CENTRE, LOGINS).await;
        let jana = Desktop::start_beside(&scenario, "jana", EVERYTHING).await;
        jana.signs_in(&server.address(), "jana", PASSWORD).await;
        jana.gets_ready().await;
        let main = jana.x_number().await;
        let katrin = AgentDesk::sign_in(&server.address(), "katrin", PASSWORD, OtherDesktop::Stays).await;
        let stage = Stage { server, jana, main, katrin };

        let martin = stage.torn_off("Martin Hoffmann").await;
        let petra = stage.torn_off("Petra Köhler").await;
        let anna = stage.torn_off("Anna Schmidt").await;
        flashing::each_window_for_itself(&stage, [&martin, &petra, &anna]).await;
        let mut measures = Measures::default();
        flashing::measured(&stage, &mut measures, [&martin, &petra, &anna]).await;
        measures.report(scenario.folder());
        assert!(measures.starts() >= 20 && measures.stops() >= 20);

        let ida = stage.accepted("Ida Lorenz", "billing").await;
        let otto = stage.accepted("Otto Weiß", "billing").await;
        flashing::docked_chats(&stage, &martin, &ida).await;
        flashing::consultations(&stage, &martin, &petra, [&otto, &ida]).await;
        flashing::invitations(&stage, &martin).await;
        quiet::silenced(&stage, &martin, &petra).await;
        quiet::do_not_disturb(&stage, &martin, &petra, &ida).await;
        keys::next_chat(&stage, &martin, &petra, &ida).await;
        keys::from_any_program(&stage, &petra).await;
        reminder::three_levels(&stage).await;
        reminder::pictures(&stage).await;
    })
    .await;
}

impl Stage {
    /// A contact writes in; Jana takes the chat in the main window and answers.
    async fn accepted(&self, name: &str, queue: &str) -> ContactPage {
        let contact = self.taken(name, queue).await;
        self.jana.writes("Guten Tag, ich sehe nach.").await;
        contact
    }

    /// The same, without an answer.
    async fn taken(&self, name: &str, queue: &str) -> ContactPage {
        let contact = ContactPage::opens(&self.server.address(), name, queue, "Guten Tag", Language::De).await;
        self.jana.in_main().await;
        self.jana.accepts("chat").await;
        self.jana.browser().reads("chat-contact", name).await;
        contact
    }

    /// The same with an answer, in a window of its own.
    async fn torn_off(&self, name: &str) -> Chat {
        let contact = self.accepted(name, "billing").await;
        self.jana.browser().click("chat-more").await;
        self.jana.browser().click("tear-off").await;
        let title = format!("{name} – Konsil");
        self.jana.in_window_of(&title).await;
        self.jana.browser().find("message-input").await;
        Chat { contact, window: self.jana.x_number().await, title }
    }
}
