//! Whose stores this terminal has, and the leases that open them without the platform.

use rusqlite::{Row, params};
use vocabulary::{CardId, Instant, PersonId, Role};
use zeroize::Zeroizing;

use super::DeviceStore;
use crate::StoreFault;
use crate::row::Columns as _;

/// Somebody who has a store on this terminal.
#[derive(Clone)]
pub struct KnownPerson {
    pub person: PersonId,
    pub card: CardId,
    pub name: String,
    pub staff_no: String,
    pub roles: Vec<Role>,
    /// The key of his store, wrapped by what card and lease give together.
    pub wrapped_key: Vec<u8>,
    pub lease: Option<Lease>,
}

/// The platform's leave to open a store without asking.
#[derive(Clone)]
pub struct Lease {
    pub secret: Zeroizing<[u8; 32]>,
    /// In platform time.
    pub expires_at: Instant,
}

impl DeviceStore {
    /// Keeps a person with his wrapped key and lease.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_person(&self, known: &KnownPerson) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        tx.execute(
            UPSERT,
            params![
                known.person.to_string(),
                known.card.to_string(),
                &known.name,
                &known.staff_no,
                serde_json::to_string(&known.roles)?,
                &known.wrapped_key,
                known.lease.as_ref().map(|lease| lease.secret.to_vec()),
                known.lease.as_ref().map(|lease| lease.expires_at.micros())
            ],
        )?;
        tx.commit()
    }

    /// Takes a person's lease away: from now on his store opens only with the platform's help.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete_lease(&self, person: PersonId) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        tx.execute(DELETE_LEASE, [person.to_string()])?;
        tx.commit()
    }

    /// A person who has a store here.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn person(&self, person: PersonId) -> Result<Option<KnownPerson>, StoreFault> {
        self.database.read().await?.row(SELECT, [person.to_string()], of)
    }
}

fn of(row: &Row<'_>) -> Result<KnownPerson, StoreFault> {
    let lease = match (row.maybe_bytes("lease_secret")?, row.maybe_instant("lease_expires")?) {
        (Some(secret), Some(expires_at)) => {
            let secret = <[u8; 32]>::try_from(secret.as_slice());
            let secret = secret.map_err(|_| StoreFault::BadRow { column: "lease_secret" })?;
            Some(Lease { secret: Zeroizing::new(secret), expires_at })
        }
        _ => None,
    };
    Ok(KnownPerson {
        person: row.parsed("person")?,
        card: row.parsed("card")?,
        name: row.text("name")?,
        staff_no: row.text("staff_no")?,
        roles: row.json("roles")?,
        wrapped_key: row.bytes("wrapped_key")?,
        lease,
    })
}

const UPSERT: &str = "
    INSERT INTO known_person
           (person, card, name, staff_no, roles, wrapped_key, lease_secret, lease_expires)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (person) DO UPDATE
       SET card = EXCLUDED.card, name = EXCLUDED.name, staff_no = EXCLUDED.staff_no,
           roles = EXCLUDED.roles, wrapped_key = EXCLUDED.wrapped_key,
           lease_secret = EXCLUDED.lease_secret, lease_expires = EXCLUDED.lease_expires";

const DELETE_LEASE: &str = "
    UPDATE known_person
       SET lease_secret = NULL, lease_expires = NULL
     WHERE person = ?1";

const SELECT: &str = "SELECT * FROM known_person WHERE person = ?1";
