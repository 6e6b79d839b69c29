//! The first frame: who is it, and is another desktop of theirs connected?

use std::time::Duration;

use konsil_protocol::{
    domain::{AgentId, MAX_ID_BYTES, Refusal, Timestamp},
    wire::{
        CLOSE_LATE, CLOSE_MALFORMED, CLOSE_SIGN_IN, Decoded, HELLO_WITHIN_MS,
        agent::{FromAgent, ToAgent},
        decode,
    },
};
use tokio::time::{Instant, timeout_at};

use crate::{
    gateway::wire::{Beat, CLOSE_TOO_BIG, Heard, Over, Wire},
    hub::{AgentLine, IfElsewhere, Seated},
    state::AppState,
};

/// An agent who has said who it is.
pub(super) struct Greeted {
    pub(super) agent: AgentId,
    pub(super) token: String,
    pub(super) expires: Timestamp,
    /// The hash of the names that this desktop has.
    pub(super) names: Option<String>,
    pub(super) line: AgentLine,
}

/// Waits for a hello that is good. Once another desktop is connected, this one may take its time to decide.
pub(super) async fn hello(state: &AppState, wire: &mut Wire, socket: u64) -> Result<Greeted, Over> {
    let mut deadline = Instant::now() + Duration::from_millis(HELLO_WITHIN_MS);
    loop {
        // Whoever says something else without a pause is late all the same.
        if Instant::now() >= deadline {
            return Err(Over::Close(CLOSE_LATE));
        }
        let until = deadline.min(wire.next_beat());
        let heard = match timeout_at(until, wire.hear()).await {
            Ok(heard) => heard,
            Err(_) if Instant::now() >= deadline => return Err(Over::Close(CLOSE_LATE)),
            Err(_) => {
                match wire.beat() {
                    Beat::Nothing => {}
                    Beat::Ping(n) => wire.say(&ToAgent::Ping { n }).await?,
                    Beat::Dead => return Err(Over::Gone),
                }
                continue;
            }
        };
        let text = match heard {
            Heard::Text(text) => text,
            Heard::Alive => continue,
            Heard::Malformed => return Err(Over::Close(CLOSE_MALFORMED)),
            Heard::TooBig => return Err(Over::Close(CLOSE_TOO_BIG)),
            Heard::Closed => return Err(Over::Gone),
        };
        let (protocol, token, device, take_over, names) = match decode(text.as_str(), FromAgent::KINDS) {
            Decoded::Known(FromAgent::Hello { protocol, token, device, take_over, names }) => {
                (protocol, token, device, take_over, names)
            }
            Decoded::Known(FromAgent::Ping { n }) => {
                wire.say(&ToAgent::Pong { n }).await?;
                continue;
            }
            Decoded::Known(FromAgent::Pong { .. }) => continue,
            Decoded::Known(
                FromAgent::Renew { .. }
                | FromAgent::Command { .. }
                | FromAgent::Page { .. }
                | FromAgent::Older { .. }
                | FromAgent::Signal { .. }
                | FromAgent::Watch { .. }
                | FromAgent::Waiting { .. }
                | FromAgent::Goodbye,
            ) => return Err(Over::Close(CLOSE_SIGN_IN)),
            Decoded::Unsupported { kind } => {
                wire.say(&ToAgent::Unreadable { refusal: Refusal::Unsupported { code: kind } }).await?;
                continue;
            }
            Decoded::Malformed => return Err(Over::Close(CLOSE_MALFORMED)),
        };
        wire.agree(protocol)?;
        if device.is_empty() || device.len() > MAX_ID_BYTES {
            return Err(Over::Close(CLOSE_MALFORMED));
        }
        let now = state.clock.now();
        let agent = state.accounts.agent_of(&token, now);
        // Somebody may have an account still and be in the centre file no more.
        let agent = agent.filter(|(agent, _)| state.hub.centre().rules.agents.contains_key(agent));
        let Some((agent, expires)) = agent else { return Err(Over::Close(CLOSE_SIGN_IN)) };
        let if_elsewhere = if take_over { IfElsewhere::TakeOver } else { IfElsewhere::Ask };
        match state.hub.presence.seat(&agent, socket, &device, if_elsewhere) {
            Seated::Here(line) => return Ok(Greeted { agent, token, expires, names, line }),
            Seated::Elsewhere => {
                wire.say(&ToAgent::Elsewhere).await?;
                deadline = Instant::now() + Duration::from_millis(expires.since_ms(now));
            }
        }
    }
}
