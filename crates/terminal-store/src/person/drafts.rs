//! What a worker has typed and not yet submitted, field by field.

use std::collections::BTreeMap;

use rusqlite::{Row, params};
use serde_json::{Map, Value};
use vocabulary::{Instant, OrderId, StageId};

use super::PersonStore;
use crate::StoreFault;
use crate::connection::Connection;
use crate::row::Columns as _;

/// One field of a form that is being filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub order: OrderId,
    pub stage: StageId,
    pub field: String,
    pub value: Value,
    pub saved_at: Instant,
}

impl PersonStore {
    /// Keeps a field; a null says that it was cleared, also where an earlier opening had filled it in. It is on the disk
    /// when this returns.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn save_field(&self, draft: &Draft) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        write(&tx, draft)?;
        tx.commit()
    }
}

/// The fields of all stages of one order, also of stages that were only predicted and never came.
pub(super) fn of_order(
    snapshot: &Connection,
    order: OrderId,
) -> Result<BTreeMap<StageId, Map<String, Value>>, StoreFault> {
    let of = |row: &Row<'_>| Ok((row.parsed("stage")?, row.text("field")?, row.json("value")?));
    let rows: Vec<_> = snapshot.rows(SELECT_OF_ORDER, [order.to_string()], of)?;
    let mut drafts: BTreeMap<StageId, Map<String, Value>> = BTreeMap::new();
    for (stage, field, value) in rows {
        drafts.entry(stage).or_default().insert(field, value);
    }
    Ok(drafts)
}

pub(super) fn write(tx: &Connection, draft: &Draft) -> Result<(), StoreFault> {
    tx.execute(
        UPSERT,
        params![
            draft.order.to_string(),
            draft.stage.to_string(),
            &draft.field,
            draft.value.to_string(),
            draft.saved_at.micros()
        ],
    )?;
    Ok(())
}

const SELECT_OF_ORDER: &str = "SELECT stage, field, value FROM draft WHERE work_order = ?1";

const UPSERT: &str = "
    INSERT INTO draft (work_order, stage, field, value, saved_at)
    VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (work_order, stage, field) DO UPDATE
       SET value = EXCLUDED.value, saved_at = EXCLUDED.saved_at";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::person::tests::{NOON, opened};

    #[tokio::test]
    async fn a_field_is_there_after_the_store_was_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store.db");
        let order = OrderId::from_uuid(vocabulary_id(1));
        let stage = StageId::from_uuid(vocabulary_id(2));
        let mut draft =
            Draft { order, stage, field: "mobile".into(), value: json!("138"), saved_at: NOON };
        let store = opened(&path).await;
        store.save_field(&draft).await.expect("saved");
        drop(store);

        let store = opened(&path).await;
        assert_eq!(fields(&store, order).await[&stage]["mobile"], "138");
        draft.value = Value::Null;
        store.save_field(&draft).await.expect("cleared");
        assert_eq!(fields(&store, order).await[&stage]["mobile"], Value::Null);
    }

    async fn fields(store: &PersonStore, order: OrderId) -> BTreeMap<StageId, Map<String, Value>> {
        let snapshot = store.database.read().await.expect("a reader");
        of_order(&snapshot, order).expect("read")
    }

    fn vocabulary_id(n: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(n)
    }
}
