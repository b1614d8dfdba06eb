//! `platform.toml` of a new platform.

use std::fmt::Write as _;

use super::Founding;

/// The configuration's name within the platform's folder.
pub const CONFIG_FILE: &str = "platform.toml";

/// The marketing system and the keys of both directions.
#[derive(Debug, Clone)]
pub struct MarketingSection {
    /// `http://host:port`
    pub url: String,
    /// What it shows the platform.
    pub key: String,
    /// What the platform shows it.
    pub results_key: String,
}

/// The acquisition system and the keys of both directions.
#[derive(Debug, Clone)]
pub struct AcquisitionSection {
    /// `http://host:port`
    pub url: String,
    /// What it shows the platform.
    pub key: String,
    /// What the platform shows it.
    pub authority_key: String,
}

/// Files of the keys, in the data's folder.
pub const MARKETING_KEY: &str = "marketing.key";
pub const MARKETING_RESULTS_KEY: &str = "marketing-results.key";
pub const ACQUISITION_KEY: &str = "acquisition.key";
pub const ACQUISITION_AUTHORITY_KEY: &str = "acquisition-authority.key";
pub const STOP_POLICIES: &str = "stop-policies.json";
/// The data's folder beside the configuration.
pub const DATA: &str = "data";

/// The text of the file. Keys stand in files of their own.
#[must_use]
pub fn config_text(founding: &Founding) -> String {
    let mut text = String::from(
        "# The platform's configuration; docs/configuration.md describes every line.\n",
    );
    // Writing to a String cannot fail.
    let _ = write!(text, "\n[server]\nlisten = {}\n", quoted(&founding.listen.to_string()));
    if let Some(pages) = &founding.pages {
        let _ = writeln!(text, "pages = {}", quoted(&pages.to_string_lossy()));
    }
    let _ = write!(text, "\n[data]\nfolder = {}\n", quoted(DATA));
    if let Some(url) = &founding.database {
        let _ = writeln!(text, "database = {}", quoted(url));
    }
    if let Some(marketing) = &founding.marketing {
        let _ = write!(
            text,
            "\n[neighbours.marketing]\nurl = {}\nkey_file = {}\nresults_key_file = {}\n",
            quoted(&marketing.url),
            quoted(&format!("{DATA}/{MARKETING_KEY}")),
            quoted(&format!("{DATA}/{MARKETING_RESULTS_KEY}")),
        );
    }
    if let Some(acquisition) = &founding.acquisition {
        let _ = write!(
            text,
            "\n[neighbours.acquisition]\nurl = {}\nkey_file = {}\nauthority_key_file = {}\n",
            quoted(&acquisition.url),
            quoted(&format!("{DATA}/{ACQUISITION_KEY}")),
            quoted(&format!("{DATA}/{ACQUISITION_AUTHORITY_KEY}")),
        );
    }
    if founding.stop_policies.is_some() {
        // The company writes it, so it lies where the company looks.
        let file = quoted(STOP_POLICIES);
        let _ = write!(text, "\n[metering]\nstop_policies_file = {file}\n");
    }
    text
}

/// A TOML string, whatever is in it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::init::FirstPerson;
    use platform::config::Config;
    use platform_store::Location;
    use proptest::prelude::*;

    /// The configuration and the keys of marketing system and acquisition system, as the platform reads them.
    fn read(database: Option<&str>, url: &str) -> (Config, [String; 2]) {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(DATA)).expect("made");
        let keys =
            [MARKETING_KEY, MARKETING_RESULTS_KEY, ACQUISITION_KEY, ACQUISITION_AUTHORITY_KEY];
        let policies = include_str!("../../../platform/src/metering/stop_policy.json");
        std::fs::write(folder.path().join(STOP_POLICIES), policies).expect("written");
        for name in keys {
            std::fs::write(folder.path().join(DATA).join(name), "0123456789abcdef")
                .expect("written");
        }
        let marketing =
            MarketingSection { url: url.into(), key: String::new(), results_key: String::new() };
        let founding = Founding {
            folder: folder.path().to_owned(),
            database: database.map(str::to_owned),
            organisation: "供电公司".into(),
            listen: ([127, 0, 0, 1], 8701).into(),
            pages: Some("web/console".into()),
            administrator: FirstPerson::administrator("admin".into(), String::new()),
            officer: None,
            marketing: Some(marketing),
            acquisition: Some(AcquisitionSection {
                url: "http://127.0.0.1:8721".into(),
                key: String::new(),
                authority_key: String::new(),
            }),
            stop_policies: Some(policies.to_owned()),
        };
        let text = config_text(&founding);
        let file = folder.path().join(CONFIG_FILE);
        std::fs::write(&file, text).expect("written");
        let config = Config::read(&file).expect("the platform reads it");
        assert!(config.metering.stop_policies_file.is_some());
        config.metering.stop_policies().expect("the company's own list");
        let marketing = config.neighbours.marketing.as_ref().expect("there");
        let key = marketing.key().expect("a key").reveal().to_owned();
        let acquisition = config.neighbours.acquisition.as_ref().expect("there");
        assert_eq!(acquisition.key().expect("a key").reveal(), "0123456789abcdef");
        let authority_key = acquisition.authority_key().expect("a key").reveal().to_owned();
        (config, [key, authority_key])
    }

    #[test]
    fn the_platform_reads_what_is_written() {
        let (config, keys) = read(None, "http://127.0.0.1:8720");
        assert_eq!(config.server.listen.port(), 8701);
        assert!(config.server.pages.is_some_and(|pages| pages.ends_with("web/console")));
        assert!(matches!(config.data.location(), Location::Sqlite(_)));
        assert_eq!(keys, ["0123456789abcdef"; 2]);
        let acquisition = config.neighbours.acquisition.as_ref().expect("there");
        assert_eq!(acquisition.url, "http://127.0.0.1:8721");
        let (config, _) = read(Some("postgres://u:p@h/d"), "http://m");
        assert_eq!(config.data.location(), Location::Postgres("postgres://u:p@h/d".into()));
    }

    proptest! {
        #[test]
        fn no_password_in_an_address_breaks_the_file(password in "[ -~]{0,20}") {
            let url = format!("postgres://u:{password}@h/d");
            let (config, _) = read(Some(&url), "http://m");
            prop_assert_eq!(config.data.location(), Location::Postgres(url));
        }
    }
}
