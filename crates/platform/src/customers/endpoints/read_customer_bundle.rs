//! `GET /sync/v1/customers/{hash}`: the customers of an area, immutable under the hash of their text.

use access::{Action, Resource};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, header};
use platform_store::customers;
use sync::CustomerBundle;
use vocabulary::Digest;

use crate::Platform;
use crate::customers::bundle::unpack;
use crate::customers::keepers::Keepers;
use crate::http::{Path, Problem, ProblemBody, ProblemKind, SignedInTerminal, takes_zstd};

/// The bundle of an area, for those who answer for it now.
#[utoipa::path(
    get,
    path = "/sync/v1/customers/{hash}",
    operation_id = "readCustomerBundle",
    tag = "customers",
    security(("terminal" = [])),
    params(("hash" = String, Path)),
    responses(
        (status = 200, body = CustomerBundle),
        (status = 403, description = "another grid's", body = ProblemBody),
        (status = 404, description = "no area has this bundle now", body = ProblemBody),
    ),
)]
pub async fn read_customer_bundle(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Path(hash): Path<Digest>,
    request: HeaderMap,
) -> Result<Response, Problem> {
    let org = platform.org();
    access::reach(&caller.actor, Action::FetchCustomers)?;
    let mut snapshot = platform.store().read().await?;
    let found = customers::bundle(&mut snapshot.tx(), org, hash).await?;
    let gone = || Problem::new(ProblemKind::NotFound, "no area has this bundle now");
    let (area_code, packed) = found.ok_or_else(gone)?;
    let keepers = Keepers::of_area(&mut snapshot.tx(), org, &area_code).await?;
    snapshot.finish().await?;
    let whose = keepers.all().find(|keeper| *keeper == caller.person).or(keepers.all().next());
    let nobodys = || Problem::new(ProblemKind::NotAllowed, "nobody answers for this area");
    let whose = whose.ok_or_else(nobodys)?;
    let bundle = Resource::in_organisation(org).of_terminal(caller.terminal).of_person(whose);
    caller.may(Action::FetchCustomers, &bundle)?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !takes_zstd(&request) {
        return Ok((headers, unpack(packed).await?).into_response());
    }
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("zstd"));
    Ok((headers, packed).into_response())
}
