//! Somebody who says who they are, and is to be recognised by the password.

use konsil_protocol::domain::AgentId;

use super::{
    error::NotSignedIn,
    password::{Hash, Scratch},
};

/// What the password of a login is compared with, and what follows if it is the right one.
pub struct Candidate {
    pub(super) hash: Hash,
    pub(super) who: Who,
}

pub(super) enum Who {
    Agent(AgentId),
    /// Has an account, and may not sign in.
    ShutOut,
    /// An unknown login. It is compared all the same, so that it takes as long.
    Nobody,
}

impl Candidate {
    /// Compares, which takes its time.
    ///
    /// # Errors
    /// That the password is wrong, or that the account may not sign in: said only to who knows the password.
    pub(super) fn recognised(self, password: &str, scratch: &mut Scratch) -> Result<AgentId, NotSignedIn> {
        let is_right = self.hash.fits(password, scratch);
        match self.who {
            Who::Agent(agent) if is_right => Ok(agent),
            Who::ShutOut if is_right => Err(NotSignedIn::Disabled),
            Who::Agent(_) | Who::ShutOut | Who::Nobody => Err(NotSignedIn::WrongLoginOrPassword),
        }
    }
}
