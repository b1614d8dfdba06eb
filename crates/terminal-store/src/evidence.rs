//! The folder of sealed files beside a person's store.
//!
//! A file is written under a name of its own, synced, renamed, and its folder synced, before anybody puts its name into
//! a row. What lies here without a row was left behind by a cut and is swept away.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sealing::{FileKey, SealedFile, seal_file};
use vocabulary::{AttachmentId, Digest, Entropy};

use crate::database::Step;
use crate::folder::make_folder;
use crate::{Options, StoreFault, StoreKey};

/// The sealed files of one person.
#[derive(Clone)]
pub struct EvidenceFolder {
    folder: PathBuf,
    key: StoreKey,
    entropy: Arc<dyn Entropy>,
    options: Options,
}

/// A file as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    pub file_name: String,
    /// Of the content.
    pub sha256: Digest,
    /// Of the content.
    pub size: u64,
}

impl EvidenceFolder {
    /// Takes `folder`, making it if need be.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(
        entropy: Arc<dyn Entropy>,
        folder: PathBuf,
        key: StoreKey,
        options: Options,
    ) -> Result<Self, StoreFault> {
        make_folder(&folder, &options)?;
        Ok(Self { folder, key, entropy, options })
    }

    /// Writes a file and returns when it and its folder are on the disk. Blocks.
    ///
    /// # Errors
    /// When the disk is full or refuses; nothing then lies under the file's name.
    pub fn write(
        &self,
        attachment: AttachmentId,
        content: &[u8],
    ) -> Result<StoredFile, StoreFault> {
        self.write_named(attachment, format!("{attachment}.sealed"), content)
    }

    /// Writes a piece of a recording, which will be a file of that id, as [`EvidenceFolder::write`] does. Blocks.
    ///
    /// # Errors
    /// When the disk is full or refuses; nothing then lies under the piece's name.
    pub fn write_piece(
        &self,
        attachment: AttachmentId,
        first_byte: u64,
        content: &[u8],
    ) -> Result<StoredFile, StoreFault> {
        self.write_named(attachment, format!("{attachment}.{first_byte}.piece"), content)
    }

    fn write_named(
        &self,
        attachment: AttachmentId,
        file_name: String,
        content: &[u8],
    ) -> Result<StoredFile, StoreFault> {
        self.options.strike(Step::WriteFile)?;
        let part = self.folder.join(format!("{file_name}.part"));
        if let Err(error) = self.write_part(&part, attachment, content) {
            // What is left of it would only take room on a disk that may be full.
            let _ = fs::remove_file(&part);
            return Err(error.into());
        }
        fs::rename(&part, self.folder.join(&file_name))?;
        self.sync_folder()?;
        self.options.strike(Step::FileWritten)?;
        Ok(StoredFile { file_name, sha256: Digest::of(content), size: content.len() as u64 })
    }

    /// Content from `offset` on, at most `len_max` bytes. Blocks.
    ///
    /// # Errors
    /// When the file is gone or damaged.
    pub fn read_range(
        &self,
        attachment: AttachmentId,
        file_name: &str,
        offset: u64,
        len_max: usize,
    ) -> Result<Vec<u8>, StoreFault> {
        let file = BufReader::new(File::open(self.path(file_name)?)?);
        let mut sealed =
            SealedFile::open(file, &self.file_key(attachment)).map_err(StoreFault::Evidence)?;
        sealed.read_range(offset, len_max).map_err(StoreFault::Evidence)
    }

    /// The key of one file, for whoever seals it to the company.
    #[must_use]
    pub fn file_key(&self, attachment: AttachmentId) -> FileKey {
        FileKey::derive(self.key.reveal(), attachment)
    }

    /// The files as they lie, sealed: for whoever sends them without the key.
    #[must_use]
    pub fn sealed(&self) -> SealedFolder {
        SealedFolder { folder: self.folder.clone() }
    }

    /// Takes files away; one that is gone already is no fault.
    ///
    /// # Errors
    /// When the folder refuses.
    pub fn remove(&self, file_names: &[String]) -> Result<(), StoreFault> {
        for name in file_names {
            match fs::remove_file(self.path(name)?) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error.into());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Sweeps away what no row names. Only when nothing is being written: at the opening of the store.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn sweep(&self, named: &[String]) -> Result<usize, StoreFault> {
        let mut swept = 0;
        for entry in fs::read_dir(&self.folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if !named.contains(&name) {
                self.remove(&[name])?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    fn write_part(
        &self,
        part: &Path,
        attachment: AttachmentId,
        content: &[u8],
    ) -> std::io::Result<()> {
        let mut out = BufWriter::new(File::create(part)?);
        seal_file(&*self.entropy, &self.file_key(attachment), content, &mut out)?;
        out.flush()?;
        if !self.options.forgetful {
            out.get_ref().sync_all()?;
        }
        Ok(())
    }

    fn sync_folder(&self) -> std::io::Result<()> {
        if self.options.forgetful {
            return Ok(());
        }
        File::open(&self.folder)?.sync_all()
    }

    fn path(&self, file_name: &str) -> Result<PathBuf, StoreFault> {
        path_in(&self.folder, file_name)
    }
}

/// A folder of evidence without its key: what a terminal sends for somebody who is not there.
#[derive(Debug, Clone)]
pub struct SealedFolder {
    folder: PathBuf,
}

impl SealedFolder {
    #[must_use]
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Digest and length of a sealed file. Blocks.
    ///
    /// # Errors
    /// When the file is gone.
    pub fn facts(&self, file_name: &str) -> Result<(Digest, u64), StoreFault> {
        let bytes = fs::read(path_in(&self.folder, file_name)?)?;
        Ok((Digest::of(&bytes), bytes.len() as u64))
    }

    /// Sealed bytes from `offset` on, at most `len_max`. Blocks.
    ///
    /// # Errors
    /// When the file is gone.
    pub fn read_range(
        &self,
        file_name: &str,
        offset: u64,
        len_max: usize,
    ) -> Result<Vec<u8>, StoreFault> {
        let mut file = File::open(path_in(&self.folder, file_name)?)?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.take(len_max as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// A name out of the database is still only a name: it never leads out of the folder.
fn path_in(folder: &Path, file_name: &str) -> Result<PathBuf, StoreFault> {
    let plain = Path::new(file_name).file_name().is_some_and(|name| name == file_name);
    plain.then(|| folder.join(file_name)).ok_or(StoreFault::BadRow { column: "file_name" })
}

#[cfg(test)]
mod tests {
    use vocabulary::SeededEntropy;

    use super::*;

    fn folder(path: &Path) -> EvidenceFolder {
        EvidenceFolder::open(
            Arc::new(SeededEntropy::new(1)),
            path.join("evidence"),
            StoreKey::from_bytes([1; 32]),
            Options::default(),
        )
        .expect("a folder")
    }

    fn id(n: u128) -> AttachmentId {
        AttachmentId::from_uuid(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn reads_back_what_was_written_and_shows_nothing_of_it() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = folder(place.path());
        let content = b"the meter's face ".repeat(9_000);
        let stored = folder.write(id(1), &content).expect("written");
        assert_eq!(stored.sha256, Digest::of(&content));
        let part = folder.read_range(id(1), &stored.file_name, 70_000, 50).expect("read");
        assert_eq!(part, content[70_000..70_050]);
        let raw = fs::read(folder.folder.join(&stored.file_name)).expect("the file");
        assert!(!raw.windows(9).any(|window| window == b"the meter"));
        // Another attachment's key does not open it.
        assert!(folder.read_range(id(2), &stored.file_name, 0, 10).is_err());
    }

    #[test]
    fn sweeps_what_no_row_names() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = folder(place.path());
        let kept = folder.write(id(1), b"a").expect("written").file_name;
        folder.write(id(2), b"b").expect("written");
        fs::write(folder.folder.join("cut.part"), b"c").expect("written");
        assert_eq!(folder.sweep(std::slice::from_ref(&kept)).expect("swept"), 2);
        assert_eq!(folder.read_range(id(1), &kept, 0, 9).expect("read"), b"a");
    }

    #[test]
    fn a_name_never_leads_out_of_the_folder() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = folder(place.path());
        assert!(folder.read_range(id(1), "../store.db", 0, 1).is_err());
        assert!(folder.remove(&["../store.db".to_owned()]).is_err());
    }
}
