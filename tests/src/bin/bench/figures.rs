//! What came out: figures with units, as a table for people and as JSON for programs.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;
use serde_json::{Value, json};

use crate::machine::Machine;
use crate::modes::Mode;
use crate::times::Times;

/// One number that was measured.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub what: String,
    pub value: f64,
    pub unit: &'static str,
}

/// All numbers of one measurement.
#[derive(Debug, Default)]
pub struct Figures(Vec<Figure>);

impl Figures {
    pub fn add(&mut self, what: impl Into<String>, value: f64, unit: &'static str) {
        self.0.push(Figure { what: what.into(), value, unit });
    }

    pub fn value(&self, what: &str) -> Option<f64> {
        self.0.iter().find(|figure| figure.what == what).map(|figure| figure.value)
    }

    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Median, 99 of 100 and the longest, in milliseconds.
    pub fn times(&mut self, what: &str, times: &Times) {
        self.add(format!("{what}: p50"), times.at(0.5), "ms");
        self.add(format!("{what}: p99"), times.at(0.99), "ms");
        self.add(format!("{what}: longest"), times.at(1.0), "ms");
    }
}

/// What one build reached in one measurement, round by round.
#[derive(Debug, Default)]
struct Reached {
    /// By the figure's name; the order is kept beside it.
    values: BTreeMap<String, Vec<f64>>,
    failures: Vec<String>,
}

pub struct Report {
    pub machine: Machine,
    /// Builds in the order in which they were named.
    builds: Vec<String>,
    /// Figures of each measurement in the order in which they were made.
    names: BTreeMap<&'static str, Vec<(String, &'static str)>>,
    reached: BTreeMap<(&'static str, String), Reached>,
}

impl Report {
    pub fn new(machine: Machine) -> Self {
        Self { machine, builds: Vec::new(), names: BTreeMap::new(), reached: BTreeMap::new() }
    }

    pub fn add(&mut self, mode: Mode, build: &str, figures: Figures) {
        let reached = Self::of(&mut self.builds, &mut self.reached, mode, build);
        let names = self.names.entry(mode.name()).or_default();
        for figure in figures.0 {
            if !names.iter().any(|(name, _)| *name == figure.what) {
                names.push((figure.what.clone(), figure.unit));
            }
            reached.values.entry(figure.what).or_default().push(figure.value);
        }
    }

    pub fn failed(&mut self, mode: Mode, build: &str, error: &anyhow::Error) {
        Self::of(&mut self.builds, &mut self.reached, mode, build).failures.push(format!("{error:#}"));
    }

    fn of<'a>(
        builds: &mut Vec<String>,
        reached: &'a mut BTreeMap<(&'static str, String), Reached>,
        mode: Mode,
        build: &str,
    ) -> &'a mut Reached {
        if !builds.iter().any(|known| known == build) {
            builds.push(build.to_owned());
        }
        reached.entry((mode.name(), build.to_owned())).or_default()
    }

    /// The medians of one measurement, a column for each build, and how the last relates to the first.
    pub fn table(&self, mode: Mode) -> String {
        let mut table = format!("\n{}: {}\n", mode.name(), mode.what());
        let _ = write!(table, "{:<52} {:<6}", "", "");
        for build in &self.builds {
            let _ = write!(table, " {build:>12}");
        }
        let compared = self.builds.len() > 1;
        table.push_str(if compared { "        ratio\n" } else { "\n" });
        for (name, unit) in self.names.get(mode.name()).into_iter().flatten() {
            let _ = write!(table, "{name:<52} {unit:<6}");
            let values: Vec<_> = self.builds.iter().map(|build| self.median(mode, build, name)).collect();
            for value in &values {
                match value {
                    Some(value) => _ = write!(table, " {value:>12.2}"),
                    None => _ = write!(table, " {:>12}", "–"),
                }
            }
            if let (true, Some(Some(first)), Some(Some(last))) = (compared, values.first(), values.last())
                && *last != 0.0
            {
                let _ = write!(table, " {:>12.3}", first / last);
            }
            table.push('\n');
        }
        for build in &self.builds {
            for failure in self.reached.get(&(mode.name(), build.clone())).into_iter().flat_map(|it| &it.failures) {
                let _ = writeln!(table, "{build} did not get through: {failure}");
            }
        }
        table
    }

    fn median(&self, mode: Mode, build: &str, name: &str) -> Option<f64> {
        let mut values = self.reached.get(&(mode.name(), build.to_owned()))?.values.get(name)?.clone();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    }

    /// Every value of every round.
    pub fn json(&self) -> Value {
        let measured = self.reached.iter().map(|((mode, build), reached)| {
            let names = self.names.get(mode).map(Vec::as_slice).unwrap_or_default();
            let figures: Vec<_> = names
                .iter()
                .filter_map(|(name, unit)| {
                    Some(json!({"what": name, "unit": unit, "values": reached.values.get(name)?}))
                })
                .collect();
            json!({"mode": mode, "build": build, "figures": figures, "failures": reached.failures})
        });
        json!({"machine": self.machine, "measured": measured.collect::<Vec<_>>()})
    }
}
