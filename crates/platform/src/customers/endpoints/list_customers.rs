//! `GET /api/v1/customers`: customers found by a number or name.

use std::collections::BTreeSet;

use access::{Action, Reach, Resource};
use async_trait::async_trait;
use axum::extract::State;
use platform_store::customers::{self, Found, Within};
use platform_store::order_keys::{KeyKind, compared};
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sync::CustomerRecord;
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CustomerNo, StationId};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::customers::masking::mask;
use crate::http::{ConsoleCaller, Correlation, Json, Problem, ProblemBody, ProblemKind, Query};

/// Whom a search is for.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct CustomersAsked {
    /// The beginning of a customer number, asset number or communication address, 2 characters at least; for those who
    /// may see them, also of a name, or a whole mobile number.
    #[serde(default)]
    pub search: String,
    /// His own station's unless he sees others.
    #[param(value_type = Option<String>)]
    pub station: Option<StationId>,
}

/// Customers, by what they were found by.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CustomerList {
    pub items: Vec<CustomerLine>,
    /// More begin like this than are shown: a longer text finds them.
    pub cut: bool,
}

/// A customer in a list; personal data masked.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CustomerLine {
    pub customer_no: CustomerNo,
    pub customer_name: String,
    pub service_address: String,
    pub area_code: String,
    pub usage_class: String,
    pub critical: bool,
    pub closed: bool,
    /// `customer_no`, `customer_name`, `mobile`, `asset_no` or `comm_address`.
    pub found_by: String,
}

/// Finds customers; what was searched for is written into the audit.
#[utoipa::path(
    get,
    path = "/api/v1/customers",
    operation_id = "listCustomers",
    tag = "customers",
    security(("console" = [])),
    params(CustomersAsked),
    responses(
        (status = 200, body = CustomerList),
        (status = 403, body = ProblemBody),
        (status = 422, description = "the text is too short", body = ProblemBody),
    ),
)]
pub async fn list_customers(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Correlation(correlation): Correlation,
    Query(asked): Query<CustomersAsked>,
) -> Result<Json<CustomerList>, Problem> {
    let reach = access::reach(&caller.actor, Action::ReadCustomer)?;
    let start = compared(&asked.search);
    if start.chars().count() < SEARCH_MIN {
        return Err(Problem::new(ProblemKind::Invalid, "请至少输入 2 个字符"));
    }
    let within = within(&platform, &caller, &reach, asked.station)?;
    let by_person = access::reach(&caller.actor, Action::UnmaskPersonalData).is_ok();
    let act = Act { at: platform.clock().now(), actor: caller.audit_name(), correlation };
    let platform_of = platform.clone();
    let search = Search { platform: platform_of, caller, act, reach, within, start, by_person };
    Ok(Json(platform.store().write(search).await?))
}

/// His own station, or of it the grids that he answers for.
fn within(
    platform: &Platform,
    caller: &ConsoleCaller,
    reach: &Reach,
    asked: Option<StationId>,
) -> Result<Within, Problem> {
    if reach.organisations().contains(&platform.org()) {
        return Ok(Within { station: asked, keeper: None });
    }
    let station = asked.or(caller.station).filter(|station| Some(*station) == caller.station);
    let other = || Problem::new(ProblemKind::NotAllowed, "只能查看本所用户");
    let station = station.ok_or_else(other)?;
    let whole = reach.stations().contains(&station);
    Ok(Within { station: Some(station), keeper: (!whole).then_some(caller.person) })
}

struct Search {
    platform: Platform,
    caller: ConsoleCaller,
    act: Act,
    reach: Reach,
    within: Within,
    start: String,
    /// He may also find by what is personal.
    by_person: bool,
}

#[async_trait]
impl Command for Search {
    type Answer = CustomerList;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<CustomerList, Problem> {
        let org = self.platform.org();
        let found = customers::search(tx, org, self.within, &self.start, KEYS_MAX).await?;
        let mut cut = found.len() == KEYS_MAX as usize;
        let mut seen = BTreeSet::new();
        let mut items = Vec::new();
        for one in found.into_iter().filter(|one| self.shows(one)) {
            if !seen.insert(one.customer.customer_no.clone()) {
                continue;
            }
            if items.len() == LINES_MAX {
                cut = true;
                break;
            }
            let place = customers::place(tx, org, &one.customer.customer_no).await?;
            let (Some(station), Some(grid)) = (place.station, place.grid) else { continue };
            let resource = Resource::in_organisation(org).at_station(station).in_grid(grid);
            if self.reach.covers(&resource).is_some() {
                items.push(line(one)?);
            }
        }
        let body = json!({ "search": self.start, "found": items.len(), "cut": cut });
        let chain = Chain::Searches(self.caller.person);
        self.act.record(tx, org, &chain, "customers_searched", body).await?;
        Ok(CustomerList { items, cut })
    }
}

impl Search {
    /// A name or the beginning of a mobile number would say of whom it is.
    fn shows(&self, found: &Found) -> bool {
        match found.kind {
            KeyKind::CustomerName => self.by_person,
            KeyKind::Mobile => self.by_person && self.start.len() == MOBILE_LEN,
            KeyKind::OrderNo | KeyKind::CustomerNo | KeyKind::AssetNo | KeyKind::CommAddress => {
                true
            }
        }
    }
}

fn line(found: Found) -> Result<CustomerLine, Problem> {
    let record = CustomerRecord::deserialize(&found.customer.body);
    let mut record = record.map_err(|error| Problem::internal(&error))?;
    mask(&mut record);
    Ok(CustomerLine {
        customer_no: record.customer_no,
        customer_name: record.customer_name,
        service_address: record.service_address,
        area_code: record.area_code,
        usage_class: record.usage_class,
        critical: record.critical,
        closed: record.closed,
        found_by: found.kind.as_str().to_owned(),
    })
}

const SEARCH_MIN: usize = 2;
const MOBILE_LEN: usize = 11;
const LINES_MAX: usize = 50;
/// A customer may be found by several keys.
const KEYS_MAX: u32 = 200;
