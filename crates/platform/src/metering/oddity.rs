//! What is odd about a work.

use serde::Serialize;
use utoipa::ToSchema;

use crate::orders::TOLD_OTHERWISE;

/// What is odd about a work: a matter for the office, and no reason not to keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Oddity {
    /// The meter was changed, and nobody gave leave for that.
    Unauthorised,
    /// The leave had been used by another work.
    UsedTwice,
    /// Cut off: the meter has to be looked at.
    Unknown,
    /// What was submitted says something else of it.
    ToldOtherwise,
    /// The same work came before, with another record.
    Rewritten,
    /// Another record follows on the same one, or begins the terminal's journal too: one of the two was made beside it.
    OutOfChain,
}

impl Oddity {
    pub const ALL: [Self; 6] = [
        Self::Unauthorised,
        Self::UsedTwice,
        Self::Unknown,
        Self::ToldOtherwise,
        Self::Rewritten,
        Self::OutOfChain,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthorised => "unauthorised",
            Self::UsedTwice => "used_twice",
            Self::Unknown => "unknown",
            Self::ToldOtherwise => TOLD_OTHERWISE,
            Self::Rewritten => "rewritten",
            Self::OutOfChain => "out_of_chain",
        }
    }

    /// Those that a work's line names.
    #[must_use]
    pub fn named(words: &[String]) -> Vec<Self> {
        Self::ALL
            .into_iter()
            .filter(|oddity| words.iter().any(|word| word == oddity.as_str()))
            .collect()
    }

    /// Whether a work keeps it: that it ended unknown says its outcome already, and a look may settle it.
    #[must_use]
    pub const fn stays(self) -> bool {
        !matches!(self, Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_oddity_is_spelt_alike_in_json_and_in_its_row() {
        for oddity in Oddity::ALL {
            assert_eq!(serde_json::json!(oddity), oddity.as_str());
            assert_eq!(Oddity::named(&[oddity.as_str().to_owned()]), [oddity]);
        }
    }
}
