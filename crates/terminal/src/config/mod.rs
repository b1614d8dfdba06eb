//! The configuration of `ronghe-terminal`: one TOML file, one section per concern, every field described.
//!
//! Paths in it are looked for beside the file. A key that nobody knows is refused, with its name and the file's.

mod metering;

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;

pub use metering::{Link, LinkKind, Metering, ParityWord};

/// The whole file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub platform: Platform,
    pub data: Data,
    pub cards: Cards,
    pub pages: Pages,
    /// Apps beside the business app.
    #[serde(default)]
    pub apps: Vec<App>,
    #[serde(default)]
    pub sync: Sync,
    /// What the terminal is fitted with for metering; without it, it does none.
    #[serde(default)]
    pub metering: Option<Metering>,
}

/// Where the company's platform is, and how this terminal becomes one of its terminals.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// Its address, `http://host:port`.
    pub url: String,
    /// A file with the one-time enrolment code as its only line; `--enrol` goes before it.
    #[serde(default)]
    pub enrolment_code_file: Option<PathBuf>,
}

/// Where the agent keeps everything.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// Folder of the stores, the photos and `entry.url`; made when it is not there.
    pub folder: PathBuf,
    /// The release that the platform is told; the program's own version unless told otherwise.
    #[serde(default)]
    pub release: Option<String>,
}

impl Data {
    /// The release that the platform is told.
    #[must_use]
    pub fn release_no(&self) -> String {
        self.release.clone().unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned())
    }
}

/// The card slots, each a folder: a card file moved into it is a card put in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cards {
    /// The worker's slot.
    pub operator: PathBuf,
    /// The slot of the second person (监护人).
    pub second: PathBuf,
    /// The slot of the TF card (TF 安全卡), a folder as the others. The terminal is enrolled with the card's key then, and
    /// syncs and meters only while that card is in. Without it the terminal's key lies in its own store. A terminal that is
    /// enrolled already keeps the key that it was enrolled with.
    #[serde(default)]
    pub tf: Option<PathBuf>,
    /// The TF card's file (安全加密文件): the card's PIN as its only line. Needed with `tf`.
    #[serde(default)]
    pub tf_file: Option<PathBuf>,
}

/// The launcher and the business app: each has a port, and so an origin, of its own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// Port of the launcher on 127.0.0.1 and on [::1]; 0 takes any free one.
    pub launcher: u16,
    /// Port of the business app (业务); 0 takes any free one.
    pub business: u16,
    /// Port of the metering app (计量); 0 takes any free one. Without it, or without its pages, there is no such app.
    #[serde(default)]
    pub metering: Option<u16>,
    /// Folder with the built pages, one folder for each; `pages` unless told otherwise.
    #[serde(default = "pages_folder")]
    pub folder: PathBuf,
    /// The launcher's pages, should they lie elsewhere than in `launcher` of that folder.
    #[serde(default)]
    pub launcher_pages: Option<PathBuf>,
    /// The business app's pages, should they lie elsewhere than in `business` of that folder.
    #[serde(default)]
    pub business_pages: Option<PathBuf>,
    /// The metering app's pages, should they lie elsewhere than in `metering` of that folder.
    #[serde(default)]
    pub metering_pages: Option<PathBuf>,
}

impl Pages {
    /// Folder of the launcher's pages.
    #[must_use]
    pub fn of_launcher(&self) -> PathBuf {
        self.launcher_pages.clone().unwrap_or_else(|| self.folder.join("launcher"))
    }

    /// Folder of the business app's pages.
    #[must_use]
    pub fn of_business(&self) -> PathBuf {
        self.business_pages.clone().unwrap_or_else(|| self.folder.join(BUSINESS))
    }

    /// Port and folder of the metering app, where its pages are built.
    #[must_use]
    pub fn of_metering(&self) -> Option<(u16, PathBuf)> {
        let port = self.metering?;
        let folder = self.metering_pages.clone().unwrap_or_else(|| self.folder.join(METERING));
        folder.join("index.html").is_file().then_some((port, folder))
    }
}

/// One more app beside the business app; any number of them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// Its name in paths: small letters, digits and hyphens.
    pub app: String,
    /// Its title on the launcher, in Chinese.
    pub title: String,
    /// Its title in English; the Chinese one unless told otherwise.
    #[serde(default)]
    pub title_en: Option<String>,
    /// Its port, which no other page has; 0 takes any free one.
    pub port: u16,
    /// Folder with its built pages.
    pub pages: PathBuf,
}

/// When the terminal syncs without being asked.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Sync {
    /// Seconds between two syncs; 1 to 3600.
    pub every_s: u64,
    /// The most that the pause grows to while the platform is not reached, seconds; `every_s` to 86400.
    pub offline_max_s: u64,
}

impl Default for Sync {
    fn default() -> Self {
        Self { every_s: 30, offline_max_s: 300 }
    }
}

impl Sync {
    #[must_use]
    pub const fn every(&self) -> Duration {
        Duration::from_secs(self.every_s)
    }

    #[must_use]
    pub const fn offline_max(&self) -> Duration {
        Duration::from_secs(self.offline_max_s)
    }
}

/// Why a configuration is of no use.
#[derive(Debug, thiserror::Error)]
pub enum BadConfig {
    #[error("{file} cannot be read")]
    Unreadable {
        file: PathBuf,
        #[source]
        error: std::io::Error,
    },
    /// The cause names the key and its line.
    #[error("the configuration {file} is wrong")]
    Toml {
        file: PathBuf,
        #[source]
        error: toml::de::Error,
    },
    #[error("{key} in {file}: {rule}")]
    Value { file: PathBuf, key: &'static str, rule: &'static str },
}

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// Names file and key.
    pub fn read(file: &Path) -> Result<Self, BadConfig> {
        let text = read(file)?;
        let mut config: Self = toml::from_str(&text)
            .map_err(|error| BadConfig::Toml { file: file.to_owned(), error })?;
        config.settle(file.parent().unwrap_or(Path::new("")));
        match config.mistake() {
            Some((key, rule)) => Err(BadConfig::Value { file: file.to_owned(), key, rule }),
            None => Ok(config),
        }
    }

    /// The enrolment code out of its file, if one is named.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn enrolment_code(&self) -> Result<Option<String>, BadConfig> {
        let file = self.platform.enrolment_code_file.as_deref();
        file.map(|file| Ok(read(file)?.trim().to_owned())).transpose()
    }

    /// Lets paths begin at the file.
    fn settle(&mut self, folder: &Path) {
        let Self { platform, data, cards, pages, apps, metering, .. } = self;
        let always = [&mut data.folder, &mut cards.operator, &mut cards.second, &mut pages.folder];
        let maybe = [
            &mut cards.tf,
            &mut cards.tf_file,
            &mut platform.enrolment_code_file,
            &mut pages.launcher_pages,
            &mut pages.business_pages,
            &mut pages.metering_pages,
        ];
        let of_metering = metering.iter_mut().flat_map(Metering::paths);
        let of_apps = apps.iter_mut().map(|app| &mut app.pages);
        for path in
            always.into_iter().chain(maybe.into_iter().flatten()).chain(of_apps).chain(of_metering)
        {
            *path = folder.join(&path);
        }
    }

    fn mistake(&self) -> Option<(&'static str, &'static str)> {
        if !self.platform.url.starts_with("http://") {
            return Some(("platform.url", "must look like http://host:port"));
        }
        if self.cards.operator == self.cards.second {
            return Some(("cards.second", "is the operator's slot"));
        }
        if self.cards.tf.is_some() != self.cards.tf_file.is_some() {
            return Some(("cards.tf_file", "stands with cards.tf, and cards.tf with it"));
        }
        let business = self.metering.as_ref().map(|metering| &metering.business_card);
        let others = [Some(&self.cards.operator), Some(&self.cards.second), business];
        if self.cards.tf.is_some() && others.contains(&self.cards.tf.as_ref()) {
            return Some(("cards.tf", "is another card's slot"));
        }
        let mut ports = BTreeSet::from([self.pages.launcher]);
        let others = self.apps.iter().map(|app| app.port);
        // Port 0 takes any free one, so that two of them are not the same.
        let built_in = [Some(self.pages.business), self.pages.metering].into_iter().flatten();
        let mut others = others.chain(built_in).filter(|port| *port != 0);
        if others.any(|port| !ports.insert(port)) {
            return Some(("pages", "every page needs a port, and so an origin, of its own"));
        }
        let mut names = BTreeSet::from([BUSINESS, METERING]);
        for App { app, .. } in &self.apps {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if app.is_empty() || !app.chars().all(plain) {
                return Some(("apps.app", "is small letters, digits and hyphens"));
            }
            if !names.insert(app) {
                return Some(("apps.app", "stands there twice"));
            }
        }
        if !(1..=3_600).contains(&self.sync.every_s) {
            return Some(("sync.every_s", "must be 1 to 3600"));
        }
        if !(self.sync.every_s..=86_400).contains(&self.sync.offline_max_s) {
            return Some(("sync.offline_max_s", "must be at least every_s and at most 86400"));
        }
        let metering = self.metering.as_ref()?;
        if [&self.cards.operator, &self.cards.second].contains(&&metering.business_card) {
            return Some(("metering.business_card", "is another card's slot"));
        }
        metering.mistake()
    }
}

/// The app that every terminal has.
pub const BUSINESS: &str = "business";

/// The app for work at meters.
pub const METERING: &str = "metering";

fn pages_folder() -> PathBuf {
    PathBuf::from("pages")
}

/// A file of text, no longer than any configuration is.
fn read(file: &Path) -> Result<String, BadConfig> {
    let unreadable = |error| BadConfig::Unreadable { file: file.to_owned(), error };
    let mut text = String::new();
    let opened = std::fs::File::open(file).map_err(unreadable)?;
    opened.take(FILE_LEN_MAX).read_to_string(&mut text).map_err(unreadable)?;
    Ok(text)
}

const FILE_LEN_MAX: u64 = 1 << 20;

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use proptest::prelude::*;

    use super::*;

    const LEAST: &str = "platform.url = 'http://p:1'\ndata.folder = 'data'\n\
        cards = { operator = 'a', second = 'b' }\npages = { launcher = 71, business = 72 }\n";

    fn parse(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("terminal.toml");
        std::fs::write(&file, text).expect("written");
        Config::read(&file).map_err(|error| {
            let cause = error.source().map(ToString::to_string).unwrap_or_default();
            format!("{error}: {cause}")
        })
    }

    #[test]
    fn the_smallest_file_is_enough() {
        let config = parse(LEAST).expect("is right");
        assert!(config.data.folder.is_absolute());
        assert!(config.pages.of_business().ends_with("pages/business"));
        assert_eq!(config.sync.every(), Duration::from_secs(30));
        assert_eq!(config.enrolment_code().expect("none named"), None);
    }

    #[test]
    fn mistakes_name_their_key_and_the_file() {
        let check = |lines: &str, named: &str| {
            let fault = parse(&format!("{LEAST}{lines}")).expect_err(lines);
            assert!(fault.contains(named) && fault.contains("terminal.toml"), "{fault}");
        };
        check("colour = 'red'", "colour");
        let tf = |keys: &str| LEAST.replace("second = 'b'", &format!("second = 'b', {keys}"));
        for (keys, named) in [
            ("tf = 't'", "cards.tf_file"),
            ("tf_file = 'f'", "cards.tf_file"),
            ("tf = 'b', tf_file = 'f'", "cards.tf"),
        ] {
            assert!(parse(&tf(keys)).expect_err(keys).contains(named), "{keys}");
        }
        assert!(parse(&tf("tf = 't', tf_file = 'f'")).is_ok());
        check("[sync]\nseconds = 1", "seconds");
        let metering = "[metering]\nunit_file = 'u'\nbusiness_card";
        check(&format!("{metering} = 'a'"), "metering.business_card");
        let link = format!("{metering} = 'c'\n[[metering.links]]\nlink = 'head'\ntitle = '红外'");
        check(&format!("{link}\nkind = 'tcp'"), "metering.links.address");
        check(&format!("{link}\nkind = 'infrared'"), "metering.links.path");
        check(&format!("{link}\nkind = 'infrared'\npath = '/x'\nbaud = 0"), "metering.links.baud");
        check(&format!("{link}\nkind = 'radio'"), "kind = 'radio'");
        check("[sync]\nevery_s = 0", "sync.every_s");
        check("[sync]\noffline_max_s = 3", "sync.offline_max_s");
        check("[[apps]]\napp = 'x y'\ntitle = 'x'\nport = 73\npages = 'x'", "apps.app");
        check("[[apps]]\napp = 'business'\ntitle = 'x'\nport = 73\npages = 'x'", "apps.app");
        check("[[apps]]\napp = 'x'\ntitle = 'x'\nport = 71\npages = 'x'", "pages");
        check("[sync]\nevery_s = 'often'", "every_s = 'often'");
        check("[[apps]]\napp = 'x'\ntitle = 'x'\nport = 70_000\npages = 'x'", "port = 70_000");
        let nowhere = LEAST.replace("http://p:1", "p:1");
        assert!(parse(&nowhere).expect_err("no address").contains("platform.url"));
        let without = LEAST.replace("data.folder = 'data'", "");
        assert!(parse(&without).expect_err("nowhere to keep things").contains("data"));
        let same = LEAST.replace("second = 'b'", "second = 'a'");
        assert!(parse(&same).expect_err("one slot").contains("cards.second"));
    }

    #[test]
    fn the_committed_reference_is_what_the_program_reads() {
        config_reference::check::<Config>("ronghe-terminal", INTRODUCTION);
    }

    const INTRODUCTION: &str = "\
`ronghe-terminal --config FILE [--enrol CODE]`. The first line on standard output is the launcher's address with a code
for the first visit, once it listens; the log goes to standard error as JSON (`RUST_LOG` filters it). SIGTERM and SIGINT
stop it: requests under way are finished, then the stores are closed. Paths are looked for beside the file; a key that is
not listed here is refused.
";

    proptest! {
        #[test]
        fn foreign_text_is_refused_without_a_panic(text in ".{0,200}") {
            prop_assert!(parse(&text).is_err());
        }
    }
}
