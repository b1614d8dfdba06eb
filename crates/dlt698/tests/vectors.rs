//! The vectors of the reference: frames in `vectors.txt`, encodings of `Data`, and what has to be refused.

use dlt698::{
    Apdu, Data, FragmentHeader, FragmentKind, FrameView, LinkFault, LinkFrame, Remark, crc16,
};

/// One line of `vectors.txt`.
struct Vector {
    number: u32,
    header_check: u16,
    frame_check: u16,
    frame: Vec<u8>,
}

fn vectors() -> Vec<Vector> {
    let lines = include_str!("vectors.txt").lines().filter(|line| !line.starts_with('#'));
    let vectors: Vec<Vector> = lines
        .map(|line| {
            let fields: Vec<&str> = line.splitn(6, " | ").collect();
            Vector {
                number: fields[0].parse().expect("a number"),
                header_check: u16::from_str_radix(fields[2], 16).expect("HCS"),
                frame_check: u16::from_str_radix(fields[3], 16).expect("FCS"),
                frame: hex::decode(fields[4]).expect("hexadecimal"),
            }
        })
        .collect();
    assert!(vectors.iter().map(|vector| vector.number).eq(1..=48));
    vectors
}

fn vector(number: u32) -> Vec<u8> {
    let vector = vectors().into_iter().find(|vector| vector.number == number);
    vector.expect("a vector of that number").frame
}

/// The user data of these are fragments, or would be.
const FRAGMENTS: [u32; 4] = [11, 12, 13, 14];

#[test]
fn every_frame_reads_and_is_written_as_it_was() {
    for Vector { number, header_check, frame_check, frame } in vectors() {
        let view =
            FrameView::new_checked(&frame).unwrap_or_else(|fault| panic!("{number}: {fault}"));
        assert_eq!(view.remarks().count(), 0, "{number}");
        assert_eq!(view.to_frame().emit(), frame, "{number}");
        assert_eq!(LinkFrame::parse(&frame), Ok(view.to_frame()), "{number}");
        let header_check_at = 6 + view.server().wire_bytes().len();
        assert_eq!(crc16(&frame[1..header_check_at]), header_check, "{number}");
        assert_eq!(crc16(&frame[1..frame.len() - 3]), frame_check, "{number}");
    }
}

#[test]
fn every_apdu_reads_and_is_written_as_it_was() {
    for Vector { number, frame, .. } in vectors() {
        if FRAGMENTS.contains(&number) {
            continue;
        }
        let payload = LinkFrame::parse(&frame).expect("a frame").payload;
        let (apdu, remarks) =
            Apdu::parse_noting(&payload).unwrap_or_else(|fault| panic!("{number}: {fault}"));
        assert_eq!(remarks, [], "{number}");
        assert_eq!(hex::encode(apdu.emit()), hex::encode(&payload), "{number}");
        let json = serde_json::to_string(&apdu).expect("JSON");
        let again: Apdu = serde_json::from_str(&json).expect("the same");
        assert_eq!(again, apdu, "{number}: {json}");
    }
}

#[test]
fn fragments_have_their_headers() {
    let check = |number, kind, sequence, data: &[u8]| {
        let payload = LinkFrame::parse(&vector(number)).expect("a frame").payload;
        let (header, rest, remark) = FragmentHeader::parse(&payload).expect("a header");
        assert_eq!((header.kind, header.sequence, remark), (kind, sequence, None), "{number}");
        assert_eq!(rest, data, "{number}");
    };
    check(11, FragmentKind::First, 0x105, &[0x15, 0xF1, 0x01, 0x02, 0x00, 0x00]);
    check(12, FragmentKind::Confirm, 0x105, &[]);
    check(13, FragmentKind::First, 0x105, &[0x05, 0x01, 0x15]);
    check(14, FragmentKind::Last, 0x107, &[0x00, 0x00]);
}

#[test]
fn a_scrambled_frame_says_the_same_as_a_clear_one() {
    let clear = LinkFrame::parse(&vector(19)).expect("a frame");
    let scrambled = LinkFrame::parse(&vector(47)).expect("a frame");
    assert_eq!(scrambled.payload, clear.payload);
    assert_eq!(scrambled.control, clear.control.scrambled(true));
}

#[test]
fn encodings_of_data() {
    let check = |encoded: &str| {
        let bytes = hex::decode(encoded.replace(' ', "")).expect("hexadecimal");
        let (data, remarks) =
            Data::parse_noting(&bytes).unwrap_or_else(|fault| panic!("{encoded}: {fault}"));
        assert_eq!((data.emit(), remarks), (bytes, vec![]), "{encoded}");
        let json = serde_json::to_string(&data).expect("JSON");
        let again: Data = serde_json::from_str(&json).expect("the same");
        assert_eq!(again, data, "{json}");
    };
    check("04 0A AA 80");
    check("03 01");
    check("0C 03 E7 94 B5");
    check("17 3F C0 00 00");
    check("1C 07 E0 01 14 10 1B 0B");
    check("50 40 00");
    check("52 50 04 02 00 01 00 10 02 00");
    check("54 01 00 0F");
    check("55 07 05 20 16 01 20 00 01");
    check("56 02 AA BB");
    check("58 00 11 01 11 05");
    check("59 FE 21");
    check("5A 09 01");
    check("5A 0A 01 01");
    check("5B 00 00 10 02 00");
    check("5C 02 02 01 02");
    check("5D 00 00 00 01 01 AA");
    check("5E 00 00 00 01 01 AA 02 BB CC");
    check("5F 06 02 08 01 00");
    check("60 01 00 00 10 02 00");
    check(&format!("09 81 80 {}", "00".repeat(128)));
}

#[test]
fn broken_frames_are_refused_at_the_byte_that_is_wrong() {
    let broken = |at: usize, to: u8| {
        let mut frame = vector(19);
        frame[at] = to;
        LinkFrame::parse(&frame).expect_err("broken")
    };
    assert!(matches!(broken(12, 0x00), LinkFault::HeaderCheck { at: 12, .. }));
    assert!(matches!(broken(16, 0x00), LinkFault::FrameCheck { at: 22, .. }));
    assert_eq!(broken(2, 0x40), LinkFault::ReservedLengthBits { found: 0x4017 });
    // A flag that tells more bytes of address than there are: the header check lies elsewhere.
    assert!(matches!(broken(4, 0x0F), LinkFault::HeaderCheck { at: 22, .. }));
}

#[test]
fn broken_apdus_are_refused_at_the_byte_that_is_wrong() {
    let fault = |apdu: &str| {
        let bytes = hex::decode(apdu.replace(' ', "")).expect("hexadecimal");
        Apdu::parse(&bytes).expect_err(apdu).to_string()
    };
    assert_eq!(
        fault("06 02 02 40 01 02 00 00"),
        "64 elements from byte 3 on do not fit into the 4 bytes that are left",
        "as the reference prints it: without a PIID, or without a count"
    );
    assert_eq!(
        fault("06 02 03 02 40 01 02 00 00 00"),
        "the bytes end at 10, 3 more are needed",
        "a count of two and one item"
    );
    assert_eq!(
        fault("85 01 01 40 01 02 00 02 00 00 00"),
        "byte 7 is 02H, which is no result of a read (0 DAR, 1 data)"
    );
    assert_eq!(
        fault("05 01 01 40 01 02 00 00 00"),
        "behind the APDU 1 bytes are left over from byte 8 on"
    );
    assert_eq!(fault("04 01"), "byte 0 is 04H, which is no tag of an APDU");
    assert_eq!(fault("05 07 01"), "byte 1 is 07H, which is no kind of GET-Request (1 to 6)");
    assert_eq!(fault(""), "the bytes end at 0, 1 more are needed");
}

#[test]
fn what_a_strict_peer_refuses_is_read_with_a_remark_and_written_right() {
    let check = |apdu: &str, remarks: &[Remark], written: &str| {
        let bytes = hex::decode(apdu.replace(' ', "")).expect("hexadecimal");
        let (read, noted) = Apdu::parse_noting(&bytes).expect(apdu);
        assert_eq!(noted, remarks, "{apdu}");
        assert_eq!(hex::encode_upper(read.emit()), written.replace(' ', ""), "{apdu}");
    };
    // An empty list means nothing, but it is whole.
    check("05 02 02 00 00", &[], "05 02 02 00 00");
    check(
        "05 01 41 40 01 02 00 00",
        &[Remark::ReservedBits { at: 2, found: 0x41 }],
        "05 01 01 40 01 02 00 00",
    );
    check(
        "05 02 02 81 01 20 00 02 00 00",
        &[Remark::LongLength { at: 3 }],
        "05 02 02 01 20 00 02 00 00",
    );
    check(
        "06 01 02 40 01 02 00 03 07 00",
        &[Remark::Truth { at: 8, found: 0x07 }],
        "06 01 02 40 01 02 00 03 01 00",
    );
}
