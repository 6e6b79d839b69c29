//! `konsil-server agent …`: accounts, while the server is running or not.

use std::{
    io::{self, BufRead, IsTerminal, Read},
    path::Path,
};

use anyhow::{Context, bail, ensure};
use konsil_protocol::domain::AgentId;
use konsil_server::{
    StartError,
    accounts::{ACCOUNTS_FILE, Account, Accounts, MIN_PASSWORD_CHARS, SqliteAccounts},
    centre_file::Centre,
    clock::{Clock, SystemClock},
};

use super::{
    args::{Action, Named, Place},
    given::{explained, make_data_folder, read_centre},
};

pub fn run(action: Action) -> anyhow::Result<()> {
    match action {
        Action::Add(named) => add(&named),
        Action::Passwd(named) => {
            let (agent, accounts) = existing(&named)?;
            accounts.set_password(&agent, &password()?)?;
            println!("{agent} has a new password and is signed out everywhere.");
            Ok(())
        }
        Action::Disable(named) => {
            let (agent, accounts) = existing(&named)?;
            accounts.disable(&agent)?;
            println!("{agent} cannot sign in any more and is signed out everywhere.");
            Ok(())
        }
        Action::Enable(named) => {
            let (agent, accounts) = existing(&named)?;
            accounts.enable(&agent)?;
            println!("{agent} can sign in again.");
            Ok(())
        }
        Action::List(place) => list(&place),
    }
}

fn add(named: &Named) -> anyhow::Result<()> {
    let agent = agent(named)?;
    make_data_folder(&named.place.data)?;
    let accounts = open(&named.place.data)?;
    // Before somebody types a password in vain.
    ensure!(
        !accounts.list()?.iter().any(|account| account.agent == agent),
        "`{agent}` already has an account; another password is set with `konsil-server agent passwd {agent} --data …`"
    );
    accounts.add(&agent, &password()?, SystemClock::new().now())?;
    println!("{agent} can sign in now.");
    Ok(())
}

fn list(place: &Place) -> anyhow::Result<()> {
    let centre = place.centre.as_deref().map(read_centre).transpose()?;
    let accounts = existing_accounts(&place.data)?.list()?;
    let without = centre.iter().flat_map(|centre| centre.rules.agents.keys());
    let without: Vec<&AgentId> = without.filter(|id| !accounts.iter().any(|account| account.agent == **id)).collect();
    for account in &accounts {
        println!("{:<20} {}", account.agent.as_str(), state(account, centre.as_ref()));
    }
    for agent in without {
        println!("{:<20} no account", agent.as_str());
    }
    if accounts.is_empty() && centre.is_none() {
        println!("There are no accounts.");
    }
    Ok(())
}

fn state(account: &Account, centre: Option<&Centre>) -> String {
    if centre.is_some_and(|centre| !centre.rules.agents.contains_key(&account.agent)) {
        return "not in the centre file, so cannot sign in".to_owned();
    }
    match (account.disabled, account.sessions) {
        (true, _) => "disabled".to_owned(),
        (false, 0) => "can sign in".to_owned(),
        (false, 1) => "signed in on 1 desktop".to_owned(),
        (false, sessions) => format!("signed in on {sessions} desktops"),
    }
}

fn agent(named: &Named) -> anyhow::Result<AgentId> {
    let agent = AgentId::new(named.name.clone()).map_err(|error| anyhow::anyhow!("\"{}\": {error}", named.name))?;
    if let Some(file) = &named.place.centre {
        let known = read_centre(file)?.rules.agents;
        if !known.contains_key(&agent) {
            let names: Vec<&str> = known.keys().map(AgentId::as_str).collect();
            bail!("there is no agent `{agent}` in {}; it has {}", file.display(), names.join(", "));
        }
    }
    Ok(agent)
}

fn existing(named: &Named) -> anyhow::Result<(AgentId, SqliteAccounts)> {
    let agent = agent(named)?;
    let accounts = existing_accounts(&named.place.data)?;
    ensure!(accounts.list()?.iter().any(|account| account.agent == agent), "`{agent}` has no account");
    Ok((agent, accounts))
}

/// A data folder that is not there was probably mistyped: only adding makes one.
fn existing_accounts(data: &Path) -> anyhow::Result<SqliteAccounts> {
    ensure!(data.join(ACCOUNTS_FILE).is_file(), "there are no accounts in {}", data.display());
    open(data)
}

fn open(data: &Path) -> anyhow::Result<SqliteAccounts> {
    SqliteAccounts::open(data).map_err(|error| explained(StartError::from(error), data))
}

/// From the terminal twice, without echo; from anything else the first line.
fn password() -> anyhow::Result<String> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().lock().take(4_096).read_line(&mut line).context("the password cannot be read from stdin")?;
        let password = line.trim_end_matches(['\r', '\n']).to_owned();
        return long_enough(password);
    }
    let first = rpassword::prompt_password("Password: ").context("the password cannot be read")?;
    let first = long_enough(first)?;
    let second = rpassword::prompt_password("The same once more: ").context("the password cannot be read")?;
    ensure!(first == second, "the two were not the same; nothing was changed");
    Ok(first)
}

fn long_enough(password: String) -> anyhow::Result<String> {
    ensure!(
        password.chars().count() >= MIN_PASSWORD_CHARS,
        "a password has at least {MIN_PASSWORD_CHARS} characters; nothing was changed"
    );
    Ok(password)
}
