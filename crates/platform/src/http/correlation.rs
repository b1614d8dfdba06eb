//! One correlation id from the page to the operation to the neighbour.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderValue, Method};
use tracing::Instrument as _;
use vocabulary::CorrelationId;

use super::Problem;
use super::problem::Refusal;
use crate::Platform;

const HEADER: &str = "x-correlation-id";

/// The correlation id of a request.
#[derive(Debug, Clone, Copy)]
pub struct Correlation(pub CorrelationId);

/// Takes the caller's id or makes one, hands it on, writes it into a problem, and sends it back. Log lines of the
/// request carry it.
pub async fn correlate(
    State(platform): State<Platform>,
    mut request: Request,
    next: Next,
) -> Response {
    let told = request.headers().get(HEADER).and_then(|value| value.to_str().ok());
    let id = told.and_then(|text| text.parse().ok()).unwrap_or_else(|| platform.correlate());
    request.extensions_mut().insert(Correlation(id));
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = tracing::info_span!("request", correlation = %id, %method, path);
    let answered = async {
        let mut response = next.run(request).await;
        if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
            response = refusal.under(id, response);
        }
        log(&method, &response);
        response
    };
    let mut response = answered.instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// Whatever changes something or is refused leaves a line; reading is what most requests do.
fn log(method: &Method, response: &Response) {
    let status = response.status().as_u16();
    if method.is_safe() && status < 400 {
        tracing::debug!(status, "answered");
    } else {
        tracing::info!(status, "answered");
    }
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
