//! What the agent did with a notification: the same commands as in the windows, by the same checks.

use konsil_protocol::domain::{CaseId, Command, InvitationId, Refusal, Thread, ThreadRef};

use super::facts::invited_to;
use super::not_ready::is_about_not_ready;
use super::notes::Shown;
use super::state::Attention;
use super::trial::is_sample;
use crate::boundary::effect::Effect;
use crate::boundary::phrases;
use crate::boundary::system::NotificationAnswer;
use crate::boundary::view::Phrase;
use crate::boundary::window::WindowId;
use crate::chats::case::ReadOnly;
use crate::pending::workspace::Workspace;
use crate::texts::drafts::not_too_long;

/// What follows from the answer.
#[derive(Debug)]
pub(crate) enum Answer {
    Nothing,
    /// The main window comes to the front.
    Focus,
    /// Exactly that chat is shown, and in it this thread.
    Show(ThreadRef),
    /// What the notification was about is over.
    TooLate(Refusal),
    /// The first answer to an invitation counts. If it goes out, that window comes to the front.
    Invitation {
        invitation: InvitationId,
        command: Command,
        then: Option<WindowId>,
    },
    Reply {
        thread: ThreadRef,
        text: String,
        reply: Reply,
    },
}

/// What becomes of a reply that was written in a notification.
#[derive(Debug)]
pub(crate) enum Reply {
    /// It goes out as if written in its thread.
    Goes,
    /// It goes into the composer and is shown there: it is too long, or it is not certain any more to whom it goes.
    ToComposer(Phrase),
    /// Nothing can be written there any more: it is shown as a text that was not sent.
    NotSent(ReadOnly),
    /// The chat is gone: it is kept as a text that was not sent.
    ChatGone,
}

impl Attention {
    pub fn on_notification(&mut self, workspace: &Workspace<'_>, case: &CaseId, answer: NotificationAnswer) -> Answer {
        if is_sample(workspace, case) {
            return Answer::Nothing;
        }
        if is_about_not_ready(workspace, case) {
            return self.on_not_ready(&answer);
        }
        match answer {
            NotificationAnswer::Open => self.open(workspace, case),
            NotificationAnswer::Accept => {
                let then = Some(workspace.layout.holder(case));
                answer_invitation(workspace, case, then, |invitation| Command::AcceptInvitation { invitation })
            }
            NotificationAnswer::Decline => {
                answer_invitation(workspace, case, None, |invitation| Command::DeclineInvitation { invitation })
            }
            NotificationAnswer::Reply { text } if text.trim().is_empty() => Answer::Nothing,
            NotificationAnswer::Reply { text } => self.reply(workspace, case, text),
            NotificationAnswer::Closed => {
                self.notes.close(case);
                Answer::Nothing
            }
        }
    }

    fn on_not_ready(&mut self, answer: &NotificationAnswer) -> Answer {
        match answer {
            NotificationAnswer::Open => Answer::Focus,
            NotificationAnswer::Closed => {
                self.unaware.closed();
                Answer::Nothing
            }
            // It has no such buttons.
            NotificationAnswer::Accept | NotificationAnswer::Decline | NotificationAnswer::Reply { .. } => {
                Answer::Nothing
            }
        }
    }

    /// The consultation whose words it was about is opened in the chat.
    fn open(&self, workspace: &Workspace<'_>, id: &CaseId) -> Answer {
        let invitation = workspace.identity.open_invitation(id, workspace.now);
        let in_chat = invitation.is_none_or(|invitation| workspace.chats.holds(invitation));
        if workspace.chats.case(id).is_some() && in_chat {
            let about = self.notes.shown(id).and_then(|shown| shown.note.thread());
            Answer::Show(ThreadRef { case: id.clone(), thread: about.unwrap_or(Thread::Main) })
        } else if invitation.is_some() {
            Answer::Focus
        } else {
            Answer::TooLate(Refusal::NoSuchCase)
        }
    }

    /// If it is not certain any more where the reply belongs, it stays private until the agent has looked.
    fn reply(&self, workspace: &Workspace<'_>, id: &CaseId, text: String) -> Answer {
        let (thread, certain) = match self.notes.shown(id).and_then(Shown::to_answer) {
            Some(thread) => (thread.clone(), Ok(())),
            None => (most_private_thread(workspace, id), Err(phrases::told_reply_to_whom())),
        };
        let thread = ThreadRef { case: id.clone(), thread };
        let reply = if workspace.chats.case(id).is_none() {
            Reply::ChatGone
        } else if let Err(why) = workspace.chats.may_write(&thread) {
            Reply::NotSent(why)
        } else if let Err(why) = certain.and_then(|()| not_too_long(Some(&text))) {
            Reply::ToComposer(why)
        } else {
            Reply::Goes
        };
        Answer::Reply { thread, text, reply }
    }

    /// It was answered: it is withdrawn, and not shown again for what it said.
    pub fn answered(&mut self, id: &CaseId) -> Option<Effect> {
        self.notes.close(id).then(|| Effect::Withdraw { case: id.clone() })
    }
}

fn answer_invitation(
    workspace: &Workspace<'_>,
    id: &CaseId,
    then: Option<WindowId>,
    answer: impl FnOnce(InvitationId) -> Command,
) -> Answer {
    match invited_to(workspace, id) {
        Some(invited) if invited.answering => match then {
            Some(WindowId::Main) => Answer::Focus,
            Some(WindowId::Chat(_)) => Answer::Show(ThreadRef::main(id.clone())),
            None => Answer::Nothing,
        },
        Some(invited) => {
            Answer::Invitation { invitation: invited.invitation.clone(), command: answer(invited.invitation), then }
        }
        None => Answer::TooLate(Refusal::NoSuchInvitation),
    }
}

fn most_private_thread(workspace: &Workspace<'_>, id: &CaseId) -> Thread {
    let selected = workspace.chats.selected_consultation(id).cloned();
    selected.map_or(Thread::Main, |consultation| Thread::Consultation { consultation })
}
