//! What was filled in at a stage that has become another one, because its order moved to another version of its process,
//! is filled in there.

use rusqlite::params;
use sync::{OrderView, StageView};
use vocabulary::{OrderId, StageId};

use crate::StoreFault;
use crate::connection::Connection;

/// Lets what was not submitted follow its stage: fields, photos, recordings. What the new form has no place for stays at
/// the old stage.
pub(super) fn carry_over(tx: &Connection, body: &str) -> Result<(), StoreFault> {
    // Hardly an order ever moves, and one of sixty stages is long.
    if !body.contains(MARK) {
        return Ok(());
    }
    let Ok(order) = serde_json::from_str::<OrderView>(body) else { return Ok(()) };
    for stage in order.stages_in_order() {
        carry_to(tx, order.order, stage)?;
    }
    Ok(())
}

fn carry_to(tx: &Connection, order: OrderId, stage: &StageView) -> Result<(), StoreFault> {
    let Some(carried) = stage.carried.as_ref().filter(|_| stage.state.is_open()) else {
        return Ok(());
    };
    let was = StageId::derive(order, &carried.element, stage.occurrence).to_string();
    let is = stage.stage.to_string();
    for field in &carried.fields {
        for statement in [UPDATE_DRAFT, UPDATE_FILES, UPDATE_RECORDINGS] {
            tx.execute(statement, params![&was, &is, field])?;
        }
    }
    Ok(())
}

const MARK: &str = "\"carried\"";

/// What was typed at the new stage already stays; what is carried goes to the platform under its new stage.
const UPDATE_DRAFT: &str = "
    UPDATE OR IGNORE draft
       SET stage = ?2, sent_at = NULL
     WHERE stage = ?1 AND field = ?3";

const UPDATE_FILES: &str = "
    UPDATE attachment
       SET stage = ?2
     WHERE stage = ?1 AND field = ?3 AND state = 'captured'";

const UPDATE_RECORDINGS: &str = "UPDATE recording SET stage = ?2 WHERE stage = ?1 AND field = ?3";
