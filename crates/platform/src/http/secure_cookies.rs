//! Cookies that leave a platform that others can reach travel over TLS only.

use axum::response::Response;
use http::HeaderValue;
use http::header::{Entry, SET_COOKIE};

/// Marks the cookies of an answer as `Secure`.
pub async fn secure_cookies(mut response: Response) -> Response {
    if let Entry::Occupied(mut cookies) = response.headers_mut().entry(SET_COOKIE) {
        cookies.iter_mut().for_each(secure);
    }
    response
}

fn secure(cookie: &mut HeaderValue) {
    let marked = [cookie.as_bytes(), b"; Secure"].concat();
    // What was a header's value is one with these letters behind it.
    if let Ok(marked) = HeaderValue::from_bytes(&marked) {
        *cookie = marked;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn marks_every_cookie() {
        let mut response = Response::default();
        for cookie in ["a=1; HttpOnly", "b=2"] {
            response.headers_mut().append(SET_COOKIE, HeaderValue::from_static(cookie));
        }
        let response = secure_cookies(response).await;
        let marked: Vec<_> = response.headers().get_all(SET_COOKIE).iter().collect();
        assert_eq!(marked, ["a=1; HttpOnly; Secure", "b=2; Secure"]);
    }
}
