//! The three sounds. They are made by `assets/make.py`, which says how they differ.

use std::io::Cursor;

use konsil_app::desk::SoundKind;
use rodio::Decoder;
use rodio::decoder::DecoderError;

/// Samples in a second.
pub const RATE: u32 = 48_000;

/// Samples of one channel, each between -1 and 1, [`RATE`] of them a second.
///
/// # Errors
/// The file is no sound.
pub fn samples(kind: SoundKind) -> Result<Vec<f32>, DecoderError> {
    let file: &[u8] = match kind {
        SoundKind::Invitation => include_bytes!("../../assets/chime/invitation.wav"),
        SoundKind::Message => include_bytes!("../../assets/chime/message.wav"),
        SoundKind::Consultation => include_bytes!("../../assets/chime/consultation.wav"),
    };
    Ok(Decoder::new_wav(Cursor::new(file))?.collect())
}

#[cfg(test)]
mod tests {
    use std::f32::consts::TAU;

    use super::*;

    /// Of the loudest [`WINDOW`] of each sound, of 1.
    const LOUDNESS: f32 = 0.16;
    /// In samples: about as long as an ear adds up what it hears.
    const WINDOW: usize = RATE as usize / 5;

    const KINDS: [SoundKind; 3] = [SoundKind::Invitation, SoundKind::Message, SoundKind::Consultation];

    fn samples(kind: SoundKind) -> Vec<f32> {
        super::samples(kind).unwrap()
    }

    fn loudest(samples: &[f32]) -> f32 {
        samples
            .windows(WINDOW)
            .step_by(WINDOW / 20)
            .map(|part| (part.iter().map(|sample| sample * sample).sum::<f32>() / part.len() as f32).sqrt())
            .fold(f32::MIN_POSITIVE, f32::max)
    }

    /// How strong one pitch is in a part of a sound (Goertzel's way).
    fn share_of(pitch: f32, samples: &[f32]) -> f32 {
        let turn = 2.0 * (TAU * pitch / RATE as f32).cos();
        let (last, before) =
            samples.iter().fold((0.0f32, 0.0f32), |(last, before), sample| (sample + turn * last - before, last));
        (last * last + before * before - turn * last * before).sqrt() / samples.len() as f32
    }

    fn part(samples: &[f32], from: f32, to: f32) -> &[f32] {
        &samples[(from * RATE as f32) as usize..(to * RATE as f32) as usize]
    }

    #[test]
    fn each_lasts_less_than_a_second_and_begins_and_ends_in_silence() {
        for kind in KINDS {
            let samples = samples(kind);
            let seconds = samples.len() as f32 / RATE as f32;
            assert!((0.3..1.0).contains(&seconds), "{kind:?} lasts {seconds} s");
            assert!(samples[0].abs() < 1e-4 && samples[samples.len() - 1].abs() < 1e-4, "{kind:?} clicks");
            // The first two thousandths of a second are soft as well.
            assert!(samples[..96].iter().all(|sample| sample.abs() < 0.05), "{kind:?} begins hard");
        }
    }

    #[test]
    fn none_is_cut_off_at_the_top_and_all_are_equally_loud() {
        for kind in KINDS {
            let samples = samples(kind);
            let peak = samples.iter().fold(0.0f32, |peak, sample| peak.max(sample.abs()));
            assert!((0.25..0.9).contains(&peak), "{kind:?} reaches {peak}");
            assert!((loudest(&samples) - LOUDNESS).abs() < 0.001, "{kind:?}");
        }
    }

    #[test]
    fn an_invitation_rises_a_message_falls_and_a_consultation_knocks_twice() {
        let rising = samples(SoundKind::Invitation);
        let (first, last) = (part(&rising, 0.02, 0.16), part(&rising, 0.5, 0.7));
        assert!(share_of(523.25, first) > 3.0 * share_of(783.99, first));
        assert!(share_of(783.99, last) > 3.0 * share_of(523.25, last));

        let falling = samples(SoundKind::Message);
        let (first, last) = (part(&falling, 0.02, 0.14), part(&falling, 0.3, 0.5));
        assert!(share_of(880.0, first) > 3.0 * share_of(659.26, first));
        assert!(share_of(659.26, last) > 3.0 * share_of(880.0, last));

        let knocking = samples(SoundKind::Consultation);
        let energy = |from, to| part(&knocking, from, to).iter().map(|sample| sample * sample).sum::<f32>();
        assert!(energy(0.01, 0.06) > 5.0 * energy(0.13, 0.18), "the first knock is over");
        assert!(energy(0.2, 0.25) > 5.0 * energy(0.13, 0.18), "a second follows");
    }
}
