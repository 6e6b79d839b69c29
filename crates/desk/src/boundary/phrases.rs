//! Every phrase that the desk says: its Fluent id and arguments. `locales` defines them; [`ALL`] is what a test holds
//! both sides to.
//!
//! Arguments: `text` is a name or words, `number` a count, `moment` a time in milliseconds since 1970 that the window
//! formats (hour and minute). `me` says which of the people named is the reader, by the name of that argument (`agent`,
//! `by`, `to`, `target`), or `none`; the message selects on it ("Sie haben …", "… an Sie").

use konsil_protocol::domain::{
    AgentState, ConsultationEnd, ContactLeft, NotAskableWhy, NotReadyReason, ReasonId, Timestamp,
};

use crate::boundary::view::{Arg, Phrase};

/// What a phrase takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgKind {
    Text,
    Number,
    Moment,
}

/// A phrase's id with its arguments.
#[derive(Debug, Clone, Copy)]
pub struct Signature {
    pub id: &'static str,
    pub args: &'static [(&'static str, ArgKind)],
}

macro_rules! arg_type {
    (text) => {
        &str
    };
    (number) => {
        u32
    };
    (moment) => {
        Timestamp
    };
}
macro_rules! arg_kind {
    (text) => {
        ArgKind::Text
    };
    (number) => {
        ArgKind::Number
    };
    (moment) => {
        ArgKind::Moment
    };
}
macro_rules! arg_value {
    (text, $value:expr) => {
        Arg::Text($value.to_owned())
    };
    (number, $value:expr) => {
        Arg::Number(f64::from($value))
    };
    (moment, $value:expr) => {
        moment($value)
    };
}
macro_rules! phrases {
    ($($id:literal $name:ident ($($arg:ident: $kind:ident),*);)*) => {
        /// All of them.
        pub const ALL: &[Signature] = &[
            $(Signature { id: $id, args: &[$((stringify!($arg), arg_kind!($kind))),*] },)*
        ];
        $(
            #[must_use]
            pub fn $name($($arg: arg_type!($kind)),*) -> Phrase {
                Phrase {
                    id: $id.to_owned(),
                    args: [$((stringify!($arg).to_owned(), arg_value!($kind, $arg))),*].into_iter().collect(),
                }
            }
        )*
    };
}

/// A time as an argument. Exact: a double holds milliseconds for 285,000 years.
#[expect(clippy::cast_precision_loss)]
fn moment(at: Timestamp) -> Arg {
    Arg::Number(at.0 as f64)
}

phrases! {
    // Titles of windows
    "window-title-main" window_title_main(name: text);
    "window-title-start" window_title_start();
    "window-title-chat" window_title_chat(contact: text);
    "window-title-main-waiting" window_title_main_waiting(icon: text, time: text, contact: text, name: text);
    "window-title-chat-waiting" window_title_chat_waiting(icon: text, time: text, contact: text);

    // Second line of a chat's header
    "chat-since" chat_since(queue: text, at: moment);
    "chat-of-colleague" chat_of_colleague(queue: text, owner: text);
    "chat-contact-left-at" chat_contact_left_at(queue: text, at: moment);
    "chat-ended-at" chat_ended_at(queue: text, at: moment);

    // Why a chat is read-only
    "former-ended" former_ended();
    "former-removed" former_removed(by: text);
    "former-transferred" former_transferred(to: text);
    "former-vanished" former_vanished();
    "former-gone" former_gone();
    "former-unsupported" former_unsupported();

    // Second line of a row
    "preview-mine" preview_mine(text: text);
    "preview-contact" preview_contact(text: text);
    "preview-colleague" preview_colleague(name: text, text: text);
    "preview-not-sent" preview_not_sent(text: text);
    "preview-uncertain" preview_uncertain(text: text);
    "preview-nothing-said" preview_nothing_said();
    "preview-ended" preview_ended();
    "preview-removed" preview_removed();
    "preview-contact-left" preview_contact_left();
    "preview-consultation" preview_consultation(contact: text, queue: text);
    "preview-consultation-ended" preview_consultation_ended(contact: text);

    // Lines in a thread, named after the system messages
    "chat-opened" chat_opened();
    "back-in-queue" back_in_queue();
    "back-in-queue-by" back_in_queue_by(by: text, me: text);
    "agent-joined" agent_joined(agent: text, me: text);
    "agent-left" agent_left(agent: text, me: text);
    "agent-joined-routed" agent_joined_routed(agent: text, me: text);
    "agent-joined-conference" agent_joined_conference(agent: text, by: text, me: text);
    "agent-joined-transfer" agent_joined_transfer(agent: text, by: text, me: text);
    "agent-left-ended" agent_left_ended(agent: text, me: text);
    "agent-left-removed" agent_left_removed(agent: text, by: text, me: text);
    "agent-left-transferred" agent_left_transferred(agent: text, to: text, me: text);
    "agent-left-vanished" agent_left_vanished(agent: text, me: text);
    "owner-changed" owner_changed(agent: text, me: text);
    "contact-interrupted" contact_interrupted(contact: text);
    "contact-returned" contact_returned(contact: text);
    "contact-left-ended" contact_left_ended(contact: text);
    "contact-left-timed-out" contact_left_timed_out(contact: text);
    "chat-ended" chat_ended();
    "consultation-asked" consultation_asked(by: text, target: text, me: text);
    "consultation-started" consultation_started(agent: text, me: text);
    "consultation-accepted" consultation_accepted(target: text);
    "consultation-declined" consultation_declined(target: text);
    "consultation-expired" consultation_expired(target: text);
    "consultation-withdrawn" consultation_withdrawn(target: text);
    "consultation-ended-by-agent" consultation_ended_by_agent(by: text, me: text);
    "request-over" request_over(target: text);
    "consultation-over" consultation_over();
    "consultation-ended-session-ended" consultation_ended_session_ended();
    "consultation-ended-became-conference" consultation_ended_became_conference();
    "consultation-ended-transferred" consultation_ended_transferred();
    "unsupported-line" unsupported_line();

    // Above the chat, beside consultation-declined, -expired and -withdrawn
    "conference-declined" conference_declined(target: text);
    "conference-expired" conference_expired(target: text);
    "conference-withdrawn" conference_withdrawn(target: text);
    "transfer-declined" transfer_declined(target: text);
    "transfer-expired" transfer_expired(target: text);
    "transfer-withdrawn" transfer_withdrawn(target: text);
    "anyone-not-available" anyone_not_available(target: text);
    "transfer-anyone-not-available" transfer_anyone_not_available(target: text);
    "skill-not-available" skill_not_available(target: text, level: number);
    "transfer-skill-not-available" transfer_skill_not_available(target: text, level: number);
    "you-are-owner-now" you_are_owner_now();

    // Why a text was not sent; beside the refusals
    "not-sent-too-old" not_sent_too_old();
    "not-sent-chat-gone" not_sent_chat_gone();
    "not-sent-not-stored" not_sent_not_stored();
    "not-sent-became-conference" not_sent_became_conference();
    "not-sent-consultation-over" not_sent_consultation_over();
    "not-sent-question" not_sent_question();
    "not-sent-handover-note" not_sent_handover_note();
    "not-sent-note" not_sent_note();
    "not-sent-newer" not_sent_newer();
    "not-sent-damaged" not_sent_damaged();
    "unreadable-chat" unreadable_chat();

    // Shown once
    "told-not-ready-no-answer" told_not_ready_no_answer();
    "told-not-saved" told_not_saved();
    "told-not-read" told_not_read();
    "told-taken-over" told_taken_over(agent: text, contact: text);
    "told-in-queue" told_in_queue(queue: text, contact: text);
    "told-do-not-disturb-past" told_do_not_disturb_past();

    // The bar for a lost connection
    "offline-unreachable" offline_unreachable();
    "offline-name-unknown" offline_name_unknown();
    "offline-not-encrypted" offline_not_encrypted();
    "offline-only-encrypted" offline_only_encrypted();
    "offline-certificate-untrusted" offline_certificate_untrusted();
    "offline-certificate-out-of-date" offline_certificate_out_of_date();
    "offline-certificate-other-name" offline_certificate_other_name();
    "offline-portal" offline_portal();
    "offline-other-server" offline_other_server();
    "offline-proxy-away" offline_proxy_away();
    "offline-proxy-sign-in" offline_proxy_sign_in();
    "offline-proxy-refuses" offline_proxy_refuses();
    "offline-busy" offline_busy();
    "offline-version" offline_version();
    "offline-server-fault" offline_server_fault();

    // Sign-in
    "sign-in-wrong-login-or-password" sign_in_wrong_login_or_password();
    "sign-in-disabled" sign_in_disabled();
    "sign-in-session-ended" sign_in_session_ended();
    "sign-in-too-many-attempts" sign_in_too_many_attempts(seconds: number);
    "sign-in-insecure-address" sign_in_insecure_address();
    "sign-in-address-not-understood" sign_in_address_not_understood();
    "sign-in-unreachable" sign_in_unreachable();
    "sign-in-name-unknown" sign_in_name_unknown();
    "sign-in-not-encrypted" sign_in_not_encrypted();
    "sign-in-only-encrypted" sign_in_only_encrypted();
    "sign-in-certificate-untrusted" sign_in_certificate_untrusted();
    "sign-in-certificate-out-of-date" sign_in_certificate_out_of_date();
    "sign-in-certificate-other-name" sign_in_certificate_other_name();
    "sign-in-portal" sign_in_portal();
    "sign-in-other-server" sign_in_other_server();
    "sign-in-proxy-away" sign_in_proxy_away();
    "sign-in-proxy-sign-in" sign_in_proxy_sign_in();
    "sign-in-proxy-refuses" sign_in_proxy_refuses();
    "sign-in-version" sign_in_version();
    "sign-in-server-fault" sign_in_server_fault();
    "sign-in-profile-in-use" sign_in_profile_in_use();
    "sign-in-store-fault" sign_in_store_fault();

    // Practice mode
    "practice-failed-port" practice_failed_port(port: number);
    "practice-failed-store" practice_failed_store();
    "practice-failed" practice_failed();
    "told-contact-comes" told_contact_comes();
    "told-contact-when-ready" told_contact_when_ready();
    "told-contact-when-room" told_contact_when_room();

    // Presence in the Team Communicator
    "presence-ready" presence_ready(chats: number);
    "presence-after-work" presence_after_work(chats: number);
    "presence-signed-in" presence_signed_in(chats: number);
    "presence-break" presence_break(chats: number);
    "presence-meeting" presence_meeting(chats: number);
    "presence-training" presence_training(chats: number);
    "presence-other-work" presence_other_work(chats: number);
    "presence-reason" presence_reason(reason: text, chats: number);
    "presence-no-answer" presence_no_answer(chats: number);
    "presence-not-ready" presence_not_ready(chats: number);
    "presence-unsupported" presence_unsupported(chats: number);
    "presence-logged-out" presence_logged_out();
    "presence-do-not-disturb" presence_do_not_disturb(chats: number);
    "presence-disconnected" presence_disconnected(chats: number);
    "presence-several" presence_several(available: number, members: number);

    // Who takes part beside the contact and the agents
    "party-expert" party_expert(sponsor: text);
    "party-supervisor" party_supervisor();
    "party-unsupported" party_unsupported();

    // Why somebody cannot be asked
    "not-askable-yourself" not_askable_yourself();
    "not-askable-already-member" not_askable_already_member();
    "not-askable-already-invited" not_askable_already_invited();
    "not-askable-already-consulting" not_askable_already_consulting();
    "not-askable-busy" not_askable_busy();
    "not-askable-logged-out" not_askable_logged_out();
    "not-askable-disconnected" not_askable_disconnected();
    "not-askable-do-not-disturb" not_askable_do_not_disturb();
    "not-askable-nobody-available" not_askable_nobody_available();
    "not-askable-other-agent-in-chat" not_askable_other_agent_in_chat();
    "not-askable-now" not_askable_now();
    "not-askable-gone" not_askable_gone();

    // The number on the icon, and the buttons of a notification
    "badge-words" badge_words(count: number);
    "notification-accept" notification_accept();
    "notification-decline" notification_decline();
    "notification-open" notification_open();
    "notification-reply" notification_reply();

    // What a notification says
    "notification-contact" notification_contact(contact: text);
    "notification-colleague" notification_colleague(name: text, contact: text);
    "notification-consultation" notification_consultation(name: text, contact: text);
    "notification-invitation" notification_invitation(kind: text, contact: text, by: text);
    "notification-invitation-about" notification_invitation_about(contact: text, queue: text);
    "notification-invitation-text" notification_invitation_text(contact: text, queue: text, text: text);
    "notification-chat-about" notification_chat_about(queue: text);
    "notification-chat-text" notification_chat_text(queue: text, text: text);
    "notification-messages" notification_messages(count: number);
    "notification-text" notification_text(text: text);
    "notification-waits" notification_waits();
    "notification-not-ready" notification_not_ready();
    "notification-not-ready-text" notification_not_ready_text();
    "notification-trial" notification_trial();
    "notification-trial-text" notification_trial_text();

    // Why it rang
    "why-contact-wrote" why_contact_wrote();
    "why-colleague-wrote" why_colleague_wrote(name: text);
    "why-consultation-words" why_consultation_words(name: text);
    "why-invited" why_invited(kind: text);
    "why-pending" why_pending();
    "why-answering" why_answering();
    "why-answer-came-back" why_answer_came_back();
    "why-answered" why_answered();
    "why-contact-left" why_contact_left();
    "why-session-ended" why_session_ended();
    "why-answering-invitation" why_answering_invitation();
    "why-invitation-open-again" why_invitation_open_again();
    "why-invitation-over" why_invitation_over();
    "why-still-invited" why_still_invited();
    "why-quiet-began" why_quiet_began(at: moment);
    "why-quiet-began-system" why_quiet_began_system();
    "why-quiet-ended" why_quiet_ended();
    "why-quiet-ended-system" why_quiet_ended_system();
    "why-silenced" why_silenced();
    "why-not-silenced" why_not_silenced();
    "why-moved" why_moved();
    "why-window-left" why_window_left();
    "why-window-activated" why_window_activated();
    "why-read" why_read();
    "why-setting-changed" why_setting_changed();
    "why-chat-changed" why_chat_changed();
    "why-made-not-ready" why_made_not_ready();
    "why-state-changed" why_state_changed();
    "why-trial" why_trial();

    // What was done, or why nothing was
    "sign-flash" sign_flash(window: text);
    "sign-flash-ended" sign_flash_ended(window: text);
    "sign-flash-goes-on" sign_flash_goes_on(window: text);
    "sign-notification" sign_notification();
    "sign-notification-replaced" sign_notification_replaced();
    "sign-notification-withdrawn" sign_notification_withdrawn();
    "sign-sound" sign_sound(sound: text);
    "sign-sound-later" sign_sound_later();
    "sign-badge" sign_badge(count: number);
    "no-sign-quiet" no_sign_quiet(at: moment);
    "no-sign-quiet-system" no_sign_quiet_system();
    "no-sign-silenced" no_sign_silenced();
    "no-flash-off" no_flash_off();
    "no-notification-off" no_notification_off();
    "no-notification-nobody" no_notification_nobody();
    "no-sound-off" no_sound_off();
    "no-sound-volume" no_sound_volume();
    "no-sound-recent" no_sound_recent();
    "no-sound-device" no_sound_device();
    "told-reply-to-whom" told_reply_to_whom();
    "told-volume-zero" told_volume_zero();
    "told-no-sound-device" told_no_sound_device();
    "told-sound-elsewhere" told_sound_elsewhere(device: text);
    "told-no-notifications" told_no_notifications();

    // The tray
    "tray-show" tray_show();
    "tray-ready" tray_ready();
    "tray-not-ready" tray_not_ready();
    "tray-end-do-not-disturb" tray_end_do_not_disturb();
    "tray-quit" tray_quit();
    "tray-tooltip" tray_tooltip(name: text, state: text, count: number, quiet: text);
    "tray-tooltip-signed-out" tray_tooltip_signed_out();
    "tray-chat-waits" tray_chat_waits(contact: text, minutes: number);
    "tray-chat-consultation" tray_chat_consultation(contact: text);
    "tray-chat-invitation" tray_chat_invitation(contact: text);

    // Quitting: what is open, and what becomes of it
    "quit-chats" quit_chats(count: number, contacts: text);
    "quit-consultations" quit_consultations(count: number, names: text);
    "quit-texts" quit_texts(count: number);
    "quit-unsaved" quit_unsaved(count: number);
    "quit-contacts-wait" quit_contacts_wait(count: number);
    "quit-consultations-stay" quit_consultations_stay(count: number);
    "quit-texts-later" quit_texts_later();
    "quit-drafts-stay" quit_drafts_stay();
    "quit-unsaved-lost" quit_unsaved_lost();

    // There is no next chat
    "next-nothing" next_nothing();
    "next-nothing-else" next_nothing_else();

    // Refusals, named after the code
    "refusal-no-such-case" refusal_no_such_case();
    "refusal-no-such-invitation" refusal_no_such_invitation();
    "refusal-no-such-consultation" refusal_no_such_consultation();
    "refusal-no-such-target" refusal_no_such_target();
    "refusal-not-permitted" refusal_not_permitted();
    "refusal-already-ended" refusal_already_ended();
    "refusal-removed-from-conference" refusal_removed_from_conference(by: text);
    "refusal-contact-left" refusal_contact_left();
    "refusal-chat-ended" refusal_chat_ended();
    "refusal-invitation-accepted" refusal_invitation_accepted();
    "refusal-invitation-declined" refusal_invitation_declined();
    "refusal-invitation-expired" refusal_invitation_expired();
    "refusal-invitation-withdrawn" refusal_invitation_withdrawn();
    "refusal-already-invited" refusal_already_invited();
    "refusal-request-pending" refusal_request_pending();
    "refusal-already-member" refusal_already_member();
    "refusal-already-consulting" refusal_already_consulting();
    "refusal-target-is-yourself" refusal_target_is_yourself();
    "refusal-target-logged-out" refusal_target_logged_out();
    "refusal-target-do-not-disturb" refusal_target_do_not_disturb();
    "refusal-do-not-disturb-too-long" refusal_do_not_disturb_too_long();
    "refusal-target-busy" refusal_target_busy();
    "refusal-nobody-available" refusal_nobody_available();
    "refusal-no-free-place" refusal_no_free_place();
    "refusal-already-taken" refusal_already_taken();
    "refusal-being-offered" refusal_being_offered();
    "refusal-other-agent-in-chat" refusal_other_agent_in_chat();
    "refusal-not-ended-yet" refusal_not_ended_yet();
    "refusal-disposition-missing" refusal_disposition_missing();
    "refusal-no-such-disposition" refusal_no_such_disposition();
    "refusal-sessions-open" refusal_sessions_open(count: number, contacts: text);
    "refusal-state-not-possible" refusal_state_not_possible();
    "refusal-text-empty" refusal_text_empty();
    "refusal-text-too-long" refusal_text_too_long();
    "refusal-too-many-case-data" refusal_too_many_case_data(limit: number);
    "refusal-malformed" refusal_malformed();
    "refusal-command-id-reused" refusal_command_id_reused();
    "refusal-store-unavailable" refusal_store_unavailable();
    "refusal-unsupported" refusal_unsupported();
    "refusal-offline" refusal_offline();
}

/// `named`: what the centre calls the reason.
#[must_use]
pub fn presence(state: AgentState, named: Option<&str>, chats: u32) -> Phrase {
    match state {
        AgentState::Ready => presence_ready(chats),
        AgentState::AfterWork => presence_after_work(chats),
        AgentState::LoggedOut => presence_logged_out(),
        AgentState::Unsupported => presence_unsupported(chats),
        AgentState::NotReady { reason } => match reason {
            NotReadyReason::SignedIn => presence_signed_in(chats),
            NotReadyReason::NoAnswer => presence_no_answer(chats),
            NotReadyReason::Unsupported => presence_not_ready(chats),
            NotReadyReason::Chosen(reason) => match (named, reason) {
                (Some(name), _) => presence_reason(name, chats),
                (None, ReasonId::BREAK) => presence_break(chats),
                (None, ReasonId::MEETING) => presence_meeting(chats),
                (None, ReasonId::TRAINING) => presence_training(chats),
                (None, ReasonId::OTHER_WORK) => presence_other_work(chats),
                // Taken out of the centre's file since: its id is all that is left of it.
                (None, reason) => presence_reason(reason.as_str(), chats),
            },
        },
    }
}

#[must_use]
pub fn not_askable(why: NotAskableWhy) -> Phrase {
    match why {
        NotAskableWhy::Yourself => not_askable_yourself(),
        NotAskableWhy::AlreadyMember => not_askable_already_member(),
        NotAskableWhy::AlreadyInvited => not_askable_already_invited(),
        NotAskableWhy::AlreadyConsulting => not_askable_already_consulting(),
        NotAskableWhy::Busy => not_askable_busy(),
        NotAskableWhy::LoggedOut => not_askable_logged_out(),
        NotAskableWhy::Unsupported => not_askable_now(),
    }
}

#[must_use]
pub fn contact_left(why: ContactLeft, contact: &str) -> Phrase {
    match why {
        ContactLeft::Ended | ContactLeft::Unsupported => contact_left_ended(contact),
        ContactLeft::TimedOut => contact_left_timed_out(contact),
    }
}

/// Why a consultation is over; its last line says who ended it.
#[must_use]
pub fn consultation_ended(why: ConsultationEnd) -> Phrase {
    match why {
        ConsultationEnd::ByAgent | ConsultationEnd::Unsupported => consultation_over(),
        ConsultationEnd::SessionEnded => consultation_ended_session_ended(),
        ConsultationEnd::BecameConference => consultation_ended_became_conference(),
        ConsultationEnd::Transferred => consultation_ended_transferred(),
    }
}
