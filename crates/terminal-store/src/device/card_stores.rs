//! Whose stores this terminal has, by which card each opens, and the leases that open them without the platform.

use rusqlite::{Row, params};
use vocabulary::{CardId, Instant, PersonId, Role};
use zeroize::Zeroizing;

use super::DeviceStore;
use crate::StoreFault;
use crate::row::Columns as _;

/// A person's store on this terminal, made with one of his cards.
#[derive(Clone)]
pub struct CardStore {
    pub person: PersonId,
    pub card: CardId,
    pub name: String,
    pub staff_no: String,
    pub roles: Vec<Role>,
    /// In the person's folder.
    pub file_name: String,
    /// The key of the store, wrapped by what card and lease give together.
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
    /// Keeps a store with its wrapped key and lease.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_card_store(&self, store: &CardStore) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        tx.execute(
            UPSERT,
            params![
                store.person.to_string(),
                store.card.to_string(),
                &store.name,
                &store.staff_no,
                serde_json::to_string(&store.roles)?,
                &store.file_name,
                &store.wrapped_key,
                store.lease.as_ref().map(|lease| lease.secret.to_vec()),
                store.lease.as_ref().map(|lease| lease.expires_at.micros())
            ],
        )?;
        tx.commit()
    }

    /// Takes a person's leases away: from now on his stores open only with the platform's help.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete_leases(&self, person: PersonId) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        tx.execute(DELETE_LEASES, [person.to_string()])?;
        tx.commit()
    }

    /// The store that a card opens.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn card_store(
        &self,
        person: PersonId,
        card: CardId,
    ) -> Result<Option<CardStore>, StoreFault> {
        let key = [person.to_string(), card.to_string()];
        self.database.read().await?.row(SELECT, key, of)
    }

    /// Whether one of the person's stores opens without the platform.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn has_lease(&self, person: PersonId) -> Result<bool, StoreFault> {
        let of = |row: &Row<'_>| Ok(row.int("found")? != 0);
        self.database.read().await?.one(SELECT_LEASE, [person.to_string()], of)
    }

    /// Whether the person has a store here that another card opens.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn has_store_of_another_card(
        &self,
        person: PersonId,
        card: CardId,
    ) -> Result<bool, StoreFault> {
        let of = |row: &Row<'_>| Ok(row.int("found")? != 0);
        let key = [person.to_string(), card.to_string()];
        self.database.read().await?.one(SELECT_OTHER, key, of)
    }
}

fn of(row: &Row<'_>) -> Result<CardStore, StoreFault> {
    let lease = match (row.maybe_bytes("lease_secret")?, row.maybe_instant("lease_expires")?) {
        (Some(secret), Some(expires_at)) => {
            let secret = <[u8; 32]>::try_from(secret.as_slice());
            let secret = secret.map_err(|_| StoreFault::BadRow { column: "lease_secret" })?;
            Some(Lease { secret: Zeroizing::new(secret), expires_at })
        }
        _ => None,
    };
    Ok(CardStore {
        person: row.parsed("person")?,
        card: row.parsed("card")?,
        name: row.text("name")?,
        staff_no: row.text("staff_no")?,
        roles: row.json("roles")?,
        file_name: row.text("file_name")?,
        wrapped_key: row.bytes("wrapped_key")?,
        lease,
    })
}

const UPSERT: &str = "
    INSERT INTO card_store
           (person, card, name, staff_no, roles, file_name, wrapped_key, lease_secret,
            lease_expires)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (person, card) DO UPDATE
       SET name = EXCLUDED.name, staff_no = EXCLUDED.staff_no, roles = EXCLUDED.roles,
           file_name = EXCLUDED.file_name, wrapped_key = EXCLUDED.wrapped_key,
           lease_secret = EXCLUDED.lease_secret, lease_expires = EXCLUDED.lease_expires";

const DELETE_LEASES: &str = "
    UPDATE card_store
       SET lease_secret = NULL, lease_expires = NULL
     WHERE person = ?1";

const SELECT: &str = "SELECT * FROM card_store WHERE person = ?1 AND card = ?2";

const SELECT_LEASE: &str = "
    SELECT EXISTS (
             SELECT 1 FROM card_store
              WHERE person = ?1 AND lease_secret IS NOT NULL) AS found";

const SELECT_OTHER: &str = "
    SELECT EXISTS (SELECT 1 FROM card_store WHERE person = ?1 AND card <> ?2) AS found";
