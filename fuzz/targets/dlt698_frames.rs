//! What comes over a meter's line: frames of DL/T 698.45, found in any bytes in any pieces, taken by both ends, written
//! again.
#![no_main]

use dlt698::apdu::{ClientService, GetRequest};
use dlt698::client::{Client, Expect, Step};
use dlt698::server::{Heard, Server};
use dlt698::{Control, Decoder, Event, FrameView, LinkFrame, Oad, ServerAddress};

/// A client that waits for an answer, and a server.
struct Ends {
    client: Client,
    waiting: Option<Expect>,
    server: Server,
}

impl Ends {
    fn new() -> Self {
        let mut client = Client::new(ServerAddress::ANY, 0x10);
        let request = client.request(ClientService::Get(GetRequest::Normal(Oad::new(0x4001, 2))));
        let waiting = match client.begin(request) {
            Step::Send { next, .. } => Some(next),
            _ => None,
        };
        let server = Server::new("201605190907".parse().expect("an address"));
        Self { client, waiting, server }
    }

    fn take(&mut self, frame: &LinkFrame) {
        if let Heard::Unreadable { piid, from, .. } = self.server.take(frame) {
            let _ = self.server.unreadable(piid, from);
        }
        let _ = self.client.hear(frame);
        self.waiting = self.waiting.take().and_then(|next| match next.take(frame) {
            Ok(Step::Send { next, .. }) => Some(next),
            Ok(_) => None,
            Err(unexpected) => Some(*unexpected.next),
        });
    }
}

libfuzzer_sys::fuzz_target!(|input: (u8, &[u8])| {
    // The first byte says in pieces of which length the others come; the seeds have one in front of their frame.
    let (first, bytes) = input;
    let _ = FrameView::new_checked(bytes);
    let mut ends = Ends::new();
    let mut decoder = Decoder::default();
    let mut seen = 0;
    let mut drain = |decoder: &mut Decoder| {
        while let Some(event) = decoder.poll() {
            match event {
                Event::Frame(frame) => {
                    let written = frame.emit();
                    assert_eq!(LinkFrame::parse(&written).as_ref(), Ok(&frame));
                    seen += written.len();
                    ends.take(&frame);
                }
                Event::Skipped { bytes, .. } => seen += bytes.len(),
            }
        }
    };
    for piece in bytes.chunks(usize::from(first).max(1)) {
        decoder.push(piece);
        drain(&mut decoder);
    }
    decoder.finish();
    drain(&mut decoder);
    assert_eq!(seen, bytes.len(), "every byte is of a frame or skipped");

    // And frames whose checks hold, with payloads that nobody checked.
    let mut ends = Ends::new();
    let server = "201605190907".parse().expect("an address");
    for payload in bytes.split(|byte| *byte == 0xA5).filter(|payload| payload.len() < 4_096) {
        let control = Control::from_byte(first);
        ends.take(&LinkFrame { control, server, client: 0x10, payload: payload.to_vec() });
    }
});
