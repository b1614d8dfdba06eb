//! A name in both languages.

use std::fmt;

/// What something is called, for people: English and Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Words {
    pub en: &'static str,
    pub zh: &'static str,
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.en, self.zh)
    }
}
