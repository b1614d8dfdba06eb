//! `ronghe card`: makes cards, and gives a locked one a new PIN.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Args, Subcommand, ValueEnum};
use http::Method;
use security_unit::{CardOwner, Pin, SigningToken as _, SoftwareCard, UnlockCode};
use serde_json::{Value, json};
use vocabulary::{CardKind, PersonId, SystemEntropy};

use crate::advice::stop;
use crate::client::{Console, SignIn};
use crate::company::{CardOrder, issue_card, pin};
use crate::private_file;

/// Software cards (操作员卡, 业务卡, TF 卡): made, registered, unlocked. Only a security officer may.
#[derive(Debug, Args)]
pub struct CardCommand {
    #[command(subcommand)]
    command: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Makes a card for somebody and registers it; the PIN is made and printed.
    #[command(after_help = ISSUE_EXAMPLE)]
    Issue {
        #[command(flatten)]
        officer: SignIn,
        /// Whose card it is.
        #[arg(long, value_name = "STAFF_NO")]
        staff_no: String,
        /// The number printed on the card: 1 to 32 letters, digits or hyphens.
        #[arg(long, value_name = "NUMBER")]
        serial: String,
        /// What it is for.
        #[arg(long, value_enum, default_value_t = Kind::Operator)]
        kind: Kind,
        /// The file that gets a TF card's PIN, for the terminal that the card goes into.
        #[arg(long, value_name = "FILE", required_if_eq("kind", "tf"))]
        tf_file: Option<PathBuf>,
        /// The folder that gets the card's file; a terminal's slot, for example.
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
    },
    /// Gives a card that is locked after wrong PINs a new one, which is made and printed.
    #[command(after_help = UNLOCK_EXAMPLE)]
    Unlock {
        #[command(flatten)]
        officer: SignIn,
        /// The card's file.
        #[arg(long, value_name = "FILE")]
        card: PathBuf,
        /// Why; it stands in the card's audit chain.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// 操作员卡: proves who works.
    Operator,
    /// 业务卡: beside it, for what changes a meter.
    Business,
    /// TF 卡: a terminal's own identity.
    Tf,
}

impl From<Kind> for CardKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Operator => Self::Operator,
            Kind::Business => Self::Business,
            Kind::Tf => Self::Tf,
        }
    }
}

const ISSUE_EXAMPLE: &str = "Example:
  ronghe card issue --login officer --password-file ~/officer.password \\
      --staff-no 13020007 --serial 6021000001 --into /srv/terminal-03/operator-slot";

const UNLOCK_EXAMPLE: &str = "Example:
  ronghe card unlock --login officer --password-file ~/officer.password \\
      --card /srv/terminal-03/operator-slot/019a….card.json --reason '口令输错'";

impl CardCommand {
    /// # Errors
    /// When the platform says no, or the card's file cannot be used.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Action::Issue { officer, staff_no, serial, kind, tf_file, into } => {
                let officer = officer.open().await?;
                let owner = find_owner(&officer, &staff_no).await?;
                let order =
                    CardOrder { serial, kind: kind.into(), owner, pin: pin(&SystemEntropy) };
                let (card, path) =
                    issue_card(&officer, Arc::new(SystemEntropy), &into, order).await?;
                println!("card {} of {} in {}", card.serial, card.name, path.display());
                match tf_file {
                    Some(file) => {
                        private_file::replace(&file, &format!("{}\n", card.pin))?;
                        println!("  its PIN stands in {}", file.display());
                    }
                    None => println!("  PIN {}", card.pin),
                }
                Ok(())
            }
            Action::Unlock { officer, card, reason } => {
                unlock(&officer.open().await?, card, &reason).await
            }
        }
    }
}

async fn find_owner(officer: &Console, staff_no: &str) -> anyhow::Result<CardOwner> {
    let people = officer.list("/api/v1/people").await.context("cannot read the list of people")?;
    let found = people.iter().find(|person| person["staff_no"] == staff_no);
    let person = found.ok_or_else(|| {
        stop(format!("nobody has the staff number {staff_no}"), "look it up at the console")
    })?;
    let id: Option<PersonId> = person["person"].as_str().and_then(|text| text.parse().ok());
    Ok(CardOwner {
        person: id.context("the platform's answer has no person")?,
        name: person["name"].as_str().unwrap_or_default().to_owned(),
        staff_no: staff_no.to_owned(),
    })
}

async fn unlock(officer: &Console, path: PathBuf, reason: &str) -> anyhow::Result<()> {
    let card = SoftwareCard::open(Arc::new(SystemEntropy), &path)
        .with_context(|| format!("{} is no card", path.display()))?;
    let id = card.identity().card;
    let revealed: Value = officer
        .command(Method::POST, &format!("/api/v1/cards/{id}/unlock"), &json!({ "reason": reason }))
        .await
        .context("the platform gives no code for this card")?;
    let code = UnlockCode::parse(revealed["unlock_code"].as_str().unwrap_or_default())?;
    let new_pin = pin(&SystemEntropy);
    let digits = Pin::parse(&new_pin)?;
    tokio::task::spawn_blocking(move || card.unlock(&code, &digits))
        .await?
        .context("the card does not take the code")?;
    println!("unlocked; the new PIN is {new_pin}");
    Ok(())
}
