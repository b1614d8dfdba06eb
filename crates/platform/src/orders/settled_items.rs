//! What the office was told of because nobody had a stage, or nobody had signed it in, is settled by what becomes of it.

use platform_store::office::{self, OfficeItemRow};
use platform_store::{StoreFault, Tx};
use sync::StageView;
use vocabulary::{PersonId, StageId, StageState};

use super::order::Order;

impl Order {
    /// Takes off the office's list what this change has settled.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn settle_items(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        if !self.may_have_settled() {
            return Ok(());
        }
        let (org, order) = (self.platform.org(), self.view().order);
        for item in office::of_order(tx, org, order).await? {
            let is_settled = self.lapsed.iter().any(|(known, ..)| *known == item.item);
            if is_settled || item.state != "open" {
                continue;
            }
            if let Some(remark) = self.settles(&item) {
                self.lapsed.push((item.item, self.cause.person(), remark.to_owned()));
            }
        }
        Ok(())
    }

    /// Whether a stage that waited for somebody, or for a sign-in, waits no longer.
    fn may_have_settled(&self) -> bool {
        let Some(before) = &self.before else { return false };
        before.view.stages.values().filter(|stage| stage.state.is_open()).any(|before| {
            let now = self.view().stage(before.stage);
            let waited = before.assignee.is_none() || before.state == StageState::Dispatched;
            let is_same =
                now.is_some_and(|now| (now.assignee, now.state) == (before.assignee, before.state));
            waited && !is_same
        })
    }

    fn settles(&self, item: &OfficeItemRow) -> Option<&'static str> {
        let stage: StageId = item.detail["stage"].as_str()?.parse().ok()?;
        let stage = self.view().stage(stage)?;
        match item.kind.as_str() {
            "undispatched" | "declined" => somebody_has(stage),
            "unsigned" => {
                let holder = item.detail["person"].as_str().and_then(|id| id.parse().ok());
                nobody_waits(stage, holder)
            }
            _ => None,
        }
    }
}

fn somebody_has(stage: &StageView) -> Option<&'static str> {
    match (stage.state.is_open(), stage.assignee) {
        (false, _) => Some(STAGE_OVER),
        (true, Some(_)) => Some("已派工 (given to somebody)"),
        (true, None) => None,
    }
}

fn nobody_waits(stage: &StageView, holder: Option<PersonId>) -> Option<&'static str> {
    if !stage.state.is_open() {
        return Some(STAGE_OVER);
    }
    if stage.assignee != holder {
        return Some("已不在其手上 (no longer his)");
    }
    (stage.state != StageState::Dispatched).then_some("已签收 (signed in)")
}

const STAGE_OVER: &str = "环节已结束 (the stage is over)";
