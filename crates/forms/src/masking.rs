//! How personal data look to somebody who need not know them: enough to tell two customers apart, no more.

use crate::Mask;

/// What stands in the place of something that is hidden whole. Always as many stars: they do not tell how long it is.
pub const HIDDEN: &str = "****";

/// A text as whoever may not see it in full sees it; photos of papers are hidden as files, not what names them.
#[must_use]
pub fn mask_text(text: &str, mask: Mask) -> String {
    match mask {
        Mask::IdNo => mask_id_no(text),
        Mask::Mobile => mask_mobile(text),
        Mask::Name => mask_name(text),
        Mask::Address => mask_address(text),
        Mask::Papers => text.to_owned(),
    }
}

/// `130299********123X`: where and who, but not when he was born.
#[must_use]
pub fn mask_id_no(id_no: &str) -> String {
    keep_ends(id_no, 6, 4)
}

/// `154****1234`
#[must_use]
pub fn mask_mobile(mobile: &str) -> String {
    keep_ends(mobile, 3, 4)
}

/// `王*国`; of a name of two characters the second goes.
#[must_use]
pub fn mask_name(name: &str) -> String {
    match name.chars().count() {
        0 => String::new(),
        1 => "*".to_owned(),
        2 => keep_ends(name, 1, 0),
        _ => keep_ends(name, 1, 1),
    }
}

/// Keeps an address down to its town, village or street and hides the door.
#[must_use]
pub fn mask_address(address: &str) -> String {
    if address.is_empty() {
        return String::new();
    }
    let shown = place_end(address).unwrap_or_else(|| half(address));
    format!("{}{HIDDEN}", &address[..shown])
}

/// Where the last word for a place that holds many doors ends.
fn place_end(address: &str) -> Option<usize> {
    let ends = address.char_indices().filter(|(_, letter)| PLACES.contains(letter));
    // A place at the very end hides nothing.
    ends.map(|(at, letter)| at + letter.len_utf8()).rfind(|end| *end < address.len())
}

/// Half of the characters.
fn half(text: &str) -> usize {
    let middle = text.chars().count() / 2;
    text.char_indices().nth(middle).map_or(text.len(), |(at, _)| at)
}

/// Keeps `first` and `last` characters, where that leaves at least as much hidden; else hides all.
fn keep_ends(text: &str, first: usize, last: usize) -> String {
    let count = text.chars().count();
    if count <= first + last {
        return "*".repeat(count);
    }
    let mask = |(place, letter)| {
        if place < first || place >= count - last { letter } else { '*' }
    };
    text.chars().enumerate().map(mask).collect()
}

/// County, town, township, village, street, road.
const PLACES: [char; 8] = ['省', '市', '县', '区', '镇', '乡', '村', '街'];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn masks_as_the_trade_does() {
        assert_eq!(mask_id_no("13029919900101123X"), "130299********123X");
        assert_eq!(mask_mobile("15412341234"), "154****1234");
        assert_eq!(mask_name("王建国"), "王*国");
        assert_eq!(mask_name("李伟"), "李*");
        assert_eq!(mask_name("欧阳建国"), "欧**国");
        assert_eq!(mask_name("王"), "*");
        assert_eq!(mask_address("滦南县倴城镇东街12号3单元"), "滦南县倴城镇东街****");
        assert_eq!(mask_address("幸福小区5号楼301"), "幸福小区****");
        assert_eq!(mask_address("倴城镇"), "倴****");
    }

    #[test]
    fn hides_what_is_too_short_to_be_shown_in_part() {
        assert_eq!(mask_id_no("123"), "***");
        assert_eq!(mask_mobile("1234567"), "*******");
    }

    proptest! {
        #[test]
        fn an_id_number_never_shows_the_birthday(text in "[0-9]{17}[0-9X]") {
            let masked = mask_id_no(&text);
            prop_assert_eq!(masked.len(), 18);
            prop_assert_eq!(&masked[6..14], "********");
        }

        #[test]
        fn whatever_the_text_something_is_hidden(text in "\\PC{1,60}") {
            for masked in [mask_id_no(&text), mask_mobile(&text), mask_name(&text), mask_address(&text)] {
                prop_assert!(masked.contains('*'), "{} became {}", text, masked);
            }
        }

        #[test]
        fn a_mask_keeps_the_place_of_every_shown_character(text in "\\PC{0,40}") {
            let masked: Vec<char> = mask_mobile(&text).chars().collect();
            let plain: Vec<char> = text.chars().collect();
            prop_assert_eq!(masked.len(), plain.len());
            prop_assert!(masked.iter().zip(&plain).all(|(shown, real)| *shown == '*' || shown == real));
        }

        #[test]
        fn an_address_shows_a_beginning_only(text in "\\PC{1,60}") {
            let masked = mask_address(&text);
            let shown = masked.trim_end_matches('*');
            prop_assert!(text.starts_with(shown));
        }
    }
}
