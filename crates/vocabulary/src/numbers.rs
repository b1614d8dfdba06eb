//! Numbers that people read aloud, with the check rules that catch a slip of the finger.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// What is wrong with a number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("must have {expected} characters, has {found}")]
    Length { expected: &'static str, found: usize },
    #[error("must consist of {expected}")]
    Characters { expected: &'static str },
    #[error("check digit must be {expected}, is {found}")]
    CheckDigit { expected: char, found: char },
    #[error("holds the date {date}, which no calendar has")]
    Date { date: String },
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident, $check:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema,
        )]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NumberError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $check(text)?;
                Ok(Self(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

numbers! {
    /// Order number (工单编号) as the system that hands the order over gives it: 1 to 32 letters, digits or hyphens.
    OrderNo, check_order_no;
    /// Customer number (户号): 10 or 13 digits.
    CustomerNo, check_customer_no;
    /// Mobile number (手机号): 11 digits, the first a 1.
    Mobile, check_mobile;
    /// Citizen's identity number (居民身份证号): 18 characters with the check character of GB 11643-1999.
    IdNo, check_id_no;
    /// Unified social credit code (统一社会信用代码): 18 characters with the check character of GB 32100-2015.
    UnifiedSocialCreditCode, check_uscc;
    /// Asset number (资产编号) of a meter, module or seal: 22 digits, the last a check digit (weights 3 and 1 from
    /// the right, modulo 10; unconfirmed, see the roadmap).
    AssetNo, check_asset_no;
    /// Communication address (通信地址) of a meter: 12 BCD digits.
    CommAddress, check_twelve_digits;
    /// Meter number (表号) of a meter: 12 BCD digits, `04000402` in DL/T 645-2007. It need not be the communication
    /// address: it is what the meter's keys are made from.
    MeterNo, check_twelve_digits;
}

impl MeterNo {
    /// The digits two to a byte, the first digit in the high half of the first byte.
    #[must_use]
    pub fn bcd(&self) -> [u8; 6] {
        let digits = self.as_str().as_bytes();
        std::array::from_fn(|at| (digits[2 * at] - b'0') << 4 | (digits[2 * at + 1] - b'0'))
    }

    /// # Errors
    /// When a half of a byte is no digit.
    pub fn from_bcd(bytes: [u8; 6]) -> Result<Self, NumberError> {
        bytes.map(|byte| format!("{byte:02X}")).concat().parse()
    }
}

impl IdNo {
    /// The number with the check character for seventeen digits.
    #[must_use]
    pub fn check_character(seventeen: &str) -> Option<char> {
        id_no_check(seventeen)
    }
}

impl AssetNo {
    /// The check digit for twenty-one digits.
    #[must_use]
    pub fn check_digit(twenty_one: &str) -> Option<char> {
        if twenty_one.len() != 21 {
            return None;
        }
        mod_10_weights_3_1(twenty_one)
    }
}

impl UnifiedSocialCreditCode {
    /// The check character for seventeen digits and capitals.
    #[must_use]
    pub fn check_character(seventeen: &str) -> Option<char> {
        if seventeen.len() != 17 {
            return None;
        }
        uscc_check(seventeen)
    }
}

fn check_order_no(text: &str) -> Result<(), NumberError> {
    if text.is_empty() || text.len() > 32 {
        return Err(NumberError::Length { expected: "1 to 32", found: text.chars().count() });
    }
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(NumberError::Characters { expected: "letters, digits and hyphens" });
    }
    Ok(())
}

fn check_customer_no(text: &str) -> Result<(), NumberError> {
    if !matches!(text.len(), 10 | 13) {
        return Err(NumberError::Length { expected: "10 or 13", found: text.chars().count() });
    }
    only_digits(text)
}

fn check_mobile(text: &str) -> Result<(), NumberError> {
    length(text, 11, "11")?;
    only_digits(text)?;
    if !text.starts_with('1') {
        return Err(NumberError::Characters { expected: "digits that begin with 1" });
    }
    Ok(())
}

fn check_id_no(text: &str) -> Result<(), NumberError> {
    length(text, 18, "18")?;
    let (body, found) = split_last(text)?;
    only_digits(body)?;
    let date = body.get(6..14).unwrap_or_default();
    let parsed = time::Date::parse(date, time::macros::format_description!("[year][month][day]"));
    if parsed.is_err() {
        return Err(NumberError::Date { date: date.to_owned() });
    }
    same_check(id_no_check(body), found.to_ascii_uppercase())
}

fn check_uscc(text: &str) -> Result<(), NumberError> {
    length(text, 18, "18")?;
    let (body, found) = split_last(text)?;
    let expected = uscc_check(body)
        .ok_or(NumberError::Characters { expected: "digits and capitals without I, O, S, V, Z" })?;
    same_check(Some(expected), found)
}

fn check_asset_no(text: &str) -> Result<(), NumberError> {
    length(text, 22, "22")?;
    only_digits(text)?;
    let (body, found) = split_last(text)?;
    same_check(mod_10_weights_3_1(body), found)
}

fn check_twelve_digits(text: &str) -> Result<(), NumberError> {
    length(text, 12, "12")?;
    only_digits(text)
}

fn length(text: &str, bytes: usize, expected: &'static str) -> Result<(), NumberError> {
    if text.len() == bytes && text.is_ascii() {
        return Ok(());
    }
    Err(NumberError::Length { expected, found: text.chars().count() })
}

fn only_digits(text: &str) -> Result<(), NumberError> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(NumberError::Characters { expected: "digits" })
}

fn split_last(text: &str) -> Result<(&str, char), NumberError> {
    let last = text.chars().last().ok_or(NumberError::Length { expected: "some", found: 0 })?;
    Ok((&text[..text.len() - last.len_utf8()], last))
}

fn same_check(expected: Option<char>, found: char) -> Result<(), NumberError> {
    match expected {
        Some(expected) if expected == found => Ok(()),
        Some(expected) => Err(NumberError::CheckDigit { expected, found }),
        None => Err(NumberError::Characters { expected: "digits" }),
    }
}

/// GB 11643-1999: ISO 7064 MOD 11-2 over seventeen digits.
fn id_no_check(seventeen: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    if seventeen.len() != WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (digit, weight) in seventeen.chars().zip(WEIGHTS) {
        sum += digit.to_digit(10)? * weight;
    }
    CHECKS.get((sum % 11) as usize).copied()
}

/// GB 32100-2015: modulo 31 over seventeen characters.
fn uscc_check(seventeen: &str) -> Option<char> {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let mut sum = 0;
    for (character, weight) in seventeen.chars().zip(WEIGHTS) {
        sum += ALPHABET.find(character)? * weight;
    }
    ALPHABET.chars().nth((31 - sum % 31) % 31)
}

fn mod_10_weights_3_1(body: &str) -> Option<char> {
    let mut sum = 0;
    for (place, digit) in body.chars().rev().enumerate() {
        let weight = if place % 2 == 0 { 3 } else { 1 };
        sum += digit.to_digit(10)? * weight;
    }
    char::from_digit((10 - sum % 10) % 10, 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accepts_the_example_of_gb_11643() {
        // The standard's own example number, widely reprinted.
        assert!("11010519491231002X".parse::<IdNo>().is_ok());
        assert_eq!(
            "110105194912310021".parse::<IdNo>(),
            Err(NumberError::CheckDigit { expected: 'X', found: '1' })
        );
    }

    #[test]
    fn accepts_a_published_social_credit_code() {
        // The code of Baidu Online as its published licence shows it.
        assert!("91110000802100433B".parse::<UnifiedSocialCreditCode>().is_ok());
        assert!("91110000802100433C".parse::<UnifiedSocialCreditCode>().is_err());
    }

    #[test]
    fn finds_a_swapped_digit_in_an_asset_number() {
        let body = "313000100000123456789";
        let check = AssetNo::check_digit(body).expect("21 digits");
        let good = format!("{body}{check}");
        assert!(good.parse::<AssetNo>().is_ok());
        let slipped = good.replacen("12", "21", 1);
        assert!(slipped.parse::<AssetNo>().is_err());
    }

    #[test]
    fn customer_numbers_have_ten_or_thirteen_digits() {
        assert!("0301234567".parse::<CustomerNo>().is_ok());
        assert!("1300301234567".parse::<CustomerNo>().is_ok());
        assert!("03012345678".parse::<CustomerNo>().is_err());
        assert!("03012３4567".parse::<CustomerNo>().is_err());
    }

    #[test]
    fn a_meter_number_is_twelve_digits_in_six_bytes() {
        let number: MeterNo = "000006605518".parse().expect("twelve digits");
        assert_eq!(number.bcd(), [0x00, 0x00, 0x06, 0x60, 0x55, 0x18]);
        assert_eq!(MeterNo::from_bcd(number.bcd()), Ok(number));
        assert!(MeterNo::from_bcd([0, 0, 0, 0, 0, 0x1A]).is_err());
        assert!("00000660551".parse::<MeterNo>().is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_a_number_panic(text in "\\PC{0,40}") {
            let _ = text.parse::<IdNo>();
            let _ = text.parse::<UnifiedSocialCreditCode>();
            let _ = text.parse::<AssetNo>();
            let _ = text.parse::<OrderNo>();
        }
    }
}
