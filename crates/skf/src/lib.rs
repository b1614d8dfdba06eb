//! Cards behind a vendor's SKF library: smart cards and keys as GM/T 0016-2012 describes them.
//!
//! A vendor ships a shared library with functions `SKF_…`. [`SkfLibrary`] loads the one that the configuration names and
//! finds devices; a device holds applications, an [`SkfApplication`] holds PINs, files and containers, an
//! [`SkfContainer`] an SM2 key pair that never leaves the card. Values here close themselves, in the right order, when
//! they are dropped; no pointer leaves this crate.
//!
//! The card signs a digest of 32 bytes. Which one belongs to a message and a key says [`sm2_digest`] (GM/T 0009-2012);
//! [`verify_sm2`] checks a signature.
//!
//! # What is unsafe here, and why it is sound
//! Everything unsafe stands in `abi.rs`, `library.rs` and the calls of the other files, each with its reason. Three
//! things cannot be proved from here and are the loader's to vouch for: that the file is an SKF library, that its
//! functions are those of the standard, and that it is as trustworthy as this program, in whose memory it runs.
//!
//! - A function of the library is called with pointers to memory that outlives the call and is as long as is said.
//! - One call at a time: vendors' libraries promise nothing about threads.
//! - Where the library fills a number, there are eight bytes: the standard's `ULONG` has 32 bits, but some vendors'
//!   headers make it `unsigned long`. The lower half is read, which is the number on a little-endian machine.
//!
//! ```no_run
//! # fn main() -> Result<(), skf::SkfFault> {
//! use skf::{PinKind, SkfLibrary, sm2_digest, verify_sm2};
//!
//! let library = SkfLibrary::load("/opt/vendor/libskf.so".as_ref())?;
//! let device = library.connect(&library.devices()?[0])?;
//! let application = device.open_application("ronghe")?;
//! application.verify_pin(PinKind::User, "135790")?;
//! let container = application.open_container("signing")?;
//! let key = container.public_key()?;
//! let signature = container.sign_digest(&sm2_digest(&key, b"order 1"))?;
//! assert!(verify_sm2(&key, b"order 1", &signature));
//! # Ok(())
//! # }
//! ```

mod abi;
mod application;
mod container;
mod device;
mod fault;
mod library;
mod sm2;

pub use application::{PinKind, PinTries, SkfApplication};
pub use container::SkfContainer;
pub use device::SkfDevice;
pub use fault::SkfFault;
pub use library::SkfLibrary;
pub use sm2::{Sm2PublicKey, Sm2Signature, sm2_digest, verify_sm2};
