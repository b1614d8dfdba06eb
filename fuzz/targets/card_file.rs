//! The file of a software card.
#![no_main]

use std::sync::Arc;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join("card.json");
    if std::fs::write(&path, bytes).is_ok() {
        let _ = security_unit::SoftwareCard::open(Arc::new(vocabulary::SeededEntropy::new(1)), &path);
    }
});
