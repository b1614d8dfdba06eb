//! What an item holds: the first four bytes name it, the rest are its bytes. Values that were read are written again and
//! read as the same.
#![no_main]

use dlt645::{DataIdentifier, item};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((identifier, octets)) = bytes.split_first_chunk::<4>() else { return };
    let Some(item) = item(DataIdentifier::new(u32::from_be_bytes(*identifier))) else { return };
    let Ok(readings) = item.decode(octets) else { return };
    let values: Vec<_> = readings.iter().map(|reading| reading.value.clone()).collect();
    let again = item.encode(&values).expect("what was read is written");
    assert_eq!(item.decode(&again), Ok(readings));
});
