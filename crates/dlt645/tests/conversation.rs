//! A master and a meter talk over a line that breaks frames, by seed: what is read in the end is what the meter has.

use std::collections::BTreeMap;

use dlt645::{
    DataIdentifier, Decoder, End, ErrorReason, ErrorWord, Event, Exchange, Frame, Function,
    MeterAddress, Outcome, Request, Response, Step, Unexpected, WAKE_UP, item, paged,
};
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// A meter that answers reads, sixty bytes of an item at a time.
struct Meter {
    address: MeterAddress,
    items: BTreeMap<DataIdentifier, Vec<u8>>,
    decoder: Decoder,
}

impl Meter {
    fn new(address: &str) -> Self {
        let address = address.parse().expect("an address");
        Self { address, items: BTreeMap::new(), decoder: Decoder::new(End::Meter) }
    }

    /// What it sends back on what it hears.
    fn hear(&mut self, octets: &[u8]) -> Vec<Frame> {
        let mut requests = Vec::new();
        let mut take = |event: Event<'_>| {
            if let Event::Frame(view) = event
                && view.address().matches(self.address)
            {
                requests.extend(Request::parse(&view));
            }
        };
        self.decoder.push(octets, &mut take);
        self.decoder.finish(&mut take);
        requests.iter().map(|request| self.answer(request)).collect()
    }

    fn answer(&self, request: &Request) -> Frame {
        let no_such_data = |function| Response::Refused {
            function,
            error: ErrorWord::of(ErrorReason::NoSuchData),
        };
        let part = |identifier, index: usize| {
            let data: &Vec<u8> = self.items.get(&identifier)?;
            paged(identifier, data, 60).into_iter().nth(index)
        };
        let response = match *request {
            Request::ReadAddress => Response::Address(self.address),
            Request::Read { identifier, .. } => {
                part(identifier, 0).unwrap_or_else(|| no_such_data(Function::Read))
            }
            Request::ReadFollowing { identifier, sequence } => part(identifier, sequence.into())
                .unwrap_or_else(|| no_such_data(Function::ReadFollowing)),
            ref other => no_such_data(other.function()),
        };
        response.to_frame(self.address).expect("parts are short")
    }
}

/// A line that changes a byte now and then, and a master at its end.
struct Line {
    rng: ChaCha8Rng,
    master: Decoder,
    fault: f64,
    meters: Vec<Meter>,
    sent: usize,
}

impl Line {
    fn new(seed: u64, fault: f64, meters: Vec<Meter>) -> Self {
        let rng = ChaCha8Rng::seed_from_u64(seed);
        Self { rng, master: Decoder::new(End::Master), fault, meters, sent: 0 }
    }

    fn carry(&mut self, frame: &Frame) -> Vec<u8> {
        let mut octets = WAKE_UP.to_vec();
        frame.emit(&mut octets);
        for octet in &mut octets {
            if self.rng.random_bool(self.fault) {
                *octet = self.rng.random();
            }
        }
        octets
    }

    /// Asks until there is an answer.
    fn ask(&mut self, address: MeterAddress, request: Request) -> Outcome {
        let mut exchange = Exchange::begin(address, request).expect("can be asked");
        for _ in 0..200 {
            self.sent += 1;
            let echo = self.carry(exchange.frame());
            let mut heard = echo.clone();
            let mut answers = Vec::new();
            for meter in &mut self.meters {
                answers.extend(meter.hear(&echo));
            }
            for answer in &answers {
                heard.extend(self.carry(answer));
            }
            let mut steps = Vec::new();
            let mut take = |event: Event<'_>| {
                if let Event::Frame(view) = event {
                    steps.push(exchange.take(&view));
                }
            };
            self.master.push(&heard, &mut take);
            self.master.finish(&mut take);
            // The first that fits counts; what comes behind it was meant for nobody.
            for step in steps {
                match step {
                    Ok(Step::Done(outcome)) => return outcome,
                    Ok(Step::Send(next)) => {
                        exchange = next;
                        break;
                    }
                    Err(_) => {}
                }
            }
        }
        panic!("no answer to 200 questions");
    }
}

fn identifier(number: u32) -> DataIdentifier {
    DataIdentifier::new(number)
}

#[test]
fn a_long_record_comes_whole_over_a_line_that_breaks_frames() {
    for seed in 1..=40 {
        let mut meter = Meter::new("201000000012");
        let demands = identifier(0x0330_0201);
        let mut data = vec![0; 202];
        ChaCha8Rng::seed_from_u64(seed).fill_bytes(&mut data);
        meter.items.insert(demands, data.clone());
        let address = meter.address;
        let mut line = Line::new(seed, 0.01, vec![meter]);
        assert_eq!(line.ask(MeterAddress::ANY, Request::ReadAddress).meter, address);
        let outcome = line.ask(address, Request::read(demands));
        let whole = Response::Data { identifier: demands, data, has_more: false };
        assert_eq!(outcome, Outcome { meter: address, response: whole }, "seed {seed}");
        assert!(line.sent >= 5, "an address and four parts");
    }
}

#[test]
fn a_shortened_address_finds_its_meter_among_others() {
    let mut meters = vec![Meter::new("201000000012"), Meter::new("201000000034")];
    let energy = identifier(0x0001_0000);
    for (meter, value) in meters.iter_mut().zip([0x12, 0x34]) {
        meter.items.insert(energy, vec![value, 0, 0, 0]);
    }
    let mut line = Line::new(7, 0.0, meters);
    let shortened = "AAAAAAAAAA34".parse().expect("an address");
    let outcome = line.ask(shortened, Request::read(energy));
    assert_eq!(outcome.meter.to_string(), "201000000034");
    let Response::Data { data, .. } = outcome.response else { panic!("{outcome:?}") };
    let readings = item(energy).expect("known").decode(&data).expect("a value");
    assert_eq!(readings[0].value.to_string(), "0.34 kWh");
}

#[test]
fn a_reply_of_another_meter_is_no_noise_and_no_answer() {
    let energy = identifier(0x0001_0000);
    let asked = "201000000012".parse().expect("an address");
    let other = "201000000034".parse().expect("an address");
    let exchange = Exchange::begin(asked, Request::read(energy)).expect("can be asked");
    let reply = Response::Data { identifier: energy, data: vec![0x12, 0, 0, 0], has_more: false };
    let mut heard = Vec::new();
    for meter in [other, asked] {
        reply.to_frame(meter).expect("short").emit(&mut heard);
    }
    let mut steps = Vec::new();
    Decoder::new(End::Master).push(&heard, |event| {
        let Event::Frame(view) = event else { panic!("{event:?}") };
        steps.push(exchange.take(&view));
    });
    let expect = [
        Err(Unexpected::OtherMeter { expected: asked, received: other }),
        Ok(Step::Done(Outcome { meter: asked, response: reply })),
    ];
    assert_eq!(steps, expect);
}
