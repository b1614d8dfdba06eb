//! No bytes make a meter panic, and none that nobody proved open its relay.

mod bench;

use bench::*;
use dlt645::{ControlCode, Frame, MeterAddress};
use dlt698::{Control, LinkFrame, ServerAddress};
use proptest::prelude::*;
use virtual_meter::{Meter, Port, Protocol, PurseSetup};
use vocabulary::Instant;

fn meter(protocol: Protocol) -> (Meter, Instant) {
    let mut setup = setup(protocol);
    setup.history_days = 1;
    setup.purse = Some(PurseSetup::default());
    let now = at(NOW).instant();
    (Meter::new(&setup, &machine(), now), now)
}

/// Right frames around any data: what a fuzzer's random bytes would hardly ever be.
fn frame_645() -> impl Strategy<Value = Vec<u8>> {
    let address = prop_oneof![
        Just(NUMBER.parse().expect("an address")),
        Just(MeterAddress::ANY),
        Just(MeterAddress::BROADCAST),
    ];
    let known = prop_oneof![
        Just(vec![0x00, 0xFF, 0x01, 0x00]),
        Just(vec![0x0C, 0x01, 0x00, 0x04]),
        Just(vec![0xFF, 0x00, 0x00, 0x07]),
        Just(vec![0xFF, 0x01, 0x02, 0x07]),
        Just(vec![0xFF, 0x01, 0x80, 0x07]),
        Just(vec![0x01, 0xFF, 0x06, 0x05]),
        Just(vec![]),
    ];
    let data = proptest::collection::vec(prop_oneof![any::<u8>(), Just(0x98), Just(0x02)], 0..60);
    (address, 0u8..0x20, known, data).prop_map(|(address, control, known, data)| {
        let control = ControlCode::from_octet(control);
        Frame::new(address, control, [known, data].concat()).expect("short").to_octets()
    })
}

fn frame_698() -> impl Strategy<Value = Vec<u8>> {
    let address = prop_oneof![
        Just(NUMBER.parse().expect("an address")),
        Just(ServerAddress::ANY),
        Just(ServerAddress::BROADCAST),
    ];
    let known = prop_oneof![
        Just(vec![5, 1, 1]),
        Just(vec![5, 3, 1, 0x50, 0x04, 2, 0]),
        Just(vec![6, 1, 1, 0x40, 0x00, 2, 0]),
        Just(vec![7, 1, 1, 0x80, 0x00, 0x81, 0]),
        Just(vec![7, 1, 1, 0xF1, 0x00, 11, 0]),
        Just(vec![0x10, 0]),
        Just(vec![2, 0]),
        Just(vec![]),
    ];
    let data = proptest::collection::vec(prop_oneof![any::<u8>(), 0u8..3], 0..60);
    (address, any::<u8>(), known, data).prop_map(|(server, control, known, data)| {
        let control = Control::from_byte(control & 0x7F);
        LinkFrame { control, server, client: 0x10, payload: [known, data].concat() }.emit()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_meter_of_645_stands_any_bytes(
        pieces in proptest::collection::vec(
            prop_oneof![frame_645(), proptest::collection::vec(any::<u8>(), 0..300)],
            0..12,
        ),
        gaps in proptest::collection::vec(0i64..10_000_000, 12),
    ) {
        let (mut meter, mut now) = meter(Protocol::Dlt645);
        for (piece, gap) in pieces.iter().zip(gaps) {
            now = now.shifted(gap);
            meter.take(Port::Rs485, piece, now);
            meter.fall_silent(Port::Infrared, now);
            meter.take(Port::Infrared, piece, now);
        }
        prop_assert!(!meter.view(now).relay_is_open);
        prop_assert_eq!(meter.view(now).key_map, 0);
    }

    #[test]
    fn a_meter_of_698_stands_any_bytes(
        pieces in proptest::collection::vec(
            prop_oneof![frame_698(), proptest::collection::vec(any::<u8>(), 0..300)],
            0..12,
        ),
    ) {
        let (mut meter, now) = meter(Protocol::Dlt698);
        for piece in &pieces {
            meter.take(Port::Rs485, piece, now);
            meter.take(Port::Infrared, piece, now);
            meter.fall_silent(Port::Infrared, now);
        }
        prop_assert!(!meter.view(now).relay_is_open);
        prop_assert_eq!(meter.view(now).key_map, 0);
    }

    #[test]
    fn any_text_is_faults_or_a_clear_error(text in "[a-z=@~%0-9.,-]{0,40}") {
        if let Ok(faults) = text.parse::<virtual_meter::Faults>() {
            prop_assert_eq!(faults.to_string().parse(), Ok(faults));
        }
    }
}
