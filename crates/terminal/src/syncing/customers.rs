//! Customers: the bundle of each area that the feed names, believed only under its hash.

use bytes::Bytes;
use http::{HeaderMap, Method};
use sync::{CustomerBundle, CustomerManifest};
use vocabulary::Digest;

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, Desk};
use crate::platform::CallFault;

/// Fetches the bundles that the feed names and that are not here, area by area. One that is wrong or gone does not keep
/// others back; a cut leaves every area as it was or as it is now.
pub(super) async fn fetch(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    for (area, CustomerManifest { hash, .. }) in desk.store.customers_wanted().await? {
        let path = format!("/sync/v1/customers/{hash}");
        let answer = session.send(Method::GET, &path, HeaderMap::new(), Bytes::new()).await;
        let answer = match answer {
            Err(SyncFault::Platform(fault)) => {
                tracing::warn!(%fault, %area, "the customers of an area did not come");
                continue;
            }
            answer => answer?,
        };
        let Some(bundle) = read(answer.into_body(), hash).await? else {
            tracing::warn!(%area, "the customers of an area are not what their hash says, or not as this release reads them");
            continue;
        };
        if bundle.area_code != area {
            tracing::warn!(%area, told = %bundle.area_code, "a bundle is another area's");
            continue;
        }
        desk.store.replace_customers(hash, &bundle, agent.times.corrected()).await?;
        report.customer_areas += 1;
    }
    Ok(())
}

/// Megabytes are hashed and read on a thread that may take its time.
async fn read(text: Bytes, hash: Digest) -> Result<Option<CustomerBundle>, SyncFault> {
    let reading = tokio::task::spawn_blocking(move || {
        let own = Digest::of(&text) == hash;
        own.then(|| serde_json::from_slice(&text).ok()).flatten()
    });
    Ok(reading.await.map_err(|_| CallFault::BadAnswer)?)
}
