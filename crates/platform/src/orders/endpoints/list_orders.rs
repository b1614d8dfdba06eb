//! `GET /api/v1/orders`: the orders within reach, narrowed and sorted, or found by a number or name.

use std::collections::BTreeMap;

use axum::extract::State;
use forms::{mask_address, mask_name};
use platform_store::order_keys::{self, KeyKind};
use platform_store::order_list::{self, OrderFilter, OrderLine, Sort};
use platform_store::{ListPlace, Tx};
use serde::{Deserialize, Serialize};
use sync::{OrderView, StageView};
use vocabulary::{
    Digest, GridId, Instant, OrderId, OrderNo, OrderState, PersonId, StationId, Text,
};

use super::due::{Due, SOON};
use super::within::Within;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemKind, Query};

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListOrders {
    #[param(value_type = Option<String>)]
    pub station: Option<StationId>,
    #[param(value_type = Option<String>)]
    pub grid: Option<GridId>,
    #[param(value_type = Option<String>)]
    pub state: Option<OrderState>,
    /// The id of a process.
    pub process: Option<String>,
    /// `overdue`, `soon` (within a day), or a day as `2026-11-29`; open orders only.
    #[param(value_type = Option<String>)]
    pub due: Option<Due>,
    /// An element of a drawing at which a stage is open.
    pub stage: Option<String>,
    /// A person who has an open stage.
    #[param(value_type = Option<String>)]
    pub worker: Option<PersonId>,
    #[param(inline)]
    pub flag: Option<Flag>,
    #[param(inline)]
    pub sort: Option<ListSort>,
    /// The beginning of an order number, customer number, asset number or communication address; for those who may see
    /// them, also of a customer's name, or a whole mobile number. Goes with `station` and `state` alone; sorted newest first.
    pub text: Option<String>,
    /// The `next` of the page before.
    #[param(value_type = Option<String>)]
    pub after: Option<ListPlace>,
    /// Orders, at most; 50 unless told, never more than 200.
    pub limit: Option<u32>,
}

/// Running orders that need somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Nobody has one of its open stages.
    Undispatched,
    /// Files that its work needs are missing.
    Evidence,
    /// The customer or the marketing system has urged.
    Urged,
}

impl Flag {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Undispatched => "undispatched",
            Self::Evidence => "evidence",
            Self::Urged => "urged",
        }
    }
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListSort {
    Newest,
    /// What is due first; what is never due, last.
    Due,
}

impl ListSort {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Due => "due",
        }
    }
}

/// Orders, a line each.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OrderList {
    pub items: Vec<OrderLineView>,
    /// Goes back in as `after`; none on the last page.
    #[schema(value_type = Option<String>)]
    pub next: Option<ListPlace>,
    /// More orders begin like the text than are shown: a longer text finds them.
    pub cut: bool,
}

/// An order in a list; personal data masked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OrderLineView {
    pub order: OrderId,
    pub order_no: OrderNo,
    pub title: Text,
    pub process: String,
    /// The process version that it runs under.
    #[schema(value_type = String)]
    pub bundle_hash: Digest,
    pub state: OrderState,
    pub rev: u64,
    pub station: Option<StationId>,
    pub grid: Option<GridId>,
    pub customer_name: String,
    pub address: String,
    /// Where it is, to about a hundred metres: who sees the address masked does not learn the door from the map.
    pub position: Option<RoughPosition>,
    pub due_at: Option<Instant>,
    pub urged: u32,
    pub created_at: Instant,
    pub evidence_missing: u32,
    /// The stages that are open now.
    pub stages: Vec<StageView>,
    /// How far the rounds are that some of them belong to.
    pub rounds: Vec<RoundsView>,
    /// What the text that was asked for is of it: `order_no`, `customer_no`, `customer_name`, `mobile`, `asset_no` or
    /// `comm_address`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub found_by: Option<&'static str>,
}

/// The rounds of a stage that were begun together.
#[derive(Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RoundsView {
    /// As the stages' rounds say it.
    pub of: u32,
    pub done: u32,
    pub all: u32,
}

impl RoundsView {
    fn open_among<'s>(stages: impl IntoIterator<Item = &'s StageView>) -> Vec<Self> {
        let mut rounds: BTreeMap<u32, Self> = BTreeMap::new();
        for stage in stages {
            let Some(round) = &stage.round else { continue };
            let known = rounds.entry(round.of).or_insert(Self { of: round.of, done: 0, all: 0 });
            known.all += 1;
            known.done += u32::from(!stage.state.is_open());
        }
        rounds.into_values().filter(|rounds| rounds.done < rounds.all).collect()
    }
}

/// Degrees of WGS 84, to three decimals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
pub struct RoughPosition {
    pub lon: f64,
    pub lat: f64,
}

impl RoughPosition {
    /// `None` where the order says nothing of it.
    fn of(facts: &serde_json::Value) -> Option<Self> {
        let rough = |name: &str| Some((facts["box"][name].as_f64()? * 1_000.0).round() / 1_000.0);
        Some(Self { lon: rough("lon")?, lat: rough("lat")? })
    }
}

/// Lists orders that the caller may see.
#[utoipa::path(
    get, path = "/api/v1/orders", operation_id = "listOrders", params(ListOrders),
    responses((status = 200, body = OrderList)),
)]
pub async fn list_orders(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(request): Query<ListOrders>,
) -> Result<Json<OrderList>, Problem> {
    let within = Within::of_caller(&platform, &caller, request.station)?;
    let mut snapshot = platform.store().read().await?;
    let list = match &request.text {
        Some(text) => {
            let limit = request.limit();
            found(&platform, &mut snapshot.tx(), &within, &request, limit, text).await?
        }
        None => page(&platform, &mut snapshot.tx(), &within, &request).await?,
    };
    snapshot.finish().await?;
    Ok(Json(list))
}

async fn page(
    platform: &Platform,
    tx: &mut Tx<'_>,
    within: &Within,
    request: &ListOrders,
) -> Result<OrderList, Problem> {
    let filter = request.filter(within, platform.clock().now());
    let Some(filter) = filter else {
        return Ok(OrderList { items: Vec::new(), next: None, cut: false });
    };
    let lines = order_list::list(tx, platform.org(), &filter).await?;
    let full = lines.len() == filter.limit as usize;
    let next = lines.last().filter(|_| full).map(|line| line.place(filter.sort));
    let shown = lines.into_iter().filter(|line| within.shows(platform, line));
    Ok(OrderList { items: shown.map(|line| line_view(line, None)).collect(), next, cut: false })
}

/// At most `limit` orders that are found by a number or a name.
///
/// # Errors
/// When the text says nothing, or does not go with the rest of the request.
pub(super) async fn found(
    platform: &Platform,
    tx: &mut Tx<'_>,
    within: &Within,
    request: &ListOrders,
    limit: u32,
    text: &str,
) -> Result<OrderList, Problem> {
    if request.narrows_beside_text() {
        let detail = "text goes with station and state alone";
        return Err(Problem::new(ProblemKind::Invalid, detail));
    }
    let start = order_keys::compared(text);
    if start.is_empty() {
        return Err(Problem::new(ProblemKind::Invalid, "请输入要查找的编号或户名"));
    }
    let org = platform.org();
    let keys = order_keys::search(tx, org, within.station, &start, FOUND_MAX + 1).await?;
    let mut cut = keys.len() > FOUND_MAX as usize;
    let mut kinds = BTreeMap::<OrderId, KeyKind>::new();
    let shown = keys.into_iter().take(FOUND_MAX as usize);
    for key in shown.filter(|key| may_be_found_by(key.kind, &start, within.may_unmask)) {
        kinds.entry(key.order).or_insert(key.kind);
    }
    let mut lines = Vec::new();
    for order in kinds.keys() {
        lines.extend(order_list::find(tx, org, *order).await?);
    }
    lines.retain(|line| {
        request.state.is_none_or(|state| state == line.view.state) && within.shows(platform, line)
    });
    lines.sort_by_key(|line| std::cmp::Reverse(line.place(Sort::Newest)));
    let limit = limit as usize;
    cut |= lines.len() > limit;
    lines.truncate(limit);
    let items = lines.into_iter().map(|line| {
        let kind = kinds.get(&line.view.order).copied();
        line_view(line, kind)
    });
    Ok(OrderList { items: items.collect(), next: None, cut })
}

/// Whoever types the beginnings of masked data one after the other must not learn them from what is found: a mobile number
/// is asked for whole, and names and mobile numbers are found by those alone who may see them.
fn may_be_found_by(kind: KeyKind, start: &str, may_unmask: bool) -> bool {
    match kind {
        KeyKind::OrderNo | KeyKind::CustomerNo | KeyKind::AssetNo | KeyKind::CommAddress => true,
        KeyKind::CustomerName => may_unmask,
        KeyKind::Mobile => may_unmask && start.len() >= MOBILE_LEN,
    }
}

impl ListOrders {
    fn limit(&self) -> u32 {
        self.limit.unwrap_or(50).clamp(1, LIMIT_MAX)
    }

    fn narrows_beside_text(&self) -> bool {
        let Self { grid, process, due, stage, worker, flag, sort, after, .. } = self;
        grid.is_some()
            || process.is_some()
            || due.is_some()
            || stage.is_some()
            || worker.is_some()
            || flag.is_some()
            || sort.is_some()
            || after.is_some()
    }

    /// `None` when no order can be like this: one that is over is not overdue.
    pub(super) fn filter(&self, within: &Within, now: Instant) -> Option<OrderFilter> {
        let states: Vec<_> = OrderState::ALL
            .into_iter()
            .filter(|state| self.state.is_none_or(|asked| asked == *state))
            .filter(|state| self.may_be(*state))
            .collect();
        if states.is_empty() {
            return None;
        }
        let (due_from, due_before) =
            self.due.map_or((None, None), |due| due.span(now, now.plus(SOON)));
        Some(OrderFilter {
            station: within.station,
            grid: self.grid,
            states,
            process: self.process.clone(),
            due_from,
            due_before,
            element: self.stage.clone(),
            worker: self.worker,
            undispatched: self.flag == Some(Flag::Undispatched),
            evidence_missing: self.flag == Some(Flag::Evidence),
            urged: self.flag == Some(Flag::Urged),
            of: within.of,
            sort: match self.sort {
                Some(ListSort::Due) => Sort::Due,
                _ => Sort::Newest,
            },
            after: self.after,
            limit: self.limit(),
        })
    }

    /// Whether an order in this state can be what is asked for.
    fn may_be(&self, state: OrderState) -> bool {
        let of_open = self.due.is_some() || self.flag == Some(Flag::Undispatched);
        // What is over is never due: it comes only if it is asked for.
        let by_due = self.sort == Some(ListSort::Due) && self.state.is_none();
        let of_running =
            by_due || self.flag.is_some() || self.stage.is_some() || self.worker.is_some();
        match state {
            OrderState::Open => true,
            OrderState::Suspended => !of_open,
            OrderState::Terminated | OrderState::Archived => !of_open && !of_running,
        }
    }
}

pub(super) fn line_view(line: OrderLine, found_by: Option<KeyKind>) -> OrderLineView {
    let customer = &line.view.facts["customer"];
    let open = line.view.stages_in_order().into_iter().filter(|stage| stage.state.is_open());
    let stages = open.map(|stage| StageView { values: serde_json::Value::Null, ..stage.clone() });
    let rounds = RoundsView::open_among(line.view.stages.values());
    let position = RoughPosition::of(&line.view.facts);
    let OrderView { order, bundle_hash, state, due_at, urged, created_at, .. } = line.view;
    OrderLineView {
        order,
        order_no: line.view.order_no.clone(),
        title: line.view.title.clone(),
        process: line.view.process.clone(),
        bundle_hash,
        state,
        rev: line.rev,
        station: line.station,
        grid: line.grid,
        customer_name: mask_name(customer["customer_name"].as_str().unwrap_or_default()),
        address: mask_address(customer["service_address"].as_str().unwrap_or_default()),
        position,
        due_at,
        urged,
        created_at,
        evidence_missing: line.evidence_missing,
        stages: stages.collect(),
        rounds,
        found_by: found_by.map(KeyKind::as_str),
    }
}

const MOBILE_LEN: usize = 11;
pub(super) const LIMIT_MAX: u32 = 200;
/// Keys that are looked at for one text.
const FOUND_MAX: u32 = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_is_neither_due_nor_waiting_for_somebody() {
        let states = |request: ListOrders| {
            let asked = OrderState::ALL.into_iter();
            asked.filter(|state| request.may_be(*state)).collect::<Vec<_>>()
        };
        assert_eq!(states(ListOrders::default()), OrderState::ALL);
        let due = ListOrders { due: Some(Due::Overdue), ..ListOrders::default() };
        assert_eq!(states(due), [OrderState::Open]);
        let flagged = |flag| ListOrders { flag: Some(flag), ..ListOrders::default() };
        assert_eq!(states(flagged(Flag::Undispatched)), [OrderState::Open]);
        assert_eq!(states(flagged(Flag::Urged)), [OrderState::Open, OrderState::Suspended]);
        let by_due = |state| ListOrders { sort: Some(ListSort::Due), state, ..Default::default() };
        assert_eq!(states(by_due(None)), [OrderState::Open, OrderState::Suspended]);
        assert!(by_due(Some(OrderState::Archived)).may_be(OrderState::Archived));
    }

    #[test]
    fn rounds_are_counted_while_one_of_them_is_open() {
        let round = |of: u32, n: u32, state: &str| -> StageView {
            let stage = serde_json::json!({
                "stage": uuid::Uuid::from_u128(u128::from(n)), "place": n, "element": "read_meter",
                "occurrence": n, "name": "抄表", "state": state, "stage_rev": 1, "generation": 1,
                "opened_at": 0, "round": { "of": of, "sees": { "loopCounter": n } },
            });
            serde_json::from_value(stage).expect("a stage")
        };
        let stages = [
            round(1, 1, "submitted"),
            round(1, 2, "dispatched"),
            round(1, 3, "in_progress"),
            round(2, 4, "submitted"),
        ];
        assert_eq!(RoundsView::open_among(&stages), [RoundsView { of: 1, done: 1, all: 3 }]);
    }

    #[test]
    fn a_position_is_told_to_a_hundred_metres() {
        let facts = serde_json::json!({ "box": { "lon": 118.182_649, "lat": 39.631_2 } });
        let rough = RoughPosition { lon: 118.183, lat: 39.631 };
        assert_eq!(RoughPosition::of(&facts), Some(rough));
        assert_eq!(RoughPosition::of(&serde_json::json!({ "box": { "lon": 118.1 } })), None);
    }

    #[test]
    fn beginnings_do_not_tell_what_is_masked() {
        let all = |start: &str, may| {
            KeyKind::ALL
                .map(|kind| may_be_found_by(kind, start, may))
                .iter()
                .filter(|f| **f)
                .count()
        };
        assert_eq!(all("1540", true), KeyKind::ALL.len() - 1, "a mobile number is asked for whole");
        assert_eq!(all("15400000099", true), KeyKind::ALL.len());
        assert_eq!(all("15400000099", false), KeyKind::ALL.len() - 2);
    }
}
