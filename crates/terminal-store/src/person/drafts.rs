//! What a worker has typed and not yet submitted, field by field.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sqlx::sqlite::SqliteConnection;
use vocabulary::{Instant, OrderId, StageId};

use super::PersonStore;
use crate::StoreFault;
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
        let mut tx = self.database.begin().await?;
        write(&mut tx, draft).await?;
        self.database.commit(tx).await
    }
}

/// The fields of all stages of one order, also of stages that were only predicted and never came.
pub(super) async fn of_order(
    connection: &mut SqliteConnection,
    order: OrderId,
) -> Result<BTreeMap<StageId, Map<String, Value>>, StoreFault> {
    let query = sqlx::query(SELECT_OF_ORDER).bind(order.to_string());
    let mut drafts: BTreeMap<StageId, Map<String, Value>> = BTreeMap::new();
    for row in query.fetch_all(connection).await? {
        let stage = drafts.entry(row.parsed("stage")?).or_default();
        stage.insert(row.text("field")?, row.json("value")?);
    }
    Ok(drafts)
}

pub(super) async fn write(
    tx: &mut sqlx::Transaction<'static, sqlx::Sqlite>,
    draft: &Draft,
) -> Result<(), StoreFault> {
    sqlx::query(UPSERT)
        .bind(draft.order.to_string())
        .bind(draft.stage.to_string())
        .bind(&draft.field)
        .bind(draft.value.to_string())
        .bind(draft.saved_at.micros())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

const SELECT_OF_ORDER: &str = "SELECT stage, field, value FROM draft WHERE work_order = $1";

const UPSERT: &str = "
    INSERT INTO draft (work_order, stage, field, value, saved_at)
    VALUES ($1, $2, $3, $4, $5)
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
        let mut connection = store.database.read().await.expect("a reader");
        of_order(&mut connection, order).await.expect("read")
    }

    fn vocabulary_id(n: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(n)
    }
}
