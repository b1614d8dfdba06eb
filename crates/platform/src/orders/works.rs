//! What finished orders say of their customers: which work, when it ended, by whom, and its photos.

use std::collections::BTreeMap;

use platform_store::attachments::{self, AttachmentState};
use platform_store::customers::{self, FinishedOrder};
use platform_store::{StoreFault, Tx};
use sync::{CustomerWork, OrderView, StageView};
use vocabulary::{CustomerNo, OrganisationId, Role};

/// The last works at the customers of an area, by customer number, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn works_of_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area_code: &str,
) -> Result<BTreeMap<String, Vec<CustomerWork>>, StoreFault> {
    let finished =
        customers::finished_orders_of_area(tx, org, area_code, ORDERS_OF_AREA_MAX).await?;
    let mut works: BTreeMap<String, Vec<CustomerWork>> = BTreeMap::new();
    for order in finished {
        let of_customer = works.entry(order.customer_no.clone()).or_default();
        if of_customer.len() < WORKS_MAX {
            of_customer.push(work(tx, org, &order).await?);
        }
    }
    Ok(works)
}

/// The last works at one customer, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn works_of_customer(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    customer_no: &CustomerNo,
) -> Result<Vec<CustomerWork>, StoreFault> {
    let most = u32::try_from(WORKS_MAX).unwrap_or(u32::MAX);
    let finished = customers::finished_orders_of(tx, org, customer_no, most).await?;
    let mut works = Vec::new();
    for order in finished {
        works.push(work(tx, org, &order).await?);
    }
    Ok(works)
}

async fn work(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: &FinishedOrder,
) -> Result<CustomerWork, StoreFault> {
    let view: OrderView = serde_json::from_str(&order.view)
        .map_err(|_| StoreFault::BadRow { table: "work_order", column: "view" })?;
    let files = attachments::of_order(tx, org, order.order).await?;
    let photos = files.into_iter().filter(|file| {
        file.state == AttachmentState::Complete && file.opens.is_none() && file.mime == PHOTO
    });
    Ok(CustomerWork {
        order: order.order,
        worker_name: worker_name(&view),
        ended_at: order.closed_at,
        photos: photos.map(|file| file.attachment).take(PHOTOS_MAX).collect(),
        order_no: view.order_no,
        process: view.process,
        title: view.title,
    })
}

/// Who was on site last; else who had the last stage.
fn worker_name(view: &OrderView) -> Option<String> {
    let mut stages = view.stages_in_order();
    stages.reverse();
    let on_site = |stage: &&&StageView| stage.roles.iter().any(|role| ON_SITE.contains(role));
    let named = |stage: &&StageView| stage.assignee_name.clone();
    let last_on_site = stages.iter().filter(on_site).find_map(named);
    last_on_site.or_else(|| stages.iter().find_map(named))
}

const ON_SITE: [Role; 4] =
    [Role::AreaManager, Role::MeterInstaller, Role::UsageInspector, Role::AcqMaintainer];
const PHOTO: &str = "image/jpeg";
/// Of one customer.
const WORKS_MAX: usize = 5;
/// Of one work.
const PHOTOS_MAX: usize = 8;
/// The newest of an area; their views are held together while it is packed.
const ORDERS_OF_AREA_MAX: u32 = 1_000;
