//! `GET /api/v1/orders`: the orders within reach, newest first.

use access::Action;
use axum::extract::State;
use platform_store::ListPlace;
use platform_store::orders::{self, OrderFilter};
use serde::{Deserialize, Serialize};
use sync::{OrderView, StageView};
use vocabulary::{Instant, OrderId, OrderNo, OrderState, StationId, Text};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemKind, Query};
use crate::people::masking::{mask_address, mask_name};

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListOrders {
    #[param(value_type = Option<String>)]
    pub station: Option<StationId>,
    #[param(value_type = Option<String>)]
    pub state: Option<OrderState>,
    /// The beginning of an order number.
    pub order_no: Option<String>,
    /// The `next` of the page before.
    #[param(value_type = Option<String>)]
    pub after: Option<ListPlace>,
    pub limit: Option<u32>,
}

/// Orders, a line each.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OrderList {
    pub items: Vec<OrderLineView>,
    /// Goes back in as `after`; none on the last page.
    #[schema(value_type = Option<String>)]
    pub next: Option<ListPlace>,
}

/// An order in a list; personal data masked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OrderLineView {
    pub order: OrderId,
    pub order_no: OrderNo,
    pub title: Text,
    pub process: String,
    pub state: OrderState,
    pub rev: u64,
    pub station: Option<StationId>,
    pub customer_name: String,
    pub address: String,
    pub due_at: Option<Instant>,
    pub urged: u32,
    pub created_at: Instant,
    pub evidence_missing: u32,
    /// The stages that are open now.
    pub stages: Vec<StageView>,
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
    let reach = access::reach(&caller.actor, Action::ListOrders)?;
    let everywhere = reach.organisations().contains(&platform.org());
    let station = if everywhere { request.station } else { request.station.or(caller.station) };
    if !everywhere && station.is_none_or(|station| Some(station) != caller.station) {
        return Err(Problem::new(ProblemKind::NotAllowed, "只能查看本所工单"));
    }
    let whole = everywhere || station.is_some_and(|station| reach.stations().contains(&station));
    let limit = request.limit.unwrap_or(50).clamp(1, 200);
    let filter = OrderFilter {
        station,
        state: request.state,
        order_no: request.order_no,
        of: (!whole).then_some(caller.person),
        after: request.after,
        limit,
    };
    let mut snapshot = platform.store().read().await?;
    let lines = orders::list(&mut snapshot.tx(), platform.org(), &filter).await?;
    snapshot.finish().await?;
    let full = lines.len() == limit as usize;
    let next = lines.last().filter(|_| full).map(|line| {
        let OrderView { created_at, order, .. } = line.view;
        ListPlace::new(created_at, order.uuid())
    });
    // The list is of his grids and his own orders; whether his role reaches both, `access` says.
    let visible = lines.into_iter().filter(|line| {
        whole || reach.covers(&super::order_view::resource(&platform, line)).is_some()
    });
    let items = visible.map(line_view).collect();
    Ok(Json(OrderList { items, next }))
}

fn line_view(line: orders::OrderLine) -> OrderLineView {
    let customer = &line.view.facts["customer"];
    let open = line.view.stages_in_order().into_iter().filter(|stage| stage.state.is_open());
    let stages = open.map(|stage| StageView { values: serde_json::Value::Null, ..stage.clone() });
    OrderLineView {
        order: line.view.order,
        order_no: line.view.order_no.clone(),
        title: line.view.title.clone(),
        process: line.view.process.clone(),
        state: line.view.state,
        rev: line.rev,
        station: line.station,
        customer_name: mask_name(customer["customer_name"].as_str().unwrap_or_default()),
        address: mask_address(customer["service_address"].as_str().unwrap_or_default()),
        due_at: line.view.due_at,
        urged: line.view.urged,
        created_at: line.view.created_at,
        evidence_missing: line.evidence_missing,
        stages: stages.collect(),
    }
}
