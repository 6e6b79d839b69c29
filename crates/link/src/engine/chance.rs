//! Chance from a seed (SplitMix64), so that a simulation can be had again.

#[derive(Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// Without a seed, one is asked of the system.
    pub(super) fn new(seed: Option<u64>) -> Self {
        Self(seed.or_else(|| getrandom::u64().ok()).unwrap_or_default())
    }

    /// From 0 up to, not including, 1.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn fraction(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
