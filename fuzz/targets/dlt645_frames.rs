//! What a line brings: the decoder, the parsers of requests and replies, and the explanation of a frame.
//!
//! The input is a stream; its bytes are also taken as the control code and data of a frame, because hardly any come
//! with the right checksum. What means something is emitted as the same bytes again.
#![no_main]

use dlt645::{ControlCode, Decoder, End, Event, Frame, FrameView, MeterAddress, Message, explain};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for end in [End::Master, End::Meter] {
        let mut decoder = Decoder::new(end);
        let mut came_out = Vec::new();
        let mut take = |event: Event<'_>| match event {
            Event::Frame(view) => {
                came_out.extend_from_slice(view.octets());
                check(&view);
            }
            Event::Skipped { bytes, .. } => came_out.extend_from_slice(bytes),
        };
        let (first, second) = bytes.split_at(bytes.len() / 3);
        decoder.push(first, &mut take);
        decoder.push(second, &mut take);
        decoder.finish(&mut take);
        assert_eq!(came_out, bytes, "every byte comes out once");
    }
    let _ = explain(bytes);
    if let Some((&control, data)) = bytes.split_first() {
        let control = ControlCode::from_octet(control);
        if let Ok(frame) = Frame::new(MeterAddress::ANY, control, data) {
            let octets = frame.to_octets();
            check(&FrameView::new_checked(&octets).expect("a frame that was emitted"));
        }
    }
});

fn check(view: &FrameView<'_>) {
    assert_eq!(view.to_frame().to_octets(), view.octets());
    let explanation = explain(view.octets());
    let Ok(message) = Message::parse(view) else {
        assert!(explanation.message.is_none());
        return;
    };
    assert_eq!(message.frame(), Ok(view.to_frame()), "{message:?}");
    assert_eq!(explanation.message, Some(message));
}
