//! Meters behind sockets, terminals and streams.

mod bench;

use std::io::{Read as _, Write as _};
use std::time::Duration;

use bench::*;
use dlt645::{DataIdentifier, Decoder, End, Event, Frame, MeterAddress, Request};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use virtual_meter::{
    Line, LineClock, LineSetup, Medium, Meter, MeterSetup, Protocol, Pty, WireSetup, join_by_wire,
    serve_pty, serve_stream, serve_tcp,
};

fn meter(number: u64) -> Meter {
    let address = format!("{number:012}").parse().expect("an address");
    let mut setup = MeterSetup::new(Protocol::Dlt645, address);
    setup.seed = number;
    setup.history_days = 35;
    Meter::new(&setup, &machine(), at(NOW).instant())
}

fn clock() -> LineClock {
    LineClock::starting_at(at(NOW).instant())
}

async fn ask(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    address: MeterAddress,
    request: &Request,
) -> Frame {
    let frame = request.to_frame(address).expect("a frame").to_octets();
    stream.write_all(&frame).await.expect("sent");
    let mut decoder = Decoder::new(End::Master);
    let mut buffer = [0; 256];
    loop {
        let len = stream.read(&mut buffer).await.expect("the line is there");
        assert!(len > 0, "the line ended");
        let mut found = None;
        decoder.push(&buffer[..len], |event| {
            if let Event::Frame(view) = event {
                found = Some(view.to_frame());
            }
        });
        if let Some(frame) = found {
            return frame;
        }
    }
}

/// Reads up to the end of one frame.
fn read_frame(stream: &mut impl std::io::Read) -> Frame {
    let mut octets = Vec::new();
    loop {
        let mut octet = [0];
        stream.read_exact(&mut octet).expect("read");
        octets.push(octet[0]);
        let begin = octets.iter().position(|octet| *octet == 0x68).unwrap_or(0);
        if let Ok(frame) = Frame::parse(&octets[begin..]) {
            return frame;
        }
    }
}

fn resident_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("a Linux system");
    let line = status.lines().find(|line| line.starts_with("RssAnon:")).expect("its own memory");
    let kilobytes: u64 = line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("kB");
    kilobytes * 1_024
}

/// Puts each meter behind a socket of its own and reads all at once; the connections stay open.
async fn serve_and_read(meters: Vec<Meter>) -> Vec<(std::net::TcpStream, MeterAddress)> {
    let mut addresses = Vec::new();
    for meter in meters {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        addresses.push((listener.local_addr().expect("its address"), meter.address()));
        let line = Line::new(LineSetup::default(), vec![meter]);
        tokio::spawn(serve_tcp(listener, line, clock()));
    }
    // The asking side is blocking and plain, so that what is measured is the meters'.
    let asked = tokio::task::spawn_blocking(move || {
        let connect =
            |(socket, meter)| (std::net::TcpStream::connect(socket).expect("connected"), meter);
        let mut streams: Vec<_> = addresses.into_iter().map(connect).collect();
        for number in [0x0001_FF00, 0x0201_FF00, 0x0506_FF01, 0x0400_0503] {
            let request = Request::read(DataIdentifier::new(number));
            for (stream, meter) in &mut streams {
                let frame = request.to_frame(*meter).expect("a frame").to_octets();
                stream.write_all(&frame).expect("sent");
            }
            for (stream, meter) in &mut streams {
                let frame = read_frame(stream);
                assert_eq!((frame.address(), frame.control().octet()), (*meter, 0x91));
            }
        }
        streams
    });
    asked.await.expect("all were read")
}

/// 500 meters in one process, each behind a socket of its own, all read at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_meters_are_read_at_once_and_take_less_than_20_kb_each() {
    const METERS: u64 = 500;
    // What the first meter, its socket and its task bring along is not the second's.
    serve_and_read(vec![meter(9_999)]).await;
    let before = resident_bytes();
    let meters: Vec<Meter> = (1..=METERS).map(meter).collect();
    let each = (resident_bytes() - before) / METERS;
    println!("{each} bytes a meter at rest");
    let _streams = serve_and_read(meters).await;
    let speaking = (resident_bytes() - before) / METERS;
    println!("{speaking} bytes a meter while it is spoken to");
    assert!(speaking < 20_000, "{speaking} bytes a meter");
}

#[tokio::test]
async fn a_new_connection_ends_the_earlier_one() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let socket = listener.local_addr().expect("its address");
    let line = Line::new(LineSetup::default(), vec![meter(1)]);
    tokio::spawn(serve_tcp(listener, line, clock()));
    let mut first = TcpStream::connect(socket).await.expect("connected");
    ask(&mut first, MeterAddress::ANY, &Request::ReadAddress).await;
    let mut second = TcpStream::connect(socket).await.expect("connected");
    ask(&mut second, MeterAddress::ANY, &Request::ReadAddress).await;
    let ended = first.read(&mut [0; 16]).await;
    assert!(matches!(ended, Ok(0) | Err(_)), "{ended:?}");
}

/// In a time that stands still until somebody waits: nothing of this takes a second.
#[tokio::test(start_paused = true)]
async fn a_paced_line_answers_in_tokios_time() {
    let wire = WireSetup { speed: Some(1_200), ..WireSetup::default() };
    let setup = LineSetup { medium: Medium::Focused { meter: 0 }, wire, echoes: true };
    let (mut ours, mut theirs) = tokio::io::duplex(1_024);
    let begun = tokio::time::Instant::now();
    let clock = clock();
    tokio::spawn(async move {
        let mut line = Line::new(setup, vec![meter(1)]);
        serve_stream(&mut theirs, &mut line, clock).await
    });
    let frame = ask(&mut ours, MeterAddress::ANY, &Request::ReadAddress).await;
    assert_eq!(frame.address().to_string(), NUMBER);
    let took = begun.elapsed();
    // 12 characters out, 18 to 22 back, 20 to 500 ms between.
    let least = Duration::from_micros(9_166 * 30 + 20_000);
    assert!((least..Duration::from_millis(900)).contains(&took), "{took:?}");
}

#[tokio::test]
async fn a_program_opens_the_terminal_of_a_meter() {
    let pty = Pty::open().expect("a terminal");
    let path = pty.path().to_owned();
    let line = Line::new(LineSetup::default(), vec![meter(1)]);
    tokio::spawn(serve_pty(pty, line, clock()));
    for _ in 0..2 {
        let answer = tokio::task::spawn_blocking({
            let path = path.clone();
            move || {
                let mut file =
                    std::fs::File::options().read(true).write(true).open(path).expect("opened");
                let request = Request::ReadAddress.to_frame(MeterAddress::ANY).expect("a frame");
                file.write_all(&request.to_octets()).expect("written");
                read_frame(&mut file)
            }
        });
        let frame = answer.await.expect("answered");
        assert_eq!(frame.address().to_string(), NUMBER, "opened again after it was closed");
    }
}

#[tokio::test]
async fn two_terminals_are_joined_by_a_noisy_wire() {
    let (left, right) = (Pty::open().expect("a terminal"), Pty::open().expect("another"));
    let (from, to) = (left.path().to_owned(), right.path().to_owned());
    let wire = WireSetup {
        speed: Some(19_200),
        wrong_bits_per_million: 20_000,
        checks_parity: false,
        seed: 1,
    };
    let joined = tokio::spawn(join_by_wire(left, right, wire));
    let carried = tokio::task::spawn_blocking(move || {
        let open = |path| std::fs::File::options().read(true).write(true).open(path);
        let (mut from, mut to) = (open(from).expect("opened"), open(to).expect("opened"));
        from.write_all(&[0x55; 200]).expect("written");
        let mut arrived = [0; 200];
        to.read_exact(&mut arrived).expect("read");
        arrived
    });
    let carried = carried.await.expect("carried");
    let wrong = carried.iter().filter(|octet| **octet != 0x55).count();
    assert!((10..60).contains(&wrong), "{wrong} of 200 are spoilt");
    joined.abort();
}
