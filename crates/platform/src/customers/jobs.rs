//! Packing: bundles of customers that are outdated are packed anew, and the feeds of their keepers told.

use platform_store::customers::{self, AreaRow};

use super::bundle::{pack, read_bundle};
use super::operations::KeepBundle;
use crate::Platform;
use crate::http::Problem;

/// Packs the areas that are outdated; the number of those that it looked after. What changes meanwhile is left to the next
/// run.
///
/// # Errors
/// When the store gives no answer; what was packed before stays packed.
pub async fn pack_outdated(platform: &Platform) -> Result<u32, Problem> {
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let outdated = customers::outdated(&mut snapshot.tx(), org, AREAS_AT_ONCE).await?;
    snapshot.finish().await?;
    let mut packed = 0;
    for area in outdated {
        packed += u32::from(pack_area(platform, area).await?);
    }
    Ok(packed)
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
