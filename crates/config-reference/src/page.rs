//! The page, with a section between marks for each program.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

/// Compares or, with `UPDATE`, writes the program's section.
pub fn check(program: &str, section: &str) {
    let mut page = open();
    // The programs' tests run side by side, each with its own section.
    page.lock().expect("the page is there for one test at a time");
    let mut before = String::new();
    page.read_to_string(&mut before).expect("a page of text");
    let after = with_section(&before, program, section);
    if std::env::var_os("UPDATE").is_none() {
        assert!(before == after, "{PAGE} is not what {program} reads; run this test with UPDATE=1");
        return;
    }
    page.set_len(0).and_then(|()| page.rewind()).expect("emptied");
    page.write_all(after.as_bytes()).expect("written");
}

fn open() -> File {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(PAGE);
    let update = std::env::var_os("UPDATE").is_some();
    OpenOptions::new().read(true).write(update).open(path).expect(PAGE)
}

/// The page with this section in place of the program's old one, or behind all others.
fn with_section(page: &str, program: &str, section: &str) -> String {
    let (begin, end) = (format!("<!-- begin {program} -->"), format!("<!-- end {program} -->"));
    let found = page.split_once(&begin).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(&end)?;
        Some(format!("{before}{begin}\n{section}{end}{after}"))
    });
    found.unwrap_or_else(|| format!("{page}\n{begin}\n{section}{end}\n"))
}

const PAGE: &str = "docs/configuration.md";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_put_in_place_or_behind_the_others() {
        let one = with_section("# Configuration\n", "a", "A\n");
        assert_eq!(one, "# Configuration\n\n<!-- begin a -->\nA\n<!-- end a -->\n");
        let two = with_section(&one, "b", "B\n");
        let changed = with_section(&two, "a", "C\n");
        assert_eq!(changed, two.replace("A\n", "C\n"));
        assert!(changed.ends_with("\n<!-- begin b -->\nB\n<!-- end b -->\n"));
    }
}
