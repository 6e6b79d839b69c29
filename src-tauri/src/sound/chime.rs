//! The three sounds, made of a few struck notes each. They are told apart with the eyes shut: an invitation rises over
//! three notes, a message falls over two, a consultation knocks twice on one. All are equally loud (the root mean
//! square of their loudest fifth of a second), begin softly, stay well below the loudest possible and end in silence.

use std::f32::consts::{PI, TAU};

use konsil_app::desk::SoundKind;

/// Samples in a second.
pub const RATE: u32 = 48_000;
/// Of the loudest [`WINDOW`] of each sound, of 1.
const LOUDNESS: f32 = 0.16;
/// In samples: about as long as an ear adds up what it hears.
const WINDOW: usize = RATE as usize / 5;
/// Seconds from silence to a note's full strength: without it every note would begin with a click.
const ATTACK: f32 = 0.012;
/// Seconds at the end of a sound in which all that still rings fades out.
const RELEASE: f32 = 0.12;

/// One stroke. Times in seconds.
struct Note {
    at: f32,
    /// Hertz.
    pitch: f32,
    /// Until a third is left.
    decay: f32,
    strength: f32,
}

/// What it is struck on: how many times the pitch, how strong, how much faster than the note it fades.
type Overtones = &'static [(f32, f32, f32)];

const BELL: Overtones = &[(1.0, 1.0, 1.0), (2.0, 0.35, 1.6), (3.0, 0.12, 2.6), (4.2, 0.05, 4.0)];
const SOFT: Overtones = &[(1.0, 1.0, 1.0), (2.0, 0.18, 1.8), (3.0, 0.05, 3.0)];
const WOOD: Overtones = &[(1.0, 1.0, 1.0), (4.0, 0.3, 5.0), (9.2, 0.06, 9.0)];

/// Samples of one channel, each between -1 and 1, [`RATE`] of them a second.
pub fn samples(kind: SoundKind) -> Vec<f32> {
    let (notes, overtones, length): (&[Note], Overtones, f32) = match kind {
        // C, E, G
        SoundKind::Invitation => (
            &[
                Note { at: 0.0, pitch: 523.25, decay: 0.16, strength: 0.8 },
                Note { at: 0.17, pitch: 659.26, decay: 0.17, strength: 0.9 },
                Note { at: 0.34, pitch: 783.99, decay: 0.22, strength: 1.0 },
            ],
            BELL,
            0.95,
        ),
        // A, E
        SoundKind::Message => (
            &[
                Note { at: 0.0, pitch: 880.0, decay: 0.12, strength: 0.9 },
                Note { at: 0.15, pitch: 659.26, decay: 0.18, strength: 1.0 },
            ],
            SOFT,
            0.65,
        ),
        // D, twice
        SoundKind::Consultation => (
            &[
                Note { at: 0.0, pitch: 587.33, decay: 0.06, strength: 1.0 },
                Note { at: 0.19, pitch: 587.33, decay: 0.09, strength: 1.0 },
            ],
            WOOD,
            0.5,
        ),
    };
    let mut samples = struck(notes, overtones, length);
    let factor = LOUDNESS / loudest(&samples);
    for sample in &mut samples {
        *sample *= factor;
    }
    samples
}

fn struck(notes: &[Note], overtones: Overtones, length: f32) -> Vec<f32> {
    let rate = RATE as f32;
    let count = (length * rate) as usize;
    let mut samples = vec![0.0; count];
    for note in notes {
        let first = (note.at * rate) as usize;
        for (sample, out) in samples.iter_mut().skip(first).enumerate() {
            let time = sample as f32 / rate;
            let tone: f32 = overtones
                .iter()
                .map(|(times, share, faster)| {
                    share * (TAU * note.pitch * times * time).sin() * (-time * faster / note.decay).exp()
                })
                .sum();
            *out += note.strength * tone * swell(time / ATTACK);
        }
    }
    for (sample, out) in samples.iter_mut().enumerate() {
        let left = (count - 1 - sample) as f32 / rate;
        *out *= swell(left / RELEASE);
    }
    samples
}

/// From 0 to 1 without a corner.
fn swell(part: f32) -> f32 {
    0.5 - 0.5 * (PI * part.clamp(0.0, 1.0)).cos()
}

fn loudest(samples: &[f32]) -> f32 {
    samples
        .windows(WINDOW)
        .step_by(WINDOW / 20)
        .map(|part| (part.iter().map(|sample| sample * sample).sum::<f32>() / part.len() as f32).sqrt())
        .fold(f32::MIN_POSITIVE, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [SoundKind; 3] = [SoundKind::Invitation, SoundKind::Message, SoundKind::Consultation];

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
