//! Ask anyone: of those who have a skill one after the other is asked until somebody accepts, by keyboard; a group takes
//! over. Nobody who is asked first or second leaves a trace.

use konsil_protocol::domain::{InvitationKind, Language};
use konsil_tests::e2e::{Desktop, PASSWORD, Server, play};
use konsil_tests::story::{AgentDesk, ContactPage, OtherDesktop};

const CENTRE: &str = include_str!("anyone.toml");
const LOGINS: &[&str] = &["jana", "katrin", "sven", "lukas"];
const CONSULTATION: InvitationKind = InvitationKind::Consultation;

#[ignore = "drives real windows: cargo xtask e2e anyone"]
#[tokio::test(flavor = "multi_thread")]
async fn anyone() {
    play("anyone", |scenario| async move {
        let server = Server::start(&scenario, CENTRE, LOGINS).await;
        let mut jana = Desktop::start(&scenario, "jana").await;
        jana.signs_in(&server.address(), "jana", PASSWORD).await;
        jana.gets_ready().await;
        let (katrin, sven, lukas) =
            (colleague(&server, "katrin").await, colleague(&server, "sven").await, colleague(&server, "lukas").await);
        let martin =
            ContactPage::opens(&server.address(), "Martin Hoffmann", "billing", "Guten Tag", Language::De).await;
        jana.accepts("chat").await;
        jana.writes("Guten Tag, ich frage nach.").await;

        asks_for_goodwill(&jana).await;
        // From level 2: Katrin has it best, then Lukas; Sven has level 1.
        katrin.declines(CONSULTATION).await;
        lukas.is_invited(CONSULTATION).await;
        jana.browser().select("[data-testid=request][data-kind=consultation]").await;
        jana.browser().reads("request", "Kulanz").await;
        assert!(!jana.browser().shows("Lukas Wagner").await, "she does not learn who is asked");
        jana.pictures("04-asked").await;
        lukas.declines(CONSULTATION).await;
        jana.browser().select("[data-testid=notice][data-notice=skill-not-available]").await;
        jana.pictures("05-nobody").await;
        sven.settles().await;
        sven.has_no_invitation().await;

        // From level 1 the third accepts. It has become a favourite, and is one after a restart.
        makes_a_favourite(&jana).await;
        jana.restart().await;
        jana.selects("Martin Hoffmann").await;
        asks_the_favourite(&jana).await;
        katrin.declines(CONSULTATION).await;
        lukas.declines(CONSULTATION).await;
        sven.accepts(CONSULTATION).await;
        jana.browser().find("consultation-input").await;
        jana.browser().reads("consultation", "Sven Albrecht").await;

        // A group takes the chat over: whoever of it is free.
        jana.looks_for("transfer", "Techni", "group-evening").await;
        jana.pictures("08-group").await;
        jana.browser().click("communicator-act").await;
        katrin.declines(InvitationKind::Transfer).await;
        lukas.accepts(InvitationKind::Transfer).await;
        jana.browser().is_without("chat").await;
        martin.settles().await;
        assert!(martin.ever_got("Lukas"), "who took over is told");
        assert!(!martin.ever_got("Kulanz") && !martin.ever_got("Sven") && !martin.ever_got("Katrin"));
    })
    .await;
}

/// A colleague at the wire, ready.
async fn colleague(server: &Server, login: &str) -> AgentDesk {
    let colleague = AgentDesk::sign_in(&server.address(), login, PASSWORD, OtherDesktop::Stays).await;
    colleague.is_ready().await;
    colleague
}

/// The skill at any level, in a category of its own, by keyboard alone.
async fn makes_a_favourite(jana: &Desktop) {
    jana.presses("ctrl+t").await;
    jana.has_caret_in("communicator-search").await;
    jana.types("Kulanz").await;
    jana.browser().select("[data-testid=target-row][aria-selected=true][data-target=skill-goodwill]").await;
    jana.presses("ctrl+d").await;
    jana.browser().select("[data-target=skill-goodwill][data-favourite='']").await;
    jana.presses("Right").await;
    jana.browser().find("target-menu").await;
    jana.presses("End").await;
    jana.has_caret_in("target-menu-category").await;
    jana.presses("Return").await;
    jana.has_caret_in("category-name").await;
    jana.types("Gutschriften").await;
    jana.pictures("06-category").await;
    jana.presses("Return").await;
    jana.browser().select("[data-target=skill-goodwill][data-favourite=Gutschriften]").await;
    jana.has_caret_in("communicator-search").await;
    jana.presses("Escape").await;
    jana.has_caret_in("message-input").await;
}

/// By the key that goes through the filters: the second is that of favourites.
async fn asks_the_favourite(jana: &Desktop) {
    jana.presses("ctrl+t").await;
    jana.has_caret_in("communicator-search").await;
    jana.browser().select("[data-testid=target-row][aria-selected=true]").await;
    jana.presses("ctrl+t").await;
    jana.browser().select("[data-heading=favourites] [data-target=skill-goodwill][aria-selected=true]").await;
    jana.browser().reads("communicator-group", "Gutschriften").await;
    jana.pictures("07-favourites").await;
    jana.presses("Return").await;
    jana.has_caret_in("message-input").await;
}

/// A skill from level 2, by keyboard alone.
async fn asks_for_goodwill(jana: &Desktop) {
    jana.presses("ctrl+shift+r").await;
    jana.has_caret_in("communicator-search").await;
    jana.browser().select("[data-testid=target-row][data-target=skill-goodwill]").await;
    jana.pictures("01-communicator").await;
    // The second of the skills, in both languages.
    jana.browser().select("[data-testid=target-row][aria-selected=true][data-target=skill-english]").await;
    jana.presses("Down").await;
    jana.browser().select("[data-testid=target-row][aria-selected=true][data-target=skill-goodwill]").await;
    jana.presses("Right").await;
    jana.browser().find("target-menu").await;
    jana.pictures("02-menu").await;
    // The levels stand below the actions, and below them what makes a favourite; from the last one up.
    jana.presses("End").await;
    jana.presses("Up").await;
    jana.presses("Up").await;
    jana.has_caret_in("target-menu-level-2").await;
    jana.presses("Return").await;
    jana.has_caret_in("communicator-search").await;
    jana.reaches_by_tab("communicator-words").await;
    jana.types("Darf ich gutschreiben?").await;
    jana.pictures("03-level").await;
    jana.has_caret_in("communicator-words").await;
    jana.presses("Return").await;
    jana.has_caret_in("message-input").await;
}
