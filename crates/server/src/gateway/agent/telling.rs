//! What an agent is told of others, when it is due: the second half of [`super::session`].

use konsil_protocol::wire::agent::ToAgent;
use tokio::time::Instant;

use super::{
    around::{Due, Looking},
    session::AgentSession,
};
use crate::{
    gateway::{rendering::shared, wire::Over},
    hub::{Stir, Told},
};

impl AgentSession<'_> {
    /// Who and what there is, before any case.
    pub(super) async fn tell_names(&mut self) -> Result<(), Over> {
        if self.around.is_former() {
            return self.tell_all().await;
        }
        let names = self.state.hub.names(&shared);
        let known = self.names.replace(names.hash().to_owned());
        match names.frame(known.as_deref()) {
            Some(frame) => self.wire.say_text(frame).await,
            None => Ok(()),
        }
    }

    /// Another centre file is in force: all that was told by the former one is told again, as far as it is something else.
    pub(super) async fn centre_changed(&mut self) -> Result<(), Over> {
        self.draw_me().await?;
        // A former desktop reads the names in its directory, which is told when it is due.
        if !self.around.is_former() && self.names.as_deref() != Some(self.state.hub.names(&shared).hash()) {
            self.tell_names().await?;
        }
        self.draw_cases().await?;
        self.tell_mine().await
    }

    pub(super) async fn tell(&mut self, due: Due) -> Result<(), Over> {
        match due {
            Due::Mine => {
                self.around.drawn_at = Instant::now();
                if self.around.stirred.take(Stir::People) {
                    self.draw_cases().await?;
                }
                self.tell_mine().await
            }
            Due::All => self.tell_all().await,
        }
    }

    /// What those are doing who concern this agent, and how its queues stand.
    pub(super) async fn tell_mine(&mut self) -> Result<(), Over> {
        if self.around.is_former() {
            return Ok(());
        }
        self.around.drawn_at = Instant::now();
        self.around.draw_at = None;
        self.around.stirred.take(Stir::Counts);
        let colleagues = self.drawn.colleagues(&self.agent);
        let mine = self.state.hub.mine(&self.agent, &colleagues, self.state.clock.now());
        if self.drawn.is_new_mine(&mine) {
            self.say(&ToAgent::Mine { mine }).await?;
        }
        Ok(())
    }

    /// What all are doing, as far as this desktop has not been told it.
    async fn tell_all(&mut self) -> Result<(), Over> {
        let now = self.state.clock.now();
        self.around.newest.mark_unchanged();
        match &mut self.around.looking {
            Looking::No => {}
            Looking::Since { edition, tell_at } => {
                let Told { edition: newest, frames, next_at } = self.state.hub.states(*edition, now, &shared);
                (*edition, *tell_at) = (Some(newest), next_at);
                for frame in frames {
                    self.wire.say_text(frame).await?;
                }
            }
            Looking::Former { told, tell_at } => {
                let Told { edition: newest, frames, next_at } = self.state.hub.directory(&self.agent, *told, now);
                (*told, *tell_at) = (Some(newest), next_at);
                for frame in frames {
                    self.wire.say_text(frame).await?;
                }
            }
        }
        Ok(())
    }
}
