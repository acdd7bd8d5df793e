//! Notes in JSON that say of which form they are, so that one of another version is told from a broken one.

use serde::de::DeserializeOwned;

/// Reads a note that has to be of a form, which its member `form` names. The error says what it is instead.
pub(super) fn of_form<T: DeserializeOwned>(text: &str, form: &str) -> Result<T, String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    match value.get("form").and_then(|found| found.as_str()) {
        Some(found) if found == form => serde_json::from_value(value).map_err(|error| error.to_string()),
        Some(other) => Err(format!("it is of the form `{other}`, and this program reads `{form}`")),
        None => Err(format!("it does not say that it is of the form `{form}`")),
    }
}
