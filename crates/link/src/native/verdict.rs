//! What follows from a connection that ended or never came about: every close code, HTTP status and network error
//! leads to exactly one [`Verdict`]. `Again` means that the access token was not taken.

use std::error::Error;
use std::io;
use std::time::Duration;

use konsil_protocol::domain::{OfflineCause, SignInNeeded};
use konsil_protocol::wire::agent::SignInRefused;
use konsil_protocol::wire::{
    CLOSE_LATE, CLOSE_MALFORMED, CLOSE_PROTOCOL, CLOSE_RESYNC, CLOSE_SIGN_IN, CLOSE_TAKEN_OVER,
};
use serde::Deserialize;

use super::no_way::NoWay;
use crate::line::Verdict;

/// The same, for somebody who waits at the sign-in page: nothing is tried again behind their back, except where the
/// server asks for it because others are being signed in.
pub(super) fn by_hand(verdict: Verdict) -> Verdict {
    Verdict::SignIn(match verdict {
        Verdict::SignIn(why) => why,
        Verdict::Retry { cause: OfflineCause::Busy, .. } => return verdict,
        Verdict::Retry { cause, .. } => SignInNeeded::NoWay { cause },
        Verdict::Again | Verdict::Elsewhere => SignInNeeded::SessionEnded,
    })
}

/// A WebSocket close frame came, or none at all.
pub(super) fn of_close(code: Option<u16>) -> Verdict {
    match code {
        Some(CLOSE_SIGN_IN) => Verdict::Again,
        Some(CLOSE_TAKEN_OVER) => Verdict::Elsewhere,
        Some(CLOSE_PROTOCOL) => Verdict::VERSION,
        // Going away, restarting, too busy, or too slow a reader here: it will be there again.
        Some(1000 | 1001 | 1005 | 1006 | 1012 | 1013 | CLOSE_LATE | CLOSE_RESYNC) | None => Verdict::UNREACHABLE,
        Some(CLOSE_MALFORMED) => Verdict::FAULT,
        Some(_) => Verdict::FAULT,
    }
}

/// The request for a WebSocket was answered with something else. Our server refuses tokens over the open socket only: what
/// is forbidden here, a proxy forbids.
pub(super) fn of_upgrade(status: u16, retry_after: Option<Duration>) -> Verdict {
    match status {
        426 => Verdict::VERSION,
        _ => of_stranger(status, retry_after),
    }
}

/// Why sign-in or refresh was answered with something else than 200.
pub(super) enum Refused {
    Known(SignInRefused),
    /// For a reason that only a newer version knows.
    Newer,
    /// Not by our server.
    ByStranger,
}

/// Our server's words are an object with a kind in lower case; whatever else stands in front of it says something else.
pub(super) fn refused(body: &[u8]) -> Refused {
    #[derive(Deserialize)]
    struct Kind {
        kind: String,
    }
    match (serde_json::from_slice(body), serde_json::from_slice::<Kind>(body)) {
        (Ok(refused), _) => Refused::Known(refused),
        (Err(_), Ok(Kind { kind })) if kind.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase()) => {
            Refused::Newer
        }
        (Err(_), Ok(_) | Err(_)) => Refused::ByStranger,
    }
}

/// The server answered sign-in or refresh with something else than 200.
pub(super) fn of_sign_in(status: u16, refused: Refused, retry_after: Option<Duration>) -> Verdict {
    match refused {
        Refused::Known(SignInRefused::WrongLoginOrPassword) => Verdict::SignIn(SignInNeeded::WrongLoginOrPassword),
        Refused::Known(SignInRefused::Disabled) => Verdict::SignIn(SignInNeeded::Disabled),
        Refused::Known(SignInRefused::SignInAgain) => Verdict::SignIn(SignInNeeded::SessionEnded),
        Refused::Known(SignInRefused::TooManyAttempts { retry_after_ms }) => {
            Verdict::SignIn(SignInNeeded::TooManyAttempts { retry_after_ms })
        }
        Refused::Known(SignInRefused::Busy { retry_after_ms }) => {
            Verdict::Retry { cause: OfflineCause::Busy, after: Some(Duration::from_millis(retry_after_ms)) }
        }
        Refused::Known(SignInRefused::Malformed) => Verdict::FAULT,
        Refused::Newer if matches!(status, 401 | 403) => Verdict::SignIn(SignInNeeded::SessionEnded),
        Refused::Newer => Verdict::Retry { cause: OfflineCause::ServerFault, after: retry_after },
        Refused::ByStranger => of_stranger(status, retry_after),
    }
}

/// An answer that is not our server's: a proxy's, a network's sign-in page, another server. It says nothing about the session.
pub(super) fn of_stranger(status: u16, after: Option<Duration>) -> Verdict {
    let cause = match status {
        // Something in front of the server finds nothing behind it, or asks for patience.
        408 | 425 | 429 | 502..=504 => OfflineCause::Unreachable,
        407 => OfflineCause::ProxySignIn,
        401 | 403 => OfflineCause::ProxyRefuses,
        // 511: "Network Authentication Required" (RFC 6585).
        200..=399 | 511 => OfflineCause::Portal,
        400..=499 => OfflineCause::OtherServer,
        _ => OfflineCause::ServerFault,
    };
    Verdict::Retry { cause, after }
}

/// The network, or the encryption on top of it, failed.
pub(super) fn of_error(error: &(dyn Error + 'static)) -> Verdict {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(why) = error.downcast_ref::<NoWay>() {
            return of_no_way(*why);
        }
        if let Some(cause) = error.downcast_ref::<rustls::Error>().and_then(of_encryption) {
            return Verdict::Retry { cause, after: None };
        }
        // An io::Error hides what it carries from `source`.
        if let Some(carried) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            next = Some(carried);
            continue;
        }
        next = error.source();
    }
    Verdict::UNREACHABLE
}

fn of_no_way(why: NoWay) -> Verdict {
    let cause = match why {
        NoWay::NameUnknown => OfflineCause::NameUnknown,
        NoWay::ProxyAway | NoWay::ProxyOfAnotherKind => OfflineCause::ProxyAway,
        NoWay::NotPlainHttp => OfflineCause::OnlyEncrypted,
        NoWay::ProxyRefuses { status: 407 } => OfflineCause::ProxySignIn,
        // It looked for the server itself, and found nothing.
        NoWay::ProxyRefuses { status: 502..=504 } => OfflineCause::Unreachable,
        NoWay::ProxyRefuses { .. } => OfflineCause::ProxyRefuses,
    };
    Verdict::Retry { cause, after: None }
}

/// None where encryption began and broke off: that is the line's fault.
fn of_encryption(error: &rustls::Error) -> Option<OfflineCause> {
    use rustls::{CertificateError as Bad, Error};

    if let Error::InvalidCertificate(why) = error {
        let out_of_date = matches!(
            why,
            Bad::Expired | Bad::ExpiredContext { .. } | Bad::NotValidYet | Bad::NotValidYetContext { .. }
        );
        let other_name = matches!(why, Bad::NotValidForName | Bad::NotValidForNameContext { .. });
        return Some(if out_of_date {
            OfflineCause::CertificateOutOfDate
        } else if other_name {
            OfflineCause::CertificateOtherName
        } else {
            OfflineCause::CertificateUntrusted
        });
    }
    // What came is no record of TLS: the other side speaks something else.
    let no_tls = matches!(error, Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType));
    no_tls.then_some(OfflineCause::NotEncrypted)
}

/// `Retry-After` in seconds; the form with a date is not used by our server.
pub(super) fn retry_after(value: Option<&str>) -> Option<Duration> {
    value.and_then(|text| text.trim().parse().ok()).map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_close_code_leads_somewhere() {
        let verdict = |code| of_close(Some(code));
        assert_eq!(verdict(CLOSE_SIGN_IN), Verdict::Again);
        assert_eq!(verdict(CLOSE_LATE), Verdict::UNREACHABLE, "a slow line costs nobody the session");
        assert_eq!(verdict(CLOSE_TAKEN_OVER), Verdict::Elsewhere);
        assert_eq!(verdict(CLOSE_PROTOCOL), Verdict::VERSION);
        for passing in [1000, 1001, 1006, 1012, 1013, CLOSE_RESYNC] {
            assert_eq!(verdict(passing), Verdict::UNREACHABLE, "{passing}");
        }
        for fault in [CLOSE_MALFORMED, 1002, 1003, 1007, 1009, 1011, 4999] {
            assert_eq!(verdict(fault), Verdict::FAULT, "{fault}");
        }
        assert_eq!(of_close(None), Verdict::UNREACHABLE);
    }

    #[test]
    fn only_our_servers_own_words_end_a_session() {
        let page = b"<!doctype html><title>401</title>".as_slice();
        for stranger in [page, b"", b"[]", br#"{"error":"forbidden"}"#, br#"{"kind":"Status","code":401}"#] {
            for status in 200..600 {
                let verdict = of_sign_in(status, refused(stranger), None);
                assert!(matches!(verdict, Verdict::Retry { .. }), "{status} {stranger:?}");
                assert!(matches!(of_upgrade(status, None), Verdict::Retry { .. }), "{status}");
            }
        }
        let too_many = refused(br#"{"kind":"too_many_attempts","retry_after_ms":5}"#);
        assert_eq!(
            of_sign_in(429, too_many, None),
            Verdict::SignIn(SignInNeeded::TooManyAttempts { retry_after_ms: 5 })
        );
        let from_tomorrow = refused(br#"{"kind":"from_tomorrow"}"#);
        assert_eq!(of_sign_in(401, from_tomorrow, None), Verdict::SignIn(SignInNeeded::SessionEnded));
    }

    #[test]
    fn strangers_are_told_apart() {
        let cause = |status| match of_stranger(status, None) {
            Verdict::Retry { cause, .. } => cause,
            Verdict::Again | Verdict::SignIn(_) | Verdict::Elsewhere => panic!("{status}"),
        };
        for (status, expected) in [
            (200, OfflineCause::Portal),
            (302, OfflineCause::Portal),
            (511, OfflineCause::Portal),
            (401, OfflineCause::ProxyRefuses),
            (403, OfflineCause::ProxyRefuses),
            (407, OfflineCause::ProxySignIn),
            (404, OfflineCause::OtherServer),
            (502, OfflineCause::Unreachable),
            (500, OfflineCause::ServerFault),
        ] {
            assert_eq!(cause(status), expected, "{status}");
        }
    }

    #[test]
    fn retry_after_is_kept() {
        let after = retry_after(Some(" 7 "));
        assert_eq!(after, Some(Duration::from_secs(7)));
        assert_eq!(of_upgrade(503, after), Verdict::Retry { cause: OfflineCause::Unreachable, after });
        assert_eq!(retry_after(Some("Wed, 21 Oct 2026 07:28:00 GMT")), None);
    }

    #[test]
    fn a_bad_certificate_is_told_from_a_dead_line() {
        let bad = rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        let carried = io::Error::new(io::ErrorKind::InvalidData, bad);
        assert_eq!(of_error(&carried), Verdict::Retry { cause: OfflineCause::CertificateUntrusted, after: None });
        assert_eq!(of_error(&io::Error::from(io::ErrorKind::ConnectionRefused)), Verdict::UNREACHABLE);
    }
}
