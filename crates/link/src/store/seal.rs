//! Values on disk are sealed (AES-256-GCM), each bound to the place where it stands.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::error::StoreError;

pub(super) const KEY_BYTES: usize = 32;

pub(super) struct Sealer {
    key: LessSafeKey,
}

impl Sealer {
    pub(super) fn new(key: &[u8]) -> Result<Self, StoreError> {
        let key = UnboundKey::new(&AES_256_GCM, key).map_err(|_| StoreError::Sealed)?;
        Ok(Self { key: LessSafeKey::new(key) })
    }

    /// `place` must be the same when it is opened.
    pub(super) fn seal(&self, place: &str, clear: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE_LEN];
        fill_random(&mut nonce)?;
        let mut body = clear.to_vec();
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()), &mut body)
            .map_err(|_| StoreError::Sealed)?;
        let mut sealed = nonce.to_vec();
        sealed.append(&mut body);
        Ok(sealed)
    }

    pub(super) fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or(StoreError::Sealed)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| StoreError::Sealed)?;
        let mut body = body.to_vec();
        let clear =
            self.key.open_in_place(nonce, Aad::from(place.as_bytes()), &mut body).map_err(|_| StoreError::Sealed)?;
        Ok(clear.to_vec())
    }
}

pub(super) fn fill_random(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|_| StoreError::NoRandomness)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_only_at_its_own_place() {
        let sealer = Sealer::new(&[7; KEY_BYTES]).unwrap();
        let sealed = sealer.seal("outbox/a", b"Guten Tag").unwrap();
        assert!(!sealed.windows(5).any(|part| part == b"Guten"));
        assert_eq!(sealer.open("outbox/a", &sealed).unwrap(), b"Guten Tag");
        assert!(matches!(sealer.open("outbox/b", &sealed), Err(StoreError::Sealed)));
    }

    #[test]
    fn another_key_or_a_changed_byte_opens_nothing() {
        let sealer = Sealer::new(&[7; KEY_BYTES]).unwrap();
        let mut sealed = sealer.seal("drafts/x", b"text").unwrap();
        assert!(matches!(Sealer::new(&[8; KEY_BYTES]).unwrap().open("drafts/x", &sealed), Err(StoreError::Sealed)));
        *sealed.last_mut().unwrap() ^= 1;
        assert!(matches!(sealer.open("drafts/x", &sealed), Err(StoreError::Sealed)));
        assert!(matches!(sealer.open("drafts/x", b"short"), Err(StoreError::Sealed)));
    }
}
