//! A meter in software that is as strict as a real one, for tests, demos and the bench: DL/T 645-2007 and DL/T 698.45.
//!
//! [`Meter`] is pure: it takes bytes and a time and gives bytes. It counts by a load curve of its seed, keeps tariffs,
//! demands, freezes and events, moves a relay, counts a prepaid balance down, and checks what the software ESAM of
//! `security-unit` checks. Both protocols look onto the same state. [`Line`] puts meters on a bus or under an infrared
//! beam; [`serve_tcp`], [`serve_pty`] and [`serve_stream`] put a line behind something that a program can open, and
//! [`AskingEnd`] is its end for a program that has it in hand.
//!
//! It answers what the project's references (`dlt645-2007.md`, `dlt698-45.md`) say that a meter answers, and refuses what
//! they say it refuses. What is wrong with it is wrong on purpose, by name: [`Faults`]. [`HELP`] tells a command line's
//! reader the names and the passwords.
//!
//! # A meter that one reads over TCP
//!
//! ```
//! use std::sync::Arc;
//!
//! use security_unit::metering::SoftwareKeyMachine;
//! use tokio::io::{AsyncReadExt, AsyncWriteExt};
//! use tokio::net::{TcpListener, TcpStream};
//! use virtual_meter::{Line, LineClock, LineSetup, Meter, MeterSetup, Protocol, serve_tcp};
//! use vocabulary::{MeterTime, SeededEntropy};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let now = "2026-11-30T10:00:00".parse::<MeterTime>()?.instant();
//! // Whoever has this key machine makes authorities that the meter's ESAM believes.
//! let machine = SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(1)));
//! let mut setup = MeterSetup::new(Protocol::Dlt645, "000000000001".parse()?);
//! setup.faults = "twice@2".parse()?;
//! let line = Line::new(LineSetup::default(), vec![Meter::new(&setup, &machine, now)]);
//! let listener = TcpListener::bind("127.0.0.1:0").await?;
//! let socket = listener.local_addr()?;
//! tokio::spawn(serve_tcp(listener, line, LineClock::starting_at(now)));
//!
//! let mut client = TcpStream::connect(socket).await?;
//! let request = dlt645::Request::read(dlt645::DataIdentifier::new(0x0400_0402));
//! client.write_all(&request.to_frame("000000000001".parse()?)?.to_octets()).await?;
//! let mut bytes = [0; 64];
//! let len = client.read(&mut bytes).await?;
//! let begin = bytes.iter().position(|byte| *byte == 0x68).ok_or("no frame")?;
//! let frame = dlt645::Frame::parse(&bytes[begin..len])?;
//! let number = dlt645::item(dlt645::DataIdentifier::new(0x0400_0402)).ok_or("no item")?;
//! assert_eq!(number.decode(&frame.data()[4..])?[0].value.to_string(), "000000000001");
//! # Ok(())
//! # }
//! ```
//!
//! # To add something
//!
//! - An item of DL/T 645: where its value comes from in `items/read.rs`; who may write it and what comes of that in
//!   `items/write.rs`. Its format is the catalogue's in `dlt645`.
//! - An object of DL/T 698.45: `objects/read.rs`, `write.rs`, `act.rs`, `records.rs`; who may, in `objects/modes.rs`.
//! - What both have: a file of its own beside `relay.rs`, a field of `Meter`, and what happens to it in
//!   `Meter::arrive` when a second comes at which something changes.
//! - A fault: a variant of [`FaultKind`], its name, its line in [`HELP`], and what it does in `port.rs`.
//!
//! # What the references leave open
//!
//! | unconfirmed | here | otherwise |
//! |---|---|---|
//! | 08H once a day, not near midnight | neither | [`BroadcastRule`] |
//! | whether 15H needs the programming key | it does; without it there is no answer | [`Rules::address_needs_key`] |
//! | how long the programming key serves | 240 minutes | – |
//! | DCH with two bytes | one byte | [`Rules::refuses_switch_in_two_bytes`] |
//! | ERR of 1CH under guard, after the deadline, or repeated | bit 0 | – |
//! | 1AH, 1BH, 19H at level 98 | not authorised | – |
//! | what an empty purse does | alarms, opens the relay, a payment permits closing | [`PurseSetup::trips_by_itself`] |
//! | guard while a trip waits for its delay | the trip is dropped | – |
//! | entries of a table that are not used | the last one again; zeros are taken too | – |
//! | which freezes 0507, 5005 and 5006 are | the settlement day's | – |
//! | what display settings, ratios, combination words and counts of tables do | kept and told, nothing follows | – |
//! | demand periods but 15 minutes, holidays, weekends, steps | not taken, or no such data | – |
//! | 078001FF of another file than the purse | zeros with a right MAC | – |
//! | 070004FF, 070005FF, 070103FF, 078002FF | refused, bit 0: the stand-in has no formulas for them | – |
//! | plain reads of DL/T 698.45 without an association | taken, also over infrared | [`Rules::holds_reads_to_mode`] |
//! | more protection than the mode asks for | taken: cipher with MAC for anything, any for plain | – |
//! | password of CONNECT and of 8000 method 131 | that of level 02 | – |
//! | DAR of a refusal | by its name (20 mode, 23 session, 22 MAC, 15 gate and password, 3 guard) | – |
//! | both ends of a range of records | belong to it | – |
//! | limited time and closing by itself of 8000 method 129 | DAR 8 unless zero and false | – |

mod asking_end;
mod chance;
mod clock;
mod demand;
mod events;
mod faults;
mod freezes;
mod items;
mod line;
mod load;
mod meter;
mod objects;
mod passwords;
mod port;
mod purse;
mod registers;
mod relay;
mod second;
mod serve;
mod setup;
mod tariffs;
mod wire;

pub use asking_end::AskingEnd;
pub use clock::BroadcastRule;
pub use faults::{Fault, FaultKind, Faults, FaultsError, When};
pub use line::{Line, LineSetup, Medium};
pub use load::Load;
pub use meter::{Meter, MeterView};
pub use passwords::DefaultPasswords;
pub use port::{Port, Transmission};
pub use purse::PurseSetup;
pub use serve::{LineClock, Pty, join_by_wire, serve_pty, serve_stream, serve_tcp};
pub use setup::{HELP, MeterSetup, NoProtocol, Protocol, Rules, Wiring};
pub use wire::WireSetup;
