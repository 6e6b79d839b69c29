//! The agent makes favourites, and puts them into categories.

use konsil_protocol::domain::ConsultTarget;

use super::work::{AgentWork, Context, Outcome};
use crate::thread::line::Naming as _;

impl AgentWork {
    pub fn favour(&mut self, target: ConsultTarget, category: &str, context: Context) -> Outcome {
        let name = self.identity.names().target(&target, context.language).to_owned();
        Outcome::of(self.targets.favour(target, name, category, &self.identity))
    }

    pub fn disfavour(&mut self, target: &ConsultTarget) -> Outcome {
        Outcome::of(self.targets.disfavour(target, &self.identity))
    }

    pub fn rename_category(&mut self, from: &str, to: &str) -> Outcome {
        Outcome::of(self.targets.rename_category(from, to, &self.identity))
    }
}
