//! The console's pages, served beside the API from a folder.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, header};
use tower_http::services::{ServeDir, ServeFile};

use super::{Problem, ProblemKind};

/// Adds the pages: a path that is neither API nor file is the single page's own.
pub fn with_pages(api: Router, folder: &Path) -> Router {
    let index = ServeFile::new(folder.join("index.html"));
    let files = Router::new()
        .fallback_service(ServeDir::new(folder).fallback(index))
        .layer(map_response(guard))
        .layer(from_fn(api_paths_are_no_pages));
    api.fallback_service(files)
}

/// A mistyped path of the API is a problem, not a page.
async fn api_paths_are_no_pages(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if API.iter().any(|prefix| path.starts_with(prefix)) {
        return Problem::new(ProblemKind::NotFound, "no such path").into_response();
    }
    next.run(request).await
}

const API: [&str; 4] = ["/api/", "/sync/", "/terminal/", "/neighbours/"];

/// What a browser may do with the pages: scripts, styles and data of this origin only; nobody frames them.
async fn guard(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Styles may stand in the page because the component library writes them there; the map draws in a worker of its own
/// making. Tiles, where a company has some, come through this origin.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self' data:; worker-src 'self' blob:; \
    frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
