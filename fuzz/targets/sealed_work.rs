//! Work sealed to the recovery key, and keys of others.
#![no_main]

libfuzzer_sys::fuzz_target!(|sealed: &[u8]| {
    let _ = sealing::SealedWork::open(&[7; 32], sealed);
    let _ = sealing::RecoveryKey::from_sec1(sealed);
});
