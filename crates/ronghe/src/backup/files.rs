//! Copies of files and folders that outlive a power cut.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use anyhow::Context as _;

use crate::private_file::sync_folder_of;

/// A file that is still being written to ends so; its bytes change under a hard link.
const UNFINISHED: &str = ".part";

/// Copies a folder with everything in it. Finished evidence never changes, so that a second name for it is enough
/// where the disk allows that.
///
/// A file that goes while it is looked at has become another one, which is copied too or comes up again.
///
/// # Errors
/// When something cannot be read or written.
pub fn copy_tree(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make the folder {}", to.display()))?;
    // Unfinished files first: what is finished meanwhile is then found under its finished name.
    let mut entries: Vec<_> = fs::read_dir(from)
        .with_context(|| format!("cannot read the folder {}", from.display()))?
        .collect::<io::Result<_>>()?;
    entries.sort_by_key(|entry| !is_unfinished(&entry.path()));
    for entry in entries {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        let copied = if path.is_dir() {
            copy_tree(&path, &target)?;
            Ok(())
        } else {
            copy_one(&path, &target)
        };
        match copied {
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_unfinished(&path) => {
                let finished = path.with_extension("");
                copy_one(&finished, &target.with_extension(""))
                    .with_context(|| format!("cannot copy {}", finished.display()))?;
            }
            copied => copied.with_context(|| format!("cannot copy {}", path.display()))?,
        }
    }
    File::open(to)?.sync_all().with_context(|| format!("{} does not reach the disk", to.display()))
}

fn copy_one(from: &Path, to: &Path) -> io::Result<()> {
    if to.exists() {
        return Ok(());
    }
    if !is_unfinished(from) && fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    copy_durably(from, to)
}

/// Copies one file and returns when it is on disk.
///
/// # Errors
/// When it cannot be read or written.
pub fn copy_durably(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    File::open(to)?.sync_all()?;
    sync_folder_of(to)
}

fn is_unfinished(path: &Path) -> bool {
    path.to_string_lossy().ends_with(UNFINISHED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unfinished_does_not_change_in_the_copy() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir(from.path().join("ab")).unwrap();
        fs::write(from.path().join("ab/one"), "done").unwrap();
        fs::write(from.path().join("ab/two.part"), "half").unwrap();
        let to = to.path().join("copy");
        copy_tree(from.path(), &to).expect("copied");
        fs::write(from.path().join("ab/two.part"), "half and more").unwrap();
        fs::remove_file(from.path().join("ab/one")).unwrap();
        assert_eq!(fs::read_to_string(to.join("ab/one")).unwrap(), "done");
        assert_eq!(fs::read_to_string(to.join("ab/two.part")).unwrap(), "half");
    }
}
