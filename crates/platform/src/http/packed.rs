//! Answers that are packed as a whole, with their size known: a page of the feed becomes a sixth smaller than if it
//! were packed while it streams, and a small one costs no large tables.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, header};
use serde::Serialize;
use zstd::bulk::Compressor;
use zstd::zstd_safe::{CParameter, Strategy};

use super::{Json, Problem};

/// The answer as JSON of `about` so many bytes, packed with zstd for whoever takes that.
///
/// # Errors
/// When it cannot be written.
pub async fn packed<T: Serialize + Send + 'static>(
    request: &HeaderMap,
    answer: T,
    about: usize,
) -> Result<Response, Problem> {
    if !takes_zstd(request) {
        return Ok(Json(answer).into_response());
    }
    let packing = tokio::task::spawn_blocking(move || pack(&answer, about)).await;
    let body = packing.map_err(|error| Problem::internal(&error))?;
    let body = body.map_err(|error| Problem::internal(&error))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_ENCODING, HeaderValue::from_static("zstd")),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    Ok((headers, body).into_response())
}

fn pack(answer: &impl Serialize, about: usize) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::with_capacity(about);
    serde_json::to_writer(&mut text, answer)?;
    let mut compressor = Compressor::new(LEVEL)?;
    if text.len() >= LARGE {
        // Orders are alike for hundreds of letters, and what differs (ids, names, numbers) is short: short matches cost
        // more to name than they save. Tables as large as a page find its first order from its last.
        compressor.set_parameter(CParameter::Strategy(Strategy::ZSTD_lazy2))?;
        compressor.set_parameter(CParameter::MinMatch(6))?;
        compressor.set_parameter(CParameter::SearchLog(6))?;
        for table in [CParameter::WindowLog, CParameter::HashLog, CParameter::ChainLog] {
            compressor.set_parameter(table(TABLE_LOG))?;
        }
    }
    compressor.compress(&text)
}

/// Whether a caller takes answers that are packed with zstd.
#[must_use]
pub fn takes_zstd(request: &HeaderMap) -> bool {
    let named = request.get_all(header::ACCEPT_ENCODING).iter();
    let mut named = named.filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(','));
    // What comes with a weight is left to the layer that weighs all encodings.
    named.any(|encoding| encoding.trim().eq_ignore_ascii_case("zstd"))
}

/// A thousand orders take 0.2 s of one core; the next levels gain little for much more.
const LEVEL: i32 = 9;
/// Bytes of text that are worth large tables.
const LARGE: usize = 512 * 1024;
/// Tables of 4 MiB entries.
const TABLE_LOG: u32 = 22;

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use proptest::prelude::*;

    use super::*;

    async fn answer(encodings: &str) -> (Option<HeaderValue>, Vec<u8>) {
        let mut request = HeaderMap::new();
        let encodings = HeaderValue::from_str(encodings).expect("a header's value");
        request.insert(header::ACCEPT_ENCODING, encodings);
        let response = packed(&request, vec!["工单"; 100], 1_000).await.expect("an answer");
        let encoding = response.headers().get(header::CONTENT_ENCODING).cloned();
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        (encoding, body.to_vec())
    }

    #[tokio::test]
    async fn is_packed_for_whoever_takes_it() {
        let plain = serde_json::to_vec(&vec!["工单"; 100]).expect("JSON");
        for encodings in ["zstd", "gzip, ZSTD"] {
            let (encoding, body) = answer(encodings).await;
            assert_eq!(encoding.expect("an encoding"), "zstd");
            assert!(body.len() < plain.len());
            assert_eq!(zstd::decode_all(&body[..]).expect("unpacked"), plain);
        }
        for encodings in ["gzip", "zstd;q=0", ""] {
            assert_eq!(answer(encodings).await, (None, plain.clone()));
        }
    }

    proptest! {
        #[test]
        fn any_header_is_read(bytes in proptest::collection::vec(32_u8..127, 0..60)) {
            let mut request = HeaderMap::new();
            let value = HeaderValue::from_bytes(&bytes).expect("visible letters");
            request.insert(header::ACCEPT_ENCODING, value);
            let alone = bytes.split(|byte| *byte == b',').any(|one| {
                one.trim_ascii().eq_ignore_ascii_case(b"zstd")
            });
            prop_assert_eq!(takes_zstd(&request), alone);
        }
    }
}
