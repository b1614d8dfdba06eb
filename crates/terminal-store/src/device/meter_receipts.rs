//! Works on their way to the platform, and what it has confirmed.

use rusqlite::{Row, params};
use sync::{MeterWork, MeterWorksKept};
use vocabulary::{Epoch, Instant, PersonId};

use super::DeviceStore;
use crate::StoreFault;
use crate::row::{Columns as _, stored};

/// Which works go up.
#[derive(Debug, Clone, Copy, Default)]
pub struct WorksToSend {
    /// Of anybody, if none.
    pub person: Option<PersonId>,
    /// Those that this generation of the platform's data does not hold; that none holds, if it is not known.
    pub epoch: Option<Epoch>,
    /// Those behind this place in the journal.
    pub after: u64,
    pub limit: usize,
}

impl DeviceStore {
    /// Works with their places in the journal, the oldest first; one that goes on is not among them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn meter_works_to_send(
        &self,
        asked: &WorksToSend,
    ) -> Result<Vec<(u64, MeterWork)>, StoreFault> {
        let snapshot = self.database.read().await?;
        let key = params![
            asked.person.map(|id| id.to_string()),
            asked.epoch.map(|epoch| epoch.to_string()),
            stored(asked.after),
            stored(asked.limit as u64)
        ];
        snapshot.rows(SELECT_TO_SEND, key, |row| Ok((row.count("n")?, row.json("body")?)))
    }

    /// How many works nobody has confirmed yet, of everybody.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unsent_meter_works(&self) -> Result<u64, StoreFault> {
        self.database.read().await?.one(COUNT_UNSENT, (), |row: &Row<'_>| row.count("unsent"))
    }

    /// Takes the platform's receipts, and forgets what it has held for 30 days, from the beginning of the chain on. The
    /// last record stays, which the next one names, and so does what an interlock may still ask about.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_meter_works_kept(
        &self,
        person: Option<PersonId>,
        kept: &MeterWorksKept,
        at: Instant,
    ) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        let (epoch, now) = (kept.epoch.to_string(), at.micros());
        for work in &kept.kept {
            let of = person.map(|id| id.to_string());
            tx.execute(KEEP, params![work.to_string(), of, epoch, now])?;
        }
        tx.execute(FORGET, params![now - KEPT_MICROS, now - REMEMBERED_MICROS])?;
        tx.commit()
    }
}

const DAY_MICROS: i64 = 24 * 3_600 * 1_000_000;
/// As long as operations that were confirmed.
const KEPT_MICROS: i64 = 30 * DAY_MICROS;
/// Clock settings of the month count.
const REMEMBERED_MICROS: i64 = 32 * DAY_MICROS;

const SELECT_TO_SEND: &str = "
    SELECT n, body
      FROM meter_work
     WHERE (?1 IS NULL OR person = ?1) AND is_open = 0 AND (kept_epoch IS NULL OR kept_epoch <> ?2)
       AND n > ?3
     ORDER BY n
     LIMIT ?4";

const COUNT_UNSENT: &str = "
    SELECT COUNT(*) AS unsent FROM meter_work WHERE kept_epoch IS NULL AND is_open = 0";

const KEEP: &str = "
    UPDATE meter_work
       SET kept_epoch = ?3, kept_at = ?4
     WHERE work = ?1 AND (?2 IS NULL OR person = ?2) AND is_open = 0";

/// From the beginning on, so that the chain has no gap.
const FORGET: &str = "
    DELETE FROM meter_work
     WHERE n < (SELECT MIN(n)
                  FROM meter_work
                 WHERE kept_at IS NULL OR kept_at >= ?1 OR ended_at >= ?2
                    OR (outcome = 'unknown' AND is_verified = 0)
                    OR n = (SELECT MAX(n) FROM meter_work))";

#[cfg(test)]
mod tests {
    use vocabulary::{ManualClock, MeterCommand, MeterWorkId, SeededEntropy};

    use super::super::meter_journal::tests::{Hand, NOON, meter};
    use super::*;
    use crate::WorksAsked;
    use crate::device::tests::opened;

    const METER: &str = "000000000001";

    #[tokio::test]
    async fn works_stay_until_the_receipt_and_go_again_to_a_restored_platform() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, hand) = (opened(folder.path()).await, Hand::new());
        let (clock, entropy) = (ManualClock::at(NOON), SeededEntropy::new(9));
        let (old, new) = (Epoch::make(&clock, &entropy), Epoch::make(&clock, &entropy));
        let mut ids = Vec::new();
        for outcome in ["done", "refused"] {
            let work = hand.begins(&store, MeterCommand::Acquire, METER).await;
            ids.push(work.work);
            hand.ends(&store, work, outcome, "x").await;
        }
        let open = hand.begins(&store, MeterCommand::Acquire, METER).await;
        let to_send = async |person, epoch| {
            let asked = WorksToSend { person, epoch, limit: 9, ..WorksToSend::default() };
            let works = store.meter_works_to_send(&asked).await.expect("read");
            works.into_iter().map(|(_, work)| work.work).collect::<Vec<MeterWorkId>>()
        };
        assert_eq!(to_send(Some(hand.person), None).await, ids, "what goes on is not sent");
        let stranger = Some(PersonId::make(&clock, &entropy));
        let first = WorksToSend { limit: 1, ..WorksToSend::default() };
        let (place, _) = store.meter_works_to_send(&first).await.expect("read").remove(0);
        let next = WorksToSend { after: place, ..first };
        let (_, behind) = store.meter_works_to_send(&next).await.expect("read").remove(0);
        assert_eq!(behind.work, ids[1]);
        assert_eq!(to_send(stranger, None).await, [], "nobody brings somebody else's");
        assert_eq!(to_send(None, None).await, ids, "the terminal brings everybody's");
        let kept = MeterWorksKept { epoch: old, kept: vec![ids[0], open.work] };
        store.take_meter_works_kept(stranger, &kept, NOON).await.expect("taken");
        assert_eq!(to_send(Some(hand.person), Some(old)).await, ids);
        store.take_meter_works_kept(Some(hand.person), &kept, NOON).await.expect("taken");
        assert_eq!(to_send(Some(hand.person), Some(old)).await, ids[1..]);
        assert_eq!(
            to_send(Some(hand.person), Some(new)).await,
            ids,
            "the restored one may lack both"
        );
        assert_eq!(store.unsent_meter_works().await.expect("read"), 1);
        let kept = MeterWorksKept { epoch: new, kept: vec![ids[1]] };
        store.take_meter_works_kept(None, &kept, NOON).await.expect("taken");
        assert_eq!(to_send(None, None).await, []);
    }

    #[tokio::test]
    async fn what_is_forgotten_leaves_chain_and_interlocks_as_they_were() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, hand) = (opened(folder.path()).await, Hand::new());
        let epoch = Epoch::make(&ManualClock::at(NOON), &SeededEntropy::new(9));
        let mut ids = Vec::new();
        for outcome in ["failed", "unknown", "failed"] {
            let work = hand.begins(&store, MeterCommand::Trip, METER).await;
            ids.push(work.work);
            hand.ends(&store, work, outcome, "x").await;
        }
        let last = store.last_meter_record().await.expect("read");
        let kept = MeterWorksKept { epoch, kept: ids.clone() };
        store.take_meter_works_kept(Some(hand.person), &kept, NOON).await.expect("taken");
        let later = NOON.shifted(40 * DAY_MICROS);
        let none = MeterWorksKept { epoch, kept: Vec::new() };
        store.take_meter_works_kept(Some(hand.person), &none, later).await.expect("taken");
        let all = WorksAsked { limit: 9, ..WorksAsked::default() };
        let left = store.meter_works(hand.person, &all).await.expect("read");
        let left: Vec<_> = left.iter().map(|one| one.work.work).collect();
        assert_eq!(left, [ids[2], ids[1]]);
        assert_eq!(store.broken_meter_record().await.expect("read"), None);
        let history = store.meter_history(Some(&meter(METER)), None, NOON).await.expect("read");
        assert_eq!(history.unverified.map(|(work, _)| work), Some(ids[1]));
        assert_eq!(history.last_record, last);
    }
}
