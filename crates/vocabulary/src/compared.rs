//! How a number or name that people type is compared with one that is stored.

/// A number or name as it is compared: without spaces and hyphens, in capitals, with half-width digits and letters.
#[must_use]
pub fn compared(text: &str) -> String {
    let plain = text.chars().map(|letter| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        _ => letter,
    });
    let kept = plain.filter(|letter| !letter.is_whitespace() && *letter != '-');
    kept.flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_compared_as_what_is_stored() {
        for (typed, stored) in [
            (" 1302 9988-0001 ", "130299880001"),
            ("１３０２ａｂ", "1302AB"),
            ("唐山　张三", "唐山张三"),
            ("", ""),
        ] {
            assert_eq!(compared(typed), stored);
        }
    }
}
