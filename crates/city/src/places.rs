//! The real names of counties, towns and villages.

use std::sync::LazyLock;

use serde::Deserialize;

/// A city (地级市) as the list has it.
#[derive(Debug, Deserialize)]
pub(crate) struct Places {
    pub name: String,
    pub province: String,
    pub counties: Vec<County>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct County {
    pub code: String,
    pub name: String,
    pub lon: f64,
    pub lat: f64,
    pub towns: Vec<Town>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Town {
    pub code: String,
    pub name: String,
    pub villages: Vec<String>,
}

impl Places {
    pub(crate) fn tangshan() -> &'static Places {
        &TANGSHAN
    }
}

impl Town {
    /// The name without its kind, as stations are called: 倴城镇 gives 倴城.
    pub(crate) fn stem(&self) -> &str {
        stem(&self.name, &["满族乡", "街道服务中心", "办事处", "街道", "镇", "乡"])
    }
}

/// The name of a village without its kind: 东街村 gives 东街.
pub(crate) fn village_stem(village: &str) -> &str {
    stem(village, &["社区", "村"])
}

fn stem<'a>(name: &'a str, kinds: &[&str]) -> &'a str {
    let stem = kinds.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name);
    // 大镇 without its kind would be a single character, which nobody calls a place.
    if stem.chars().count() < 2 { name } else { stem }
}

static TANGSHAN: LazyLock<Places> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../places/tangshan.json")).expect("the shipped list is JSON")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_tangshan_with_villages_in_every_town() {
        let places = Places::tangshan();
        assert_eq!(places.counties.len(), 18);
        let towns: Vec<_> = places.counties.iter().flat_map(|county| &county.towns).collect();
        assert_eq!(towns.len(), 244);
        assert!(towns.iter().all(|town| !town.villages.is_empty()));
    }

    #[test]
    fn stations_and_areas_are_called_by_the_stem() {
        let town = |name: &str| Town { code: String::new(), name: name.into(), villages: vec![] };
        assert_eq!(town("倴城镇").stem(), "倴城");
        assert_eq!(town("东陵满族乡").stem(), "东陵");
        assert_eq!(town("十一农场").stem(), "十一农场");
        assert_eq!(village_stem("东街村"), "东街");
        assert_eq!(village_stem("北村"), "北村");
    }
}
