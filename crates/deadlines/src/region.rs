//! Where a policy holds, and where a station lies.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::PolicyFault;

/// A part of the country: everywhere (`*`), a division (`130200`), a kind of supply area (`rural`), or that kind within
/// a division (`130000-rural`). A policy holds in one; a station lies in one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region {
    division: Option<Division>,
    supply_area: Option<SupplyArea>,
}

/// An administrative division (行政区划) by its six digits, GB/T 2260: two each for province, prefecture and county,
/// `00` where it is not divided further.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Division(String);

/// The kinds of supply area (供电区域) that promise different times for a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum SupplyArea {
    /// 城区
    Urban,
    /// 农村
    Rural,
    /// 边远地区
    Remote,
}

impl Region {
    /// The whole country.
    #[must_use]
    pub fn everywhere() -> Self {
        Self::default()
    }

    /// # Errors
    /// When the text is none of the four forms.
    pub fn parse(text: &str) -> Result<Self, PolicyFault> {
        if text == "*" {
            return Ok(Self::everywhere());
        }
        let (division, area) = match text.split_once('-') {
            Some((division, area)) => (Some(division), Some(area)),
            None if text.starts_with(|first: char| first.is_ascii_digit()) => (Some(text), None),
            None => (None, Some(text)),
        };
        Ok(Self {
            division: division.map(Division::parse).transpose()?,
            supply_area: area.map(SupplyArea::parse).transpose()?,
        })
    }

    /// Whether all of `other` lies in it. What is not known of `other` lies only where nothing is asked.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let within = |division: &Division| {
            other.division.as_ref().is_some_and(|other| other.0.starts_with(division.digits()))
        };
        self.division.as_ref().is_none_or(within)
            && self.supply_area.is_none_or(|area| other.supply_area == Some(area))
    }

    /// How near it is, for choosing between two that contain the same place: what the division itself says wins over
    /// what is said of a kind of area in the whole country.
    pub(crate) fn nearness(&self) -> (usize, bool) {
        let digits = self.division.as_ref().map_or(0, |division| division.digits().len());
        (digits, self.supply_area.is_some())
    }
}

impl Division {
    fn parse(text: &str) -> Result<Self, PolicyFault> {
        let six_digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !six_digits || text.starts_with("00") || (text[2..4] == *"00" && text[4..] != *"00") {
            return Err(PolicyFault::Region);
        }
        Ok(Self(text.to_owned()))
    }

    /// The digits that tell it from its neighbours.
    fn digits(&self) -> &str {
        match &self.0 {
            code if &code[2..] == "0000" => &code[..2],
            code if &code[4..] == "00" => &code[..4],
            code => code,
        }
    }
}

impl SupplyArea {
    const ALL: [SupplyArea; 3] = [SupplyArea::Urban, SupplyArea::Rural, SupplyArea::Remote];

    const fn as_str(self) -> &'static str {
        match self {
            SupplyArea::Urban => "urban",
            SupplyArea::Rural => "rural",
            SupplyArea::Remote => "remote",
        }
    }

    fn parse(text: &str) -> Result<Self, PolicyFault> {
        Self::ALL.into_iter().find(|area| area.as_str() == text).ok_or(PolicyFault::Region)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.division, self.supply_area) {
            (None, None) => f.write_str("*"),
            (Some(Division(code)), None) => f.write_str(code),
            (None, Some(area)) => f.write_str(area.as_str()),
            (Some(Division(code)), Some(area)) => write!(f, "{code}-{}", area.as_str()),
        }
    }
}

impl TryFrom<String> for Region {
    type Error = PolicyFault;

    fn try_from(text: String) -> Result<Self, PolicyFault> {
        Self::parse(&text)
    }
}

impl From<Region> for String {
    fn from(region: Region) -> String {
        region.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn region(text: &str) -> Region {
        Region::parse(text).expect("a region")
    }

    #[test]
    fn a_division_contains_what_lies_in_it() {
        let check = |wide: &str, place: &str, expect: bool| {
            assert_eq!(region(wide).contains(&region(place)), expect, "{place} in {wide}");
        };
        for wide in ["*", "130000", "130200", "130224", "rural", "130000-rural", "130224-rural"] {
            check(wide, "130224-rural", true);
        }
        for wide in ["110000", "130300", "130225", "urban", "130000-urban", "110000-rural"] {
            check(wide, "130224-rural", false);
        }
        // Nobody said what kind of area it is, or where it lies.
        check("rural", "130224", false);
        check("130224", "rural", false);
        check("130224", "*", false);
        check("130224", "130200", false);
        check("*", "*", true);
        check("110000", "110101", true);
    }

    #[test]
    fn refuses_what_is_no_region() {
        for text in [
            "",
            "唐山",
            "13",
            "1302245",
            "13022a",
            "001300",
            "130024",
            "130224-",
            "-rural",
            "suburb",
            "130224-suburb",
            "rural-130224",
            "130224-rural-remote",
            "１３０２２４",
        ] {
            assert_eq!(Region::parse(text), Err(PolicyFault::Region), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,12}") {
            if let Ok(region) = Region::parse(&text) {
                prop_assert_eq!(region.to_string(), text);
                prop_assert!(region.contains(&region) && Region::everywhere().contains(&region));
            }
        }

        #[test]
        fn what_is_nearer_lies_in_what_is_wider(
            one in "(\\*|(11|13)(0000|0200|0224|0225)(-rural|-urban)?|rural|urban)",
            other in "(\\*|(11|13)(0000|0200|0224|0225)(-rural|-urban)?|rural|urban)",
        ) {
            let (one, other) = (region(&one), region(&other));
            if one.contains(&other) && one != other {
                prop_assert!(one.nearness() < other.nearness());
                prop_assert!(!other.contains(&one));
            }
        }
    }
}
