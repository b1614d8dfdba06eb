//! Packing: bundles of customers that are outdated are packed anew, and the feeds of their keepers told.

use platform_store::customers::{self, AreaRow};

use super::bundle::{pack, read_bundle};
use super::operations::KeepBundle;
use crate::Platform;
use crate::http::Problem;

/// Packs the areas that are outdated; the number of those that it looked after. What changes meanwhile is left to the next
/// run, and so is an area that cannot be packed: the others do not wait for it.
///
/// # Errors
/// When the store gives no answer, or an area could not be packed; what was packed stays packed.
pub async fn pack_outdated(platform: &Platform) -> Result<u32, Problem> {
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let outdated = customers::outdated(&mut snapshot.tx(), org, AREAS_AT_ONCE).await?;
    snapshot.finish().await?;
    let (mut packed, mut failed) = (0, None);
    for area in outdated {
        let code = area.area_code.clone();
        match pack_area(platform, area).await {
            Ok(done) => packed += u32::from(done),
            Err(problem) => {
                tracing::error!(area = code, detail = problem.detail, "customers were not packed");
                failed = Some(problem);
            }
        }
    }
    failed.map_or(Ok(packed), Err)
}

async fn pack_area(platform: &Platform, seen: AreaRow) -> Result<bool, Problem> {
    let mut snapshot = platform.store().read().await?;
    let bundle = read_bundle(&mut snapshot.tx(), platform.org(), &seen.area_code).await?;
    snapshot.finish().await?;
    // An area without customers has no bundle.
    let bundle = if bundle.customers.is_empty() { None } else { Some(pack(bundle).await?) };
    let keep = KeepBundle { org: platform.org(), at: platform.clock().now(), seen, bundle };
    platform.store().write(keep).await
}

const AREAS_AT_ONCE: u32 = 50;
