//! The process bundle that the company works by.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use http::Method;
use serde_json::{Value, json};

use crate::advice::{Advise as _, stop};
use crate::client::Console;

/// The process of the first order (低压居民新装).
pub const PROCESS: &str = "low_voltage_residential_new";

/// The process in ten stages (低压非居民新装、增容).
pub const BUSINESS_PROCESS: &str = "low_voltage_non_residential";

/// Files of one bundle, at most; what lies there otherwise is not one.
const FILES_MAX: usize = 200;

/// The folder of the bundle: the one named, or the one that came with this program.
///
/// # Errors
/// When there is none.
pub fn find_bundle(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(folder) = named {
        return Ok(folder.to_owned());
    }
    let own = std::env::current_exe().unwrap_or_default();
    let here = std::env::current_dir().unwrap_or_default();
    let roots = here.ancestors().chain(own.ancestors());
    let places = roots.flat_map(|root| {
        ["processes", "share/ronghe/processes"].map(|folder| root.join(folder).join(PROCESS))
    });
    let mut bundles = places.filter(|folder| folder.join("process.bpmn").is_file());
    bundles.next().ok_or_else(|| {
        stop(format!("there is no bundle {PROCESS}"), "name its folder with --process DIR")
    })
}

/// The bundles that lie beside one, by name.
///
/// # Errors
/// When one cannot be read.
pub fn read_bundles_beside(folder: &Path) -> anyhow::Result<Vec<BTreeMap<String, String>>> {
    let Some(parent) = folder.parent() else { return Ok(Vec::new()) };
    let entries = std::fs::read_dir(parent)
        .with_context(|| format!("cannot read the folder {}", parent.display()))?;
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path != folder && path.join("process.bpmn").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    folders.iter().map(|folder| read_bundle(folder)).collect()
}

/// Reads a folder as the files of a bundle: path within the folder to text.
///
/// # Errors
/// When a file cannot be read or is no text.
pub fn read_bundle(folder: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = std::fs::read_dir(&next)
            .with_context(|| format!("cannot read the folder {}", next.display()))
            .next_step("name the bundle's folder with --process DIR")?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
            files.insert(name, text);
            anyhow::ensure!(files.len() <= FILES_MAX, "{} is no bundle", folder.display());
        }
    }
    Ok(files)
}

/// Deploys a bundle and makes it the one that new orders start with; tells process, hash and version.
///
/// # Errors
/// Everything that is wrong with it, as the platform says.
pub async fn deploy(
    administrator: &Console,
    files: &BTreeMap<String, String>,
) -> anyhow::Result<Value> {
    let body = json!({ "files": files });
    let deployed: Value = administrator
        .command(Method::POST, "/api/v1/processes", &body)
        .await
        .context("the bundle was not deployed")?;
    let hash = deployed["hash"].as_str().unwrap_or_default();
    let path = format!("/api/v1/processes/{hash}/activate");
    administrator
        .command(Method::POST, &path, &json!({}))
        .await
        .context("the bundle was not activated")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_becomes_paths_and_texts() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("forms")).expect("made");
        std::fs::write(folder.path().join("process.bpmn"), "<x/>").expect("written");
        std::fs::write(folder.path().join("forms/a.ui.json"), "{}").expect("written");
        let files = read_bundle(folder.path()).expect("read");
        assert_eq!(files.keys().collect::<Vec<_>>(), ["forms/a.ui.json", "process.bpmn"]);
    }

    #[test]
    fn the_bundle_of_this_tree_is_found() {
        let files = read_bundle(&find_bundle(None).expect("a folder")).expect("read");
        assert!(files.contains_key("process.bpmn") && files.contains_key("rules.cel"));
    }
}
