//! Who takes part in a case: the contact, agents, and those who are brought in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::{AgentId, ExpertId};

/// Somebody in a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Party {
    Contact,
    Agent {
        agent: AgentId,
    },
    /// Somebody outside the centre. `expert` says who it is and is for agents only; `name` is what everybody reads, the
    /// contact too, and so never an address; `sponsor` is the agent who answers for this expert and submits what the expert writes. Name and
    /// sponsor can change while the expert stays.
    Expert {
        expert: ExpertId,
        name: String,
        sponsor: AgentId,
    },
    Supervisor {
        agent: AgentId,
    },
    /// From a newer peer.
    #[serde(untagged)]
    #[ts(skip)]
    Unsupported {
        kind: String,
    },
}

impl From<AgentId> for Party {
    fn from(agent: AgentId) -> Self {
        Self::Agent { agent }
    }
}

/// Where a message comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Origin {
    /// Who said it.
    #[serde(rename = "from")]
    pub by: Party,
    /// The sponsor who submitted it for an expert. None for one's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub submitted_by: Option<AgentId>,
    /// What the source from which it was relayed calls it: the same again is the same message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub foreign_id: Option<String>,
}

impl From<Party> for Origin {
    /// Said here, by the party itself.
    fn from(by: Party) -> Self {
        Self { by, submitted_by: None, foreign_id: None }
    }
}

impl Party {
    /// The agent, if it is one.
    #[must_use]
    pub fn as_agent(&self) -> Option<&AgentId> {
        match self {
            Self::Agent { agent } => Some(agent),
            Self::Contact | Self::Expert { .. } | Self::Supervisor { .. } | Self::Unsupported { .. } => None,
        }
    }

    /// Whether both are the same person in the same part, under whatever name and sponsor.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Contact, Self::Contact) => true,
            (Self::Agent { agent: a }, Self::Agent { agent: b })
            | (Self::Supervisor { agent: a }, Self::Supervisor { agent: b }) => a == b,
            (Self::Expert { expert: a, .. }, Self::Expert { expert: b, .. }) => a == b,
            // As far as can be told: this program does not know what tells two of that kind apart.
            (Self::Unsupported { kind: a }, Self::Unsupported { kind: b }) => a == b,
            (
                Self::Contact
                | Self::Agent { .. }
                | Self::Expert { .. }
                | Self::Supervisor { .. }
                | Self::Unsupported { .. },
                _,
            ) => false,
        }
    }
}

/// How a party is written in a place where only an agent could stand before: an agent as its bare id, any other party as
/// an object.
pub mod agent_or_party {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use ts_rs::TS;

    use super::{AgentId, Party};

    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(party: &Party, to: S) -> Result<S::Ok, S::Error> {
        match party {
            Party::Agent { agent } => agent.serialize(to),
            Party::Contact | Party::Expert { .. } | Party::Supervisor { .. } | Party::Unsupported { .. } => {
                party.serialize(to)
            }
        }
    }

    /// # Errors
    /// It is neither an id nor a party.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Party, D::Error> {
        Ok(match AgentOrParty::deserialize(from)? {
            AgentOrParty::Agent(agent) => Party::Agent { agent },
            AgentOrParty::Party(party) => party,
        })
    }

    #[derive(Deserialize, TS)]
    #[serde(untagged)]
    #[ts(export)]
    pub(crate) enum AgentOrParty {
        Agent(AgentId),
        Party(Party),
    }

    /// The same for a place where nobody may stand.
    pub(crate) mod option {
        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        use super::Party;

        #[derive(Serialize, Deserialize)]
        #[serde(transparent)]
        struct Somebody(#[serde(with = "super")] Party);

        pub fn serialize<S: Serializer>(party: &Option<Party>, to: S) -> Result<S::Ok, S::Error> {
            party.clone().map(Somebody).serialize(to)
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Party>, D::Error> {
            Ok(Option::<Somebody>::deserialize(from)?.map(|Somebody(party)| party))
        }
    }
}
