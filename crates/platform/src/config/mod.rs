//! The configuration of `ronghe-platform`: one TOML file, one section per concern, every field described.
//!
//! Paths in it are looked for beside the file. A key that nobody knows is refused, with its name and the file's.

mod key;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;

pub use key::Key;

use crate::metering::{NoStopPolicies, StopPolicies};
use crate::{Limits, PlatformKeys};
use platform_store::Location;

/// The whole file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    #[serde(default)]
    pub server: Server,
    pub data: Data,
    #[serde(default)]
    pub neighbours: Neighbours,
    #[serde(default)]
    pub metering: Metering,
    #[serde(default)]
    pub limits: LimitsSection,
}

/// Where the platform listens.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Address and port; port 0 takes any free one, which the first line on standard output then tells.
    #[schemars(with = "String")]
    pub listen: SocketAddr,
    /// Allows `listen` to be another address than loopback. Put something that speaks TLS in front.
    pub allow_public: bool,
    /// Whether the console's cookie travels over TLS only. Unless told otherwise it does as soon as `listen` is
    /// another address than loopback.
    pub secure_cookie: Option<bool>,
    /// Folder of the console's built pages; without one only the API is served.
    pub pages: Option<PathBuf>,
}

impl Default for Server {
    fn default() -> Self {
        let listen = SocketAddr::from(([127, 0, 0, 1], 8700));
        Self { listen, allow_public: false, secure_cookie: None, pages: None }
    }
}

impl Server {
    /// Whether cookies leave marked as `Secure`.
    #[must_use]
    pub fn cookies_are_secure(&self) -> bool {
        self.secure_cookie.unwrap_or(!self.listen.ip().is_loopback())
    }
}

/// Where the data lie.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// Folder of the embedded database, the keys and the evidence, made by `ronghe init`.
    pub folder: PathBuf,
    /// A PostgreSQL-compatible server instead of the embedded database: `postgres://user:password@host/database`.
    #[serde(default)]
    pub database: Option<String>,
    /// The platform's own keys; `keys.json` in the folder unless told otherwise. Only the platform may read it.
    #[serde(default)]
    pub keys: Option<PathBuf>,
    /// Where evidence lies; `files` in the folder unless told otherwise.
    #[serde(default)]
    pub files: Option<PathBuf>,
}

impl Data {
    /// The database.
    #[must_use]
    pub fn location(&self) -> Location {
        match &self.database {
            Some(url) => Location::Postgres(url.clone()),
            None => Location::Sqlite(self.folder.join("platform.db")),
        }
    }

    /// The file with the platform's keys.
    #[must_use]
    pub fn keys_file(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.folder.join("keys.json"))
    }

    /// The folder of the evidence.
    #[must_use]
    pub fn files_folder(&self) -> PathBuf {
        self.files.clone().unwrap_or_else(|| self.folder.join("files"))
    }

    /// Reads the platform's keys.
    ///
    /// # Errors
    /// When the file is not there or is no keys.
    pub fn read_keys(&self) -> Result<PlatformKeys, BadConfig> {
        let file = self.keys_file();
        let text = read(&file)?;
        serde_json::from_str(&text).map_err(|error| BadConfig::Keys { file, error })
    }
}

/// The company's other systems.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Neighbours {
    /// The marketing system (营销业务应用系统). Without it no orders come in and no results go out.
    pub marketing: Option<Marketing>,
    /// The acquisition system (用电信息采集系统). Without it no meters come in, no results of works at meters go out, and
    /// signed leave carries nothing that a meter believes.
    pub acquisition: Option<Acquisition>,
}

/// The marketing system: what it shows the platform, and where its results go.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marketing {
    /// Its address, `http://host:port`.
    pub url: String,
    /// What it shows the platform. It, or `key_file`, must be there.
    #[serde(default)]
    pub key: Option<Key>,
    /// A file with that key as its only line.
    #[serde(default)]
    pub key_file: Option<PathBuf>,
    /// What the platform shows it with a result; nothing if neither this nor `results_key_file` is there.
    #[serde(default)]
    pub results_key: Option<Key>,
    /// A file with that key as its only line.
    #[serde(default)]
    pub results_key_file: Option<PathBuf>,
}

impl Marketing {
    /// What the marketing system shows the platform.
    ///
    /// # Errors
    /// When there is none, or two, or the file is none.
    pub fn key(&self) -> Result<Key, BadConfig> {
        let key = one_key("neighbours.marketing.key", self.key.as_ref(), self.key_file.as_deref())?;
        key.ok_or(BadConfig::Value {
            key: "neighbours.marketing.key",
            rule: "key or key_file must be there",
        })
    }

    /// What the platform shows the marketing system.
    ///
    /// # Errors
    /// When there are two, or the file is none.
    pub fn results_key(&self) -> Result<Option<Key>, BadConfig> {
        let (key, file) = (self.results_key.as_ref(), self.results_key_file.as_deref());
        one_key("neighbours.marketing.results_key", key, file)
    }
}

/// The acquisition system, which is the key authority too: what it shows the platform, and what the platform shows it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acquisition {
    /// Its address, `http://host:port`.
    pub url: String,
    /// What it shows the platform. It, or `key_file`, must be there.
    #[serde(default)]
    pub key: Option<Key>,
    /// A file with that key as its only line.
    #[serde(default)]
    pub key_file: Option<PathBuf>,
    /// What the platform shows it for material and with results. It, or `authority_key_file`, must be there.
    #[serde(default)]
    pub authority_key: Option<Key>,
    /// A file with that key as its only line.
    #[serde(default)]
    pub authority_key_file: Option<PathBuf>,
}

impl Acquisition {
    /// What the acquisition system shows the platform.
    ///
    /// # Errors
    /// When there is none, or two, or the file is none.
    pub fn key(&self) -> Result<Key, BadConfig> {
        let name = "neighbours.acquisition.key";
        let key = one_key(name, self.key.as_ref(), self.key_file.as_deref())?;
        key.ok_or(BadConfig::Value { key: name, rule: "key or key_file must be there" })
    }

    /// What the platform shows the acquisition system.
    ///
    /// # Errors
    /// When there is none, or two, or the file is none.
    pub fn authority_key(&self) -> Result<Key, BadConfig> {
        let name = "neighbours.acquisition.authority_key";
        let key = one_key(name, self.authority_key.as_ref(), self.authority_key_file.as_deref())?;
        let rule = "authority_key or authority_key_file must be there";
        key.ok_or(BadConfig::Value { key: name, rule })
    }
}

/// What holds for commands to meters.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Metering {
    /// A file with the company's own dated list of when and how a supply may be stopped; the one that comes with the program
    /// unless told otherwise (`crates/platform/src/metering/stop_policy.json` shows its shape).
    pub stop_policies_file: Option<PathBuf>,
    /// Whether money that was paid may be written into a meter on site (现场充值). While it may not, leave for it is neither
    /// given nor released, and terminals do not offer it.
    pub on_site_recharge: bool,
}

impl Metering {
    /// The company's list, or the shipped one.
    ///
    /// # Errors
    /// When the file is none.
    pub fn stop_policies(&self) -> Result<StopPolicies, BadConfig> {
        let Some(file) = &self.stop_policies_file else { return Ok(StopPolicies::shipped()) };
        StopPolicies::read(&read(file)?)
            .map_err(|error| BadConfig::StopPolicies { file: file.clone(), error })
    }
}

/// Bounds that a company may move.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsSection {
    /// Bytes of one file of evidence.
    pub file_bytes_max: u64,
    /// Bytes of a request with JSON.
    pub json_bytes_max: usize,
    /// Wrong passwords in a row before an account is locked for a quarter of an hour; 3 to 20.
    pub password_failures_max: u32,
    /// Memory that one password hash takes, KiB (argon2id); at least 7168.
    pub password_memory_kib: u32,
}

impl Default for LimitsSection {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            file_bytes_max: limits.file_bytes_max,
            json_bytes_max: limits.json_bytes_max,
            password_failures_max: limits.password_failures_max,
            password_memory_kib: limits.password_memory_kib,
        }
    }
}

impl LimitsSection {
    /// The platform's limits.
    #[must_use]
    pub const fn limits(&self) -> Limits {
        Limits {
            file_bytes_max: self.file_bytes_max,
            json_bytes_max: self.json_bytes_max,
            password_failures_max: self.password_failures_max,
            password_memory_kib: self.password_memory_kib,
        }
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
    #[error("{key}: {rule}")]
    Value { key: &'static str, rule: &'static str },
    #[error("{file} holds no keys of a platform; `ronghe init` makes them")]
    Keys {
        file: PathBuf,
        #[source]
        error: serde_json::Error,
    },
    #[error("metering.stop_policies_file: {file} holds no list of stop policies")]
    StopPolicies {
        file: PathBuf,
        #[source]
        error: NoStopPolicies,
    },
    #[error("{key}: {file} holds no key of at least 16 visible ASCII characters")]
    KeyFile { key: &'static str, file: PathBuf },
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
        config.check()?;
        Ok(config)
    }

    /// Lets paths begin at the file.
    fn settle(&mut self, folder: &Path) {
        if let Some(pages) = &mut self.server.pages {
            *pages = folder.join(&pages);
        }
        self.data.folder = folder.join(&self.data.folder);
        let marketing = self.neighbours.marketing.as_mut();
        let of_marketing = marketing.map(|one| [&mut one.key_file, &mut one.results_key_file]);
        let acquisition = self.neighbours.acquisition.as_mut();
        let of_acquisition =
            acquisition.map(|one| [&mut one.key_file, &mut one.authority_key_file]);
        let of_neighbours = of_marketing.into_iter().chain(of_acquisition).flatten();
        let own = &mut self.metering.stop_policies_file;
        let paths = [&mut self.data.keys, &mut self.data.files, own];
        for path in paths.into_iter().chain(of_neighbours).flatten() {
            *path = folder.join(&path);
        }
    }

    fn check(&self) -> Result<(), BadConfig> {
        let wrong = |key, rule| Err(BadConfig::Value { key, rule });
        if !self.server.listen.ip().is_loopback() && !self.server.allow_public {
            return wrong(
                "server.listen",
                "is no loopback address; server.allow_public = true lets others in",
            );
        }
        let postgres =
            |url: &String| url.starts_with("postgres://") || url.starts_with("postgresql://");
        if !self.data.database.iter().all(postgres) {
            return wrong("data.database", "must begin with postgres://");
        }
        if let Some(marketing) = &self.neighbours.marketing {
            if !marketing.url.starts_with("http://") {
                return wrong("neighbours.marketing.url", "must look like http://host:port");
            }
            marketing.key()?;
            marketing.results_key()?;
        }
        if let Some(acquisition) = &self.neighbours.acquisition {
            if !acquisition.url.starts_with("http://") {
                return wrong("neighbours.acquisition.url", "must look like http://host:port");
            }
            acquisition.key()?;
            acquisition.authority_key()?;
        }
        if !(3..=20).contains(&self.limits.password_failures_max) {
            return wrong("limits.password_failures_max", "must be 3 to 20");
        }
        if !(7_168..=1_048_576).contains(&self.limits.password_memory_kib) {
            return wrong("limits.password_memory_kib", "must be 7168 to 1048576");
        }
        if self.limits.json_bytes_max < 1_048_576 {
            return wrong("limits.json_bytes_max", "must be at least 1048576");
        }
        Ok(())
    }
}

/// The key itself, or the one in the file.
fn one_key(
    name: &'static str,
    key: Option<&Key>,
    file: Option<&Path>,
) -> Result<Option<Key>, BadConfig> {
    match (key, file) {
        (Some(_), Some(_)) => Err(BadConfig::Value { key: name, rule: "stands there twice" }),
        (Some(key), None) => Ok(Some(key.clone())),
        (None, None) => Ok(None),
        (None, Some(file)) => {
            let text = read(file)?;
            let key = Key::try_from(text.trim().to_owned());
            key.map(Some).map_err(|_| BadConfig::KeyFile { key: name, file: file.to_owned() })
        }
    }
}

/// A file of text, no longer than any configuration is.
fn read(file: &Path) -> Result<String, BadConfig> {
    use std::io::Read as _;
    let unreadable = |error| BadConfig::Unreadable { file: file.to_owned(), error };
    let mut text = String::new();
    let opened = std::fs::File::open(file).map_err(unreadable)?;
    opened.take(FILE_LEN_MAX).read_to_string(&mut text).map_err(unreadable)?;
    Ok(text)
}

const FILE_LEN_MAX: u64 = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error as _;

    fn parse(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("key"), "a-key-in-a-file-of-its-own\n").expect("written");
        let file = folder.path().join("platform.toml");
        std::fs::write(&file, text).expect("written");
        Config::read(&file).map_err(|error| {
            let cause = error.source().map(ToString::to_string).unwrap_or_default();
            format!("{error}: {cause}")
        })
    }

    #[test]
    fn the_committed_reference_is_what_the_program_reads() {
        config_reference::check::<Config>("ronghe-platform", INTRODUCTION);
    }

    const INTRODUCTION: &str = "\
`ronghe-platform --config FILE`. The first line on standard output is its address, once it listens; the log goes to
standard error as JSON (`RUST_LOG` filters it). SIGTERM and SIGINT stop it: requests under way are finished, then the
data are closed. Paths are looked for beside the file; a key that is not listed here is refused.
";

    const DATA: &str = "[data]\nfolder = 'data'\n";

    #[test]
    fn the_smallest_file_is_enough() {
        let config = parse(DATA).expect("is right");
        assert!(config.server.listen.ip().is_loopback());
        assert!(!config.server.cookies_are_secure());
        assert!(matches!(config.data.location(), Location::Sqlite(path) if path.is_absolute()));
        assert!(config.data.keys_file().ends_with("data/keys.json"));
    }

    #[test]
    fn mistakes_name_their_key() {
        let check = |lines: &str, named: &str| {
            let fault = parse(&format!("{DATA}{lines}")).expect_err(lines);
            assert!(fault.contains(named), "{fault}");
        };
        check("colour = 'red'", "colour");
        check("[server]\nport = 1", "port");
        check("[weather]\n", "weather");
        check("database = 'mysql://x'", "data.database");
        check("[limits]\npassword_failures_max = 0", "limits.password_failures_max");
        check("[limits]\npassword_memory_kib = 64", "limits.password_memory_kib");
        check("[neighbours.marketing]\nurl = 'http://m'", "neighbours.marketing.key");
        check("[neighbours.marketing]\nurl = 'http://m'\nkey = 'short'", "key");
        check("[neighbours.marketing]\nurl = 'http://m'\nkey_file = 'nowhere'", "nowhere");
        let acquisition = "[neighbours.acquisition]\nurl = 'http://a'\n";
        check(acquisition, "neighbours.acquisition.key");
        let shown = format!("{acquisition}key_file = 'key'\n");
        check(&shown, "neighbours.acquisition.authority_key");
        check(&format!("{shown}authority_key_file = 'nowhere'"), "nowhere");
        let elsewhere = shown.replace("http", "https");
        check(&format!("{elsewhere}authority_key_file = 'key'"), "neighbours.acquisition.url");
        parse(&format!("{DATA}{shown}authority_key_file = 'key'")).expect("is right");
        assert!(parse("[server]").expect_err("no data").contains("platform.toml"));
    }

    #[test]
    fn other_machines_are_let_in_only_when_told_and_then_cookies_are_secure() {
        let public = format!("{DATA}[server]\nlisten = '0.0.0.0:80'\n");
        assert!(parse(&public).expect_err("refused").contains("server.allow_public"));
        let config = parse(&format!("{public}allow_public = true\n")).expect("told");
        assert!(config.server.cookies_are_secure());
    }

    #[test]
    fn a_key_may_lie_in_a_file() {
        let text = format!("{DATA}[neighbours.marketing]\nurl = 'http://m'\nkey_file = 'key'\n");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("key"), "a-key-in-a-file-of-its-own\n").expect("written");
        let file = folder.path().join("platform.toml");
        std::fs::write(&file, text).expect("written");
        let marketing = Config::read(&file).expect("is right").neighbours.marketing.expect("there");
        assert_eq!(marketing.key().expect("a key").reveal(), "a-key-in-a-file-of-its-own");
        assert!(!format!("{marketing:?}").contains("a-key-in"));
    }

    proptest::proptest! {
        #[test]
        fn foreign_text_is_refused_without_a_panic(text in ".{0,200}", near in "(\\[server\\]|\\[data\\]|listen|folder|=|'|\n|[0-9.:]){0,20}") {
            for text in [text, near] {
                proptest::prop_assert!(parse(&text).is_err(), "it names no folder");
            }
        }
    }
}
