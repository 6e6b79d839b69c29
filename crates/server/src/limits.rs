//! How much one address may ask of the contact's side.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use konsil_protocol::domain::Timestamp;

/// So many within so many milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub count: u32,
    pub within_ms: u64,
}

/// Allowances per address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub new_chats: Allowance,
    pub messages: Allowance,
    /// Sockets of contacts open at once.
    pub sockets: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            new_chats: Allowance { count: 20, within_ms: 10 * 60_000 },
            messages: Allowance { count: 60, within_ms: 30_000 },
            sockets: 100,
        }
    }
}

impl Limits {
    /// For a centre that nobody else can reach: practice and simulation.
    #[must_use]
    pub fn none() -> Self {
        let any = Allowance { count: u32::MAX, within_ms: 1 };
        Self { new_chats: any, messages: any, sockets: u32::MAX }
    }
}

/// Addresses remembered at most; when there are more, those that have nothing left to be counted go first.
const MAX_ADDRESSES: usize = 65_536;

/// Counts, as a bucket that leaks: full at `count`, empty after `within_ms`.
pub(crate) struct Meter {
    allowance: Allowance,
    /// Per address the time at which its bucket will be empty.
    empty_at: Mutex<HashMap<IpAddr, i64>>,
}

impl Meter {
    pub(crate) fn new(allowance: Allowance) -> Self {
        Self { allowance, empty_at: Mutex::default() }
    }

    /// Counts one; if that is one too many, after how many milliseconds it would not be.
    pub(crate) fn count(&self, address: IpAddr, now: Timestamp) -> Result<(), u64> {
        if self.allowance.count == u32::MAX {
            return Ok(());
        }
        let within = i64::try_from(self.allowance.within_ms).unwrap_or(i64::MAX);
        let one = (within / i64::from(self.allowance.count.max(1))).max(1);
        let mut buckets = self.empty_at.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MAX_ADDRESSES {
            buckets.retain(|_, empty_at| *empty_at > now.0);
            if buckets.len() >= MAX_ADDRESSES {
                return Err(self.allowance.within_ms);
            }
        }
        let empty_at = buckets.entry(network(address)).or_insert(now.0);
        let then = (*empty_at).max(now.0).saturating_add(one);
        let over = then.saturating_sub(now.0).saturating_sub(within);
        if over > 0 {
            return Err(u64::try_from(over).unwrap_or(1));
        }
        *empty_at = then;
        Ok(())
    }
}

/// Counts open sockets.
pub(crate) struct Sockets {
    most: u32,
    open: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

/// One open socket; dropped with it.
pub(crate) struct OpenSocket {
    address: IpAddr,
    open: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

impl Sockets {
    pub(crate) fn new(most: u32) -> Self {
        Self { most, open: Arc::default() }
    }

    /// None if that address has as many as it may have.
    pub(crate) fn open(&self, address: IpAddr) -> Option<OpenSocket> {
        let address = network(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(OpenSocket { address, open: self.open.clone() })
    }
}

impl Drop for OpenSocket {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

/// Whoever has one IPv6 address usually has 2⁶⁴ of them.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => IpAddr::V6((six.to_bits() & !u128::from(u64::MAX)).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv6Addr;

    use super::*;

    fn meter() -> Meter {
        Meter::new(Allowance { count: 3, within_ms: 3_000 })
    }

    #[test]
    fn the_fourth_within_the_time_is_too_many_and_says_when_it_would_not_be() {
        let (meter, address) = (meter(), IpAddr::from([127, 0, 0, 1]));
        for _ in 0..3 {
            assert_eq!(meter.count(address, Timestamp(0)), Ok(()));
        }
        assert_eq!(meter.count(address, Timestamp(0)), Err(1_000));
        assert_eq!(meter.count(IpAddr::from([127, 0, 0, 2]), Timestamp(0)), Ok(()));
        assert_eq!(meter.count(address, Timestamp(1_000)), Ok(()));
        assert_eq!(meter.count(address, Timestamp(1_500)), Err(500));
    }

    #[test]
    fn a_closed_socket_makes_room_for_another() {
        let (sockets, address) = (Sockets::new(1), IpAddr::from([127, 0, 0, 1]));
        let first = sockets.open(address).unwrap();
        assert!(sockets.open(address).is_none());
        drop(first);
        assert!(sockets.open(address).is_some());
    }

    #[test]
    fn the_addresses_of_one_ipv6_network_count_together() {
        let meter = meter();
        let in_network = |host: u16| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, host));
        for host in 0..3 {
            assert_eq!(meter.count(in_network(host), Timestamp(0)), Ok(()));
        }
        assert!(meter.count(in_network(9), Timestamp(0)).is_err());
    }
}
