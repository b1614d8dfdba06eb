//! `Upload-Metadata` of tus.
#![no_main]

use http::{HeaderMap, HeaderValue};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    let mut headers = HeaderMap::new();
    headers.insert("upload-metadata", value);
    let _ = platform::orders::FileMetadata::read(&headers);
});
