//! What opens the gated infrared ports of meters, for whom and until when.

use std::collections::BTreeSet;

use rusqlite::params;
use sync::PortOpening;
use vocabulary::{CommAddress, Instant, PersonId};

use super::DeviceStore;
use crate::StoreFault;
use crate::row::Columns as _;

impl DeviceStore {
    /// Keeps what has come for somebody, in place of what he had for the same meters, and forgets what is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_port_openings(
        &self,
        person: PersonId,
        openings: &[PortOpening],
        now: Instant,
    ) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        tx.execute(FORGET, params![now.micros()])?;
        for opening in openings {
            let text = serde_json::to_string(opening)?;
            tx.execute(
                UPSERT,
                params![
                    person.to_string(),
                    opening.comm_address.as_str(),
                    opening.not_after.micros(),
                    text
                ],
            )?;
        }
        tx.commit()
    }

    /// What he has for a meter that lasts longer than until `lasts`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn port_opening(
        &self,
        person: PersonId,
        meter: &CommAddress,
        lasts: Instant,
    ) -> Result<Option<PortOpening>, StoreFault> {
        let snapshot = self.database.read().await?;
        let asked = params![person.to_string(), meter.as_str(), lasts.micros()];
        snapshot.row(SELECT, asked, |row| row.json("opening"))
    }

    /// The meters for which he has something that lasts longer.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn ports_opened(
        &self,
        person: PersonId,
        lasts: Instant,
    ) -> Result<BTreeSet<CommAddress>, StoreFault> {
        let snapshot = self.database.read().await?;
        let asked = params![person.to_string(), lasts.micros()];
        snapshot.rows(SELECT_METERS, asked, |row| row.parsed("comm_address"))
    }
}

const FORGET: &str = "DELETE FROM port_opening WHERE not_after <= ?1";

const UPSERT: &str = "
    INSERT INTO port_opening (person, comm_address, not_after, opening)
    VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (person, comm_address) DO UPDATE
       SET not_after = EXCLUDED.not_after, opening = EXCLUDED.opening";

const SELECT: &str = "
    SELECT opening
      FROM port_opening
     WHERE person = ?1 AND comm_address = ?2 AND not_after > ?3";

const SELECT_METERS: &str = "
    SELECT comm_address
      FROM port_opening
     WHERE person = ?1 AND not_after > ?2";

#[cfg(test)]
mod tests {
    use vocabulary::hours;

    use super::*;
    use crate::device::tests::opened;

    #[tokio::test]
    async fn each_meter_has_its_own_and_what_is_over_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(folder.path()).await;
        let person = |n| PersonId::from_uuid(uuid::Uuid::from_u128(n));
        let now = Instant::from_micros(1_780_000_000_000_000);
        let meter = |n: u32| format!("{n:012}").parse::<CommAddress>().expect("an address");
        let until = |n, after| PortOpening {
            comm_address: meter(n),
            not_after: now.plus(hours(after)),
            material: None,
        };
        let route: Vec<_> = (1..=300).map(|n| until(n, 12)).collect();
        store.keep_port_openings(person(1), &route, now).await.expect("kept");
        store.keep_port_openings(person(2), &[until(1, 1)], now).await.expect("kept");
        assert_eq!(store.ports_opened(person(1), now).await.expect("read").len(), 300);
        let found = |who, n, lasts| {
            let store = &store;
            async move { store.port_opening(person(who), &meter(n), lasts).await.expect("read") }
        };
        assert_eq!(found(1, 7, now).await, Some(until(7, 12)));
        assert_eq!(found(1, 7, now.plus(hours(12))).await, None, "it is over then");
        assert_eq!(found(2, 7, now).await, None, "it is another's");

        store
            .keep_port_openings(person(1), &[until(7, 24)], now.plus(hours(2)))
            .await
            .expect("kept");
        assert_eq!(found(1, 7, now.plus(hours(12))).await, Some(until(7, 24)));
        assert_eq!(found(2, 1, now).await, None, "it was over, and has gone");
    }
}
