//! Orders that are practised with: put straight into the mirror, in a store that no feed and no queue ever sees.

use rusqlite::params;
use sync::OrderView;
use vocabulary::StageId;

use super::PersonStore;
use crate::StoreFault;

impl PersonStore {
    /// Puts a practice order as it stands now, and ends the draft of the stage that was handed in.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put_practice(
        &self,
        view: &OrderView,
        handed_in: Option<StageId>,
    ) -> Result<(), StoreFault> {
        let order = view.order.to_string();
        let tx = self.database.begin().await?;
        tx.execute(DELETE, [&order])?;
        tx.execute(INSERT, params![&order, serde_json::to_string(view)?])?;
        if let Some(stage) = handed_in {
            tx.execute(DELETE_DRAFT, [order, stage.to_string()])?;
        }
        tx.commit()
    }
}

const DELETE: &str = "DELETE FROM entity WHERE kind = 'order' AND id = ?1";

const INSERT: &str = "
    INSERT INTO entity (generation, kind, id, rev, body)
    SELECT generation, 'order', ?1, 1, ?2
      FROM mirror
     WHERE standing = 'current'";

const DELETE_DRAFT: &str = "DELETE FROM draft WHERE work_order = ?1 AND stage = ?2";
