//! The numbers of the trade, and names of people, as `format` words of JSON Schema.

use vocabulary::{
    AssetNo, CommAddress, CustomerNo, IdNo, Mobile, OrderNo, UnifiedSocialCreditCode,
};

/// A format's name and its check.
pub(crate) type Format = (&'static str, fn(&str) -> bool);

pub(crate) const FORMATS: [Format; 8] = [
    ("asset-no", |text| text.parse::<AssetNo>().is_ok()),
    ("comm-address", |text| text.parse::<CommAddress>().is_ok()),
    ("customer-no", |text| text.parse::<CustomerNo>().is_ok()),
    ("id-no", |text| text.parse::<IdNo>().is_ok()),
    ("mobile", |text| text.parse::<Mobile>().is_ok()),
    ("order-no", |text| text.parse::<OrderNo>().is_ok()),
    (PERSON_NAME, is_person_name),
    ("uscc", |text| text.parse::<UnifiedSocialCreditCode>().is_ok()),
];

pub(crate) const PERSON_NAME: &str = "person-name";

/// A name that is equal to itself however it is typed: no blank at an end, no two in a row, none beside a Chinese
/// character, and none of those that are not seen.
fn is_person_name(text: &str) -> bool {
    let is_solid = |word: &str| {
        !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || is_unseen(c))
    };
    text.split(' ').all(is_solid) && !(text.contains(' ') && text.contains(is_han))
}

/// Control characters, and what joins or parts characters without a width.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_equal_to_itself_however_it_is_typed() {
        for name in ["王小明", "赵刚（所长）", "买买提·艾力", "John Smith", "Jean-Luc O'Neill", ""]
        {
            assert_eq!(is_person_name(name), !name.is_empty(), "{name:?}");
        }
        for name in [
            "赵刚 ",
            " 赵刚",
            "赵 刚",
            "赵\u{3000}刚",
            "赵刚\u{3000}",
            "赵刚\t",
            "赵刚\u{a0}",
            "赵\u{200b}刚",
            "赵刚\u{feff}",
            "John  Smith",
            "John Smith ",
            "John\nSmith",
        ] {
            assert!(!is_person_name(name), "{name:?}");
        }
    }
}
