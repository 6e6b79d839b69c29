//! The arguments of the command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Parser, Subcommand};

/// The server of Konsil, the workspace for contact-centre agents.
#[derive(Parser)]
#[command(
    name = "konsil-server",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Serve:  konsil-server --centre centre.toml --data data --listen 127.0.0.1:8080\n\
                  Logs go to stderr; KONSIL_LOG=debug says more."
)]
pub struct Args {
    #[command(flatten)]
    pub serve: Option<Serve>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Serves until it is told to stop (Ctrl-C, SIGTERM).
#[derive(clap::Args)]
pub struct Serve {
    /// The centre file: agents, queues, hours, texts
    #[arg(long, value_name = "FILE")]
    pub centre: PathBuf,
    /// The data folder; made if it is missing. All that the server keeps is in it
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// Where to listen, as 127.0.0.1:8080 or [::]:443. Port 0 takes any free one
    #[arg(long, value_name = "ADDR", value_parser = address)]
    pub listen: SocketAddr,
    /// The certificate and those that lead to its authority, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's private key, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A proxy of yours stands in front, encrypts, and sets X-Forwarded-For. Without one, everybody on the way could
    /// read chats and passwords
    #[arg(long, conflicts_with = "tls_cert")]
    pub insecure_behind_proxy: bool,
    /// Where Prometheus may read what goes on: a port of this computer, as 9464, or an address and a port
    #[arg(long, value_name = "ADDR", value_parser = metrics_address)]
    pub metrics: Option<SocketAddr>,
    /// Lets --metrics be an address that other computers reach. Whoever does reads it, without a password
    #[arg(long, requires = "metrics")]
    pub insecure_metrics: bool,
}

#[derive(Subcommand)]
pub enum Command {
    /// Names every mistake of a centre file with its line
    Check {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Has the running server read its centre file again, and says what is different from now on
    Reload {
        /// The server's data folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// Says who can sign in; works while the server is running
    Agent {
        #[command(subcommand)]
        action: Action,
    },
}

#[derive(Subcommand)]
pub enum Action {
    /// Gives an agent an account. The password is asked for, or read from stdin
    Add(Named),
    /// Sets another password and signs the agent out everywhere
    Passwd(Named),
    /// Lets an agent sign in no more and signs it out at once
    Disable(Named),
    /// Lets an agent sign in again
    Enable(Named),
    /// Lists all accounts
    List(Place),
}

#[derive(clap::Args)]
pub struct Named {
    /// The agent's key in the centre file; it is the login as well
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub place: Place,
}

#[derive(clap::Args)]
pub struct Place {
    /// The server's data folder
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The centre file, to see whether it knows the agent
    #[arg(long, value_name = "FILE")]
    pub centre: Option<PathBuf>,
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let text = text.strip_prefix("localhost:").map_or_else(|| text.to_owned(), |port| format!("127.0.0.1:{port}"));
    text.parse().map_err(|_| "write an address and a port, as 127.0.0.1:8080 or 0.0.0.0:443".to_owned())
}

/// A port alone is one of this computer only.
fn metrics_address(text: &str) -> Result<SocketAddr, String> {
    text.parse::<u16>().map_or_else(|_| address(text), |port| Ok(SocketAddr::from(([127, 0, 0, 1], port))))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_commands_fit_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn serving_needs_centre_data_and_address_and_certificates_come_with_keys() {
        let parses = |line: &str| Args::try_parse_from(line.split(' ')).is_ok();
        assert!(parses("konsil-server --centre c --data d --listen localhost:80"));
        assert!(parses("konsil-server --centre c --data d --listen [::1]:80 --tls-cert a --tls-key b"));
        assert!(!parses("konsil-server --centre c --data d"));
        assert!(!parses("konsil-server --centre c --data d --listen 80"));
        assert!(!parses("konsil-server --centre c --data d --listen [::1]:80 --tls-cert a"));
        assert!(!parses(
            "konsil-server --centre c --data d --listen [::1]:80 --tls-cert a --tls-key b --insecure-behind-proxy"
        ));
        let serve = "konsil-server --centre c --data d --listen localhost:80";
        assert!(parses(&format!("{serve} --metrics 9464")));
        assert!(parses(&format!("{serve} --metrics 10.0.0.1:9464 --insecure-metrics")));
        assert!(!parses(&format!("{serve} --metrics 10.0.0.1")));
        assert!(!parses(&format!("{serve} --insecure-metrics")));
        assert!(parses("konsil-server agent add jana --data d"));
        assert!(!parses("konsil-server agent add --data d"));
        assert_eq!(metrics_address("9464"), Ok(SocketAddr::from(([127, 0, 0, 1], 9464))));
        assert!(parses("konsil-server check c"));
        assert!(parses("konsil-server reload --data d"));
        assert!(!parses("konsil-server reload"));
    }
}
