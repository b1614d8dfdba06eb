//! A master's side of one exchange: what was asked, what is expected, what came.

use crate::response::next_sequence;
use crate::{
    AddressKind, DataIdentifier, DataTooLong, Frame, FrameView, MeterAddress, Request, Response,
    ResponseFault, UnsendableRequest,
};

/// An exchange that waits for a frame of a meter. It knows no port and no clock: the owner of the port sends
/// [`Exchange::frame`], again if nothing comes, and hands in what the decoder found.
///
/// Parts of a long reply are asked for (12H) and joined. A request to any meter or to a shortened address goes on with
/// the meter that answered.
///
/// ```
/// use dlt645::{DataIdentifier, Exchange, FrameView, Request, Step};
///
/// let request = Request::read(DataIdentifier::new(0x0201_0100));
/// let exchange = Exchange::begin("000000000161".parse()?, request)?;
/// // … exchange.frame() is sent, and the line brings:
/// let octets = [
///     0x68, 0x61, 0x01, 0, 0, 0, 0, 0x68, 0x91, 0x06, 0x33, 0x34, 0x34, 0x35, 0x34, 0x43, 0x10, 0x16,
/// ];
/// let Step::Done(outcome) = exchange.take(&FrameView::new_checked(&octets)?)? else { panic!() };
/// assert_eq!(outcome.meter.to_string(), "000000000161");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exchange {
    ExpectReply(ExpectReply),
    ExpectFollowing(ExpectFollowing),
}

/// Takes the reply to a request, of the meter or meters that it was for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectReply {
    address: MeterAddress,
    request: Request,
    frame: Frame,
}

/// Takes the next part of a long reply, of the meter that sent the first, under the sequence number that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectFollowing {
    meter: MeterAddress,
    identifier: DataIdentifier,
    sequence: u8,
    parts: usize,
    joined: Vec<u8>,
    frame: Frame,
}

/// What comes of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The frame of this exchange is to be sent next.
    Send(Exchange),
    Done(Outcome),
}

/// What a meter answered in the end. A refusal is an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The meter that answered, also where the request left it open.
    pub meter: MeterAddress,
    /// Data are joined and have nothing more behind them.
    pub response: Response,
}

/// Why an exchange cannot begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoExchange {
    /// The frame of [`Request::to_frame`] is sent, and that is all.
    #[error("no meter answers this")]
    NotAnswered,
    #[error(transparent)]
    Unsendable(#[from] UnsendableRequest),
}

/// A frame that the exchange does not expect. It goes on waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unexpected {
    /// A whole frame of another meter: no noise.
    #[error("meter {received} answered, expected {expected}")]
    OtherMeter { expected: MeterAddress, received: MeterAddress },
    #[error(transparent)]
    Response(#[from] ResponseFault),
    /// A meter that never ends is not waited for.
    #[error("the reply has more than {PARTS_MAX} parts or {JOINED_LEN_MAX} bytes")]
    Endless,
}

/// More bytes than any item of the catalogue has.
pub const JOINED_LEN_MAX: usize = 16 * 1024;
/// More parts than those bytes fill.
pub const PARTS_MAX: usize = 1_000;

impl Exchange {
    /// Asks one meter, or whichever answers.
    ///
    /// # Errors
    /// [`NoExchange`]: nobody answers it, or [`Request::to_frame`] refuses.
    pub fn begin(address: MeterAddress, request: Request) -> Result<Self, NoExchange> {
        let frame = request.to_frame(address)?;
        if !request.is_answered(address) {
            return Err(NoExchange::NotAnswered);
        }
        Ok(Self::ExpectReply(ExpectReply { address, request, frame }))
    }

    /// The frame to send now, and once more when nothing came in time.
    #[must_use]
    pub const fn frame(&self) -> &Frame {
        match self {
            Self::ExpectReply(state) => &state.frame,
            Self::ExpectFollowing(state) => &state.frame,
        }
    }

    /// What a frame of a meter means for this exchange.
    ///
    /// # Errors
    /// [`Unexpected`], which names the expected and the received; the exchange stands as before.
    pub fn take(&self, view: &FrameView<'_>) -> Result<Step, Unexpected> {
        match self {
            Self::ExpectReply(state) => state.take(view),
            Self::ExpectFollowing(state) => state.take(view),
        }
    }
}

impl ExpectReply {
    fn take(&self, view: &FrameView<'_>) -> Result<Step, Unexpected> {
        let received = view.address();
        self.check_meter(received)?;
        match Response::parse_for(&self.request, view)? {
            Response::Data { identifier, data, has_more: true } => {
                follow(received, identifier, 1, 1, data)
            }
            Response::Following { identifier, data, sequence, has_more: true } => {
                follow(received, identifier, next_sequence(sequence), 1, data)
            }
            Response::Address(told) => self.take_address(received, told),
            response => Ok(Step::Done(Outcome { meter: received, response })),
        }
    }

    fn check_meter(&self, received: MeterAddress) -> Result<(), Unexpected> {
        let expected = self.address;
        let is_asked = match self.request {
            // It may answer under the address that it has just been given.
            Request::WriteAddress(given) if received == given => true,
            // Some answer under the address that was asked.
            Request::ReadAddress if received == expected => true,
            _ => expected.matches(received) && received.kind() == AddressKind::Meter,
        };
        if is_asked { Ok(()) } else { Err(Unexpected::OtherMeter { expected, received }) }
    }

    /// The meter is the one that the data name; the frame may only leave it open.
    fn take_address(&self, received: MeterAddress, told: MeterAddress) -> Result<Step, Unexpected> {
        if !received.matches(told) || told.kind() != AddressKind::Meter {
            return Err(Unexpected::OtherMeter { expected: received, received: told });
        }
        Ok(Step::Done(Outcome { meter: told, response: Response::Address(told) }))
    }
}

impl ExpectFollowing {
    fn take(&self, view: &FrameView<'_>) -> Result<Step, Unexpected> {
        let (expected, received) = (self.meter, view.address());
        if received != expected {
            return Err(Unexpected::OtherMeter { expected, received });
        }
        let request =
            Request::ReadFollowing { identifier: self.identifier, sequence: self.sequence };
        let response = match Response::parse_for(&request, view)? {
            Response::Following { data, has_more, .. } => {
                let mut joined = self.joined.clone();
                joined.extend(data);
                if has_more {
                    let sequence = next_sequence(self.sequence);
                    return follow(self.meter, self.identifier, sequence, self.parts + 1, joined);
                }
                Response::Data { identifier: self.identifier, data: joined, has_more: false }
            }
            refusal => refusal,
        };
        Ok(Step::Done(Outcome { meter: self.meter, response }))
    }
}

/// Asks for the part behind those that are joined.
fn follow(
    meter: MeterAddress,
    identifier: DataIdentifier,
    sequence: u8,
    parts: usize,
    joined: Vec<u8>,
) -> Result<Step, Unexpected> {
    if joined.len() > JOINED_LEN_MAX || parts > PARTS_MAX {
        return Err(Unexpected::Endless);
    }
    let request = Request::ReadFollowing { identifier, sequence };
    let frame: Result<Frame, DataTooLong> = Frame::new(meter, request.control(), request.data());
    let frame = frame.expect("an identifier and a sequence number are five bytes");
    let state = ExpectFollowing { meter, identifier, sequence, parts, joined, frame };
    Ok(Step::Send(Exchange::ExpectFollowing(state)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ControlCode, ErrorReason, ErrorWord, Function, paged};

    const COVER: DataIdentifier = DataIdentifier::new(0x0330_0D01);

    fn meter() -> MeterAddress {
        "000000000001".parse().expect("an address")
    }

    fn take(
        exchange: &Exchange,
        from: MeterAddress,
        response: &Response,
    ) -> Result<Step, Unexpected> {
        let octets = response.to_frame(from).expect("fits").to_octets();
        exchange.take(&FrameView::new_checked(&octets).expect("just made"))
    }

    fn begin(address: MeterAddress, request: Request) -> Exchange {
        Exchange::begin(address, request).expect("can be asked")
    }

    /// What a master gets that asks until it is done, and how many frames it sent.
    fn read(address: MeterAddress, responses: &[Response]) -> (Outcome, usize) {
        let mut exchange = begin(address, Request::read(COVER));
        for (index, response) in responses.iter().enumerate() {
            match take(&exchange, meter(), response).expect("expected") {
                Step::Send(next) => exchange = next,
                Step::Done(outcome) => return (outcome, index + 1),
            }
        }
        panic!("it is not done");
    }

    #[test]
    fn parts_are_joined_in_their_order() {
        let data: Vec<u8> = (0..202).map(|n| n as u8).collect();
        let responses = paged(COVER, &data, 60);
        let (outcome, frames) = read(meter(), &responses);
        assert_eq!(frames, 4);
        let expect = Response::Data { identifier: COVER, data, has_more: false };
        assert_eq!(outcome, Outcome { meter: meter(), response: expect });
    }

    #[test]
    fn the_sequence_goes_from_255_to_1() {
        let data = vec![7; 600];
        let responses = paged(COVER, &data, 2);
        let sequences: Vec<u8> = responses
            .iter()
            .filter_map(|r| match r {
                Response::Following { sequence, .. } => Some(*sequence),
                _ => None,
            })
            .collect();
        assert_eq!((sequences[254], sequences[255]), (255, 1));
        assert_eq!(read(meter(), &responses).1, 300);
    }

    #[test]
    fn a_question_to_any_meter_goes_on_with_the_one_that_answered() {
        let responses = paged(COVER, &[1, 2, 3], 2);
        let exchange = begin(MeterAddress::ANY, Request::read(COVER));
        let Ok(Step::Send(next)) = take(&exchange, meter(), &responses[0]) else {
            panic!("more follows")
        };
        assert_eq!(next.frame().address(), meter());
        assert_eq!(next.frame().control(), ControlCode::request(Function::ReadFollowing));
        let other = "000000000002".parse().expect("an address");
        assert_eq!(
            take(&next, other, &responses[1]),
            Err(Unexpected::OtherMeter { expected: meter(), received: other })
        );
    }

    #[test]
    fn what_was_not_asked_for_is_named() {
        let exchange = begin(meter(), Request::read(COVER));
        let other = DataIdentifier::new(0x0330_0E01);
        let reply = Response::Data { identifier: other, data: vec![], has_more: false };
        let fault = ResponseFault::Identifier { expected: COVER, received: other };
        assert_eq!(take(&exchange, meter(), &reply), Err(Unexpected::Response(fault)));
        let fault = ResponseFault::Function {
            asked: ControlCode::from_octet(0x11),
            received: ControlCode::from_octet(0x94),
        };
        let done = Response::Done(Function::Write);
        assert_eq!(take(&exchange, meter(), &done), Err(Unexpected::Response(fault)));
    }

    #[test]
    fn a_part_that_comes_again_is_not_joined_twice() {
        let responses = paged(COVER, &[1, 2, 3, 4, 5, 6], 2);
        let exchange = begin(meter(), Request::read(COVER));
        let Ok(Step::Send(second)) = take(&exchange, meter(), &responses[0]) else { panic!() };
        let Ok(Step::Send(third)) = take(&second, meter(), &responses[1]) else { panic!() };
        let fault = ResponseFault::Sequence { expected: 2, received: 1 };
        assert_eq!(take(&third, meter(), &responses[1]), Err(Unexpected::Response(fault)));
        let Ok(Step::Done(outcome)) = take(&third, meter(), &responses[2]) else { panic!() };
        assert_eq!(outcome.response.data()[4..], [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_refusal_is_an_answer() {
        let error = ErrorWord::of(ErrorReason::NoSuchData);
        let refused = Response::Refused { function: Function::Read, error };
        assert_eq!(read(meter(), std::slice::from_ref(&refused)).0.response, refused);
    }

    #[test]
    fn a_meter_that_never_ends_is_not_waited_for() {
        let mut exchange = begin(meter(), Request::read(COVER));
        let first = Response::Data { identifier: COVER, data: vec![], has_more: true };
        let mut step = take(&exchange, meter(), &first);
        let mut sequence = 0;
        let steps = (0..2 * PARTS_MAX).take_while(|_| {
            let Ok(Step::Send(next)) = &step else { return false };
            exchange = next.clone();
            sequence = next_sequence(sequence);
            let part =
                Response::Following { identifier: COVER, data: vec![], sequence, has_more: true };
            step = take(&exchange, meter(), &part);
            true
        });
        assert_eq!(steps.count(), PARTS_MAX);
        assert_eq!(step, Err(Unexpected::Endless));
    }

    #[test]
    fn a_meter_may_answer_for_its_address_under_the_one_that_was_asked() {
        let exchange = begin(MeterAddress::ANY, Request::ReadAddress);
        let told = Response::Address(meter());
        for from in [MeterAddress::ANY, meter()] {
            let Ok(Step::Done(outcome)) = take(&exchange, from, &told) else { panic!("{from}") };
            assert_eq!(outcome.meter, meter());
        }
        let other = "000000000002".parse().expect("an address");
        assert_eq!(
            take(&exchange, other, &told),
            Err(Unexpected::OtherMeter { expected: other, received: meter() })
        );
    }

    #[test]
    fn nobody_waits_for_what_is_not_answered() {
        let time = "2026-11-30T10:00:00".parse().expect("a time");
        let set = Request::BroadcastTime(time);
        assert_eq!(Exchange::begin(MeterAddress::BROADCAST, set), Err(NoExchange::NotAnswered));
    }
}
