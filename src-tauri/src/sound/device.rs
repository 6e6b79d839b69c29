//! What there is to play on, and which of it the agent chose.

use std::str::FromStr as _;

use konsil_app::desk::{SoundDevice, SoundOutput};
use rodio::cpal::traits::{DeviceTrait as _, HostTrait as _};
use rodio::cpal::{DeviceId, default_host};
use rodio::{DeviceSinkBuilder, DeviceSinkError};

/// Everything, in the system's order. May take a moment.
pub fn all() -> Vec<SoundDevice> {
    let Ok(devices) = default_host().output_devices() else { return Vec::new() };
    let named = devices.filter_map(|device| {
        let id = device.id().ok().filter(is_for_people)?;
        let name = device.description().map_or_else(|_| device.to_string(), |it| it.name().to_owned());
        Some(SoundDevice { id: id.to_string(), name })
    });
    let mut all: Vec<SoundDevice> = named.collect();
    // Some hosts list one under several names of the same kind.
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|device| seen.insert(device.id.clone()));
    all
}

/// The device to play on, and the chosen one if it is not that, because it is not there (any more).
///
/// # Errors
/// There is nothing to play on at all.
pub fn chosen(output: &SoundOutput) -> Result<(DeviceSinkBuilder, Option<&SoundDevice>), DeviceSinkError> {
    let SoundOutput::Device { device } = output else {
        return Ok((DeviceSinkBuilder::from_default_device()?, None));
    };
    let there = DeviceId::from_str(&device.id).ok().and_then(|id| default_host().device_by_id(&id));
    match there.map(DeviceSinkBuilder::from_device) {
        Some(Ok(builder)) => Ok((builder, None)),
        Some(Err(error)) => {
            tracing::debug!("the chosen device is there and takes nothing: {error}");
            Ok((DeviceSinkBuilder::from_default_device()?, Some(device)))
        }
        None => Ok((DeviceSinkBuilder::from_default_device()?, Some(device))),
    }
}

/// ALSA has a dozen names for each card. One of them takes whatever it is given.
#[cfg(target_os = "linux")]
fn is_for_people(id: &DeviceId) -> bool {
    id.host() != rodio::cpal::HostId::Alsa || id.id().starts_with("sysdefault:") || id.id().starts_with("hdmi:")
}

#[cfg(not(target_os = "linux"))]
fn is_for_people(_id: &DeviceId) -> bool {
    true
}
