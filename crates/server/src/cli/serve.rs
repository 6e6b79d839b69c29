//! `konsil-server --centre … --data … --listen …`: the server itself.

use std::{
    convert::Infallible,
    io::{IsTerminal, Write},
    net::SocketAddr,
    path::Path,
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use axum::serve::ListenerExt as _;
use konsil_server::{
    Parts, Server, StartError, bind,
    bounds::bounds,
    centre_file::Centre,
    metrics::{self, Metrics},
    reload::Reloading,
    send_at_once,
    tls::{TlsFiles, TlsListener},
};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::{
    args::Serve,
    check::warn,
    control::Control,
    given::{explained, make_data_folder, read_centre},
    reload::{Given, reload},
    stop::{ReloadWishes, Wishes},
};

/// A server that has not stopped by then hangs: what it had acknowledged is on disk.
const GONE_WITHIN: Duration = Duration::from_secs(5);

pub fn run(args: Serve) -> anyhow::Result<()> {
    log();
    let centre = read_centre(&args.centre)?;
    warn(&args.centre, &centre, &bounds(&centre));
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(cert), Some(key)) => Some(TlsFiles { cert: cert.clone(), key: key.clone() }),
        // Clap takes them only together.
        (Some(_) | None, Some(_) | None) => None,
    };
    ensure!(
        tls.is_some() || args.insecure_behind_proxy || args.listen.ip().is_loopback(),
        "without encryption everybody on the way could read chats and passwords, so {} is not listened on. Give \
         --tls-cert and --tls-key, or listen on 127.0.0.1; if a proxy of yours in front of this server encrypts, add \
         --insecure-behind-proxy",
        args.listen
    );
    if let Some(metrics) = args.metrics.filter(|metrics| !metrics.ip().is_loopback()) {
        ensure!(
            args.insecure_metrics,
            "whoever reaches {metrics} could read the metrics, without encryption and without a password. Give a port \
             of this computer only, as --metrics 9464; if others are to read them, and only they reach that address, \
             add --insecure-metrics"
        );
    }
    make_data_folder(&args.data)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start")?;
    let done = runtime.block_on(serve(args, centre, tls));
    // Nobody waits for what hangs on a blocking thread.
    runtime.shutdown_background();
    done
}

fn log() {
    let filter = EnvFilter::try_from_env("KONSIL_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours).init();
}

async fn serve(args: Serve, centre: Centre, tls: Option<TlsFiles>) -> anyhow::Result<()> {
    let in_folder = |error: StartError| explained(error, &args.data);
    let given = Given::of(&args.centre, tls.as_ref());
    let config = tls.as_ref().map(TlsFiles::load).transpose()?;
    let first = centre.rules.agents.keys().next().map(ToString::to_string);
    // The data first: what listens must also be able to answer.
    let parts = Parts::on_disk(centre, &args.data).map_err(in_folder)?;
    let parts = Parts { behind_proxy: args.insecure_behind_proxy, ..parts };
    let accounts = parts.accounts.clone();
    let metrics = args.metrics.map(|_| Metrics::counting(Some(args.data.clone()))).unwrap_or_default();
    let server = Server::load_counting(parts, metrics.clone()).map_err(in_folder)?;
    let listener = bind(args.listen).await.map_err(in_folder)?;
    let asked = match args.metrics {
        Some(address) => Some(bind(address).await.map_err(in_folder)?),
        None => None,
    };
    let address = listener.local_addr().context("cannot listen")?;

    // Whoever has read the address may already wish the server to stop.
    let wishes = Wishes::listen().context("signals cannot be received")?;
    let reloads = ReloadWishes::listen().context("signals cannot be received")?;
    let control = Control::open(&args.data).await.context("commands cannot be received")?;
    let reloading = reloaded(given, server.reloading(), control, reloads);
    announce(address, if config.is_some() { "https" } else { "http" });
    if let Some(asked) = asked {
        println!("Metrics are on http://{}/metrics", asked.local_addr().context("cannot listen")?);
        tokio::spawn(measured(asked, metrics));
    }
    if accounts.is_empty()? {
        println!("Nobody can sign in yet. Give each agent an account with:");
        let agent = first.unwrap_or_else(|| "NAME".to_owned());
        println!("  konsil-server agent add {agent} --data {} --centre {}", quoted(&args.data), quoted(&args.centre));
    }
    // Whoever reads this through a pipe waits for it.
    std::io::stdout().flush().context("cannot write to stdout")?;

    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let shutdown = async move {
        wishes.first().await;
        // Nobody waits only when the server has ended by itself.
        let _ = stopping.send(());
    };
    let serving = async {
        match config {
            Some(config) => server.serve(TlsListener::new(listener, config)?, shutdown).await,
            None => server.serve(listener.tap_io(|stream| send_at_once(stream)), shutdown).await,
        }
        anyhow::Ok(())
    };
    let late = async {
        if stopped.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(GONE_WITHIN).await;
    };
    tokio::select! {
        served = serving => served?,
        never = reloading => match never {},
        () = late => bail!("did not stop within {} s; what was acknowledged is on disk", GONE_WITHIN.as_secs()),
    }
    tracing::info!("stopped");
    Ok(())
}

/// Reads the centre file again whenever somebody asks for it.
async fn reloaded(given: Given, reloading: Reloading, control: Control, mut wishes: ReloadWishes) -> Infallible {
    let by_signal = async {
        loop {
            wishes.next().await;
            reload(&given, &reloading).await;
        }
    };
    tokio::select! {
        never = control.answer(async || reload(&given, &reloading).await) => never,
        never = by_signal => never,
    }
}

/// Chats go on if nobody can read the metrics any more.
async fn measured(asked: TcpListener, metrics: Metrics) {
    if let Err(error) = metrics::serve(asked, metrics).await {
        tracing::error!(%error, "the metrics cannot be read any more");
    }
}

fn announce(address: SocketAddr, scheme: &str) {
    println!("Konsil is listening on {scheme}://{address}");
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,:@".contains(c) || c == std::path::MAIN_SEPARATOR;
    if !path.is_empty() && path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
