//! What a field, an item or a bit is called, in Chinese as the standard says it and in English.

use serde::Serialize;

/// A name in two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Name {
    pub zh: &'static str,
    pub en: &'static str,
}

impl Name {
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }
}

/// A name that is put together from several: `(上1结算日)正向有功费率2电能`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FullName {
    pub zh: String,
    pub en: String,
}

impl From<Name> for FullName {
    fn from(name: Name) -> Self {
        Self { zh: name.zh.to_owned(), en: name.en.to_owned() }
    }
}
