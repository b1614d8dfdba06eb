//! What comes over a meter's line: frames of DL/T 698.45, found in any bytes in any pieces, explained, written again.
#![no_main]

use dlt698::client::{Client, Step};
use dlt698::server::{Heard, Server};
use dlt698::{Decoder, Event, FrameView, LinkFrame, Oad, ServerAddress, explain};

libfuzzer_sys::fuzz_target!(|input: (u8, &[u8])| {
    let (piece, bytes) = input;
    let _ = FrameView::new_checked(bytes);
    assert_eq!(explain(bytes).bytes().len(), bytes.len(), "every byte is explained");

    let mut server = Server::new("201605190907".parse().expect("an address"));
    let mut client = Client::new(ServerAddress::ANY, 0x10);
    let get = dlt698::apdu::GetRequest::Normal(Oad::new(0x4001, 2));
    let request = client.request(dlt698::apdu::ClientService::Get(get));
    let mut waiting = match client.begin(request) {
        Step::Send { next, .. } => Some(next),
        _ => None,
    };

    let mut decoder = Decoder::default();
    let mut seen = 0;
    let mut drain = |decoder: &mut Decoder| {
        while let Some(event) = decoder.poll() {
            match event {
                Event::Frame(frame) => {
                    let written = frame.emit();
                    assert_eq!(LinkFrame::parse(&written).as_ref(), Ok(&frame));
                    seen += written.len();
                    if let Heard::Unreadable { piid, from, .. } = server.take(&frame) {
                        let _ = server.unreadable(piid, from);
                    }
                    let _ = client.hear(&frame);
                    waiting = waiting.take().and_then(|next| match next.take(&frame) {
                        Ok(Step::Send { next, .. }) => Some(next),
                        Ok(_) => None,
                        Err(unexpected) => Some(*unexpected.next),
                    });
                }
                Event::Skipped { bytes, .. } => seen += bytes.len(),
            }
        }
    };
    for piece in bytes.chunks(usize::from(piece).max(1)) {
        decoder.push(piece);
        drain(&mut decoder);
    }
    decoder.finish();
    drain(&mut decoder);
    assert_eq!(seen, bytes.len(), "every byte is of a frame or skipped");
});
