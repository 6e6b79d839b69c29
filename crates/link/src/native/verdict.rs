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

use crate::line::Verdict;

/// The same, for somebody who waits at the sign-in page: nothing is tried again behind their back, except where the
/// server asks for it because others are being signed in.
pub(super) fn by_hand(verdict: Verdict) -> Verdict {
    Verdict::SignIn(match verdict {
        Verdict::SignIn(why) => why,
        Verdict::Retry { cause: OfflineCause::Busy, .. } => return verdict,
        Verdict::Retry { cause: OfflineCause::Certificate, .. } => SignInNeeded::Certificate,
        Verdict::Retry {
            cause: OfflineCause::Unreachable | OfflineCause::Version | OfflineCause::ServerFault, ..
        } => SignInNeeded::Unreachable,
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

/// The server answered the request for a WebSocket with something else.
pub(super) fn of_upgrade(status: u16, retry_after: Option<Duration>) -> Verdict {
    match status {
        401 | 403 => Verdict::Again,
        426 => Verdict::VERSION,
        _ => of_status(status, retry_after),
    }
}

/// The server answered sign-in or refresh with something else than 200.
pub(super) fn of_sign_in(status: u16, refused: Option<SignInRefused>, retry_after: Option<Duration>) -> Verdict {
    match refused {
        Some(SignInRefused::WrongLoginOrPassword) => Verdict::SignIn(SignInNeeded::WrongLoginOrPassword),
        Some(SignInRefused::Disabled) => Verdict::SignIn(SignInNeeded::Disabled),
        Some(SignInRefused::SignInAgain) => Verdict::SignIn(SignInNeeded::SessionEnded),
        Some(SignInRefused::TooManyAttempts { retry_after_ms }) => {
            Verdict::SignIn(SignInNeeded::TooManyAttempts { retry_after_ms })
        }
        Some(SignInRefused::Busy { retry_after_ms }) => {
            Verdict::Retry { cause: OfflineCause::Busy, after: Some(Duration::from_millis(retry_after_ms)) }
        }
        Some(SignInRefused::Malformed) => Verdict::FAULT,
        None => match status {
            401 | 403 => Verdict::SignIn(SignInNeeded::SessionEnded),
            _ => of_status(status, retry_after),
        },
    }
}

fn of_status(status: u16, after: Option<Duration>) -> Verdict {
    let cause = match status {
        // A proxy that finds no server behind it, or a server that asks for patience.
        408 | 425 | 429 | 502..=504 => OfflineCause::Unreachable,
        _ => OfflineCause::ServerFault,
    };
    Verdict::Retry { cause, after }
}

/// The network, or the encryption on top of it, failed.
pub(super) fn of_error(error: &(dyn Error + 'static)) -> Verdict {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(rustls::Error::InvalidCertificate(_)) = error.downcast_ref::<rustls::Error>() {
            return Verdict::Retry { cause: OfflineCause::Certificate, after: None };
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
    fn only_a_refusal_ends_the_attempts() {
        for status in 300..600 {
            let verdict = of_sign_in(status, None, None);
            let ends = matches!(verdict, Verdict::SignIn(_));
            assert_eq!(ends, status == 401 || status == 403, "{status}");
            assert!(!matches!(of_upgrade(status, None), Verdict::SignIn(_)), "{status}");
        }
        let refused = Some(SignInRefused::TooManyAttempts { retry_after_ms: 5 });
        assert_eq!(
            of_sign_in(429, refused, None),
            Verdict::SignIn(SignInNeeded::TooManyAttempts { retry_after_ms: 5 })
        );
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
        assert_eq!(of_error(&carried), Verdict::Retry { cause: OfflineCause::Certificate, after: None });
        assert_eq!(of_error(&io::Error::from(io::ErrorKind::ConnectionRefused)), Verdict::UNREACHABLE);
    }
}
