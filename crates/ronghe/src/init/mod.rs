//! `ronghe init`: a new platform with its folders, keys, configuration and first people.

mod config_file;
mod first_people;
mod founding;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use vocabulary::SystemEntropy;

pub use config_file::{AcquisitionSection, CONFIG_FILE, MarketingSection};
pub use first_people::FirstPerson;
pub use founding::{Founding, found_platform};

use crate::advice::Advise as _;
use crate::company::{key, password};

/// Founds a platform: folders, keys, configuration, the organisation and its first administrator.
///
/// Nothing that exists is touched: a folder with a platform in it is refused.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Init {
    /// The folder that gets `platform.toml` and `data/`.
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Where the data lie: `sqlite`, or a PostgreSQL server as `postgres://user:password@host/database`.
    #[arg(long, value_name = "WHERE", default_value = "sqlite")]
    database: String,
    /// What the company is called.
    #[arg(long, value_name = "NAME", default_value = "供电公司")]
    organisation: String,
    /// Where the platform shall listen.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8700")]
    listen: SocketAddr,
    /// The folder with the console's built pages; without it only the API is served.
    #[arg(long, value_name = "DIR")]
    pages: Option<PathBuf>,
    /// The first administrator's name to sign in with.
    #[arg(long, value_name = "LOGIN", default_value = "admin")]
    admin: String,
    /// A file whose only line is the administrator's password; without it one is made and printed.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Also makes a security officer, who enrols terminals and issues cards; the password is made and printed.
    #[arg(long, value_name = "LOGIN")]
    security_officer: Option<String>,
    /// The marketing system's address, `http://host:port`; keys for both directions are made and printed.
    #[arg(long, value_name = "URL")]
    marketing: Option<String>,
    /// The acquisition system's address, `http://host:port`; keys for both directions are made and printed.
    #[arg(long, value_name = "URL")]
    acquisition: Option<String>,
}

const EXAMPLE: &str = "Example:
  ronghe init --dir /srv/ronghe --admin admin --security-officer officer
  ronghe-platform --config /srv/ronghe/platform.toml";

impl Init {
    /// # Errors
    /// When there is a platform already, or it cannot be made.
    pub async fn run(self) -> anyhow::Result<()> {
        let given = self.password_file.is_some();
        let founding = self.founding()?;
        let config = found_platform(&founding).await?;
        println!("{} is founded; its configuration is {}", founding.organisation, config.display());
        for person in founding.people() {
            let shown = if given && person.login == founding.administrator.login {
                "the one in the file"
            } else {
                &person.password
            };
            println!("  {}: sign in as {}, password {shown}", person.name, person.login);
        }
        if let Some(marketing) = &founding.marketing {
            println!("  the marketing system shows the platform the key {}", marketing.key);
            println!("  the platform shows the marketing system     {}", marketing.results_key);
        }
        if let Some(acquisition) = &founding.acquisition {
            println!("  the acquisition system shows the platform the key {}", acquisition.key);
            println!(
                "  the platform shows the acquisition system     {}",
                acquisition.authority_key
            );
        }
        println!("next step: ronghe-platform --config {}", config.display());
        Ok(())
    }

    fn founding(self) -> anyhow::Result<Founding> {
        let entropy = SystemEntropy;
        let secret = match &self.password_file {
            None => password(&entropy),
            Some(file) => std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the password in {}", file.display()))
                .next_step("put the password into the file's first line, or leave the option out")?
                .trim()
                .to_owned(),
        };
        let marketing = self.marketing.map(|url| MarketingSection {
            url,
            key: key(&entropy),
            results_key: key(&entropy),
        });
        let acquisition = self.acquisition.map(|url| AcquisitionSection {
            url,
            key: key(&entropy),
            authority_key: key(&entropy),
        });
        Ok(Founding {
            folder: self.dir,
            database: Some(self.database).filter(|database| database != "sqlite"),
            organisation: self.organisation,
            listen: self.listen,
            pages: self.pages,
            administrator: FirstPerson::administrator(self.admin, secret),
            officer: self
                .security_officer
                .map(|login| FirstPerson::security_officer(login, password(&entropy))),
            marketing,
            acquisition,
            stop_policies: None,
        })
    }
}
