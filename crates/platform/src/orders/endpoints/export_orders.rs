//! `GET /api/v1/orders.xlsx`: the orders of a list as an Excel workbook.

use std::collections::BTreeMap;

use async_trait::async_trait;
use axum::extract::State;
use http::{HeaderMap, HeaderValue, header};
use platform_store::{Command, Tx, order_list, people};
use serde_json::{Value, json};
use vocabulary::{Digest, GridId, Instant, StationId};

use super::list_orders::{Flag, LIMIT_MAX, ListOrders, ListSort, OrderLineView, found, line_view};
use super::order_sheet::{About, SheetLanguage, SheetLine, Words, workbook};
use super::within::Within;
use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{ConsoleCaller, Correlation, Problem, ProblemKind, Query};

/// Writes the orders that the list would show, at most 20,000, personal data masked as there. Who exported what is written
/// down with the hash of the file. `Accept-Language` says in which language; `X-Ronghe-Rows` how many orders there are in
/// it, and `X-Ronghe-Cut: true` that there were more.
#[utoipa::path(
    get, path = "/api/v1/orders.xlsx", operation_id = "exportOrders", params(ListOrders),
    responses((
        status = 200, description = "a workbook: the orders, and who exported what", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )),
)]
pub async fn export_orders(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Correlation(correlation): Correlation,
    headers: HeaderMap,
    Query(request): Query<ListOrders>,
) -> Result<(HeaderMap, Vec<u8>), Problem> {
    let within = Within::of_caller(&platform, &caller, request.station)?;
    if request.after.is_some() || request.limit.is_some() {
        let detail = "an export has no pages: leave after and limit out";
        return Err(Problem::new(ProblemKind::Invalid, detail));
    }
    let at = platform.clock().now();
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let (orders, cut) = gathered(&platform, tx, &within, &request, at).await?;
    let names = Names::load(&platform, tx).await?;
    let filters = names.filters(&platform, tx, &within, &request).await?;
    snapshot.finish().await?;

    let rows = orders.len();
    let by = format!("{} {}", caller.name, caller.staff_no);
    let about = About { by, at, cut, filters };
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let language = SheetLanguage::asked(asked);
    let lines: Vec<_> = orders.into_iter().map(|line| names.named(line)).collect();
    let written = tokio::task::spawn_blocking(move || workbook(&lines, &about, language));
    let bytes = written
        .await
        .map_err(|error| Problem::internal(&error))?
        .map_err(|error| Problem::internal(&error))?;

    let act = Act { at, actor: caller.audit_name(), correlation };
    let body = json!({
        "rows": rows, "cut": cut, "sha256": Digest::of(&bytes), "narrowed": narrowed(&within, &request),
    });
    platform.store().write(NoteExport { platform: platform.clone(), act, body }).await?;
    Ok((headers_of(rows, cut), bytes))
}

/// The lines of every page, and whether there are more than a workbook takes.
async fn gathered(
    platform: &Platform,
    tx: &mut Tx<'_>,
    within: &Within,
    request: &ListOrders,
    now: Instant,
) -> Result<(Vec<OrderLineView>, bool), Problem> {
    if let Some(text) = &request.text {
        let list = found(platform, tx, within, request, LIMIT_MAX, text).await?;
        return Ok((list.items, list.cut));
    }
    let mut orders = Vec::new();
    let Some(mut filter) = request.filter(within, now) else { return Ok((orders, false)) };
    filter.limit = PAGE_LEN;
    loop {
        let page = order_list::list(tx, platform.org(), &filter).await?;
        let is_last = page.len() < filter.limit as usize;
        filter.after = page.last().map(|line| line.place(filter.sort));
        let shown = page.into_iter().filter(|line| within.shows(platform, line));
        orders.extend(shown.map(|line| line_view(line, None)));
        if orders.len() > ROWS_MAX {
            orders.truncate(ROWS_MAX);
            return Ok((orders, true));
        }
        if is_last {
            return Ok((orders, false));
        }
    }
}

/// Names of places, for people who know no ids.
struct Names {
    stations: BTreeMap<StationId, String>,
    grids: BTreeMap<GridId, String>,
}

impl Names {
    async fn load(platform: &Platform, tx: &mut Tx<'_>) -> Result<Self, Problem> {
        let stations = people::stations(tx, platform.org()).await?;
        let grids = people::grids(tx, platform.org(), None).await?;
        Ok(Self {
            stations: stations.into_iter().map(|row| (row.station, row.name)).collect(),
            grids: grids.into_iter().map(|row| (row.grid, row.name)).collect(),
        })
    }

    fn named(&self, line: OrderLineView) -> SheetLine {
        let station = line.station.and_then(|id| self.stations.get(&id)).cloned();
        let grid = line.grid.and_then(|id| self.grids.get(&id)).cloned();
        SheetLine { line, station: station.unwrap_or_default(), grid: grid.unwrap_or_default() }
    }

    /// How the list was narrowed, in words. What was searched for is not told: it may be a name or a mobile number.
    async fn filters(
        &self,
        platform: &Platform,
        tx: &mut Tx<'_>,
        within: &Within,
        request: &ListOrders,
    ) -> Result<Vec<(Words, String)>, Problem> {
        let mut filters: Vec<(Words, String)> = Vec::new();
        let mut put = |words: Words, value: Option<String>| {
            filters.extend(value.map(|value| (words, value)));
        };
        let id = |id: &dyn std::fmt::Display| id.to_string();
        let station =
            within.station.map(|it| self.stations.get(&it).cloned().unwrap_or_else(|| id(&it)));
        put(("供电所", "Station"), station);
        let grid = request.grid.map(|it| self.grids.get(&it).cloned().unwrap_or_else(|| id(&it)));
        put(("网格", "Grid"), grid);
        put(("状态", "State"), request.state.map(|state| state.as_str().to_owned()));
        put(("业务流程", "Process"), request.process.clone());
        put(("时限", "Due"), request.due.map(|due| due.to_string()));
        put(("环节", "Stage"), request.stage.clone());
        if let Some(worker) = request.worker {
            let person = people::person(tx, platform.org(), worker).await?;
            put(("承办人", "Worker"), Some(person.map_or_else(|| id(&worker), |row| row.name)));
        }
        put(("标记", "Flag"), request.flag.map(|flag| flag.as_str().to_owned()));
        put(("排序", "Sorted by"), request.sort.map(|sort| sort.as_str().to_owned()));
        put(
            ("按编号或户名查找", "Found by a number or name"),
            request.text.as_ref().map(|_| "…".to_owned()),
        );
        Ok(filters)
    }
}

/// How the list was narrowed, for the audit; of what was searched for only that something was.
fn narrowed(within: &Within, request: &ListOrders) -> Value {
    json!({
        "station": within.station, "own": within.of.is_some(), "grid": request.grid,
        "state": request.state, "process": request.process,
        "due": request.due.map(|due| due.to_string()), "stage": request.stage,
        "worker": request.worker, "flag": request.flag.map(Flag::as_str),
        "sort": request.sort.map(ListSort::as_str), "searched": request.text.is_some(),
    })
}

fn headers_of(rows: usize, cut: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(XLSX));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = HeaderValue::from_static(r#"attachment; filename="orders.xlsx""#);
    headers.insert(header::CONTENT_DISPOSITION, name);
    headers.insert("x-ronghe-rows", HeaderValue::from(rows));
    headers.insert("x-ronghe-cut", HeaderValue::from_static(if cut { "true" } else { "false" }));
    headers
}

/// Writes into the organisation's chain that orders left the platform.
struct NoteExport {
    platform: Platform,
    act: Act,
    body: Value,
}

#[async_trait]
impl Command for NoteExport {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let (org, chain) = (self.platform.org(), Chain::Organisation);
        Ok(self.act.record(tx, org, &chain, "orders_exported", self.body.clone()).await?)
    }
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Orders of one workbook.
const ROWS_MAX: usize = 20_000;
const PAGE_LEN: u32 = 500;
