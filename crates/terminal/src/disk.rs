//! How much room the disk has.

use std::path::PathBuf;

use terminal::SpaceProbe;

/// The disk that a folder lies on.
pub struct DiskOf(pub PathBuf);

impl SpaceProbe for DiskOf {
    fn free_bytes(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(&self.0).ok()?;
        Some(disk.f_bavail.saturating_mul(disk.f_frsize))
    }
}
