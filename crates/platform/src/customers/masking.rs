//! A customer as whoever has not said why sees him.

use forms::{mask_address, mask_mobile, mask_name};
use sync::CustomerRecord;

/// Hides who it is and behind which door; the numbers stay, and so does what is due.
pub fn mask(record: &mut CustomerRecord) {
    record.customer_name = mask_name(&record.customer_name);
    record.service_address = mask_address(&record.service_address);
    record.mobile = record.mobile.as_deref().map(mask_mobile);
    record.position = None;
}
