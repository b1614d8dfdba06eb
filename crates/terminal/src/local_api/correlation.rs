//! One correlation id from the page to the operation to the neighbour: this is where it comes in.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method};
use tracing::Instrument as _;
use vocabulary::CorrelationId;

use super::At;
use super::problem::{Problem, Refusal};

/// The correlation id of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Correlation(pub CorrelationId);

/// Takes the page's id or makes one, hands it on, writes it into a problem, and sends it back. Log lines of the request
/// carry it.
pub(super) async fn correlate(State(at): State<At>, mut request: Request, next: Next) -> Response {
    let told = request.headers().get(CORRELATION).and_then(|value| value.to_str().ok());
    let correlation =
        told.and_then(|text| text.parse().ok()).unwrap_or_else(|| at.agent().correlate());
    request.extensions_mut().insert(Correlation(correlation));
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = tracing::info_span!("request", %correlation, %method, path);
    let answered = async {
        let mut response = next.run(request).await;
        if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
            response = refusal.under(correlation, response);
        }
        log(&method, &response);
        response
    };
    let mut response = answered.instrument(span).await;
    if let Ok(value) = HeaderValue::try_from(correlation.to_string()) {
        response.headers_mut().insert(CORRELATION, value);
    }
    response
}

/// Whatever changes something or is refused leaves a line; pages read all the time.
fn log(method: &Method, response: &Response) {
    let status = response.status().as_u16();
    if method.is_safe() && status < 400 {
        tracing::debug!(status, "answered");
    } else {
        tracing::info!(status, "answered");
    }
}

impl FromRequestParts<At> for Correlation {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, at: &At) -> Result<Self, Problem> {
        let given = parts.extensions.get::<Correlation>().copied();
        Ok(given.unwrap_or_else(|| Correlation(at.agent().correlate())))
    }
}

const CORRELATION: HeaderName = HeaderName::from_static("x-correlation-id");
