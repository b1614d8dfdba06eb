//! Customers: what the marketing system sends, what terminals fetch, and what they send up about looking at them.
#![no_main]

use sync::{CustomerBundle, CustomerManifest, CustomerRecord, InquiriesKept, InquiryBatch};

libfuzzer_sys::fuzz_target!(|json: &[u8]| {
    if let Ok(record) = serde_json::from_slice::<CustomerRecord>(json) {
        let _ = record.check();
        let again = serde_json::to_vec(&record).expect("what was read is written");
        assert_eq!(serde_json::from_slice::<CustomerRecord>(&again).expect("and read again"), record);
    }
    if let Ok(bundle) = serde_json::from_slice::<CustomerBundle>(json) {
        for card in &bundle.customers {
            let _ = card.record.meters().count();
        }
    }
    let _ = serde_json::from_slice::<CustomerManifest>(json);
    let _ = serde_json::from_slice::<InquiryBatch>(json);
    let _ = serde_json::from_slice::<InquiriesKept>(json);
});
