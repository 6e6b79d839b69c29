//! When the operator, or the system, wants the server to stop.

/// Resolves at the first wish to stop. A second one ends the program at once.
pub async fn wished() {
    signal().await;
    tracing::info!("stopping; once more ends it at once");
    tokio::spawn(async {
        signal().await;
        std::process::exit(1);
    });
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        tracing::error!("signals cannot be received: the server stops only when it is killed");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        tracing::error!("Ctrl-C cannot be received: the server stops only when it is killed");
        std::future::pending::<()>().await;
    }
}
