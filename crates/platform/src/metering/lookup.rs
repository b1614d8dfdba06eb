//! Finds what a command to a meter is about: the order, the meter, and that the one belongs to the other.

use platform_store::authorisations::{self, AuthorisationRow};
use platform_store::meters::{self, MeterRow};
use platform_store::orders::OrderRecord;
use platform_store::{Tx, orders};
use vocabulary::{
    AssetNo, AuthorisationId, CommAddress, MeterCommand, OrderId, OrderState, OrganisationId,
    StageId,
};

use crate::Platform;
use crate::http::{Problem, ProblemKind};

pub(super) async fn order(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
) -> Result<OrderRecord, Problem> {
    let found = orders::find(tx, org, order).await?;
    let record = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这个工单"))?;
    if record.view.state.is_over() {
        return Err(Problem::new(ProblemKind::Gone, "工单已结束"));
    }
    Ok(record)
}

/// The same, for a command: where the office has let the order stand still, nothing is done at its meters but giving
/// supply back.
pub(super) async fn order_for(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
    command: MeterCommand,
) -> Result<OrderRecord, Problem> {
    let record = self::order(tx, org, order).await?;
    if record.view.state == OrderState::Suspended && !command.restores() {
        return Err(Problem::new(ProblemKind::Conflict, "工单已中止，恢复后才能操作表计"));
    }
    Ok(record)
}

pub(super) async fn meter(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    comm_address: &CommAddress,
) -> Result<MeterRow, Problem> {
    let found = meters::find(tx, org, comm_address).await?;
    found.ok_or_else(|| {
        Problem::new(ProblemKind::NotFound, format!("表计档案中没有通信地址 {comm_address}"))
    })
}

pub(super) async fn authorisation(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    authorisation: AuthorisationId,
) -> Result<AuthorisationRow, Problem> {
    let found = authorisations::find(tx, org, authorisation).await?;
    found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这个授权"))
}

/// Whether the form of a stage asks for the command.
pub(super) async fn asks_for(
    platform: &Platform,
    tx: &mut Tx<'_>,
    record: &OrderRecord,
    stage: StageId,
    command: MeterCommand,
) -> Result<bool, Problem> {
    let Some(view) = record.view.stage(stage) else { return Ok(false) };
    let hash = record.view.bundle_hash;
    let version = platform.versions().find(tx, platform.org(), hash).await?;
    let Some(version) = version else { return Ok(false) };
    let form = view.form.as_deref().and_then(|form| version.bundle.form(form));
    let mut wanted = form.into_iter().flat_map(|form| form.ui().fields.values());
    let asks = |spec: &forms::MeterWorkSpec| spec.commands.contains(&command);
    Ok(wanted.any(|field| field.meter_work.as_ref().is_some_and(asks)))
}

/// Whether a meter is the order's: its customer's, the one that is replaced or that its task is about, or one that its
/// worker holds for it.
pub(super) fn belongs(record: &OrderRecord, meter: &MeterRow) -> bool {
    let facts = &record.view.facts;
    let customer = facts["customer"]["customer_no"].as_str();
    let its_customers =
        customer.is_some() && customer == meter.customer_no.as_ref().map(|no| no.as_str());
    let asset_no = meter.asset_no.as_ref().map(AssetNo::as_str);
    let held = asset_no.is_some_and(|no| facts["meters"].get(no).is_some());
    let replaced = &facts["old_meter"];
    let is_replaced = asset_no.is_some() && replaced["asset_no"].as_str() == asset_no
        || replaced["comm_address"].as_str() == Some(meter.comm_address.as_str());
    let is_tasks = facts["task"]["comm_address"].as_str() == Some(meter.comm_address.as_str());
    its_customers || held || is_replaced || is_tasks
}
