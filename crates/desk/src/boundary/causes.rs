//! Why there is no connection, or nobody is signed in: what is said of it, and where it can be mended.

use konsil_protocol::domain::{OfflineCause, SignInNeeded};

use super::phrases;
use super::view::{Phrase, SignInError, SignInField};

/// For somebody who has just tried to sign in. None for the first time: nothing went wrong.
#[must_use]
pub fn sign_in_error(why: SignInNeeded) -> Option<SignInError> {
    sign_in_needed(why).map(|what| SignInError { what, field: wrong_field(why) })
}

/// For somebody at work.
#[must_use]
pub fn offline(cause: OfflineCause) -> Phrase {
    match cause {
        OfflineCause::Unreachable => phrases::offline_unreachable(),
        OfflineCause::NameUnknown => phrases::offline_name_unknown(),
        OfflineCause::NotEncrypted => phrases::offline_not_encrypted(),
        OfflineCause::OnlyEncrypted => phrases::offline_only_encrypted(),
        OfflineCause::CertificateUntrusted => phrases::offline_certificate_untrusted(),
        OfflineCause::CertificateOutOfDate => phrases::offline_certificate_out_of_date(),
        OfflineCause::CertificateOtherName => phrases::offline_certificate_other_name(),
        OfflineCause::Portal => phrases::offline_portal(),
        OfflineCause::OtherServer => phrases::offline_other_server(),
        OfflineCause::ProxyAway => phrases::offline_proxy_away(),
        OfflineCause::ProxySignIn => phrases::offline_proxy_sign_in(),
        OfflineCause::ProxyRefuses => phrases::offline_proxy_refuses(),
        OfflineCause::Busy => phrases::offline_busy(),
        OfflineCause::Version => phrases::offline_version(),
        OfflineCause::ServerFault => phrases::offline_server_fault(),
    }
}

fn sign_in_needed(why: SignInNeeded) -> Option<Phrase> {
    Some(match why {
        SignInNeeded::FirstTime => return None,
        SignInNeeded::WrongLoginOrPassword => phrases::sign_in_wrong_login_or_password(),
        SignInNeeded::Disabled => phrases::sign_in_disabled(),
        SignInNeeded::SessionEnded => phrases::sign_in_session_ended(),
        SignInNeeded::TooManyAttempts { retry_after_ms } => {
            phrases::sign_in_too_many_attempts(u32::try_from(retry_after_ms.div_ceil(1000)).unwrap_or(u32::MAX))
        }
        SignInNeeded::InsecureAddress => phrases::sign_in_insecure_address(),
        SignInNeeded::AddressNotUnderstood => phrases::sign_in_address_not_understood(),
        SignInNeeded::NoWay { cause } => no_way(cause),
    })
}

/// As it is said to somebody who has just tried: what is so, and what to do next.
fn no_way(cause: OfflineCause) -> Phrase {
    match cause {
        OfflineCause::Unreachable => phrases::sign_in_unreachable(),
        OfflineCause::NameUnknown => phrases::sign_in_name_unknown(),
        OfflineCause::NotEncrypted => phrases::sign_in_not_encrypted(),
        OfflineCause::OnlyEncrypted => phrases::sign_in_only_encrypted(),
        OfflineCause::CertificateUntrusted => phrases::sign_in_certificate_untrusted(),
        OfflineCause::CertificateOutOfDate => phrases::sign_in_certificate_out_of_date(),
        OfflineCause::CertificateOtherName => phrases::sign_in_certificate_other_name(),
        OfflineCause::Portal => phrases::sign_in_portal(),
        OfflineCause::OtherServer => phrases::sign_in_other_server(),
        OfflineCause::ProxyAway => phrases::sign_in_proxy_away(),
        OfflineCause::ProxySignIn => phrases::sign_in_proxy_sign_in(),
        OfflineCause::ProxyRefuses => phrases::sign_in_proxy_refuses(),
        OfflineCause::Busy => phrases::offline_busy(),
        OfflineCause::Version => phrases::sign_in_version(),
        OfflineCause::ServerFault => phrases::sign_in_server_fault(),
    }
}

/// The field to be mended.
fn wrong_field(why: SignInNeeded) -> Option<SignInField> {
    match why {
        SignInNeeded::FirstTime => None,
        SignInNeeded::WrongLoginOrPassword | SignInNeeded::SessionEnded | SignInNeeded::TooManyAttempts { .. } => {
            Some(SignInField::Password)
        }
        SignInNeeded::Disabled => Some(SignInField::Login),
        SignInNeeded::InsecureAddress | SignInNeeded::AddressNotUnderstood => Some(SignInField::Server),
        SignInNeeded::NoWay { cause } => match cause {
            OfflineCause::Unreachable
            | OfflineCause::NameUnknown
            | OfflineCause::NotEncrypted
            | OfflineCause::OnlyEncrypted
            | OfflineCause::CertificateUntrusted
            | OfflineCause::CertificateOutOfDate
            | OfflineCause::CertificateOtherName
            | OfflineCause::OtherServer => Some(SignInField::Server),
            OfflineCause::Portal
            | OfflineCause::ProxyAway
            | OfflineCause::ProxySignIn
            | OfflineCause::ProxyRefuses
            | OfflineCause::Busy
            | OfflineCause::Version
            | OfflineCause::ServerFault => None,
        },
    }
}
