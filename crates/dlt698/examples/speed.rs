//! How many frames a second are read and written on one core: `cargo run --release -p dlt698 --example speed`.

use std::hint::black_box;

use dlt698::{Apdu, Decoder, Event, FrameView, LinkFrame, explain};
use vocabulary::{Clock as _, SystemClock};

/// GET of the communication address, 25 bytes (reference dlt698-45.md, vector 19).
const REQUEST: &[u8] =
    b"\x68\x17\x00\x43\x05\x07\x09\x19\x05\x16\x20\x10\x94\x70\x05\x01\x01\x40\x01\x02\x00\
    \x00\xC6\x07\x16";
/// Three voltages and three currents, 61 bytes (vector 22).
const REPLY: &[u8] = b"\x68\x3B\x00\xC3\x05\x07\x09\x19\x05\x16\x20\x10\x36\xB4\x85\x02\x02\x02\x20\x00\x02\
    \x00\x01\x01\x03\x12\x09\x6D\x12\x09\x6D\x12\x09\x6D\x20\x01\x02\x00\x01\x01\x03\x05\x00\x00\x03\xE8\
    \x05\x00\x00\x03\xE8\x05\x00\x00\x03\xE8\x00\x00\x10\x86\x16";

fn main() {
    for (name, frame) in [("25 bytes", REQUEST), ("61 bytes", REPLY)] {
        let owned = LinkFrame::parse(frame).expect("a frame");
        let apdu = Apdu::parse(&owned.payload).expect("an APDU");
        measure(&format!("{name}: view of the frame"), || {
            black_box(FrameView::new_checked(black_box(frame)).expect("a frame"));
        });
        measure(&format!("{name}: view of the frame, APDU with its values"), || {
            let view = FrameView::new_checked(black_box(frame)).expect("a frame");
            black_box(Apdu::parse(&view.payload()).expect("an APDU"));
        });
        measure(&format!("{name}: frame and APDU with their values"), || {
            let frame = LinkFrame::parse(black_box(frame)).expect("a frame");
            black_box(Apdu::parse(&frame.payload).expect("an APDU"));
        });
        let mut decoder = Decoder::default();
        measure(&format!("{name}: off a line, frame with its values"), || {
            decoder.push(black_box(frame));
            let Some(Event::Frame(frame)) = decoder.poll() else { panic!("a frame") };
            black_box(frame);
        });
        measure(&format!("{name}: APDU and frame written"), || {
            let payload = black_box(&apdu).emit();
            black_box(LinkFrame { payload, ..owned }.emit());
        });
        measure(&format!("{name}: explained"), || {
            black_box(explain(black_box(frame)));
        });
    }
}

/// The best of many short runs: a busy machine disturbs some of them.
fn measure(name: &str, mut run: impl FnMut()) {
    const CALLS: u32 = 10_000;
    let clock = SystemClock::default();
    let seconds = (0..100).map(|_| {
        let begin = clock.monotonic();
        (0..CALLS).for_each(|_| run());
        (clock.monotonic() - begin).as_secs_f64()
    });
    let best = seconds.fold(f64::INFINITY, f64::min);
    println!("{:>12.0} /s  {name}", f64::from(CALLS) / best);
}
