//! A case that was written down at any time is brought up to now by its events alone, as they were written: nothing that a
//! decision changes in a case is missing from them.

use konsil_centre::{Case, Recorded, evolve};
use serde::{Serialize, de::DeserializeOwned};

use crate::{generate::Chance, world::World};

pub fn comes_back(world: &World, chance: &mut Chance) -> Result<(), String> {
    for (id, log) in &world.logs {
        let at = chance.below(log.len() + 1);
        let (before, since) = log.split_at(at);
        let mut case = Case::new(id.clone());
        before.iter().for_each(|event| evolve(&mut case, event.at, &event.event));
        let mut case = written_and_read(&case);
        for event in since {
            let event: Recorded = written_and_read(event);
            evolve(&mut case, event.at, &event.event);
        }
        if case != world.cases[id] {
            return Err(format!("{id}, written after event {at}, comes back as {case:?}, not {:?}", world.cases[id]));
        }
    }
    Ok(())
}

fn written_and_read<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}
