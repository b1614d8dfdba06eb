//! A transformer area is to go to another grid from a day on (台区割接).

use access::{Action, Resource};
use async_trait::async_trait;
use platform_store::cut_overs::{self, CutOverRow, CutOverState};
use platform_store::people::{self, AreaRow, GridRow};
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::Date;
use vocabulary::{CutOverId, GridId, Instant, local_midnight};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};
use crate::orders::cut_over::CutOver;

/// Plans a cut-over, or takes one back.
pub struct PlanCutOver {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub act: Act,
    pub once: Once,
    pub change: CutOverChange,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum CutOverChange {
    Plan(CutOverRequest),
    Cancel { cut_over: CutOverId },
}

/// Which area goes where, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "area": "A1", "to_grid": "019a0000-0000-7000-8000-000000000099", "from_day": "2026-12-01",
    "takes_begun": false, "reason": "网格调整",
}))]
pub struct CutOverRequest {
    /// The area's code.
    pub area: String,
    pub to_grid: GridId,
    /// The first day on which it belongs there; at once if none.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub from_day: Option<Date>,
    /// What somebody has signed in or begun goes too.
    #[serde(default)]
    pub takes_begun: bool,
    /// 2 to 200 characters; whoever has the stages reads it.
    pub reason: String,
}

/// Which cut-over it is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CutOverPlanned {
    pub cut_over: CutOverId,
}

/// A request that makes sense: the area, both grids, and from when on.
pub struct Cut {
    pub area: AreaRow,
    pub from: GridRow,
    pub to: GridRow,
    pub effective_at: Instant,
}

impl CutOverRequest {
    /// Whether this can be asked for by the caller, now.
    ///
    /// # Errors
    /// What of it is not there, cannot be, or is none of his business.
    pub async fn check(
        &self,
        platform: &Platform,
        tx: &mut Tx<'_>,
        caller: &ConsoleCaller,
        now: Instant,
    ) -> Result<Cut, Problem> {
        let org = platform.org();
        // Whoever moves none is not told which there are.
        access::reach(&caller.actor, Action::CutOverAreas)?;
        let missing = |what: &str| Problem::new(ProblemKind::NotFound, what);
        let area = people::area_by_code(tx, org, &self.area).await?;
        let area = area.ok_or_else(|| missing("没有这个台区"))?;
        let from = people::grid(tx, org, area.grid).await?;
        let from = from.ok_or_else(|| missing("没有这个网格"))?;
        let to = people::grid(tx, org, self.to_grid).await?;
        let to = to.ok_or_else(|| missing("没有这个网格"))?;
        for grid in [&from, &to] {
            let resource = Resource::in_organisation(org).at_station(grid.station);
            caller.may(Action::CutOverAreas, &resource)?;
        }
        let invalid = |detail: &str| Err(Problem::new(ProblemKind::Invalid, detail));
        if from.grid == to.grid {
            return invalid("台区已属于该网格");
        }
        if !(2..=200).contains(&self.reason.trim().chars().count()) {
            return invalid("请填写原因，2 至 200 字");
        }
        let effective_at = self.from_day.map_or(now, local_midnight);
        if effective_at < now && self.from_day != vocabulary::local_date(now) {
            return invalid("生效日期不能早于今天");
        }
        Ok(Cut { area, from, to, effective_at: effective_at.max(now) })
    }
}

impl Cut {
    /// The cut-over as orders follow it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn cut_over(
        self,
        platform: &Platform,
        tx: &mut Tx<'_>,
        request: &CutOverRequest,
        id: CutOverId,
    ) -> Result<CutOver, Problem> {
        let areas = CutOver::areas_then(tx, platform.org(), &self.to, &self.area.code).await?;
        Ok(CutOver {
            id,
            area: self.area.code,
            from: self.from,
            to: self.to,
            areas,
            takes_begun: request.takes_begun,
            reason: request.reason.trim().to_owned(),
        })
    }
}

#[async_trait]
impl Command for PlanCutOver {
    type Answer = CutOverPlanned;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<CutOverPlanned, Problem> {
        let request = ("cut_over", &self.change);
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| match &self.change {
            CutOverChange::Plan(request) => self.plan(tx, request).await,
            CutOverChange::Cancel { cut_over } => self.cancel(tx, *cut_over).await,
        })
        .await
    }
}

impl PlanCutOver {
    async fn plan(
        &self,
        tx: &mut Tx<'_>,
        request: &CutOverRequest,
    ) -> Result<CutOverPlanned, Problem> {
        let org = self.platform.org();
        let cut = request.check(&self.platform, tx, &self.caller, self.act.at).await?;
        if cut_overs::ahead_of_area(tx, org, cut.area.area).await?.is_some() {
            return Err(Problem::new(ProblemKind::Conflict, "该台区已有待生效的割接"));
        }
        let row = CutOverRow {
            cut_over: CutOverId::make(self.platform.clock(), self.platform.entropy()),
            area: cut.area.area,
            from_grid: cut.from.grid,
            to_grid: cut.to.grid,
            effective_at: cut.effective_at,
            takes_begun: request.takes_begun,
            reason: request.reason.trim().to_owned(),
            state: CutOverState::Planned,
            made_by: self.caller.person,
            made_at: self.act.at,
            done_at: None,
        };
        cut_overs::put(tx, org, &row).await?;
        let body = json!({
            "cut_over": row.cut_over, "area": cut.area.code, "from_grid": cut.from.code,
            "to_grid": cut.to.code, "effective_at": row.effective_at,
            "takes_begun": row.takes_begun, "reason": row.reason,
        });
        self.act.record(tx, org, &Chain::Organisation, "cut_over_planned", body).await?;
        Ok(CutOverPlanned { cut_over: row.cut_over })
    }

    async fn cancel(
        &self,
        tx: &mut Tx<'_>,
        cut_over: CutOverId,
    ) -> Result<CutOverPlanned, Problem> {
        let org = self.platform.org();
        access::reach(&self.caller.actor, Action::CutOverAreas)?;
        let found = cut_overs::find(tx, org, cut_over).await?;
        let row = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这次割接"))?;
        for grid in [row.from_grid, row.to_grid] {
            let mut resource = Resource::in_organisation(org);
            if let Some(grid) = people::grid(tx, org, grid).await? {
                resource = resource.at_station(grid.station);
            }
            self.caller.may(Action::CutOverAreas, &resource)?;
        }
        if row.state != CutOverState::Planned {
            return Err(Problem::new(ProblemKind::Gone, "割接已生效或已取消"));
        }
        let row = CutOverRow { state: CutOverState::Cancelled, done_at: Some(self.act.at), ..row };
        cut_overs::put(tx, org, &row).await?;
        let body = json!({ "cut_over": cut_over });
        self.act.record(tx, org, &Chain::Organisation, "cut_over_cancelled", body).await?;
        Ok(CutOverPlanned { cut_over })
    }
}
