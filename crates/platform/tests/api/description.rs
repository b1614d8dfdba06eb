//! The API's description, and the configuration's.

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

#[test]
fn the_committed_reference_is_what_the_code_reads() {
    let file = "docs/configuration.md";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
    let page = std::fs::read_to_string(path).unwrap_or_else(|_| EMPTY_PAGE.to_owned());
    // The page has a section for each program; this one's stands between its marks.
    let (before, rest) = page.split_once(BEGIN).expect("the mark where the section begins");
    let (_, after) = rest.split_once(END).expect("the mark where it ends");
    let section = platform::config::reference();
    check(file, &format!("{before}{BEGIN}\n{section}{END}{after}"));
}

const BEGIN: &str = "<!-- begin ronghe-platform -->";
const END: &str = "<!-- end ronghe-platform -->";
const EMPTY_PAGE: &str = "# Configuration\n\nEach program reads one TOML file. The sections below are printed \
    from the programs' own types by their tests (`UPDATE=1`); do not edit them by hand.\n\n\
    <!-- begin ronghe-platform -->\n<!-- end ronghe-platform -->\n";
