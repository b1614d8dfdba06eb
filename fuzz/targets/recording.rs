//! What a browser recorded, more or less: WebM.
#![no_main]

use webm::Recording;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(recording) = Recording::read(bytes) {
        let whole = &bytes[..recording.whole_len];
        assert_eq!(Recording::read(whole), Ok(recording), "what is whole reads the same by itself");
    }
});
