//! Explanations of DL/T 698.45: they hold every byte, and stop where reading stops.
#![no_main]

use dlt698::{Apdu, explain, explain_apdu};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    assert_eq!(explain(bytes).bytes().len(), bytes.len(), "every byte is explained");
    let explained = explain_apdu(bytes);
    assert_eq!(explained.bytes(), bytes, "every byte is explained");
    let fault = Apdu::parse(bytes).err().map(|fault| fault.at());
    assert_eq!(explained.fault.map(|told| told.at), fault);
});
