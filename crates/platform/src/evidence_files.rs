//! Files of evidence in a folder: appended as they arrive, on disk before anybody is told.
//!
//! A file is `<first two digits>/<attachment>`; while bytes are missing it ends in `.part`. Every append is followed by
//! fsync of the file, and a new name by fsync of its folder: an offset that was acknowledged survives a power cut.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use vocabulary::{AttachmentId, Digest};
use webm::{Medium, Recording};

use crate::Durability;

/// The folder that evidence lies in.
#[derive(Debug, Clone)]
pub struct EvidenceFiles {
    folder: PathBuf,
    durability: Durability,
    /// Files that a request is appending to.
    busy: Arc<Mutex<HashSet<AttachmentId>>>,
}

/// The right to append to one file; nobody else has it meanwhile.
#[derive(Debug)]
pub struct Alone {
    busy: Arc<Mutex<HashSet<AttachmentId>>>,
    attachment: AttachmentId,
}

impl Drop for Alone {
    fn drop(&mut self) {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.remove(&self.attachment);
    }
}

/// Why bytes were not taken.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    #[error("{there} bytes are there, the bytes that came begin at {offset}")]
    WrongOffset { there: u64, offset: u64 },
    #[error("the disk is full")]
    DiskFull,
    #[error("the folder for evidence cannot be used")]
    Io(#[source] io::Error),
}

impl From<io::Error> for FileFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(error),
        }
    }
}

impl EvidenceFiles {
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: PathBuf, durability: Durability) -> io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        let files = Self { folder, durability, busy: Arc::default() };
        files.sync_folder_of(&files.folder)?;
        Ok(files)
    }

    /// The right to append to a file, unless another request has it: a client that comes back may be faster than the
    /// end of its broken request.
    #[must_use]
    pub fn alone(&self, attachment: AttachmentId) -> Option<Alone> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.insert(attachment).then(|| Alone { busy: Arc::clone(&self.busy), attachment })
    }

    /// Whether a file has got its final name, which it gets only with the hash that was announced.
    #[must_use]
    pub fn is_whole(&self, attachment: AttachmentId) -> bool {
        !self.partial(attachment).exists() && self.whole(attachment).exists()
    }

    /// How many bytes of an unfinished file are there.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn received(&self, attachment: AttachmentId) -> Result<u64, FileFault> {
        match std::fs::metadata(self.partial(attachment)) {
            Ok(metadata) => Ok(metadata.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    /// Appends bytes at `offset` and returns when they are on disk. Bytes beyond `offset` that nobody was told about
    /// are cut off first.
    ///
    /// # Errors
    /// When fewer bytes are there than `offset`, or the disk does not take them.
    pub fn append(
        &self,
        attachment: AttachmentId,
        offset: u64,
        bytes: &[u8],
    ) -> Result<u64, FileFault> {
        let path = self.partial(attachment);
        if let Some(shard) = path.parent() {
            std::fs::create_dir_all(shard)?;
        }
        let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
        let there = file.metadata()?.len();
        if there < offset {
            return Err(FileFault::WrongOffset { there, offset });
        }
        file.set_len(offset)?;
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(bytes)?;
        self.sync(&file)?;
        // Not only when the names are new: who made them may have been killed before this.
        if offset == 0 {
            self.sync_folder_of(&path)?;
            self.sync_folder(&self.folder)?;
        }
        Ok(offset + bytes.len() as u64)
    }

    /// Hashes the unfinished file and, if it is what was announced, gives it its final name. `false` when the hash is
    /// another one, or a recording is none; the bytes are thrown away then.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn finish(
        &self,
        attachment: AttachmentId,
        expected: Digest,
        mime: &str,
    ) -> Result<bool, FileFault> {
        let (partial, whole) = (self.partial(attachment), self.whole(attachment));
        if self.is_whole(attachment) {
            // Who gave it its name may have been killed before he synced the folder.
            self.sync_folder_of(&whole)?;
            return Ok(true);
        }
        if digest_of(&partial)? != expected || !is_of(mime, &partial)? {
            std::fs::remove_file(&partial)?;
            self.sync_folder_of(&partial)?;
            return Ok(false);
        }
        std::fs::rename(&partial, &whole)?;
        self.sync_folder_of(&whole)?;
        Ok(true)
    }

    /// The bytes of a finished file.
    ///
    /// # Errors
    /// When there is none.
    pub fn read(&self, attachment: AttachmentId) -> Result<Vec<u8>, FileFault> {
        Ok(std::fs::read(self.whole(attachment))?)
    }

    /// Throws an unfinished file away.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn discard(&self, attachment: AttachmentId) -> Result<(), FileFault> {
        match std::fs::remove_file(self.partial(attachment)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// The folder, for backups.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn whole(&self, attachment: AttachmentId) -> PathBuf {
        let name = attachment.to_string();
        // The last digits are random; the first ones are the time.
        let shard = &name[name.len() - 2..];
        self.folder.join(shard).join(name)
    }

    fn partial(&self, attachment: AttachmentId) -> PathBuf {
        self.whole(attachment).with_extension("part")
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        match self.durability {
            Durability::Durable => file.sync_data(),
            Durability::Forgetful => Ok(()),
        }
    }

    fn sync_folder_of(&self, path: &Path) -> io::Result<()> {
        path.parent().map_or(Ok(()), |folder| self.sync_folder(folder))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match self.durability {
            Durability::Durable => File::open(folder)?.sync_all(),
            Durability::Forgetful => Ok(()),
        }
    }
}

/// Whether a file that says it is a recording is one, from its first byte to its last. What is drawn, not played, proves
/// itself to whoever looks at it.
fn is_of(mime: &str, path: &Path) -> io::Result<bool> {
    let Some(medium) = Medium::of_mime(mime) else { return Ok(true) };
    let bytes = std::fs::read(path)?;
    let recording = Recording::read(&bytes);
    Ok(recording.is_ok_and(|found| found.medium() == medium && found.whole_len == bytes.len()))
}

fn digest_of(path: &Path) -> io::Result<Digest> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(Digest::from_bytes(hasher.finalize().into()));
        }
        hasher.update(&buffer[..read]);
    }
}
