//! BPMN 2.0 files, as somebody deploys them.
#![no_main]

libfuzzer_sys::fuzz_target!(|xml: &[u8]| {
    let _ = bpmn::Definition::compile(xml, &rules::Cel::new());
});
