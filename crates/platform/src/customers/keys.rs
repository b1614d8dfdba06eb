//! By which numbers and names a customer is found.

use std::collections::BTreeSet;

use platform_store::order_keys::{Key, KeyKind, compared};
use sync::CustomerRecord;

/// The keys of a customer: his numbers, his name, and the numbers of his meters.
#[must_use]
pub fn keys_of(record: &CustomerRecord) -> BTreeSet<Key> {
    let own = [
        (KeyKind::CustomerNo, record.customer_no.as_str()),
        (KeyKind::CustomerName, record.customer_name.as_str()),
        (KeyKind::Mobile, record.mobile.as_deref().unwrap_or_default()),
    ];
    let of_meters = record.meters().flat_map(|meter| {
        let address = meter.comm_address.as_ref().map(|address| address.as_str());
        [
            (KeyKind::AssetNo, meter.asset_no.as_str()),
            (KeyKind::CommAddress, address.unwrap_or_default()),
        ]
    });
    let keys = own.into_iter().chain(of_meters);
    let keys = keys.map(|(kind, text)| Key { kind, key: compared(text) });
    keys.filter(|key| !key.key.is_empty()).collect()
}
