//! Sealed files as they lie on a disk that somebody may have written to.
#![no_main]

use std::io::Cursor;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let key = sealing::FileKey::from_bytes([7; 32]);
    if let Ok(mut file) = sealing::SealedFile::open(Cursor::new(bytes), &key) {
        let _ = file.read_range(0, 1 << 16);
        let _ = file.read_range(u64::MAX, 1 << 16);
    }
});
