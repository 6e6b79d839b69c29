//! What an agent is told of others: names, how those stand who concern it, and what all are doing while somebody looks.

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError},
};

use konsil_centre::{Case, CasePhase, Seat, doing, listing, may_choose, places, waiting_chat};
use konsil_protocol::{
    domain::{AgentId, AgentStatus, Directory, Doing, Listing, Mine, QueueId, Timestamp, WaitingList},
    wire::{
        contact::InLine,
        rows::{AgentRow, QueueRow},
    },
};
use tokio::{sync::watch, time::Instant};

use super::{
    Hub, Stir,
    editions::{Rows, Source, Told},
    involved,
    names::Names,
    published::{News, Published},
    render::Render,
};

impl Hub {
    /// Tells those whom it concerns what has changed since the last call, in what people are doing and in how queues
    /// stand. After the notices of what was said, so that nobody sees what follows from it before.
    pub(crate) fn spread(&self) {
        let News { people, queues, enough } = match self.publish(Published::take_news) {
            nothing if nothing.is_empty() => return,
            news => news,
        };
        let published = self.published();
        if enough {
            self.presence.stir(&mut published.agents_with_cases(), Stir::People);
        } else {
            let cases = people.iter().flat_map(|agent| published.cases_of(agent));
            let concerned: BTreeSet<AgentId> = cases.flat_map(|record| involved(&record.case)).collect();
            self.presence.stir(&mut concerned.iter(), Stir::People);
        }
        for queue in queues.iter().filter_map(|queue| published.centre.rules.queues.get(queue)) {
            self.presence.stir(&mut queue.agents.iter(), Stir::Counts);
        }
        let newest = published.changes.newest();
        drop(published);
        self.newest.send_replace(newest);
    }

    /// Changes when something has changed that somebody may see who looks at everybody.
    pub(crate) fn watch_newest(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    /// The names of the centre file that is in force.
    pub(crate) fn names(&self, render: Render<'_>) -> Arc<Names> {
        let centre = self.centre();
        let mut written = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        match &*written {
            Some((of, names)) if Arc::ptr_eq(of, &centre) => names.clone(),
            Some(_) | None => {
                let favourites = centre.favourites.clone();
                let listing = Listing { favourites, ..listing(&centre.name, &centre.rules) };
                let names = Arc::new(Names::new(listing, render));
                *written = Some((centre, names.clone()));
                names
            }
        }
    }

    /// What these colleagues are doing, and how the agent's own queues stand.
    pub(crate) fn mine(&self, agent: &AgentId, colleagues: &BTreeSet<AgentId>, now: Timestamp) -> Mine {
        let published = self.published();
        let status = |agent: &AgentId| AgentStatus { agent: agent.clone(), doing: Self::doing(&published, agent, now) };
        let queues = published.routing.queues_of(agent).iter();
        Mine {
            agents: colleagues.iter().map(status).collect(),
            queues: queues.map(|queue| published.status(queue)).collect(),
        }
    }

    /// How this case stands in line. None while it does not wait, and for a moment after it came.
    pub(crate) fn in_line(&self, case: &Case, now: Timestamp) -> Option<InLine> {
        if case.phase != CasePhase::Waiting || case.contact_has_left() {
            return None;
        }
        let published = self.published();
        let count = || places(published.waiting().map(|record| &record.case), &published.centre.rules);
        let place = self.lines.lock().unwrap_or_else(PoisonError::into_inner).place(&case.id, Instant::now(), count)?;
        Some(InLine { place, minutes: published.pace.minutes(&case.queue, place, now) })
    }

    /// The chats that wait in this queue, as far as this agent may take them. None: it may not look.
    pub(crate) fn waiting(&self, agent: &AgentId, queue: &QueueId, now: Timestamp) -> Option<WaitingList> {
        if !may_choose(agent, queue, &self.centre().rules) {
            return None;
        }
        let published = self.published();
        let (first, all) = published.routing.may_take(agent, queue, WaitingList::MOST);
        let chats =
            first.iter().filter_map(|case| published.cases.get(case)).map(|record| waiting_chat(&record.case, now));
        let chats: Vec<_> = chats.collect();
        let more = u32::try_from(all - chats.len()).unwrap_or(u32::MAX);
        Some(WaitingList { queue: queue.clone(), chats, more })
    }

    /// What a reader is told of all, who has that edition or none.
    pub(crate) fn states(&self, has: Option<u64>, now: Timestamp, render: Render<'_>) -> Told {
        let mut editions = self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        editions.tell(has, &Everybody { hub: self, now }, Instant::now(), render)
    }

    /// When the next edition can be made.
    pub(crate) fn next_states_at(&self) -> Instant {
        self.editions.lock().unwrap_or_else(PoisonError::into_inner).next_at(Instant::now())
    }

    /// The same over version 1 of the wire, where it is a directory. Its edition is the newest change that it tells.
    pub(crate) fn directory(&self, agent: &AgentId, has: Option<u64>, now: Timestamp) -> Told {
        let newest = self.published().changes.newest();
        let mut directories = self.directories.lock().unwrap_or_else(PoisonError::into_inner);
        let at = Instant::now();
        let written = directories.tell(newest, at, || self.draw_directory(agent, now));
        let next_at = (written.told < newest).then(|| directories.next_at(at));
        drop(directories);
        let is_new = has != Some(written.told);
        let frames = is_new.then(|| written.for_reader(agent, &self.centre().rules)).into_iter().collect();
        Told { edition: written.told, frames, next_at }
    }

    /// When the next directory can be drawn.
    pub(crate) fn next_directory_at(&self) -> Instant {
        self.directories.lock().unwrap_or_else(PoisonError::into_inner).next_at(Instant::now())
    }

    fn draw_directory(&self, agent: &AgentId, now: Timestamp) -> Directory {
        let published = self.published();
        let waiting = published.waiting().map(|record| &record.case);
        let (newest, centre) = (published.changes.newest(), &published.centre);
        konsil_centre::directory(newest, &centre.name, agent, &published.roster, &centre.rules, waiting, now)
    }

    fn doing(published: &Published, agent: &AgentId, now: Timestamp) -> Doing {
        match published.roster.get(agent) {
            Some(seat) => doing(agent, seat, &published.centre.rules, now),
            None => doing(agent, &Seat::new(), &published.centre.rules, now),
        }
    }
}

/// All agents and queues, as they are whenever they are looked at.
struct Everybody<'a> {
    hub: &'a Hub,
    now: Timestamp,
}

impl Everybody<'_> {
    fn row(&self, published: &Published, agent: &AgentId) -> AgentRow {
        AgentRow(AgentStatus { agent: agent.clone(), doing: Hub::doing(published, agent, self.now) })
    }
}

impl Source for Everybody<'_> {
    fn newest(&self) -> u64 {
        self.hub.published().changes.newest()
    }

    fn count_since(&self, number: u64) -> usize {
        let published = self.hub.published();
        published.changes.agents_since(number).count() + published.changes.queues_since(number).count()
    }

    fn rows_since(&self, number: u64) -> Rows {
        let published = self.hub.published();
        let agents = published.changes.agents_since(number).map(|agent| self.row(&published, agent)).collect();
        let queues = published.changes.queues_since(number).map(|queue| QueueRow(published.status(queue))).collect();
        Rows { agents, queues }
    }

    fn all_rows(&self) -> Rows {
        let published = self.hub.published();
        let rules = &published.centre.rules;
        let agents = rules.agents.keys().map(|agent| self.row(&published, agent));
        let queues = rules.queues.keys().map(|queue| QueueRow(published.status(queue)));
        Rows {
            // Who is not named is logged out.
            agents: agents.filter(|row| row.0.doing != Doing::LOGGED_OUT).collect(),
            queues: queues.collect(),
        }
    }
}
