//! An order whose area goes to another grid: what becomes of its open stages.

use platform_store::order_list::{self, OrderFilter};
use platform_store::people::{self, GridRow};
use platform_store::{ListPlace, StoreFault, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sync::{OrderView, StageView};
use vocabulary::{
    CutOverId, OrderId, OrderNo, OrderState, OrganisationId, PersonId, Role, StageId, StageState,
};

use super::facts::set_areas;
use super::order::Order;
use crate::http::{Problem, ProblemKind};

/// Where an area goes, from where, and what goes with it.
#[derive(Debug, Clone)]
pub struct CutOver {
    pub id: CutOverId,
    /// The area's code.
    pub area: String,
    pub from: GridRow,
    pub to: GridRow,
    /// The areas of the new grid, this one among them.
    pub areas: Vec<String>,
    pub takes_begun: bool,
    pub reason: String,
}

impl CutOver {
    /// The areas that a grid has once it has this one, too.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn areas_then(
        tx: &mut Tx<'_>,
        org: OrganisationId,
        to: &GridRow,
        area: &str,
    ) -> Result<Vec<String>, StoreFault> {
        let mut areas = people::area_codes_of_grid(tx, org, to.grid).await?;
        if !areas.iter().any(|code| code == area) {
            areas.push(area.to_owned());
            areas.sort_unstable();
        }
        Ok(areas)
    }

    /// He has the stage for the grid that is left. A of the new one has it for that; B of the new one gets it only as B
    /// gets any.
    fn takes_from(&self, holder: PersonId, stage: &StageView) -> bool {
        let before = [self.from.primary, self.from.backup];
        let after = [self.to.primary, self.to.backup];
        let is_of_grid = stage.roles.contains(&Role::AreaManager);
        let answers =
            self.to.primary == Some(holder) || !is_of_grid && after.contains(&Some(holder));
        before.contains(&Some(holder)) && !answers
    }
}

/// What became of an order; kept as it is, so that the report can be told again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderMoved {
    pub order_no: Option<OrderNo>,
    pub stages: Vec<StageMoved>,
}

/// What became of one of its open stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "became", rename_all = "snake_case")]
pub enum StageMoved {
    Went {
        from: Option<PersonId>,
        to: PersonId,
    },
    /// It stays with whoever has it.
    Stays {
        with: PersonId,
        why: StaysFor,
    },
    /// Nobody can be found for it; the office is told.
    Waits {
        from: Option<PersonId>,
    },
}

/// Why a stage stays with whoever has it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum StaysFor {
    /// He has signed it in, or begun.
    Begun,
    /// He does not hold it for the grid, or answers for the new one too.
    HisAnyway,
    /// Its process does not let it be given away.
    Process,
    /// There is nobody else.
    NobodyElse,
}

/// Running orders of the area that is left, and where to go on.
pub struct InArea {
    pub orders: Vec<OrderId>,
    pub next: Option<ListPlace>,
}

/// The next running orders that lie in the area and still count for the grid that it leaves.
///
/// # Errors
/// When the database refuses.
pub async fn running_in_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    cut_over: &CutOver,
    after: Option<ListPlace>,
) -> Result<InArea, StoreFault> {
    let filter = OrderFilter {
        grid: Some(cut_over.from.grid),
        states: vec![OrderState::Open, OrderState::Suspended],
        after,
        limit: PAGE_LEN,
        ..OrderFilter::default()
    };
    let lines = order_list::list(tx, org, &filter).await?;
    let is_full = lines.len() == PAGE_LEN as usize;
    let next = lines.last().filter(|_| is_full).map(|line| line.place(filter.sort));
    let there = lines.iter().filter(|line| lies_in(&line.view, &cut_over.area));
    Ok(InArea { orders: there.map(|line| line.view.order).collect(), next })
}

fn lies_in(view: &OrderView, area: &str) -> bool {
    view.facts["intake"]["area_id"] == area
}

const PAGE_LEN: u32 = 500;

impl Order {
    /// Whether it lies in this area.
    #[must_use]
    pub fn lies_in(&self, area: &str) -> bool {
        lies_in(self.view(), area)
    }

    /// Lets the order follow its area: its grid, what the rules take for that, and its open stages by the rules.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn follow(
        &mut self,
        tx: &mut Tx<'_>,
        cut_over: &CutOver,
    ) -> Result<OrderMoved, Problem> {
        self.record.station = Some(cut_over.to.station);
        self.record.grid = Some(cut_over.to.grid);
        set_areas(&mut self.record.view.facts, &cut_over.areas);
        let body = json!({
            "cut_over": cut_over.id, "area": cut_over.area, "from_grid": cut_over.from.grid,
            "to_grid": cut_over.to.grid, "from_grid_name": cut_over.from.name,
            "to_grid_name": cut_over.to.name, "reason": cut_over.reason,
        });
        self.note("area_moved", body);
        let open: Vec<_> = self.view().stages_in_order().into_iter().cloned().collect();
        let mut stages = Vec::new();
        for stage in open.iter().filter(|stage| stage.state.is_open()) {
            stages.push(self.follow_with(tx, cut_over, stage).await?);
        }
        Ok(OrderMoved { order_no: Some(self.view().order_no.clone()), stages })
    }

    async fn follow_with(
        &mut self,
        tx: &mut Tx<'_>,
        cut_over: &CutOver,
        stage: &StageView,
    ) -> Result<StageMoved, Problem> {
        let stays = |with, why| Ok(StageMoved::Stays { with, why });
        let mut must_go = false;
        if let Some(holder) = stage.assignee {
            let row = people::person(tx, self.platform.org(), holder).await?;
            must_go = row.is_none_or(|row| !self.is_within_reach(&row));
            let begun = !matches!(stage.state, StageState::Created | StageState::Dispatched);
            if begun && !cut_over.takes_begun && !must_go {
                return stays(holder, StaysFor::Begun);
            }
            if !must_go && !cut_over.takes_from(holder, stage) {
                return stays(holder, StaysFor::HisAnyway);
            }
            match self.may_be_taken_from(tx, stage, holder).await {
                Err(problem) if problem.kind == ProblemKind::Conflict && !must_go => {
                    return stays(holder, StaysFor::Process);
                }
                Err(problem) if problem.kind != ProblemKind::Conflict => return Err(problem),
                _ => {}
            }
        }
        match (self.somebody_else(tx, stage, None).await?, stage.assignee) {
            (Some(person), Some(holder)) if person.person == holder => {
                stays(holder, StaysFor::HisAnyway)
            }
            (Some(person), from) => {
                let kind = if from.is_some() { "reassigned" } else { "dispatched" };
                self.give(stage.stage, &person, kind, Some(&cut_over.reason));
                self.remark(stage.stage, Some(&cut_over.reason));
                Ok(StageMoved::Went { from, to: person.person })
            }
            (None, Some(holder)) if !must_go => stays(holder, StaysFor::NobodyElse),
            (None, from) => {
                self.leave_waiting(stage.stage, from.is_some());
                Ok(StageMoved::Waits { from })
            }
        }
    }

    fn leave_waiting(&mut self, stage: StageId, was_given: bool) {
        if was_given {
            self.unassign(stage);
            self.ask_office("undispatched", "nobody_found", None, json!({ "stage": stage }));
        }
    }
}
