//! The steps of a cut-over whose day has come: the area goes, its open orders follow one by one, everybody is told once.
//! Each step is a command of its own, so that a platform that stops in between goes on where it was.

use std::collections::BTreeMap;

use async_trait::async_trait;
use platform_store::cut_overs::{self, AreaGrid, CutOverRow, CutOverState};
use platform_store::feed::{self, Change, Touch};
use platform_store::people::{self, AreaRow};
use platform_store::{Command, Tx};
use serde_json::{Value, json};
use sync::{EntityKind, Notice};
use vocabulary::{OfficeItemId, OrderId, PersonId, Text};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::customers::{self, Changed};
use crate::http::Problem;
use crate::orders::cut_over::{CutOver, OrderMoved, StageMoved};
use crate::orders::order::{Cause, Order};

/// The area goes to its new grid; or nothing happens, because it is not where it was.
pub struct BeginCutOver {
    pub platform: Platform,
    pub act: Act,
    pub row: CutOverRow,
}

#[async_trait]
impl Command for BeginCutOver {
    /// The cut-over as orders follow it; none if there is nothing to follow.
    type Answer = Option<CutOver>;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<CutOver>, Problem> {
        let org = self.platform.org();
        let found = cut_overs::find(tx, org, self.row.cut_over).await?;
        let Some(row) = found.filter(|row| is_ahead(row.state)) else { return Ok(None) };
        let area = people::area(tx, org, row.area).await?;
        let from = people::grid(tx, org, row.from_grid).await?;
        let to = people::grid(tx, org, row.to_grid).await?;
        let is_running = row.state == CutOverState::Running;
        let grids = (area, from, to);
        let (Some(area), Some(from), Some(to)) = grids else { return self.drop(tx, row).await };
        if area.grid != from.grid && !is_running {
            return self.drop(tx, row).await;
        }
        if !is_running {
            // From its day on, also if the platform was not there to see it come.
            let since = AreaGrid { grid: to.grid, from: row.effective_at };
            cut_overs::note_grid(tx, org, area.area, since).await?;
            people::put_area(tx, org, &AreaRow { grid: to.grid, ..area.clone() }).await?;
            customers::follow(tx, org, Changed::Area(&area.code)).await?;
            cut_overs::put(tx, org, &CutOverRow { state: CutOverState::Running, ..row.clone() })
                .await?;
            let body = json!({ "cut_over": row.cut_over, "area": area.code });
            self.act.record(tx, org, &Chain::Organisation, "cut_over_begun", body).await?;
        }
        let areas = CutOver::areas_then(tx, org, &to, &area.code).await?;
        Ok(Some(CutOver {
            id: row.cut_over,
            area: area.code,
            from,
            to,
            areas,
            takes_begun: row.takes_begun,
            reason: row.reason,
        }))
    }
}

impl BeginCutOver {
    async fn drop(&self, tx: &mut Tx<'_>, row: CutOverRow) -> Result<Option<CutOver>, Problem> {
        let (org, done_at) = (self.platform.org(), Some(self.act.at));
        let body = json!({ "cut_over": row.cut_over, "reason": "the area is not where it was" });
        let row = CutOverRow { state: CutOverState::Cancelled, done_at, ..row };
        cut_overs::put(tx, org, &row).await?;
        self.act.record(tx, org, &Chain::Organisation, "cut_over_cancelled", body).await?;
        Ok(None)
    }
}

const fn is_ahead(state: CutOverState) -> bool {
    matches!(state, CutOverState::Planned | CutOverState::Running)
}

/// One order follows its area.
pub struct FollowArea {
    pub platform: Platform,
    pub cause: Cause,
    pub cut_over: CutOver,
    pub order: OrderId,
}

#[async_trait]
impl Command for FollowArea {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), self.order).await?;
        let Some(mut order) = loaded else { return Ok(()) };
        let has_gone = order.record.grid != Some(self.cut_over.from.grid);
        if has_gone || order.view().state.is_over() || !order.lies_in(&self.cut_over.area) {
            return Ok(());
        }
        let moved = order.follow(tx, &self.cut_over).await?;
        let (org, id) = (self.platform.org(), self.cut_over.id);
        cut_overs::note_order(tx, org, id, self.order, &json!(moved)).await?;
        order.save(tx).await
    }
}

/// Tells each whom it concerns, once, and ends it.
pub struct FinishCutOver {
    pub platform: Platform,
    pub act: Act,
    pub cut_over: CutOver,
}

#[async_trait]
impl Command for FinishCutOver {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        let found = cut_overs::find(tx, org, self.cut_over.id).await?;
        let Some(row) = found.filter(|row| row.state == CutOverState::Running) else {
            return Ok(());
        };
        let mut losses = BTreeMap::<PersonId, u64>::new();
        let mut gains = BTreeMap::<PersonId, u64>::new();
        let outcomes = cut_overs::outcomes(tx, org, self.cut_over.id).await?;
        for stage in outcomes.iter().flat_map(|outcome| outcome_of(outcome).stages) {
            let (from, to) = match stage {
                StageMoved::Went { from, to } => (from, Some(to)),
                StageMoved::Waits { from } => (from, None),
                StageMoved::Stays { .. } => (None, None),
            };
            from.into_iter().for_each(|person| *losses.entry(person).or_default() += 1);
            to.into_iter().for_each(|person| *gains.entry(person).or_default() += 1);
        }
        let done_at = Some(self.act.at);
        cut_overs::put(tx, org, &CutOverRow { state: CutOverState::Done, done_at, ..row }).await?;
        let body = json!({ "cut_over": self.cut_over.id, "orders": outcomes.len() });
        self.act.record(tx, org, &Chain::Organisation, "cut_over_done", body).await?;
        let told = losses.into_iter().map(|(person, count)| (person, self.lost(count)));
        let told: Vec<_> = told
            .chain(gains.into_iter().map(|(person, count)| (person, self.gained(count))))
            .collect();
        let touches = told.into_iter().map(|(worker, text)| self.notice(worker, text)).collect();
        Ok(feed::touch(tx, org, self.act.at, touches).await?)
    }
}

impl FinishCutOver {
    fn notice(&self, worker: PersonId, text: Text) -> Touch {
        let about = "reassigned".to_owned();
        let notice = Notice { at: self.act.at, order: None, order_no: None, about, text };
        Touch {
            worker,
            kind: EntityKind::Notice,
            entity: OfficeItemId::make(self.platform.clock(), self.platform.entropy()).to_string(),
            change: Change::Put { rev: 1, body: json!(notice) },
        }
    }

    fn lost(&self, count: u64) -> Text {
        let CutOver { area, to, reason, .. } = &self.cut_over;
        Text::new(
            format!(
                "台区 {area} 已划归{}，您名下 {count} 个环节已转交：{reason}。您已记录的内容会作为补充证据保留",
                to.name
            ),
            format!(
                "area {area} now belongs to {}: {count} of your stages were handed over ({reason}); \
                 what you recorded is kept as evidence",
                to.name
            ),
        )
    }

    fn gained(&self, count: u64) -> Text {
        let CutOver { area, to, reason, .. } = &self.cut_over;
        Text::new(
            format!("台区 {area} 已划归{}，有 {count} 个环节转交给您：{reason}", to.name),
            format!(
                "area {area} now belongs to {}: {count} stages were handed over to you ({reason})",
                to.name
            ),
        )
    }
}

/// An outcome as it was kept; one of a later release counts as an order without stages.
#[must_use]
pub fn outcome_of(outcome: &Value) -> OrderMoved {
    serde_json::from_value(outcome.clone()).unwrap_or_default()
}
