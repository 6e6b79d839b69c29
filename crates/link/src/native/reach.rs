//! From a name to a connection: which of a host's addresses answers first. Attempts begin one after another and do not wait for
//! each other's end (RFC 8305), so that an address that swallows everything delays nobody by more than [`NEXT_AFTER`].

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::net::TcpStream;

use super::no_way::NoWay;

/// RFC 8305, section 8: the recommended "Connection Attempt Delay".
const NEXT_AFTER: Duration = Duration::from_millis(250);

/// `host` is a name, or an address without brackets.
///
/// # Errors
/// [`NoWay::NameUnknown`]; else that of the attempt that failed last.
pub(super) async fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let addresses = tokio::net::lookup_host((host, port)).await.map_err(|error| {
        tracing::debug!(%error, "no address for this name");
        NoWay::NameUnknown
    })?;
    let stream = first_of(addresses.collect()).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn first_of(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let mut waiting = in_turn(addresses).into_iter();
    let mut attempts = FuturesUnordered::new();
    let mut failed = io::Error::from(NoWay::NameUnknown);
    loop {
        match waiting.next() {
            Some(address) => attempts.push(TcpStream::connect(address)),
            None if attempts.is_empty() => return Err(failed),
            None => {}
        }
        tokio::select! {
            Some(ended) = attempts.next() => match ended {
                Ok(stream) => return Ok(stream),
                Err(error) => failed = error,
            },
            () = tokio::time::sleep(NEXT_AFTER), if waiting.len() > 0 => {}
        }
    }
}

/// The system's order, but IPv6 and IPv4 by turns: where one of them is broken, all its addresses are.
fn in_turn(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let count = addresses.len();
    let Some(first) = addresses.first().map(SocketAddr::is_ipv6) else { return addresses };
    let (one, other): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|address| address.is_ipv6() == first);
    let (mut one, mut other) = (one.into_iter(), other.into_iter());
    let mut turns = Vec::with_capacity(count);
    while turns.len() < count {
        turns.extend(one.next());
        turns.extend(other.next());
    }
    turns
}

#[cfg(test)]
mod tests {
    use tokio::net::{TcpListener, TcpSocket};

    use super::*;

    /// An address whose system answers nothing any more: who dials it waits. Both keep it so.
    async fn black_hole() -> (SocketAddr, TcpListener, Vec<TcpStream>) {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(1).unwrap();
        let address = listener.local_addr().unwrap();
        let mut taken = Vec::new();
        // Nobody accepts: when all its places are taken, the system lets further ones wait.
        while let Ok(connected) = tokio::time::timeout(Duration::from_millis(200), TcpStream::connect(address)).await {
            taken.push(connected.unwrap());
        }
        (address, listener, taken)
    }

    #[tokio::test]
    async fn an_address_that_swallows_everything_is_overtaken_by_the_next() {
        let (hole, _listener, _taken) = black_hole().await;
        let good = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let good = good.local_addr().map(|address| (good, address)).unwrap();
        // Alone it would wait for minutes; the patience here is for a slow machine, not the measure.
        let stream =
            tokio::time::timeout(Duration::from_secs(20), first_of(vec![hole, good.1])).await.unwrap().unwrap();
        assert_eq!(stream.peer_addr().unwrap(), good.1);
    }

    #[tokio::test]
    async fn where_every_address_refuses_the_refusal_is_the_answer() {
        let refusing = "127.0.0.1:1".parse().unwrap();
        let error = first_of(vec![refusing, refusing]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
    }

    #[test]
    fn both_families_are_tried_by_turns() {
        let all: Vec<SocketAddr> =
            ["[::1]:1", "[::2]:1", "[::3]:1", "1.0.0.1:1", "1.0.0.2:1"].map(|text| text.parse().unwrap()).into();
        let expected: Vec<SocketAddr> =
            ["[::1]:1", "1.0.0.1:1", "[::2]:1", "1.0.0.2:1", "[::3]:1"].map(|text| text.parse().unwrap()).into();
        assert_eq!(in_turn(all), expected);
        assert_eq!(in_turn(Vec::new()), Vec::new());
    }
}
