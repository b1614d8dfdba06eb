//! The launcher's address with the code for its next first visit, in a file that only its owner reads.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::{LocalApi, Shared};

impl LocalApi {
    /// Makes the address, keeps it in the file and gives it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn entry_url(&self) -> io::Result<String> {
        self.0.renew_entry()
    }
}

impl Shared {
    /// A code works once: whoever comes next needs another.
    pub(super) fn renew_entry(&self) -> io::Result<String> {
        let code = self.sessions.first_code();
        let url = format!("http://127.0.0.1:{}/#code={code}", self.launcher.port);
        replace(&self.entry_file, &url)?;
        Ok(url)
    }
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("draft");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    writeln!(file, "{text}")?;
    fs::rename(&draft, path)
}
