//! Accounts that are gone when the value is, for tests and simulations.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use konsil_protocol::{
    domain::{AgentId, Timestamp},
    wire::agent::SignedIn,
};

use super::{
    Account, Accounts, AccountsError, NotSignedIn,
    candidate::{Candidate, Who},
    centre_agents::CentreAgents,
    password::{Hash, login_of},
    tokens::{ACCESS_FOR_MS, Use, ended_before, forgotten_before, fresh_token, hash},
};

/// Clones share the accounts.
#[derive(Clone)]
pub struct MemoryAccounts {
    tables: Arc<Mutex<Tables>>,
    centre: CentreAgents,
    /// What an unknown login's password is compared with.
    nobody: Arc<Hash>,
}

#[derive(Default)]
struct Tables {
    accounts: BTreeMap<AgentId, Row>,
    sessions: BTreeMap<u64, DesktopSession>,
    last_session: u64,
}

struct Row {
    created_at: Timestamp,
    phc: String,
    disabled: bool,
}

/// One desktop that stays signed in.
struct DesktopSession {
    agent: AgentId,
    /// The generation of the newest refresh token that was used.
    current: i64,
    used_at: Timestamp,
    /// When each access token expires, by hash.
    access: BTreeMap<Vec<u8>, Timestamp>,
    /// The generation of each refresh token and when it was first used, by hash.
    refresh: BTreeMap<Vec<u8>, (i64, Option<Timestamp>)>,
}

impl DesktopSession {
    fn issue(&mut self, generation: i64, now: Timestamp) -> SignedIn {
        let (access, refresh) = (fresh_token(), fresh_token());
        self.access.retain(|_, expires_at| *expires_at > now);
        self.access.insert(hash(&access), now.plus_ms(ACCESS_FOR_MS));
        self.refresh.retain(|_, (_, first)| first.is_none_or(|first| first >= forgotten_before(now)));
        self.refresh.insert(hash(&refresh), (generation, None));
        SignedIn { agent: self.agent.clone(), access, access_expires_in_ms: ACCESS_FOR_MS, refresh }
    }
}

impl Tables {
    fn existing(&mut self, agent: &AgentId) -> Result<&mut Row, AccountsError> {
        self.accounts.get_mut(agent).ok_or_else(|| AccountsError::NoSuchAccount(agent.clone()))
    }

    fn end_sessions(&mut self, agent: &AgentId) {
        self.sessions.retain(|_, session| session.agent != *agent);
    }

    fn is_enabled(&self, agent: &AgentId) -> bool {
        self.accounts.get(agent).is_some_and(|row| !row.disabled)
    }

    fn has_login(&self, login: &str) -> bool {
        self.accounts.keys().any(|agent| login_of(agent.as_str()) == login)
    }

    fn session_of(&self, refresh: &[u8]) -> Option<u64> {
        self.sessions.iter().find(|(_, session)| session.refresh.contains_key(refresh)).map(|(id, _)| *id)
    }
}

impl MemoryAccounts {
    /// # Errors
    /// When the hash for unknown logins cannot be made.
    pub fn new() -> Result<Self, AccountsError> {
        let nobody = Arc::new(Hash::of_nobody()?);
        Ok(Self { tables: Arc::default(), centre: CentreAgents::default(), nobody })
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Accounts for MemoryAccounts {
    fn add(&self, agent: &AgentId, password: &str, now: Timestamp) -> Result<(), AccountsError> {
        let login = login_of(agent.as_str());
        let phc = Hash::of(password)?.phc();
        let mut tables = self.tables();
        if tables.has_login(&login) {
            return Err(AccountsError::Exists(agent.clone()));
        }
        tables.accounts.insert(agent.clone(), Row { created_at: now, phc, disabled: false });
        Ok(())
    }

    fn set_password(&self, agent: &AgentId, password: &str) -> Result<(), AccountsError> {
        self.tables().existing(agent)?;
        let phc = Hash::of(password)?.phc();
        let mut tables = self.tables();
        tables.existing(agent)?.phc = phc;
        tables.end_sessions(agent);
        Ok(())
    }

    fn disable(&self, agent: &AgentId) -> Result<(), AccountsError> {
        let mut tables = self.tables();
        tables.existing(agent)?.disabled = true;
        tables.end_sessions(agent);
        Ok(())
    }

    fn enable(&self, agent: &AgentId) -> Result<(), AccountsError> {
        self.tables().existing(agent)?.disabled = false;
        Ok(())
    }

    fn admit_only(&self, agents: BTreeSet<AgentId>) -> Result<(), AccountsError> {
        self.tables().sessions.retain(|_, session| agents.contains(&session.agent));
        self.centre.set(agents);
        Ok(())
    }

    fn list(&self) -> Result<Vec<Account>, AccountsError> {
        let tables = self.tables();
        let list = tables.accounts.iter().map(|(agent, row)| {
            let sessions = tables.sessions.values().filter(|session| session.agent == *agent).count();
            let sessions = u32::try_from(sessions).unwrap_or(u32::MAX);
            Account { agent: agent.clone(), created_at: row.created_at, disabled: row.disabled, sessions }
        });
        Ok(list.collect())
    }

    fn is_empty(&self) -> Result<bool, AccountsError> {
        Ok(self.tables().accounts.is_empty())
    }

    fn candidate(&self, login: &str) -> Result<Candidate, AccountsError> {
        let login = login_of(login);
        let tables = self.tables();
        let Some((agent, row)) = tables.accounts.iter().find(|(agent, _)| login_of(agent.as_str()) == login) else {
            return Ok(Candidate { hash: (*self.nobody).clone(), who: Who::Nobody });
        };
        let is_let_in = !row.disabled && self.centre.include(agent);
        let who = if is_let_in { Who::Agent(agent.clone()) } else { Who::ShutOut };
        Ok(Candidate { hash: Hash::stored(&row.phc)?, who })
    }

    fn session_for(&self, agent: &AgentId, now: Timestamp) -> Result<SignedIn, NotSignedIn> {
        let mut tables = self.tables();
        tables.sessions.retain(|_, session| session.used_at > ended_before(now));
        if !tables.is_enabled(agent) {
            return Err(NotSignedIn::Disabled);
        }
        let (access, refresh) = (BTreeMap::new(), BTreeMap::new());
        let mut session = DesktopSession { agent: agent.clone(), current: 0, used_at: now, access, refresh };
        let signed_in = session.issue(1, now);
        tables.last_session += 1;
        let id = tables.last_session;
        tables.sessions.insert(id, session);
        Ok(signed_in)
    }

    fn refresh(&self, token: &str, now: Timestamp) -> Result<SignedIn, NotSignedIn> {
        let token = hash(token);
        let mut tables = self.tables();
        let id = tables.session_of(&token).ok_or(NotSignedIn::SignInAgain)?;
        let session = tables.sessions.get_mut(&id).ok_or(NotSignedIn::SignInAgain)?;
        let (generation, first) = session.refresh.get_mut(&token).ok_or(NotSignedIn::SignInAgain)?;
        let (generation, token) =
            (*generation, Use { generation: *generation, current: session.current, first_used_at: *first });
        let has_ended = session.used_at <= ended_before(now);
        if has_ended || !self.centre.include(&session.agent) || !token.is_good(now) {
            tables.sessions.remove(&id);
            return Err(NotSignedIn::SignInAgain);
        }
        first.get_or_insert(now);
        session.current = generation;
        session.used_at = now;
        Ok(session.issue(generation + 1, now))
    }

    fn sign_out(&self, refresh: &str) -> Result<(), AccountsError> {
        let mut tables = self.tables();
        if let Some(session) = tables.session_of(&hash(refresh)) {
            tables.sessions.remove(&session);
        }
        Ok(())
    }

    fn agent_of(&self, access_token: &str, now: Timestamp) -> Option<(AgentId, Timestamp)> {
        let token = hash(access_token);
        let tables = self.tables();
        let mut sessions = tables.sessions.values();
        let (agent, expires_at) =
            sessions.find_map(|session| session.access.get(&token).map(|expires_at| (&session.agent, *expires_at)))?;
        let is_good = expires_at > now && tables.is_enabled(agent) && self.centre.include(agent);
        is_good.then(|| (agent.clone(), expires_at))
    }
}
