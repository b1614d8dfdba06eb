//! `GET /api/v1/authorisations`: what waits for leave, with the facts beside the button.

use access::{Action, permit};
use axum::extract::State;
use forms::{mask_address, mask_name};
use platform_store::authorisations::{self, AuthorisationRow};
use platform_store::meters::{self, MeterRow};
use platform_store::orders::{self, OrderRecord};
use platform_store::{ListPlace, Tx, people};
use serde::{Deserialize, Serialize};
use sync::{AuthorisationState, AuthorisationView};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{Instant, OrderId, PersonId, Text};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, Problem, ProblemBody, Query};
use crate::metering::blocks::{Block, StopFacts, blocks};
use crate::metering::facts::{Asked, gather};
use crate::metering::operations::{may_decide, may_travel};
use crate::metering::view;
use crate::orders::resource;

/// Which authorisations.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AuthorisationsAsked {
    /// `requested` unless told otherwise.
    pub state: Option<AuthorisationState>,
    /// Of one order, in whatever state, in the order in which they were asked for.
    #[param(value_type = Option<String>)]
    pub order: Option<OrderId>,
    /// The `next` of the page before.
    #[param(value_type = Option<String>)]
    pub after: Option<ListPlace>,
    /// Authorisations, at most; 20 unless told, never more than 50.
    pub limit: Option<u32>,
}

/// An authorisation with what an approver has to know.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthorisationEntry {
    #[serde(flatten)]
    pub view: AuthorisationView,
    pub executor: PersonId,
    pub executor_name: String,
    /// Whose supply it is, masked; none of an order that is over, or that the caller may not open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The caller may open the order.
    pub may_open_order: bool,
    /// How the meter's keys stood when somebody last said so: `unknown`, `public`, `private` or `half_updated`; none of a
    /// meter that is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys_told_at: Option<Instant>,
    /// As things stand now; none of an authorisation that is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<StopFacts>,
    /// What forbids the command now.
    pub blocks: Vec<BlockNamed>,
    /// Given, it goes to the terminal at once, is good there without a network, and cannot be taken back.
    pub travels: bool,
    /// The caller may give leave or refuse it.
    pub may_decide: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct BlockNamed {
    pub block: Block,
    #[serde(flatten)]
    pub text: Text,
}

/// Lists authorisations, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/authorisations",
    operation_id = "listAuthorisations",
    tag = "metering",
    security(("console" = [])),
    params(AuthorisationsAsked),
    responses(
        (status = 200, body = Page<AuthorisationEntry>),
        (status = 403, body = ProblemBody),
    ),
)]
pub async fn list_authorisations(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<AuthorisationsAsked>,
) -> Result<Json<Page<AuthorisationEntry>>, Problem> {
    let org = platform.org();
    let reach = access::reach(&caller.actor, Action::ListAuthorisations)?;
    let station = if reach.organisations().contains(&org) { None } else { caller.station };
    let limit = asked.limit.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX);
    let after = asked.after.unwrap_or(ListPlace::NEWEST);
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let rows = match asked.order {
        Some(order) => {
            let rows = authorisations::of_order(tx, org, order).await?;
            rows.into_iter().filter(|row| station.is_none() || row.station == station).collect()
        }
        None => {
            let state = asked.state.unwrap_or(AuthorisationState::Requested);
            authorisations::in_state(tx, org, state, station, after, limit + 1).await?
        }
    };
    let limit = if asked.order.is_some() { u32::MAX } else { limit };
    let place = |row: &AuthorisationRow| {
        ListPlace::new(row.requested_at, row.authorisation.uuid()).to_string()
    };
    let page = Page::cut(rows, limit, place);
    let mut items = Vec::new();
    for row in page.items {
        items.push(entry(&platform, tx, &caller, row).await?);
    }
    snapshot.finish().await?;
    Ok(Json(Page { items, next: page.next }))
}

async fn entry(
    platform: &Platform,
    tx: &mut Tx<'_>,
    caller: &ConsoleCaller,
    row: AuthorisationRow,
) -> Result<AuthorisationEntry, Problem> {
    let org = platform.org();
    let executor = people::person(tx, org, row.executor).await?;
    let record = orders::find(tx, org, row.order).await?;
    let may_open_order = record.as_ref().is_some_and(|record| {
        let resource = resource(org, record.station, record.grid, &record.view);
        permit(&caller.actor, Action::ReadOrder, &resource).is_ok()
    });
    let running = record.filter(|record| !record.view.state.is_over());
    let meter = meters::find(tx, org, &row.meter.comm_address).await?;
    let facts = match (&running, &meter) {
        // Nothing is known of a meter that is gone.
        (Some(record), Some(meter)) if !row.state.is_over() => {
            Some(facts_now(platform, tx, record, meter, &row).await?)
        }
        _ => None,
    };
    let now = platform.clock().now();
    let policy = platform.stop_policies().in_force(now);
    let found = facts.as_ref().map(|facts| blocks(row.command, facts, policy, now));
    let travels = facts.as_ref().is_some_and(|facts| may_travel(row.command, facts, policy));
    let shown = running.filter(|_| may_open_order);
    let named = |block: Block| BlockNamed { block, text: block.words() };
    Ok(AuthorisationEntry {
        view: view::view(tx, org, &row).await?,
        executor: row.executor,
        executor_name: executor.map(|person| person.name).unwrap_or_default(),
        customer_name: shown.as_ref().map(|record| mask_name(&record.customer_name)),
        address: shown.map(|record| mask_address(&record.address)),
        may_open_order,
        keys: meter.as_ref().map(|meter| meter.keys.clone()),
        keys_told_at: meter.and_then(|meter| meter.keys_told_at),
        facts,
        blocks: found.unwrap_or_default().into_iter().map(named).collect(),
        travels,
        may_decide: row.executor != caller.person && may_decide(org, caller, &row),
    })
}

async fn facts_now(
    platform: &Platform,
    tx: &mut Tx<'_>,
    order: &OrderRecord,
    meter: &MeterRow,
    row: &AuthorisationRow,
) -> Result<StopFacts, Problem> {
    let now = platform.clock().now();
    let asked = Asked { order, meter, parameter: row.parameter.as_ref(), now };
    gather(platform, tx, &asked).await
}

const LIMIT_DEFAULT: u32 = 20;
const LIMIT_MAX: u32 = 50;
