//! APDUs and values of DL/T 698.45: what is read is written in its only form, and reads as the same.
#![no_main]

use dlt698::{Apdu, Data, Edition, Oad, RoadColumns, catalogue, explain_apdu};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let explained = explain_apdu(bytes);
    assert_eq!(explained.bytes(), bytes, "every byte is explained");
    match Apdu::parse_noting(bytes) {
        Ok((apdu, remarks)) => {
            let written = apdu.emit();
            assert_eq!(written == bytes, remarks.is_empty(), "what is odd is told");
            assert_eq!(Apdu::parse_noting(&written), Ok((apdu, vec![])));
            assert_eq!(explained.fault, None);
        }
        Err(fault) => assert_eq!(explained.fault.map(|told| told.at), Some(fault.at())),
    }
    for road_columns in [RoadColumns::PerAttribute, RoadColumns::PerColumn] {
        let edition = Edition { road_columns };
        if let Ok((apdu, _)) = Apdu::parse_by(bytes, edition) {
            assert_eq!(Apdu::parse_by(&apdu.emit(), edition), Ok((apdu, vec![])));
        }
    }
    if let Ok((data, remarks)) = Data::parse_noting(bytes) {
        let written = data.emit();
        assert_eq!(written == bytes, remarks.is_empty(), "what is odd is told");
        assert_eq!(Data::parse(&written).as_ref(), Ok(&data));
        // Of some object, which one the bytes say.
        let objects: Vec<_> = catalogue::objects().collect();
        let object = objects[bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % objects.len()];
        for attribute in object.attributes {
            let oad = Oad::new(object.oi.0, attribute.number);
            let _ = catalogue::value(oad, &data).to_string();
        }
    }
});
