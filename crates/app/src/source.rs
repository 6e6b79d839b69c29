//! Where the workspace's events come from: one source per backend of the session that is on.

use std::future::poll_fn;
use std::task::Poll;

use konsil_link::Backend;
use konsil_protocol::domain::WorkspaceEvent;

/// Names a source. Each event carries the name of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SourceName {
    /// The contact centre's server, or the practice centre.
    Centre,
}

/// A backend under its name.
#[derive(Debug)]
pub(crate) struct Source {
    pub name: SourceName,
    pub backend: Backend,
}

/// The next event of any source, with the source's name; no event when that source has ended. Waits forever while
/// there is no source. Can be dropped while it waits without losing an event.
pub(crate) async fn next_event(sources: &mut [Source]) -> (SourceName, Option<WorkspaceEvent>) {
    poll_fn(|context| {
        for place in 0..sources.len() {
            let Some(source) = sources.get_mut(place) else { break };
            if let Poll::Ready(event) = source.backend.events.poll_recv(context) {
                let name = source.name;
                // The next look begins behind it, so that a busy source does not keep the others waiting.
                sources.rotate_left(place + 1);
                return Poll::Ready((name, event));
            }
        }
        Poll::Pending
    })
    .await
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;

    fn source() -> (mpsc::Sender<WorkspaceEvent>, Source) {
        let (requests, _) = mpsc::unbounded_channel();
        let (sender, events) = mpsc::channel(8);
        (sender, Source { name: SourceName::Centre, backend: Backend { requests, events } })
    }

    #[tokio::test]
    async fn every_source_is_heard_even_while_another_one_is_busy() {
        let ((busy, first), (quiet, second)) = (source(), source());
        let mut sources = vec![first, second];
        for _ in 0..4 {
            busy.send(WorkspaceEvent::Synced).await.unwrap();
        }
        let rare = WorkspaceEvent::Clock { server_now: konsil_protocol::domain::Timestamp(1) };
        quiet.send(rare.clone()).await.unwrap();
        assert_eq!(next_event(&mut sources).await, (SourceName::Centre, Some(WorkspaceEvent::Synced)));
        assert_eq!(next_event(&mut sources).await, (SourceName::Centre, Some(rare)));
        drop(quiet);
        assert_eq!(next_event(&mut sources).await, (SourceName::Centre, Some(WorkspaceEvent::Synced)));
        assert_eq!(next_event(&mut sources).await, (SourceName::Centre, None), "one has ended");
    }

    #[tokio::test]
    async fn without_a_source_nothing_is_heard() {
        let none = next_event(&mut []);
        assert!(futures_util::FutureExt::now_or_never(none).is_none());
    }
}
