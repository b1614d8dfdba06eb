//! Policies of deadlines, and calendars.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = deadlines::parse_policies(bytes);
    let _ = deadlines::parse_reasons(bytes);
    let _ = deadlines::CalendarYear::parse(bytes);
});
