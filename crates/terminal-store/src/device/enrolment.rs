//! Who this terminal is.

use rusqlite::params;
use vocabulary::{Instant, OrganisationId, TerminalId};
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
    /// P-256 scalar of the terminal's own key.
    pub private_key: Zeroizing<Vec<u8>>,
    /// SEC1.
    pub platform_key: Vec<u8>,
    /// SEC1; sealed work goes to it.
    pub recovery_key: Vec<u8>,
    pub enrolled_at: Instant,
}

impl DeviceStore {
    /// Keeps who this terminal is, in place of who it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enrol(&self, enrolment: &Enrolment) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        tx.execute(
            UPSERT,
            params![
                enrolment.organisation.to_string(),
                enrolment.terminal.to_string(),
                &enrolment.name,
                enrolment.private_key.as_slice(),
                &enrolment.platform_key,
                &enrolment.recovery_key,
                enrolment.enrolled_at.micros()
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
            Ok(Enrolment {
                organisation: row.parsed("organisation")?,
                terminal: row.parsed("terminal")?,
                name: row.text("name")?,
                private_key: Zeroizing::new(row.bytes("private_key")?),
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
            enrolled_at)
    VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (only) DO UPDATE
       SET organisation = EXCLUDED.organisation, terminal = EXCLUDED.terminal,
           name = EXCLUDED.name, private_key = EXCLUDED.private_key,
           platform_key = EXCLUDED.platform_key, recovery_key = EXCLUDED.recovery_key,
           enrolled_at = EXCLUDED.enrolled_at";

const SELECT: &str = "SELECT * FROM enrolment";
