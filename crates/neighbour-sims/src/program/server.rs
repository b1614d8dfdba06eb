//! Accepts connections. Not `axum::serve`, because a system that is down may close a connection without an answer.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt as _;
use tracing::{debug, warn};

/// In the extensions of a response: it must not be sent, and the connection ends.
#[derive(Debug, Clone, Copy)]
pub struct HangUp;

/// Serves until told to stop, then lets requests under way end.
pub async fn serve(listener: TcpListener, router: Router, mut stopping: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut connections = JoinSet::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.changed() => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let (router, stopping) = (router.clone(), stopping.clone());
                connections.spawn(async move {
                    converse(stream, router, stopping).await;
                    drop(place);
                });
            }
            Err(cause) => {
                // Out of file descriptors, mostly: that passes when connections end.
                warn!(%cause, "cannot accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(STOP_TIMEOUT, ended).await.is_err() {
        warn!("connections were cut after {STOP_TIMEOUT:?}");
    }
}

async fn converse(stream: TcpStream, router: Router, mut stopping: watch::Receiver<bool>) {
    let service = service_fn(move |request| answer(router.clone(), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopping.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(cause) = ended {
        debug!(%cause, "a connection ended");
    }
}

async fn answer(router: Router, request: http::Request<Incoming>) -> Result<Response, NoAnswer> {
    let answered = tokio::time::timeout(REQUEST_TIMEOUT, router.oneshot(request));
    let Ok(Ok(response)) = answered.await else { return Err(NoAnswer) };
    if response.extensions().get::<HangUp>().is_some() {
        return Err(NoAnswer);
    }
    Ok(response)
}

/// The request took too long, or the system hangs up.
#[derive(Debug, thiserror::Error)]
#[error("the connection is closed without an answer")]
struct NoAnswer;

const CONNECTIONS_MAX: usize = 512;
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);
const STOP_TIMEOUT: Duration = Duration::from_secs(10);
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
