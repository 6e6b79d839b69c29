//! Thousands of histories, played at once in the centre and in a plain model of it; after each step both must agree on
//! everything that anybody can see or do. A history that fails is made short and printed.

// A refusal is something to compare here; everything else that goes wrong may stop the test.
#![allow(clippy::unwrap_used, clippy::unwrap_in_result)]
// The table of what was played is printed.
#![allow(clippy::disallowed_methods)]

mod chat;
mod commands;
mod compare;
mod generate;
mod model;
mod names;
mod taking;
mod world;
mod written;

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};

use generate::Chance;
use konsil_protocol::domain::{CaseId, Refusal};
use model::Model;
use world::{Step, World};

const HISTORIES: u64 = 10_000;
const STEPS: usize = 60;
/// Writing everything down and reading it again takes its time.
const WRITTEN_EVERY: u64 = 16;

/// The commands of which the table must show enough, accepted and refused.
const ENOUGH: usize = 200;
const MUST_OCCUR: [&str; 23] = [
    "take",
    "widen",
    "accept",
    "decline",
    "expire",
    "withdraw",
    "write",
    "write privately",
    "consult",
    "end consultation",
    "confer",
    "remove",
    "transfer",
    "end",
    "leave",
    "vanish",
    "return",
    "mark done",
    "offer",
    "interrupt",
    "set state",
    "do not disturb",
    "do-not-disturb over",
];

/// Who asks by name somebody in do-not-disturb: as often refused as the others at least.
const UNDISTURBED: [(&str, &str); 3] =
    [("consult", "consult, undisturbed"), ("confer", "confer, undisturbed"), ("transfer", "transfer, undisturbed")];

/// How often each kind of step was accepted and refused.
type Table = BTreeMap<&'static str, (usize, usize)>;

/// Plays one step in both. An error says how they differ.
fn play(world: &mut World, model: &mut Model, step: &Step, table: Option<&mut Table>) -> Result<(), String> {
    let name = names::name(&step.what, model);
    let centre = world.take(step);
    let expected = model.take(step);
    if centre != expected {
        return Err(format!("the centre answers {centre:?}, the model {expected:?}"));
    }
    if let Some(table) = table {
        let mut names = if name.starts_with("accept") { vec!["accept", name] } else { vec![name] };
        if centre == Err(Refusal::TargetDoNotDisturb) {
            names.extend(UNDISTURBED.iter().find(|(what, _)| *what == name).map(|(_, row)| *row));
        }
        for name in names {
            let row = table.entry(name).or_default();
            if centre.is_ok() { row.0 += 1 } else { row.1 += 1 }
        }
    }
    compare::routing(world)?;
    compare::counts(world)?;
    compare::compare(world, model, step)?;
    // One agent's rights at a time, another at each step: after thousands of histories everybody was everywhere.
    let ids: Vec<&CaseId> = model.chats.keys().collect();
    let who = world::agent(world::AGENTS[step.n as usize % world::AGENTS.len()]);
    compare::permissions(world, model, ids[step.n as usize / 2 % ids.len()], &who, step)
}

/// Plays given steps anew. The error names the step.
fn replay(chats: usize, steps: &[Step]) -> Result<(), (usize, String)> {
    let (mut world, mut model) = (World::new(chats), Model::new(chats));
    for (nth, step) in steps.iter().enumerate() {
        let played = catch_unwind(AssertUnwindSafe(|| play(&mut world, &mut model, step, None)));
        played.unwrap_or_else(|_| Err("panicked".to_owned())).map_err(|e| (nth, e))?;
    }
    Ok(())
}

/// Leaves out steps, many and then few, as long as it still fails.
fn shorten(chats: usize, mut steps: Vec<Step>) -> Vec<Step> {
    let mut size = steps.len() / 2;
    while size > 0 {
        let mut from = 0;
        while from < steps.len() {
            let mut fewer = steps.clone();
            fewer.drain(from..(from + size).min(steps.len()));
            match replay(chats, &fewer) {
                Err((at, _)) => {
                    fewer.truncate(at + 1);
                    steps = fewer;
                }
                Ok(()) => from += size,
            }
        }
        size /= 2;
    }
    steps
}

fn history(seed: u64, table: &mut Table) -> Result<(), String> {
    let mut chance = Chance::new(seed);
    let chats = 1 + chance.below(world::CHATS.len());
    let (mut world, mut model) = (World::new(chats), Model::new(chats));
    let ids: Vec<CaseId> = model.chats.keys().cloned().collect();
    let mut planned = VecDeque::from(generate::opening(&mut chance, &ids));
    let length = planned.len() + STEPS;
    let mut steps: Vec<Step> = Vec::new();
    for nth in 0..length {
        let n = u32::try_from(nth).unwrap();
        // What was begun is gone on with, unless something comes in between.
        if planned.is_empty() || chance.one_in(8) {
            for what in generate::next(&mut chance, &model, n).into_iter().rev() {
                planned.push_front(what);
            }
        }
        let what = planned.pop_front().unwrap();
        steps.push(Step { n, what });
        let step = &steps[nth];
        let played = catch_unwind(AssertUnwindSafe(|| play(&mut world, &mut model, step, Some(table))));
        if played.unwrap_or_else(|_| Err("panicked".to_owned())).is_err() {
            let short = shorten(chats, steps);
            let why = replay(chats, &short).map_or_else(|(at, why)| format!("step {at}: {why}"), |()| "?".to_owned());
            let told: Vec<String> = short.iter().map(|step| format!("  {:?}", step.what)).collect();
            return Err(format!("seed {seed}, {chats} chats:\n{}\n{why}", told.join("\n")));
        }
    }
    if seed.is_multiple_of(WRITTEN_EVERY) { written::comes_back(&world, &mut chance) } else { Ok(()) }
}

#[test]
fn ten_thousand_histories_go_as_the_plain_model_says() {
    let mut table = Table::new();
    for seed in 0..HISTORIES {
        if let Err(failure) = history(seed, &mut table) {
            panic!("{failure}");
        }
    }
    let mut printed = format!("{:<22}{:>10}{:>10}\n", "command", "accepted", "refused");
    for (name, (accepted, refused)) in &table {
        printed += &format!("{name:<22}{accepted:>10}{refused:>10}\n");
    }
    // On stdout it is shown by `--nocapture`, and in any case when the test fails.
    std::io::Write::write_all(&mut std::io::stdout(), printed.as_bytes()).unwrap();
    for name in MUST_OCCUR {
        let (accepted, refused) = table.get(name).copied().unwrap_or_default();
        assert!(accepted >= ENOUGH && refused >= ENOUGH, "{name}: {accepted} accepted, {refused} refused\n{printed}");
    }
    for (_, row) in UNDISTURBED {
        let (_, refused) = table.get(row).copied().unwrap_or_default();
        assert!(refused >= ENOUGH, "{row}: {refused} refused\n{printed}");
    }
}
