//! The main job: answer a contact, ask a colleague privately, bring the colleague into the chat, hand the chat over.
//! Two agents' desktops and a contact's browser on one server; a third agent at the wire.

use konsil_protocol::domain::InvitationKind;
use konsil_tests::e2e::{Desktop, Device, PASSWORD, play};
use konsil_tests::story::{AgentDesk, OtherDesktop};

use super::{contact, desktop, server};

const QUESTION: &str = "Die Premium-Option steht seit Oktober auf der Rechnung. Wer hat sie gebucht?";
const SECRET: &str = "Die Option wurde am 3.10. über das Kundenportal gebucht, Kulanz bis 50 € ist frei.";

#[ignore = "drives real windows: cargo xtask e2e main-job"]
#[tokio::test(flavor = "multi_thread")]
async fn main_job() {
    play("main-job", |scenario| async move {
        let server = server(&scenario).await;

        // Jana starts the program for the first time and signs in.
        let jana = Desktop::start(&scenario, "jana").await;
        jana.browser().find("first-start").await;
        jana.pictures("01-first-start").await;
        jana.browser().click("connect-to-server").await;
        jana.browser().fill("sign-in-server", &server.address()).await;
        jana.browser().fill("sign-in-login", "jana").await;
        jana.pictures("02-sign-in").await;
        jana.browser().fill("sign-in-password", PASSWORD).await;
        jana.browser().click("sign-in-submit").await;
        jana.browser().find("empty-workspace").await;
        jana.pictures("03-empty-workspace").await;
        jana.gets_ready().await;

        let katrin = desktop(&scenario, &server, "katrin").await;
        let sven = AgentDesk::sign_in(&server.address(), "sven", PASSWORD, OtherDesktop::Stays).await;

        // A contact writes in; Jana is asked and accepts.
        let opening =
            "Guten Tag, auf meiner Oktober-Rechnung stehen 38,90 € für „Premium-Option“. Die habe ich nie bestellt.";
        let martin = contact(&scenario, &server, "Martin Hoffmann", opening, Device::Phone).await;
        martin.picture("contact-waiting-phone").await;
        jana.browser().select("[data-testid=invitation][data-kind=chat]").await;
        jana.pictures("04-invitation").await;
        jana.accepts("chat").await;
        jana.browser().reads("transcript", opening).await;
        martin.reads("Jana ist dem Chat beigetreten").await;

        // They write to each other.
        jana.writes("Guten Tag, Herr Hoffmann. Ich sehe mir das sofort an.").await;
        martin.reads("Ich sehe mir das sofort an.").await;
        martin.writes("Im September war der Betrag noch richtig. Können Sie das stornieren?").await;
        jana.browser().reads("transcript", "Können Sie das stornieren?").await;
        // What stands before her eyes is read.
        jana.browser().lacks("[data-testid=chat-row] .unread").await;
        jana.pictures("05-chat").await;
        jana.resizes(760, 860).await;
        jana.pictures("05-chat-760").await;
        jana.resizes(380, 700).await;
        jana.pictures("05-chat-380").await;
        jana.resizes(1360, 860).await;

        // Sven is asked and declines: a system message above the chat says so.
        jana.looks_for("consult", "Sven", "agent-sven").await;
        jana.browser().fill("communicator-words", QUESTION).await;
        jana.pictures("06-communicator-consult").await;
        jana.browser().click("communicator-act").await;
        sven.declines(InvitationKind::Consultation).await;
        jana.browser().find("notice").await;
        jana.pictures("07-declined").await;

        // Katrin is asked. She reads the question before she accepts, then the whole chat.
        jana.looks_for("consult", "Katrin", "agent-katrin").await;
        jana.browser().fill("communicator-words", QUESTION).await;
        jana.browser().click("communicator-act").await;
        katrin.browser().reads("invitation", QUESTION).await;
        katrin.pictures("08-asked").await;
        katrin.accepts("consultation").await;
        katrin.browser().reads("transcript", "Können Sie das stornieren?").await;
        katrin.browser().find("read-only").await;
        katrin.writes_privately(SECRET).await;
        jana.browser().reads("consultation-transcript", SECRET).await;
        katrin.pictures("09-colleague").await;

        // A second consultation beside the first.
        jana.looks_for("consult", "Sven", "agent-sven").await;
        jana.browser().click("communicator-act").await;
        sven.accepts(InvitationKind::Consultation).await;
        jana.browser().select("[data-testid=consultation-tab] ~ [data-testid=consultation-tab]").await;
        jana.pictures("10-two-consultations").await;

        // Active consultations stand first in the Team Communicator.
        jana.browser().click("tool-conference").await;
        jana.browser().select("[data-testid=communicator-group][data-heading=active_consultations]").await;
        jana.pictures("11-communicator-conference").await;
        jana.browser().click("tool-transfer").await;
        jana.browser().select("[data-testid=communicator][data-purpose=transfer]").await;
        jana.pictures("12-communicator-transfer").await;
        jana.presses("Escape").await;
        jana.browser().is_without("communicator").await;

        // Katrin comes into the chat.
        jana.browser().click_on("[data-testid=consultation-tab]").await;
        jana.browser().reads("consultation", "Katrin Richter").await;
        jana.browser().click("consultation-conference").await;
        katrin.browser().select("[data-testid=chat-invitation]").await;
        katrin.pictures("13-colleague-invited").await;
        katrin.browser().click_on("[data-testid=chat-invitation] [data-testid=invitation-accept]").await;
        martin.reads("Katrin ist dem Chat beigetreten").await;
        katrin.writes("Guten Tag, hier ist Katrin Richter. Wir nehmen die Option heraus.").await;
        martin.reads("Wir nehmen die Option heraus.").await;
        jana.browser().reads("transcript", "Wir nehmen die Option heraus.").await;
        jana.browser().click_on("[data-testid=participant][data-agent=katrin] [data-testid=participant-action]").await;
        jana.browser().find("remove-participant").await;
        jana.pictures("14-conference").await;
        jana.presses("Escape").await;

        // Jana hands the chat over.
        jana.looks_for("transfer", "Katrin", "agent-katrin").await;
        jana.browser().click("communicator-act").await;
        katrin.browser().click_on("[data-kind=transfer] [data-testid=invitation-accept]").await;
        katrin.browser().reads("chat", "Martin Hoffmann").await;
        katrin.browser().select("[data-testid=tool-transfer]").await;
        martin.writes("Vielen Dank Ihnen beiden!").await;
        katrin.browser().reads("transcript", "Vielen Dank Ihnen beiden!").await;

        // Katrin ends, chooses a disposition and marks done.
        katrin.writes("Gern. Einen schönen Tag noch!").await;
        martin.reads("Einen schönen Tag noch!").await;
        katrin.ends().await;
        katrin.browser().find("wrap-up").await;
        katrin.browser().lacks("[data-testid=chat-row] .unread").await;
        katrin.pictures("15-wrap-up").await;
        katrin.browser().choose("disposition", "credit-note").await;
        katrin.browser().click("mark-done").await;
        katrin.browser().is_without("wrap-up").await;

        // The contact has read every word that was meant for it, and not one of the others.
        for text in [QUESTION, SECRET, "Sven", "Rückfrage"] {
            assert!(!martin.browser().shows(text).await, "{text}");
        }
    })
    .await;
}
