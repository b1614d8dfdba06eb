//! A customer as the console shows him.

use access::{Action, Resource};
use platform_store::{Tx, customers};
use serde::{Deserialize, Serialize};
use sync::{CustomerCard, CustomerRecord};
use utoipa::ToSchema;
use vocabulary::{CustomerNo, GridId, Instant, StationId};

use crate::Platform;
use crate::customers::masking::mask;
use crate::http::{ConsoleCaller, Problem, ProblemKind};
use crate::orders::works_of_customer;

/// A customer with the last works on his premises.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CustomerFile {
    pub card: CustomerCard,
    /// Where his area lies; nowhere while the organisation does not know it.
    pub station: Option<StationId>,
    pub grid: Option<GridId>,
    /// When the marketing system handed this over.
    pub received_at: Instant,
    pub unmasked: bool,
}

/// Opens a customer for somebody who may do `action` to him; masked unless that is unmasking.
///
/// # Errors
/// When he may not, or there is no such customer.
pub async fn open(
    platform: &Platform,
    tx: &mut Tx<'_>,
    caller: &ConsoleCaller,
    customer_no: &CustomerNo,
    action: Action,
) -> Result<CustomerFile, Problem> {
    // Who may see none is not told whether there is one.
    access::reach(&caller.actor, action)?;
    let org = platform.org();
    let row = customers::find(tx, org, customer_no).await?;
    let row = row.ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such customer"))?;
    let place = customers::place(tx, org, customer_no).await?;
    let mut resource = Resource::in_organisation(org);
    if let (Some(station), Some(grid)) = (place.station, place.grid) {
        resource = resource.at_station(station).in_grid(grid);
    }
    caller.may(action, &resource)?;
    let record = CustomerRecord::deserialize(&row.body);
    let mut record = record.map_err(|error| Problem::internal(&error))?;
    let unmasked = action == Action::UnmaskPersonalData;
    if !unmasked {
        mask(&mut record);
    }
    let works = works_of_customer(tx, org, customer_no).await?;
    Ok(CustomerFile {
        card: CustomerCard { record, works },
        station: place.station,
        grid: place.grid,
        received_at: row.received_at,
        unmasked,
    })
}
