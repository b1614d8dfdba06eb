//! What terminals send up: operations, their results, receipts and re-offers.
#![no_main]

use sync::{Operation, OperationBatch, OperationResults, Receipts, Reoffer};

libfuzzer_sys::fuzz_target!(|json: &[u8]| {
    let _ = vocabulary::json_spells_nul(json);
    if let Ok(batch) = serde_json::from_slice::<OperationBatch>(json) {
        for operation in &batch.operations {
            let _ = operation.digest();
        }
    }
    if let Ok(operation) = serde_json::from_slice::<Operation>(json) {
        let again = serde_json::to_vec(&operation).expect("what was read is written");
        assert_eq!(serde_json::from_slice::<Operation>(&again).expect("and read again"), operation);
    }
    let _ = serde_json::from_slice::<OperationResults>(json);
    let _ = serde_json::from_slice::<Receipts>(json);
    let _ = serde_json::from_slice::<Reoffer>(json);
});
