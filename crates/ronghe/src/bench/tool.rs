//! Finds the yardsticks that are other people's programs.

use std::path::PathBuf;

use anyhow::Context as _;

use crate::advice::stop;

/// The folder of a yardstick, above where we stand or where this program lies, with its packages installed.
///
/// # Errors
/// When the folder is not there, or `package` not in it; `install` says what to run then.
pub fn find(folder: &str, package: &str, install: &str) -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe().unwrap_or_default();
    let here = std::env::current_dir().unwrap_or_default();
    let places = here.ancestors().chain(own.ancestors()).map(|root| root.join(folder));
    let tool = places.into_iter().find(|tool| tool.join("README.md").is_file());
    let tool = tool.with_context(|| format!("there is no {folder} above this folder"))?;
    if !tool.join(package).exists() {
        let next_step = format!("run `{install}` in {}", tool.display());
        return Err(stop("the yardstick's packages are not installed", next_step));
    }
    Ok(tool)
}
