//! Folders that are still there after a power cut.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::Options;

/// Makes a folder and those above it, and returns when their names are on the disk. Names that were there already are
/// synced too: whoever made them may have been killed before that.
pub(crate) fn make_folder(folder: &Path, options: &Options) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    if options.forgetful {
        return Ok(());
    }
    for above in folder.ancestors().skip(1).take(LEVELS) {
        // The parent of a name without one is the folder that the program runs in.
        let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        match File::open(above).and_then(|above| above.sync_all()) {
            // Further up it is not ours, and was there before us.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => break,
            synced => synced?,
        }
    }
    Ok(())
}

/// The agent's folder, the persons' and the person's: as deep as a folder of this crate lies.
const LEVELS: usize = 4;
