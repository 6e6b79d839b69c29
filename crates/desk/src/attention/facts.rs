//! What attention depends on, at one moment: the terms of `docs/behaviour.md` section 7, read off the workspace.

use std::collections::{BTreeMap, BTreeSet};

use konsil_protocol::domain::{
    AgentState, CaseId, InvitationId, InvitationKind, Language, Standing, Thread, ThreadRef, Timestamp,
};

use crate::boundary::settings::AttentionSettings;
use crate::boundary::system::{FlashMeans, Means, SystemQuiet};
use crate::boundary::window::WindowId;
use crate::chats::case::CaseState;
use crate::pending::workspace::Workspace;
use crate::people::sanitize::sanitize_for_os;
use crate::thread::reply_tracker::LastAnswer;

/// A name that a sign shows has at most so many characters.
pub(super) const NAME_CHARS: usize = 80;

/// Why nothing may make itself felt now; what is pending stays visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quiet {
    /// The agent's own do-not-disturb.
    Own { until: Timestamp },
    /// The system's, which the agent wants respected.
    System,
}

/// Everything at once. Two moments with the same facts have the same signs.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Facts {
    pub active: Option<WindowId>,
    /// Nobody has touched the computer for a while.
    pub idle: bool,
    pub quiet: Option<Quiet>,
    pub switches: AttentionSettings,
    pub means: Option<Means>,
    pub language: Language,
    /// Mine; none without a workspace.
    pub state: Option<AgentState>,
    /// An offer ran out, and so the state is what it is.
    pub made_not_ready: bool,
    /// Chats that I have a part in, and those that I am invited to.
    pub cases: BTreeMap<CaseId, CaseFacts>,
}

/// Of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CaseFacts {
    /// The contact's name, fit for a sign.
    pub contact: String,
    /// The torn-off window, else the main one.
    pub holder: WindowId,
    pub silenced: bool,
    pub place: Place,
    /// Since when the contact waits for an answer of mine, in the server's time.
    pub waits: Option<Timestamp>,
    /// An answer of mine is under way: it stops the signs, and closes nothing yet.
    pub answering: bool,
    pub contact_left: bool,
    /// The last message that the contact got from us, as far as the lines show.
    pub answered: Option<LastAnswer>,
    pub invitation: Option<Invited>,
    /// Somebody else's words that concern me: in the chat if I am in it, in my consultations.
    pub texts: BTreeMap<Thread, NewestWords>,
}

/// What I am in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Member,
    Asked,
    Former,
    /// Not in it; at most invited.
    None,
}

/// The newest words in a thread that are not mine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NewestWords {
    pub order: u64,
    pub at: Timestamp,
    /// How many I have not had in view.
    pub unread: u32,
}

/// An invitation that waits for my answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Invited {
    pub invitation: InvitationId,
    pub kind: InvitationKind,
    /// My answer is on its way.
    pub answering: bool,
}

impl CaseFacts {
    /// A pending reply (7.1): one under way stops the signs at once.
    pub fn is_pending(&self) -> bool {
        self.waits.is_some() && !self.answering
    }

    /// Offered, and not being answered.
    pub fn open_invitation(&self) -> Option<&Invited> {
        self.invitation.as_ref().filter(|invited| !invited.answering)
    }

    pub fn unread(&self) -> impl Iterator<Item = (&Thread, &NewestWords)> {
        self.texts.iter().filter(|(_, texts)| texts.unread > 0)
    }

    pub fn has_unread_consultation(&self) -> bool {
        self.unread().any(|(thread, _)| is_consultation(thread))
    }
}

impl Facts {
    /// The system cannot make a window flash: a notification that stays takes its place.
    pub fn flashes_by_notification(&self) -> bool {
        self.means.is_some_and(|means| means.flash == FlashMeans::Notification)
    }
}

pub(super) fn is_consultation(thread: &Thread) -> bool {
    match thread {
        Thread::Main => false,
        Thread::Consultation { .. } => true,
    }
}

/// As the workspace is now. Without one, or while another desktop has the session, nothing needs the agent here.
pub(super) fn facts(workspace: &Workspace<'_>) -> Facts {
    let mut facts = Facts {
        active: workspace.active_window(),
        idle: workspace.system.idle,
        quiet: quiet(workspace),
        switches: workspace.settings.attention.clone(),
        means: workspace.system.means,
        language: workspace.language,
        state: None,
        made_not_ready: false,
        cases: BTreeMap::new(),
    };
    if workspace.session.is_here() {
        facts.state = workspace.identity.state();
        facts.made_not_ready = workspace.identity.is_made_not_ready();
        let invited = workspace.identity.invitations().map(|invitation| &invitation.case);
        let ids: BTreeSet<_> = invited.chain(workspace.chats.cases().map(|(id, _)| id)).collect();
        facts.cases = ids.into_iter().map(|id| (id.clone(), case_facts(workspace, id))).collect();
    }
    facts
}

/// None while signs may be given.
fn quiet(workspace: &Workspace<'_>) -> Option<Quiet> {
    if let Some(until) = workspace.do_not_disturb_until() {
        return Some(Quiet::Own { until });
    }
    let system = workspace.settings.attention.respect_system && workspace.system.quiet == SystemQuiet::On;
    system.then_some(Quiet::System)
}

fn case_facts(workspace: &Workspace<'_>, id: &CaseId) -> CaseFacts {
    let case = workspace.chats.case(id);
    let place = case.map_or(Place::None, |case| match case.view().standing {
        Standing::Member => Place::Member,
        Standing::ConsultTarget { .. } => Place::Asked,
        Standing::Former { .. } | Standing::Unsupported => Place::Former,
    });
    let main = workspace.chats.thread(&ThreadRef::main(id.clone())).filter(|_| case.is_some());
    CaseFacts {
        contact: sanitize_for_os(contact_of(workspace, id), NAME_CHARS),
        holder: workspace.layout.holder(id),
        silenced: workspace.chats.is_silenced(id),
        place,
        waits: case.and_then(CaseState::unanswered_since),
        answering: case.is_some_and(CaseState::is_answer_under_way),
        contact_left: case.is_some_and(CaseState::has_contact_left),
        answered: main.and_then(|log| log.heard().answer()),
        invitation: invited_to(workspace, id),
        texts: case.map(texts).unwrap_or_default(),
    }
}

fn contact_of<'a>(workspace: &Workspace<'a>, id: &CaseId) -> &'a str {
    if let Some(chat) = workspace.chats.get(id) {
        return chat.contact();
    }
    let mut invitations = workspace.identity.invitations();
    invitations.find(|found| &found.case == id).map_or("", |found| found.contact_name.as_str())
}

/// Until it is answered, taken back or run out.
pub(super) fn invited_to(workspace: &Workspace<'_>, id: &CaseId) -> Option<Invited> {
    let invitation = workspace.identity.open_invitation(id, workspace.now)?;
    Some(Invited {
        invitation: invitation.invitation.clone(),
        kind: invitation.kind,
        answering: workspace.pending.is_answering(&invitation.invitation),
    })
}

fn texts(case: &CaseState) -> BTreeMap<Thread, NewestWords> {
    let member = case.is_member();
    let concern = case.conversation().threads().iter().filter(|(thread, _)| member || is_consultation(thread));
    concern
        .filter_map(|(thread, log)| {
            let newest = log.heard().newest()?;
            Some((thread.clone(), NewestWords { order: newest.order, at: newest.at, unread: log.unread() }))
        })
        .collect()
}
