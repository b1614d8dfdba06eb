//! What comes over a line to a meter: the first byte chooses protocol and port, each 16H ends a piece.
#![no_main]

use std::sync::{Arc, LazyLock};

use security_unit::metering::SoftwareKeyMachine;
use virtual_meter::{Meter, MeterSetup, Port, Protocol, PurseSetup};
use vocabulary::{Instant, SeededEntropy};

static MACHINE: LazyLock<SoftwareKeyMachine> =
    LazyLock::new(|| SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(1))));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let protocol = if choice & 1 == 0 { Protocol::Dlt645 } else { Protocol::Dlt698 };
    let port = if choice & 2 == 0 { Port::Rs485 } else { Port::Infrared };
    let address = "000000000001".parse().expect("an address");
    let mut setup = MeterSetup::new(protocol, address);
    setup.history_days = 0;
    setup.purse = Some(PurseSetup::default());
    setup.rules.is_in_factory = choice & 4 != 0;
    let mut now = Instant::from_micros(1_780_000_000_000_000);
    let mut meter = Meter::new(&setup, &MACHINE, now);
    for piece in bytes.split_inclusive(|byte| *byte == 0x16) {
        meter.take(port, piece, now);
        now = now.shifted(400_000);
    }
    meter.fall_silent(port, now);
    assert_eq!(meter.view(now).key_map, 0, "nobody has proved anything");
});
