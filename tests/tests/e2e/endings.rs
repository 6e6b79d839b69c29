//! How things end: declined, removed, left, taken over by a second desktop.

use konsil_protocol::domain::InvitationKind;
use konsil_tests::e2e::{Device, PASSWORD, play};
use konsil_tests::story::{AgentDesk, OtherDesktop};

use super::{contact, desktop, server};

#[ignore = "drives real windows: cargo xtask e2e endings"]
#[tokio::test(flavor = "multi_thread")]
async fn endings() {
    play("endings", |scenario| async move {
        let server = server(&scenario).await;
        let jana = desktop(&scenario, &server, "jana").await;
        let katrin = desktop(&scenario, &server, "katrin").await;
        let sven = AgentDesk::sign_in(&server.address(), "sven", PASSWORD, OtherDesktop::Stays).await;
        jana.gets_ready().await;
        katrin.gets_ready().await;
        let martin =
            contact(&scenario, &server, "Martin Hoffmann", "Guten Tag, ich habe eine Frage.", Device::Desktop).await;
        jana.accepts("chat").await;

        // A queue is asked: of its agents only Katrin is available.
        jana.looks_for("consult", "Technik", "queue-technical").await;
        jana.picture("queue-asked").await;
        jana.browser().click("communicator-act").await;
        jana.browser().find("request").await;
        jana.picture("request").await;
        katrin.accepts("consultation").await;
        jana.browser().reads("consultation", "Katrin Richter").await;

        // She declines the conference; the consultation goes on. Asked again, she comes.
        jana.browser().click("consultation-conference").await;
        katrin.browser().click_on("[data-testid=chat-invitation] [data-testid=invitation-decline]").await;
        jana.browser().find("notice").await;
        jana.picture("conference-declined").await;
        jana.browser().click("consultation-conference").await;
        katrin.browser().click_on("[data-testid=chat-invitation] [data-testid=invitation-accept]").await;
        martin.reads("Katrin ist dem Chat beigetreten").await;

        // Removed: her window says by whom, becomes read-only, keeps her draft, and waits for mark done.
        katrin.browser().type_into("message-input", "Noch nicht abgeschickt").await;
        jana.browser().click_on("[data-testid=participant][data-agent=katrin] [data-testid=participant-action]").await;
        jana.browser().click("remove-participant").await;
        katrin.browser().reads("former-notice", "Jana Becker").await;
        katrin.picture("removed").await;
        martin.reads("Katrin hat den Chat verlassen").await;
        martin.writes("Sind Sie noch da?").await;
        jana.browser().reads("transcript", "Sind Sie noch da?").await;
        assert!(!katrin.browser().shows("Sind Sie noch da?").await);
        katrin.marks_everything_done().await;
        katrin.browser().find("empty-workspace").await;

        // The end says what ends with it, and does nothing without a yes.
        jana.looks_for("consult", "Sven", "agent-sven").await;
        jana.browser().click("communicator-act").await;
        sven.accepts(InvitationKind::Consultation).await;
        jana.browser().reads("consultation", "Sven Albrecht").await;
        jana.browser().click("tool-end").await;
        jana.browser().reads("end-dialog", "Sven Albrecht").await;
        jana.picture("end-dialog").await;
        jana.browser().click("end-cancel").await;
        jana.writes("Ja, ich bin noch da.").await;

        // A second desktop of hers takes over; the first says so and can take it back.
        let second = desktop(&scenario, &server, "jana").await;
        jana.browser().find("elsewhere").await;
        jana.pictures("elsewhere").await;
        jana.browser().click("continue-here").await;
        jana.browser().reads("transcript", "Ja, ich bin noch da.").await;
        second.browser().find("elsewhere").await;
        drop(second);

        // To close the main window with an open chat asks, and no is an answer.
        jana.closes_this_window().await;
        jana.browser().reads("quit-dialog", "Martin Hoffmann").await;
        jana.browser().reads("quit-dialog", "Sven Albrecht").await;
        jana.pictures("quit").await;
        jana.presses("Escape").await;
        jana.browser().is_without("quit-dialog").await;
        jana.browser().reads("transcript", "Ja, ich bin noch da.").await;

        // The contact leaves: nothing can be written any more, the consultation goes on until an agent ends it.
        martin.browser().click("contact-leave").await;
        martin.browser().click("contact-leave-confirm").await;
        martin.browser().find("contact-ended").await;
        jana.browser().find("read-only").await;
        jana.browser().reads("consultation", "Sven Albrecht").await;
        jana.picture("contact-left").await;
        jana.ends().await;
        jana.browser().find("wrap-up").await;
        jana.browser().click("mark-done").await;
        jana.browser().reads("mark-done-missing", "Ergebnis").await;
        jana.picture("mark-done-missing").await;
        jana.browser().choose("disposition", "solved").await;
        jana.marks_everything_done().await;
        jana.browser().find("empty-workspace").await;
        jana.browser().click("person-menu").await;
        jana.browser().click("sign-out").await;
        jana.browser().find("sign-in").await;
    })
    .await;
}
