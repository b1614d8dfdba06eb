//! What holds for every value and for every string of bytes.

mod support;

use dlt698::{Apdu, Data, Decoder, Event, FrameView, LinkFrame, explain, explain_apdu};
use proptest::prelude::*;

use support::Dice;

proptest! {
    #[test]
    fn what_is_written_reads_back_without_remarks(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let apdu = Dice::new(&bytes).apdu();
        let written = apdu.emit();
        prop_assert_eq!(Apdu::parse_noting(&written), Ok((apdu.clone(), vec![])));
        let json = serde_json::to_string(&apdu).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Apdu>(&json).expect("the same"), apdu, "{}", json);
    }

    #[test]
    fn data_that_is_written_reads_back(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let data = Dice::new(&bytes).data();
        let written = data.emit();
        prop_assert_eq!(Data::parse_noting(&written), Ok((data.clone(), vec![])));
        let json = serde_json::to_string(&data).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Data>(&json).expect("the same"), data, "{}", json);
    }

    #[test]
    fn a_frame_that_is_written_reads_back(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let frame = Dice::new(&bytes).frame();
        let written = frame.emit();
        prop_assert_eq!(LinkFrame::parse(&written), Ok(frame.clone()));
        let json = serde_json::to_string(&frame).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<LinkFrame>(&json).expect("the same"), frame);
    }

    #[test]
    fn an_explanation_holds_all_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let frame = Dice::new(&bytes).frame();
        let clear = LinkFrame { control: frame.control.scrambled(false), ..frame };
        let written = clear.emit();
        let explained = explain(&written);
        prop_assert_eq!(&explained.fault, &None);
        prop_assert_eq!(explained.bytes(), written);
    }

    #[test]
    fn a_changed_apdu_is_another_or_refused_inside_of_it(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        at in any::<prop::sample::Index>(),
        to in any::<u8>(),
    ) {
        let mut written = Dice::new(&bytes).apdu().emit();
        let at = at.index(written.len());
        written[at] = to;
        let explained = explain_apdu(&written);
        prop_assert_eq!(explained.bytes(), &written[..]);
        match Apdu::parse_noting(&written) {
            Ok((apdu, remarks)) => {
                prop_assert_eq!(&explained.fault, &None);
                prop_assert_eq!(apdu.emit() == written, remarks.is_empty());
                prop_assert_eq!(Apdu::parse(&apdu.emit()), Ok(apdu));
            }
            Err(fault) => {
                prop_assert!(fault.at() <= written.len());
                prop_assert_eq!(explained.fault.map(|told| told.at), Some(fault.at()));
            }
        }
    }

    #[test]
    fn foreign_bytes_are_explained_and_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(explain(&bytes).bytes(), &bytes[..]);
        prop_assert_eq!(explain_apdu(&bytes).bytes(), &bytes[..]);
        let _ = Data::parse(&bytes);
        let _ = FrameView::new_checked(&bytes);
    }

    #[test]
    fn the_pieces_that_bytes_come_in_do_not_matter(
        dice in prop::collection::vec(any::<u8>(), 0..300),
        noise in prop::collection::vec(any::<u8>(), 0..40),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let frame = Dice::new(&dice).frame().emit();
        let line = [&noise[..], &frame, &noise, &frame].concat();
        let (whole, skipped) = decoded(&[&line]);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(line.len())).collect();
        cuts.extend([0, line.len()]);
        cuts.sort_unstable();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &line[cut[0]..cut[1]]).collect();
        let (frames, skipped_in_pieces) = decoded(&pieces);
        prop_assert_eq!(&frames, &whole);
        prop_assert_eq!(skipped_in_pieces, skipped, "what was skipped");
    }
}

/// The frames in some pieces, and the bytes that belong to none.
fn decoded(pieces: &[&[u8]]) -> (Vec<LinkFrame>, Vec<u8>) {
    let mut decoder = Decoder::default();
    let (mut frames, mut skipped) = (Vec::new(), Vec::new());
    let mut drain = |decoder: &mut Decoder| {
        while let Some(event) = decoder.poll() {
            match event {
                Event::Frame(frame) => frames.push(frame),
                Event::Skipped { bytes, .. } => skipped.extend(bytes),
            }
        }
    };
    for piece in pieces {
        decoder.push(piece);
        drain(&mut decoder);
    }
    decoder.finish();
    drain(&mut decoder);
    assert_eq!(decoder.unfinished(), b"", "nothing is left when the line is silent");
    (frames, skipped)
}
