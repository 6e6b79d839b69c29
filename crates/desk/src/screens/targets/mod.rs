//! The Team Communicator: who and what can be asked, found while typing, without waiting for the server. Of thousands that
//! are listed only those rows are drawn that a window asks for.

mod favourites;
mod possible;
mod rows;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use konsil_protocol::domain::{ConsultTarget, Listed, TargetKind};

use self::possible::{Asking, kind_of};
use self::rows::{active_row, level_of, row};
use crate::boundary::input::{FindTargets, TargetFilter};
use crate::boundary::view::{Presence, TargetGroup, TargetHeading, TargetRow, Targets};
use crate::chats::case::is_active;
use crate::pending::workspace::Workspace;
use crate::people::presence;
use crate::people::search::{Place, Rank, Typed};

/// Suggestions at first, …
const SUGGESTIONS: usize = 10;
/// … and on demand so many at once, wherever the agent scrolls to. Active consultations are shown in addition.
const WINDOW: usize = 100;

/// What fits best, then what can be asked, then favourites, then who is there, then by name.
type Key = (Rank, Reverse<bool>, Reverse<bool>, u8, u32);

/// Rows for what was typed: active consultations, agents, groups, skills and queues, or favourites, or the last targets.
pub(crate) fn find_targets(workspace: &Workspace<'_>, find: &FindTargets) -> Targets {
    let none = Targets {
        groups: Vec::new(),
        filters: filters(workspace),
        more: 0,
        flat: workspace.settings.targets_flat,
        categories: Vec::new(),
    };
    let Some(case) = workspace.chats.case(&find.case) else { return none };
    let asking = Asking::new(*workspace, case, find.purpose, &find.levels);
    let none = Targets { categories: favourites::categories(&asking), ..none };
    let typed = Typed::of(&find.text);
    match find.filter {
        TargetFilter::Recent => Targets { groups: recent(&asking, &typed), ..none },
        TargetFilter::Favourites => Targets { groups: favourites::groups(&asking, &typed), ..none },
        TargetFilter::All => none.with(all(&asking, None, find.from, &typed)),
        TargetFilter::Of(kind) => none.with(all(&asking, Some(kind), find.from, &typed)),
    }
}

/// Everything, favourites, the last ones, and each kind that the backend can ask.
fn filters(workspace: &Workspace<'_>) -> Vec<TargetFilter> {
    let kinds = TargetKind::FILTERS.into_iter().filter(|kind| workspace.identity.can_ask(*kind));
    let first = [TargetFilter::All, TargetFilter::Favourites, TargetFilter::Recent];
    first.into_iter().chain(kinds.map(TargetFilter::Of)).collect()
}

/// All of a kind, or of every kind, and how many more there are.
fn all(asking: &Asking<'_>, kind: Option<TargetKind>, from: Option<u32>, typed: &Typed) -> (Vec<TargetGroup>, usize) {
    let workspace = &asking.workspace;
    let (active, consulted): (Vec<_>, Vec<_>) = active_rows(asking, kind, typed).into_iter().unzip();
    let own = workspace.targets.favourites().iter();
    let own: BTreeSet<Place> = own.filter_map(|favourite| asking.wanted_place(&favourite.target)).collect();
    let mut fitting: Vec<(Key, Place, TargetHeading)> = Vec::new();
    for (place, rank) in workspace.names().index().find(typed, workspace.language) {
        if let Some(listed) = workspace.names().at(place)
            && kind.is_none_or(|kind| kind == kind_of(listed))
            && asking.is_wanted(listed, place)
            && !consulted.contains(&place)
        {
            let own = own.contains(&place);
            let heading = match kind {
                _ if workspace.settings.targets_flat => TargetHeading::All,
                None if own => TargetHeading::Favourites,
                Some(_) | None => TargetHeading::Of(kind_of(listed)),
            };
            fitting.push((key(asking, listed, place, rank, Reverse(own)), place, heading));
        }
    }
    let more = if from.is_none() { fitting.len().saturating_sub(SUGGESTIONS) } else { 0 };
    if more > 0 {
        fitting.select_nth_unstable_by_key(SUGGESTIONS, |(key, place, _)| (*key, *place));
        fitting.truncate(SUGGESTIONS);
    }
    fitting.sort_unstable_by_key(|(key, _, heading)| (section(*heading), *key));
    let from = from.map_or(0, |from| usize::try_from(from).unwrap_or(usize::MAX));
    let window = from..from.saturating_add(WINDOW);
    let mut groups = Vec::new();
    if !active.is_empty() {
        let (above, rows) = if window.start == 0 { (0, active) } else { (active.len(), Vec::new()) };
        groups.push(TargetGroup { above: count(above), ..TargetGroup::of(TargetHeading::ActiveConsultations, rows) });
    }
    let mut begin = 0;
    for of_heading in fitting.chunk_by(|(_, _, one), (_, _, next)| one == next) {
        groups.extend(part(asking, of_heading, begin, &window, typed));
        begin += of_heading.len();
    }
    (groups, more)
}

/// What stands under one heading: the rows that lie in the window, and how many lie before and behind it.
fn part(
    asking: &Asking<'_>,
    fitting: &[(Key, Place, TargetHeading)],
    begin: usize,
    window: &Range<usize>,
    typed: &Typed,
) -> Option<TargetGroup> {
    let (_, _, heading) = fitting.first()?;
    let inside = |at: usize| at.saturating_sub(begin).min(fitting.len());
    let (first, end) = (inside(window.start), inside(window.end));
    let rows = fitting.get(first..end).unwrap_or_default().iter();
    let rows = rows.filter_map(|(_, place, _)| row(asking, *place, None, typed)).collect();
    Some(TargetGroup { above: count(first), below: count(fitting.len() - end), ..TargetGroup::of(*heading, rows) })
}

/// The place of a heading among the others.
fn section(heading: TargetHeading) -> usize {
    match heading {
        TargetHeading::ActiveConsultations => 0,
        TargetHeading::Favourites => 1,
        TargetHeading::CentreFavourites => 2,
        TargetHeading::Recent => 3,
        TargetHeading::All => 4,
        TargetHeading::Of(kind) => {
            5 + TargetKind::ALL.iter().position(|other| *other == kind).unwrap_or(TargetKind::ALL.len())
        }
    }
}

fn key(asking: &Asking<'_>, listed: Listed<'_>, place: Place, rank: Rank, own: Reverse<bool>) -> Key {
    let target = asking.chosen(listed, None);
    let doing = asking.doing(place);
    let shape = match listed {
        Listed::Agent(_) => doing.map(presence::shape),
        Listed::Group(_) | Listed::Skill(_) | Listed::Queue(_) => {
            asking.behind(&target).map(|behind| presence::shape_of_several(behind.available))
        }
    };
    let presence = match shape {
        Some(Presence::Ready) => 0,
        Some(Presence::Busy) | None => 1,
        Some(Presence::Away) => 2,
        Some(Presence::Gone) => 3,
    };
    let can_be_asked = asking.why_not(asking.purpose, &target, doing).is_none();
    let order = asking.workspace.names().index().order(place, asking.workspace.language);
    (rank, Reverse(can_be_asked), own, presence, order)
}

/// The last ones that were asked, newest first.
fn recent(asking: &Asking<'_>, typed: &Typed) -> Vec<TargetGroup> {
    let fitting = asking.fitting(typed);
    let rows = asking.workspace.targets.recent().iter().filter_map(|target| {
        let place = asking.wanted_place(target).filter(|place| fitting.has(*place))?;
        row(asking, place, level_of(target), typed)
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() { Vec::new() } else { vec![TargetGroup::of(TargetHeading::Recent, rows)] }
}

/// Those whom I am consulting about this chat right now, with their places.
fn active_rows(asking: &Asking<'_>, kind: Option<TargetKind>, typed: &Typed) -> Vec<(TargetRow, Place)> {
    let workspace = asking.workspace;
    let wanted = matches!(kind, None | Some(TargetKind::Agent));
    let fitting = asking.fitting(typed);
    let active = asking.case.view().consultations.iter().filter(|consultation| wanted && is_active(consultation));
    let rows = active.filter_map(|consultation| {
        let mine = Some(&consultation.by) == workspace.identity.agent();
        let agent = if mine { consultation.with.as_ref()?.as_agent()? } else { &consultation.by };
        let place = workspace.names().place(&ConsultTarget::Agent { agent: agent.clone() })?;
        let row = fitting.has(place).then(|| active_row(asking, place, consultation, typed))?;
        Some((row?, place))
    });
    rows.collect()
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

impl Targets {
    fn with(self, (groups, more): (Vec<TargetGroup>, usize)) -> Self {
        Self { groups, more: count(more), ..self }
    }
}

impl TargetGroup {
    fn of(heading: TargetHeading, rows: Vec<TargetRow>) -> Self {
        Self { heading, category: None, above: 0, rows, below: 0 }
    }
}
