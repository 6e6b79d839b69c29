//! What follows from an answer that the agent gave in a notification.

use konsil_protocol::domain::{CaseId, ThreadRef};

use crate::attention::answers::{Answer, Reply};
use crate::attention::state::Attention;
use crate::boundary::effect::Effect;
use crate::boundary::moment::Moment;
use crate::boundary::phrases;
use crate::boundary::system::NotificationAnswer;
use crate::boundary::window::WindowId;
use crate::pending::work::Outcome;
use crate::places::parts::Parts;

/// What the agent chose in a notification.
pub(crate) fn on_notification(
    parts: &mut Parts,
    attention: &mut Attention,
    case: &CaseId,
    answer: NotificationAnswer,
    moment: &mut Moment,
) -> Outcome {
    let to_main = || Outcome::of([Effect::FocusWindow { window: WindowId::Main }]);
    let context = parts.context();
    match attention.on_notification(&parts.workspace(), case, answer) {
        Answer::Nothing => Outcome::default(),
        Answer::Focus => to_main(),
        Answer::Show(thread) => Outcome::of(parts.bring(&thread)),
        Answer::TooLate(why) => Outcome::toast(WindowId::Main, parts.agent.refusal(&why)).and(to_main()),
        Answer::Invitation { invitation, command, then } => {
            let asked = parts.agent.command(WindowId::Main, command, moment, context);
            // Where it could not even be asked, the main window says why.
            let out = parts.agent.pending.is_answering(&invitation);
            let window = if out { then } else { Some(WindowId::Main) };
            asked.and(Outcome::of(window.map(|window| Effect::FocusWindow { window })))
        }
        Answer::Reply { thread, text, reply } => on_reply(parts, attention, &thread, text, reply, moment),
    }
}

fn on_reply(
    parts: &mut Parts,
    attention: &mut Attention,
    thread: &ThreadRef,
    text: String,
    reply: Reply,
    moment: &mut Moment,
) -> Outcome {
    let context = parts.context();
    let case = &thread.case;
    let window = parts.places.layout().holder(case);
    match reply {
        Reply::Goes => {
            let sent = parts.agent.reply(window, thread, text, moment, context);
            sent.and(Outcome::of(attention.answered(case)))
        }
        Reply::ToComposer(why) => {
            let kept = parts.agent.add_to_draft(thread, &text);
            parts.agent.texts.compose(thread);
            Outcome::of(kept.into_iter().chain(parts.bring(thread))).and(Outcome::toast(window, why))
        }
        Reply::NotSent(why) => {
            let why = parts.agent.read_only(&why);
            let kept = parts.agent.keep_as_unsent(window, thread, &text, moment, context);
            kept.and(Outcome::of(parts.bring(thread))).and(Outcome::toast(window, why))
        }
        Reply::ChatGone => {
            let kept = parts.agent.add_to_draft(thread, &text);
            parts.agent.drafts_become_unsent(case, moment, context);
            let to_main = Effect::FocusWindow { window: WindowId::Main };
            let toast = Outcome::toast(WindowId::Main, phrases::refusal_no_such_case());
            Outcome::of(kept.into_iter().chain([to_main])).and(toast)
        }
    }
}
