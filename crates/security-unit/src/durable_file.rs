//! A small file that is replaced whole: what a power cut leaves is the old content or the new one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Where the file lies.
#[derive(Debug, Clone)]
pub(crate) struct DurableFile {
    folder: PathBuf,
    name: String,
}

/// Keeps every other reader-and-writer of the folder's files out until dropped, other programs too.
pub(crate) struct FolderLock(#[expect(dead_code, reason = "held for its lock")] File);

impl DurableFile {
    /// Nothing when `path` names no file.
    pub(crate) fn at(path: &Path) -> Option<Self> {
        let folder = path.parent()?.to_owned();
        let name = path.file_name()?.to_str()?.to_owned();
        Some(Self { folder, name })
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    pub(crate) fn is_present(&self) -> io::Result<bool> {
        self.path().try_exists()
    }

    pub(crate) fn lock(&self) -> io::Result<FolderLock> {
        let folder = self.open_folder()?;
        folder.lock()?;
        Ok(FolderLock(folder))
    }

    /// The content; nothing when it is longer than `len_max`.
    pub(crate) fn read(&self, len_max: u64) -> io::Result<Option<Vec<u8>>> {
        let file = File::open(self.path())?;
        let mut bytes = Vec::new();
        file.take(len_max + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= len_max).then_some(bytes))
    }

    /// Puts `bytes` in the file's place, readable for its owner only. When this returns, a power
    /// cut cannot bring the old content back; when it fails or the power is cut before, the old
    /// content is whole.
    pub(crate) fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        let draft = self.folder.join(format!(".{}.draft", self.name));
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, self.path())?;
        self.open_folder()?.sync_all()
    }

    fn open_folder(&self) -> io::Result<File> {
        // The parent of a bare file name is the empty path, which cannot be opened.
        if self.folder.as_os_str().is_empty() { File::open(".") } else { File::open(&self.folder) }
    }
}
