//! The middle and right column: one chat with its consultations, as it is drawn.

use konsil_protocol::domain::{
    AgentId, Command, ConsultTarget, ConsultationState, ConsultationView, ContactPresence, InvitationKind,
    InvitationOutcome, Left, RequestOutcome, Standing, Thread,
};

use crate::boundary::input::{Purpose, ScrollAnchor};
use crate::boundary::phrases;
use crate::boundary::view::{
    ChatView, ConsultationPane, ContactStateView, DataRow, DispositionOption, NoticeView, ParticipantView, Phrase,
    RequestRow, StandingView,
};
use crate::chats::case::{About, CaseState, Part};
use crate::desk::Desk;
use crate::people::names::initials;

impl Desk {
    pub(crate) fn chat(&self, case: &CaseState) -> ChatView {
        let view = &case.view;
        let language = self.people.language;
        let names = &self.people.names;
        let mine = |command: &Command| command.case() == Some(&view.case);
        let asked: Vec<_> = self.asked.iter().map(|asked| &asked.command).filter(|command| mine(command)).collect();
        let main_draft = self.drafts.get(&(view.case.clone(), Thread::Main));
        let (note, disposition, case_data) = with_what_is_asked(case, &asked);
        ChatView {
            case: view.case.clone(),
            contact: view.contact.name.clone(),
            contact_language: view.contact.language,
            queue: names.queue(&view.queue, language).to_owned(),
            opened_at: view.opened_at,
            subtitle: self.subtitle(case),
            contact_state: match view.contact.presence {
                ContactPresence::Present | ContactPresence::Unsupported => ContactStateView::Present,
                ContactPresence::Interrupted { since } => ContactStateView::Interrupted { since },
                ContactPresence::Left { at, why: _ } => ContactStateView::Left { at },
            },
            standing: self.standing(case),
            owner: view.owner.as_ref().map(|owner| names.agent(owner).to_owned()),
            participants: self.participants(case),
            reminder: self.reminder(case),
            silenced: self.silenced.contains(&view.case),
            can: view.can.iter().copied().collect(),
            end_effect: view.end_effect,
            notices: case
                .notices
                .iter()
                .filter_map(|notice| self.notice(&notice.id, notice.at, &notice.about))
                .collect(),
            requests: self.requests(case, &asked),
            invitation: self.cards(|invitation| invitation.case == view.case && self.stands_in_chat(invitation)).pop(),
            consultations: view.consultations.iter().map(|consultation| self.pane(case, consultation)).collect(),
            selected_consultation: case.selected_consultation.clone(),
            note,
            disposition,
            disposition_required: view.disposition_required,
            dispositions: self.dispositions(case),
            case_data,
            scroll: scroll(case, &Thread::Main),
            busy: asked.iter().filter_map(|command| busy_name(command)).collect(),
            torn_off: self.own.contains_key(&view.case),
            has_draft: main_draft.is_some_and(|draft| !draft.text.trim().is_empty()),
        }
    }

    fn subtitle(&self, case: &CaseState) -> Phrase {
        let view = &case.view;
        let queue = self.people.names.queue(&view.queue, self.people.language);
        match (&view.standing, view.contact.presence) {
            (Standing::Former { at, .. }, _) => phrases::chat_ended_at(queue, *at),
            (Standing::Member | Standing::Unsupported, ContactPresence::Left { at, .. }) => {
                phrases::chat_contact_left_at(queue, at)
            }
            (Standing::ConsultTarget { by }, _) => {
                phrases::chat_of_colleague(queue, self.people.names.agent(view.owner.as_ref().unwrap_or(by)))
            }
            (
                Standing::Member | Standing::Unsupported,
                ContactPresence::Present | ContactPresence::Interrupted { .. } | ContactPresence::Unsupported,
            ) => phrases::chat_since(queue, view.opened_at),
        }
    }

    fn standing(&self, case: &CaseState) -> StandingView {
        let names = &self.people.names;
        match &case.view.standing {
            Standing::Member | Standing::ConsultTarget { .. } | Standing::Unsupported if case.part == Part::Gone => {
                StandingView::Former { at: case.last_activity(), notice: phrases::former_gone() }
            }
            Standing::Member => StandingView::Member,
            // It reads like a chat that one is no longer in; what `can` allows all the same is offered.
            Standing::Unsupported => {
                StandingView::Former { at: case.view.opened_at, notice: phrases::former_unsupported() }
            }
            Standing::ConsultTarget { by } => StandingView::ConsultTarget { by: names.agent(by).to_owned() },
            Standing::Former { at, why } => StandingView::Former {
                at: *at,
                notice: match why {
                    _ if case.part == Part::Gone => phrases::former_gone(),
                    Left::Ended => phrases::former_ended(),
                    Left::Removed { by } => phrases::former_removed(names.agent(by)),
                    Left::Transferred { to } => phrases::former_transferred(names.target(to, self.people.language)),
                    Left::Vanished => phrases::former_vanished(),
                    Left::Unsupported => phrases::former_gone(),
                },
            },
        }
    }

    fn participants(&self, case: &CaseState) -> Vec<ParticipantView> {
        let others = case.view.members.iter().filter(|member| Some(&member.agent) != self.people.me.as_ref());
        others
            .map(|member| {
                let name = self.people.names.agent(&member.agent);
                ParticipantView {
                    agent: member.agent.clone(),
                    name: name.to_owned(),
                    initials: initials(name),
                    owner: case.view.owner.as_ref() == Some(&member.agent),
                    connected: member.connected,
                    me: false,
                    removable: case.view.removable.contains(&member.agent),
                }
            })
            .collect()
    }

    fn notice(&self, id: &str, at: konsil_protocol::domain::Timestamp, about: &About) -> Option<NoticeView> {
        let (text, private, pick_another) = match about {
            About::Owner => (phrases::you_are_owner_now(), false, None),
            About::Request(outcome) => {
                let target = self.people.names.target(&outcome.target, self.people.language);
                let text = phrases::request_ended(outcome.kind, outcome.outcome, target)?;
                (text, outcome.kind == InvitationKind::Consultation, pick_another(outcome))
            }
        };
        Some(NoticeView { id: id.to_owned(), private, text, pick_another, at })
    }

    fn requests(&self, case: &CaseState, asked: &[&Command]) -> Vec<RequestRow> {
        let withdrawn = |id| {
            asked
                .iter()
                .any(|command| matches!(command, Command::WithdrawInvitation { invitation, .. } if invitation == id))
        };
        let rows = case.view.requests.iter().filter_map(|request| {
            Some(RequestRow {
                invitation: request.invitation.clone(),
                kind: request.kind,
                target: self.people.names.target(&request.target, self.people.language).to_owned(),
                expires_at: *case.expires.get(&request.invitation)?,
                busy: withdrawn(&request.invitation),
            })
        });
        rows.collect()
    }

    /// The other of the two; none while it is a queue that was asked.
    fn other<'a>(&self, consultation: &'a ConsultationView) -> Option<&'a AgentId> {
        let asker = (Some(&consultation.by) != self.people.me.as_ref()).then_some(&consultation.by);
        asker.or(consultation.with.as_ref()).or(match &consultation.target {
            ConsultTarget::Agent { agent } => Some(agent),
            ConsultTarget::Queue { .. } | ConsultTarget::Unsupported { .. } => None,
        })
    }

    /// Its name.
    pub(crate) fn consulted<'a>(&'a self, consultation: &'a ConsultationView) -> &'a str {
        match self.other(consultation) {
            Some(agent) => self.people.names.agent(agent),
            None => self.people.names.target(&consultation.target, self.people.language),
        }
    }

    fn pane(&self, case: &CaseState, consultation: &ConsultationView) -> ConsultationPane {
        let thread = Thread::Consultation { consultation: consultation.consultation.clone() };
        let mine = Some(&consultation.by) == self.people.me.as_ref();
        let other = self.other(consultation);
        let with = self.consulted(consultation);
        ConsultationPane {
            consultation: consultation.consultation.clone(),
            with: with.to_owned(),
            with_agent: other.cloned(),
            initials: initials(with),
            with_connected: other.is_none_or(|agent| self.is_connected(agent)),
            not_askable: other
                .filter(|agent| self.wants_no_disturbance(agent))
                .map(|_| phrases::not_askable_do_not_disturb()),
            mine,
            question: consultation.question.clone(),
            ended: match consultation.state {
                ConsultationState::Active => None,
                ConsultationState::Ended { at: _, why } => Some(phrases::consultation_ended(why)),
                ConsultationState::Unsupported => Some(phrases::unsupported_line()),
            },
            can: consultation.can.iter().copied().collect(),
            unread: case.threads.get(&thread).map_or(0, crate::thread::log::ThreadLog::unread),
            scroll: scroll(case, &thread),
        }
    }

    fn is_connected(&self, agent: &konsil_protocol::domain::AgentId) -> bool {
        self.directory.agents.iter().find(|found| &found.agent == agent).is_some_and(|found| found.connected)
    }

    fn dispositions(&self, case: &CaseState) -> Vec<DispositionOption> {
        let queue = self.directory.queues.iter().find(|queue| queue.queue == case.view.queue);
        let ids = queue.into_iter().flat_map(|queue| &queue.dispositions);
        ids.map(|id| DispositionOption {
            disposition: id.clone(),
            name: self.people.names.disposition(id, self.people.language).to_owned(),
        })
        .collect()
    }
}

/// Note, disposition and case data as the agent has left them, though the centre may not have them yet.
fn with_what_is_asked(
    case: &CaseState,
    asked: &[&Command],
) -> (String, Option<konsil_protocol::domain::DispositionId>, Vec<DataRow>) {
    let mut note = &case.view.note;
    let mut disposition = &case.view.disposition;
    let mut data = case.view.case_data.clone();
    for command in asked {
        if let Command::SetNote { text, .. } = command {
            note = text;
        } else if let Command::SetDisposition { disposition: chosen, .. } = command {
            disposition = chosen;
        } else if let Command::SetCaseData { key, value, .. } = command {
            match value {
                Some(value) => data.insert(key.clone(), value.clone()),
                None => data.remove(key),
            };
        }
    }
    let rows = data.into_iter().map(|(key, value)| DataRow { key, value }).collect();
    (note.clone(), disposition.clone(), rows)
}

/// A message that was not accepted offers to pick another target for the same purpose.
fn pick_another(outcome: &RequestOutcome) -> Option<Purpose> {
    match outcome.outcome {
        InvitationOutcome::Declined | InvitationOutcome::Expired => match outcome.kind {
            InvitationKind::Consultation => Some(Purpose::Consult),
            InvitationKind::Conference => Some(Purpose::Conference),
            InvitationKind::Transfer => Some(Purpose::Transfer),
            InvitationKind::Chat | InvitationKind::Unsupported => None,
        },
        InvitationOutcome::Accepted | InvitationOutcome::Withdrawn | InvitationOutcome::Unsupported => None,
    }
}

fn scroll(case: &CaseState, thread: &Thread) -> ScrollAnchor {
    case.scroll.get(thread).cloned().unwrap_or(ScrollAnchor::Bottom)
}

/// What the window calls the button whose answer is awaited. With an id where there are several of its kind.
fn busy_name(command: &Command) -> Option<String> {
    Some(match command {
        Command::StartConsultation { .. } => "consult".to_owned(),
        Command::EndConsultation { consultation, .. } => format!("end_consultation:{consultation}"),
        Command::AskConference { .. } => "conference".to_owned(),
        Command::AskTransfer { .. } => "transfer".to_owned(),
        Command::RemoveParticipant { agent, .. } => format!("remove:{agent}"),
        Command::EndInteraction { .. } => "end".to_owned(),
        Command::MarkDone { thread: Thread::Main, .. } => "mark_done".to_owned(),
        Command::MarkDone { thread: Thread::Consultation { consultation }, .. } => format!("mark_done:{consultation}"),
        Command::WithdrawInvitation { .. }
        | Command::SetState { .. }
        | Command::SetDoNotDisturb { .. }
        | Command::AcceptInvitation { .. }
        | Command::DeclineInvitation { .. }
        | Command::SendMessage { .. }
        | Command::SetNote { .. }
        | Command::SetDisposition { .. }
        | Command::SetCaseData { .. } => return None,
    })
}
