//! Messages as they arrive, and the answer to what is none.

use rmcp::ErrorData;
use rmcp::model::{ClientJsonRpcMessage, ErrorCode};
use serde_json::{Value, json};

/// Why bytes are no message, and the id that the answer names.
pub(super) struct NoMessage {
    pub(super) error: ErrorData,
    pub(super) id: Value,
}

impl NoMessage {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { error: ErrorData::new(code, message.into(), None), id: Value::Null }
    }

    /// As a message, without a line end.
    pub(super) fn bytes(&self) -> Vec<u8> {
        json!({ "jsonrpc": "2.0", "id": self.id, "error": self.error }).to_string().into_bytes()
    }
}

/// Reads a message of a client.
pub(super) fn read(bytes: &[u8]) -> Result<ClientJsonRpcMessage, NoMessage> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| NoMessage::new(ErrorCode::PARSE_ERROR, format!("the message is no JSON: {error}")))?;
    let id = match value.get("id") {
        Some(id @ (Value::String(_) | Value::Number(_))) => id.clone(),
        _ => Value::Null,
    };
    let refused = |message: &str| NoMessage { id: id.clone(), ..NoMessage::new(ErrorCode::INVALID_REQUEST, message) };
    match &value {
        Value::Object(_) => {}
        Value::Array(_) => return Err(refused("batches are not taken: send one message at a time")),
        _ => return Err(refused("a message is a JSON object")),
    }
    // From the text again: a number too large for a value of ours would be read differently.
    serde_json::from_slice(bytes)
        .map_err(|_| refused("the message is no request, notification or response of JSON-RPC 2.0"))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_no_message_is_told_apart() {
        let code = |text: &str| read(text.as_bytes()).err().map(|no| (no.error.code.0, no.id.to_string()));
        assert_eq!(code(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#), None);
        let null = || "null".to_owned();
        assert_eq!(code("{"), Some((-32700, null())));
        assert_eq!(code("\u{0}"), Some((-32700, null())));
        assert_eq!(code("[]"), Some((-32600, null())));
        assert_eq!(code("5"), Some((-32600, null())));
        assert_eq!(code(r#"{"id":7}"#), Some((-32600, "7".to_owned())));
        assert_eq!(code(&"[".repeat(100_000)), Some((-32700, null())));
    }
}
