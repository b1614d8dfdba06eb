//! Keeps what a worker has typed and not submitted, and lets his other terminals know; forgets it once nobody will go on
//! with it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use platform_store::drafts::{self, DraftRow};
use platform_store::feed::{self, Change, Touch};
use platform_store::{Command, StoreFault, Tx, orders};
use serde_json::json;
use sync::{EntityKind, OrderView, StageDraft, StageView};
use vocabulary::{Instant, PersonId};

use crate::Platform;
use crate::http::Problem;

/// Merges drafts into those that are kept. What belongs to no stage that the worker may still submit is let go: his own
/// terminal has it.
pub struct KeepDrafts {
    pub platform: Platform,
    pub at: Instant,
    pub person: PersonId,
    pub drafts: Vec<StageDraft>,
}

#[async_trait]
impl Command for KeepDrafts {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let mut touches = Vec::new();
        for draft in &self.drafts {
            touches.extend(self.keep(tx, draft).await?);
        }
        Ok(feed::touch(tx, self.platform.org(), self.at, touches).await?)
    }
}

impl KeepDrafts {
    async fn keep(&self, tx: &mut Tx<'_>, draft: &StageDraft) -> Result<Option<Touch>, Problem> {
        let org = self.platform.org();
        let record = orders::find(tx, org, draft.order).await?;
        if !record.is_some_and(|record| self.may_submit(&record.view, draft)) {
            return Ok(None);
        }
        let before = drafts::find(tx, org, self.person, draft.stage).await?;
        let kept = before.as_ref().map(|before| serde_json::from_value(before.body.clone()));
        let bad = |_| StoreFault::BadRow { table: "draft", column: "body" };
        let mut merged: StageDraft = match kept {
            Some(kept) => kept.map_err(bad)?,
            None => StageDraft { fields: BTreeMap::new(), ..draft.clone() },
        };
        // What is larger than any form stays where it was typed.
        if !merged.merge(&self.believed(draft)) || merged.check().is_err() {
            return Ok(None);
        }
        if before.is_none() && drafts::count(tx, org, self.person, draft.order).await? >= OF_ORDER {
            return Ok(None);
        }
        let row = DraftRow {
            person: self.person,
            stage: draft.stage,
            order: draft.order,
            rev: before.map_or(1, |before| before.rev + 1),
            body: json!(merged),
        };
        drafts::put(tx, org, &row).await?;
        Ok(Some(touch(&row, Change::Put { rev: row.rev, body: row.body.clone() })))
    }

    /// Nothing was typed later than it came: a clock that is fast must not win for ever.
    fn believed(&self, draft: &StageDraft) -> StageDraft {
        let mut believed = draft.clone();
        for field in believed.fields.values_mut() {
            field.saved_at = field.saved_at.min(self.at);
        }
        believed
    }

    /// A stage of the order is open for him: this one, or one from which his terminal has gone on by itself.
    fn may_submit(&self, order: &OrderView, draft: &StageDraft) -> bool {
        let own = |stage: &StageView| stage.state.is_open() && stage.assignee == Some(self.person);
        match order.stage(draft.stage) {
            Some(stage) => own(stage),
            None => order.stages.values().any(own),
        }
    }
}

/// Forgets drafts whose stages are over.
pub struct ForgetDrafts {
    pub platform: Platform,
    pub at: Instant,
}

#[async_trait]
impl Command for ForgetDrafts {
    type Answer = usize;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<usize, Problem> {
        let org = self.platform.org();
        let over = drafts::over(tx, org, AT_ONCE).await?;
        for row in &over {
            drafts::delete(tx, org, row.person, row.stage).await?;
        }
        let touches = over.iter().map(|row| touch(row, Change::Drop)).collect();
        feed::touch(tx, org, self.at, touches).await?;
        Ok(over.len())
    }
}

fn touch(row: &DraftRow, change: Change) -> Touch {
    Touch { worker: row.person, kind: EntityKind::Draft, entity: row.stage.to_string(), change }
}

const AT_ONCE: u32 = 200;
/// Stages of one order that one worker has typed at and not submitted, at most.
const OF_ORDER: u64 = 500;
