//! What a colleague says next in a thread, from what stands there: pure. Whatever happened in between (a cut, a new
//! start) it goes on from there.

use konsil_protocol::domain::{AgentId, CaseView, ConsultationState, ConsultationView, Party};

use super::memory::Said;

/// A line of a colleague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    // To the contact
    Greeting,
    Takeover,
    Solved,
    Goodbye,
    // In a consultation, asked
    Ready,
    Advice,
    More,
    Anything,
    Gladly,
    // In a consultation, asking
    Thanks,
    Nudge,
    Alone,
}

/// When it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// In answer to what was said last.
    Soon,
    /// If nobody says anything for a while.
    AfterSilence,
}

/// Whether my own part in a thread is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Say(Line, When),
    /// Nothing until somebody else speaks.
    Listen,
    /// I have said what I had to say.
    Finished,
}

fn mine(said: &[Said], me: &AgentId) -> usize {
    said.iter().filter(|said| is_by(said, me)).count()
}

fn is_by(said: &Said, me: &AgentId) -> bool {
    matches!(&said.from, Party::Agent { agent } if agent == me)
}

/// Whether somebody whom `counts` names has spoken since I did.
fn spoken_since(said: &[Said], me: &AgentId, counts: impl Fn(&Party) -> bool) -> bool {
    said.iter().rev().take_while(|said| !is_by(said, me)).any(|said| counts(&said.from))
}

/// To the contact, as one of the chat's agents.
pub(super) fn to_contact(view: &CaseView, said: &[Said], me: &AgentId) -> Next {
    const COMING_IN: [Line; 3] = [Line::Takeover, Line::Solved, Line::Goodbye];
    const FROM_THE_QUEUE: [Line; 3] = [Line::Greeting, Line::Solved, Line::Goodbye];

    let others_before = said.iter().take_while(|said| !is_by(said, me)).any(|said| said.from != Party::Contact);
    let lines: &[Line] = if others_before { &COMING_IN } else { &FROM_THE_QUEUE };
    let Some(line) = lines.get(mine(said, me)).copied() else { return Next::Finished };
    let owner = view.owner.as_ref() == Some(me);
    if line == Line::Goodbye && !owner {
        // The chat is the owner's to end.
        Next::Listen
    } else if mine(said, me) == 0 || spoken_since(said, me, |who| *who == Party::Contact) {
        Next::Say(line, When::Soon)
    } else if owner {
        Next::Say(line, When::AfterSilence)
    } else {
        Next::Listen
    }
}

/// In a consultation that I was asked into.
pub(super) fn asked(consultation: &ConsultationView, said: &[Said], me: &AgentId) -> Next {
    if consultation.state != ConsultationState::Active {
        return Next::Finished;
    }
    let with_question = consultation.question.as_deref().is_some_and(|question| !question.trim().is_empty());
    let lines: &[Line] = if with_question {
        &[Line::Advice, Line::More, Line::Gladly, Line::Anything]
    } else {
        &[Line::Ready, Line::Advice, Line::More, Line::Gladly, Line::Anything]
    };
    match lines.get(mine(said, me)).copied() {
        None => Next::Finished,
        Some(line) if mine(said, me) == 0 || spoken_since(said, me, |_| true) => Next::Say(line, When::Soon),
        Some(_) => Next::Listen,
    }
}

/// In a consultation that I have begun.
pub(super) fn asking(consultation: &ConsultationView, said: &[Said], me: &AgentId) -> Next {
    if consultation.state != ConsultationState::Active {
        return Next::Finished;
    }
    let answered = said.iter().any(|said| !is_by(said, me));
    let thanked = said.iter().skip_while(|said| is_by(said, me)).any(|said| is_by(said, me));
    match (answered, mine(said, me)) {
        (true, _) if thanked => Next::Finished,
        (true, _) => Next::Say(Line::Thanks, When::Soon),
        (false, 0) => Next::Say(Line::Nudge, When::AfterSilence),
        (false, 1) => Next::Say(Line::Alone, When::AfterSilence),
        (false, _) => Next::Finished,
    }
}
