//! The API's description.

use std::path::{Path, PathBuf};

/// Compares a committed file with what the code says, or writes it when `UPDATE` is set.
fn check(file: &str, text: &str) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, text).expect("written");
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "{file} is not what the code says; run the test with UPDATE=1");
}

#[test]
fn the_committed_description_is_what_the_code_says() {
    let api = platform::http::description();
    let text = api.to_pretty_json().expect("JSON");
    check("docs/openapi/platform.json", &format!("{text}\n"));
}
