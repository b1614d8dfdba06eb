//! Plain HTTP to a configured address; compressed responses are asked for and unpacked here.

use std::io::Read as _;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderValue, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::{Request, Response, Transport, TransportFault};

/// HTTP/1.1 over TCP.
pub struct HttpTransport {
    client: Client<HttpConnector, Full<Bytes>>,
    authority: Authority,
}

/// A base address that is not `http://host:port`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address like http://host:port")]
pub struct BadBaseUrl(String);

impl HttpTransport {
    /// Connects to `base` (`http://host:port`) when there is something to send.
    ///
    /// # Errors
    /// When `base` is something else.
    pub fn new(base: &str) -> Result<Self, BadBaseUrl> {
        let bad = || BadBaseUrl(base.to_owned());
        let uri: Uri = base.trim_end_matches('/').parse().map_err(|_| bad())?;
        let plain = uri.scheme() == Some(&Scheme::HTTP) && uri.path() == "/";
        let authority = uri.authority().filter(|_| plain).cloned().ok_or_else(bad)?;
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT_TIMEOUT));
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .build(connector);
        Ok(Self { client, authority })
    }

    async fn exchange(&self, mut request: Request) -> Result<Response, TransportFault> {
        let mut parts = request.uri().clone().into_parts();
        parts.scheme = Some(Scheme::HTTP);
        parts.authority = Some(self.authority.clone());
        parts.path_and_query.get_or_insert_with(|| PathAndQuery::from_static("/"));
        *request.uri_mut() = Uri::from_parts(parts).map_err(|_| TransportFault::Broken)?;
        request.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("zstd"));

        let response = self.client.request(request.map(Full::new)).await.map_err(|error| {
            if error.is_connect() { TransportFault::Offline } else { TransportFault::Broken }
        })?;
        let (mut parts, body) = response.into_parts();
        let body = Limited::new(body, BODY_BYTES_MAX).collect().await;
        let mut body = body.map_err(|_| TransportFault::Broken)?.to_bytes();
        if parts.headers.remove(CONTENT_ENCODING).is_some_and(|encoding| encoding == "zstd") {
            body = unpacked(&body)?;
        }
        Ok(Response::from_parts(parts, body))
    }
}

#[async_trait]
impl Transport for HttpTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportFault> {
        let exchange = self.exchange(request);
        tokio::time::timeout(REQUEST_TIMEOUT, exchange)
            .await
            .map_err(|_| TransportFault::Timeout)?
    }
}

/// Unpacks a body, but never into more than a body may be.
fn unpacked(packed: &[u8]) -> Result<Bytes, TransportFault> {
    let decoder = zstd::Decoder::new(packed).map_err(|_| TransportFault::Broken)?;
    // As large as it says it is: growing would copy a page of the feed again and again.
    let says = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten().unwrap_or(0);
    let mut body = Vec::with_capacity(BODY_BYTES_MAX.min(usize::try_from(says).unwrap_or(0)));
    let mut limited = decoder.take(BODY_BYTES_MAX as u64 + 1);
    limited.read_to_end(&mut body).map_err(|_| TransportFault::Broken)?;
    if body.len() > BODY_BYTES_MAX {
        return Err(TransportFault::Broken);
    }
    Ok(body.into())
}

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Long enough for a page of the feed over a link of 64 kbit/s.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(120);
/// Shorter than the servers' own, so that a request is not sent into a connection that is just being closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);
const BODY_BYTES_MAX: usize = 32 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_plain_addresses_only() {
        assert!(HttpTransport::new("http://127.0.0.1:8080").is_ok());
        assert!(HttpTransport::new("http://127.0.0.1:8080/").is_ok());
        for bad in ["https://host:1", "http://host/path", "host:80", "", "http://"] {
            assert!(HttpTransport::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_body_that_grows_beyond_the_limit_is_refused() {
        let bomb = zstd::encode_all(&vec![0u8; BODY_BYTES_MAX + 1][..], 1).expect("packed");
        assert!(bomb.len() < 100_000);
        assert_eq!(unpacked(&bomb), Err(TransportFault::Broken));
        let honest = zstd::encode_all(&b"feed"[..], 1).expect("packed");
        assert_eq!(unpacked(&honest), Ok(Bytes::from_static(b"feed")));
        assert_eq!(unpacked(b"no zstd"), Err(TransportFault::Broken));
    }

    #[tokio::test]
    async fn nobody_there_is_no_network() {
        // A port that was free a moment ago.
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a port")
            .port();
        let transport = HttpTransport::new(&format!("http://127.0.0.1:{port}")).expect("plain");
        let request = Request::new(Bytes::new());
        assert_eq!(transport.send(request).await.err(), Some(TransportFault::Offline));
    }
}
