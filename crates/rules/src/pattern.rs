//! Regular expressions that both dialects read alike.

/// Why a pattern is outside the portable subset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the pattern {pattern:?} uses {what}; write {instead}")]
pub(crate) struct BadPattern {
    pattern: String,
    what: &'static str,
    instead: &'static str,
}

/// Refuses what the two regular-expression dialects read differently: one counts code points and knows the digits
/// of all scripts, the other counts UTF-16 units and knows 0 to 9.
pub(crate) fn check(pattern: &str) -> Result<(), BadPattern> {
    let refuse = |what, instead| Err(BadPattern { pattern: pattern.to_owned(), what, instead });
    let mut characters = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        match character {
            '\\' if next.is_some_and(|n| n.is_alphanumeric()) => {
                return refuse("an escaped letter or digit", "a class such as [0-9]");
            }
            '\\' => {
                characters.next();
            }
            '[' if next == Some('^') => return refuse("a negated class", "what is allowed"),
            '[' if in_class => return refuse("a class inside a class", "\\["),
            '[' => in_class = true,
            ']' => in_class = false,
            '&' | '~' | '-' if in_class && next == Some(character) => {
                return refuse("a set operation", "the class written out");
            }
            '.' if !in_class => return refuse("a bare dot", "a class, or size() for a length"),
            '(' if !in_class && next == Some('?') => return refuse("a (? group", "a plain group"),
            other if u32::from(other) > 0xFFFF => return refuse("a rare character", "a class"),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_what_numbers_and_names_need() {
        for pattern in ["^1[0-9]{10}$", "^(6|10|35)kV$", "[一-鿿]+", "a\\.b", "[.-]"] {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
        }
    }

    #[test]
    fn refuses_patterns_read_differently() {
        for pattern in ["\\d+", "^.{2}$", "[^0-9]", "(?i)a", "\\w", "[a&&b]", "[[a]]", "𠮷"] {
            assert!(check(pattern).is_err(), "{pattern}");
        }
    }
}
