//! The words of our own that stand in labels: a closed set, so that there is never more than a page of lines.

/// Who is at the other end of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Agent,
    Contact,
}

impl Side {
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Contact => "contact",
        }
    }
}

/// How somebody's signing in ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignInOutcome {
    Done,
    /// Wrong login or password, or a disabled account.
    Refused,
    TooManyAttempts,
    Busy,
    Malformed,
    Failed,
}

impl SignInOutcome {
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::TooManyAttempts => "too_many_attempts",
            Self::Busy => "busy",
            Self::Malformed => "malformed",
            Self::Failed => "failed",
        }
    }
}
