//! A disk with a size of its own, which can be made smaller and larger while a program works on it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

/// A folder that becomes a file system of its own, seen only by the program that is started behind it.
pub struct Room {
    folder: PathBuf,
    /// Where what was in the folder lies.
    before: PathBuf,
}

const MIB: u64 = 1 << 20;

impl Room {
    /// # Errors
    /// When the folder cannot be moved aside.
    pub fn at(folder: &Path) -> anyhow::Result<Self> {
        let before = folder.with_extension("before");
        std::fs::rename(folder, &before)?;
        std::fs::create_dir(folder)?;
        Ok(Self { folder: folder.to_owned(), before })
    }

    /// The command line that a program is started behind: it sees the folder with its content and `mib` of room.
    pub fn of_mib(&self, mib: u64) -> Vec<OsString> {
        let script = "mount -t tmpfs -o size=\"$1\" tmpfs \"$2\" && cp -a \"$3/.\" \"$2\" && shift 3 && exec \"$@\"";
        let size = format!("{mib}m");
        let mut line: Vec<OsString> = ["unshare"].map(OsString::from).into();
        line.extend(namespaces().iter().map(OsString::from));
        line.extend(["sh", "-c", script, "sh", &size].map(OsString::from));
        line.extend([self.folder.clone().into(), self.before.clone().into()]);
        line
    }

    /// Gives it the size that leaves `free` bytes.
    ///
    /// # Errors
    /// When the system does not let us.
    pub fn leave(&self, process: u32, free: u64) -> anyhow::Result<()> {
        let seen = PathBuf::from(format!("/proc/{process}/root"));
        let inside = seen.join(self.folder.strip_prefix("/").context("an absolute path")?);
        let disk = rustix::fs::statvfs(&inside).context("the room is not there")?;
        let used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize;
        // A size of nothing would be no limit at all.
        let size = (used + free).max(MIB);
        let remount = format!("remount,size={size}");
        let mut enter = Command::new("nsenter");
        enter.arg(format!("--target={process}")).arg("--mount");
        if !is_root() {
            enter.args(["--user", "--preserve-credentials"]);
        }
        let done = enter.args(["mount", "-o", &remount]).arg(&self.folder).output()?;
        ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Ok(())
    }
}

/// Whoever is not root is it in a user namespace of his own.
fn namespaces() -> &'static [&'static str] {
    if is_root() { &["--mount"] } else { &["--map-root-user", "--mount"] }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
