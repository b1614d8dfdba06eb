//! APDUs and values of DL/T 698.45: what is read is written in its only form, and reads as the same.
#![no_main]

use dlt698::{Apdu, Data, Edition, Oad, RoadColumns, catalogue};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for road_columns in [RoadColumns::PerAttribute, RoadColumns::PerColumn] {
        let edition = Edition { road_columns };
        if let Ok((apdu, remarks)) = Apdu::parse_by(bytes, edition) {
            let written = apdu.emit();
            assert_eq!(written == bytes, remarks.is_empty(), "what is odd is told");
            assert_eq!(Apdu::parse_by(&written, edition), Ok((apdu, vec![])));
        }
    }
    if let Ok((data, remarks)) = Data::parse_noting(bytes) {
        let written = data.emit();
        assert_eq!(written == bytes, remarks.is_empty(), "what is odd is told");
        assert_eq!(Data::parse(&written).as_ref(), Ok(&data));
        // Of some object, which one the bytes say.
        let objects: Vec<_> = catalogue::objects().collect();
        let object =
            objects[bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % objects.len()];
        for attribute in object.attributes {
            let oad = Oad::new(object.oi.0, attribute.number);
            let _ = catalogue::value(oad, &data).to_string();
        }
    }
});
