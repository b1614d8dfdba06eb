//! Looks at customers without an order: recorded before anything is shown, kept until the platform has them.

use rusqlite::{Row, params};
use sync::{InquiriesKept, Inquiry};
use vocabulary::{Epoch, Instant};

use super::PersonStore;
use crate::StoreFault;
use crate::row::Columns as _;

impl PersonStore {
    /// Records an inquiry; it is on the disk when this returns.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_inquiry(&self, inquiry: &Inquiry) -> Result<(), StoreFault> {
        let body = serde_json::to_string(inquiry)?;
        let tx = self.database.begin().await?;
        tx.execute(INSERT, params![inquiry.inquiry.to_string(), body, inquiry.at.micros()])?;
        tx.commit()
    }

    /// Inquiries that this generation of the platform's data does not hold, the oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn inquiries_to_send(
        &self,
        epoch: Option<Epoch>,
        limit: usize,
    ) -> Result<Vec<Inquiry>, StoreFault> {
        let epoch = epoch.map(|epoch| epoch.to_string());
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let of = |row: &Row<'_>| row.json("body");
        self.database.read().await?.rows(SELECT_TO_SEND, params![epoch, limit], of)
    }

    /// Takes the platform's receipts, and forgets what it has held for 30 days.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_inquiries_kept(
        &self,
        kept: &InquiriesKept,
        at: Instant,
    ) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        for inquiry in &kept.kept {
            tx.execute(KEEP, params![inquiry.to_string(), kept.epoch.to_string()])?;
        }
        tx.execute(FORGET, [at.micros() - KEPT_MICROS])?;
        tx.commit()
    }
}

/// As long as operations that were confirmed.
const KEPT_MICROS: i64 = 30 * 24 * 3_600 * 1_000_000;

const INSERT: &str = "INSERT INTO inquiry (inquiry, body, made_at) VALUES (?1, ?2, ?3)";

const SELECT_TO_SEND: &str = "
    SELECT body
      FROM inquiry
     WHERE kept_epoch IS NULL OR kept_epoch <> ?1
     ORDER BY made_at, inquiry
     LIMIT ?2";

const KEEP: &str = "UPDATE inquiry SET kept_epoch = ?2 WHERE inquiry = ?1";

const FORGET: &str = "DELETE FROM inquiry WHERE kept_epoch IS NOT NULL AND made_at < ?1";

#[cfg(test)]
mod tests {
    use vocabulary::{InquiryId, ManualClock, SeededEntropy};

    use super::*;
    use crate::person::tests::{NOON, opened};

    #[tokio::test]
    async fn an_inquiry_stays_until_the_receipt_and_goes_again_to_a_restored_platform() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store.db");
        let store = opened(&path).await;
        let (clock, entropy) = (ManualClock::at(NOON), SeededEntropy::new(3));
        let inquiry = |seconds: i64| Inquiry {
            inquiry: InquiryId::make(&clock, &entropy),
            customer_no: "1302000101".parse().expect("a number"),
            reason: "bill".to_owned(),
            note: None,
            at: NOON.shifted(seconds * 1_000_000),
        };
        let (first, second) = (inquiry(0), inquiry(1));
        store.add_inquiry(&second).await.expect("kept");
        store.add_inquiry(&first).await.expect("kept");
        store.close().await;

        let store = opened(&path).await;
        let (old, new) = (Epoch::make(&clock, &entropy), Epoch::make(&clock, &entropy));
        let to_send = async |epoch| store.inquiries_to_send(epoch, 9).await.expect("read");
        assert_eq!(to_send(None).await, [first.clone(), second.clone()]);
        let kept = InquiriesKept { epoch: old, kept: vec![first.inquiry] };
        store.take_inquiries_kept(&kept, NOON).await.expect("taken");
        assert_eq!(to_send(Some(old)).await, std::slice::from_ref(&second));
        assert_eq!(store.unsent().await.expect("read").inquiries, 1);
        assert_eq!(to_send(Some(new)).await, [first, second], "the restored one may lack both");
        let much_later = NOON.shifted(2 * KEPT_MICROS);
        let nothing = InquiriesKept { epoch: old, kept: Vec::new() };
        store.take_inquiries_kept(&nothing, much_later).await.expect("taken");
        assert_eq!(to_send(None).await.len(), 1, "what nobody has confirmed is never forgotten");
    }
}
