//! A simulated contact: [`brain`] decides what it says and when, [`line`] is its page.

mod brain;
#[cfg(test)]
mod brain_tests;
mod line;

pub use brain::Patience;
pub(crate) use line::{Visit, visit};
