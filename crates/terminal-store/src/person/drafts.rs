//! What a worker has typed and not yet submitted, field by field: here, or on another of his terminals.

use std::collections::BTreeMap;

use rusqlite::{Row, params};
use serde_json::{Map, Value};
use sync::{DRAFT_BYTES_MAX, DRAFTS_MAX, DraftField, StageDraft};
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
    /// Whether it was typed, and may go on to another terminal of the worker; files, positions, signatures and
    /// confirmations may not.
    pub travels: bool,
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

    /// What was typed here and the platform does not hold, as much as goes into one request.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drafts_to_send(&self) -> Result<Vec<StageDraft>, StoreFault> {
        let snapshot = self.database.read().await?;
        let of = |row: &Row<'_>| {
            let saved_at = Instant::from_micros(row.int("saved_at")?);
            let field = DraftField { value: row.json("value")?, saved_at };
            Ok((row.parsed("work_order")?, row.parsed("stage")?, row.text("field")?, field))
        };
        let rows: Vec<_> = snapshot.rows(SELECT_UNSENT, (), of)?;
        let mut drafts: Vec<StageDraft> = Vec::new();
        let mut octets = 0;
        for (order, stage, name, field) in rows {
            octets += name.len() + field.value.to_string().len();
            let is_new = drafts.last().is_none_or(|draft| draft.stage != stage);
            if is_new && drafts.len() == DRAFTS_MAX
                || octets > DRAFT_BYTES_MAX && !drafts.is_empty()
            {
                break;
            }
            if is_new {
                drafts.push(StageDraft { order, stage, fields: BTreeMap::new() });
            }
            if let Some(draft) = drafts.last_mut() {
                draft.fields.insert(name, field);
            }
        }
        Ok(drafts)
    }

    /// The platform holds these values; what was typed meanwhile still goes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_drafts_sent(&self, drafts: &[StageDraft]) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        for draft in drafts {
            for (name, field) in &draft.fields {
                let place = (draft.order.to_string(), draft.stage.to_string());
                let micros = field.saved_at.micros();
                tx.execute(UPDATE_SENT, params![place.0, place.1, name, micros])?;
            }
        }
        tx.commit()
    }

    /// The stages of which something was typed on another terminal and is here now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn stages_from_elsewhere(&self) -> Result<Vec<(OrderId, StageId)>, StoreFault> {
        let of = |row: &Row<'_>| Ok((row.parsed("work_order")?, row.parsed("stage")?));
        self.database.read().await?.rows(SELECT_ELSEWHERE, (), of)
    }
}

/// Takes what was typed later on another terminal; nothing of a stage that was submitted here, and nothing that this
/// release cannot read.
pub(super) fn adopt(tx: &Connection, body: &str) -> Result<(), StoreFault> {
    let Ok(draft) = serde_json::from_str::<StageDraft>(body) else { return Ok(()) };
    let (order, stage) = (draft.order.to_string(), draft.stage.to_string());
    if tx.row(SELECT_SUBMITTED, [&stage], |_| Ok(()))?.is_some() {
        return Ok(());
    }
    for (name, field) in &draft.fields {
        let micros = field.saved_at.micros();
        tx.execute(ADOPT, params![&order, &stage, name, field.value.to_string(), micros])?;
    }
    Ok(())
}

/// Nobody will go on with it: what came from elsewhere goes, what was typed here stays.
pub(super) fn let_go(tx: &Connection, stage: &str) -> Result<(), StoreFault> {
    tx.execute(DELETE_ELSEWHERE, [stage])?;
    Ok(())
}

/// After the mirror was built anew: what came from elsewhere for stages of which it knows nothing any more.
pub(super) fn leave_stages(tx: &Connection) -> Result<(), StoreFault> {
    tx.execute(DELETE_LEFT, ())?;
    Ok(())
}

/// A platform that was restored may hold less than it has said.
pub(super) fn send_again(tx: &Connection) -> Result<(), StoreFault> {
    tx.execute(UPDATE_UNSENT, ())?;
    Ok(())
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
            draft.saved_at.micros(),
            draft.travels
        ],
    )?;
    Ok(())
}

const SELECT_OF_ORDER: &str = "SELECT stage, field, value FROM draft WHERE work_order = ?1";

/// A clock that was put right must not make what is typed now older than what was typed before.
const UPSERT: &str = "
    INSERT INTO draft (work_order, stage, field, value, saved_at, travels)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (work_order, stage, field) DO UPDATE
       SET value = EXCLUDED.value, saved_at = MAX(EXCLUDED.saved_at, draft.saved_at + 1),
           travels = EXCLUDED.travels, is_own = 1";

const SELECT_UNSENT: &str = "
    SELECT work_order, stage, field, value, saved_at
      FROM draft
     WHERE travels = 1 AND saved_at IS NOT sent_at
     ORDER BY work_order, stage, field";

const UPDATE_SENT: &str = "
    UPDATE draft
       SET sent_at = saved_at
     WHERE work_order = ?1 AND stage = ?2 AND field = ?3 AND saved_at = ?4";

const UPDATE_UNSENT: &str = "UPDATE draft SET sent_at = NULL WHERE sent_at IS NOT NULL";

const SELECT_ELSEWHERE: &str =
    "SELECT DISTINCT work_order, stage FROM draft WHERE is_own = 0 ORDER BY work_order, stage";

const SELECT_SUBMITTED: &str = "
    SELECT 1 AS submitted FROM operation
     WHERE stage = ?1 AND kind = 'submit' AND state <> 'withdrawn'";

/// The same value comes back with the time that the platform believes.
const ADOPT: &str = "
    INSERT INTO draft (work_order, stage, field, value, saved_at, travels, sent_at, is_own)
    VALUES (?1, ?2, ?3, ?4, ?5, 1, ?5, 0)
    ON CONFLICT (work_order, stage, field) DO UPDATE
       SET value = EXCLUDED.value, saved_at = EXCLUDED.saved_at, sent_at = EXCLUDED.sent_at,
           is_own = CASE WHEN draft.value = EXCLUDED.value THEN draft.is_own ELSE 0 END
     WHERE draft.travels = 1
       AND (EXCLUDED.saved_at > draft.saved_at OR draft.value = EXCLUDED.value)";

const DELETE_ELSEWHERE: &str = "DELETE FROM draft WHERE stage = ?1 AND is_own = 0";

const DELETE_LEFT: &str = "
    DELETE FROM draft
     WHERE is_own = 0
       AND NOT EXISTS (
             SELECT 1 FROM entity WHERE entity.kind = 'draft' AND entity.id = draft.stage)";

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
        let mut draft = Draft {
            order,
            stage,
            field: "mobile".into(),
            value: json!("138"),
            saved_at: NOON,
            travels: true,
        };
        let store = opened(&path).await;
        store.save_field(&draft).await.expect("saved");
        drop(store);

        let store = opened(&path).await;
        assert_eq!(fields(&store, order).await[&stage]["mobile"], "138");
        draft.value = Value::Null;
        store.save_field(&draft).await.expect("cleared");
        assert_eq!(fields(&store, order).await[&stage]["mobile"], Value::Null);
    }

    #[tokio::test]
    async fn what_was_typed_goes_once_and_without_its_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        let (order, stage) =
            (OrderId::from_uuid(vocabulary_id(1)), StageId::from_uuid(vocabulary_id(2)));
        let typed = |field: &str, value: Value, saved_at| Draft {
            travels: field != "photo",
            order,
            stage,
            field: field.into(),
            value,
            saved_at,
        };
        // Taken away again: that nothing is there is this terminal's own affair too.
        let taken = json!([{ "attachment_id": "a", "sha256": "b" }]);
        for (field, value) in [("mobile", json!("138")), ("photo", taken), ("photo", json!([]))] {
            let draft = typed(field, value, NOON);
            store.save_field(&draft).await.expect("saved");
        }
        let sent = store.drafts_to_send().await.expect("read");
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].fields.keys().collect::<Vec<_>>(), ["mobile"]);
        // Typed again while it was on its way.
        let later = NOON.shifted(1);
        store.save_field(&typed("mobile", json!("139"), later)).await.expect("saved");
        store.note_drafts_sent(&sent).await.expect("noted");
        let sent = store.drafts_to_send().await.expect("read");
        assert_eq!(sent[0].fields["mobile"].value, "139");
        store.note_drafts_sent(&sent).await.expect("noted");
        assert_eq!(store.drafts_to_send().await.expect("read"), []);
    }

    #[tokio::test]
    async fn what_comes_from_another_terminal_never_covers_what_was_typed_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        let (order, stage) =
            (OrderId::from_uuid(vocabulary_id(1)), StageId::from_uuid(vocabulary_id(2)));
        let own = Draft {
            order,
            stage,
            field: "mobile".into(),
            value: json!("138"),
            saved_at: NOON,
            travels: true,
        };
        store.save_field(&own).await.expect("saved");
        let field = |value: &str, saved_at| DraftField { value: json!(value), saved_at };
        let come = |fields: [(&str, DraftField); 2]| {
            let fields = fields.map(|(name, field)| (name.to_owned(), field)).into();
            serde_json::to_string(&StageDraft { order, stage, fields }).expect("JSON")
        };
        let (before, after) = (NOON.shifted(-1), NOON.shifted(1));
        let adopted = async |body: &str| {
            let tx = store.database.begin().await.expect("a writer");
            adopt(&tx, body).expect("adopted");
            tx.commit().expect("written");
        };
        adopted(&come([("mobile", field("old", before)), ("note", field("门卫", before))])).await;
        let now = fields(&store, order).await;
        assert_eq!((&now[&stage]["mobile"], &now[&stage]["note"]), (&json!("138"), &json!("门卫")));
        adopted(&come([("mobile", field("new", after)), ("note", field("门卫", before))])).await;
        assert_eq!(fields(&store, order).await[&stage]["mobile"], "new");
        assert_eq!(store.stages_from_elsewhere().await.expect("read"), [(order, stage)]);
        assert_eq!(store.drafts_to_send().await.expect("read"), [], "the platform has it all");

        // Typed on here: then the platform's forgetting it takes nothing of that away.
        let again = Draft { value: json!("mine"), saved_at: after.shifted(1), ..own };
        store.save_field(&again).await.expect("saved");
        let kept = &store.drafts_to_send().await.expect("read")[0].fields["mobile"];
        assert_eq!(kept.saved_at, after.shifted(1));
        let tx = store.database.begin().await.expect("a writer");
        let_go(&tx, &stage.to_string()).expect("gone");
        tx.commit().expect("written");
        let left = &fields(&store, order).await[&stage];
        assert_eq!(left.get("mobile"), Some(&json!("mine")));
        assert_eq!(left.get("note"), None);
    }

    #[tokio::test]
    async fn a_clock_that_was_put_right_brings_nothing_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        let (order, stage) =
            (OrderId::from_uuid(vocabulary_id(1)), StageId::from_uuid(vocabulary_id(2)));
        let typed = |value: &str, saved_at| Draft {
            order,
            stage,
            field: "mobile".into(),
            value: json!(value),
            saved_at,
            travels: true,
        };
        let fast = NOON.shifted(600_000_000);
        store.save_field(&typed("138", fast)).await.expect("saved");
        let sent = store.drafts_to_send().await.expect("read");
        store.note_drafts_sent(&sent).await.expect("noted");
        // Ten minutes earlier by a clock that is right: it is what was typed last all the same.
        store.save_field(&typed("139", NOON)).await.expect("saved");
        let tx = store.database.begin().await.expect("a writer");
        adopt(&tx, &serde_json::to_string(&sent[0]).expect("JSON")).expect("adopted");
        tx.commit().expect("written");
        assert_eq!(fields(&store, order).await[&stage]["mobile"], "139");
        let sent = store.drafts_to_send().await.expect("read");
        assert_eq!(sent[0].fields["mobile"].value, "139");
        store.note_drafts_sent(&sent).await.expect("noted");
        // The platform believes no time that has not come: it says so, and what is typed then counts from there.
        let mut believed = sent[0].clone();
        believed.fields.get_mut("mobile").expect("typed").saved_at = NOON;
        let tx = store.database.begin().await.expect("a writer");
        adopt(&tx, &serde_json::to_string(&believed).expect("JSON")).expect("adopted");
        tx.commit().expect("written");
        store.save_field(&typed("140", NOON.shifted(5))).await.expect("saved");
        let sent = store.drafts_to_send().await.expect("read");
        assert_eq!(sent[0].fields["mobile"].saved_at, NOON.shifted(5));
    }

    async fn fields(store: &PersonStore, order: OrderId) -> BTreeMap<StageId, Map<String, Value>> {
        let snapshot = store.database.read().await.expect("a reader");
        of_order(&snapshot, order).expect("read")
    }

    fn vocabulary_id(n: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(n)
    }
}
