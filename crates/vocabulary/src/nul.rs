//! U+0000 in what comes from outside: JSON can spell it, PostgreSQL can keep it in no text, and no person types it.

/// Whether a JSON text spells U+0000 (`\u0000`) in one of its strings.
#[must_use]
pub fn json_spells_nul(json: &[u8]) -> bool {
    let mut rest = json;
    // In JSON a backslash stands in strings only, and what follows it belongs to it.
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        rest = &rest[at + 1..];
        if rest.starts_with(b"u0000") {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

/// Whether a path or a query spells U+0000 (`%00`).
#[must_use]
pub fn uri_spells_nul(text: &str) -> bool {
    text.contains("%00")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_backslash_that_is_written_out_begins_nothing() {
        assert!(json_spells_nul(br#"{"a":"x\u0000"}"#));
        assert!(json_spells_nul(br#"{"a\u0000":1}"#));
        assert!(json_spells_nul(br#"["\\\u0000"]"#));
        assert!(!json_spells_nul(br#"["\\u0000"]"#));
        assert!(!json_spells_nul(br#"["\u00001"#.get(..7).expect("cut")));
        assert!(!json_spells_nul(b"\\"));
    }

    proptest! {
        #[test]
        fn it_is_found_exactly_where_it_is(text in "[a\\\\\u{0}\"u0]{0,12}") {
            let json = serde_json::to_vec(&text).expect("a string");
            prop_assert_eq!(json_spells_nul(&json), text.contains('\0'));
        }

        #[test]
        fn any_bytes_are_looked_through(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = json_spells_nul(&bytes);
        }
    }
}
