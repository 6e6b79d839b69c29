//! A centre that has been there for years: 100,000 chats of ten messages lie on its disk. They are copies of one chat that
//! the build itself has made and ended.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;

use crate::arguments::Arguments;
use crate::figures::Figures;
use crate::hall::Hall;
use crate::load::open_loop;
use crate::process::{Build, Process};
use crate::socket::Manner;

const CHATS: usize = 100_000;
const MESSAGES: usize = 10;
const RATE: f64 = 300.0;
const AT_WORK: usize = 30;

pub async fn measure(build: &Build, arguments: &Arguments) -> Result<Figures> {
    let mut figures = Figures::default();
    let hall = Hall::open(build, 100, 1).await?;
    let case = one_chat(&hall).await?;
    let Hall { folder, server, answers, size } = hall;
    let port = server.port;
    server.stop().await?;
    let empty = Process::start(build, folder.path(), port).await?;
    figures.add("one chat: start", empty.started_in.as_secs_f64() * 1_000.0, "ms");
    empty.stop().await?;
    let file = folder.path().join("data/centre.sqlite");
    let chats = arguments.many(CHATS);
    copy(&file, &case, chats)?;
    let server = Process::start(build, folder.path(), port).await?;
    figures.add(format!("{chats} chats: start"), server.started_in.as_secs_f64() * 1_000.0, "ms");
    figures.add(format!("{chats} chats: memory"), server.memory_mib()?, "MiB");
    figures.add(format!("{chats} chats: database"), std::fs::metadata(&file)?.len() as f64 / 1024.0 / 1024.0, "MiB");
    let hall = Hall { folder, server, answers, size };
    let (writers, _contacts) = hall.at_work(AT_WORK, 1, Manner::Works).await?;
    let carried = open_loop(&hall.answers, &writers, RATE, Duration::from_secs(arguments.seconds())).await?;
    figures.times(&format!("{chats} chats: 300 messages a second"), &carried.times);
    figures.add("not answered", carried.unanswered as f64, "");
    Ok(figures)
}

/// A chat from its opening to its last act. Answers its id.
async fn one_chat(hall: &Hall) -> Result<String> {
    let (writers, contacts) = hall.at_work(1, 1, Manner::Works).await?;
    let writer = writers.first().context("nobody has a chat")?;
    for _ in 0..MESSAGES {
        ensure!(writer.agent.asks(&writer.message()).await?, "a message was refused");
    }
    let case = &writer.case;
    for command in [
        format!(r#"{{"kind":"set_disposition","case":"{case}","disposition":"solved"}}"#),
        format!(r#"{{"kind":"end_interaction","case":"{case}"}}"#),
        format!(r#"{{"kind":"mark_done","case":"{case}","thread":{{"kind":"main"}}}}"#),
    ] {
        ensure!(writer.agent.asks(&command).await?, "refused: {command}");
    }
    drop(contacts);
    Ok(case.clone())
}

/// Copies the rows of a chat under other ids, in every table that has one of it.
fn copy(file: &Path, case: &str, copies: usize) -> Result<()> {
    let mut db = Connection::open(file)?;
    let tx = db.transaction()?;
    for (table, key) in [("cases", "id"), ("events", "case_id")] {
        let columns = columns(&tx, table)?;
        let copied: Vec<_> = columns
            .iter()
            .map(|column| {
                format!(
                    "CASE typeof({column}) WHEN 'text' THEN replace({column}, ?1, ?1 || '-' || n) ELSE {column} END"
                )
            })
            .collect();
        tx.execute(
            &format!(
                "WITH RECURSIVE copies (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < ?2)
                 INSERT INTO {table} ({}) SELECT {} FROM copies, {table} WHERE {key} = ?1",
                columns.join(", "),
                copied.join(", ")
            ),
            (case, copies as i64),
        )?;
    }
    tx.execute(
        "WITH RECURSIVE copies (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < ?1)
         INSERT INTO answers (sender, command, fingerprint, at, body, v)
         SELECT sender, command || '-' || n, fingerprint, at, body, v FROM copies, answers WHERE command NOT LIKE '%-%'",
        [copies as i64],
    )?;
    tx.commit()?;
    Ok(())
}

fn columns(db: &Connection, table: &str) -> Result<Vec<String>> {
    let mut names = db.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = names.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}
