//! One correlation id from the page to the operation to the neighbour.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;
use http::request::Parts;
use vocabulary::CorrelationId;

use super::Problem;
use crate::Platform;

const HEADER: &str = "x-correlation-id";

/// The correlation id of a request.
#[derive(Debug, Clone, Copy)]
pub struct Correlation(pub CorrelationId);

/// Takes the caller's id or makes one, hands it on and sends it back.
pub async fn correlate(
    State(platform): State<Platform>,
    mut request: Request,
    next: Next,
) -> Response {
    let told = request.headers().get(HEADER).and_then(|value| value.to_str().ok());
    let id = told.and_then(|text| text.parse().ok()).unwrap_or_else(|| platform.correlate());
    request.extensions_mut().insert(Correlation(id));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

impl FromRequestParts<Platform> for Correlation {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        platform: &Platform,
    ) -> Result<Self, Self::Rejection> {
        let given = parts.extensions.get::<Correlation>().copied();
        Ok(given.unwrap_or_else(|| Correlation(platform.correlate())))
    }
}
