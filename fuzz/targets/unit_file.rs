//! The file of a software security unit.
#![no_main]

use std::sync::{Arc, LazyLock};

use security_unit::metering::{MeterSecurity, SoftwareUnit, UnitSecret};

static SECRET: LazyLock<UnitSecret> =
    LazyLock::new(|| UnitSecret::from_passphrase("a long passphrase").expect("long enough"));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join("unit.json");
    if std::fs::write(&path, bytes).is_err() {
        return;
    }
    let entropy = Arc::new(vocabulary::SeededEntropy::new(1));
    let Ok(unit) = SoftwareUnit::new(entropy, &path) else { return };
    // Only a file that was made with this secret opens; the seed is one.
    if unit.identify().is_ok() && unit.open(&SECRET).is_ok() {
        assert!(unit.draw_random().is_ok(), "what opens works");
    }
});
