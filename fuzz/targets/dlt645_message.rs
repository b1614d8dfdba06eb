//! A frame in named parts, as somebody types them: JSON.
#![no_main]

use dlt645::{FrameView, Message};

libfuzzer_sys::fuzz_target!(|json: &[u8]| {
    let Ok(message) = serde_json::from_slice::<Message>(json) else { return };
    let again = serde_json::to_vec(&message).expect("what was read is written");
    assert_eq!(serde_json::from_slice::<Message>(&again).expect("and read again"), message);
    let Ok(frame) = message.frame() else { return };
    let octets = frame.to_octets();
    let _ = Message::parse(&FrameView::new_checked(&octets).expect("a frame that was emitted"));
});
