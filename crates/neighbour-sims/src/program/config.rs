//! The configuration file.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use neighbour_sims::Retry;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::key::Key;

/// One section for each system that is stood in for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub marketing: Marketing,
    /// Without it there is no acquisition system.
    #[serde(default)]
    pub acquisition: Option<Acquisition>,
}

/// The marketing system (营销业务应用系统). A key is at least 16 visible ASCII characters.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marketing {
    /// Address and port where it listens: loopback, unless `beyond_loopback`; port 0 takes any free one.
    #[schemars(with = "String")]
    pub listen: SocketAddr,
    /// Allows `listen` to be reached from other machines.
    #[serde(default)]
    pub beyond_loopback: bool,
    /// The file that survives a kill; made when it is not there.
    pub ledger: PathBuf,
    /// The platform's address, `http://host:port`.
    pub platform: String,
    /// What it shows the platform.
    pub platform_key: Key,
    /// What the platform must show with a result; without it nothing is asked for.
    pub results_key: Option<Key>,
    /// What whoever uses `/control` must show.
    pub control_key: Key,
    /// Wait after the first attempt that came to nothing, milliseconds; doubled each time.
    #[serde(default = "retry_first_ms")]
    pub retry_first_ms: u64,
    /// The longest such wait, milliseconds.
    #[serde(default = "retry_max_ms")]
    pub retry_max_ms: u64,
    /// How many messages may be under way at once; 1 to 64.
    #[serde(default = "senders")]
    pub senders: usize,
}

/// The acquisition system (用电信息采集系统) with the company's key machine.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acquisition {
    /// Address and port where it listens: loopback, unless `beyond_loopback`; port 0 takes any free one.
    #[schemars(with = "String")]
    pub listen: SocketAddr,
    /// Allows `listen` to be reached from other machines.
    #[serde(default)]
    pub beyond_loopback: bool,
    /// The file that survives a kill; made when it is not there.
    pub ledger: PathBuf,
    /// The key machine's file, made by `ronghe keys create`.
    pub key_machine: PathBuf,
    /// A file whose only line is the key machine's passphrase.
    pub passphrase_file: PathBuf,
    /// The platform's address, `http://host:port`.
    pub platform: String,
    /// What it shows the platform.
    pub platform_key: Key,
    /// What the platform must show for authorities and with results.
    pub authority_key: Key,
    /// What whoever uses `/control` must show.
    pub control_key: Key,
    /// Wait after the first attempt that came to nothing, milliseconds; doubled each time.
    #[serde(default = "retry_first_ms")]
    pub retry_first_ms: u64,
    /// The longest such wait, milliseconds.
    #[serde(default = "retry_max_ms")]
    pub retry_max_ms: u64,
}

impl Config {
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the configuration {}", path.display()))?;
        let mut config: Self = toml::from_str(&text)
            .with_context(|| format!("the configuration {} is wrong", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        config.marketing.ledger = folder.join(&config.marketing.ledger);
        if let Some(acquisition) = &mut config.acquisition {
            let Acquisition { ledger, key_machine, passphrase_file, .. } = acquisition;
            for path in [ledger, key_machine, passphrase_file] {
                *path = folder.join(&path);
            }
        }
        Ok(config)
    }

    /// What the command line says wins.
    pub fn overrule(
        &mut self,
        listen: Option<SocketAddr>,
        ledger: Option<PathBuf>,
        platform: Option<String>,
    ) {
        let marketing = &mut self.marketing;
        marketing.listen = listen.unwrap_or(marketing.listen);
        if let Some(ledger) = ledger {
            marketing.ledger = ledger;
        }
        if let Some(platform) = platform {
            if let Some(acquisition) = &mut self.acquisition {
                acquisition.platform.clone_from(&platform);
            }
            marketing.platform = platform;
        }
    }
}

impl Marketing {
    /// What the types of the fields cannot say.
    pub fn check(&self) -> anyhow::Result<()> {
        check_listen("marketing", self.listen, self.beyond_loopback)?;
        ensure!(
            (1..=SENDERS_MAX).contains(&self.senders),
            "marketing.senders: must be 1 to {SENDERS_MAX}"
        );
        check_retry("marketing", self.retry_first_ms, self.retry_max_ms)
    }

    pub const fn retry(&self) -> Retry {
        Retry {
            first: Duration::from_millis(self.retry_first_ms),
            longest: Duration::from_millis(self.retry_max_ms),
        }
    }
}

impl Acquisition {
    /// What the types of the fields cannot say.
    pub fn check(&self) -> anyhow::Result<()> {
        check_listen("acquisition", self.listen, self.beyond_loopback)?;
        check_retry("acquisition", self.retry_first_ms, self.retry_max_ms)
    }

    pub const fn retry(&self) -> Retry {
        Retry {
            first: Duration::from_millis(self.retry_first_ms),
            longest: Duration::from_millis(self.retry_max_ms),
        }
    }
}

fn check_listen(section: &str, listen: SocketAddr, beyond_loopback: bool) -> anyhow::Result<()> {
    ensure!(
        beyond_loopback || listen.ip().is_loopback(),
        "{section}.listen: {listen} is not a loopback address; set {section}.beyond_loopback = true to allow it"
    );
    Ok(())
}

fn check_retry(section: &str, first_ms: u64, max_ms: u64) -> anyhow::Result<()> {
    ensure!(
        0 < first_ms && first_ms <= max_ms,
        "{section}.retry_first_ms: must be above 0 and at most {section}.retry_max_ms"
    );
    Ok(())
}

const fn retry_first_ms() -> u64 {
    500
}

const fn retry_max_ms() -> u64 {
    30_000
}

const fn senders() -> usize {
    8
}

const SENDERS_MAX: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_file_is_enough() {
        let marketing = parse("").expect("is right").marketing;
        marketing.check().expect("is right");
        assert_eq!(marketing.retry(), Retry::default());
    }

    #[test]
    fn mistakes_name_their_key() {
        check("senders = 0", "marketing.senders");
        check("retry_first_ms = 0", "marketing.retry_first_ms");
        check("retry_first_ms = 40_000", "marketing.retry_first_ms");
        check("colour = 'red'", "colour");
        check("retry_max_ms = 'long'", "retry_max_ms");
        check("results_key = 'short'", "results_key");
    }

    #[test]
    fn the_committed_reference_is_what_the_program_reads() {
        config_reference::check::<Config>("neighbour-sims", INTRODUCTION);
    }

    const INTRODUCTION: &str = "\
`neighbour-sims --config FILE [--listen ADDRESS] [--ledger FILE] [--platform URL]`; what stands on the command line goes
before the file. The first line on standard output is its address, once it listens; the log goes to standard error
(`RUST_LOG` filters it). SIGTERM and SIGINT stop it. Paths are looked for beside the file; a key that is not listed here
is refused.
";

    #[test]
    fn other_machines_are_let_in_only_when_told() {
        let mut marketing = parse("").expect("is right").marketing;
        marketing.listen = "0.0.0.0:1".parse().expect("an address");
        assert!(marketing.check().is_err());
        marketing.beyond_loopback = true;
        assert!(marketing.check().is_ok());
    }

    #[test]
    fn the_acquisition_system_has_a_section_of_its_own() {
        assert!(parse("").expect("is right").acquisition.is_none());
        let section = "[acquisition]\nlisten = '127.0.0.1:0'\nledger = 'a'\nkey_machine = 'k'\n\
                       passphrase_file = 'p'\nplatform = 'http://127.0.0.1:1'\n\
                       platform_key = 'a-key-for-the-platform'\nauthority_key = 'a-key-of-the-platform'\n\
                       control_key = 'a-key-for-control'";
        let mut acquisition = parse(section).expect("is right").acquisition.expect("is there");
        acquisition.check().expect("is right");
        acquisition.retry_max_ms = 1;
        let fault = acquisition.check().expect_err("the first is longer");
        assert!(fault.to_string().contains("acquisition.retry_first_ms"), "{fault}");
        let fault = parse(&section.replace("authority_key", "colour")).expect_err("no such key");
        assert!(format!("{fault:#}").contains("colour"), "{fault:#}");
    }

    #[test]
    fn keys_are_not_printed() {
        let config = parse("").expect("is right");
        assert!(!format!("{config:?}").contains("a-key-for"));
    }

    fn check(line: &str, named: &str) {
        let fault = parse(line).and_then(|config| config.marketing.check()).expect_err(line);
        assert!(format!("{fault:#}").contains(named), "{fault:#}");
    }

    fn parse(line: &str) -> anyhow::Result<Config> {
        let text = format!(
            "[marketing]\nlisten = '127.0.0.1:0'\nledger = 'l'\nplatform = 'http://127.0.0.1:1'\n\
             platform_key = 'a-key-for-the-platform'\ncontrol_key = 'a-key-for-control'\n{line}\n"
        );
        Ok(toml::from_str(&text)?)
    }
}
