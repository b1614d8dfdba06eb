//! Whether a backup is whole.

use std::collections::BTreeMap;
use std::path::Path;

use super::manifest::{DATABASE_DUMP, DATABASE_FILE, Database, Entry, KEYS, Manifest, entries_of};
use crate::outcome::NotHeld;

/// Faults that are named; more would only hide them.
const NAMED_MAX: usize = 20;

/// Reads every file of a backup and holds it against the list.
///
/// # Errors
/// [`NotHeld`] with what is missing, changed or added; otherwise when something cannot be read.
pub fn verify(folder: &Path) -> anyhow::Result<Manifest> {
    let manifest = Manifest::read(folder)?;
    let found = entries_of(folder)?;
    let mut faults = differences(&manifest.entries, &found);
    let database = match manifest.database {
        Database::Sqlite => DATABASE_FILE,
        Database::Postgres => DATABASE_DUMP,
    };
    for needed in [database, KEYS] {
        if !manifest.entries.iter().any(|entry| entry.path == needed) {
            faults.push(format!("{needed} is not on the list"));
        }
    }
    if faults.is_empty() {
        return Ok(manifest);
    }
    let more = faults.len().saturating_sub(NAMED_MAX);
    faults.truncate(NAMED_MAX);
    if more > 0 {
        faults.push(format!("and {more} more"));
    }
    let cause = format!("{} is not whole: {}", folder.display(), faults.join("; "));
    Err(NotHeld::because(cause, "take another backup; this one proves nothing"))
}

fn differences(listed: &[Entry], found: &[Entry]) -> Vec<String> {
    let found: BTreeMap<_, _> = found.iter().map(|entry| (&entry.path, entry)).collect();
    let wrong = listed.iter().filter_map(|entry| match found.get(&entry.path) {
        None => Some(format!("{} is missing", entry.path)),
        Some(there) if **there != *entry => Some(format!("{} has changed", entry.path)),
        Some(_) => None,
    });
    let on_list = |path: &str| listed.iter().any(|entry| entry.path == path);
    let strange = if found.len() == listed.len() {
        Vec::new()
    } else {
        let names = found.keys().filter(|path| !on_list(path));
        names.map(|path| format!("{path} is not on the list")).collect()
    };
    wrong.chain(strange).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use vocabulary::Instant;

    fn backup() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [DATABASE_FILE, KEYS] {
            fs::write(folder.path().join(name), name).expect("written");
        }
        fs::create_dir(folder.path().join("files")).expect("made");
        fs::write(folder.path().join("files/one"), "evidence").expect("written");
        let manifest = Manifest::of(folder.path(), Database::Sqlite, Instant::from_micros(0));
        manifest.expect("listed").write(folder.path()).expect("written");
        folder
    }

    fn fault_after(change: impl FnOnce(&Path)) -> String {
        let folder = backup();
        verify(folder.path()).expect("whole as it was made");
        change(folder.path());
        format!("{:#}", verify(folder.path()).expect_err("not whole any more"))
    }

    #[test]
    fn every_kind_of_damage_is_named() {
        let changed = fault_after(|at| fs::write(at.join("files/one"), "evidencE").unwrap());
        assert!(changed.contains("files/one has changed"), "{changed}");
        let missing = fault_after(|at| fs::remove_file(at.join("files/one")).unwrap());
        assert!(missing.contains("files/one is missing"), "{missing}");
        let added = fault_after(|at| fs::write(at.join("files/two"), "x").unwrap());
        assert!(added.contains("files/two is not on the list"), "{added}");
        let unlisted = fault_after(|at| fs::remove_file(at.join("manifest.json")).unwrap());
        assert!(unlisted.contains("manifest.json"), "{unlisted}");
    }
}
