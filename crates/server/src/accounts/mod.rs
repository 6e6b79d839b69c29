//! Who may sign in: accounts with a password, their sessions and tokens.

mod attempts;
mod candidate;
mod centre_agents;
#[cfg(test)]
mod conformance;
mod error;
mod hashing;
mod http;
#[cfg(test)]
mod http_tests;
mod memory;
mod password;
mod patience;
mod sqlite;
mod tokens;

use std::collections::BTreeSet;

use konsil_protocol::{
    domain::{AgentId, Timestamp},
    wire::agent::SignedIn,
};

use self::password::Scratch;
pub(crate) use self::patience::MAX_WAITING as MAX_SIGNING_IN;
pub use self::{
    candidate::Candidate,
    error::{AccountsError, MIN_PASSWORD_CHARS, NotSignedIn},
    http::router,
    memory::MemoryAccounts,
    sqlite::{ACCOUNTS_FILE, SqliteAccounts},
    tokens::{ACCESS_FOR_MS, PREVIOUS_FOR_MS, REFRESH_FOR_MS},
};

/// One line of the list of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub agent: AgentId,
    pub created_at: Timestamp,
    pub disabled: bool,
    /// How many desktops stay signed in.
    pub sessions: u32,
}

/// Where accounts are kept. Methods take and return plain data; nothing names the database.
///
/// Calls may block. Those that hash a password take a good part of a second, those that write wait for the disk: call
/// them on a blocking thread. [`Accounts::agent_of`] only reads and is quick. Every implementation passes the same
/// conformance suite.
pub trait Accounts: Send + Sync + 'static {
    /// Makes an account. Its login is the agent's id. Hashes a password.
    ///
    /// # Errors
    /// When there is one already, or the password is too short or too long.
    fn add(&self, agent: &AgentId, password: &str, now: Timestamp) -> Result<(), AccountsError>;

    /// Sets another password and ends every session of the agent. Hashes a password.
    ///
    /// # Errors
    /// When there is no such account, or the password is too short or too long.
    fn set_password(&self, agent: &AgentId, password: &str) -> Result<(), AccountsError>;

    /// Keeps the agent from signing in and ends every session at once.
    ///
    /// # Errors
    /// When there is no such account.
    fn disable(&self, agent: &AgentId) -> Result<(), AccountsError>;

    /// Lets the agent sign in again, with the password as it was.
    ///
    /// # Errors
    /// When there is no such account.
    fn enable(&self, agent: &AgentId) -> Result<(), AccountsError>;

    /// From now on lets only these agents in, those of the centre file, and ends the sessions of all others. An account
    /// whose agent was taken out of the file stays and waits.
    ///
    /// # Errors
    /// When the accounts cannot be written. The others are kept out nevertheless.
    fn admit_only(&self, agents: BTreeSet<AgentId>) -> Result<(), AccountsError>;

    /// All accounts, by agent.
    ///
    /// # Errors
    /// When the accounts cannot be read.
    fn list(&self) -> Result<Vec<Account>, AccountsError>;

    /// Whether nobody at all can sign in yet.
    ///
    /// # Errors
    /// When the accounts cannot be read.
    fn is_empty(&self) -> Result<bool, AccountsError>;

    /// What the password of this login is compared with; for an unknown one with a hash that no password fits. Only
    /// reads and is quick.
    ///
    /// # Errors
    /// When the accounts cannot be read.
    fn candidate(&self, login: &str) -> Result<Candidate, AccountsError>;

    /// Signs in with a password. Takes as long for an unknown login as for a wrong password. Compares with a hash.
    ///
    /// # Errors
    /// [`NotSignedIn`] says why not.
    fn sign_in(&self, login: &str, password: &str, now: Timestamp) -> Result<SignedIn, NotSignedIn> {
        let agent = self.candidate(login)?.recognised(password, &mut Scratch::default())?;
        self.session_for(&agent, now)
    }

    /// Opens a session for somebody who has been recognised in another way.
    ///
    /// # Errors
    /// When the agent has no account, or a disabled one.
    fn session_for(&self, agent: &AgentId, now: Timestamp) -> Result<SignedIn, NotSignedIn>;

    /// Gives new tokens for a refresh token.
    ///
    /// # Errors
    /// [`NotSignedIn::SignInAgain`] when the token is not good. The session may have ended by that.
    fn refresh(&self, token: &str, now: Timestamp) -> Result<SignedIn, NotSignedIn>;

    /// Ends the session of a refresh token, whether it is still good or not.
    ///
    /// # Errors
    /// When the accounts cannot be written.
    fn sign_out(&self, refresh: &str) -> Result<(), AccountsError>;

    /// Whose access token this is, and until when it is good. Nobody's when the session has ended or the account was
    /// disabled. Cheap: ask again on each ping, and a disabled agent is out within 15 s.
    fn agent_of(&self, access_token: &str, now: Timestamp) -> Option<(AgentId, Timestamp)>;
}
