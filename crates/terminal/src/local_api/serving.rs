//! Serves every origin until told to stop.

use std::future::IntoFuture as _;
use std::io;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::loopback::Loopback;
use super::{At, LocalApi, router};

impl LocalApi {
    /// Serves the launcher and the apps, in the order of their pages, until `stopped`; requests under way are finished,
    /// within bounds.
    ///
    /// # Errors
    /// When a listener breaks.
    pub async fn serve(
        &self,
        origins: Vec<Loopback>,
        stopped: watch::Receiver<bool>,
    ) -> io::Result<()> {
        let mut serving = JoinSet::new();
        for (page, origin) in origins.into_iter().enumerate() {
            let at = At { shared: self.0.clone(), page };
            let router = router::router(at);
            for listener in origin.listeners {
                let (router, mut stopped) = (router.clone(), stopped.clone());
                let ended = async move {
                    // The sender is gone: that is an end, too.
                    let _ = stopped.wait_for(|stopped| *stopped).await;
                };
                let server = axum::serve(listener, router).with_graceful_shutdown(ended);
                serving.spawn(server.into_future());
            }
        }
        let all = async {
            while let Some(ended) = serving.join_next().await {
                ended.map_err(io::Error::other)??;
            }
            Ok(())
        };
        tokio::select! {
            ended = all => ended,
            () = self.patience(stopped) => {
                tracing::warn!("requests under way were given up");
                Ok(())
            }
        }
    }

    async fn patience(&self, mut stopped: watch::Receiver<bool>) {
        let _ = stopped.wait_for(|stopped| *stopped).await;
        self.0.changes.end();
        tokio::time::sleep(LAST_REQUESTS).await;
    }
}

/// How long requests under way may take once the agent was asked to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(5);
