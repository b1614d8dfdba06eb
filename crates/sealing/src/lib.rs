//! Seals a worker's record: files under a key of their own, and what must outlive that key to the company.
//!
//! - [`seal_file`] and [`SealedFile`]: a file in chunks of ChaCha20-Poly1305, read back from any place.
//! - [`SealedWork`]: an operation with the keys of its files, as it waits in a terminal's sealed queue.
//! - [`seal_to`] and [`open_with`]: a short message that only the holder of the company's recovery key can read.
//!
//! What goes to the recovery key is the operation with the [`FileKey`]s of its files, so that the files on the disk are
//! good for both: for the worker's own store and for the company after his terminal was lost.

mod file;
mod key;
mod recovery;
mod work;

pub use file::{BadFile, CHUNK_LEN, SealedFile, seal_file, sealed_len};
pub use key::FileKey;
pub use recovery::{BadKey, BrokenSeal, RecoveryKey, SEALED_LEN_MAX, open_with, seal_to};
pub use work::{SealedFileKey, SealedWork};
