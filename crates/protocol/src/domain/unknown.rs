//! Reading what a newer peer sends. An unknown tag of an enum becomes its `Unsupported`; where no place has to be kept,
//! the unknown element of a list, or the unknown word of a field, is left out here.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Reads a list and leaves out the elements that this program does not know.
///
/// # Errors
/// Whatever is sent is no list.
pub(crate) fn known<'de, D, C, T>(from: D) -> Result<C, D::Error>
where
    D: Deserializer<'de>,
    C: IntoIterator<Item = T> + FromIterator<T>,
    T: DeserializeOwned,
{
    let elements = Vec::<Value>::deserialize(from)?;
    Ok(elements.into_iter().filter_map(|element| serde_json::from_value(element).ok()).collect())
}

/// Reads a value that may be missing; one that this program does not know is missing too.
///
/// # Errors
/// Whatever is sent is not JSON.
pub(crate) fn if_known<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(serde_json::from_value(Value::deserialize(from)?).ok())
}
