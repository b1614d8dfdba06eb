//! Drives either meter protocol over a serial port, an infrared head or TCP.
//!
//! A [`Port`] moves bytes; a [`Line`] is a port with the manners of its kind ([`Pace`]: wake-up bytes, how long a meter may
//! think, how often a request may be repeated) and an [`Observer`] who sees every frame. On a line one holds exchanges:
//! [`Line::ask_645`] and [`Line::ask_698`]. What changes nothing is repeated when nothing comes; what changes a meter is
//! sent once, and silence afterwards is [`LinkFault::Unknown`]: the meter has to be looked at.
//!
//! [`find_meter`] finds out who is there and which protocol it speaks. [`read`] reads a set of items with the fewest bytes
//! that the protocol allows ([`plan`]), billed values twice when the line is noisy.
//!
//! ```no_run
//! # async fn example() -> Result<(), meter_link::LinkFault> {
//! use meter_link::{Beam, ItemSet, Line, Pace, Silent, TcpPort, find_meter, read};
//!
//! let port = TcpPort::connect("127.0.0.1:7645").await?;
//! let mut line = Line::new(Box::new(port), Pace::tcp(), Box::new(Silent));
//! let meter = find_meter(&mut line, None, Beam::Focused).await?;
//! let readout = read(&mut line, &meter, ItemSet::Energy).await?;
//! for item in &readout.items {
//!     println!("{} {}", item.name.zh, item.told());
//! }
//! # Ok(())
//! # }
//! ```

mod ask_645;
mod ask_698;
mod cancel;
mod fault;
mod find;
mod hear;
mod items;
mod line;
mod observer;
mod pace;
mod plan;
mod port;
mod read;
mod readout;
mod serial;
mod tcp;

pub use cancel::Cancel;
pub use fault::LinkFault;
pub use find::{Beam, Found, Protocol, find_meter};
pub use items::ItemSet;
pub use line::Line;
pub use observer::{LineEvent, Observer, Silent, Way};
pub use pace::Pace;
pub use plan::{plan_645, plan_698};
pub use port::{Parity, Port, PortSettings, StopBits};
pub use read::read;
pub use readout::{ItemName, ReadItem, Readout};
pub use serial::SerialPort;
pub use tcp::TcpPort;
