//! One seed: the people, what happens to them and to the network, and what must be true at the end.

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use konsil_link::LocalStore;
use konsil_protocol::domain::{AgentId, Thread};
use konsil_server::Parts;
use konsil_server::accounts::{Accounts, MemoryAccounts};
use konsil_server::centre_file::Centre;
use konsil_server::clock::Clock;
use konsil_server::limits::Limits;
use turmoil::Sim;

use super::agent::{self, Received, Say};
use super::contact::{self, Page};
use super::network::{PORT, SERVER, SimClock, SimHttp, SimIds, SimListener};
use super::store::{SimStore, Without};
use super::verdict::judge;

const TICK: Duration = Duration::from_millis(5);
/// Simulated time for everybody to come together at the beginning, …
const BEGINNING: Duration = Duration::from_secs(60);
/// … for the trouble, …
const TROUBLE: Duration = Duration::from_secs(150);
/// … and at the most for catching up when the network is whole again.
const CATCHING_UP: Duration = Duration::from_secs(240);

/// How often which fault hit something.
#[derive(Debug, Clone, Copy, Default)]
pub struct Faults {
    /// Both directions lost between two, for a while.
    pub cuts: u64,
    /// One direction lost.
    pub one_way: u64,
    /// The server was killed and came back.
    pub server_crashes: u64,
    /// A desktop, or the contact's page, was.
    pub client_crashes: u64,
    /// Connections made anew.
    pub reconnections: u64,
    pub messages: u64,
}

impl Faults {
    pub fn add(&mut self, other: &Self) {
        self.cuts += other.cuts;
        self.one_way += other.one_way;
        self.server_crashes += other.server_crashes;
        self.client_crashes += other.client_crashes;
        self.reconnections += other.reconnections;
        self.messages += other.messages;
    }

    pub fn each_kind_hit(&self) -> bool {
        [self.cuts, self.one_way, self.server_crashes, self.client_crashes, self.reconnections].iter().all(|n| *n > 0)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "faults that hit a live connection: {} cuts, {} one-way, {} server crashes, {} client crashes; {} reconnections, {} messages",
            self.cuts, self.one_way, self.server_crashes, self.client_crashes, self.reconnections, self.messages
        )
    }
}

/// Chance from the seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

const CLIENTS: [&str; 3] = ["martin", "jana", "katrin"];

/// What is broken now, and when it is mended.
enum Broken {
    Between { client: &'static str, until: Duration },
    Crashed { host: &'static str, until: Duration },
}

pub struct World {
    seed: u64,
    dice: Dice,
    store: Arc<SimStore>,
    page: Arc<Mutex<Page>>,
    jana: Arc<Mutex<Received>>,
    katrin: Arc<Mutex<Received>>,
    faults: Faults,
}

impl World {
    pub fn new(seed: u64, without: Option<Without>) -> Self {
        Self {
            seed,
            dice: Dice(seed),
            store: Arc::new(SimStore::new(without)),
            page: Arc::default(),
            jana: Arc::default(),
            katrin: Arc::default(),
            faults: Faults::default(),
        }
    }

    /// # Errors
    /// What was found to be wrong.
    pub fn run(mut self) -> Result<Faults, String> {
        let mut sim = self.populate();
        self.step_until(&mut sim, BEGINNING, |world| {
            world.jana.lock().unwrap().case.is_some() && world.katrin.lock().unwrap().online
        })?;
        self.jana.lock().unwrap().consult = Some(AgentId::new("katrin").unwrap());
        self.step_until(&mut sim, BEGINNING, |world| {
            [&world.jana, &world.katrin].iter().all(|desk| desk.lock().unwrap().consultation().is_some())
        })?;
        self.trouble(&mut sim)?;
        self.step_until(&mut sim, CATCHING_UP, |world| {
            let page = world.page.lock().unwrap();
            let done = page.connected && page.outbox.is_empty();
            done && [&world.jana, &world.katrin].iter().all(|desk| desk.lock().unwrap().is_done()) && {
                drop(page);
                world.judged().is_ok()
            }
        })
        .map_err(|late| self.judged().err().unwrap_or(late))?;
        self.judged()?;
        let (page, jana, katrin) = (self.page.lock().unwrap(), self.jana.lock().unwrap(), self.katrin.lock().unwrap());
        let connections = page.connections + jana.connections + katrin.connections;
        self.faults.reconnections = connections.saturating_sub(3) as u64;
        self.faults.messages = (page.said.len() + jana.said.len() + katrin.said.len()) as u64;
        Ok(self.faults)
    }

    fn populate(&self) -> Sim<'static> {
        let mut sim = turmoil::Builder::new()
            .rng_seed(self.seed)
            .tick_duration(TICK)
            .min_message_latency(Duration::from_millis(5))
            .max_message_latency(Duration::from_millis(60))
            .simulation_duration(Duration::from_secs(3_600))
            .tcp_capacity(4_096)
            .enable_random_order()
            .build();
        let accounts: Arc<dyn Accounts> = Arc::new(MemoryAccounts::new().unwrap());
        for name in ["jana", "katrin"] {
            accounts.add(&AgentId::new(name).unwrap(), "a long enough password", SimClock.now()).unwrap();
        }
        let (store, ids) = (self.store.clone(), Arc::new(AtomicU64::new(1)));
        let serving = accounts.clone();
        sim.host(SERVER, move || {
            let centre = Centre::parse(include_str!("../../src/story/centre.toml")).unwrap();
            let parts = Parts {
                centre,
                store: store.clone(),
                accounts: serving.clone(),
                clock: Arc::new(SimClock),
                ids: Arc::new(SimIds(ids.clone())),
                limits: Limits::none(),
                // The simulated hosts call the server by another name than its loopback address.
                behind_proxy: true,
            };
            async move {
                let listener = turmoil::net::TcpListener::bind(("0.0.0.0", PORT)).await?;
                konsil_server::serve(SimListener(listener), parts, std::future::pending()).await?;
                Ok(())
            }
        });
        for (name, desk) in [("jana", &self.jana), ("katrin", &self.katrin)] {
            let (disk, desk, seed) = (LocalStore::in_memory().unwrap(), desk.clone(), self.seed);
            let http = SimHttp { accounts: accounts.clone(), agent: AgentId::new(name).unwrap() };
            sim.host(name, move || agent::run(name.to_owned(), seed, http.clone(), disk.clone(), desk.clone()));
        }
        let page = self.page.clone();
        sim.host("martin", move || contact::run(page.clone()));
        sim
    }

    /// Steps until it is so.
    ///
    /// # Errors
    /// When it is not so in time, or somebody complained.
    fn step_until(&self, sim: &mut Sim<'_>, within: Duration, is: impl Fn(&Self) -> bool) -> Result<(), String> {
        let end = sim.elapsed() + within;
        while !is(self) {
            // Looking at everything at each tick would take longer than the ticks.
            for _ in 0..20 {
                sim.step().map_err(|error| error.to_string())?;
            }
            self.complaints()?;
            if sim.elapsed() > end {
                return Err(self.stuck(within));
            }
        }
        Ok(())
    }

    fn stuck(&self, within: Duration) -> String {
        let page = self.page.lock().unwrap();
        let of = |desk: &Received| {
            let (answered, handed_in) = (desk.answered.len(), desk.handed_in);
            let refused: Vec<_> = desk.answered.iter().filter(|(_, result)| result.is_err()).collect();
            format!(
                "online {}, {answered} of {handed_in} answered, case {}, refused {refused:?}",
                desk.online,
                desk.case.is_some()
            )
        };
        format!(
            "still not there after {within:?}: page connected {}, {} unsent; jana {}; katrin {}",
            page.connected,
            page.outbox.len(),
            of(&self.jana.lock().unwrap()),
            of(&self.katrin.lock().unwrap())
        )
    }

    fn complaints(&self) -> Result<(), String> {
        let page = self.page.lock().unwrap().complaint.clone();
        let desks = [&self.jana, &self.katrin].map(|desk| desk.lock().unwrap().complaint.clone());
        page.or_else(|| desks.into_iter().flatten().next()).map_or(Ok(()), Err)
    }

    fn judged(&self) -> Result<(), String> {
        self.complaints()?;
        let (jana, katrin) = (self.jana.lock().unwrap(), self.katrin.lock().unwrap());
        let case = jana.case.as_ref().ok_or("jana has no case")?.case.clone();
        judge(&self.store, &case, &self.page.lock().unwrap(), [("jana", &jana), ("katrin", &katrin)])
    }

    /// Everybody writes while the network and the hosts fail.
    fn trouble(&mut self, sim: &mut Sim<'_>) -> Result<(), String> {
        let consultation = self.jana.lock().unwrap().consultation().ok_or("no consultation")?;
        let private = Thread::Consultation { consultation };
        let end = sim.elapsed() + TROUBLE;
        let mut broken: Vec<Broken> = Vec::new();
        let mut n = 0;
        while sim.elapsed() < end {
            for _ in 0..20 {
                sim.step().map_err(|error| error.to_string())?;
            }
            let now = sim.elapsed();
            self.mend(sim, &mut broken, Some(now));
            if self.dice.roll(4) == 0 {
                n += 1;
                self.somebody_writes(n, &private);
            }
            if self.dice.roll(60) == 0 {
                self.something_breaks(sim, &mut broken, now);
            }
        }
        self.mend(sim, &mut broken, None);
        Ok(())
    }

    fn somebody_writes(&mut self, n: u64, private: &Thread) {
        let say = |desk: &Arc<Mutex<Received>>, thread: &Thread, who: &str| {
            let text = format!("{who} {n}");
            desk.lock().unwrap().to_say.push_back(Say { thread: thread.clone(), text });
        };
        match self.dice.roll(4) {
            0 => self.page.lock().unwrap().say(format!("martin {n}")),
            1 => say(&self.jana, &Thread::Main, "jana"),
            2 => say(&self.jana, private, "jana, private,"),
            _ => say(&self.katrin, private, "katrin, private,"),
        }
    }

    fn something_breaks(&mut self, sim: &mut Sim<'_>, broken: &mut Vec<Broken>, now: Duration) {
        let until = now + Duration::from_millis(200 + self.dice.roll(15_000));
        let client = CLIENTS[usize::try_from(self.dice.roll(3)).unwrap()];
        let is_broken = |who: &str| {
            broken.iter().any(|it| match it {
                Broken::Between { client, .. } => *client == who,
                Broken::Crashed { host, .. } => *host == who,
            })
        };
        if is_broken(client) || is_broken(SERVER) {
            return;
        }
        let live = u64::from(match client {
            "martin" => self.page.lock().unwrap().connected,
            "jana" => self.jana.lock().unwrap().online,
            _ => self.katrin.lock().unwrap().online,
        });
        match self.dice.roll(8) {
            0..=2 => {
                sim.partition(client, SERVER);
                self.faults.cuts += live;
                broken.push(Broken::Between { client, until });
            }
            3 => {
                sim.partition_oneway(client, SERVER);
                self.faults.one_way += live;
                broken.push(Broken::Between { client, until });
            }
            4 => {
                sim.partition_oneway(SERVER, client);
                self.faults.one_way += live;
                broken.push(Broken::Between { client, until });
            }
            5 => {
                sim.crash(SERVER);
                self.faults.server_crashes += live;
                broken.push(Broken::Crashed { host: SERVER, until });
            }
            _ => {
                sim.crash(client);
                self.faults.client_crashes += live;
                broken.push(Broken::Crashed { host: client, until });
            }
        }
    }

    /// Mends what is due, or everything.
    fn mend(&self, sim: &mut Sim<'_>, broken: &mut Vec<Broken>, due: Option<Duration>) {
        broken.retain(|it| {
            let (Broken::Between { until, .. } | Broken::Crashed { until, .. }) = it;
            if due.is_some_and(|now| now < *until) {
                return true;
            }
            match it {
                Broken::Between { client, .. } => sim.repair(*client, SERVER),
                Broken::Crashed { host, .. } => sim.bounce(*host),
            }
            false
        });
    }
}
