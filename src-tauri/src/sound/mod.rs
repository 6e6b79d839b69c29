//! Plays the sounds, on a thread of its own. The device is opened for each sound and let go after it: a computer with
//! an open device does not go to sleep, and headphones are plugged in and out.

mod chime;
mod device;

use std::collections::BTreeSet;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::thread;
use std::time::Duration;

use konsil_app::desk::{SignFault, SoundDevice, SoundKind, SoundOutput, SystemEvent};
use rodio::decoder::DecoderError;
use rodio::{ChannelCount, DeviceSinkBuilder, DeviceSinkError, SampleRate, Source};
use tauri::AppHandle;

use crate::controller;

/// Silence before: some devices swallow the beginning while they wake up. In samples.
const LEAD: usize = chime::RATE as usize / 20;
/// Silence after: what the device has taken but not yet played is lost when it is let go. In samples.
const TAIL: usize = chime::RATE as usize / 4;
/// A device that is pulled out while it plays may never say so.
const LONGEST: Duration = Duration::from_secs(5);

/// Where sounds are asked for. While one plays, at most one more waits; any further is dropped.
#[derive(Clone)]
pub struct Sounds {
    requests: SyncSender<SoundRequest>,
}

/// `volume` in percent, 1 to 100.
#[derive(Debug, Clone, PartialEq)]
struct SoundRequest {
    kind: SoundKind,
    volume: u8,
    output: SoundOutput,
}

impl Sounds {
    /// `means_changed` is called whenever sounds can be played again, or no longer.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn start(app: AppHandle, means_changed: fn(&AppHandle)) -> std::io::Result<Self> {
        let mut heard = None;
        let mut missing = Missing::default();
        Self::with(move |request| {
            tracing::debug!(?request, "sound");
            let played = play(&request, |instead_of| {
                if let Some(device) = missing.heard(&request.output, instead_of) {
                    controller::report(&app, SystemEvent::Failed(SignFault::PlayedElsewhere { device }));
                }
            });
            // Headphones are plugged in and out: what was reported of this computer may no longer be so.
            if heard.replace(played.is_ok()) != Some(played.is_ok()) {
                means_changed(&app);
            }
            if let Err(error) = played {
                tracing::warn!("no sound: {error}");
                controller::report(&app, SystemEvent::Failed(SignFault::Sound));
            }
        })
    }

    fn with(mut play: impl FnMut(SoundRequest) + Send + 'static) -> std::io::Result<Self> {
        let (requests, inbox): (_, Receiver<SoundRequest>) = sync_channel(1);
        thread::Builder::new().name("sounds".into()).spawn(move || {
            quiet_alsa();
            inbox.into_iter().for_each(&mut play);
        })?;
        Ok(Self { requests })
    }

    /// `volume` in percent, 1 to 100.
    pub fn play(&self, kind: SoundKind, volume: u8, output: SoundOutput) {
        match self.requests.try_send(SoundRequest { kind, volume, output }) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => tracing::debug!(?kind, "dropped: others are to be heard first"),
            Err(TrySendError::Disconnected(_)) => tracing::debug!("a sound came after the end"),
        }
    }
}

/// What there is to play on, in answer to the page that asks. Returns at once.
pub fn report_devices(app: &AppHandle) {
    let app = app.clone();
    let started = thread::Builder::new().name("sound devices".into()).spawn(move || {
        quiet_alsa();
        controller::report(&app, SystemEvent::SoundDevices(device::all()));
    });
    if let Err(error) = started {
        tracing::warn!("nobody looks for sound devices: {error}");
    }
}

/// Chosen devices that are known to be away: each is spoken of once, until it has been there again.
#[derive(Debug, Default)]
struct Missing(BTreeSet<String>);

impl Missing {
    /// `instead_of`: the chosen device, if another played in its place. Gives what is to be told.
    fn heard(&mut self, output: &SoundOutput, instead_of: Option<&SoundDevice>) -> Option<SoundDevice> {
        match (output, instead_of) {
            (SoundOutput::Device { device }, None) => {
                self.0.remove(&device.id);
                None
            }
            (SoundOutput::Device { .. } | SoundOutput::System, Some(device)) => {
                self.0.insert(device.id.clone()).then(|| device.clone())
            }
            (SoundOutput::System, None) => None,
        }
    }
}

/// Whether there is something to play on. May take a moment: the system's sound server is asked.
pub fn is_there() -> bool {
    let asked = thread::Builder::new().name("sound device".into()).spawn(|| {
        quiet_alsa();
        DeviceSinkBuilder::from_default_device().is_ok()
    });
    asked.is_ok_and(|asked| asked.join().unwrap_or(false))
}

#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("{0}: {why}", why = std::error::Error::source(.0).map(ToString::to_string).unwrap_or_default())]
    Device(#[from] DeviceSinkError),
    #[error("the sound was not taken to its end: {0}")]
    Broken(String),
    #[error("the device takes nothing")]
    Stuck,
    #[error("the sound cannot be read: {0}")]
    Unreadable(#[from] DecoderError),
}

/// `found` is told the chosen device, if the system's own takes its place.
fn play(request: &SoundRequest, found: impl FnOnce(Option<&SoundDevice>)) -> Result<(), Fault> {
    // Before the device is opened: that one does not wait.
    let (playing, end) = channel();
    let chime = Chime::new(request, playing)?;
    let (trouble, troubles) = channel();
    let (device, instead_of) = device::chosen(&request.output)?;
    found(instead_of);
    let mut device = device
        .with_error_callback(move |error: rodio::cpal::Error| {
            // Many a device reports a short gap in this way and plays on: a sound is lost only if its end is not reached.
            tracing::debug!("sound device: {error}");
            let _ = trouble.send(error.to_string());
        })
        .open_sink_or_fallback()?;
    device.log_on_drop(false);
    device.mixer().add(chime);
    match end.recv_timeout(LONGEST) {
        Err(RecvTimeoutError::Timeout) => Err(troubles.try_iter().last().map_or(Fault::Stuck, Fault::Broken)),
        Ok(()) | Err(RecvTimeoutError::Disconnected) => Ok(()),
    }
}

/// A sound as the device takes it, with silence around it.
struct Chime {
    samples: std::vec::IntoIter<f32>,
    /// Dropped with the chime, when the device has taken all of it.
    _playing: Sender<()>,
}

impl Chime {
    fn new(request: &SoundRequest, playing: Sender<()>) -> Result<Self, DecoderError> {
        let factor = factor(request.volume);
        let mut samples = vec![0.0; LEAD];
        samples.extend(chime::samples(request.kind)?.into_iter().map(|sample| sample * factor));
        samples.resize(samples.len() + TAIL, 0.0);
        Ok(Self { samples: samples.into_iter(), _playing: playing })
    }
}

/// Half the percentage sounds about half as loud (-12 dB), which a half of the samples' height does not.
fn factor(volume: u8) -> f32 {
    (f32::from(volume.min(100)) / 100.0).powi(2)
}

impl Iterator for Chime {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        self.samples.next()
    }
}

impl Source for Chime {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> ChannelCount {
        NonZero::<u16>::MIN
    }

    fn sample_rate(&self) -> SampleRate {
        const { NonZero::new(chime::RATE).unwrap() }
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

/// ALSA writes to the terminal what it does not find. From here on, in this thread, it does not.
#[cfg(target_os = "linux")]
fn quiet_alsa() {
    if let Err(error) = alsa::Output::local_error_handler() {
        tracing::debug!("ALSA stays talkative: {error}");
    }
}

#[cfg(not(target_os = "linux"))]
fn quiet_alsa() {}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn sounds_asked_for_while_one_plays_do_not_pile_up() {
        let (begun, begins) = channel();
        let (finish, finished) = mpsc::channel::<()>();
        let sounds = Sounds::with(move |request| {
            begun.send(request.kind).unwrap();
            finished.recv().unwrap();
        })
        .unwrap();
        sounds.play(SoundKind::Invitation, 50, SoundOutput::System);
        assert_eq!(begins.recv(), Ok(SoundKind::Invitation));
        sounds.play(SoundKind::Consultation, 50, SoundOutput::System);
        for _ in 0..100 {
            sounds.play(SoundKind::Message, 50, SoundOutput::System);
        }
        finish.send(()).unwrap();
        assert_eq!(begins.recv(), Ok(SoundKind::Consultation));
        finish.send(()).unwrap();
        drop(sounds);
        assert_eq!(begins.recv(), Err(mpsc::RecvError), "nothing else is played");
    }

    #[test]
    fn what_the_device_takes_is_the_sound_at_its_volume_between_silences() {
        let (playing, end) = channel();
        let full = chime::samples(SoundKind::Message).unwrap();
        let request = SoundRequest { kind: SoundKind::Message, volume: 50, output: SoundOutput::System };
        let taken: Vec<f32> = Chime::new(&request, playing).unwrap().collect();
        assert_eq!(taken.len(), LEAD + full.len() + TAIL);
        assert!(taken[..LEAD].iter().chain(&taken[LEAD + full.len()..]).all(|sample| *sample == 0.0));
        assert!(taken[LEAD..].iter().zip(&full).all(|(taken, full)| (taken - full / 4.0).abs() < 1e-6));
        assert_eq!(end.try_recv(), Err(mpsc::TryRecvError::Disconnected), "the end is told");
    }

    #[test]
    fn a_device_that_is_away_is_spoken_of_once_until_it_has_been_there_again() {
        let device = SoundDevice { id: "headset".into(), name: "Headset".into() };
        let output = SoundOutput::Device { device: device.clone() };
        let mut missing = Missing::default();
        assert_eq!(missing.heard(&output, None), None);
        assert_eq!(missing.heard(&output, Some(&device)), Some(device.clone()));
        assert_eq!(missing.heard(&output, Some(&device)), None);
        assert_eq!(missing.heard(&output, None), None, "plugged in again");
        assert_eq!(missing.heard(&output, Some(&device)), Some(device));
    }

    #[test]
    fn the_volume_never_makes_a_sound_louder_than_it_is() {
        assert!((factor(100) - 1.0).abs() < f32::EPSILON);
        assert!((factor(255) - 1.0).abs() < f32::EPSILON);
        assert!((1..100).all(|volume| factor(volume) < factor(volume + 1)));
    }
}
