//! Who this terminal is.

use rusqlite::params;
use vocabulary::{CardId, Instant, OrganisationId, TerminalId};
use zeroize::Zeroizing;

use super::DeviceStore;
use crate::StoreFault;
use crate::row::Columns as _;

/// What a terminal got and made when it was enrolled.
#[derive(Clone)]
pub struct Enrolment {
    pub organisation: OrganisationId,
    pub terminal: TerminalId,
    pub name: String,
    pub key: TerminalKey,
    /// SEC1.
    pub platform_key: Vec<u8>,
    /// SEC1; sealed work goes to it.
    pub recovery_key: Vec<u8>,
    pub enrolled_at: Instant,
}

/// Where the terminal's own key lies.
#[derive(Clone)]
pub enum TerminalKey {
    /// Here: its P-256 scalar.
    InStore(Zeroizing<Vec<u8>>),
    /// On this TF card, which never gives it out.
    OnTfCard(CardId),
}

impl TerminalKey {
    /// The columns `private_key` and `tf_card`.
    fn columns(&self) -> (&[u8], Option<String>) {
        match self {
            Self::InStore(scalar) => (scalar, None),
            Self::OnTfCard(card) => (&[], Some(card.to_string())),
        }
    }
}

impl DeviceStore {
    /// Keeps who this terminal is, in place of who it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enrol(&self, enrolment: &Enrolment) -> Result<(), StoreFault> {
        let (private_key, tf_card) = enrolment.key.columns();
        let tx = self.database.begin().await?;
        tx.execute(
            UPSERT,
            params![
                enrolment.organisation.to_string(),
                enrolment.terminal.to_string(),
                &enrolment.name,
                private_key,
                &enrolment.platform_key,
                &enrolment.recovery_key,
                enrolment.enrolled_at.micros(),
                tf_card
            ],
        )?;
        tx.commit()
    }

    /// Who this terminal is; none before it is enrolled.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enrolment(&self) -> Result<Option<Enrolment>, StoreFault> {
        self.database.read().await?.row(SELECT, (), |row| {
            let key = match row.maybe_text("tf_card")? {
                Some(_) => TerminalKey::OnTfCard(row.parsed("tf_card")?),
                None => TerminalKey::InStore(Zeroizing::new(row.bytes("private_key")?)),
            };
            Ok(Enrolment {
                organisation: row.parsed("organisation")?,
                terminal: row.parsed("terminal")?,
                name: row.text("name")?,
                key,
                platform_key: row.bytes("platform_key")?,
                recovery_key: row.bytes("recovery_key")?,
                enrolled_at: row.instant("enrolled_at")?,
            })
        })
    }
}

const UPSERT: &str = "
    INSERT INTO enrolment
           (only, organisation, terminal, name, private_key, platform_key, recovery_key,
            enrolled_at, tf_card)
    VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (only) DO UPDATE
       SET organisation = EXCLUDED.organisation, terminal = EXCLUDED.terminal,
           name = EXCLUDED.name, private_key = EXCLUDED.private_key,
           platform_key = EXCLUDED.platform_key, recovery_key = EXCLUDED.recovery_key,
           enrolled_at = EXCLUDED.enrolled_at, tf_card = EXCLUDED.tf_card";

const SELECT: &str = "SELECT * FROM enrolment";
