//! The built pages: the console's, the launcher's, the business app's; the metering app's, where they are built.

use std::path::{Path, PathBuf};

/// Folders with an `index.html` each.
#[derive(Debug, Clone)]
pub struct Pages {
    pub console: PathBuf,
    pub launcher: PathBuf,
    pub business: PathBuf,
    pub metering: Option<PathBuf>,
}

/// Where they lie below the folder that holds all of them: in the source tree after a build, or as they are installed.
const LAYOUTS: [[&str; 4]; 2] = [
    ["web/console/dist", "web/launcher/dist", "web/apps/business/dist", "web/apps/metering/dist"],
    [
        "share/ronghe/pages/console",
        "share/ronghe/pages/launcher",
        "share/ronghe/pages/business",
        "share/ronghe/pages/metering",
    ],
];

/// Looks beside this program and above the folder that it was started in; none when they were not built.
#[must_use]
pub fn find_pages() -> Option<Pages> {
    let own = std::env::current_exe().unwrap_or_default();
    let here = std::env::current_dir().unwrap_or_default();
    here.ancestors().chain(own.ancestors()).find_map(below)
}

fn below(root: &Path) -> Option<Pages> {
    LAYOUTS.into_iter().find_map(|layout| {
        let [console, launcher, business, metering] = layout.map(|folder| root.join(folder));
        let is_built = |folder: &PathBuf| folder.join("index.html").is_file();
        let all = [&console, &launcher, &business].into_iter().all(is_built);
        let metering = Some(metering).filter(is_built);
        all.then_some(Pages { console, launcher, business, metering })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_or_none_and_the_metering_app_if_it_is_built() {
        let root = tempfile::tempdir().expect("a folder");
        let build = |folder: &str| {
            let folder = root.path().join(folder);
            std::fs::create_dir_all(&folder).expect("made");
            std::fs::write(folder.join("index.html"), "<p>").expect("written");
        };
        build(LAYOUTS[0][0]);
        build(LAYOUTS[0][1]);
        assert!(below(root.path()).is_none());
        build(LAYOUTS[0][2]);
        let pages = below(root.path()).expect("all are there");
        assert!(pages.business.ends_with("web/apps/business/dist"));
        assert_eq!(pages.metering, None);
        build(LAYOUTS[0][3]);
        let pages = below(root.path()).expect("all are there");
        assert!(
            pages.metering.is_some_and(|metering| metering.ends_with("web/apps/metering/dist"))
        );
    }
}
