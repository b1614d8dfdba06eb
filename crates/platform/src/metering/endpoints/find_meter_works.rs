//! `GET /api/v1/meter-works`: what was done at meters, whichever they are.

use access::Action;
use axum::extract::State;
use platform_store::ListPlace;
use platform_store::meter_work_list::{self, WorkFilter, WorkLine};
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::{Instant, MeterCommand, MeterOutcome, OrderId, PersonId, StationId};

use super::within::station_within;
use super::work_line::{MeterWorkLine, lines};
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, Problem, ProblemBody, ProblemKind, Query};

/// Which works.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct MeterWorksAsked {
    /// For the orders of a station, or by its people.
    #[param(value_type = Option<String>)]
    pub station: Option<StationId>,
    /// By one person.
    #[param(value_type = Option<String>)]
    pub person: Option<PersonId>,
    /// For one order.
    #[param(value_type = Option<String>)]
    pub order: Option<OrderId>,
    /// How the meter's communication address begins: 4 to 12 digits.
    pub meter: Option<String>,
    pub command: Option<MeterCommand>,
    pub outcome: Option<MeterOutcome>,
    /// Those alone that ended unknown and after which nobody has looked.
    pub unverified: Option<bool>,
    /// Those alone about which something is odd.
    pub odd: Option<bool>,
    /// Begun from then on.
    pub from: Option<Instant>,
    /// And before.
    pub before: Option<Instant>,
    /// The `next` of the page before.
    #[param(value_type = Option<String>)]
    pub after: Option<ListPlace>,
    /// Works, at most; 50 unless told, never more than 100.
    pub limit: Option<u32>,
}

/// Lists works, the newest first; to a station head those that are his station's.
#[utoipa::path(
    get,
    path = "/api/v1/meter-works",
    operation_id = "findMeterWorks",
    tag = "metering",
    security(("console" = [])),
    params(MeterWorksAsked),
    responses(
        (status = 200, body = Page<MeterWorkLine>),
        (status = 403, body = ProblemBody),
        (status = 422, description = "the address is no beginning of one", body = ProblemBody),
    ),
)]
pub async fn find_meter_works(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<MeterWorksAsked>,
) -> Result<Json<Page<MeterWorkLine>>, Problem> {
    let filter = asked.filter(&platform, &caller)?;
    let limit = asked.limit.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX);
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let rows = meter_work_list::list(tx, platform.org(), &filter, limit + 1).await?;
    let page = Page::cut(rows, limit, |row: &WorkLine| row.place().to_string());
    let items = lines(&platform, tx, &caller, page.items).await?;
    snapshot.finish().await?;
    Ok(Json(Page { items, next: page.next }))
}

impl MeterWorksAsked {
    /// What of it the caller sees.
    ///
    /// # Errors
    /// When he may not see it, or no address begins as the one that he asked for.
    pub(super) fn filter(
        &self,
        platform: &Platform,
        caller: &ConsoleCaller,
    ) -> Result<WorkFilter, Problem> {
        let station = station_within(platform, caller, Action::ReadMeterWork, self.station)?;
        if self.meter.as_deref().is_some_and(|digits| !begins_an_address(digits)) {
            let detail = "请输入通信地址的开头：4 至 12 位数字";
            return Err(Problem::new(ProblemKind::Invalid, detail));
        }
        Ok(WorkFilter {
            station,
            person: self.person,
            order: self.order,
            meter: self.meter.clone(),
            command: self.command,
            outcome: self.outcome,
            unverified: self.unverified == Some(true),
            odd: self.odd == Some(true),
            from: self.from,
            before: self.before,
            after: self.after,
        })
    }
}

/// Shorter ones fit so many meters that their works are not sorted in time.
fn begins_an_address(digits: &str) -> bool {
    (4..=12).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
}

const LIMIT_DEFAULT: u32 = 50;
const LIMIT_MAX: u32 = 100;
