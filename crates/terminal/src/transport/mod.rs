//! The way to the platform: one request, one response, or no network.

mod http_transport;

use async_trait::async_trait;
use bytes::Bytes;

pub use http_transport::{BadBaseUrl, HttpTransport};

/// A request; its URI is a path.
pub type Request = http::Request<Bytes>;
/// A response with its whole body, already decompressed.
pub type Response = http::Response<Bytes>;

/// Carries requests to the platform. The secure channel comes behind this trait, and simulations lose, repeat and delay
/// behind it.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends one request. A fault says nothing about whether the platform got it.
    ///
    /// # Errors
    /// When no whole response came back.
    async fn send(&self, request: Request) -> Result<Response, TransportFault>;
}

/// Why no response came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportFault {
    #[error("there is no network")]
    Offline,
    #[error("the platform did not answer in time")]
    Timeout,
    #[error("the connection broke, or what came back is no response")]
    Broken,
}
