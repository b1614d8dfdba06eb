//! The customers of an area as one bundle: read in one snapshot, packed under the hash of its text.

use platform_store::{Tx, customers, people};
use serde::Deserialize as _;
use sync::{CUSTOMERS_OF_AREA_MAX, CustomerBundle, CustomerCard, CustomerManifest, CustomerRecord};
use vocabulary::{Digest, OrganisationId};

use crate::http::Problem;
use crate::orders::works_of_area;

/// A bundle as terminals fetch it.
#[derive(Debug)]
pub struct PackedBundle {
    pub manifest: CustomerManifest,
    /// The JSON text, packed with zstd.
    pub packed: Vec<u8>,
}

/// Reads an area's customers with the works on their premises.
///
/// # Errors
/// When the database refuses or holds what is no record.
pub async fn read_bundle(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area_code: &str,
) -> Result<CustomerBundle, Problem> {
    let area = people::area_by_code(tx, org, area_code).await?;
    let rows = customers::of_area(tx, org, area_code, CUSTOMERS_OF_AREA_MAX).await?;
    let mut works = works_of_area(tx, org, area_code).await?;
    let card = |row: customers::CustomerRow| {
        let record = CustomerRecord::deserialize(&row.body);
        let record = record.map_err(|error| Problem::internal(&error))?;
        let works = works.remove(row.customer_no.as_str()).unwrap_or_default();
        Ok(CustomerCard { record, works })
    };
    Ok(CustomerBundle {
        area_code: area_code.to_owned(),
        area_name: area.map(|area| area.name).unwrap_or_default(),
        customers: rows.into_iter().map(card).collect::<Result<_, Problem>>()?,
    })
}

/// Packs a bundle, on a thread that may take its time.
///
/// # Errors
/// When it cannot be written.
pub async fn pack(bundle: CustomerBundle) -> Result<PackedBundle, Problem> {
    let packing = tokio::task::spawn_blocking(move || {
        let text = serde_json::to_vec(&bundle)?;
        let manifest = CustomerManifest {
            hash: Digest::of(&text),
            customers: u32::try_from(bundle.customers.len()).unwrap_or(u32::MAX),
            area_name: bundle.area_name,
            bytes: text.len() as u64,
        };
        let packed = zstd::bulk::compress(&text, LEVEL)?;
        Ok::<_, std::io::Error>(PackedBundle { manifest, packed })
    });
    let packed = packing.await.map_err(|error| Problem::internal(&error))?;
    packed.map_err(|error| Problem::internal(&error))
}

/// The text of a bundle for whoever does not take zstd.
///
/// # Errors
/// When it was not packed by [`pack`].
pub async fn unpack(packed: Vec<u8>) -> Result<Vec<u8>, Problem> {
    let unpacking = tokio::task::spawn_blocking(move || zstd::decode_all(&packed[..]));
    let text = unpacking.await.map_err(|error| Problem::internal(&error))?;
    text.map_err(|error| Problem::internal(&error))
}

/// As pages of the feed.
const LEVEL: i32 = 9;
