//! What is so at the moment of asking. It is read from what is kept anyway: asking costs by the queues, however many
//! agents there are.

use std::{
    fmt,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use konsil_centre::InLine;
use konsil_protocol::domain::QueueId;
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeGaugeValue, EncodeMetric},
    metrics::{MetricType, gauge::ConstGauge},
};

use super::machine;
use crate::{clock::Clock, hub::Hub};

/// Where it is looked.
pub(super) struct Seen {
    pub(super) hub: Arc<Hub>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) data: Option<PathBuf>,
}

pub(super) struct Now(pub(super) Arc<OnceLock<Seen>>);

impl fmt::Debug for Now {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Now")
    }
}

impl Collector for Now {
    fn encode(&self, mut to: DescriptorEncoder) -> fmt::Result {
        if let Some(seen) = self.0.get() {
            centre(seen, &mut to)?;
            if let Some(data) = &seen.data {
                let files = machine::files(data);
                family(&mut to, "konsil_file_bytes", "Size of a file in the data folder", "file", files)?;
            }
        }
        for (name, help, value) in machine::process() {
            one(&mut to, name, help, value)?;
        }
        Ok(())
    }
}

fn centre(seen: &Seen, to: &mut DescriptorEncoder<'_>) -> fmt::Result {
    let now = seen.clock.now();
    let (chats, lines): (usize, Vec<(QueueId, InLine)>) = {
        let published = seen.hub.published();
        let queues = published.centre.rules.queues.keys().cloned();
        (published.cases.len(), queues.map(|queue| (queue.clone(), published.routing.in_line(&queue))).collect())
    };
    one(to, "konsil_chats", "Chats that are not over", count(chats))?;
    let waiting = lines.iter().map(|(queue, line)| (queue.to_string(), count(line.chats)));
    family(to, "konsil_queue_waiting", "Chats in the queue that nobody has been offered now", "queue", waiting)?;
    let oldest = lines.iter().map(|(queue, line)| {
        let ms = line.oldest.map_or(0, |since| now.since_ms(since));
        (queue.to_string(), i64::try_from(ms / 1_000).unwrap_or(i64::MAX))
    });
    family(to, "konsil_queue_oldest_seconds", "How long the oldest of them has been there", "queue", oldest)
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

fn one(to: &mut DescriptorEncoder<'_>, name: &str, help: &str, value: i64) -> fmt::Result {
    gauge(value).encode(to.encode_descriptor(name, help, None, MetricType::Gauge)?)
}

fn family(
    to: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    label: &str,
    values: impl IntoIterator<Item = (String, i64)>,
) -> fmt::Result {
    let mut to = to.encode_descriptor(name, help, None, MetricType::Gauge)?;
    for (word, value) in values {
        gauge(value).encode(to.encode_family(&[(label, word)])?)?;
    }
    Ok(())
}

fn gauge<T: EncodeGaugeValue>(value: T) -> ConstGauge<T> {
    ConstGauge::new(value)
}
