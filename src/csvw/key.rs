//! One key as bytes: its values one after the other, all but the last with its length before it, then their number. Two
//! keys are the same bytes only if they are equal value by value.

/// Adds a key of these values.
pub(super) fn write(values: &[&str], out: &mut Vec<u8>) {
    for (i, value) in values.iter().enumerate() {
        if i + 1 < values.len() {
            out.extend_from_slice(&u32::try_from(value.len()).unwrap_or(u32::MAX).to_le_bytes());
        }
        out.extend_from_slice(value.as_bytes());
    }
    out.push(u8::try_from(values.len()).unwrap_or(u8::MAX));
}

/// The values of a key.
pub(super) fn values(key: &[u8]) -> Vec<String> {
    let Some((count, mut rest)) = key.split_last() else { return vec![String::new()] };
    let mut values = Vec::new();
    for _ in 1..*count {
        let Some((length, after)) = rest.split_first_chunk::<4>() else { break };
        let (value, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize).unwrap_or((after, &[]));
        values.push(String::from_utf8_lossy(value).into_owned());
        rest = after;
    }
    values.push(String::from_utf8_lossy(rest).into_owned());
    values
}

/// A key as people read it.
pub(super) fn shown(key: &[u8]) -> String {
    values(key).join(", ")
}

#[cfg(test)]
mod tests {
    use super::{shown, values, write};

    #[test]
    fn keys_are_equal_value_by_value() {
        let of = |values: &[&str]| {
            let mut key = Vec::new();
            write(values, &mut key);
            key
        };
        assert_ne!(of(&["a", "bc"]), of(&["ab", "c"]));
        assert_ne!(of(&["", "a"]), of(&["a", ""]));
        assert_eq!(values(&of(&["сауат", "", "2"])), ["сауат", "", "2"]);
        assert_eq!(shown(&of(&["a", "b"])), "a, b");
    }
}
