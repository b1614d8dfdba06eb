//! The numbers of the trade as `format` words of JSON Schema.

use vocabulary::{
    AssetNo, CommAddress, CustomerNo, IdNo, Mobile, OrderNo, UnifiedSocialCreditCode,
};

/// A format's name and its check.
pub(crate) type Format = (&'static str, fn(&str) -> bool);

pub(crate) const FORMATS: [Format; 7] = [
    ("asset-no", |text| text.parse::<AssetNo>().is_ok()),
    ("comm-address", |text| text.parse::<CommAddress>().is_ok()),
    ("customer-no", |text| text.parse::<CustomerNo>().is_ok()),
    ("id-no", |text| text.parse::<IdNo>().is_ok()),
    ("mobile", |text| text.parse::<Mobile>().is_ok()),
    ("order-no", |text| text.parse::<OrderNo>().is_ok()),
    ("uscc", |text| text.parse::<UnifiedSocialCreditCode>().is_ok()),
];
