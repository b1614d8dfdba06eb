//! The ledger as a file of JSON lines.
//!
//! The first line names the format. A line counts when it is complete; what a kill or a power cut left half-written at
//! the end was never acknowledged and is cut off at the next opening. A bad line before the end is damage, and the file
//! is left as it is.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::ledger::{Ledger, LedgerEntry};

/// An open ledger; no second program can open it meanwhile.
#[derive(Debug)]
pub struct LedgerFile {
    file: File,
    broken: bool,
}

/// Why a ledger does not open.
#[derive(Debug, thiserror::Error)]
pub enum LedgerFault {
    #[error("the file cannot be read or written")]
    Io(#[from] io::Error),
    #[error("another program has it open")]
    InUse,
    #[error("it is not a ledger of this program")]
    NotALedger,
    #[error("it has format {found}; this program knows {FORMAT}")]
    UnknownFormat { found: u32 },
    #[error("line {line} is damaged")]
    Damaged {
        line: usize,
        #[source]
        source: serde_json::Error,
    },
    #[error("it is larger than {FILE_LEN_MAX} bytes")]
    TooLarge,
}

impl LedgerFile {
    /// Opens or begins a ledger and reads all that it holds.
    ///
    /// # Errors
    /// As [`LedgerFault`] says; the file is untouched then.
    pub fn open<E: LedgerEntry>(path: &Path) -> Result<(Self, Vec<E>), LedgerFault> {
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        file.try_lock().map_err(|refused| match refused {
            std::fs::TryLockError::WouldBlock => LedgerFault::InUse,
            std::fs::TryLockError::Error(cause) => LedgerFault::Io(cause),
        })?;
        let mut bytes = Vec::new();
        (&file).take(FILE_LEN_MAX + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > FILE_LEN_MAX {
            return Err(LedgerFault::TooLarge);
        }
        let (entries, good_len) = read_lines::<E>(&bytes)?;
        file.set_len(good_len)?;
        file.seek(SeekFrom::End(0))?;
        let mut ledger = Self { file, broken: false };
        if good_len == 0 {
            ledger.append_line(&Header { ledger: E::LEDGER.to_owned(), format: FORMAT })?;
            sync_folder_of(path)?;
        }
        Ok((ledger, entries))
    }

    /// Whether an entry could not be kept: nothing is taken any more.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.broken
    }

    fn append_line<T: Serialize>(&mut self, line: &T) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("an earlier entry was not kept"));
        }
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        let kept = self.file.write_all(&bytes).and_then(|()| self.file.sync_data());
        self.broken = kept.is_err();
        kept
    }
}

impl<E: LedgerEntry> Ledger<E> for LedgerFile {
    fn append(&mut self, entry: &E) -> io::Result<()> {
        self.append_line(entry)
    }
}

#[derive(Serialize, Deserialize)]
struct Header {
    ledger: String,
    format: u32,
}

/// The entries of all complete lines and how many bytes these take.
fn read_lines<E: LedgerEntry>(bytes: &[u8]) -> Result<(Vec<E>, u64), LedgerFault> {
    // The writer ends each line with one newline, so whatever follows the last one is half a line.
    let good_len = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    if good_len == 0 && !could_begin_a_ledger::<E>(bytes) {
        return Err(LedgerFault::NotALedger);
    }
    let mut lines = bytes[..good_len].split_inclusive(|&byte| byte == b'\n').enumerate();
    if let Some((_, first)) = lines.next() {
        let header: Header = serde_json::from_slice(first).map_err(|_| LedgerFault::NotALedger)?;
        if header.ledger != E::LEDGER {
            return Err(LedgerFault::NotALedger);
        }
        if header.format != FORMAT {
            return Err(LedgerFault::UnknownFormat { found: header.format });
        }
    }
    let entries = lines
        .map(|(index, line)| {
            serde_json::from_slice(line)
                .map_err(|source| LedgerFault::Damaged { line: index + 1, source })
        })
        .collect::<Result<_, _>>()?;
    Ok((entries, good_len as u64))
}

/// Whether a file without one complete line is a ledger whose very first write was cut short.
fn could_begin_a_ledger<E: LedgerEntry>(bytes: &[u8]) -> bool {
    let header = serde_json::to_vec(&Header { ledger: E::LEDGER.to_owned(), format: FORMAT });
    header.is_ok_and(|header| header.starts_with(bytes))
}

/// A new file is only there for good when its folder's list of names is on disk too.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

const FORMAT: u32 = 1;
/// A stand-in keeps all in memory; a ledger beyond this belongs to no test that we know.
const FILE_LEN_MAX: u64 = 2 << 30;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::marketing::Entry;

    #[test]
    fn what_was_kept_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.jsonl");
        let (mut ledger, entries) = LedgerFile::open::<Entry>(&path).expect("begins");
        assert!(entries.is_empty());
        ledger.append(&lifted("1")).expect("kept");
        ledger.append(&Entry::CameUp).expect("kept");
        drop(ledger);
        let (_, entries) = LedgerFile::open::<Entry>(&path).expect("opens");
        assert_eq!(entries, [lifted("1"), Entry::CameUp]);
    }

    #[test]
    fn a_second_program_is_kept_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.jsonl");
        let _first = LedgerFile::open::<Entry>(&path).expect("begins");
        assert!(matches!(LedgerFile::open::<Entry>(&path), Err(LedgerFault::InUse)));
    }

    #[test]
    fn foreign_newer_and_damaged_files_are_refused_untouched() {
        check_refused("my shopping list", |fault| matches!(fault, LedgerFault::NotALedger));
        check_refused("my shopping list\n", |fault| matches!(fault, LedgerFault::NotALedger));
        check_refused("{\"ledger\":\"neighbour-sims/marketing\",\"format\":2}\n{}\n", |fault| {
            matches!(fault, LedgerFault::UnknownFormat { found: 2 })
        });
        check_refused(
            "{\"ledger\":\"neighbour-sims/marketing\",\"format\":1}\nxx\n{\"entry\":\"came_up\"}\n",
            |fault| matches!(fault, LedgerFault::Damaged { line: 2, .. }),
        );
    }

    fn check_refused(text: &str, expect: fn(&LedgerFault) -> bool) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.jsonl");
        std::fs::write(&path, text).expect("writes");
        let fault = LedgerFile::open::<Entry>(&path).expect_err("is refused");
        assert!(expect(&fault), "{text:?}: {fault}");
        assert_eq!(std::fs::read_to_string(&path).expect("reads"), text);
    }

    fn lifted(order_no: &str) -> Entry {
        Entry::RefusalLifted { order_no: order_no.to_owned() }
    }

    proptest! {
        /// Wherever the power goes, the complete entries remain and the next one follows them.
        #[test]
        fn a_file_cut_anywhere_opens_with_its_complete_entries(cut in 0_usize..400, count in 0_usize..8) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("ledger.jsonl");
            let all: Vec<Entry> = (0..count).map(|n| lifted(&n.to_string())).collect();
            let (mut ledger, _) = LedgerFile::open::<Entry>(&path).expect("begins");
            for entry in &all {
                ledger.append(entry).expect("kept");
            }
            drop(ledger);
            let bytes = std::fs::read(&path).expect("reads");
            let cut = &bytes[..cut.min(bytes.len())];
            std::fs::write(&path, cut).expect("writes");
            let complete = cut.iter().filter(|&&byte| byte == b'\n').count().saturating_sub(1);

            let (mut ledger, entries) = LedgerFile::open::<Entry>(&path).expect("opens");
            prop_assert_eq!(&entries[..], &all[..complete]);
            ledger.append(&Entry::CameUp).expect("kept");
            drop(ledger);
            let (_, entries) = LedgerFile::open::<Entry>(&path).expect("opens");
            prop_assert_eq!(entries.len(), complete + 1);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok((entries, good_len)) = read_lines::<Entry>(&bytes) {
                prop_assert!(good_len as usize <= bytes.len());
                prop_assert!(entries.is_empty());
            }
        }
    }
}
