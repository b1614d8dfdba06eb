//! The list of everything in a backup.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use vocabulary::{Digest, Instant};

use crate::advice::{Advise as _, stop};
use crate::private_file;

/// Names within a backup.
pub const MANIFEST: &str = "manifest.json";
pub const DATABASE_FILE: &str = "platform.db";
pub const DATABASE_DUMP: &str = "platform.pgdump";
pub const FILES: &str = "files";
pub const KEYS: &str = "keys.json";

const FORMAT: u32 = 1;
/// A province's evidence of some years; more is another manifest than ours.
const MANIFEST_BYTES_MAX: u64 = 4 << 30;
const PIECE_LEN: usize = 1 << 20;

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: u32,
    /// When its making began: what the platform acknowledged before is in it.
    pub made_at: Instant,
    /// The release of the program that made it.
    release_no: String,
    pub database: Database,
    pub entries: Vec<Entry>,
}

/// Which database it is a copy of; it can only be restored to such a one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Database {
    Sqlite,
    Postgres,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Within the backup, with `/`.
    pub path: String,
    pub size: u64,
    pub sha256: Digest,
}

impl Manifest {
    /// Lists what lies in a folder.
    ///
    /// # Errors
    /// When something there cannot be read.
    pub fn of(folder: &Path, database: Database, made_at: Instant) -> anyhow::Result<Self> {
        let release_no = env!("CARGO_PKG_VERSION").to_owned();
        Ok(Self { format: FORMAT, made_at, release_no, database, entries: entries_of(folder)? })
    }

    /// # Errors
    /// When there is no manifest, or it is none of ours.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(MANIFEST);
        let file = File::open(&path)
            .with_context(|| format!("cannot read {}", path.display()))
            .next_step("name the folder of a backup that was finished")?;
        let manifest: Self = serde_json::from_reader(file.take(MANIFEST_BYTES_MAX))
            .with_context(|| format!("{} is no list of a backup", path.display()))?;
        if manifest.format != FORMAT {
            let cause = format!("the backup has format {}, not {FORMAT}", manifest.format);
            return Err(stop(cause, "use the release of `ronghe` that made it"));
        }
        Ok(manifest)
    }

    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        private_file::write_new(&folder.join(MANIFEST), &text).context("no list can be written")
    }

    /// In one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let bytes: u64 = self.entries.iter().map(|entry| entry.size).sum();
        format!("{} files, {bytes} bytes, made at {}", self.entries.len(), self.made_at)
    }
}

/// Every file in a folder but the manifest itself, by path.
///
/// # Errors
/// When something there cannot be read.
pub fn entries_of(folder: &Path) -> anyhow::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let listed = std::fs::read_dir(&next);
        for entry in listed.with_context(|| format!("cannot read {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
            if name != MANIFEST {
                let (size, sha256) =
                    digest_of(&path).with_context(|| format!("cannot read {}", path.display()))?;
                entries.push(Entry { path: name, size, sha256 });
            }
        }
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

fn digest_of(path: &Path) -> std::io::Result<(u64, Digest)> {
    let mut file = File::open(path)?;
    let (mut hasher, mut size, mut piece) = (Sha256::new(), 0, vec![0; PIECE_LEN]);
    loop {
        let len = file.read(&mut piece)?;
        if len == 0 {
            return Ok((size, Digest::from_bytes(hasher.finalize().into())));
        }
        hasher.update(&piece[..len]);
        size += len as u64;
    }
}
