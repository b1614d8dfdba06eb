//! Where a list that runs along a time goes on.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::Instant;

/// The row after which a page begins: its time, and its id, because rows may share a microsecond. Written as
/// `<microseconds>.<UUID>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ListPlace {
    pub at: Instant,
    pub id: Uuid,
}

impl ListPlace {
    /// Before the newest row.
    pub const NEWEST: Self = Self { at: Instant::from_micros(i64::MAX), id: Uuid::max() };

    /// Before the oldest row.
    pub const OLDEST: Self = Self { at: Instant::from_micros(i64::MIN), id: Uuid::nil() };

    #[must_use]
    pub const fn new(at: Instant, id: Uuid) -> Self {
        Self { at, id }
    }
}

impl fmt::Display for ListPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.micros(), self.id)
    }
}

/// The text is no place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no place in a list: it is the `next` of the page before")]
pub struct NoListPlace;

impl FromStr for ListPlace {
    type Err = NoListPlace;

    fn from_str(text: &str) -> Result<Self, NoListPlace> {
        let (at, id) = text.split_once('.').ok_or(NoListPlace)?;
        let at = at.parse().map(Instant::from_micros).map_err(|_| NoListPlace)?;
        Ok(Self { at, id: id.parse().map_err(|_| NoListPlace)? })
    }
}

impl TryFrom<String> for ListPlace {
    type Error = NoListPlace;

    fn try_from(text: String) -> Result<Self, NoListPlace> {
        text.parse()
    }
}

impl From<ListPlace> for String {
    fn from(place: ListPlace) -> Self {
        place.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        for place in [ListPlace::NEWEST, ListPlace::new(Instant::from_micros(-3), Uuid::nil())] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for text in ["", ".", "12", "12.x", "x.00000000-0000-0000-0000-000000000000"] {
            assert_eq!(text.parse::<ListPlace>(), Err(NoListPlace), "{text}");
        }
    }
}
