//! JSON bodies, with refusals of our own shape.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

/// A body that is JSON and what was asked for.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(refusal_of(&rejection)),
        }
    }
}

fn refusal_of(rejection: &JsonRejection) -> Refusal {
    let status = rejection.status();
    let code = match status {
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "not_json",
        StatusCode::BAD_REQUEST => "malformed",
        StatusCode::UNPROCESSABLE_ENTITY => "not_as_agreed",
        _ => "unreadable",
    };
    Refusal::new(status, code, rejection.body_text())
}
