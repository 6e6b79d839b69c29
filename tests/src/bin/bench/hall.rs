//! A centre at work: a server of one build, agents at their desks, contacts with chats.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures_util::{StreamExt, TryStreamExt, stream};
use tempfile::TempDir;

use crate::centre;
use crate::load::{Answers, Writer};
use crate::process::{Build, Process, free_port};
use crate::socket::{Agent, Contact, Manner};

/// Sockets that are opened at once where that is not what is measured.
const AT_ONCE: usize = 32;

pub struct Hall {
    pub folder: TempDir,
    pub server: Process,
    pub answers: Arc<Answers>,
    /// In the centre file.
    pub size: usize,
}

impl Hall {
    /// A fresh centre of so many agents with places for so many chats each; nobody is there yet.
    pub async fn open(build: &Build, agents: usize, capacity: usize) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        centre::write(build, folder.path(), agents, capacity)?;
        let server = Process::start(build, folder.path(), free_port()?).await?;
        Ok(Self { folder, server, answers: Answers::new(), size: agents })
    }

    /// The agents of these numbers sign in.
    pub async fn agents(&self, numbers: impl IntoIterator<Item = usize>, manner: Manner) -> Result<Vec<Arc<Agent>>> {
        let connect = |n| Agent::connect(self.server.port, n, manner, self.answers.clone());
        stream::iter(numbers).map(connect).buffered(AT_ONCE).try_collect().await
    }

    /// Contacts open chats in this queue; `first` keeps their addresses apart from those of others.
    pub async fn contacts(&self, first: usize, count: usize, queue: &str) -> Result<Vec<Contact>> {
        let open = |n| Contact::open(self.server.port, n, queue);
        stream::iter(first..first + count).map(open).buffered(AT_ONCE).try_collect().await
    }

    /// The same, spread over the time after which each of them is pinged: thousands that have come within a second would
    /// be pinged within one, too, for ever.
    pub async fn contacts_bit_by_bit(&self, first: usize, count: usize, queue: &str) -> Result<Vec<Contact>> {
        let pings_every = Duration::from_millis(konsil_protocol::wire::PING_EVERY_MS);
        let begun = Instant::now();
        let open = |n| async move {
            tokio::time::sleep_until((begun + pings_every.mul_f64((n - first) as f64 / count as f64)).into()).await;
            Contact::open(self.server.port, n, queue).await
        };
        stream::iter(first..first + count).map(open).buffered(AT_ONCE).try_collect().await
    }

    /// Agents who work in the first queue, with so many chats each.
    pub async fn at_work(&self, agents: usize, chats: usize, manner: Manner) -> Result<(Vec<Writer>, Vec<Contact>)> {
        let queues = centre::queues(self.size);
        let mut writers = Vec::new();
        let mut contacts = Vec::new();
        // Members of one queue after the other, so that every contact finds the agents who are ready.
        let mut left = agents;
        for queue in 0..queues {
            if left == 0 {
                break;
            }
            let members: Vec<_> = (0..self.size).filter(|agent| agent % queues == queue).take(left).collect();
            left -= members.len();
            let desks = self.agents(members, manner).await?;
            stream::iter(&desks).map(|agent| agent.sets_ready()).buffered(AT_ONCE).try_collect::<()>().await?;
            let wanted = desks.len() * chats;
            contacts.extend(self.contacts(contacts.len(), wanted, &centre::queue(queue)).await?);
            // The others of this queue are of another part and not there: all chats are theirs.
            for agent in &desks {
                let all =
                    |agent: &Agent| agent.seen().cases.len() >= chats && agent.pages_asked.load(Ordering::Relaxed) == 0;
                agent.until(all).await.with_context(|| format!("{} has no chats", centre::agent(agent.n)))?;
            }
            for agent in desks {
                let cases: Vec<_> = agent.seen().cases.iter().cloned().collect();
                writers.extend(cases.into_iter().map(|case| Writer { agent: agent.clone(), case }));
            }
        }
        ensure!(left == 0, "the centre has not that many agents");
        // What the opening has left to do is not measured.
        tokio::time::sleep(Duration::from_millis(500)).await;
        Ok((writers, contacts))
    }
}
