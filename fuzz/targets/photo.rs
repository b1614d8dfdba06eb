//! What a camera wrote, more or less: JPEG with its metadata.
#![no_main]

use terminal::evidence::{Caption, ClockTrust, Limits, burn_in};

libfuzzer_sys::fuzz_target!(|photo: &[u8]| {
    let caption = Caption {
        taken_at: vocabulary::Instant::from_micros(1_780_000_000_000_000),
        clock: ClockTrust::Sure,
        order_no: "1302000100000001".parse().expect("a number"),
        worker_name: "王建国".to_owned(),
        staff_no: "T0001".to_owned(),
        position: None,
        purpose: "表计正面".to_owned(),
        is_practice: false,
    };
    let _ = burn_in(photo, &caption, &Limits::default());
});
