//! What either decoder finds, in one shape.

/// Finds frames of one protocol in what a line brings.
pub(crate) trait Hearing {
    type Frame;

    /// Takes bytes and hands on what is known by now.
    fn push(&mut self, bytes: &[u8], on: &mut dyn FnMut(Heard<Self::Frame>));

    /// The line is silent: hands on what lies in the rest.
    fn finish(&mut self, on: &mut dyn FnMut(Heard<Self::Frame>));
}

/// Something that was heard.
pub(crate) enum Heard<F> {
    Frame { frame: F, bytes: Vec<u8> },
    Skipped { bytes: Vec<u8>, why: String, is_damage: bool },
}

/// A master's ear for DL/T 645.
pub(crate) struct Hearing645(dlt645::Decoder);

impl Hearing645 {
    pub(crate) fn new() -> Self {
        Self(dlt645::Decoder::new(dlt645::End::Master))
    }
}

impl Hearing for Hearing645 {
    type Frame = dlt645::Frame;

    fn push(&mut self, bytes: &[u8], on: &mut dyn FnMut(Heard<dlt645::Frame>)) {
        self.0.push(bytes, |event| on(heard_645(event)));
    }

    fn finish(&mut self, on: &mut dyn FnMut(Heard<dlt645::Frame>)) {
        self.0.finish(|event| on(heard_645(event)));
    }
}

fn heard_645(event: dlt645::Event<'_>) -> Heard<dlt645::Frame> {
    use dlt645::{Event, Skip};
    match event {
        Event::Frame(view) => {
            let frame = view.to_frame();
            let bytes = frame.to_octets();
            Heard::Frame { frame, bytes }
        }
        Event::Skipped { bytes, why } => {
            let (why, is_damage) = match why {
                Skip::WakeUp => ("wake-up".to_owned(), false),
                Skip::OtherDirection => ("echo".to_owned(), false),
                Skip::Noise => ("noise".to_owned(), true),
                Skip::Broken(fault) => (fault.to_string(), true),
                Skip::Unfinished { missing } => (format!("{missing} bytes are missing"), true),
            };
            Heard::Skipped { bytes: bytes.to_vec(), why, is_damage }
        }
    }
}

/// A client's ear for DL/T 698.45.
pub(crate) struct Hearing698(dlt698::Decoder);

impl Hearing698 {
    pub(crate) fn new() -> Self {
        Self(dlt698::Decoder::default())
    }

    fn poll(&mut self, on: &mut dyn FnMut(Heard<dlt698::LinkFrame>)) {
        while let Some(event) = self.0.poll() {
            on(heard_698(event));
        }
    }
}

impl Hearing for Hearing698 {
    type Frame = dlt698::LinkFrame;

    fn push(&mut self, bytes: &[u8], on: &mut dyn FnMut(Heard<dlt698::LinkFrame>)) {
        self.0.push(bytes);
        self.poll(on);
    }

    fn finish(&mut self, on: &mut dyn FnMut(Heard<dlt698::LinkFrame>)) {
        self.0.finish();
        self.poll(on);
    }
}

fn heard_698(event: dlt698::Event) -> Heard<dlt698::LinkFrame> {
    use dlt698::{Event, SkipReason};
    match event {
        // A client hears its own frames on an infrared head.
        Event::Frame(frame) if !frame.control.from_server => {
            Heard::Skipped { bytes: frame.emit(), why: "echo".to_owned(), is_damage: false }
        }
        Event::Frame(frame) => {
            let bytes = frame.emit();
            Heard::Frame { frame, bytes }
        }
        Event::Skipped { bytes, why } => {
            let is_damage = why != SkipReason::Preamble;
            Heard::Skipped { bytes, why: why.to_string(), is_damage }
        }
    }
}
