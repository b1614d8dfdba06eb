//! The codes by which the generated things are known; each is unique in its city.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub(crate) const fn new(code: String) -> Self {
                Self(code)
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

codes! {
    /// County company: the county's division code, `130224`.
    CountyCode;
    /// Station: the division code of its town, `130224100`.
    StationCode;
    /// Grid cell: station and two digits, `130224100-02`.
    GridCode;
    /// Transformer area: station and four digits, `130224100-0017`.
    AreaCode;
    /// Meter box: area and three digits, `130224100-0017-003`.
    BoxCode;
    /// Member of staff: eight digits, `13020042`.
    StaffNo;
}
